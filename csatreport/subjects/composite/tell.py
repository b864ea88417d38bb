"""The composite of a unit, its parts always beside it.

It shares the chapter of the inspections, which it opens.
"""

from collections.abc import Iterator

from csatreport.report import numbers
from csatreport.report.columns import Column, TextColumn, lay_out
from csatreport.report.inline import Link
from csatreport.report.model import Chapter, Explanation, Table
from csatreport.report.scope import Scope
from csatreport.report.subject import chapter
from csatreport.report.workings.figures import about_target
from csatreport.report.workings.rows import explained, lines_step
from csatreport.subjects.composite.measure import Composite, CompositePart, Composites
from csatreport.subjects.composite.settings import PARTS

COMPOSITE = "composite"
_NAMES = dict(
    zip(PARTS, ("composite.survey", "composite.inspections", "composite.complaints"), strict=True)
)


def compose_composite(scope: Scope, found: Composites) -> Chapter:
    """Make the part of the chapter that is about the composite."""
    heading = scope.say("composite.heading", score=numbers.index(found.made.score))
    blocks = (_table(found.made, scope), _units_table(scope, found))
    return chapter(scope, "inspections.topic", heading, blocks)


def _name(part: CompositePart, scope: Scope) -> str:
    return scope.say(_NAMES[part.name])


def _units_table(scope: Scope, found: Composites) -> Table | None:
    """Set the composites of units side by side, each with its parts; None where nobody has one."""
    every = found.units
    whole = [(unit, one) for unit, one in every if one.score is not None]
    if not whole:
        return None
    notes = [scope.say("composite.by_unit_note")]
    if len(every) > len(whole):
        missing = scope.units(len(every) - len(whole), whole[0][0])
        notes.append(scope.say("composite.by_unit_without", units=missing))
    first = whole[0][1]
    columns = (
        TextColumn("report.compare.head_unit", lambda row, scope: scope.unit_name(row[0])),
        *(_part(place, first) for place in range(len(first.parts))),
        Column("composite.whole", lambda row, _: numbers.index(row[1].score)),
    )
    note = scope.joined(notes)
    return lay_out(columns, whole, scope, caption=scope.say("composite.by_unit"), note=note)


def _part(place: int, first: Composite) -> Column:
    one = first.parts[place]
    return Column(lambda scope: f"{_name(one, scope)} · {numbers.share(first.share(one))}",
                  lambda row, _: numbers.index(row[1].parts[place].score))  # fmt: skip


def _table(made: Composite, scope: Scope) -> Table:
    """List the parts with their weights, and the composite last."""
    missing = [_name(one, scope) for one in made.parts if one.score is None]
    note = scope.say("composite.note")
    if missing:
        note = scope.say("composite.missing", parts=scope.listed(missing))
    columns = (
        TextColumn("composite.head_part",
                   lambda one, s: s.say("composite.whole") if one is made else _name(one, s)),
        Column("composite.head_weight",
               lambda one, _: numbers.share(1.0 if one is made else made.share(one))),
        Column("inspections.head_score",
               lambda one, _: _score(made) if one is made else numbers.index(one.score)),
    )  # fmt: skip
    caption = scope.say("composite.caption")
    return lay_out(columns, (*made.parts, made), scope, caption=caption, note=note)


def _score(made: Composite) -> Link:
    return Link(text=numbers.index(made.score), target=about_target(COMPOSITE))


def explain_composite(scope: Scope, found: Composites) -> Iterator[tuple[str, Explanation]]:
    """Yield how the composite is added up from its parts."""
    made = found.made
    parts = " + ".join(
        f"{numbers.plain(one.weight)}·{numbers.index(one.score)}" for one in made.parts
    )
    score = numbers.index(made.score)
    lines = [f"({parts}) / {numbers.plain(made.total)} = {score}"]
    rate, complaints = found.own.rate, made.of("complaints")
    if rate is not None and complaints is not None:
        lines.append(
            scope.say(
                "composite.explain_complaints",
                rate=numbers.fixed(rate, 2), worst=numbers.plain(found.rule.worst),
                score=numbers.index(complaints),
            )
        )  # fmt: skip
    step = lines_step(scope, "report.explain.step_formula", *lines)
    yield explained(COMPOSITE, scope.say("composite.caption"), step, figure=score)
