"""Short nodes of the index, exactly: who answered which of their questions, and what.

A person's score is the mean of what they answered. Those who answered all questions of a node give
each answer the same part in it; of those who left some out the part hangs on how many these are. So
people are parted by what they answered: of two questions there are few such parts, and
with the answers of each part as amounts of their own the index is a plain sum. Of longer nodes the
audit ties scores and answers as far as what was left out leaves open (`Tree`).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import NamedTuple

from csatreport.privacy.audit.algebra import INFINITE, Program, Sum, UnknownName, minus
from csatreport.privacy.audit.equations import Question, forms, score
from csatreport.privacy.audit.public import Atom
from csatreport.privacy.audit.solve import Step
from csatreport.study.item import Missing

MOST = 2
"""Nodes of so many questions are tied exactly: of three it takes the integer programme minutes."""


class AnsweredPart(NamedTuple):
    """People who answered some questions of a node and left others out; whether they score."""

    answered: tuple[int, ...]
    scored: bool


@dataclass(frozen=True, eq=False)
class ShortNode:
    """A node of few questions whose scores are the means of answers."""

    series: str
    asked: tuple[Question, ...]

    @cached_property
    def parts(self) -> tuple[AnsweredPart, ...]:
        """All who left something out; whom a question does not concern may score with less."""
        size = len(self.asked)
        found = [AnsweredPart((), False)]
        for some in (one for n in range(1, size) for one in combinations(range(size), n)):
            found.append(AnsweredPart(some, True))
            found += [AnsweredPart(some, False)] if 2 * len(some) < size else []
        return tuple(found)

    def people(self, atom: Atom, part: AnsweredPart) -> UnknownName:
        """Return how many people are in a part."""
        return atom, f"{self._name(part)}.people", 0

    def option(self, atom: Atom, part: AnsweredPart, question: int, place: int) -> UnknownName:
        """Return how many of a part ticked an option."""
        return atom, f"{self._name(part)}.{self.asked[question].series}", place

    def _name(self, part: AnsweredPart) -> str:
        return f"{self.series}:{'+'.join(map(str, part.answered))}:{int(part.scored)}"

    def places(self, question: int) -> Iterator[tuple[int, float]]:
        """Yield the options of a question that have points, with these."""
        for place, points in enumerate(self.asked[question].points):
            if points is not None:
                yield place, points

    def tie(self, program: Program, atom: Atom) -> None:
        """Tie the parts to forms, answers and scores."""
        for number, one in enumerate(self.asked):
            for place, _ in self.places(number):
                ticked = dict.fromkeys(self.of(atom, number, place), 1.0)
                rest = minus(ticked, 1.0, one.option([atom], place))
                program.require(rest, -INFINITE, 0.0)
            without = {self.people(atom, p): 1.0 for p in self.parts if number not in p.answered}
            everybody = minus(forms([atom]), 1.0, score([atom], one.series, 0))
            program.equal(minus(without, 1.0, everybody), 0.0)
        for part in self.parts:
            for number in part.answered:
                ticks = (self.option(atom, part, number, place) for place, _ in self.places(number))
                base = {self.people(atom, part): 1.0}
                program.equal(minus(dict.fromkeys(ticks, 1.0), 1.0, base), 0.0)
        apart = {self.people(atom, part): 1.0 for part in self.parts}
        program.require(minus(apart, 1.0, forms([atom])), -INFINITE, 0.0)
        unscored = {self.people(atom, part): 1.0 for part in self.parts if not part.scored}
        scored = minus(forms([atom]), 1.0, unscored)
        program.equal(minus(score([atom], self.series, 0), 1.0, scored), 0.0)
        program.equal(self._gap(atom), 0.0)

    def _gap(self, atom: Atom) -> Sum:
        """Return what the scores are more than those of the parts and of all others."""
        size = len(self.asked)
        gap = dict(score([atom], self.series, 1))
        for one in self.asked:
            gap = minus(gap, 1 / size, score([atom], one.series, 1))
        for part in self.parts:
            share = (1 / len(part.answered) if part.scored else 0.0) if part.answered else 0.0
            for number in part.answered:
                for place, points in self.places(number):
                    gap[self.option(atom, part, number, place)] = points * (1 / size - share)
        return gap

    def of(self, atom: Atom, question: int, place: int, without: int = -1) -> Iterator[UnknownName]:
        """Yield the amounts of those of any part, or who left a question out, on an option."""
        for part in self.parts:
            if question in part.answered and without not in part.answered:
                yield self.option(atom, part, question, place)

    def left_out(self, atoms: Sequence[Atom], blank: int) -> Iterator[tuple[Sum, ...]]:
        """Yield, of those who left one question out, their answers to each other one by option."""
        for other in range(len(self.asked)):
            if other != blank:
                yield tuple(
                    {name: 1.0 for atom in atoms for name in self.of(atom, other, place, blank)}
                    for place, _ in self.places(other)
                )

    def world(self, atom: Atom, forms: Iterable[tuple[int, ...]]) -> dict[UnknownName, float]:
        """Return the amounts of known forms: the codes of what was ticked at each question."""
        found: dict[UnknownName, float] = {}
        for part in self.parts:
            found[self.people(atom, part)] = 0.0
            for number in part.answered:
                found |= {self.option(atom, part, number, k): 0.0 for k, _ in self.places(number)}
        for ticked in forms:
            part = self._part(ticked)
            if len(part.answered) < len(self.asked):
                found[self.people(atom, part)] += 1
                for number in part.answered:
                    found[self.option(atom, part, number, ticked[number])] += 1
        return found

    def _part(self, ticked: Sequence[int]) -> AnsweredPart:
        """Return which part a form belongs to: half of what concerns a person makes a score."""
        answered = tuple(n for n, place in enumerate(ticked) if self._worth(n, place) is not None)
        concerned = sum(place != Missing.NOT_APPLICABLE for place in ticked)
        return AnsweredPart(answered, bool(answered) and 2 * len(answered) >= concerned)

    def _worth(self, question: int, place: int) -> float | None:
        return self.asked[question].points[place] if place >= 0 else None

    def steps(self, atom: Atom) -> Iterator[Step]:
        """Yield changes of what one who left something out ticked, alone or against another one."""
        for part in self.parts:
            for number in part.answered:
                for place, points in self.places(number):
                    for other, worth in self.places(number):
                        if place != other:
                            yield from self._moved(
                                atom, part, number, (place, other), worth - points
                            )

    def _moved(
        self, atom: Atom, part: AnsweredPart, question: int, ways: tuple[int, int], gain: float
    ) -> Iterator[Step]:
        size, series = len(self.asked), self.asked[question].series
        share = 1 / len(part.answered) if part.scored else 0.0
        change = {self.option(atom, part, question, ways[0]): -1.0}
        change[self.option(atom, part, question, ways[1])] = 1.0
        yield {**change, (atom, self.series, 1): gain * (share - 1 / size)}
        counted = self.asked[question].counted
        yield {
            **change, (atom, counted, ways[0]): -1.0, (atom, counted, ways[1]): 1.0,
            (atom, series, 1): gain, (atom, self.series, 1): gain * share,
        }  # fmt: skip
