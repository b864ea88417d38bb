"""Loyalty as a subject: an anonymous questionnaire has none, for its answers name no customer."""

from csatreport.base.exposure import Exposure
from csatreport.report.figure import DataSheet, Figure, Figures, part, under, with_interval
from csatreport.report.model import ReportPage
from csatreport.report.subject import Subject, Term
from csatreport.subjects.loyalty.measure import for_all, measure_loyalty
from csatreport.subjects.loyalty.settings import LoyaltySettings
from csatreport.subjects.loyalty.tell import compose_loyalty, explain_loyalty

_NEVER = Exposure.NEVER


def _people(doc: str) -> tuple[Figure, Figure]:
    return Figure("id", _NEVER, doc), Figure("n", _NEVER, "how many people these are")


_QUADRANTS = Figures.of(
    *_people("`true`, `captive`, `disloyal` or `lost`"),
    *with_interval("share", _NEVER, "their share; null below 40 people", lambda one: one.share),
)
_LOYAL = (
    Figure("loyal", _NEVER, "how many of them are loyal"),
    *with_interval("share", _NEVER, "the loyal share", lambda one: one.share),
)
_GROUPS = Figures.of(*_people("`top`, `middle` or `bottom` by satisfaction"), *_LOYAL)
_SLOPES = Figures.of(
    *with_interval("difference", _NEVER, "the loyal share less that of the level below",
                   lambda one: one, centre="difference"),
)  # fmt: skip
_CURVES = Figures.of(
    Figure("option", _NEVER, "place of the segment's option; null for everybody"),
    Figure("points", _NEVER, "levels of satisfaction, the lowest first",
           below=Figures.of(*_people("code of the answer"), *_LOYAL)),
    Figure("slopes", _NEVER, "from each level to the next", below=_SLOPES),
)  # fmt: skip
FIGURES = Figures.of(
    *with_interval("objective", _NEVER, "mean of what customers do, 0 to 100",
                   lambda found: found.objective),
    Figure("objective_n", _NEVER, "customers behind it", part("objective.base")),
    Figure("listed", _NEVER, "customers in the list"),
    Figure("incomplete", _NEVER, "those that lack a part"),
    *with_interval("subjective", _NEVER, "mean of what people say, 0 to 100",
                   lambda found: found.subjective),
    Figure("subjective_n", _NEVER, "people behind it", part("subjective.base")),
    *with_interval("evaluation", _NEVER, "both, weighted, of those who have both",
                   lambda found: found.evaluation),
    Figure("evaluation_n", _NEVER, "people behind it", part("evaluation.base")),
    Figure("n", _NEVER, "people who were judged"),
    Figure("subjective_only", _NEVER, "those of them judged by what they say alone"),
    Figure("loyal", _NEVER, "how many are loyal"),
    Figure("quadrants", _NEVER, "people by satisfaction and loyalty", below=_QUADRANTS),
    Figure("groups", _NEVER, "the most satisfied, the middle, the least; empty below 40 people",
           below=_GROUPS),
    Figure("curves", _NEVER, "loyalty by level of satisfaction, of all and by segment",
           below=_CURVES),
)  # fmt: skip

LOYALTY = Subject(
    id="loyalty",
    doc="How loyal customers are, by what they do and what they say.",
    measure=measure_loyalty,
    settings=LoyaltySettings,
    gate=lambda _, __: None,
    figures=FIGURES,
    records=for_all,
    sheets=(DataSheet("loyalty.sheet", _QUADRANTS, under("quadrants")),),
    page=ReportPage.DETAIL,
    chapter=compose_loyalty,
    explain=explain_loyalty,
    terms=(
        Term(
            "loyalty",
            "w · S + (1 − w) · O",
            source="Jones, Sasser (1995); Newcombe (1998)",
            used=lambda asked: asked.settings_of(LoyaltySettings).loyalty is not None,
        ),
    ),
)
"""How loyal customers are."""
