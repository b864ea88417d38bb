"""The composite of a unit, its parts always beside it."""

from __future__ import annotations

from csatreport.measures.composite import Composite, Part, measure_composite
from csatreport.messages import say
from csatreport.report import numbers, wording
from csatreport.report.explain_figures import about_target
from csatreport.report.inline import Link
from csatreport.report.model import Table
from csatreport.report.scope import Scope, estimate
from csatreport.survey.model import Unit
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
    rule = registered.rules.get(RegisterKind.INSPECTIONS)
    return measure_composite(rule, index.value if index is not None else None, registered.parts)


def composites_of_units(scope: Scope) -> list[tuple[Unit, Composite]]:
    """Put together the composites of the units side by side, the highest first, none last."""
    registered = scope.findings.registered
    if registered is None:
        return []
    rule = registered.rules.get(RegisterKind.INSPECTIONS)
    found = []
    for point in scope.findings.units:
        parts, index = registered.leaves.get(point.unit.id), estimate(point.score)
        if parts is not None:
            made = measure_composite(rule, index.value if index is not None else None, parts)
            found += [(point.unit, made)] if made is not None else []
    return sorted(found, key=lambda pair: -1.0 if pair[1].score is None else pair[1].score,
                  reverse=True)  # fmt: skip


def units_table(scope: Scope) -> Table | None:
    """Set the composites of units side by side, each with its parts; None where nobody has one."""
    language, every = scope.language, composites_of_units(scope)
    found = [(unit, one) for unit, one in every if one.score is not None]
    if not found:
        return None
    notes = [say(language, "report.composite.by_unit_note")]
    if len(every) > len(found):
        missing = len(every) - len(found)
        notes.append(wording.counted(language, "report.composite.by_unit_without", missing))
    parts = found[0][1].parts
    total = sum(one.weight for one in parts)
    heads = (
        f"{say(language, _NAMES[one.name])} · {numbers.share(one.weight / total)}" for one in parts
    )
    return Table(
        caption=say(language, "report.composite.by_unit"),
        heads=(
            say(language, "report.compare.head_unit"),
            *heads,
            say(language, "report.composite.whole"),
        ),
        rows=tuple(
            (
                scope.unit_name(unit),
                *(numbers.index(part.score) for part in one.parts),
                numbers.index(one.score),
            )
            for unit, one in found
        ),
        numeric=(False, *(True for _ in parts), True),
        note=wording.joined(language, notes),
    )


def composite_table(found: Composite, scope: Scope) -> Table:
    """List the parts with their weights, and the composite last."""
    language = scope.language
    total = sum(one.weight for one in found.parts)

    def row(one: Part) -> tuple[str, ...]:
        weight = numbers.share(one.weight / total)
        return (say(language, _NAMES[one.name]), weight, numbers.index(one.score))

    missing = [say(language, _NAMES[one.name]) for one in found.parts if one.score is None]
    note = say(language, "report.composite.note")
    if missing:
        names = wording.listed(language, missing)
        note = say(language, "report.composite.missing", parts=names)
    whole = say(language, "report.composite.whole")
    score = Link(text=numbers.index(found.score), target=about_target("composite"))
    return Table(
        caption=say(language, "report.composite.caption"),
        heads=(
            say(language, "report.composite.head_part"),
            say(language, "report.composite.head_weight"),
            say(language, "report.inspections.head_score"),
        ),
        rows=(*map(row, found.parts), (whole, numbers.share(1.0), score)),
        numeric=(False, True, True),
        note=note,
    )
