"""Groups of people: the headline and every question by what people say about themselves.

A background question parts the answers of a unit and period into groups. Each group is set against
everybody else, because a group is part of the whole and would otherwise be compared with itself.
Two background questions crossed make a table of counts and indices. All groups of one background
question are one family, and so are all questions it may divide.

Sums are exact whole numbers (see `csatreport.measures.tally`), so that the order of rows and files
changes no figure; everybody else is the whole minus the group.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from csatreport.measures.association import chi_square, newcombe
from csatreport.measures.change import benjamini_hochberg, compare, decide, independent
from csatreport.measures.count import Floats, Ints, counted_items, moments_by_group, person_scores
from csatreport.measures.means import Sample, estimate_index, sample_of_moments
from csatreport.measures.model import Against, Change
from csatreport.measures.parts import Crosstab, Division, Group, Segment
from csatreport.measures.proportions import share_of
from csatreport.measures.rows import Rows
from csatreport.measures.tally import Moments
from csatreport.measures.weights import sample_of_mean, weighted_mean
from csatreport.responses.model import Wave
from csatreport.survey.model import CLOSED, Edition, Item, Kind, Role

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
        weights: Floats | None = None,
    ) -> tuple[Segment, ...]:
        """Return the groups of some rows, by each background question, or by those ``wanted``.

        ``weights`` are those of the rows, NaN where one has none.
        """
        found = background_items(edition)
        asked = (item for item in found if wanted is None or item.id in wanted)
        return tuple(self._segment(item, edition, rows, weights) for item in asked)

    def crossed(
        self,
        rows: Ints,
        edition: Edition,
        pairs: Iterable[tuple[str, str]],
        weights: Floats | None = None,
    ) -> tuple[Crosstab, ...]:
        """Return the tables of pairs of background questions, by id."""
        known = {item.id: item for item in background_items(edition)}
        return tuple(
            self._crosstab(known[one], known[other], edition, rows, weights)
            for one, other in pairs
            if one in known and other in known
        )

    def _segment(self, item: Item, edition: Edition, rows: Ints, weights: Floats | None) -> Segment:
        """Part some rows by one question; the last group did not say, and is left out if empty."""
        key, size = self._groups(item, rows), len(item.options) + 1
        sizes = np.bincount(key, minlength=size).tolist()
        samples, rests = self._sides(edition, key, rows, size, weights)
        changes = self._judged(samples, rests)
        options: list[int | None] = [*range(len(item.options)), None]
        return Segment(
            item=item,
            groups=tuple(
                Group(
                    option=option,
                    n=n,
                    score=estimate_index(sample) if edition.index is not None else None,
                    sd=sample.sd,
                    versus=change,
                )
                for option, n, sample, change in zip(options, sizes, samples, changes, strict=True)
                if n or option is not None
            ),
            divisions=self._divisions(edition, key, rows, size, weights),
        )

    def _sides(
        self, edition: Edition, key: Ints, rows: Ints, size: int, weights: Floats | None
    ) -> tuple[list[Sample], list[Sample]]:
        """Return the scores of each group, and those of everybody else."""
        if weights is not None and edition.index is not None:
            scores = self.scores(edition.index.series)[rows]
            groups = [key == group for group in range(size)]
            return (
                [_weighted(scores, weights, inside) for inside in groups],
                [_weighted(scores, weights, ~inside) for inside in groups],
            )
        moments = self._scores_by(edition, key, rows, size)
        whole = sum(moments, start=Moments())
        return (
            [sample_of_moments(part) for part in moments],
            [sample_of_moments(_without(whole, part)) for part in moments],
        )

    def _judged(
        self, samples: Sequence[Sample], rests: Sequence[Sample]
    ) -> tuple[Change | None, ...]:
        """Test each group against everybody else, as one family."""
        made = [
            compare(one, rest, independent(one, rest), Against.REST, None)
            if one.n and rest.n
            else None
            for one, rest in zip(samples, rests, strict=True)
        ]
        return decide(made, self.rows.responses.questionnaire.smallest_index_change)

    def _groups(self, item: Item, rows: Ints) -> Ints:
        """Return each row's group: the option's place, or one behind the last where none."""
        codes = self.codes(item.series, rows)
        return np.where(codes < 0, len(item.options), codes)

    def _scores_by(self, edition: Edition, key: Ints, rows: Ints, size: int) -> list[Moments]:
        root = edition.index
        if root is None or root.series not in self._scores:
            return [Moments()] * size
        return moments_by_group(self._scores[root.series][rows], key, size)

    def _divisions(
        self, edition: Edition, key: Ints, rows: Ints, size: int, weights: Floats | None
    ) -> tuple[Division, ...]:
        """Test every judged question for a difference between the groups that said something."""
        told = key < size - 1
        made = []
        for item in judged_closed(edition):
            if item.series not in self._asked:
                continue
            answers = self.codes(item.series, rows)
            used = told & (answers >= 0)
            if weights is not None:
                used &= ~np.isnan(weights)
            own = weights[used] if weights is not None else None
            made.append(_division(item, key[used], answers[used], size - 1, own))
        return corrected(made)

    def _crosstab(
        self, one: Item, other: Item, edition: Edition, rows: Ints, weights: Floats | None
    ) -> Crosstab:
        key, across = self._groups(one, rows), self._groups(other, rows)
        width = len(other.options) + 1
        cell, size = key * width + across, (len(one.options) + 1) * width
        counts = np.bincount(cell, minlength=size).reshape(-1, width).tolist()
        scores, _ = self._sides(edition, cell, rows, size, weights)
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


def _without(whole: Moments, part: Moments) -> Moments:
    return Moments(whole.n - part.n, whole.total - part.total, whole.squares - part.squares)


def _weighted(scores: Floats, weights: Floats, inside: np.ndarray) -> Sample:
    used = inside & ~np.isnan(scores) & ~np.isnan(weights)
    return sample_of_mean(weighted_mean(scores[used], weights[used]))


def _division(item: Item, key: Ints, codes: Ints, size: int, weights: Floats | None) -> Division:
    """Set one question's answers of the groups beside each other.

    Weighted answers are counted by weight, scaled to the number of unweighted ones that they are
    worth: each group's own for its share, that of all together for the test of shapes.
    """
    width = len(item.options)
    cell, good = key * width + codes, sorted(item.good)
    bases = np.bincount(key, minlength=size)
    raw = np.bincount(cell, weights=weights, minlength=size * width).reshape(size, width)
    table, shapes = raw, raw
    if weights is not None and len(weights):
        squares = np.bincount(key, weights=weights * weights, minlength=size)
        table = (
            raw
            * np.divide(raw.sum(axis=1), squares, out=np.zeros(size), where=squares > 0)[:, None]
        )
        shapes = raw * (weights.sum() / (weights * weights).sum())
    counts, sizes = table[:, good].sum(axis=1).tolist(), table.sum(axis=1).tolist()
    gaps = [
        newcombe(count, n, sum(counts) - count, sum(sizes) - n)
        for count, n in zip(counts, sizes, strict=True)
    ]
    known = [place for place, gap in enumerate(gaps) if gap is not None and sizes[place]]
    widest = max(
        known, key=lambda n: abs(gap.difference) if (gap := gaps[n]) else 0.0, default=None
    )
    return Division(
        item=item,
        shares=tuple(
            share_of(count, n, base)
            for count, n, base in zip(counts, sizes, bases.tolist(), strict=True)
        ),
        shape=chi_square(shapes.tolist()),
        widest=widest,
        gap=gaps[widest] if widest is not None else None,
    )


def corrected(made: Sequence[Division]) -> tuple[Division, ...]:
    """Correct the tests of all questions for being looked at together; one not tested is out."""
    ps = [division.shape.p for division in made if division.shape is not None]
    qs = iter(benjamini_hochberg(ps))
    return tuple(
        division if division.shape is None else replace(division, q=next(qs), family=len(ps))
        for division in made
    )
