"""The kept rows of one file, coded by the edition they were answered on."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress

import numpy as np

from csatreport.answers.cells.coding import (
    NOT_A_DAY,
    NOT_A_TIME,
    NOT_A_WEIGHT,
    NOT_AN_OPTION,
    SHORTENED_ID,
    Coded,
    blank_item,
    code_item,
    code_ranks,
    with_words,
)
from csatreport.answers.cells.plain import (
    Array,
    Translation,
    code_comments,
    code_seconds,
    code_texts,
    code_times,
    code_weights,
    look_up,
)
from csatreport.answers.cells.ticks import code_choices, code_words
from csatreport.answers.digests import digest_cells
from csatreport.answers.layout.headers.item_columns import ItemColumns
from csatreport.answers.layout.layout import Layout, Setting
from csatreport.answers.layout.rows import PlacedRows, is_no_date
from csatreport.answers.model import OWN
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
    coder = _Coder(table, layout, placed, chosen)
    columns = coder.special_columns(setting.clock.zone)
    for item in setting.questionnaire.editions[edition].items:
        if not item.personal:
            columns |= coder.item_columns(item, layout.editions[edition])
    return CodedBlock(
        edition=edition,
        periods=placed.moments.periods,
        columns=columns,
        bad=tuple(one for place in sorted(coder.bad) for one in coder.bad[place]),
        cells=digest_cells(columns),
    )


class _Coder:
    """Some rows of a table on the way to codes, and the faulty cells that were met.

    These stand by the place of their column, so that a date that is also an answer counts once.
    """

    def __init__(self, table: ReadTable, layout: Layout, placed: PlacedRows, chosen: Array) -> None:
        self.table, self.layout, self.placed, self.chosen = table, layout, placed, chosen
        self.count = int(chosen.sum())
        self.bad: dict[int, list[BadCells]] = {}
        self._selectors = None if chosen.all() else chosen.tolist()

    def cells(self, place: int) -> Sequence[str]:
        column = self.table.columns[place]
        if self._selectors is None:
            return column
        if isinstance(column, Texts):
            return column.chosen(self.chosen)
        return list(compress(column, self._selectors))

    def note(self, places: Sequence[int], code: str, rows: Array) -> None:
        """Note what stands in the faulty cells of a column, or of the columns of a ranked item."""
        columns = [self.cells(place) for place in places]
        texts = tuple("; ".join(column[row] for column in columns) for row in rows.tolist())
        header = self.table.headers[places[0]]
        bad = BadCells(place=places[0], header=header, code=code, rows=rows, texts=texts)
        self.bad.setdefault(places[0], []).append(bad)

    def special_columns(self, zone: str) -> dict[str, Array]:
        self._note_dates()
        ids, names = self._texts("id"), self._texts("name")
        self._forget_shortened(ids)
        return {
            "_unit": self.placed.unit[self.chosen],
            "_period": self.placed.moments.period[self.chosen],
            "_date": self.placed.moments.date[self.chosen],
            "_row": np.array(self.table.rows, dtype=np.int32)[self.chosen],
            "_id": ids,
            "_name": names,
            **self._times(zone),
            "_weight": self._weights(),
        }

    def _texts(self, word: str) -> Array:
        place = self.layout.special.get(word)
        return self._no_texts() if place is None else code_texts(self.cells(place))

    def _no_texts(self) -> Array:
        return np.full(self.count, "", dtype=object)

    def _forget_shortened(self, ids: Array) -> None:
        """Blank ids that a spreadsheet shortened: many people share what is left of them."""
        at = np.flatnonzero(
            look_up(ids.tolist(), lambda text: bool(_SHORTENED.fullmatch(text)), np.bool_)
        )
        if at.size:
            self.note((self.layout.special["id"],), SHORTENED_ID, at)
            ids[at] = ""

    def _weights(self) -> Array:
        """Return the design weights; a cell without one is bad, and its row keeps its answers."""
        place = self.layout.special.get("weight")
        if place is None:
            return np.full(self.count, np.nan)
        weights = code_weights(self.cells(place))
        at = np.flatnonzero(np.isnan(weights))
        if at.size and place not in self.bad:
            self.note((place,), NOT_A_WEIGHT, at)
        return weights

    def _times(self, zone: str) -> dict[str, Array]:
        """Return when the forms were sent off (else begun), and how long answering took.

        What the form itself says about its length goes before its moments. One whose end is before
        its start, or that has only one of them, has no length.
        """
        found = {}
        for word in ("start", "end", "date"):
            place = self.layout.special.get(word)
            cells = [""] * self.count if place is None else self.cells(place)
            found[word] = code_times(cells, self.layout.date_format, zone)
            no_date = is_no_date(found[word])
            if no_date or word == "date":
                found[word][_is_midnight(found[word])] = np.datetime64("NaT", "s")
            if not no_date and place is not None and word != "date":
                self._note_times(place, np.isnat(found[word]))
        end = np.where(np.isnat(found["end"]), found["date"], found["end"])
        took = (end - found["start"]) / np.timedelta64(1, "s")
        if (place := self.layout.special.get("seconds")) is not None:
            told = code_seconds(self.cells(place))
            self._note_times(place, np.isnan(told))
            took = np.where(np.isnan(told), took, told)
        moment = np.where(np.isnat(end), found["start"], end)
        return {"_moment": moment, "_seconds": np.where(took >= 0, took, np.nan)}

    def _note_times(self, place: int, unknown: Array) -> None:
        """Note the cells of a column in which something stands that tells no time."""
        if place not in self.bad:
            written = look_up(self.cells(place), lambda text: bool(text.strip()), np.bool_)
            at = np.flatnonzero(written & unknown)
            if at.size:
                self.note((place,), NOT_A_TIME, at)

    def _note_dates(self) -> None:
        unreadable = np.zeros(len(self.chosen), dtype=np.bool_)
        unreadable[self.placed.moments.unreadable] = True
        at = np.flatnonzero(unreadable[self.chosen])
        place = self.layout.special.get("date")
        if place is not None and at.size:
            self.note((place,), NOT_A_DAY, at)

    def item_columns(self, item: Item, found: ItemColumns) -> dict[str, Array]:
        """Return an item's columns; note its bad cells by place, so that a date counts once."""
        reason = self._reason(item, found.reasons.get(item.id))
        places = found.places(item.id)
        if not places:
            return {**blank_item(item, self.count), **reason}
        ticked = item.id in found.choices
        columns = [self._coded(item, place, ticked=ticked) for place in places]
        translation = self.layout.translation(item, *places)
        if item.id in found.ranks:
            coded = code_ranks(item, columns, translation)
        elif item.id in found.choices:
            coded = code_choices(item, [c for _, c in found.choices[item.id]], columns, translation)
        else:
            coded = code_item(item, columns[0], translation)
            coded = self._with_words(item, found, coded)
        if coded.lost:
            self.bad[places[0]] = []
        for code, at in coded.lost.items():
            for guilty, some in _by_column(coded, code, at, places):
                self.note(guilty, code, some)
        return {**coded.columns, **reason}

    def _coded(self, item: Item, place: int, *, ticked: bool) -> Sequence[str]:
        cells, codes = self.cells(place), self.layout.codes(item, place, ticked=ticked)
        if not codes:
            return cells
        plain = look_up(cells, lambda text: codes.get(text, text), object)
        return tuple(plain.tolist())

    def _with_words(self, item: Item, found: ItemColumns, coded: Coded) -> Coded:
        """Add what stands in columns of their own beside the one with all answers."""
        beside = found.words.get(item.id, ())
        if not beside:
            return coded
        columns = [self.cells(place) for place, _ in beside]
        translation = self.layout.translation(item, beside[0][0])
        words = code_words(item, [code for _, code in beside], columns, translation)
        own = coded.columns.get(f"{item.id}{OWN}")
        if words is not None and own is not None:
            words = np.where(words == "", own, words)
        return with_words(item, coded, words)

    def _reason(self, item: Item, place: int | None) -> dict[str, Array]:
        if item.follow_up is None:
            return {}
        told = (
            self._no_texts() if place is None else code_comments(self.cells(place), Translation())
        )
        return {f"{item.id}?": told}


def _is_midnight(moments: Array) -> Array:
    """Mark midnight sharp, which is what a spreadsheet writes for a day without a time."""
    return moments.astype("datetime64[D]") == moments  # type: ignore[no-any-return]


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
