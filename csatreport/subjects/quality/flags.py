"""Which responses look careless: every row looked at once, whatever is reported later.

Three signs, each judged only where it can be:

* *Straight-lining*: every answered question of a block has the same printed place ticked. A block
  is a run of closed questions with the same options, and it can be judged if it has at least eight
  questions, or if it mixes reversed and plain ones, so that the same place twice contradicts
  itself. At least half of it must be answered.
* *Speeding*: answered in less than a third of the median time of the same edition and period.
* *Twice*: every answer the same as in an earlier row of the same unit and minute.

A sign is no proof: ten times "very satisfied" may be meant. So rows are flagged and counted, and
never removed.

Sources: Meade and Craig (2012), Identifying careless responses in survey data, Psychological
Methods 17; Greszki, Meyer and Schoen (2015), Exploring the effects of removing "too fast"
responses, Public Opinion Quarterly 79.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from csatreport.answers.model import Intake, Responses, Wave
from csatreport.base.counted import clipped
from csatreport.base.errors import Issue, Source
from csatreport.counts.count import person_scores
from csatreport.statistics.arrays import Bools, Floats, Ints
from csatreport.study.edition import Edition
from csatreport.study.item import CLOSED, PAIRED, Item, Role
from csatreport.subjects.quality.soundness import CarelessSign

LONG = 8
"""So many questions in a row with the same place ticked are long, and make a block long."""
FASTEST = 1 / 3
"""Less than this part of the median time is too fast."""
LEAST_TIMED = 10
"""Fewer timed responses than this have no median to speak of."""
_APART = PAIRED | {Role.BACKGROUND}
"""Roles whose answers make no block: who answers, and what stands beside another item."""
SENT_TWICE = "A496"
_LISTED = 20
"""Most rows of one file that a warning lists."""
_ABOUT_ROW = frozenset({"_file", "_row", "_id", "_name", "_date", "_moment", "_seconds"})


@dataclass(frozen=True, kw_only=True, eq=False)
class Flags:
    """What was found about each row, over all waves laid end to end.

    ``judged`` and ``raised`` hold a column for each `CarelessSign`; ``longest`` the longest run of
    the same place ticked, 0 where nothing was; ``scores`` the person scores by series of the
    headline, NaN where there is none; ``timed`` whether it is known how long answering took.
    """

    judged: dict[CarelessSign, Bools]
    raised: dict[CarelessSign, Bools]
    longest: Ints
    scores: dict[str, Floats]
    timed: Bools

    @classmethod
    def of(cls, responses: Responses) -> Flags:
        """Look at all rows."""
        found = [_look(wave) for wave in responses.waves]
        return cls(
            judged={
                flag: _joined([f.judged[flag] for f in found], np.bool_) for flag in CarelessSign
            },
            raised={
                flag: _joined([f.raised[flag] for f in found], np.bool_) for flag in CarelessSign
            },
            longest=_joined([f.longest for f in found], np.int64),
            scores=_scores(found),
            timed=_joined([f.timed for f in found], np.bool_),
        )

    @property
    def any_raised(self) -> Bools:
        """Marks the rows with at least one flag."""
        return np.asarray(
            np.logical_or.reduce([self.raised[flag] for flag in CarelessSign]), np.bool_
        )


def _joined(parts: Sequence[np.ndarray], dtype: type) -> np.ndarray:
    return np.concatenate([np.empty(0, dtype), *parts]).astype(dtype)


def _scores(found: Sequence[Flags]) -> dict[str, Floats]:
    """Lay the scores of all waves end to end, series by series."""
    return {
        series: np.concatenate([f.scores.get(series, np.full(len(f.timed), np.nan)) for f in found])
        for series in dict.fromkeys(series for f in found for series in f.scores)
    }


def _look(wave: Wave) -> Flags:
    lines = [straight_lines(piece) for piece in wave.by_file()]
    measured, fast = _too_fast(wave)
    dated, twice = _sent_twice(wave)
    root = wave.edition.index
    return Flags(
        judged={
            CarelessSign.STRAIGHT: _joined([judged for judged, _ in lines], np.bool_),
            CarelessSign.FAST: measured,
            CarelessSign.TWICE: dated,
        },
        raised={
            CarelessSign.STRAIGHT: _joined([alike for _, alike in lines], np.bool_),
            CarelessSign.FAST: fast,
            CarelessSign.TWICE: twice,
        },
        longest=_joined([longest_runs(piece) for piece in wave.by_file()], np.int64),
        scores={} if root is None else {root.series: person_scores(wave)[root.series]},
        timed=~np.isnan(wave.column("_seconds")),
    )


def blocks(edition: Edition) -> tuple[tuple[Item, ...], ...]:
    """Return the runs of closed questions with the same option codes, in form order."""
    found: list[list[Item]] = []
    before: tuple[str, ...] = ()
    for item in edition.items:
        asked = item.kind in CLOSED and not item.personal and item.role not in _APART
        codes = tuple(option.code for option in item.options) if asked else ()
        if codes and codes == before:
            found[-1].append(item)
        elif codes:
            found.append([item])
        before = codes
    return tuple(tuple(block) for block in found)


def can_be_judged(block: Sequence[Item]) -> bool:
    """Tell whether the same place all the way down a block is a sign of carelessness."""
    return len(block) >= LONG or len({item.reversed for item in block}) > 1


def straight_lines(wave: Wave) -> tuple[Bools, Bools]:
    """Return which rows can be judged, and which ticked the same place down a whole block."""
    judged = np.zeros(wave.size, np.bool_)
    straight = np.zeros(wave.size, np.bool_)
    for block in filter(can_be_judged, blocks(wave.edition)):
        places = _places(wave, block)
        answered = places >= 0
        usable = 2 * answered.sum(axis=1) >= max(len(block), 4)
        if len(block) < LONG:
            turned = np.array([item.reversed for item in block])
            usable &= answered[:, turned].any(axis=1) & answered[:, ~turned].any(axis=1)
        lowest = np.where(answered, places, np.iinfo(np.int64).max).min(axis=1)
        judged |= usable
        straight |= usable & (lowest == places.max(axis=1))
    return judged, straight


def longest_runs(wave: Wave) -> Ints:
    """Return the longest run of the same place ticked in any block; a blank ends a run."""
    longest = np.zeros(wave.size, np.int64)
    for block in blocks(wave.edition):
        places = _places(wave, block)
        run = np.zeros(len(places), np.int64)
        before = np.full(len(places), -1)
        for column in places.T:
            run = np.where(column < 0, 0, np.where(column == before, run + 1, 1))
            longest, before = np.maximum(longest, run), column
    return longest


def _places(wave: Wave, block: Sequence[Item]) -> Ints:
    return np.column_stack([wave.column(item.id).astype(np.int64) for item in block])


def _too_fast(wave: Wave) -> tuple[Bools, Bools]:
    """Return which rows are timed among enough others, and which of them were too fast."""
    seconds = wave.column("_seconds").astype(np.float64)
    periods = wave.column("_period").astype(np.int64)
    judged, fast = np.zeros(len(seconds), np.bool_), np.zeros(len(seconds), np.bool_)
    for period in np.unique(periods[~np.isnan(seconds)]).tolist():
        timed = (periods == period) & ~np.isnan(seconds)
        if int(timed.sum()) >= LEAST_TIMED:
            judged |= timed
            fast |= timed & (seconds < FASTEST * float(np.median(seconds[timed])))
    return judged, fast


def _sent_twice(wave: Wave) -> tuple[Bools, Bools]:
    """Return which rows have a time of day, and which repeat an earlier one of the same minute."""
    moments = wave.column("_moment").astype("datetime64[s]")
    timed = ~np.isnat(moments)
    twice = np.zeros(len(moments), np.bool_)
    if not timed.any():
        return timed, twice
    # It takes a third of a second to load.
    import pandas as pd  # noqa: PLC0415

    minutes = {
        "_minute": moments[timed].astype("datetime64[m]"),
        "_unit": wave.column("_unit")[timed],
    }
    # Only rows of the same minute and unit need be looked at with all their answers.
    near = np.flatnonzero(timed)[pd.DataFrame(minutes).duplicated(keep=False).to_numpy()]
    if len(near):
        answers = {name: wave.column(name)[near] for name in wave.names if name not in _ABOUT_ROW}
        answers["_minute"] = moments[near].astype("datetime64[m]")
        twice[near] = pd.DataFrame(answers).duplicated(keep="first").to_numpy()
    return timed, twice


def check_twice(responses: Responses) -> tuple[Issue, ...]:
    """Warn (A496), once a file, of rows that look like a form that was sent twice."""
    files, rows = [], []
    for wave in responses.waves:
        _, twice = _sent_twice(wave)
        files.append(wave.column("_file").astype(np.int64)[twice])
        rows.append(wave.column("_row").astype(np.int64)[twice])
    file, row = _joined(files, np.int64), _joined(rows, np.int64)
    return tuple(
        _twice_in(responses.intake, place, np.sort(row[file == place]).tolist())
        for place in np.unique(file).tolist()
    )


def _twice_in(intake: Intake, place: int, rows: list[int]) -> Issue:
    shown = clipped([str(row) for row in rows], _LISTED)
    return Issue.warning(
        SENT_TWICE, Source(file=intake.files[place].file, row=rows[0]), count=len(rows), rows=shown
    )
