"""What the one page says of single questions: what to look at first."""

from csatreport.counts.findings.model import ItemFinding
from csatreport.report import numbers
from csatreport.report.model import Card, CardRow
from csatreport.report.scope import Scope, estimate
from csatreport.subjects.results.behind import Behind, behind
from csatreport.subjects.results.lead import LeadingItems, leading_items
from csatreport.subjects.results.strips import bad_count, item_link
from csatreport.subjects.results.verdict import leading_reference

_ROWS = 3


def compose_look(scope: Scope) -> Card | None:
    """Name the questions furthest behind the unit above, then those that fell clearly."""
    fallen = leading_items(scope)
    rows = [_behind_row(one, scope) for one in behind(scope)]
    if fallen is not None:
        rows += [_fallen_row(found, fallen, scope) for found in fallen.down]
    return Card(title="", rows=tuple(rows))


def _behind_row(one: Behind, scope: Scope) -> CardRow:
    assert scope.parent is not None, "nothing is behind a unit that is not there"  # noqa: S101
    text = scope.say(
        "results.front.behind",
        share=numbers.share(one.share),
        above=numbers.share(one.above),
        unit=scope.unit_name(scope.parent),
    )
    return CardRow(head=item_link(one.found, scope), detail=_with_bad(text, one.found, scope))


def _fallen_row(found: ItemFinding, fallen: LeadingItems, scope: Scope) -> CardRow:
    change = found.change(fallen.against)
    text = scope.say(
        "results.front.fallen",
        points=numbers.fixed(abs(change.difference or 0.0) if change is not None else 0.0),
        reference=leading_reference(fallen, scope),
    )
    return CardRow(head=item_link(found, scope), detail=_with_bad(text, found, scope))


def _with_bad(text: str, found: ItemFinding, scope: Scope) -> str:
    """Add how many answers are unfavourable, where that may be told."""
    bad = bad_count(found)
    if bad is None:
        return text
    n = numbers.count(found.n)
    return scope.say("results.front.with_bad", text=text, bad=bad, n=n)


def compose_weakest(scope: Scope) -> Card:
    """Name the questions with the largest share of unfavourable answers."""
    ranked = weakest(scope.rated)
    return Card(
        title="",
        rows=tuple(_weak_row(found, scope) for found in ranked[:_ROWS]),
        note=scope.say("results.front.weakest_note") if ranked else "",
    )


def weakest(items: tuple[ItemFinding, ...]) -> tuple[ItemFinding, ...]:
    """Order items that drew unfavourable answers by the share of these, largest first.

    Without a middle option this is the order of the favourable share. With one, the favourable
    share would make an item look weak whose answers are merely middling. Where counts of an
    anonymous questionnaire are hidden, the favourable share has to do, for all items alike.
    """
    shown = [found for found in items if estimate(found.favourable) is not None]
    by_counts = all(bad_count(found) is not None for found in shown)
    graded = [(_badness(found, by_counts=by_counts), found) for found in shown]
    graded.sort(key=lambda pair: -pair[0])
    return tuple(found for bad, found in graded if bad > 0)


def _badness(found: ItemFinding, *, by_counts: bool) -> float:
    favourable = estimate(found.favourable)
    if by_counts and found.n:
        return found.part(found.item.bad)
    return 1 - favourable.value if favourable is not None else 0.0


def _weak_row(found: ItemFinding, scope: Scope) -> CardRow:
    favourable, bad = estimate(found.favourable), bad_count(found)
    share = numbers.share(favourable.value) if favourable is not None else numbers.NOTHING
    if bad is None:
        detail = scope.say("results.front.weak_hidden", share=share)
    else:
        part = numbers.share(found.part(found.item.bad))
        detail = scope.say("results.front.weak", share=share, bad=bad, bad_share=part)
    return CardRow(head=item_link(found, scope), detail=detail)
