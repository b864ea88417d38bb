"""What the one page says of single questions: the weakest, and whether the target is missed."""

from collections.abc import Iterator

from csatreport.counts.findings.model import ItemFinding
from csatreport.report import numbers, wording
from csatreport.report.inline import Link
from csatreport.report.model import Card, CardRow
from csatreport.report.scope import Scope, estimate
from csatreport.statistics.verdict import Against, Verdict
from csatreport.subjects.results.strips import bad_count, item_link

_ROWS = 3


def compose_weakest(scope: Scope) -> Card:
    """Name the questions with the largest share of unfavourable answers."""
    ranked = weakest(scope.rated)
    return Card(
        title=scope.say("results.front.weakest"),
        rows=tuple(_weak_row(found, scope) for found in ranked[:_ROWS]),
        empty=scope.say("results.front.none_weak"),
        note=scope.say("results.front.weakest_note") if ranked else "",
        numbered=True,
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
        detail = scope.say(
            "results.front.weak", share=share, bad=numbers.count(bad), bad_share=part
        )
    return CardRow(head=item_link(found, scope), detail=detail)


def missed_target(scope: Scope) -> Iterator[CardRow]:
    """Say that the headline is clearly below its target."""
    node = scope.findings.headline
    change = node.change(Against.TARGET) if node is not None else None
    score = estimate(node.index) if node is not None else None
    if change is None or score is None or change.verdict is not Verdict.DOWN:
        return
    yield CardRow(
        head=Link(text=scope.say("results.target.head")),
        detail=scope.say(
            "results.target.detail",
            target=numbers.plain(change.reference or 0.0), value=numbers.index(score.value),
        ),
        mark=wording.target_mark(change, scope.language),
    )  # fmt: skip
