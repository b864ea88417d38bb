"""What an outsider would see of each unit and period, were these verdicts published.

The sheets are those that the audit reads out of finished files, made here from tallies and verdicts
alone. Trends, comparisons and units side by side repeat figures of other sheets under the same
verdicts, so that they are left out.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from csatreport.base.coarse import coarse_index, coarse_number, coarse_share
from csatreport.base.digest import digest_of
from csatreport.counts.findings.findings import judged_items, spread_items
from csatreport.counts.ledger import Ledger
from csatreport.counts.quantities import FINENESS, quantity_items
from csatreport.counts.samples import population
from csatreport.privacy.audit.equations import MISSING
from csatreport.privacy.audit.public import Public
from csatreport.privacy.audit.published import EntryPlace, PublishedReport
from csatreport.privacy.grid import PublishedGrid, Topic, judged_apart
from csatreport.privacy.suppression import UnitPeriod
from csatreport.statistics.estimate import Hidden
from csatreport.statistics.tally import ItemTally, Moments, Tally, count_of
from csatreport.study.edition import Edition
from csatreport.study.item import Item
from csatreport.study.periods import Period
from csatreport.study.policy import Anonymity

ReasonFor = Callable[[Topic, str], Hidden | None]
"""Says why a figure of one unit and period is withheld, by topic and series."""

ReasonAt = Callable[[Topic, str, Period, str], Hidden | None]

_Entries = Iterator[tuple[EntryPlace, float | str]]
_TOLD = {
    "nodes.index": coarse_index,
    "nodes.sd": coarse_number,
    "items.index": coarse_index,
    "items.favourable": coarse_share,
    "background_numbers.mean": coarse_number,
}
"""How figures are told, but in periods that were told exactly."""


def public_view(ledger: Ledger, grid: PublishedGrid, least: Anonymity, why: ReasonAt) -> Public:
    """Return all that would be published of a ledger's questionnaire in the periods of a grid."""
    questionnaire = ledger.questionnaire
    sheets = [
        _sheet(ledger, grid, cell, why) for cell in grid.responses if not cell[0].endswith("/")
    ]
    inner = {unit for unit, base in ledger.cells if ledger.trees.children(unit, base)}
    return Public(
        questionnaire=questionnaire, calendar=ledger.calendar, promise=least,
        own=frozenset(inner), whole=True, sheets=tuple(sheets), exposures={},
        moved=ledger.trees.moved(),
    )  # fmt: skip


def known_to_readers(
    ledger: Ledger,
    least: Anonymity,
    why: ReasonAt,
    sheets: Sequence[PublishedReport],
    judged: bool,  # noqa: FBT001 - never called by name
    *,
    whole: bool,
) -> Iterator[PublishedReport]:
    """Yield reports that are made as readers know them, and those that are not made any more.

    Units have reports for the newest periods only (``reports: {units_for: N}``), but their pages of
    before have been read, and trends and comparisons repeat some of their figures. What does not
    fall beside all of it does not fall beside a part. Of periods that an old version told, readers
    know figures as exactly as they were told then. Where all that was ``judged`` is asked for,
    reports tell also what only the gate had in view; ``whole`` says that this is no preview.
    """
    made = {(sheet.unit, sheet.period): sheet for sheet in sheets}
    told = {period for _, period in made}
    few = judged or (whole and ledger.questionnaire.reporting.units_for is not None)
    for periods in judged_apart(ledger):
        lacking = few and not made.keys() >= set(_answered(ledger, periods))
        if told.isdisjoint(periods) or not (judged or lacking or any(map(ledger.exact, periods))):
            continue
        grid = PublishedGrid.of(ledger, periods)
        for one in public_view(ledger, grid, least, why).sheets:
            sheet = made.get((one.unit, one.period))
            if one.exact or judged or (few and sheet is None):
                made[one.unit, one.period] = _as_known(one, sheet, whole=judged)
    yield from made.values()


def _as_known(
    one: PublishedReport, sheet: PublishedReport | None, *, whole: bool
) -> PublishedReport:
    """Return a report with the figures of the view: all of them, or those that it tells itself."""
    told = sheet.values if sheet is not None else {}
    own = {p: value for p, value in one.values.items() if whole or not told or p in told}
    # What a report tells itself is as exact as it can be, but where readers know it exactly.
    values = told | own if one.exact else own | told
    return replace(one, values=values, content=digest_of(one.exact, sorted(values.items())))


