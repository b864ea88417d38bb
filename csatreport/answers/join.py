"""The blocks of all files to one wave per edition, each respondent once.

Nothing is copied together: a wave goes through the columns of its files. Duplicates are looked for
across all files, within one base period. Only then are respondent ids and names blanked where the
questionnaire promises anonymity.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from csatreport.answers.beside import differences
from csatreport.answers.cells.blocks import BadCells, CodedBlock
from csatreport.answers.cells.plain import Array
from csatreport.answers.model import Chosen, ColumnArrays, Refusal, Wave
from csatreport.answers.parts import FilePart
from csatreport.answers.repeats import DUPLICATE, SAME_ROW, Repeats, RowPrints, find_repeats
from csatreport.answers.replaced import refused_as_replaced
from csatreport.study.edition import Edition
from csatreport.study.model import Questionnaire
from csatreport.study.periods import Period
from csatreport.tables.table import excerpt

_COMPARED = 1_000
"""Of so many rows with the same id it is told what differs."""

_ABOUT_PERSON = frozenset({"_id", "_name"})


@dataclass(frozen=True, kw_only=True)
class BadColumn:
    """The faulty cells of one column of one file: their row numbers and what stands there."""

    file: int
    place: int
    header: str
    code: str
    rows: tuple[int, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Joined:
    """Waves, and what became of the rows: rows kept of each file, duplicates, faulty cells."""

    periods: tuple[Period, ...]
    waves: tuple[Wave, ...]
    kept: tuple[int, ...]
    duplicates: tuple[Refusal, ...]
    bad: tuple[BadColumn, ...]


@dataclass(frozen=True, kw_only=True)
class _Stack:
    """The blocks of one edition, with the numbers of their files.

    ``period`` holds each row's place in the list of all periods; ``twice`` marks the rows that go,
    for the reasons that ``repeats`` gives for all blocks one after the other.
    """

    edition: Edition
    blocks: tuple[tuple[int, CodedBlock], ...]
    period: tuple[Array, ...]
    twice: tuple[Array, ...]
    repeats: Repeats

    def each(self) -> Iterator[tuple[int, CodedBlock, Array, Array]]:
        """Yield the number of a file, its block, its rows' periods and which of them go."""
        for (file, block), period, twice in zip(self.blocks, self.period, self.twice, strict=True):
            yield file, block, period, twice


class _WaveColumns(Mapping[str, Array]):
    """A block's columns as those of a wave: its file named, its periods those of all files."""

    def __init__(self, block: CodedBlock, file: int, period: Array, *, anonymous: bool) -> None:
        self._columns = block.columns
        self._file = file
        self._period = period
        self._hidden = _ABOUT_PERSON if anonymous else frozenset[str]()

    def __getitem__(self, name: str) -> Array:
        if name == "_period":
            return self._period
        if name == "_file":
            return np.full(len(self._period), self._file, dtype=np.int32)
        if name in self._hidden:
            return np.full(len(self._period), "", dtype=object)
        return self._columns[name]

    def __iter__(self) -> Iterator[str]:
        yield "_file"
        yield from self._columns

    def __len__(self) -> int:
        return len(self._columns) + 1


def join_parts(
    questionnaire: Questionnaire, parts: Sequence[FilePart], replaced: Mapping[int, int]
) -> Joined:
    """Join what the files contribute, in their order.

    Args:
        questionnaire: the questionnaire.
        parts: what each file contributes.
        replaced: the places of files that do not count, each with that of the one that does.
    """
    standing = [
        replace(part, blocks=()) if place in replaced else part for place, part in enumerate(parts)
    ]
    periods = _all_periods(standing)
    stacks = [
        stack
        for place in range(len(questionnaire.editions))
        if (stack := _stack(questionnaire, standing, place, periods)) is not None
    ]
    used = _used_periods(stacks)
    return Joined(
        periods=tuple(periods[place] for place in used),
        waves=tuple(
            wave for stack in stacks if (wave := _wave(questionnaire, stack, used)) is not None
        ),
        kept=_kept(stacks, len(parts)),
        duplicates=(
            *(one for stack in stacks for one in _duplicates(questionnaire, parts, stack)),
            *refused_as_replaced(parts, replaced),
        ),
        bad=tuple(one for stack in stacks for one in _bad_columns(stack)),
    )


def _used_periods(stacks: Sequence[_Stack]) -> list[int]:
    kept = [np.unique(period[~twice]) for one in stacks for _, _, period, twice in one.each()]
    return sorted({place for places in kept for place in places.tolist()})


def _all_periods(parts: Sequence[FilePart]) -> list[Period]:
    found = {period for part in parts for block in part.blocks for period in block.periods}
    return sorted(found, key=Period.sort_key)


