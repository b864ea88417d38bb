"""What a report without figures says: what can be read in their place, and what to do.

Only what readers see elsewhere stands here: the unit above, which holds these answers too, and the
newest period of this unit that has a figure.
"""

from collections.abc import Iterator

from csatreport.report import numbers
from csatreport.report.inline import Link
from csatreport.report.model import Card, CardRow
from csatreport.report.scope import Scope, estimate
from csatreport.study.policy import Anonymity


def compose_instead(scope: Scope) -> tuple[Card, ...]:
    """Make the two cards; what has no row is left out."""
    cards = (
        Card(title=scope.say("results.instead.read"), rows=tuple(_readable(scope))),
        Card(title=scope.say("results.instead.to_do"), rows=tuple(_to_do(scope))),
    )
    return tuple(card for card in cards if card.rows)


def _readable(scope: Scope) -> Iterator[CardRow]:
    parent = scope.parent
    above = scope.around.index if scope.around is not None else None
    if parent is not None and above is not None:
        head = scope.unit_link(parent)
        yield _index_row(head, above, scope)
    known = [(one.period, score) for one in scope.findings.trend if (score := estimate(one.score))]
    for period, score in known[-1:]:
        yield _index_row(Link(text=scope.period_name(period)), score.value, scope)


def _index_row(head: Link, value: float, scope: Scope) -> CardRow:
    detail = scope.say("results.instead.index", value=numbers.index(value))
    return CardRow(head=head, detail=detail)


def _to_do(scope: Scope) -> Iterator[CardRow]:
    if scope.hidden is None:
        yield _advice("results.instead.handed_out", "results.instead.handed_out_why", scope)
        return
    if scope.parent is not None:
        yield _advice("results.instead.talk", "results.instead.talk_why", scope)
    yield _advice("results.instead.invite", "results.instead.invite_why", scope)


def _advice(what: str, why: str, scope: Scope) -> CardRow:
    unit = scope.unit_name(scope.parent) if scope.parent is not None else ""
    least = (scope.findings.questionnaire.anonymity or Anonymity()).minimum
    return CardRow(
        head=Link(text=scope.say(what, unit=unit)), detail=scope.say(why, unit=unit, least=least)
    )
