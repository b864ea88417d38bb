"""A league of branches, with what chance leaves open, and the needs of each grade.

    place       by the mean index of a branch's dealers, with the 95 % interval of its rank
                (a parametric bootstrap, as for every unit side by side)
    letters     pairs of branches are tested by Welch, judged by the false discovery rate over all
                pairs; two branches that share a letter were not told apart
    needs       of those of a grade, the share that names a need at all; times named, weighted by
                the place, decide the order

Fewer than ten answers: no rank and no letter. Nothing of it is measured of anonymous answers: a
letter is a statement about single branches.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import sqrt

from csatreport.counts.findings.asked import Asked
from csatreport.counts.findings.model import UnitPoint
from csatreport.counts.voices import Ranked
from csatreport.statistics.change import SMALLEST_BASE
from csatreport.statistics.charts.funnel import rank_intervals
from csatreport.statistics.estimate import Estimate
from csatreport.statistics.groups.letters import letters, told_apart
from csatreport.statistics.means import Sample
from csatreport.study.item import Item
from csatreport.study.units import Unit
from csatreport.subjects.league.settings import LeagueRule

MENU = 3
"""So many needs of a grade are told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaguePlace:
    """A branch: its index, the interval of its rank, and its letters; "" and None where few."""

    unit: Unit
    score: Estimate
    rank: tuple[int, int] | None = None
    letters: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeNeeds:
    """What one group of ``n`` people ranks first.

    ``option`` is the group's place in the background question, one beyond the last for those who
    did not say. ``first`` is empty below ten.
    """

    option: int
    n: int
    first: tuple[Ranked, ...]


@dataclass(frozen=True, kw_only=True)
class League:
    """The branches, the highest first, those with few answers last; and needs by grade."""

    places: tuple[LeaguePlace, ...]
    pairs: int
    """How many pairs were tested."""
    apart: int
    """How many of them can be told apart."""
    grade: Item | None = None
    needs: tuple[GradeNeeds, ...] = ()
    form: tuple[float, float] | None = None
    """The lowest and highest points on the form, where all questions of the index have the same."""

    def on_form(self, index: float) -> float | None:
        """Return an index (0-100) on the form's own scale; None where questions differ in it."""
        if self.form is None:
            return None
        low, high = self.form
        return low + index / 100 * (high - low)


def measure_league(asked: Asked) -> League | None:
    """Set the branches just below side by side; None where nothing is asked for or known."""
    questionnaire = asked.ledger.questionnaire
    rule = questionnaire.settings_of(LeagueRule)
    if questionnaire.anonymity is not None or not (rule.league or rule.needs_by):
        return None
    below = asked.ledger.units(asked.period).children(asked.unit.id)
    known = [p for p in asked.units if p.unit in below] if rule.league else []
    places, pairs, apart = _placed(known)
    grade = next(
        (one for one in asked.ledger.edition(asked.period).background if one.id == rule.needs_by),
        None,
    )
    needs = _needs(asked, grade) if grade is not None else ()
    if not places and not needs:
        return None
    return League(
        places=places, pairs=pairs, apart=apart, grade=grade, needs=needs, form=_form(asked)
    )


def _form(asked: Asked) -> tuple[float, float] | None:
    edition = asked.ledger.edition(asked.period)
    within = set(edition.index.leaves()) if edition.index is not None else set()
    spans = {one.bounds for one in edition.items if one.id in within}
    return spans.pop() if len(spans) == 1 else None


def _placed(points: Sequence[UnitPoint]) -> tuple[tuple[LeaguePlace, ...], int, int]:
    scored = [(p, p.score) for p in points if isinstance(p.score, Estimate)]
    scored.sort(key=lambda pair: -pair[1].value)
    judged = [(p, s, p.sd) for p, s in scored if s.base >= SMALLEST_BASE and p.sd is not None]
    if len(scored) < 2:
        return (), 0, 0
    if len(judged) < 2:
        # One alone is neither before nor behind another.
        scored.sort(key=lambda pair: pair[1].base < SMALLEST_BASE)
        return tuple(LeaguePlace(unit=p.unit, score=s) for p, s in scored), 0, 0
    few = [LeaguePlace(unit=p.unit, score=s) for p, s in scored if s.base < SMALLEST_BASE]
    samples = [
        Sample(n=s.base, mean=s.value, variance=sd**2, worth=s.worth, stretch=s.stretch)
        for _, s, sd in judged
    ]
    apart = told_apart(samples)
    named = letters(len(judged), list(apart))
    ranks = rank_intervals(
        tuple(s.value for _, s, _ in judged),
        tuple(sd * s.stretch / sqrt(s.base) for _, s, sd in judged),
    )
    places = [
        LeaguePlace(unit=p.unit, score=s, rank=rank, letters=letter)
        for (p, s, _), rank, letter in zip(judged, ranks, named, strict=True)
    ]
    return (*places, *few), len(list(combinations(judged, 2))), len(apart)


def _needs(asked: Asked, grade: Item) -> tuple[GradeNeeds, ...]:
    ledger = asked.ledger
    rows = ledger.row_numbers(asked.unit.id, asked.period)
    groups = ledger.segments.groups(grade, rows)
    found = []
    for option in range(len(grade.options) + 1):
        own = rows[groups == option]
        if len(own):
            some = len(own) >= SMALLEST_BASE
            named = ledger.voices.ranked(own) if some else ()
            ordered = sorted(named, key=lambda one: (-one.weighted, one.text))
            found.append(GradeNeeds(option=option, n=len(own), first=tuple(ordered[:MENU])))
    return tuple(found)
