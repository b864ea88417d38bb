"""``csatreport sample``: how many answers a survey needs, and from which units."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from csatreport.base.words import reader_language
from csatreport.cli.options import FORM
from csatreport.cli.terminal import tell_either
from csatreport.cli.words import word

if TYPE_CHECKING:
    from csatreport.making.tools.sampling import SamplePlan


@click.command()
@click.argument("questionnaire")
@click.option(
    "--margin",
    type=click.FloatRange(0.1, 50),
    default=5.0,
    show_default=True,
    help=word("option.sample_margin"),
)
@click.option(
    "--share",
    type=click.FloatRange(1, 99),
    default=50.0,
    show_default=True,
    help=word("option.sample_share"),
)
@click.option(
    "--confidence",
    type=click.FloatRange(50, 99.9),
    default=95.0,
    show_default=True,
    help=word("option.sample_level"),
)
@click.option(
    "--by",
    type=click.Choice(["whole", "kind", "unit"]),
    default="whole",
    show_default=True,
    help=word("option.sample_by"),
)
@click.option("--out", type=click.Path(path_type=Path), help=word("option.sample_out"))
@FORM
@click.pass_obj
def command(
    study: Path,
    /,
    *,
    questionnaire: str,
    margin: float,
    share: float,
    confidence: float,
    by: str,
    out: Path | None,
    form: str,
) -> int:
    """Read the questionnaire and its units, and print the sample they need."""
    # Deferred: the quantiles come from SciPy, for which --help must not wait.
    from csatreport.making.tools.sampling import plan_sample, write_plan  # noqa: PLC0415

    plan = plan_sample(study, questionnaire, margin / 100, share / 100, confidence / 100)
    if out is not None:
        write_plan(plan, by, out, reader_language())
    tell_either(form, plan.as_json(), _lines(plan, f"{margin:g}", f"{share:g}", f"{confidence:g}"))
    return 0


def _lines(plan: SamplePlan, margin: str, share: str, level: str) -> list[str]:
    language = reader_language()
    head = word("sample.head", title=plan.title[language], margin=margin, share=share, level=level)
    if plan.population is None:
        return [head, word("sample.unknown", n=plan.needed)]
    lines = [head, word("sample.whole", n=plan.needed, people=plan.population)]
    parts = [("sample.units", "allocated"), ("sample.kinds", "kind"), ("sample.apart", "alone")]
    if all(one.kind == one.allocated for one in plan.units):
        del parts[1]
    for key, pick in parts:
        if plan.units:
            lines += ["", word(key)]
            lines += [
                word(
                    "sample.row",
                    n=getattr(one, pick),
                    people=one.population,
                    unit=one.name[language],
                )
                for one in plan.units
            ]
            lines.append(word("sample.sum", n=sum(getattr(one, pick) for one in plan.units)))
    return lines
