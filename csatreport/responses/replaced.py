"""Exports that grow: which file stands in place of which, and files of which nobody can tell.

Without ids and times of day, nothing tells a row that was exported twice from two people who
answer alike. A file that begins with all rows of another one, in order, is most likely the same
export some days later; but only the people who made it can say so. ``replaces`` in a mapping does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

import numpy as np

from csatreport.errors import Issue, Severity, Source
from csatreport.responses.coding import Array
from csatreport.responses.layout import AnswerFile, Setting, choose_mapping
from csatreport.responses.model import Refusal
from csatreport.responses.parts import Part
from csatreport.survey.path_pattern import fits

REPLACED = "A429"
GROWN = "A458"
NOT_THERE = "A459"


def find_replaced(setting: Setting, files: Sequence[AnswerFile]) -> dict[int, int]:
    """Return the places of files that do not count, each with the place of the one that does.

    Where two files replace each other, because one pattern fits both, the later one stands.
    """
    said = [_replaces(setting, file) for file in files]
    found: dict[int, int] = {}
    for new, patterns in enumerate(said):
        for old, file in enumerate(files):
            if old != new and _fits(patterns, file):
                mutual = _fits(said[old], files[new])
                if not mutual or new > old:
                    found[old] = new
    return found


def check_replaced(setting: Setting, files: Sequence[AnswerFile]) -> Iterator[Issue]:
    """Warn of a mapping that replaces files that are not there."""
    for mapping in setting.mappings:
        for pattern in mapping.replaces or ():
            if not any(_fits((pattern,), file) for file in files):
                facts: dict[str, object] = {"pattern": pattern}
                yield Issue(
                    code=NOT_THERE, source=mapping.source, severity=Severity.WARNING, facts=facts
                )


def refused_as_replaced(parts: Sequence[Part], replaced: Mapping[int, int]) -> Iterator[Refusal]:
    """Yield every row of the files that another one replaces."""
    for old, new in replaced.items():
        for block in parts[old].blocks:
            for row in block.columns["_row"].tolist():
                name = parts[new].name
                yield Refusal(file=parts[old].name, row=row, column="", value=name, code=REPLACED)


def ask_about_growing(
    setting: Setting, files: Sequence[AnswerFile], parts: Sequence[Part]
) -> Iterator[Issue]:
    """Yield an error for each file that begins with another one's rows, if nothing tells why."""
    replaced = find_replaced(setting, files)
    open_ones: dict[int, list[tuple[int, Array]]] = defaultdict(list)
    for place, (file, part) in enumerate(zip(files, parts, strict=True)):
        prints = _in_order(part, "prints")
        # Rows that are all alike are in any order alike, and prove nothing.
        differ = bool((prints != prints[:1]).any())
        if differ and place not in replaced and _replaces(setting, file) is None:
            open_ones[int(prints[0])].append((place, prints))
    for alike in open_ones.values():
        asked: set[int] = set()
        for one, other in combinations(alike, 2):
            short, long = sorted((one, other), key=lambda each: (len(each[1]), each[0]))
            grown = bool((long[1][: len(short[1])] == short[1]).all())
            if grown and long[0] not in asked and not _told_apart(parts[short[0]], parts[long[0]]):
                asked.add(long[0])
                yield _question(setting, files[short[0]], files[long[0]], len(short[1]))


def _replaces(setting: Setting, file: AnswerFile) -> tuple[str, ...] | None:
    mapping, _ = choose_mapping(setting, file)
    return None if mapping is None else mapping.replaces


def _fits(patterns: Sequence[str] | None, file: AnswerFile) -> bool:
    return any(fits(one, file.below) for one in patterns or ())


def _told_apart(short: Part, long: Part) -> bool:
    """Tell whether each row of the shorter file is known by an id or a time, so counts once."""
    known = _in_order(short, "_id") != ""
    known |= ~np.isnat(_in_order(short, "_moment"))
    return bool(known.all()) and _periods(short) == _periods(long)[: len(known)]


def _periods(part: Part) -> list[str]:
    named = [
        np.array([period.id for period in block.periods], dtype=object)[block.columns["_period"]]
        for block in part.blocks
    ]
    return [str(one) for one in np.concatenate(named)[_order(part)].tolist()]


def _in_order(part: Part, name: str) -> Array:
    """Return a column, or the prints, of all rows that a file contributes, in their order."""
    if not part.blocks:
        return np.zeros(0, dtype=np.uint64)
    found = [block.prints if name == "prints" else block.columns[name] for block in part.blocks]
    whole = np.concatenate(found)
    return whole[_order(part)] if len(part.blocks) > 1 and len(whole) else whole


def _order(part: Part) -> Array:
    return np.argsort(np.concatenate([b.columns["_row"] for b in part.blocks]), kind="stable")


def _question(setting: Setting, old: AnswerFile, new: AnswerFile, count: int) -> Issue:
    facts: dict[str, object] = {
        "count": count,
        "other": old.name,
        "questionnaire": setting.questionnaire.id,
        "files": new.below,
        "replaces": old.below,
    }
    return Issue(code=GROWN, source=Source(file=new.name), facts=facts)
