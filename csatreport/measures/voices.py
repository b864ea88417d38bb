"""What people said in words, and the low answers one by one: the figures that need rows.

Everything comes newest first: by base period, then by date, then by the row's place in the files.
Items of older editions speak for themselves: an answer is shown under the wording it was given to.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

import numpy as np

from csatreport.measures.count import Ints
from csatreport.measures.model import Comment, LowAnswer, Ranked
from csatreport.measures.rows import Rows
from csatreport.responses.model import Wave
from csatreport.survey.model import CLOSED, Item, Kind, Role, Unit

MOST_RANKED = 30
"""Entries of a ranked short list that are kept."""

Place = tuple[int, int]
"""Where an utterance stands in a list: place of its row, place of its item on the form."""


def low_options(item: Item) -> frozenset[int]:
    """Return the options that count as a low answer: what the follow-up rule asks about.

    Without a rule these are the options with bad valence.
    """
    if item.follow_up is None:
        return item.bad
    asked = item.follow_up.options
    return frozenset(i for i, option in enumerate(item.options) if option.code in asked)


@dataclass(frozen=True, kw_only=True, eq=False)
class Voices:
    """The words in the answers, by row number."""

    rows: Rows
    _lows: dict[tuple[int, str], LowAnswer] = field(default_factory=dict)
    _texts: dict[tuple[int, str], Comment] = field(default_factory=dict)

    def lows(self, rows: Ints) -> tuple[LowAnswer, ...]:
        """Return every low answer in some rows, newest first."""
        found: list[tuple[Place, LowAnswer]] = []
        for wave, mine, places in self._by_wave(rows):
            for order, item in enumerate(wave.edition.items):
                low = low_options(item) if item.kind in CLOSED and not item.personal else None
                if not low:
                    continue
                codes = wave.frame[item.id].to_numpy()[mine - self._first(wave)]
                for at in np.flatnonzero(np.isin(codes, sorted(low))).tolist():
                    answer = self._low(wave, item, int(mine[at]), int(codes[at]))
                    found.append(((int(places[at]), order), answer))
        return _in_order(found)

    def comments(self, rows: Ints) -> tuple[Comment, ...]:
        """Return every comment in some rows, newest first."""
        found: list[tuple[Place, Comment]] = []
        for wave, mine, places in self._by_wave(rows):
            for order, item in enumerate(wave.edition.items):
                if item.kind is not Kind.TEXT or item.role is not Role.COMMENT or item.personal:
                    continue
                said = self._said[id(wave), item.id][mine - self._first(wave)]
                found += [
                    ((int(places[at]), order), self._text(wave, item, int(mine[at])))
                    for at in np.flatnonzero(said).tolist()
                ]
        return _in_order(found)

    def ranked(self, rows: Ints) -> tuple[Ranked, ...]:
        """Count what ranked short lists name, the first of k places weighing k, the last 1."""
        lists: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        items: dict[str, Item] = {}
        for wave, mine, _ in self._by_wave(rows):
            for item in wave.edition.items:
                if item.kind is Kind.RANKED and not item.personal:
                    items[item.series] = item
                    answers = wave.frame[item.id].to_numpy()[mine - self._first(wave)]
                    lists[item.series] += [tuple(answer) for answer in answers if len(answer)]
        return tuple(e for series, item in items.items() for e in _rank(item, lists[series]))

    def _low(self, wave: Wave, item: Item, row: int, option: int) -> LowAnswer:
        key = (row, item.id)
        if key not in self._lows:
            local = row - self._first(wave)
            column = f"{item.id}?"
            reason = str(wave.frame[column].iat[local]) if column in wave.frame.columns else ""
            self._lows[key] = LowAnswer(
                item=item,
                option=option,
                reason=reason,
                unit=self._units[self.rows.unit[row]],
                date=self._dates[row],
                name=self._names[row],
            )
        return self._lows[key]

    def _text(self, wave: Wave, item: Item, row: int) -> Comment:
        key = (row, item.id)
        if key not in self._texts:
            self._texts[key] = Comment(
                item=item,
                text=str(wave.frame[item.id].iat[row - self._first(wave)]),
                unit=self._units[self.rows.unit[row]],
                date=self._dates[row],
                name=self._names[row],
            )
        return self._texts[key]

    def _by_wave(self, rows: Ints) -> Iterator[tuple[Wave, Ints, Ints]]:
        """Yield each wave with its share of the rows and their places, newest first, in all."""
        ordered = rows[np.argsort(self._age[rows], kind="stable")]
        for wave in self.rows.responses.waves:
            first = self._first(wave)
            places = np.flatnonzero((ordered >= first) & (ordered < first + len(wave.frame)))
            if len(places):
                yield wave, ordered[places], places

    def _first(self, wave: Wave) -> int:
        return self._firsts[id(wave)]

    @cached_property
    def _firsts(self) -> dict[int, int]:
        firsts, total = {}, 0
        for wave in self.rows.responses.waves:
            firsts[id(wave)] = total
            total += len(wave.frame)
        return firsts

    @cached_property
    def _age(self) -> Ints:
        """The place of each row when all rows are laid out newest first."""
        days = self.rows.column("_date").astype("datetime64[D]").astype(np.int64)
        # An unknown date (the least number there is) counts as the oldest of its period.
        newest_first = np.lexsort((np.arange(len(days)), -(days + 1), -self.rows.period))
        age = np.empty(len(days), np.int64)
        age[newest_first] = np.arange(len(days))
        return age

    @cached_property
    def _said(self) -> dict[tuple[int, str], np.ndarray]:
        return {
            (id(wave), item.id): wave.frame[item.id].to_numpy() != ""
            for wave in self.rows.responses.waves
            for item in wave.edition.with_role(Role.COMMENT)
            if item.kind is Kind.TEXT and not item.personal
        }

    @cached_property
    def _dates(self) -> list[str]:
        days = self.rows.column("_date").astype("datetime64[D]")
        texts = np.where(np.isnat(days), "", np.datetime_as_string(days))
        return [str(text) for text in texts]

    @cached_property
    def _names(self) -> list[str]:
        return [str(name) for name in self.rows.column("_name")]

    @cached_property
    def _units(self) -> tuple[Unit, ...]:
        return self.rows.responses.questionnaire.units.all


_Uttered = TypeVar("_Uttered", LowAnswer, Comment)


def _in_order(found: Iterable[tuple[Place, _Uttered]]) -> tuple[_Uttered, ...]:
    return tuple(thing for _, thing in sorted(found, key=lambda pair: pair[0]))


def _rank(item: Item, answers: list[tuple[str, ...]]) -> Iterator[Ranked]:
    """Yield the entries of one item, heaviest first; spellings that differ in case are one."""
    most = item.picks or len(item.options) or max(map(len, answers), default=0)
    named: Counter[str] = Counter()
    weighted: Counter[str] = Counter()
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for answer in answers:
        # Whoever names a thing twice has named it once, at its better place.
        firsts = {_folded(text): place for place, text in reversed(list(enumerate(answer)))}
        for key, place in firsts.items():
            named[key] += 1
            weighted[key] += max(1, most - place)
            spellings[key][answer[place].strip()] += 1
    heaviest = sorted(named, key=lambda key: (-weighted[key], -named[key], key))
    for key in heaviest[:MOST_RANKED]:
        text = min(spellings[key], key=lambda spelling: (-spellings[key][spelling], spelling))
        yield Ranked(item=item, text=text, named=named[key], weighted=weighted[key])


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