def _answered(ledger: Ledger, periods: Sequence[Period]) -> Iterator[tuple[str, Period]]:
    for period in periods:
        for unit in ledger.units(period).all:
            if ledger.answered(unit.id, period):
                yield unit.id, period


def _sheet(
    ledger: Ledger, grid: PublishedGrid, cell: UnitPeriod, why_of: ReasonAt
) -> PublishedReport:
    (unit, period), edition = cell, ledger.edition(cell[1])
    tally, exact = ledger.tally(unit, period), ledger.exact(period)
    values: dict[EntryPlace, float | str] = {}

    def why(topic: Topic, series: str = "") -> Hidden | None:
        return why_of(topic, unit, period, series)

    people = population(ledger, unit, period)
    if people is not None:
        values["population", ()] = float(people)
    if why(Topic.RESPONSES) is None:
        values["responses", ()] = float(tally.responses)
    values.update(_nodes(tally, edition, why))
    for item in judged_items(edition):
        values.update(_item(item, tally.items.get(item.series, ItemTally(())), why))
    values.update(_spreads(ledger, cell, edition, why))
    for item in quantity_items(edition):
        amount = grid.numbers.get(item.series, {}).get(cell)
        if amount is not None and why(Topic.QUANTITY, item.series) is None:
            values["background_numbers.n", (item.id,)] = float(amount[0])
            values["background_numbers.mean", (item.id,)] = amount[1] / amount[0] / FINENESS
    return PublishedReport(
        questionnaire=ledger.questionnaire.id, edition=edition.number, unit=unit, period=period,
        values={place: one if exact else _told(place, one) for place, one in values.items()},
        exact=exact,
    )  # fmt: skip


def _told(place: EntryPlace, value: float | str) -> float | str:
    coarse = _TOLD.get(place[0])
    return value if coarse is None or isinstance(value, str) else coarse(value)


def _nodes(tally: Tally, edition: Edition, why: ReasonFor) -> _Entries:
    for node in edition.index.walk() if edition.index else ():
        found = tally.scores.get(node.series, Moments())
        yield ("nodes.series", (node.id,)), node.series
        reason = why(Topic.NODE, node.series)
        if reason is not None:
            yield ("nodes.suppressed", (node.id,)), reason.value
        elif found.mean is not None:
            yield ("nodes.n", (node.id,)), float(found.n)
            yield ("nodes.index", (node.id,)), found.mean
            if found.sd is not None and why(Topic.DEVIATION, node.series) is None:
                yield ("nodes.sd", (node.id,)), found.sd


def _item(item: Item, found: ItemTally, why: ReasonFor) -> _Entries:
    about = (item.id,)
    reason = why(Topic.ITEM, item.series)
    if reason is not None:
        yield ("items.suppressed", about), reason.value
        return
    if not found.n:
        return
    counted = why(Topic.COUNTS, item.series) is None
    yield ("items.n", about), float(found.n)
    if (index := _index(item, found)) is not None:
        yield ("items.index", about), index
    if item.good and (counted or why(Topic.SHARE, item.series) is None):
        yield ("items.favourable", about), count_of(item.good, found) / found.n
    if counted:
        yield from _counts("items", item, found)


def _index(item: Item, found: ItemTally) -> float | None:
    low, high = item.bounds
    pairs = [
        (count, option.points)
        for count, option in zip(found.counts, item.options, strict=True)
        if option.points is not None
    ]
    n = sum(count for count, _ in pairs)
    if not n or low == high:
        return None
    return 100 * sum(count * (points - low) for count, points in pairs) / (n * (high - low))


def _counts(level: str, item: Item, found: ItemTally) -> _Entries:
    for option, count in zip(item.options, found.counts, strict=True):
        yield (f"{level}.counts", (item.id, option.code)), float(count)
    for name in MISSING:
        yield (f"{level}.{name}", (item.id,)), float(getattr(found, name))


def _spreads(ledger: Ledger, cell: UnitPeriod, edition: Edition, why: ReasonFor) -> _Entries:
    tally = ledger.tally(*cell)
    for item in spread_items(edition):
        if why(Topic.RESPONSES, "") is None:
            yield ("background.asked", (item.id,)), float(ledger.asked(*cell, item.series))
        found = tally.items.get(item.series)
        if found is not None and why(Topic.SPREAD, item.series) is None:
            yield from _counts("background", item, found)
