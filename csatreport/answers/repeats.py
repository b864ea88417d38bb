"""Rows that say again what another row says: the same row in two files, and an id that comes twice.

A row of another file that agrees in every cell, and carries an id or a time of day, is the same
row: an export was fetched twice, or has grown. It counts once, whatever the rule for duplicates
says. Equal rows within one file are people; if both files hold two of them, they are two.

The rule is for rows with the same id in the same period that differ. Nobody knows which of two in
one file is right, so ``refuse`` takes neither; but what a later file says never throws out a row
that was read before. ``last`` takes what was said last, also where that had been said once before.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from csatreport.answers.cells.plain import Array
from csatreport.study.policy import DuplicateRule

if TYPE_CHECKING:
    import pandas as pd

SAME_ROW = "A428"
DUPLICATE = "A426"

NOBODY = -1
"""Stands in place of a row where there is none."""


@dataclass(frozen=True, kw_only=True)
class RowPrints:
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


def find_repeats(rows: RowPrints, rule: DuplicateRule) -> Repeats:
    """Find the rows that do not count because another one does, or because they contradict."""
    beside = np.full(len(rows.id), NOBODY, dtype=np.int64)
    same = _find_same(rows, beside)
    twice = np.zeros(len(same), dtype=np.bool_)
    find = _all_but_last if rule is DuplicateRule.LAST else _all_but_first
    twice[find(rows, rule, same, beside)] = True
    return Repeats(same=same, twice=twice, beside=beside)


def _all_but_first(rows: RowPrints, rule: DuplicateRule, same: Array, beside: Array) -> Array:
    """Return the rows that go because of an earlier one, or of one beside them that differs."""
    named = np.flatnonzero(~same & (rows.id != ""))
    if _all_differ(rows.id[named]):
        return named[:0]
    import pandas as pd  # noqa: PLC0415 - most answers do not need it, and it takes long to load

    pairs = pd.DataFrame({"id": rows.id[named], "period": rows.period[named]})
    later = pairs.duplicated().to_numpy()
    if later.any():
        if rule is DuplicateRule.REFUSE:
            within = pairs.assign(file=rows.file[named]).duplicated(keep=False)
            later = later | within.to_numpy()
        _set_beside(pairs, named, named[later], beside)
    return np.asarray(named[later])


def _all_but_last(rows: RowPrints, _: DuplicateRule, same: Array, beside: Array) -> Array:
    """Return the rows that a later one with the same id replaces.

    Where the last one says again what an earlier file says, the row of that file stands.
    """
    named = np.flatnonzero(rows.id != "")
    if _all_differ(rows.id[named]):
        return named[:0]
    import pandas as pd  # noqa: PLC0415 - see above

    pairs = pd.DataFrame({"id": rows.id[named], "period": rows.period[named]})
    alike = pairs.duplicated(keep=False).to_numpy()
    named, pairs = named[alike], pairs[alike]
    group = pairs.groupby(["id", "period"], sort=False).ngroup().to_numpy()
    last = np.flatnonzero(~pairs.duplicated(keep="last").to_numpy())
    standing = np.zeros(len(last), dtype=np.int64)
    standing[group[last]] = np.where(same[named[last]], beside[named[last]], named[last])
    out = (standing[group] != named) & ~same[named]
    beside[named[out]] = standing[group[out]]
    return np.asarray(named[out])


def _find_same(rows: RowPrints, beside: Array) -> Array:
    """Mark the rows that an earlier file holds too; note these as being beside them."""
    same = np.zeros(len(rows.id), dtype=np.bool_)
    if not len(same) or (rows.file == rows.file[0]).all():
        return same
    known = (rows.id != "") | ~np.isnat(rows.moment)
    if _all_differ(rows.print[known]):
        return same
    import pandas as pd  # noqa: PLC0415 - see above

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


def _all_differ(values: Array) -> bool:
    return len(set(values.tolist())) == len(values)


def _set_beside(pairs: pd.DataFrame, named: Array, out: Array, beside: Array) -> None:
    """Note beside each row that is out the first other one of its id and period."""
    alike = pairs.duplicated(keep=False).to_numpy()
    groups: dict[tuple[str, int], list[int]] = defaultdict(list)
    keys = zip(pairs["id"][alike], pairs["period"][alike], strict=True)
    of_place = dict(zip(named[alike].tolist(), keys, strict=True))
    for place, key in of_place.items():
        groups[key].append(place)
    for place in out.tolist():
        first, second, *_ = groups[of_place[place]]
        beside[place] = second if first == place else first
