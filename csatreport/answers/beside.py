"""Two rows with the same id side by side: where the other one stands, and what differs."""

from collections.abc import Sequence

import numpy as np

from csatreport.answers.cells.blocks import CodedBlock
from csatreport.answers.cells.plain import Array
from csatreport.base.counted import clipped
from csatreport.study.edition import Edition
from csatreport.study.item import CLOSED, Item

_NO_ANSWER = frozenset({"_row", "_period", "_id", "_moment", "_seconds", "_weight"})
_WORDS = {"_unit": "unit", "_date": "date", "_name": "name"}


def differences(
    edition: Edition, blocks: Sequence[CodedBlock], pairs: Array, *, quoted: bool
) -> list[str]:
    """Return what differs in each of some pairs of rows: "staff: A ≠ C, clean: B ≠ A".

    Args:
        edition: the edition that was answered.
        blocks: the rows, by blocks one after the other.
        pairs: the places of two rows, pair by pair.
        quoted: whether answers may be told, or only the items; what somebody wrote never is.
    """
    told: list[list[str]] = [[] for _ in pairs]
    for name in blocks[0].columns:
        if name in _NO_ANSWER or name.endswith("!"):
            continue
        values = _values(blocks, name, pairs)
        item = edition.by_id.get(name)
        for place in np.flatnonzero(values[:, 0] != values[:, 1]).tolist():
            word = _WORDS.get(name, name)
            if quoted and item is not None and item.kind in CLOSED:
                one, other = (_code(item, value) for value in values[place].tolist())
                word = f"{word}: {one} ≠ {other}"
            told[place].append(word)
    return [clipped(one) if one else "" for one in told]


def _values(blocks: Sequence[CodedBlock], name: str, at: Array) -> Array:
    """Return the values of a column in pairs of rows, as texts; NaN is told as equal to NaN."""
    ends = np.cumsum([len(block.columns["_row"]) for block in blocks])
    block_of = np.searchsorted(ends, at, side="right")
    found = np.empty(at.shape, dtype=object)
    for number in np.unique(block_of).tolist():
        column = blocks[number].columns[name]
        inside = block_of == number
        chosen = column[at[inside] - (ends[number] - len(column))]
        found[inside] = [str(value) for value in chosen.tolist()]
    return found


def _code(item: Item, value: str) -> str:
    place = int(value)
    return item.options[place].code if place >= 0 else "–"
