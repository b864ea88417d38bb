"""What people say is important, with managers beside customers where both were asked."""

from collections.abc import Sequence

from csatreport.report import numbers, wording
from csatreport.report.columns import Column, TextColumn, lay_out
from csatreport.report.model import Table
from csatreport.report.scope import Scope
from csatreport.statistics.estimate import Estimate
from csatreport.subjects.importance.measure import Asking, Stated, by_asking

_CAPTIONS = wording.keyed("stated.{}", Asking)


def importance_tables(scope: Scope, found: Sequence[Stated]) -> list[Table]:
    """Make a table for each way in which importance was asked."""
    return [
        _table(group, scope)
        for group in by_asking(found)
        if any(one.customers is not None for one in group)
    ]


def _name(one: Stated, scope: Scope) -> str:
    return scope.name_of(one.of)


def _mean(score: Estimate | None) -> str:
    return numbers.optional(score.value if score else None)


def _people(score: Estimate | None) -> str:
    return numbers.count(score.base if score else None)


_CUSTOMERS = (
    TextColumn("stated.head_of", _name),
    Column("stated.head_place", lambda one, _: numbers.count(one.place)),
    Column("stated.head_customers", lambda one, _: _mean(one.customers)),
    Column("report.base.head", lambda one, _: _people(one.customers)),
)
_MANAGERS = (
    Column("stated.head_managers_place", lambda one, _: numbers.count(one.managers_place)),
    Column("stated.head_managers", lambda one, _: _mean(one.managers)),
    Column("report.base.head", lambda one, _: _people(one.managers)),
)


def _table(found: Sequence[Stated], scope: Scope) -> Table:
    both = any(one.managers is not None for one in found)
    ordered = sorted(found, key=lambda one: one.place or len(found))
    return lay_out(
        (*_CUSTOMERS, *(_MANAGERS if both else ())),
        ordered,
        scope,
        caption=scope.say(_CAPTIONS[found[0].asked]),
        note=_note(found, scope) if both else "",
    )


def _note(found: Sequence[Stated], scope: Scope) -> str:
    """Name what managers place otherwise than customers do."""
    apart = [_name(one, scope) for one in found if one.apart]
    if not apart:
        return scope.say("stated.alike")
    return scope.say("stated.apart", names=scope.listed(apart))
