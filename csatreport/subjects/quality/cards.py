"""What the one page says of the answers: rows that were refused, questions often left blank."""

from collections.abc import Iterator

from csatreport.counts.findings.model import ItemFinding
from csatreport.report import numbers
from csatreport.report.inline import Link
from csatreport.report.model import CardRow
from csatreport.report.scope import Scope

_NOTABLE = 0.01
"""Losses below this part of the data are left to the chapter on data quality."""
BLANK_SHARE = 0.1
"""An item left blank by more than this share is flagged."""
_NAMED = 3


def compose_losses(scope: Scope) -> Iterator[CardRow]:
    """Say what was lost, where it is much."""
    rows = (_refused_row(scope), _blank_row(scope))
    yield from (row for row in rows if row is not None)


def _refused_row(scope: Scope) -> CardRow | None:
    files = scope.findings.quality.files
    read = sum(rows for _, rows, _, _, _ in files)
    refused, invalid = sum(f[3] for f in files), sum(f[4] for f in files)
    if refused < _NOTABLE * read or not refused:
        return None
    return CardRow(
        head=Link(text=scope.say("quality.front.files_head"), target="#quality"),
        detail=scope.say(
            "quality.front.files",
            rows=scope.counted("report.count.rows_refused", refused),
            cells=scope.counted("report.count.cells_invalid", invalid),
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
    return (blank_share(found) or 0.0) > BLANK_SHARE


def blank_share(found: ItemFinding) -> float | None:
    """Return which part of those who were asked an item left it blank; None where nobody was."""
    asked = found.tally.n + found.tally.missing
    return found.tally.blank / asked if asked else None
