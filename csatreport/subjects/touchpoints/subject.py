"""The journey as a subject: its figures, what of them may be shown, and its term."""

from dataclasses import replace

from csatreport.base.exposure import Beside, Exposure
from csatreport.privacy.gate_items import ItemGate
from csatreport.report.figure import DataSheet, Figure, Figures, part, under, with_interval
from csatreport.report.model import ReportPage
from csatreport.report.subject import Subject, Term
from csatreport.subjects.touchpoints.derive import derive_journey
from csatreport.subjects.touchpoints.measure import JourneyFound, Touchpoint, measure_journey
from csatreport.subjects.touchpoints.settings import MOMENTS, JourneySettings
from csatreport.subjects.touchpoints.tell import compose_journey, explain_journey, journey_card


def shown(_: ItemGate, found: JourneyFound) -> JourneyFound:
    """Return the journey alone: levels come later, of figures that may be shown.

    Which touchpoint somebody named, and what was worked out person by person, is withheld.
    """
    bare = tuple(replace(one, counts={}) for one in found.touchpoints)
    return replace(
        found, touchpoints=bare, people=None, unrated=None, named={}, tracking=None
    )  # fmt: skip


def _count(moment: str) -> Figure:
    def counted(one: Touchpoint, _: object) -> int | None:
        return one.counts.get(moment)

    says = f"how many named it the {moment}; null where that was not asked"
    return Figure(moment, Exposure.NEVER, says, counted)


_NEVER, _INDEX = Exposure.NEVER, "items.index"
_FOUND = Figures.of(
    Figure("id", Exposure.NAME, "of the touchpoint: of the question that rates it"),
    Figure("label", Exposure.NAME, "its name", lambda one, scope: one.label[scope.language]),
    Figure("stage", Exposure.NAME, "id of its stage", part("stage.id")),
    Figure("measured", Exposure.NAME, "whether a question rates it",
           lambda one, _: one.item is not None),
    *with_interval("index", Beside(entry=_INDEX), "its index, 0 to 100", lambda one: one.level),
    Figure("n", Beside(entry=_INDEX), "answers", part("level.base")),
    Figure("unmet", _NEVER, "how many did not meet it"),
    *map(_count, MOMENTS),
)  # fmt: skip
FIGURES = Figures.of(
    Figure("found", Exposure.NAME, "the touchpoints, in the journey's order",
           lambda found, _: found.touchpoints, below=_FOUND),
    Figure("people", _NEVER, "people who have a peak and an end"),
    Figure("unrated", _NEVER, "moments whose touchpoint the same person did not rate"),
    Figure("outcome", Exposure.NAME, "id of the question that asks for the whole",
           part("outcome.id")),
    Figure("n", _NEVER, "people whose scores were set beside it; null below 50",
           part("tracking.n")),
    Figure("peak_end_error", _NEVER, "mean absolute error of the peak–end score, in points",
           part("tracking.peak_end.error")),
    Figure("peak_end_r", _NEVER, "its correlation with the whole (Pearson)",
           part("tracking.peak_end.r")),
    Figure("mean_error", _NEVER, "mean absolute error of the plain mean",
           part("tracking.plain.error")),
    Figure("mean_r", _NEVER, "its correlation with the whole", part("tracking.plain.r")),
    *with_interval("gain", _NEVER, "error of the mean less that of the peak–end score",
                   lambda found: found.tracking and found.tracking.gain),
)  # fmt: skip

TOUCHPOINTS = Subject(
    id="touchpoints",
    doc="The customer's journey: its touchpoints in their order, what stands out, what to improve.",
    measure=measure_journey,
    settings=JourneySettings,
    gate=shown,
    derive=derive_journey,
    figures=FIGURES,
    sheets=(DataSheet("touchpoints.sheet", _FOUND, under("found")),),
    page=ReportPage.DETAIL,
    chapter=compose_journey,
    remarks=journey_card,
    explain=explain_journey,
    terms=(
        Term(
            "peak_end",
            "(peak + end)/2;  Σ|x − y|/n",
            source="Kahneman and others (1993)",
            used=lambda asked: asked.settings_of(JourneySettings).journey is not None,
        ),
    ),
)
"""The customer's journey."""
