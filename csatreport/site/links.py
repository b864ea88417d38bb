"""Links: where what a report points at can be reached from a page, if it can.

A target is the id of a block (``#results``), or a kind and a name: a term, an item, a unit, an
explanation, or a question's explanation in the report of a period.
"""

from collections.abc import Callable, Mapping

from csatreport.report.model import Chapter, Definitions, Explanations, ReportPage
from csatreport.site import sitemap as site
from csatreport.site.navigation import Navigation
from csatreport.site.sitemap import QuestionnaireEntry
from csatreport.site.templates import anchor

_NO_PAGES: Mapping[ReportPage, tuple[Chapter, ...]] = {}


def resolver(
    nav: Navigation,
    entry: QuestionnaireEntry | None,
    chapters: tuple[Chapter, ...],
    period: str,
    others: Mapping[ReportPage, tuple[Chapter, ...]] = _NO_PAGES,
) -> Callable[[str], str]:
    """Return what turns a link's target into a way from this page; "" where it leads nowhere.

    ``others`` are the report's further pages, which lie beside this one.
    """
    anchors = _anchors(chapters)
    beside = {name: page for page, some in others.items() for name in _anchors(some)}
    units = entry.by_period[period].units if entry is not None and period else frozenset()

    def resolve(target: str) -> str:
        kind, _, name = target.partition(":")
        place = target[1:] if target.startswith("#") else anchor(target)
        if place in anchors:
            return f"#{place}"
        if place in beside:
            return f"{beside[place]}.html#{place}"
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
    if shown is None or entry.root.id not in shown.whole:
        return ""
    path = entry.report_path(nav.language, period, entry.root.id, ReportPage.WORKINGS)
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
