"""Groups of people: the headline and every question by what people say about themselves.

A background question parts the answers of a unit and period into groups. Each group's headline is
set against that of everybody else (`csatreport.measures.crowd`), and every question is tested for
a difference between the groups (`csatreport.measures.divisions`). A report looks at all of them at
once, so there are two families: the groups of all its background questions, and all pairs of a
question and a background question. Two background questions crossed make a table of counts and
indices. Units are no groups of people: the funnel alone judges them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from csatreport.measures.association import chi_square
from csatreport.measures.change import benjamini_hochberg, decide
from csatreport.measures.count import Floats, Ints, counted_items, person_scores
from csatreport.measures.crowd import Crowd
from csatreport.measures.divisions import divide
from csatreport.measures.means import estimate_index
from csatreport.measures.parts import Crosstab, Division, Group, Segment
from csatreport.measures.rows import Rows
from csatreport.measures.weighing import Weighing
from csatreport.responses.model import Wave
from csatreport.survey.model import CLOSED, Edition, Item, Kind, Questionnaire, Role

_ABSENT = -1


@dataclass(frozen=True, kw_only=True, eq=False)
class Segments:
    """The answers of all rows, by series: what groups are made of, and what they score."""

    rows: Rows
    _codes: dict[str, np.ndarray] = field(default_factory=dict, repr=False)

    def within(
        self,
        rows: Ints,
        edition: Edition,
        wanted: Collection[str] | None,
        weighing: Weighing | None = None,
    ) -> tuple[Segment, ...]:
        """Return the groups of some rows, by each background question, or by those ``wanted``.

        ``weighing`` is that of the rows, in their order.
        """
        found, crowd = background_items(edition), self._crowd(edition, rows, weighing)
        asked = (item for item in found if wanted is None or item.id in wanted)
        made = (self._segment(item, edition, crowd, rows) for item in asked)
        return judged(made, self.rows.responses.questionnaire)

    def crossed(
        self,
        rows: Ints,
        edition: Edition,
        pairs: Iterable[tuple[str, str]],
        weighing: Weighing | None = None,
    ) -> tuple[Crosstab, ...]:
        """Return the tables of pairs of background questions, by id."""
        known = {item.id: item for item in background_items(edition)}
        crowd = self._crowd(edition, rows, weighing)
        return tuple(
            self._crosstab(known[one], known[other], crowd, rows)
            for one, other in pairs
            if one in known and other in known
        )

    def _segment(self, item: Item, edition: Edition, crowd: Crowd, rows: Ints) -> Segment:
        """Part some rows by one question; the last group did not say, and is left out if empty."""
        key, size = self._groups(item, rows), len(item.options) + 1
        sizes = np.bincount(key, minlength=size).tolist()
        options: list[int | None] = [*range(len(item.options)), None]
        return Segment(
            item=item,
            groups=tuple(
                Group(
                    option=option,
                    n=n,
                    score=estimate_index(one.sample) if edition.index is not None else None,
                    sd=one.sample.sd,
                    versus=crowd.versus(one, rest),
                )
                for option, n, (one, rest) in zip(
                    options, sizes, crowd.sides(key, size), strict=True
                )
                if n or option is not None
            ),
            divisions=self._divisions(edition, key, rows, size, crowd.weights),
        )

    def _crowd(self, edition: Edition, rows: Ints, weighing: Weighing | None) -> Crowd:
        """Return the headline scores of some rows; of nobody where there is no index."""
        root = edition.index
        scores = self.scores(root.series if root is not None else "")
        return Crowd(scores=scores[rows], weighing=weighing)

    def _groups(self, item: Item, rows: Ints) -> Ints:
        """Return each row's group: the option's place, or one behind the last where none."""
        codes = self.codes(item.series, rows)
        return np.where(codes < 0, len(item.options), codes)

    def _divisions(
        self, edition: Edition, key: Ints, rows: Ints, size: int, weights: Floats | None
    ) -> tuple[Division, ...]:
        """Set the answers of the groups that said something beside each other, by question."""
        told, made = key < size - 1, []
        for item in judged_closed(edition):
            if item.series not in self._asked:
                continue
            answers = self.codes(item.series, rows)
            used = told & (answers >= 0)
            if weights is not None:
                used &= ~np.isnan(weights)
            own = weights[used] if weights is not None else None
            made.append(divide(item, key[used], answers[used], size - 1, own))
        return tuple(made)

    def _crosstab(self, one: Item, other: Item, crowd: Crowd, rows: Ints) -> Crosstab:
        key, across = self._groups(one, rows), self._groups(other, rows)
        width = len(other.options) + 1
        cell, size = key * width + across, (len(one.options) + 1) * width
        counts = np.bincount(cell, minlength=size).reshape(-1, width).tolist()
        scores = [cell.sample for cell, _ in crowd.sides(cell, size)]
        return Crosstab(
            rows=one,
            columns=other,
            counts=tuple(map(tuple, counts)),
            scores=tuple(
                tuple(estimate_index(scores[row * width + column]) for column in range(width))
                for row in range(len(counts))
            ),
            shape=chi_square([row[:-1] for row in counts[:-1]]),
        )

    def codes(self, series: str, rows: Ints) -> Ints:
        """Return a closed item's option place in some rows of all waves; below 0 where none."""
        if series not in self._codes:
            self._codes[series] = self._code(series)
        return self._codes[series][rows].astype(np.int64)

    def _code(self, series: str) -> np.ndarray:
        """Lay a closed item's answers out over all rows, a byte each."""
        found = [np.empty(0, np.int8)]
        for wave in self.rows.responses.waves:
            item = _asked(wave).get(series)
            absent = np.full(wave.size, _ABSENT, np.int8)
            found.append(absent if item is None else wave.column(item.id))
        return np.concatenate(found)

    @cached_property
    def _asked(self) -> frozenset[str]:
        """The series of closed items that any wave asks."""
        return frozenset(s for wave in self.rows.responses.waves for s in _asked(wave))

    def scores(self, series: str) -> Floats:
        """Return a node's score in each row of all waves; NaN where none.

        Of the headline; of every branch only where answers are weighted.
        """
        found = self._scores.get(series)
        return np.full(len(self.rows.unit), np.nan) if found is None else found

    @cached_property
    def _scores(self) -> dict[str, Floats]:
        """Each row's scores by series; NaN where it has none."""
        total = len(self.rows.unit)
        weighted = self.rows.responses.questionnaire.weights is not None
        found: dict[str, Floats] = {}
        first = 0
        for wave in self.rows.responses.waves:
            last, root = first + wave.size, wave.edition.index
            for series, values in person_scores(wave).items():
                if weighted or (root is not None and series == root.series):
                    found.setdefault(series, np.full(total, np.nan))[first:last] = values
            first = last
        return found


