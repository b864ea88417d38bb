"""Answers as a statistician takes them along: one row an answer, and nothing of who gave it when.

There is no id, no name, no hour, nothing that people wrote in their own words, and rows stand in
the order of what they say, so that their places tell nothing. Of days only the base period is
left, by its first day. Numbers of options are those of the form: their own codes where these are
numbers, else their points, else their places; the words stand beside them and decide when such a
file is read again. A questionnaire that is anonymous hands out no rows at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from csatreport.answers.model import Wave
from csatreport.base.words import say
from csatreport.counts.ledger import Ledger
from csatreport.counts.weighting import weigh
from csatreport.statistics.arrays import Floats
from csatreport.study.item import CLOSED, Item, Kind, Missing
from csatreport.study.words import standard_label
from csatreport.tables.sav_write import DATE, LONGEST_LABEL, SavCell, SavColumn, day_number

_RESERVED = frozenset(
    {"all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with"}
)
"""Words that name no variable in SPSS."""
_NAME = r"[^\W\d]\w{0,20}"
_WHY_NONE = (Missing.NOT_APPLICABLE, Missing.MULTIPLE, Missing.INVALID)
WEIGHT, DAY, UNIT = "weight", "date", "unit"


@dataclass(frozen=True, kw_only=True)
class ExportedAnswers:
    """The answers on one edition: its number, columns, the weighting one, and items left out."""

    edition: str
    columns: tuple[SavColumn, ...]
    weight: str
    left_out: tuple[str, ...]


def export_answers(ledger: Ledger, language: str) -> Iterator[ExportedAnswers]:
    """Yield the answers of each edition that was answered, worded in a language."""
    weights = _weights(ledger)
    first = 0
    for wave in ledger.responses.waves:
        rows = slice(first, first + wave.size)
        yield _export(ledger, wave, None if weights is None else weights[rows], language)
        first = rows.stop


def _weights(ledger: Ledger) -> Floats | None:
    """Return the weight of each answer in its base period, NaN where it has none."""
    if ledger.questionnaire.weights is None:
        return None
    found = np.full(sum(wave.size for wave in ledger.responses.waves), np.nan)
    for period in ledger.base_periods:
        if (weighing := weigh(ledger, period)) is not None:
            found[weighing.rows] = weighing.weights
    return found


def _export(ledger: Ledger, wave: Wave, weights: Floats | None, language: str) -> ExportedAnswers:
    columns = [_days(ledger, wave, language)]
    weight = ""
    if weights is not None:
        header = ledger.questionnaire.columns.weight
        weight = header if header.isidentifier() and len(header.encode()) <= 64 else WEIGHT
        label = header or say(language, "sav.weight")
        cells = [None if np.isnan(one) else one for one in weights.tolist()]
        columns.append(SavColumn(name=weight, label=label, cells=cells, measure="scale"))
    columns += _units(ledger, wave, language)
    taken = {one.name.casefold() for one in columns} | _RESERVED
    left_out = []
    for item in wave.edition.items:
        found = tuple(_columns_of(item, wave, language))
        columns += (_named(one, taken) for one in found)
        left_out += [] if found else [item.id]
    return ExportedAnswers(
        edition=wave.edition.number,
        columns=_in_no_order(columns),
        weight=weight,
        left_out=tuple(left_out),
    )


def _named(column: SavColumn, taken: set[str]) -> SavColumn:
    name = column.name
    while name.casefold() in taken:
        name += "_x"
    taken.add(name.casefold())
    return replace(column, name=name)


def _in_no_order(columns: Sequence[SavColumn]) -> tuple[SavColumn, ...]:
    """Put rows in the order of what they say, column by column."""
    keys = []
    for column in columns:
        known = sorted({*column.cells} - {None})  # type: ignore[type-var]
        places = {cell: place for place, cell in enumerate(known)}
        keys.append([places.get(cell, -1) for cell in column.cells])
    order = np.lexsort(keys[::-1]).tolist()
    return tuple(replace(one, cells=[one.cells[row] for row in order]) for one in columns)


def _days(ledger: Ledger, wave: Wave, language: str) -> SavColumn:
    first = np.array([p.start for p in ledger.base_periods], "datetime64[D]").astype(np.int64)
    cells = [day_number(day) for day in first[wave.column("_period").astype(np.int64)].tolist()]
    label = say(language, "sav.period")
    return SavColumn(name=DAY, label=label, cells=cells, measure="scale", form=DATE)


def _units(ledger: Ledger, wave: Wave, language: str) -> Iterator[SavColumn]:
    units = ledger.questionnaire.units
    if len(units.all) < 2:
        return
    ids = [one.id for one in units.all]
    names = [one.name[language] for one in units.all]
    unmistakable = len(set(names)) == len(names)
    words: dict[SavCell, str] = dict(zip(ids, names, strict=True)) if unmistakable else {}
    cells = [ids[place] for place in wave.column("_unit").tolist()]
    yield SavColumn(name=UNIT, label=say(language, "sav.unit"), cells=cells, words=words)


def _columns_of(item: Item, wave: Wave, language: str) -> Iterator[SavColumn]:
    """Yield an item's variables; none for what people wrote and for personal items."""
    if item.personal or item.id not in wave.names:
        return
    if item.kind in CLOSED:
        yield _closed(item, wave.column(item.id), language)
    elif item.kind is Kind.SEVERAL:
        yield from _ticks(item, wave.column(item.id), language)
    elif item.kind is Kind.RANKED and item.options:
        yield from _ranks(item, wave.column(item.id), language)
    elif item.kind in (Kind.NUMBER, Kind.DATE):
        yield _amount(item, wave, language)


