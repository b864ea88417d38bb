"""What people say is important, with managers beside customers where both were asked."""

from __future__ import annotations

from csatreport.measures.model import Estimate
from csatreport.measures.stated import Asked, Importance, Stated
from csatreport.messages import say
from csatreport.report import numbers, wording
from csatreport.report.model import Table
from csatreport.report.scope import Scope

_APART = 2
"""A place that differs by so many says that managers see it otherwise."""
_HEADS = (
    "report.stated.head_of", "report.stated.head_place", "report.stated.head_customers",
    "report.stated.head_n",
)  # fmt: skip
_BOSSES = (
    "report.stated.head_managers_place", "report.stated.head_managers", "report.stated.head_n",
)  # fmt: skip
_CAPTIONS = {
    Asked.RANKS: "report.stated.ranks",
    Asked.ALLOCATED: "report.stated.allocated",
    Asked.RATED: "report.stated.rated",
}


def stated_tables(scope: Scope) -> list[Table]:
    """Make a table for each way in which importance was asked."""
    return [
        _table(one, scope) for one in scope.findings.stated if any(r.customers for r in one.rows)
    ]


def _table(found: Importance, scope: Scope) -> Table:
    language = scope.language
    bosses = any(row.managers is not None for row in found.rows)
    keys = (*_HEADS, *(_BOSSES if bosses else ()))
    rows = sorted(found.rows, key=lambda one: one.place or len(found.rows))
    return Table(
        caption=say(language, _CAPTIONS[found.asked]),
        heads=tuple(say(language, key) for key in keys),
        rows=tuple(_row(one, scope, bosses=bosses) for one in rows),
        numeric=(False,) + (True,) * (len(keys) - 1),
        note=_note(found, scope),
    )


def _row(one: Stated, scope: Scope, *, bosses: bool) -> tuple[str, ...]:
    cells = [wording.aspect_name(one.of, scope.language), *_cells(one.place, one.customers)]
    return (*cells, *(_cells(one.managers_place, one.managers) if bosses else ()))


def _cells(place: int | None, score: Estimate | None) -> tuple[str, str, str]:
    if place is None or score is None:
        return (numbers.NOTHING,) * 3
    return str(place), numbers.fixed(score.value), numbers.count(score.base)


def _note(found: Importance, scope: Scope) -> str:
    """Name what managers place otherwise than customers do."""
    language = scope.language
    apart = [
        wording.aspect_name(one.of, scope.language)
        for one in found.rows
        if one.place is not None
        and one.managers_place is not None
        and abs(one.place - one.managers_place) >= _APART
    ]
    if apart:
        names = wording.listed(language, apart)
        return say(language, "report.stated.apart", names=names)
    if any(one.managers is not None for one in found.rows):
        return say(language, "report.stated.alike")
    return ""
