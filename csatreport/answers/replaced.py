"""Exports that grow: which file stands in place of which, and files of which nobody can tell.

Without ids and times of day, nothing tells a row that was exported twice from two people who
answer alike. A file that begins with all rows of another one, in order, is most likely the same
export some days later; but only the people who made it can say so. ``replaces`` in a mapping does.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import combinations
from math import log

import numpy as np

from csatreport.answers.cells.plain import Array
from csatreport.answers.layout.layout import AnswerFile, Setting, choose_mapping
from csatreport.answers.model import Refusal
from csatreport.answers.parts import FilePart
from csatreport.base.errors import Issue, Severity
from csatreport.study.path_pattern import fits

REPLACED = "A429"
GROWN = "A458"
NOT_THERE = "A459"

_SELDOM = 10_000
"""In one of so many folders, small files of other people may be taken for the same export."""


def find_replaced(setting: Setting, files: Sequence[AnswerFile]) -> dict[int, int]:
    """Return the places of files that do not count, each with the place of the one that does.

    Where files replace each other, because one pattern fits all or in a ring, the last one stands.
    """
    said = [_replaces(setting, file) for file in files]
    newer = np.array(
        [
            [o != n and _fits(said[n], file) for n in range(len(files))]
            for o, file in enumerate(files)
        ]
    )
    if not newer.any():
        return {}
    reached = _reached(newer)
    # Nothing stands in place of these but what they themselves stand in place of.
    final = ~(reached & ~reached.T).any(axis=1)
    standing = [int(np.flatnonzero(row & final)[-1]) for row in reached]
    return {old: last for old, last in enumerate(standing) if last != old}


def _reached(newer: Array) -> Array:
    """Return which files replace which (old by new), one by way of another; each itself too."""
    reached: Array = newer | np.eye(len(newer), dtype=np.bool_)
    for way in range(len(newer)):
        reached |= reached[:, [way]] & reached[[way], :]
    return reached


def check_replaced(setting: Setting, files: Sequence[AnswerFile]) -> Iterator[Issue]:
    """Warn of a mapping that replaces files that are not there."""
    for mapping in setting.mappings:
        for pattern in mapping.replaces or ():
            if not any(_fits((pattern,), file) for file in files):
                yield Issue.warning(NOT_THERE, mapping.source, pattern=pattern)


def without_errors(parts: Sequence[FilePart], replaced: Mapping[int, int]) -> list[FilePart]:
    """Return the parts, those that do not count without what is wrong with them."""
    return [
        replace(part, issues=tuple(i for i in part.issues if i.severity is not Severity.ERROR))
        if place in replaced
        else part
        for place, part in enumerate(parts)
    ]


def refused_as_replaced(
    parts: Sequence[FilePart], replaced: Mapping[int, int]
) -> Iterator[Refusal]:
    """Yield every row of the files that another one replaces."""
    for old, new in replaced.items():
        for block in parts[old].blocks:
            for row in block.columns["_row"].tolist():
                name = parts[new].name
                yield Refusal(file=parts[old].name, row=row, column="", value=name, code=REPLACED)


def ask_about_growing(
    setting: Setting,
    files: Sequence[AnswerFile],
    parts: Sequence[FilePart],
    replaced: Mapping[int, int],
) -> Iterator[Issue]:
    """Yield an error for each file that begins with another one's rows, if nothing tells why.

    Where other people may well have answered alike, it is a warning.
    """
    open_ones: dict[int, list[tuple[int, Array]]] = defaultdict(list)
    for place, (file, part) in enumerate(zip(files, parts, strict=True)):
        prints = _in_order(part, "prints")
        # Rows that are all alike are in any order alike, and prove nothing.
        differ = bool((prints != prints[:1]).any())
        if differ and place not in replaced and _replaces(setting, file) is None:
            open_ones[int(prints[0])].append((place, prints))
    rarity = _Rarity([prints for alike in open_ones.values() for _, prints in alike])
    for alike in open_ones.values():
        asked: set[int] = set()
        for one, other in combinations(alike, 2):
            short, long = sorted((one, other), key=lambda each: (len(each[1]), each[0]))
            grown = bool((long[1][: len(short[1])] == short[1]).all())
            if grown and long[0] not in asked and not _told_apart(parts[short[0]], parts[long[0]]):
                asked.add(long[0])
                same = parts[short[0]].sha256 == parts[long[0]].sha256
                error = same or rarity.excludes_chance(short[1])
                question = _question(setting, files[short[0]], files[long[0]], len(short[1]))
                yield question if error else replace(question, severity=Severity.WARNING)


class _Rarity:
    """How rarely rows stand in all files, so that chance seldom brings some of them together."""

    def __init__(self, prints: Sequence[Array]) -> None:
        files = len(prints)
        self._prints = prints
        self._enough = log(max(1, files * (files - 1) // 2) * _SELDOM)

    @cached_property
    def _counted(self) -> tuple[Array, Array]:
        return np.unique(np.concatenate(self._prints), return_counts=True)

    def excludes_chance(self, rows: Array) -> bool:
        """Tell whether rows drawn at random from all files would hardly ever be these, in order.

        Hardly ever is less often than once in `_SELDOM` folders of so many pairs of files.
        """
        known, counts = self._counted
        shares = counts[np.searchsorted(known, rows)] / counts.sum()
        return bool(-np.log(shares).sum() > self._enough)


def _replaces(setting: Setting, file: AnswerFile) -> tuple[str, ...] | None:
    mapping, _ = choose_mapping(setting, file)
    return None if mapping is None else mapping.replaces


def _fits(patterns: Sequence[str] | None, file: AnswerFile) -> bool:
    return any(fits(one, file.below) for one in patterns or ())


def _told_apart(short: FilePart, long: FilePart) -> bool:
    """Tell whether each row of the shorter file is known by an id or a time, so counts once."""
    known = _in_order(short, "_id") != ""
    known |= ~np.isnat(_in_order(short, "_moment"))
    return bool(known.all()) and _periods(short) == _periods(long)[: len(known)]


def _periods(part: FilePart) -> list[str]:
    named = [
        np.array([period.id for period in block.periods], dtype=object)[block.columns["_period"]]
        for block in part.blocks
    ]
    return [str(one) for one in np.concatenate(named)[_order(part)].tolist()]


def _in_order(part: FilePart, name: str) -> Array:
    """Return a column, or the prints, of all rows that a file contributes, in their order."""
    if not part.blocks:
        return np.zeros(0, dtype=np.uint64)
    found = [block.prints if name == "prints" else block.columns[name] for block in part.blocks]
    whole = np.concatenate(found)
    return whole[_order(part)] if len(part.blocks) > 1 and len(whole) else whole


def _order(part: FilePart) -> Array:
    return np.argsort(np.concatenate([b.columns["_row"] for b in part.blocks]), kind="stable")


def _question(setting: Setting, old: AnswerFile, new: AnswerFile, count: int) -> Issue:
    return Issue.at(
        GROWN, new.name, count=count, other=old.name, questionnaire=setting.questionnaire.id,
        files=new.below, replaces=old.below,
    )  # fmt: skip