def _closed(item: Item, codes: np.ndarray, language: str) -> SavColumn:
    values = option_numbers(item)
    none = _no_answers(item, values, language)
    by_code: dict[int, SavCell] = {**dict(enumerate(values)), **_by_reason(none)}
    words: dict[SavCell, str] = {
        v: o.label[language] for v, o in zip(values, item.options, strict=True)
    }
    ordered = item.scored or item.kind is Kind.RATING
    return SavColumn(
        name=item.id,
        label=_wording(item, language),
        cells=[by_code.get(code) for code in codes.tolist()],
        words={**words, **none},
        missing=tuple(none),
        measure="ordinal" if ordered else "nominal",
    )


def option_numbers(item: Item) -> tuple[float, ...]:
    """Return the number of each option: its code, else its points on the form, else its place."""
    if all(option.code.isdecimal() for option in item.options):
        return tuple(float(option.code) for option in item.options)
    points = [o.points if o.printed_points is None else o.printed_points for o in item.options]
    known = [one for one in points if one is not None]
    if len({*known}) == len(item.options):
        return tuple(known)
    return tuple(float(place) for place in range(1, len(item.options) + 1))


def _no_answers(item: Item, values: Sequence[float], language: str) -> dict[SavCell, str]:
    """Return numbers beyond all answers, and why each is none: 7, 8, 9, or 97, 98, 99 and so on."""
    size = 10.0
    while max(values, default=0.0) >= size - 3:
        size *= 10
    own = item.not_applicable
    label = standard_label("not_applicable") if own is None else own.label
    words = (label[language], say(language, "sav.multiple"), say(language, "sav.invalid"))
    return {size - 3 + place: text for place, text in enumerate(words)}


def _by_reason(none: Mapping[SavCell, str]) -> dict[int, SavCell]:
    return {int(why): value for why, value in zip(_WHY_NONE, none, strict=True)}


def _wording(item: Item, language: str) -> str:
    """Return the wording, or where it is too long for a variable the short name."""
    text = item.text[language]
    return text if len(text.encode()) <= LONGEST_LABEL else item.label[language]


def _ticks(item: Item, masks: np.ndarray, language: str) -> Iterator[SavColumn]:
    none = _no_answers(item, (1.0,), language)
    reasons = _by_reason(none)
    for place, option in enumerate(item.options):
        cells = [
            reasons.get(mask) if mask < 0 else float(mask >> place & 1) for mask in masks.tolist()
        ]
        words: dict[SavCell, str] = {
            0.0: standard_label("no")[language],
            1.0: standard_label("yes")[language],
        }
        yield SavColumn(
            name=f"{item.id}_{place + 1}",
            label=f"{_wording(item, language)} [{option.label[language]}]",
            cells=cells,
            words={**words, **none},
            missing=tuple(none),
        )


def _ranks(item: Item, rankings: np.ndarray, language: str) -> Iterator[SavColumn]:
    values = option_numbers(item)
    known = {option.code: value for option, value in zip(item.options, values, strict=True)}
    words: dict[SavCell, str] = {
        v: o.label[language] for v, o in zip(values, item.options, strict=True)
    }
    for rank in item.ranks:
        cells = [known[one[rank - 1]] if len(one) >= rank else None for one in rankings.tolist()]
        label = f"{_wording(item, language)} [{rank}]"
        yield SavColumn(name=f"{item.id}_{rank}", label=label, cells=cells, words=words)


def _amount(item: Item, wave: Wave, language: str) -> SavColumn:
    found, why = wave.column(item.id), wave.column(f"{item.id}!").tolist()
    dated = item.kind is Kind.DATE
    if dated:
        days = found.astype("datetime64[D]").astype(np.int64).tolist()
        numbers = [day_number(day) for day in days]
    else:
        numbers = found.tolist()
    known = [abs(number) for number, flag in zip(numbers, why, strict=True) if not flag]
    none = {} if dated else _no_answers(item, known, language)
    reasons = _by_reason(none) if none else {}
    return SavColumn(
        name=item.id,
        label=_wording(item, language),
        cells=[reasons.get(f) if f else n for n, f in zip(numbers, why, strict=True)],
        words=none,
        missing=tuple(none),
        measure="scale",
        form=DATE if dated else "",
    )
