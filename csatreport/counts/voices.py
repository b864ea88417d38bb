"""What people said in words, and the low answers one by one: the figures that need rows.

Everything comes newest first: by base period, then by date, then by the row's place in the files.
Items of older editions speak for themselves: an answer is shown under the wording it was given to.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from csatreport.answers.model import OWN, Wave
from csatreport.counts.masking import mask
from csatreport.counts.rows import RowNumbers
from csatreport.statistics.arrays import Ints
from csatreport.study.item import CLOSED, PAIRED, Item, Kind, Role
from csatreport.study.units import Unit

MOST_RANKED = 30
"""Entries of a ranked short list that are kept."""

AnyColumn: TypeAlias = NDArray[np.generic]


@dataclass(frozen=True, slots=True, kw_only=True)
class LowAnswer:
    """One bad answer, with the reason given ("" where none was)."""

    item: Item
    option: int
    reason: str
    unit: Unit
    date: str
    """ISO date, or "" where unknown."""
    name: str = ""
    """The customer's name: only ever shown in restricted reports."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """One free text, as written; of an item with options, words beside or in place of them."""

    item: Item
    text: str
    unit: Unit
    date: str
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """One entry of a ranked short list over all responses: times named, and weighted k..1."""

    item: Item
    text: str
    named: int
    weighted: int


@dataclass(frozen=True, slots=True)
class Origin:
    """One item in one file, as a place where answers of interest were found."""

    first: int
    """Its first find among those of all origins."""
    item: Item
    answers: AnyColumn
    """What was answered, find by find."""
    reasons: AnyColumn | None


@dataclass(frozen=True, slots=True)
class Finds:
    """Answers of interest, by row and then by item: their rows and origins."""

    rows: Ints
    number: Ints
    """Each find's number among all as they were found, origin by origin."""
    place: Ints
    """Place of each find's origin in the tuple."""
    origins: tuple[Origin, ...]
    starts: Ints
    """Where each row's finds begin; one more entry than there are rows."""

    def within(self, rows: Ints) -> list[int]:
        """Return the finds of some rows, in the order of these rows."""
        lengths = self.starts[rows + 1] - self.starts[rows]
        skipped = np.cumsum(lengths) - lengths
        places = np.repeat(self.starts[rows] - skipped, lengths) + np.arange(lengths.sum())
        return list(places.tolist())

    def answer(self, find: int) -> tuple[Origin, int, int]:
        """Return a find's origin, its row among all rows, and its place within the origin."""
        origin = self.origins[self.place[find]]
        return origin, int(self.rows[find]), int(self.number[find]) - origin.first


def low_options(item: Item) -> frozenset[int]:
    """Return the options that count as a low answer: what the follow-up rule asks about.

    Without a rule these are the options with bad valence.
    """
    if item.role in PAIRED:
        return frozenset()
    if item.follow_up is None:
        return item.bad
    asked = item.follow_up.options
    return frozenset(i for i, option in enumerate(item.options) if option.code in asked)