def _stack(
    questionnaire: Questionnaire, parts: Sequence[FilePart], edition: int, periods: list[Period]
) -> _Stack | None:
    blocks = tuple(
        (file, block)
        for file, part in enumerate(parts)
        for block in part.blocks
        if block.edition == edition
    )
    if not blocks:
        return None
    placed = tuple(_in(periods, block) for _, block in blocks)
    repeats = find_repeats(_rows(blocks, placed), questionnaire.duplicates)
    ends = np.cumsum([len(one) for one in placed])[:-1]
    return _Stack(
        edition=questionnaire.editions[edition],
        blocks=blocks,
        period=placed,
        twice=tuple(np.split(repeats.same | repeats.twice, ends)),
        repeats=repeats,
    )


def _rows(blocks: Sequence[tuple[int, CodedBlock]], periods: Sequence[Array]) -> RowPrints:
    sizes = [len(one) for one in periods]
    # A file that is the only one has no prints.
    prints = [
        b.prints if len(b.prints) else np.zeros(len(b.columns["_row"]), np.uint64)
        for _, b in blocks
    ]
    return RowPrints(
        file=np.repeat([file for file, _ in blocks], sizes),
        id=np.concatenate([block.columns["_id"] for _, block in blocks]),
        period=np.concatenate(periods),
        moment=np.concatenate([block.columns["_moment"] for _, block in blocks]),
        print=np.concatenate(prints),
    )


def _in(periods: list[Period], block: CodedBlock) -> Array:
    """Return a block's periods as places in the list of all periods."""
    places = np.array([periods.index(period) for period in block.periods], dtype=np.int32)
    return places[block.columns["_period"]]


def _wave(questionnaire: Questionnaire, stack: _Stack, used: Sequence[int]) -> Wave | None:
    """Return what is kept of an edition; None where that is nothing."""
    anonymous = questionnaire.anonymity is not None
    parts: list[ColumnArrays] = []
    for file, block, period, twice in stack.each():
        if not twice.all():
            places = np.searchsorted(used, period).astype(np.int32)
            part = _WaveColumns(block, file, places, anonymous=anonymous)
            parts.append(Chosen(part, ~twice) if twice.any() else part)
    return Wave(edition=stack.edition, parts=tuple(parts)) if parts else None


def _kept(stacks: Sequence[_Stack], files: int) -> tuple[int, ...]:
    kept = [0] * files
    for stack in stacks:
        for file, _, _, twice in stack.each():
            kept[file] += int((~twice).sum())
    return tuple(kept)


def _duplicates(
    questionnaire: Questionnaire, parts: Sequence[FilePart], stack: _Stack
) -> Iterator[Refusal]:
    """Yield the rows that go, each with the row that says the same or contradicts."""
    blocks = [block for _, block in stack.blocks]
    sizes = [len(one) for one in stack.period]
    file = np.repeat([number for number, _ in stack.blocks], sizes)
    row = np.concatenate([block.columns["_row"] for block in blocks])
    beside = stack.repeats.beside
    twice = np.flatnonzero(stack.repeats.twice)
    pairs = np.stack([beside[twice], twice], axis=1)[:_COMPARED]
    quoted = questionnaire.anonymity is None
    told = dict(
        zip(
            pairs[:, 1].tolist(),
            differences(stack.edition, blocks, pairs, quoted=quoted),
            strict=True,
        )
    )
    ids = np.concatenate([block.columns["_id"] for block in blocks])
    for place in np.flatnonzero(stack.repeats.same | stack.repeats.twice).tolist():
        part, other = parts[file[place]], parts[file[beside[place]]]
        where = f"{other.name}:{row[beside[place]]}"
        same = bool(stack.repeats.same[place])
        value = ids[place] if quoted else ""
        yield Refusal(
            file=part.name,
            row=int(row[place]),
            column="" if same else part.id_header,
            value=other.name if same else excerpt(value),
            code=SAME_ROW if same else DUPLICATE,
            beside=f"{where} ({told[place]})" if told.get(place) else where,
        )


def _bad_columns(stack: _Stack) -> Iterator[BadColumn]:
    """Yield the faulty cells of rows that are kept."""
    for file, block, _, twice in stack.each():
        rows = block.columns["_row"]
        found = (_bad_column(file, cells, rows, ~twice[cells.rows]) for cells in block.bad)
        yield from (column for column in found if column.rows)


def _bad_column(file: int, cells: BadCells, rows: Array, kept: Array) -> BadColumn:
    places = np.flatnonzero(kept).tolist()
    return BadColumn(
        file=file,
        place=cells.place,
        header=cells.header,
        code=cells.code,
        rows=tuple(rows[cells.rows[kept]].tolist()),
        texts=tuple(cells.texts[place] for place in places),
    )
