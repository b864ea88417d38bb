"""The same respondents at two times: what pairs them, and how their values go together.

Only questionnaires whose ids name persons or accounts (``ids:``, or a customer list that has them),
and that promise no anonymity, come here: the numbers of forms would pair strangers. A pair is a
respondent who answered exactly once in each of two sets of rows. Their correlation is all that the
partially overlapping samples t-test needs beside the moments of either side.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from math import sqrt

import numpy as np

from csatreport.counts.count import (
    counted_items,
    looked_up,
    net_points,
    person_scores,
    rescaled_codes,
)
from csatreport.counts.rows import RowNumbers
from csatreport.statistics.arrays import Floats, Ints
from csatreport.statistics.change import Overlap
from csatreport.study.item import Kind, Role
from csatreport.study.policy import Ids

NOBODY = Overlap()


@dataclass(frozen=True, slots=True)
class Pairs:
    """Rows of the same respondents, now and before, in the order of their ids."""

    now: Ints
    before: Ints


@dataclass(frozen=True, kw_only=True, eq=False)
class People:
    """Respondents by row, with their values on 0-100 by series of item and of node."""

    ids: Ints
    items: dict[str, Floats]
    nodes: dict[str, Floats]
    nets: dict[str, Floats]
    """What answers to recommend questions count in a net score."""

    @classmethod
    def of(cls, rows: RowNumbers, listed: Collection[str] = ()) -> People:
        """Collect the values of all rows; empty where no respondent can ever be paired.

        ``listed`` are the ids of the customer list.
        """
        ids = named_ids(rows, listed)
        if not _repeats(ids):
            return cls(ids=ids, items={}, nodes={}, nets={})
        items: dict[str, Floats] = {}
        nodes: dict[str, Floats] = {}
        nets: dict[str, Floats] = {}
        first = 0
        for wave in rows.responses.waves:
            place = slice(first, first + wave.size)
            first = place.stop
            for item in counted_items(wave):
                if item.scored:
                    values = rescaled_codes(item, wave.column(item.id).astype(np.int64))
                    _put(items, item.series, values, place, len(rows.ids))
                if item.role is Role.RECOMMEND and item.kind is not Kind.SEVERAL:
                    values = looked_up(net_points(item), wave.column(item.id).astype(np.int64))
                    _put(nets, item.series, values, place, len(rows.ids))
            for series, values in person_scores(wave).items():
                _put(nodes, series, values, place, len(rows.ids))
        return cls(ids=ids, items=items, nodes=nodes, nets=nets)

    def pairs(self, now: Ints, before: Ints) -> Pairs | None:
        """Pair two sets of rows; None where nobody, or somebody more than once, is in one."""
        mine, theirs = now[self.ids[now] >= 0], before[self.ids[before] >= 0]
        if _repeats(self.ids[mine]) or _repeats(self.ids[theirs]):
            return None
        both, at_now, at_before = np.intersect1d(
            self.ids[mine], self.ids[theirs], assume_unique=True, return_indices=True
        )
        return Pairs(mine[at_now], theirs[at_before]) if len(both) else None


def named_ids(rows: RowNumbers, listed: Collection[str]) -> Ints:
    """Return a number for each row's person or account; -1 where its id names neither.

    Numbers of forms begin anew with every pad, so the same number twice is not the same person. An
    id that stands in the customer list is an account whatever the questionnaire says.
    """
    questionnaire = rows.responses.questionnaire
    if questionnaire.anonymity is not None:
        return np.full(len(rows.period), -1)
    if questionnaire.ids is not Ids.FORM:
        return rows.ids
    names = [name for name in listed if name]
    if not names:
        return np.full(len(rows.period), -1)
    return np.where(np.isin(rows.column("_id").astype(str), names), rows.ids, -1)


def overlap(values: Floats | None, pairs: Pairs | None) -> Overlap:
    """Return how many pairs have both values of a series, and how these correlate."""
    if values is None or pairs is None:
        return NOBODY
    now, before = values[pairs.now], values[pairs.before]
    known = ~(np.isnan(now) | np.isnan(before))
    now, before = now[known], before[known]
    if len(now) < 2:
        return Overlap(pairs=len(now))
    return Overlap(pairs=len(now), correlation=correlation(now, before))


def correlation(a: Floats, b: Floats) -> float:
    """Return Pearson's correlation; 0 where one side does not vary, for then it says nothing."""
    if np.ptp(a) == 0 or np.ptp(b) == 0:
        return 0.0
    a, b = a - a.mean(), b - b.mean()
    value = float((a * b).sum()) / sqrt(float((a * a).sum()) * float((b * b).sum()))
    return max(-1.0, min(1.0, value))


def _repeats(ids: Ints) -> bool:
    known = ids[ids >= 0]
    return len(np.unique(known)) < len(known)


def _put(into: dict[str, Floats], series: str, values: Floats, place: slice, rows: int) -> None:
    if series not in into:
        into[series] = np.full(rows, np.nan)
    into[series][place] = values
