"""Rows that say again what another row says: the same row in two files, and an id that comes twice.

A row of another file that agrees in every cell, and carries an id or a time of day, is the same
row: an export was fetched twice, or has grown. It counts once, whatever the rule for duplicates
says. Equal rows within one file are people; if both files hold two of them, they are two.

The rule is for rows with the same id in the same period that differ. Nobody knows which of two in
one file is right, so ``refuse`` takes neither; but what a later file says never throws out a row
that was read before.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import pandas as pd

from csatreport.responses.coding import Array
from csatreport.survey.model import DuplicateRule

SAME_ROW = "A428"
DUPLICATE = "A426"

NOBODY = -1
"""Stands in place of a row where there is none."""


@dataclass(frozen=True, kw_only=True)
class Rows:
    """What tells the rows of all files apart, in the order of files and rows."""

    file: Array
    id: Array
    period: Array
    moment: Array
    print: Array


@dataclass(frozen=True, kw_only=True)
class Repeats:
    """Which rows do not count, and for each of them a row with the same id or the same cells.

    ``same`` and ``twice`` are marks; ``beside`` holds places of rows, or `NOBODY`.
    """

    same: Array
    twice: Array
    beside: Array


def find_repeats(rows: Rows, rule: DuplicateRule) -> Repeats:
    """Find the rows that do not count because another one does, or because they contradict."""
    beside = np.full(len(rows.id), NOBODY, dtype=np.int64)
    same = _find_same(rows, beside)
    named = np.flatnonzero(~same & (rows.id != ""))
    pairs = pd.DataFrame({"id": rows.id[named], "period": rows.period[named]})
    later = pairs.duplicated(keep="last" if rule is DuplicateRule.LAST else "first").to_numpy()
    if later.any():
        if rule is DuplicateRule.REFUSE:
            within = pairs.assign(file=rows.file[named]).duplicated(keep=False)
            later = later | within.to_numpy()
        _set_beside(pairs, named, named[later], beside, last=rule is DuplicateRule.LAST)
    twice = np.zeros(len(same), dtype=np.bool_)
    twice[named[later]] = True
    return Repeats(same=same, twice=twice, beside=beside)


def _find_same(rows: Rows, beside: Array) -> Array:
    """Mark the rows that an earlier file holds too; note these as being beside them."""
    same = np.zeros(len(rows.id), dtype=np.bool_)
    if not len(same) or (rows.file == rows.file[0]).all():
        return same
    known = (rows.id != "") | ~np.isnat(rows.moment)
    known &= pd.Series(rows.print).duplicated(keep=False).to_numpy()
    places = np.flatnonzero(known)
    if not places.size:
        return same
    keys = pd.DataFrame({"period": rows.period[places], "print": rows.print[places]})
    keys["nth"] = keys.assign(file=rows.file[places]).groupby([*keys, "file"]).cumcount()
    again = keys.duplicated().to_numpy()
    group = keys.groupby([*keys], sort=False).ngroup().to_numpy()
    _, first = np.unique(group, return_index=True)
    same[places[again]] = True
    beside[places[again]] = places[first[group[again]]]
    return same


def _set_beside(
    pairs: pd.DataFrame, named: Array, out: Array, beside: Array, *, last: bool
) -> None:
    """Note beside each row that is out the first (or last) other one of its id and period."""
    alike = pairs.duplicated(keep=False).to_numpy()
    groups: dict[tuple[str, int], list[int]] = defaultdict(list)
    keys = zip(pairs["id"][alike], pairs["period"][alike], strict=True)
    of_place = dict(zip(named[alike].tolist(), keys, strict=True))
    for place, key in of_place.items():
        groups[key].append(place)
    for place in out.tolist():
        first, second, *_ = groups[of_place[place]][:: -1 if last else 1]
        beside[place] = second if first == place else first
