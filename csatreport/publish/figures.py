"""Figures of published reports beside what they rest on, and beside one another."""

from collections.abc import Iterator, Sequence

from csatreport.base.coarse import INDEX_STEP
from csatreport.counts.closed.record import ClosedPeriod, PublishedFigure, options_of
from csatreport.counts.findings.findings import judged_items, spread_items
from csatreport.counts.samples import Counted
from csatreport.privacy.audit.published import EntryPlace, PublishedReport
from csatreport.privacy.grid import Topic
from csatreport.privacy.mending.feedback import TOPICS
from csatreport.statistics.means import Sample
from csatreport.statistics.tally import Tally, count_of, total
from csatreport.study.edition import Edition
from csatreport.study.item import Item
from csatreport.study.model import Questionnaire

_STEP = 1.001 * INDEX_STEP
"""How far what is told may be from what it is rounded from: near the ends of a scale by a step."""
_CELLS = {
    "items": ("n", "counts", "index", "favourable"),
    "nodes": ("n", "index", "sd"),
    "units": ("n", "index"),
    "trend": ("n", "index"),
    "background": ("counts",),
}
"""What a cell shows; a report that lists an item, node, unit or point without it withholds it."""
_LISTED = {"trend": "period"}


def differences(
    asked: Questionnaire, sheet: PublishedReport, records: Sequence[ClosedPeriod]
) -> Iterator[str]:
    """Yield the figures of a report that are other than its records, added up, say.

    So are those of an item whose options have other points or another valence than then.
    """
    edition = next((e for e in asked.editions if e.number == sheet.edition), asked.newest)
    today = options_of(edition)
    for record in records:
        for series, options in record.options.items():
            if today.get(series, options) != options:
                yield series  # Its index and share would be made otherwise of the same answers.
    tally = total(r.counted_by(edition).sums.get(sheet.unit, Tally()) for r in records)
    for name, told, recorded, apart in _pairs(edition, sheet, tally):
        if told is not None and abs(told - recorded) > apart:
            yield name


def _pairs(
    edition: Edition, sheet: PublishedReport, tally: Tally
) -> Iterator[tuple[str, float | None, float, float]]:
    """Yield each figure's name, what is told, what is recorded, and how far these may differ."""
    yield "responses", sheet.number("responses"), tally.responses, 0
    counted = Counted(tally=tally)
    for item in (one for one in judged_items(edition) if one.series in tally.items):
        n = tally.items[item.series].n
        yield f"{item.id} n", sheet.number("items.n", item.id), n, 0
        yield from _counts(sheet, "items", item, tally)
        sample = counted.index(item)
        if sample is not None:
            yield _index(sheet, "items", item.id, sample)
        if n and item.good:
            good, bad = (count_of(some, tally.items[item.series]) for some in (item.good, item.bad))
            share, net = (sheet.number(f"items.{name}", item.id) for name in ("favourable", "net"))
            yield f"{item.id} favourable", share, good / n, _STEP / 100
            yield f"{item.id} net", net, 100 * (good - bad) / n, 2 * _STEP
    for item in (one for one in spread_items(edition) if one.series in tally.items):
        yield from _counts(sheet, "background", item, tally)
    for node in edition.index.walk() if edition.index is not None else ():
        if node.series in tally.scores:
            yield _index(sheet, "nodes", node.id, counted.scores(node))


def _counts(
    sheet: PublishedReport, level: str, item: Item, tally: Tally
) -> Iterator[tuple[str, float | None, float, float]]:
    for option, count in zip(item.options, tally.items[item.series].counts, strict=True):
        told = sheet.number(f"{level}.counts", item.id, option.code)
        yield f"{item.id} {option.code}", told, count, 0


def _index(
    sheet: PublishedReport, level: str, name: str, sample: Sample
) -> tuple[str, float | None, float, float]:
    return f"{name} index", sheet.number(f"{level}.index", name), sample.mean, _STEP


def shows_more(old: PublishedReport, new: PublishedReport) -> bool:
    """Tell whether a report shows a cell that a later one of the same unit and period withholds."""
    withheld = (place for place in old.values if place not in new.values)
    return any(_is_cell(place, new) for place in withheld)


def _is_cell(place: EntryPlace, new: PublishedReport) -> bool:
    kind, about = place
    level, _, figure = kind.partition(".")
    if kind == "responses":
        return True
    listed = (f"{level}.{_LISTED.get(level, 'id')}", about[:1])
    return figure in _CELLS.get(level, ()) and listed in new.values


def published_figures(
    asked: Questionnaire, sheets: Sequence[PublishedReport]
) -> Iterator[PublishedFigure]:
    """Yield what reports show, as the gate names it."""
    for sheet in sheets:
        edition = asked.edition_by_number(sheet.edition)
        tree = edition.index.walk() if edition.index is not None else ()
        nodes = {node.id: node.series for node in tree}
        items = {item.id: item.series for item in edition.items}
        for kind, about in sheet.values:
            topic = TOPICS.get(kind)
            if topic is Topic.RESPONSES:
                yield topic.value, "", sheet.unit, sheet.period.id
            elif topic is not None:
                series = nodes if topic in {Topic.NODE, Topic.DEVIATION} else items
                yield topic.value, series[about[0]], sheet.unit, sheet.period.id
