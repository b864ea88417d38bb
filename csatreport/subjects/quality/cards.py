"""What the one page says of the answers: rows that were refused, questions often left blank."""

from collections.abc import Iterator

from csatreport.counts.findings.model import ItemFinding, is_notable
from csatreport.report import numbers
from csatreport.report.inline import Link
from csatreport.report.model import CardRow
from csatreport.report.scope import Scope

BLANK_SHARE = 0.1
"""An item left blank by more than this share is flagged."""
_NAMED = 3


def compose_losses(scope: Scope) -> Iterator[CardRow]:
    """Say what was lost, where it is much."""
    rows = (_refused_row(scope), _blank_row(scope))
    yield from (row for row in rows if row is not None)


def _refused_row(scope: Scope) -> CardRow | None:
    found = scope.findings.quality
    if not is_notable(found.refused, found.read):
        return None
    return CardRow(
        head=Link(text=scope.say("quality.front.files_head"), target="#quality"),
        detail=scope.say(
            "quality.front.files",
            rows=scope.counted("report.count.rows_refused", found.refused),
            cells=scope.counted("report.count.cells_invalid", found.invalid),
        ),
    )


def _blank_row(scope: Scope) -> CardRow | None:
    often = [found for found in scope.findings.items if often_blank(found)]
    if not often:
        return None
    names = scope.listed([scope.name_of(one.item) for one in often[:_NAMED]])
    return CardRow(
        head=Link(text=scope.say("quality.front.blank_head"), target="#quality"),
        detail=scope.say("quality.front.blank", limit=numbers.share(BLANK_SHARE), items=names),
    )


def often_blank(found: ItemFinding) -> bool:
    """Tell whether an item was left blank more often than is usual."""
    return (found.tally.blank_share or 0.0) > BLANK_SHARE