@dataclass(frozen=True, kw_only=True, eq=False)
class Voices:
    """The words in the answers, by row number."""

    rows: RowNumbers
    _lows: dict[int, LowAnswer] = field(default_factory=dict)
    _comments: dict[int, Comment] = field(default_factory=dict)

    def lows(self, rows: Ints) -> tuple[LowAnswer, ...]:
        """Return every low answer in some rows, newest first."""
        finds = self._low_finds.within(self._newest_first(rows))
        made = self._lows
        return tuple(made.get(find) or self._low(find) for find in finds)

    def comments(self, rows: Ints) -> tuple[Comment, ...]:
        """Return every comment in some rows, newest first."""
        finds = self._comment_finds.within(self._newest_first(rows))
        made = self._comments
        return tuple(made.get(find) or self._comment(find) for find in finds)

    def ranked(self, rows: Ints) -> tuple[Ranked, ...]:
        """Count what ranked short lists name, the first of k places weighing k, the last 1."""
        lists: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        items: dict[str, Item] = {}
        for find in self._ranked_finds.within(np.sort(rows)):
            origin, _, local = self._ranked_finds.answer(find)
            items[origin.item.series] = origin.item
            lists[origin.item.series].append(tuple(origin.answers[local]))
        return tuple(entry for s, item in items.items() for entry in _rank(item, lists[s]))

    def _low(self, find: int) -> LowAnswer:
        origin, row, local = self._low_finds.answer(find)
        self._lows[find] = LowAnswer(
            item=origin.item,
            option=int(origin.answers[local]),
            reason="" if origin.reasons is None else self._masked(origin.reasons[local], row),
            unit=self._units[self.rows.unit[row]],
            date=self._date(row),
            name=str(self._names[row]),
        )
        return self._lows[find]

    def _comment(self, find: int) -> Comment:
        origin, row, local = self._comment_finds.answer(find)
        self._comments[find] = Comment(
            item=origin.item,
            text=self._masked(origin.answers[local], row),
            unit=self._units[self.rows.unit[row]],
            date=self._date(row),
            name=str(self._names[row]),
        )
        return self._comments[find]

    def _masked(self, text: object, row: int) -> str:
        """Return somebody's words without numbers, listed names and the person's own."""
        own = str(self._names[row])
        listed = self.rows.responses.questionnaire.masked_names
        return mask(str(text), (*listed, own) if own else listed)

    @cached_property
    def _low_finds(self) -> Finds:
        return self._find(_is_low)

    @cached_property
    def _comment_finds(self) -> Finds:
        return self._find(_is_said, OWN)

    @cached_property
    def _ranked_finds(self) -> Finds:
        return self._find(_is_ranked)

    def _find(self, wanted: Callable[[Item, Wave], AnyColumn | None], sign: str = "") -> Finds:
        """Collect the rows for which ``wanted`` is true, over all files and items.

        What was answered stands in the item's column with the sign behind its id, if there is one.
        """
        origins: list[Origin] = []
        rows, places = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
        first, finds = 0, 0
        for piece in (piece for wave in self.rows.responses.waves for piece in wave.by_file()):
            for item in piece.edition.items:
                hits = None if item.personal else wanted(item, piece)
                if hits is not None:
                    found = np.flatnonzero(hits)
                    rows.append(found + first)
                    places.append(np.full(len(found), len(origins)))
                    origins.append(_origin(item, piece, found, finds, sign))
                    finds += len(found)
            first += piece.size
        return _sorted(np.concatenate(rows), np.concatenate(places), tuple(origins), first)

    def _newest_first(self, rows: Ints) -> Ints:
        return rows[np.argsort(self._age[rows], kind="stable")]

    @cached_property
    def _age(self) -> Ints:
        """The place of each row when all rows are laid out newest first."""
        days = self._days.astype(np.int64)
        # An unknown date (the least number there is) counts as the oldest of its period.
        newest_first = np.lexsort((np.arange(len(days)), -(days + 1), -self.rows.period))
        age = np.empty(len(days), np.int64)
        age[newest_first] = np.arange(len(days))
        return age

    @cached_property
    def _days(self) -> NDArray[np.datetime64]:
        return self.rows.column("_date").astype("datetime64[D]")

    def _date(self, row: int) -> str:
        day = self._days[row]
        return "" if np.isnat(day) else str(day)

    @cached_property
    def _names(self) -> AnyColumn:
        return self.rows.column("_name")

    @cached_property
    def _units(self) -> tuple[Unit, ...]:
        return self.rows.responses.questionnaire.units.all


def _is_low(item: Item, wave: Wave) -> AnyColumn | None:
    low = low_options(item) if item.kind in CLOSED else None
    return np.isin(wave.column(item.id), sorted(low)) if low else None


def _is_said(item: Item, wave: Wave) -> AnyColumn | None:
    if (own := f"{item.id}{OWN}") in wave.names and item.role is not Role.DETAIL:
        return np.asarray(wave.column(own) != "")
    if item.kind is not Kind.TEXT or item.role is not Role.COMMENT:
        return None
    return np.asarray(wave.column(item.id) != "")


def _is_ranked(item: Item, wave: Wave) -> AnyColumn | None:
    if item.kind is not Kind.RANKED:
        return None
    return np.array([len(answer) > 0 for answer in wave.column(item.id).tolist()], dtype=bool)


def _origin(item: Item, wave: Wave, found: Ints, first: int, sign: str) -> Origin:
    reasons, own = f"{item.id}?", f"{item.id}{sign}"
    asked = wave.column(reasons)[found] if reasons in wave.names else None
    answers = wave.column(own if own in wave.names else item.id)[found]
    return Origin(first, item, answers, asked)


def _sorted(rows: Ints, places: Ints, origins: tuple[Origin, ...], total: int) -> Finds:
    order = np.lexsort((places, rows))
    starts = np.searchsorted(rows[order], np.arange(total + 1))
    return Finds(rows[order], order, places[order], origins, starts.astype(np.int64))


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
