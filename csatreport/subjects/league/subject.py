"""The league as a subject: nothing of it is told of anonymous answers."""

from dataclasses import replace

from csatreport.base.exposure import Exposure
from csatreport.report.figure import DataSheet, Figure, Figures, part, under, with_interval
from csatreport.report.subject import Subject, Term
from csatreport.subjects.league.measure import measure_league
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
FIGURES = Figures.of(
    Figure("pairs", _NEVER, "pairs of units that were tested"),
    Figure("apart", _NEVER, "how many of them can be told apart"),
    Figure("places", _NEVER, "the units, the highest first", below=_PLACES),
)

LEAGUES = Subject(
    id=ID,
    doc="The units just below in a league, with what chance leaves open.",
    settings=LeagueRule,
    measure=measure_league,
    gate=lambda _, __: None,
    undivided=lambda found, _: replace(found, places=(), pairs=0, apart=0),
    figures=FIGURES,
    sheets=(DataSheet("league.sheet", _PLACES, under("places")),),
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
