"""``csatreport sample``: how many answers a survey needs, and from which units."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from csatreport.base.words import reader_language
from csatreport.cli.options import FORM, PATH, argument, option, study_command
from csatreport.cli.terminal import tell_either
from csatreport.cli.words import word

if TYPE_CHECKING:
    from csatreport.making.tools.sampling import SamplePlan

BY = ("whole", "kind", "unit", "grade")


@study_command
@argument("questionnaire")
@option("--margin", says="option.sample_margin", type=click.FloatRange(0.1, 50), usual=5.0)
@option("--share", says="option.sample_share", type=click.FloatRange(1, 99), usual=50.0)
@option("--confidence", says="option.sample_level", type=click.FloatRange(50, 99.9), usual=95.0)
@option("--by", says="option.sample_by", type=click.Choice(BY), usual="whole")
@option("--out", says="option.sample_out", type=PATH)
@FORM
def command(
    study: Path, /, *, questionnaire: str, by: str, out: Path | None, form: str, **asked: float
) -> int:
    """Read the questionnaire, its units and grades, and print the sample they need."""
    # Deferred: the quantiles come from SciPy, for which --help must not wait.
    from csatreport.making.tools.sampling import plan_sample, write_plan  # noqa: PLC0415

    percents = [asked[name] for name in ("margin", "share", "confidence")]
    plan = plan_sample(study, questionnaire, *(percent / 100 for percent in percents))
    forms = plan.forms(by, reader_language())
    if out is not None:
        write_plan(forms, out)
    tell_either(form, plan.as_json(), _lines(plan, *map("{:g}".format, percents)))
    return 0


def _lines(plan: SamplePlan, margin: str, share: str, level: str) -> list[str]:
    language = reader_language()
    head = word(
        "sample.head", title=plan.of.title[language], margin=margin, share=share, level=level
    )
    key = "sample.unknown" if plan.population is None else "sample.whole"
    lines = [head, word(key, n=plan.needed, people=plan.population)]
    kinds = any(one.kind != one.allocated for one in plan.units)
    for told, rows, pick in (
        ("sample.units", plan.units, "allocated"),
        ("sample.kinds", plan.units if kinds else (), "kind"),
        ("sample.apart", plan.units, "alone"),
        ("sample.grades", plan.grades, "allocated"),
        ("sample.grades_apart", plan.grades, "alone"),
    ):
        if rows:
            lines += ["", word(told)]
            for one in rows:
                facts = {"people": one.population, "unit": one.name[language]}
                lines.append(word("sample.row", n=getattr(one, pick), **facts))
            lines.append(word("sample.sum", n=sum(getattr(one, pick) for one in rows)))
    return lines
