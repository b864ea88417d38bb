"""Who did not answer, unit by unit."""

from collections.abc import Iterator

from csatreport.report import numbers
from csatreport.report.columns import Column, TextColumn, lay_out
from csatreport.report.model import Table
from csatreport.report.scope import Scope
from csatreport.subjects.quality.reached import reached_units

_ROWS = 20
"""Most units that are listed; all of them stand in the data."""


def compose_nonresponse(scope: Scope) -> Iterator[Table]:
    """Yield the table of who did not answer, if it can be known for several units."""
    units = [one for one in reached_units(scope) if one.answered is not None]
    if len(units) < 2:
        return
    left_out = max(0, len(units) - _ROWS)
    more = scope.say("quality.nonresponse_more", units=scope.units(left_out)) if left_out else ""
    caption = scope.say("quality.nonresponse")
    yield lay_out(_COLUMNS, units[:_ROWS], scope, caption=caption, note=more)


_COLUMNS = (
    TextColumn("quality.head_unit", lambda one, scope: scope.unit_name(one.unit)),
    Column("quality.head_population", lambda one, _: numbers.count(one.population)),
    Column("quality.head_reached", lambda one, _: numbers.count(one.answered)),
    Column("quality.head_not_reached", lambda one, _: numbers.count(one.missing)),
    Column("who.term.rate", lambda one, _: numbers.share(one.rate)),
)
