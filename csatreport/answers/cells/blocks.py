"""The kept rows of one file, coded by the edition they were answered on."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress
from typing import TypeAlias

import numpy as np

from csatreport.answers.cells.coding import (
    NOT_A_DAY,
    NOT_A_TIME,
    NOT_A_WEIGHT,
    NOT_AN_OPTION,
    SHORTENED_ID,
    Array,
    Coded,
    Translation,
    blank_item,
    code_comments,
    code_item,
    code_ranks,
    code_seconds,
    code_texts,
    code_times,
    code_weights,
    look_up,
)
from csatreport.answers.cells.ticks import code_choices
from csatreport.answers.digests import digest_cells
from csatreport.answers.layout.layout import Layout, Setting
from csatreport.answers.layout.rows import PlacedRows, is_no_date
from csatreport.study.item import Item
from csatreport.study.periods import Period
from csatreport.tables.table import ReadTable, Texts

_SHORTENED = re.compile(r"\d(?:[.,]\d+)?[eE]\+\d+")


@dataclass(frozen=True, kw_only=True)
class BadCells:
    """The cells of one column of which the same is lost: most count as invalid.

    ``place`` is the column's; ``rows`` are rows of the block, and ``texts`` what stands there.
    """

    place: int
    header: str
    code: str
    rows: Array
    texts: tuple[str, ...]


_Bad: TypeAlias = dict[int, list[BadCells]]
"""Faulty cells by the place of their column, so that a date that is also an answer counts once."""


@dataclass(frozen=True, kw_only=True)
class CodedBlock:
    """Rows of one file that were answered on one edition.

    ``columns`` are those of `csatreport.answers.model.Wave`, without ``_file``; ``_period``
    holds places in this block's own ``periods``. ``cells`` are the digests of the rows by place of
    unit and period (`csatreport.answers.digests`). ``prints`` tell the rows of several files
    apart (`csatreport.answers.prints`); there are none if the file is the only one.
    """

    edition: int
    periods: tuple[Period, ...]
    columns: Mapping[str, Array]
    bad: tuple[BadCells, ...]
    cells: Mapping[tuple[int, int], str] = field(default_factory=dict)
    prints: Array = field(default_factory=lambda: np.zeros(0, dtype=np.uint64))


def code_block(
    setting: Setting, table: ReadTable, layout: Layout, placed: PlacedRows, edition: int
) -> CodedBlock | None:
    """Code the kept rows of an edition; None where there are none."""
    chosen = placed.kept & (placed.edition == edition)
    if not chosen.any():
        return None
    rows = _ChosenRows(table, chosen)
    bad: _Bad = _unreadable_dates(rows, layout, placed)
    columns = _special_columns(setting, rows, layout, placed, bad)
    for item in setting.questionnaire.editions[edition].items:
        if not item.personal:
            columns |= _code(item, rows, layout, edition, bad)
    return CodedBlock(
        edition=edition,
        periods=placed.moments.periods,
        columns=columns,
        bad=tuple(one for place in sorted(bad) for one in bad[place]),
        cells=digest_cells(columns),
    )


class _ChosenRows:
    """Some rows of a table."""

    def __init__(self, table: ReadTable, chosen: Array) -> None:
        self.table = table
        self.chosen = chosen
        self.count = int(chosen.sum())
        self._selectors = None if chosen.all() else chosen.tolist()

    def cells(self, place: int) -> Sequence[str]:
        column = self.table.columns[place]
        if self._selectors is None:
            return column
        if isinstance(column, Texts):
            return column.chosen(self.chosen)
        return list(compress(column, self._selectors))

    def bad(self, places: Sequence[int], code: str, rows: Array) -> BadCells:
        """Say what stands in the faulty cells of a column, or of the columns of a ranked item."""
        columns = [self.cells(place) for place in places]
        texts = tuple("; ".join(column[row] for column in columns) for row in rows.tolist())
        header = self.table.headers[places[0]]
        return BadCells(place=places[0], header=header, code=code, rows=rows, texts=texts)


def _special_columns(
    setting: Setting, rows: _ChosenRows, layout: Layout, placed: PlacedRows, bad: _Bad
) -> dict[str, Array]:
    texts: dict[str, Array] = {
        word: code_texts(rows.cells(layout.special[word]))
        if word in layout.special
        else _no_texts(rows)
        for word in ("id", "name")
    }
    _forget_shortened(texts["id"], rows, layout, bad)
    return {
        "_unit": placed.unit[rows.chosen],
        "_period": placed.moments.period[rows.chosen],
        "_date": placed.moments.date[rows.chosen],
        "_row": np.array(rows.table.rows, dtype=np.int32)[rows.chosen],
        "_id": texts["id"],
        "_name": texts["name"],
        **_times(rows, layout, setting.clock.zone, bad),
        "_weight": _weights(rows, layout, bad),
    }


def _forget_shortened(ids: Array, rows: _ChosenRows, layout: Layout, bad: _Bad) -> None:
    """Blank ids that a spreadsheet shortened: many people share what is left of them."""
    at = np.flatnonzero(
        look_up(ids.tolist(), lambda text: bool(_SHORTENED.fullmatch(text)), np.bool_)
    )
    if at.size:
        place = layout.special["id"]
        bad.setdefault(place, []).append(rows.bad((place,), SHORTENED_ID, at))
        ids[at] = ""


def _weights(rows: _ChosenRows, layout: Layout, bad: _Bad) -> Array:
    """Return the design weights; a cell that holds none is bad, and its row keeps its answers."""
    place = layout.special.get("weight")
    if place is None:
        return np.full(rows.count, np.nan)
    weights = code_weights(rows.cells(place))
    at = np.flatnonzero(np.isnan(weights))
    if at.size and place not in bad:
        bad[place] = [rows.bad((place,), NOT_A_WEIGHT, at)]
    return weights


def _is_midnight(moments: Array) -> Array:
    """Mark midnight sharp, which is what a spreadsheet writes for a day without a time."""
    return moments.astype("datetime64[D]") == moments  # type: ignore[no-any-return]


def _times(rows: _ChosenRows, layout: Layout, zone: str, bad: _Bad) -> dict[str, Array]:
    """Return when the forms were sent off (else begun), and how long answering took.

    What the form itself says about its length goes before its moments. One whose end is before
    its start, or that has only one of them, has no length.
    """
    found = {}
    for word in ("start", "end", "date"):
        place = layout.special.get(word)
        cells = [""] * rows.count if place is None else rows.cells(place)
        found[word] = code_times(cells, layout.date_format, zone)
        no_date = is_no_date(found[word])
        if no_date or word == "date":
            found[word][_is_midnight(found[word])] = np.datetime64("NaT", "s")
        if not no_date and place is not None and word != "date":
            _note_times(rows, place, np.isnat(found[word]), bad)
    end = np.where(np.isnat(found["end"]), found["date"], found["end"])
    took = (end - found["start"]) / np.timedelta64(1, "s")
    if (place := layout.special.get("seconds")) is not None:
        told = code_seconds(rows.cells(place))
        _note_times(rows, place, np.isnan(told), bad)
        took = np.where(np.isnan(told), took, told)
    moment = np.where(np.isnat(end), found["start"], end)
    return {"_moment": moment, "_seconds": np.where(took >= 0, took, np.nan)}


def _note_times(rows: _ChosenRows, place: int, unknown: Array, bad: _Bad) -> None:
    """Note the cells of a column in which something stands that tells no time."""
    if place not in bad:
        written = look_up(rows.cells(place), lambda text: bool(text.strip()), np.bool_)
        at = np.flatnonzero(written & unknown)
        if at.size:
            bad[place] = [rows.bad((place,), NOT_A_TIME, at)]


def _no_texts(rows: _ChosenRows) -> Array:
    return np.full(rows.count, "", dtype=object)


def _unreadable_dates(rows: _ChosenRows, layout: Layout, placed: PlacedRows) -> _Bad:
    unreadable = np.zeros(len(rows.chosen), dtype=np.bool_)
    unreadable[placed.moments.unreadable] = True
    at = np.flatnonzero(unreadable[rows.chosen])
    place = layout.special.get("date")
    if place is None or not at.size:
        return {}
    return {place: [rows.bad((place,), NOT_A_DAY, at)]}


def _code(
    item: Item, rows: _ChosenRows, layout: Layout, edition: int, bad: _Bad
) -> dict[str, Array]:
    """Return an item's columns; note its bad cells by place, so that a date counts once."""
    found = layout.editions[edition]
    reason = _reason(item, rows, found.reasons.get(item.id))
    places = found.places(item.id)
    if not places:
        return {**blank_item(item, rows.count), **reason}
    columns = [rows.cells(place) for place in places]
    translation = layout.translation(item, places[0])
    if item.id in found.ranks:
        coded = code_ranks(item, columns, translation)
    elif item.id in found.choices:
        coded = code_choices(item, [c for _, c in found.choices[item.id]], columns, translation)
    else:
        coded = code_item(item, columns[0], translation)
    if coded.lost:
        bad[places[0]] = []
    for code, at in coded.lost.items():
        for guilty, some in _by_column(coded, code, at, places):
            bad.setdefault(guilty[0], []).append(rows.bad(guilty, code, some))
    return {**coded.columns, **reason}


def _by_column(
    coded: Coded, code: str, at: Array, places: tuple[int, ...]
) -> Iterator[tuple[tuple[int, ...], Array]]:
    """Yield the columns in which cells are faulty, and the rows: one column where it is known."""
    if coded.guilty is None or code != NOT_AN_OPTION:
        yield places, at
        return
    columns = np.array([coded.guilty(row) for row in at.tolist()], dtype=np.intp)
    for column in np.unique(columns).tolist():
        yield (places[column],), at[columns == column]


def _reason(item: Item, rows: _ChosenRows, place: int | None) -> dict[str, Array]:
    if item.follow_up is None:
        return {}
    if place is None:
        return {f"{item.id}?": _no_texts(rows)}
    return {f"{item.id}?": code_comments(rows.cells(place), Translation())}
