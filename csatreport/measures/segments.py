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
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from csatreport.measures.association import chi_square, newcombe
from csatreport.measures.change import benjamini_hochberg, compare, decide, independent
from csatreport.measures.count import Floats, Ints, counted_items, moments_by_group, person_scores
from csatreport.measures.means import Sample, estimate_index, sample_of_moments
from csatreport.measures.model import Against, Change, Estimate
from csatreport.measures.parts import Crosstab, Division, Group, Segment
from csatreport.measures.proportions import estimate_share
from csatreport.measures.rows import Rows
from csatreport.measures.tally import ItemTally, Moments, count_of
from csatreport.survey.model import CLOSED, Edition, Item, Kind, Role

_ABSENT = -1


@dataclass(frozen=True, kw_only=True, eq=False)
class Segments:
    """The answers of all rows, by series: what groups are made of, and what they score."""

    rows: Rows

    def within(
        self, rows: Ints, edition: Edition, wanted: Collection[str] | None
    ) -> tuple[Segment, ...]:
        """Return the groups of some rows, by each background question, or by those ``wanted``."""
        found = background_items(edition)
        asked = (item for item in found if wanted is None or item.id in wanted)
        return tuple(self._segment(item, edition, rows) for item in asked)

    def crossed(
        self, rows: Ints, edition: Edition, pairs: Iterable[tuple[str, str]]
    ) -> tuple[Crosstab, ...]:
        """Return the tables of pairs of background questions, by id."""
        known = {item.id: item for item in background_items(edition)}
        return tuple(
            self._crosstab(known[one], known[other], edition, rows)
            for one, other in pairs
            if one in known and other in known
        )

    def _segment(self, item: Item, edition: Edition, rows: Ints) -> Segment:
        """Part some rows by one question; the last group did not say, and is left out if empty."""
        key, size = self._groups(item, rows), len(item.options) + 1
        sizes = np.bincount(key, minlength=size).tolist()
        scores = self._scores_by(edition, key, rows, size)
        whole = sum(scores, start=Moments())
        samples = [sample_of_moments(part) for part in scores]
        rests = [sample_of_moments(_without(whole, part)) for part in scores]
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
            divisions=self._divisions(edition, key, rows, size),
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
        codes = self.codes(item.series)[rows] if item.series in self._codes else None
        if codes is None:
            return np.full(len(rows), len(item.options), np.int64)
        return np.where(codes < 0, len(item.options), codes).astype(np.int64)

    def _scores_by(self, edition: Edition, key: Ints, rows: Ints, size: int) -> list[Moments]:
        root = edition.index
        if root is None or root.series not in self._scores:
            return [Moments()] * size
        return moments_by_group(self._scores[root.series][rows], key, size)

    def _divisions(
        self, edition: Edition, key: Ints, rows: Ints, size: int
    ) -> tuple[Division, ...]:
        """Test every judged question for a difference between the groups that said something."""
        told = key < size - 1
        made = []
        for item in judged_closed(edition):
            codes = self._codes.get(item.series)
            if codes is None:
                continue
            answers = codes[rows]
            used = told & (answers >= 0)
            width = len(item.options)
            table = np.bincount(
                key[used] * width + answers[used], minlength=(size - 1) * width
            ).reshape(size - 1, width)
            made.append(_division(item, table.tolist()))
        return corrected(made)

    def _crosstab(self, one: Item, other: Item, edition: Edition, rows: Ints) -> Crosstab:
        key, across = self._groups(one, rows), self._groups(other, rows)
        width = len(other.options) + 1
        cell, size = key * width + across, (len(one.options) + 1) * width
        counts = np.bincount(cell, minlength=size).reshape(-1, width).tolist()
        scores = [sample_of_moments(m) for m in self._scores_by(edition, cell, rows, size)]
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

    def codes(self, series: str) -> Ints:
        """Return a closed item's option place in each row of all waves; below 0 where none."""
        found = self._codes.get(series)
        return np.full(len(self.rows.unit), _ABSENT, np.int64) if found is None else found

    def scores(self, series: str) -> Floats:
        """Return the headline score of each row of all waves; NaN where none."""
        found = self._scores.get(series)
        return np.full(len(self.rows.unit), np.nan) if found is None else found

    @cached_property
    def _codes(self) -> dict[str, Ints]:
        """Every closed item's option place in each row of all waves; below 0 where none."""
        total = len(self.rows.unit)
        found: dict[str, Ints] = {}
        first = 0
        for wave in self.rows.responses.waves:
            last = first + len(wave.frame)
            for item in counted_items(wave):
                if item.kind is not Kind.SEVERAL:
                    column = found.setdefault(item.series, np.full(total, _ABSENT, np.int64))
                    column[first:last] = wave.frame[item.id].to_numpy(np.int64)
            first = last
        return found

    @cached_property
    def _scores(self) -> dict[str, Floats]:
        """Each row's headline score by series; NaN where it has none."""
        total = len(self.rows.unit)
        found: dict[str, Floats] = {}
        first = 0
        for wave in self.rows.responses.waves:
            last = first + len(wave.frame)
            root = wave.edition.index
            if root is not None:
                column = found.setdefault(root.series, np.full(total, np.nan))
                column[first:last] = person_scores(wave)[root.series]
            first = last
        return found


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


def _division(item: Item, table: list[list[int]]) -> Division:
    """Set one question's answers of the groups beside each other."""
    tallies = [ItemTally(tuple(row)) for row in table]
    shares: list[Estimate | None] = [estimate_share(count_of(item.good, t), t.n) for t in tallies]
    whole = ItemTally(tuple(map(sum, zip(*table, strict=True))))
    good = count_of(item.good, whole)
    gaps = [
        newcombe(count_of(item.good, t), t.n, good - count_of(item.good, t), whole.n - t.n)
        for t in tallies
    ]
    known = [place for place, gap in enumerate(gaps) if gap is not None and tallies[place].n]
    widest = max(
        known, key=lambda n: abs(gap.difference) if (gap := gaps[n]) else 0.0, default=None
    )
    return Division(
        item=item,
        shares=tuple(shares),
        shape=chi_square(table),
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
