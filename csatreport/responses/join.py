"""The blocks of all files to one table per edition, each respondent once.

Duplicates are looked for across all files, within one base period. Only then are respondent ids
and names blanked where the questionnaire promises anonymity.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from csatreport.responses.blocks import BadCells, Block
from csatreport.responses.coding import Array
from csatreport.responses.model import Refusal, Wave
from csatreport.responses.parts import Part
from csatreport.survey.model import DuplicateRule, Edition, Questionnaire
from csatreport.survey.periods import Period
from csatreport.tabular.table import excerpt

DUPLICATE = "A426"

_FIRST_COLUMNS = (
    "_unit",
    "_period",
    "_date",
    "_file",
    "_row",
    "_id",
    "_name",
    "_moment",
    "_seconds",
    "_weight",
)


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
    """Tables, and what became of the rows: rows kept of each file, duplicates, faulty cells."""

    periods: tuple[Period, ...]
    waves: tuple[Wave, ...]
    kept: tuple[int, ...]
    duplicates: tuple[Refusal, ...]
    bad: tuple[BadColumn, ...]


@dataclass(frozen=True, kw_only=True)
class _Stack:
    """The blocks of one edition on top of each other; ``twice`` marks refused duplicates."""

    edition: Edition
    blocks: tuple[tuple[int, Block], ...]
    columns: dict[str, Array]
    twice: Array


def join_parts(questionnaire: Questionnaire, parts: Sequence[Part]) -> Joined:
    """Join what the files contribute, in their order."""
    periods = _all_periods(parts)
    stacks = [
        stack
        for place in range(len(questionnaire.editions))
        if (stack := _stack(questionnaire, parts, place, periods)) is not None
    ]
    used = _used_periods(stacks)
    return Joined(
        periods=tuple(periods[place] for place in used),
        waves=tuple(_wave(questionnaire, one, used) for one in stacks if not one.twice.all()),
        kept=_kept(stacks, len(parts)),
        duplicates=tuple(
            one for stack in stacks for one in _duplicates(questionnaire, parts, stack)
        ),
        bad=tuple(one for stack in stacks for one in _bad_columns(stack)),
    )


def _used_periods(stacks: Sequence[_Stack]) -> list[int]:
    kept = [np.unique(stack.columns["_period"][~stack.twice]) for stack in stacks]
    return sorted({place for places in kept for place in places.tolist()})


def _all_periods(parts: Sequence[Part]) -> list[Period]:
    found = {period for part in parts for block in part.blocks for period in block.periods}
    return sorted(found, key=Period.sort_key)


def _stack(
    questionnaire: Questionnaire, parts: Sequence[Part], edition: int, periods: list[Period]
) -> _Stack | None:
    blocks = tuple(
        (file, block)
        for file, part in enumerate(parts)
        for block in part.blocks
        if block.edition == edition
    )
    if not blocks:
        return None
    columns = {
        name: np.concatenate([block.columns[name] for _, block in blocks])
        for name in blocks[0][1].columns
    }
    sizes = [len(block.columns["_unit"]) for _, block in blocks]
    columns["_file"] = np.repeat(np.array([file for file, _ in blocks], dtype=np.int32), sizes)
    columns["_period"] = np.concatenate([_in(periods, block) for _, block in blocks])
    return _Stack(
        edition=questionnaire.editions[edition],
        blocks=blocks,
        columns=columns,
        twice=_find_twice(columns, questionnaire.duplicates),
    )


def _in(periods: list[Period], block: Block) -> Array:
    """Return a block's periods as places in the list of all periods."""
    places = np.array([periods.index(period) for period in block.periods], dtype=np.int32)
    return places[block.columns["_period"]]


def _find_twice(columns: dict[str, Array], rule: DuplicateRule) -> Array:
    ids = pd.Series(columns["_id"], dtype=object)
    pairs = pd.DataFrame({"id": ids, "period": columns["_period"]})
    if rule is DuplicateRule.REFUSE:
        twice = pairs.duplicated(keep=False)
    else:
        twice = pairs.duplicated(keep="first" if rule is DuplicateRule.FIRST else "last")
    return (twice & (ids != "")).to_numpy()


def _wave(questionnaire: Questionnaire, stack: _Stack, used: Sequence[int]) -> Wave:
    columns = {name: stack.columns[name] for name in (*_FIRST_COLUMNS, *stack.columns)}
    if stack.twice.any():
        columns = {name: values[~stack.twice] for name, values in columns.items()}
    columns["_period"] = np.searchsorted(used, columns["_period"]).astype(np.int32)
    if questionnaire.anonymity is not None:
        nobody = np.full(len(columns["_row"]), "", dtype=object)
        columns |= {"_id": nobody, "_name": nobody}
    series = {
        # Left to itself, pandas would turn columns of texts into a type of its own.
        name: pd.Series(values, dtype=object) if values.dtype == object else values
        for name, values in columns.items()
    }
    return Wave(edition=stack.edition, frame=pd.DataFrame(series, copy=False))


def _kept(stacks: Sequence[_Stack], files: int) -> tuple[int, ...]:
    kept = np.zeros(files, dtype=np.int64)
    for stack in stacks:
        kept += np.bincount(stack.columns["_file"][~stack.twice], minlength=files)
    return tuple(kept.tolist())


def _duplicates(
    questionnaire: Questionnaire, parts: Sequence[Part], stack: _Stack
) -> list[Refusal]:
    columns = stack.columns
    refusals = []
    for place in np.flatnonzero(stack.twice).tolist():
        part = parts[columns["_file"][place]]
        refusals.append(
            Refusal(
                file=part.name,
                row=int(columns["_row"][place]),
                column=part.id_header,
                value="" if questionnaire.anonymity else excerpt(columns["_id"][place]),
                code=DUPLICATE,
            )
        )
    return refusals


def _bad_columns(stack: _Stack) -> list[BadColumn]:
    """Return the faulty cells of rows that are kept."""
    found = []
    start = 0
    for file, block in stack.blocks:
        rows = block.columns["_row"]
        twice = stack.twice[start : start + len(rows)]
        start += len(rows)
        found += [_bad_column(file, cells, rows, ~twice[cells.rows]) for cells in block.bad]
    return [column for column in found if column.rows]


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
