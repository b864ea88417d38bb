"""Links: where what a report points at can be reached from a page, if it can.

A target is the id of a block (``#results``), or a kind and a name: a term, an item, a unit, an
explanation, or a question's explanation in the report of a period.
"""

from collections.abc import Callable

from csatreport.report.model import Chapter, Definitions, Explanations
from csatreport.site import sitemap as site
from csatreport.site.navigation import Navigation
from csatreport.site.sitemap import QuestionnaireEntry
from csatreport.site.templates import anchor


def resolver(
    nav: Navigation, entry: QuestionnaireEntry | None, chapters: tuple[Chapter, ...], period: str
) -> Callable[[str], str]:
    """Return what turns a link's target into a way from this page; "" where it leads nowhere."""
    anchors = _anchors(chapters)
    units = entry.by_period[period].units if entry is not None and period else frozenset()

    def resolve(target: str) -> str:
        kind, _, name = target.partition(":")
        if target.startswith("#"):
            return target if target[1:] in anchors else ""
        if anchor(target) in anchors:
            return f"#{anchor(target)}"
        if entry is None:
            return ""
        if kind == "term" and entry.method:
            path = site.method_path(nav.language, entry.id)
            return site.relative(nav.page, f"{path}#term-{name}")
        if kind == "item" and name in entry.item_ids:
            return site.relative(nav.page, site.question_path(nav.language, entry.id, name))
        if kind == "explained":
            return _explained_way(nav, entry, name)
        if kind == "unit" and name in units:
            return site.relative(nav.page, entry.report_path(nav.language, period, name))
        return ""

    return resolve


def _explained_way(nav: Navigation, entry: QuestionnaireEntry, name: str) -> str:
    """Lead to how a question's figures came about in a period's company report, if it is there."""
    period, _, item = name.partition("/")
    shown = entry.by_period.get(period)
    if shown is None or entry.root.id not in shown.units:
        return ""
    path = entry.report_path(nav.language, period, entry.root.id)
    return site.relative(nav.page, f"{path}#{anchor(f'explain:{item}')}")


def printed_resolver(chapters: tuple[Chapter, ...]) -> Callable[[str], str]:
    """Return the same for paper, where only what is in the same document can be reached."""
    anchors = _anchors(chapters)

    def resolve(target: str) -> str:
        place = anchor(target.removeprefix("#"))
        return f"#{place}" if place in anchors else ""

    return resolve


def _anchors(chapters: tuple[Chapter, ...]) -> frozenset[str]:
    """Return every id on a page that a link may lead to."""
    blocks = [block for chapter in chapters for block in chapter.blocks]
    terms = {f"term-{one.id}" for b in blocks if isinstance(b, Definitions) for one in b.entries}
    explained = {anchor(one.id) for b in blocks if isinstance(b, Explanations) for one in b.entries}
    return frozenset(terms | explained | {chapter.id for chapter in chapters})
