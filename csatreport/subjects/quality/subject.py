"""The quality of the answers as a subject: their figures, their terms, and how a branch adds up."""

from csatreport.base.exposure import Exposure
from csatreport.report.figure import Figure, Figures, part, with_interval
from csatreport.report.model import ReportPage
from csatreport.report.subject import Subject, Term
from csatreport.statistics.change import SMALLEST_BASE
from csatreport.subjects.quality.cards import compose_losses
from csatreport.subjects.quality.explain import explain_alpha
from csatreport.subjects.quality.flags import LEAST_TIMED, LONG
from csatreport.subjects.quality.gate import shown_soundness
from csatreport.subjects.quality.measure import assess_soundness
from csatreport.subjects.quality.reached import reached_units
from csatreport.subjects.quality.reliability import LEAST, WEAK, homes
from csatreport.subjects.quality.soundness import Soundness
from csatreport.subjects.quality.tell import compose_quality

_NAME, _SOUND, _NEVER = Exposure.NAME, Exposure.SOUND, Exposure.NEVER

_RELIABILITY = Figures.of(
    Figure("node", _NAME, "its id", part("node.id")),
    Figure("questions", _SOUND, "k, those that vary", lambda one, _: one.k),
    Figure("n", _SOUND, "complete answers"),
    *with_interval("alpha", _SOUND, "Cronbach's alpha", lambda one: one, centre="alpha"),
    Figure("omega", _SOUND, "omega total; null where one factor does not describe the questions"),
    Figure("reason", _NEVER, "why there is none: `items`, `answers`, `variance`",
           lambda one, _: one.why),
    Figure("constant", _NEVER, "ids of questions left out because all gave the same answer",
           lambda one, _: [item.id for item in one.constant]),
)  # fmt: skip
_ITEMS = Figures.of(
    Figure("id", _NAME, "its id", lambda one, _: one[1].item.id),
    Figure("node", _NAME, "the smallest node that has an alpha and holds it",
           lambda one, _: one[0].id),
    Figure("item_rest", _SOUND, "its correlation with the sum of the others",
           lambda one, _: one[1].r),
    Figure("against", _SOUND, "whether that is clearly below zero", lambda one, _: one[1].against),
    Figure("alpha_without", _SOUND, "alpha of the others", lambda one, _: one[1].alpha_without),
)  # fmt: skip
_FLAGS = Figures.of(
    Figure("sign", _NAME, "`straight`, `fast`, `twice` or `any`", lambda one, _: one.flag or "any"),
    Figure("judged", _SOUND, "responses that could be judged"),
    Figure("flagged", _SOUND, "those with the sign; null where not shown",
           lambda one, _: one.raised),
)  # fmt: skip
_RUNS = Figures.of(
    Figure("n", _SOUND, "responses that ticked anything"),
    Figure("mean", _SOUND, "the mean of their longest runs"),
    Figure("longest", _NEVER, "the longest of all"),
    Figure("long", _SOUND, "responses with a run of 8 or more"),
)
_HEADLINE = Figures.of(
    Figure("n", _SOUND, "responses", lambda one, _: one.base),
    *with_interval("index", _SOUND, "their headline", lambda one: one),
)
_WITHOUT = Figures.of(
    Figure("all", _SOUND, "all responses", lambda one, _: one.everybody, below=_HEADLINE),
    Figure("unflagged", _SOUND, "those without a flag", below=_HEADLINE),
)
_THIRD = Figures.of(
    Figure("n", _SOUND, "responses"),
    Figure("index", _SOUND, "their headline", lambda one, _: one.mean),
)
_EARLY_LATE = Figures.of(
    Figure("early", _SOUND, "the first third by date", below=_THIRD),
    Figure("late", _SOUND, "the last third", below=_THIRD),
    Figure("difference", _SOUND, "late less early, in points", part("change.difference")),
    Figure("low", _SOUND, "the lower end of its interval", part("change.low")),
    Figure("high", _SOUND, "the upper end", part("change.high")),
    Figure("p", _SOUND, "two-sided p of Welch's test", part("change.p")),
    Figure("verdict", _SOUND, "as of any change", part("change.verdict")),
)
_NONRESPONSE = Figures.of(
    Figure("unit", _NAME, "its id", part("unit.id")),
    Figure("population", _NAME, "how many could answer"),
    Figure("answered", _SOUND, "how many did; null where not shown"),
)
FIGURES = Figures.of(
    Figure("reliability", _SOUND, "one entry for each node, parents first, of the whole company",
           below=_RELIABILITY),
    Figure("items", _SOUND, "every question in a node that has an alpha, in form order",
           lambda found, scope: [*homes(scope.findings.edition, found.reliability).values()],
           below=_ITEMS),
    Figure("flags", _SOUND, "signs of carelessness", below=_FLAGS),
    Figure("runs", _SOUND, "the longest run of the same place ticked", below=_RUNS),
    Figure("without", _SOUND,
           "the headline with and without flagged responses; null where none is flagged",
           below=_WITHOUT),
    Figure("early_late", _SOUND, "early against late answers; null where they cannot be compared",
           lambda found, _: found.thirds, below=_EARLY_LATE),
    Figure("nonresponse", _SOUND, "units with a known population",
           lambda _, scope: reached_units(scope), below=_NONRESPONSE),
    Figure("suppressed", Exposure.REASON,
           "true where anything is left out for the sake of anonymity",
           lambda found, _: found.hidden),
)  # fmt: skip


QUALITY: Subject[Soundness | None] = Subject(
    id="quality",
    doc="How sound the answers are. Nothing here is about a single response. Where answers are "
    "anonymous, only the whole company has it.",
    measure=assess_soundness,
    gate=shown_soundness,
    figures=FIGURES,
    about_answers=True,
    page=ReportPage.QUALITY,
    chapter=compose_quality,
    remarks=lambda scope, _: compose_losses(scope),
    branch=explain_alpha,
    terms=(
        Term(
            "alpha",
            "k/(k − 1) · (1 − Σv/V);  1 − (1 − α) · F(n − 1, (n − 1)(k − 1));  (Σλ)²/((Σλ)² + Σu)",
            source="Cronbach (1951); Feldt (1965); McDonald (1999)",
            used=lambda asked: asked.has_index,
            facts=lambda _: {"least_complete": LEAST, "weak": WEAK},
        ),
        Term(
            "flagged",
            source="Meade, Craig (2012)",
            facts=lambda _: {"long": LONG, "least_timed": LEAST_TIMED},
        ),
        Term(
            "early",
            source="Armstrong, Overton (1977)",
            used=lambda asked: asked.has_index,
            facts=lambda _: {"few": SMALLEST_BASE},
        ),
    ),
)
"""How far the answers can be relied on; None where nothing of that may be shown."""
