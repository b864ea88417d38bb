"""The league as a subject: nothing of it is told of anonymous answers."""

from collections.abc import Callable
from dataclasses import replace

from csatreport.base.exposure import Exposure
from csatreport.counts.voices import Ranked
from csatreport.report.figure import DataSheet, Figure, Figures, part, under, with_interval
from csatreport.report.scope import Scope
from csatreport.report.subject import Subject, Term
from csatreport.subjects.league.measure import GradeNeeds, League, measure_league
from csatreport.subjects.league.settings import LeagueRule
from csatreport.subjects.league.tell import LEAGUE as ID
from csatreport.subjects.league.tell import compose_league, explain_league

_NEVER = Exposure.NEVER
_PLACES = Figures.of(
    Figure("id", _NEVER, "of the unit", part("unit.id")),
    *with_interval("index", _NEVER, "its index", lambda one: one.score),
    Figure("n", _NEVER, "its answers", part("score.base")),
    Figure("rank_best", _NEVER, "the first of its plausible places; null below ten answers",
           lambda one, _: one.rank and one.rank[0]),
    Figure("rank_worst", _NEVER, "the last of them", lambda one, _: one.rank and one.rank[1]),
    Figure("letters", _NEVER, "units that share a letter were not told apart"),
)  # fmt: skip


def _needs(found: League, _: Scope) -> list[tuple[str, GradeNeeds, int, Ranked | None]]:
    """List the group, its needs and their places; one row without a need for a group of few."""
    options = [one.code for one in found.grade.options] if found.grade is not None else []
    return [
        (code, one, place, need)
        for one in found.needs
        for code in ([*options, ""][one.option],)
        for place, need in enumerate(one.first or (None,), start=1)
    ]


def _of_need(name: str) -> Callable[[tuple[str, GradeNeeds, int, Ranked | None], Scope], object]:
    return lambda row, _: None if row[3] is None else getattr(row[3], name)


_NEEDS = Figures.of(
    Figure("grade", _NEVER, "the group's answer; empty for those who did not say",
           lambda row, _: row[0]),
    Figure("n", _NEVER, "how many answered in the group", lambda row, _: row[1].n),
    Figure("place", _NEVER, "1 for what is needed first; null, as all that follows, below ten "
           "answers", lambda row, _: row[2] if row[3] else None),
    Figure("item", _NEVER, "the question", lambda row, _: row[3] and row[3].item.id),
    Figure("need", _NEVER, "the code of the need, or its words", _of_need("text")),
    Figure("named", _NEVER, "how many name it", _of_need("named")),
    Figure("weighted", _NEVER, "the same, each counted by its place: the last once",
           _of_need("weighted")),
)  # fmt: skip
FIGURES = Figures.of(
    Figure("pairs", _NEVER, "pairs of units that were tested"),
    Figure("apart", _NEVER, "how many of them can be told apart"),
    Figure("places", _NEVER, "the units, the highest first", below=_PLACES),
    Figure("needs", _NEVER, "what each group needs first, up to three", _needs, below=_NEEDS),
)

LEAGUES = Subject(
    id=ID,
    doc="The units just below in a league, with what chance leaves open.",
    settings=LeagueRule,
    measure=measure_league,
    gate=lambda _, __: None,
    undivided=lambda found, _: replace(found, places=(), pairs=0, apart=0),
    figures=FIGURES,
    sheets=(
        DataSheet("league.sheet", _PLACES, under("places")),
        DataSheet("league.sheet_needs", _NEEDS, under("needs")),
    ),
    chapter=compose_league,
    explain=explain_league,
    terms=(
        Term(
            "letters",
            "t = (x̄₁ − x̄₂) / √(s₁²/n₁ + s₂²/n₂);  q ≤ 0.05",
            source="Welch (1947); Benjamini, Hochberg (1995); Piepho (2004)",
            used=lambda asked: asked.settings_of(LeagueRule).league,
        ),
    ),
)
"""Branches in a league."""
