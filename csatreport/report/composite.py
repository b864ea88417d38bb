"""The composite of a unit, its parts always beside it."""

from __future__ import annotations

from csatreport.measures.composite import Composite, Part, measure_composite
from csatreport.messages import say
from csatreport.report import numbers, wording
from csatreport.report.model import Table
from csatreport.report.scope import Scope, estimate
from csatreport.survey.register import COMPOSITE_PARTS, RegisterKind

_NAMES = dict(
    zip(
        COMPOSITE_PARTS,
        ("report.composite.survey", "report.composite.inspections", "report.composite.complaints"),
        strict=True,
    )
)


def composite_of(scope: Scope) -> Composite | None:
    """Put the composite together from what the report may show."""
    registered, headline = scope.findings.registered, scope.findings.headline
    if registered is None:
        return None
    index = estimate(headline.index) if headline is not None else None
    return measure_composite(
        registered.rules.get(RegisterKind.INSPECTIONS), index.value if index is not None else None,
        registered.inspections, registered.complaints,
    )  # fmt: skip


def composite_table(found: Composite, scope: Scope) -> Table:
    """List the parts with their weights, and the composite last."""
    language = scope.language
    total = sum(one.weight for one in found.parts)

    def row(one: Part) -> tuple[str, ...]:
        weight = numbers.share(one.weight / total)
        return (say(language, _NAMES[one.name]), weight, numbers.optional(one.score))

    missing = [say(language, _NAMES[one.name]) for one in found.parts if one.score is None]
    note = say(language, "report.composite.note")
    if missing:
        names = wording.listed(language, missing)
        note = say(language, "report.composite.missing", parts=names)
    whole = say(language, "report.composite.whole")
    return Table(
        caption=say(language, "report.composite.caption"),
        heads=(
            say(language, "report.composite.head_part"),
            say(language, "report.composite.head_weight"),
            say(language, "report.inspections.head_score"),
        ),
        rows=(*map(row, found.parts), (whole, numbers.share(1.0), numbers.optional(found.score))),
        numeric=(False, True, True),
        note=note,
    )
