"""The results: every question in the form's own words, and the branches of the index.

The heading names the questions that clearly moved, those that fell first; where none did, the best
and the worst one, if their intervals lie apart.
"""

from csatreport.counts.findings.model import ItemFinding
from csatreport.report import numbers, wording
from csatreport.report.model import Chapter, Columns, Paragraph, ReportBlock
from csatreport.report.scope import Scope, estimate
from csatreport.report.subject import chapter
from csatreport.statistics.estimate import Estimate
from csatreport.statistics.proportions import one_in
from csatreport.statistics.verdict import Verdict
from csatreport.study.item import Kind
from csatreport.subjects.results.cards import weakest
from csatreport.subjects.results.dimensions import compose_dimensions, compose_steps
from csatreport.subjects.results.headline import moved_text
from csatreport.subjects.results.items import compose_items, has_middle
from csatreport.subjects.results.lead import leading_items
from csatreport.subjects.results.strips import bad_count
from csatreport.subjects.results.verdict import leading_reference
from csatreport.subjects.who.tell import distribution_bars

_SHEET_ITEMS = 16
"""More items than this do not fit on a unit's one sheet."""
_SHEET_MOST = 12
_NAMED = 3


def compose_results(scope: Scope) -> Chapter | None:
    """Make the chapter of results; only what a unit's sheet does not show, where there is one."""
    items = bool(scope.findings.items) and not (scope.sheet and sheet_shows_all(scope))
    several = [d for d in scope.findings.background if d.item.kind is Kind.SEVERAL]
    blocks = (
        compose_items(scope, scope.findings.items) if items else None,
        compose_dimensions(scope),
        compose_steps(scope),
        Columns(blocks=tuple(distribution_bars(d, scope) for d in several)) if several else None,
    )
    if not any(blocks):
        return None
    heading = _heading(scope) if items else scope.say("results.heading_further")
    return chapter(scope, "results.topic", heading, blocks)


def compose_sheet_items(scope: Scope) -> Chapter:
    """Make the items of a unit's one sheet; where there are too many, those that matter most."""
    items = scope.findings.items
    blocks: list[ReportBlock] = []
    if not sheet_shows_all(scope):
        items = _most_telling(scope)
        text = scope.say("results.sheet_part", number=len(items), total=len(scope.findings.items))
        blocks.append(Paragraph(text=text))
    blocks.append(compose_items(scope, items))
    return chapter(scope, "results.topic", _sheet_heading(scope), blocks, name="items")


def _most_telling(scope: Scope) -> tuple[ItemFinding, ...]:
    """Return the items that changed beyond chance, then those with the most bad answers."""
    moved = (*scope.moved(Verdict.DOWN), *scope.moved(Verdict.UP), *scope.moved(Verdict.SMALL))
    order = (*moved, *weakest(scope.rated), *scope.findings.items)
    return tuple({found.item.id: found for found in order}.values())[:_SHEET_MOST]


def sheet_shows_all(scope: Scope) -> bool:
    """Tell whether a unit's sheet holds every item."""
    return len(scope.findings.items) <= _SHEET_ITEMS


def _sheet_heading(scope: Scope) -> str:
    if leading_items(scope) is None and scope.any_moved:
        return wording.without_stop(moved_text(scope))
    if leading_items(scope) is None and scope.moved(Verdict.NOT_SHOWN):
        return scope.say("results.nothing_moved")
    return _heading(scope)


def _moved_heading(scope: Scope) -> str:
    """Name the questions that moved clearly, against what says most; "" where none did."""
    found = leading_items(scope)
    if found is None:
        return ""
    down, up = (
        scope.listed_first(
            [scope.name_of(one.item) for one in items], _NAMED, "report.list.questions"
        )
        for items in (found.down, found.up)
    )
    key = "results.heading_up"
    if down:
        key = "results.heading_down" if not up else "results.heading_moved"
    return scope.say(key, reference=leading_reference(found, scope), down=down, up=up)


def _heading(scope: Scope) -> str:
    return _moved_heading(scope) or _level_heading(scope)


def _level_heading(scope: Scope) -> str:
    """Name the best and the worst question, or say that none stands out."""
    shown = [(e, f) for f in _comparable(scope) if (e := estimate(f.favourable)) is not None]
    shown.sort(key=lambda pair: -pair[0].value)
    if not shown or shown[0][0].value == shown[-1][0].value:
        return scope.say("results.heading_plain")
    (best, best_item), (worst, worst_item) = shown[0], shown[-1]
    if len(shown) < 2 or not _apart(best, worst):
        return scope.say(
            "results.heading_level", low=numbers.share(worst.value), high=numbers.share(best.value)
        )
    facts = {
        "best": scope.name_of(best_item.item),
        "best_share": numbers.share(best.value),
        "worst": scope.name_of(worst_item.item),
        "worst_share": numbers.share(worst.value),
    }
    times = unfavourable_one_in(worst_item)
    if times is None:
        return scope.say("results.heading_apart", **facts)
    return scope.say("results.heading_one_in", times=times, **facts)


def _comparable(scope: Scope) -> tuple[ItemFinding, ...]:
    """Return the items whose favourable shares mean the same: those without a middle option."""
    plain = tuple(found for found in scope.rated if not has_middle(found.item))
    return plain if len(plain) > 1 else scope.rated


def _apart(best: Estimate, worst: Estimate) -> bool:
    """Tell whether two shares differ beyond chance: their intervals do not touch.

    Both come from the same people, so that this asks for more than a paired test would.
    """
    if best.census and worst.census:
        return best.value > worst.value
    return best.low is not None and worst.high is not None and best.low > worst.high


def unfavourable_one_in(found: ItemFinding) -> int | None:
    """Return k where about one answer in k is unfavourable; None where no k is near."""
    bad = bad_count(found)
    if not bad or not found.n:
        return None
    return one_in(found.part(found.item.bad))