def _asked(wave: Wave) -> dict[str, Item]:
    return {item.series: item for item in counted_items(wave) if item.kind is not Kind.SEVERAL}


def background_items(edition: Edition) -> tuple[Item, ...]:
    """Return the background questions that part people into groups: closed, one answer each."""
    return tuple(
        item
        for item in edition.with_role(Role.BACKGROUND)
        if item.kind in CLOSED and not item.personal
    )


def judged_closed(edition: Edition) -> tuple[Item, ...]:
    """Return the closed questions with favourable answers, in form order."""
    roles = (Role.RATED, Role.OVERALL, Role.RECOMMEND)
    found = edition.with_role(*roles)
    return tuple(i for i in found if i.kind in CLOSED and i.good and not i.personal)


def judged(segments: Iterable[Segment], questionnaire: Questionnaire) -> tuple[Segment, ...]:
    """Judge all groups of a report together, and all questions that they may divide.

    Two families: the headline of every group, and every question by every background question.
    What could not be tested, or is not shown, is in neither.
    """
    found = tuple(segments)
    groups = [group for segment in found for group in segment.groups]
    changes = iter(decide([group.versus for group in groups], questionnaire.smallest_index_change))
    divisions = iter(corrected([one for segment in found for one in segment.divisions]))
    return tuple(
        replace(
            segment,
            groups=tuple(replace(group, versus=next(changes)) for group in segment.groups),
            divisions=tuple(next(divisions) for _ in segment.divisions),
        )
        for segment in found
    )


def corrected(made: Sequence[Division]) -> tuple[Division, ...]:
    """Correct the tests of all questions for being looked at together; one not tested is out."""
    ps = [division.test.p for division in made if division.test is not None]
    qs = iter(benjamini_hochberg(ps))
    return tuple(
        division if division.test is None else replace(division, q=next(qs), family=len(ps))
        for division in (replace(one, q=None, family=0) for one in made)
    )
