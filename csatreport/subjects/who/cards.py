"""What the one page says of those who answered: how many have no score."""

from collections.abc import Iterator

from csatreport.counts.findings.model import is_notable
from csatreport.report.inline import Link
from csatreport.report.model import CardRow
from csatreport.report.scope import Scope


def compose_unscored(scope: Scope) -> Iterator[CardRow]:
    """Say how many answers have no score, where they are many."""
    unscored = scope.findings.quality.unscored
    if scope.findings.headline is None or not is_notable(unscored, scope.findings.responses):
        return
    yield CardRow(
        head=Link(text=scope.say("who.front.unscored_head"), target="#who"),
        detail=scope.counted("report.who.unscored", unscored),
    )
