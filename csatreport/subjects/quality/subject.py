"""The quality of the answers as a subject: their figures, their terms, and how a branch adds up."""

from __future__ import annotations

from csatreport.base.exposure import Exposure
from csatreport.report.figure import Figure, Figures, with_interval
from csatreport.report.subject import Subject, Term
from csatreport.statistics.change import SMALLEST_BASE
from csatreport.subjects.quality.explain import explain_alpha
from csatreport.subjects.quality.flags import LEAST_TIMED, LONG
from csatreport.subjects.quality.gate import shown_soundness
from csatreport.subjects.quality.measure import assess_soundness
from csatreport.subjects.quality.nonresponse import reached_units
from csatreport.subjects.quality.reliability import LEAST, WEAK, homes
from csatreport.subjects.quality.soundness import Soundness
from csatreport.subjects.quality.tell import compose_quality

_NAME, _SOUND, _NEVER = Exposure.NAME, Exposure.SOUND, Exposure.NEVER

_RELIABILITY = Figures(
    columns=(
        Figure(key="node", exposure=_NAME, value=lambda one, _: one.node.id, doc="its id"),
        Figure(key="questions", exposure=_SOUND, value=lambda one, _: one.k,
               doc="k, those that vary"),
        Figure(key="n", exposure=_SOUND, doc="complete answers"),
        *with_interval("alpha", _SOUND, "Cronbach's alpha", lambda one: one, centre="alpha"),
        Figure(key="omega", exposure=_SOUND,
               doc="omega total; null where one factor does not describe the questions"),
        Figure(key="reason", exposure=_NEVER, value=lambda one, _: one.why,
               doc="why there is none: `items`, `answers`, `variance`"),
        Figure(key="constant", exposure=_NEVER,
               value=lambda one, _: [item.id for item in one.constant],
               doc="ids of questions left out because all gave the same answer"),
    )
)  # fmt: skip
_ITEMS = Figures(
    columns=(
        Figure(key="id", exposure=_NAME, value=lambda one, _: one[1].item.id, doc="its id"),
        Figure(key="node", exposure=_NAME, value=lambda one, _: one[0].id,
               doc="the smallest node that has an alpha and holds it"),
        Figure(key="item_rest", exposure=_SOUND, value=lambda one, _: one[1].r,
               doc="its correlation with the sum of the others"),
        Figure(key="against", exposure=_SOUND, value=lambda one, _: one[1].against,
               doc="whether that is clearly below zero"),
        Figure(key="alpha_without", exposure=_SOUND, value=lambda one, _: one[1].alpha_without,
               doc="alpha of the others"),
    )
)  # fmt: skip
_FLAGS = Figures(
    columns=(
        Figure(key="sign", exposure=_NAME, value=lambda one, _: one.flag or "any",
               doc="`straight`, `fast`, `twice` or `any`"),
        Figure(key="judged", exposure=_SOUND, doc="responses that could be judged"),
        Figure(key="flagged", exposure=_SOUND, value=lambda one, _: one.raised,
               doc="those with the sign; null where not shown"),
    )
)  # fmt: skip
_RUNS = Figures(
    columns=(
        Figure(key="n", exposure=_SOUND, doc="responses that ticked anything"),
        Figure(key="mean", exposure=_SOUND, doc="the mean of their longest runs"),
        Figure(key="longest", exposure=_NEVER, doc="the longest of all"),
        Figure(key="long", exposure=_SOUND, doc="responses with a run of 8 or more"),
    )
)
_HEADLINE = Figures(
    columns=(
        Figure(key="n", exposure=_SOUND, value=lambda one, _: one.base, doc="responses"),
        *with_interval("index", _SOUND, "their headline", lambda one: one),
    )
)  # fmt: skip
_WITHOUT = Figures(
    columns=(
        Figure(key="all", exposure=_SOUND, below=_HEADLINE, doc="all responses",
               value=lambda one, _: one.everybody),
        Figure(key="unflagged", exposure=_SOUND, below=_HEADLINE, doc="those without a flag"),
    )
)  # fmt: skip
_THIRD = Figures(
    columns=(
        Figure(key="n", exposure=_SOUND, doc="responses"),
        Figure(key="index", exposure=_SOUND, value=lambda one, _: one.mean,
               doc="their headline"),
    )
)  # fmt: skip
_EARLY_LATE = Figures(
    columns=(
        Figure(key="early", exposure=_SOUND, below=_THIRD, doc="the first third by date"),
        Figure(key="late", exposure=_SOUND, below=_THIRD, doc="the last third"),
        Figure(key="difference", exposure=_SOUND, value=lambda one, _: one.change.difference,
               doc="late less early, in points"),
        Figure(key="low", exposure=_SOUND, value=lambda one, _: one.change.low,
               doc="the lower end of its interval"),
        Figure(key="high", exposure=_SOUND, value=lambda one, _: one.change.high,
               doc="the upper end"),
        Figure(key="p", exposure=_SOUND, value=lambda one, _: one.change.p,
               doc="two-sided p of Welch's test"),
        Figure(key="verdict", exposure=_SOUND, value=lambda one, _: one.change.verdict,
               doc="as of any change"),
    )
)  # fmt: skip
_NONRESPONSE = Figures(
    columns=(
        Figure(key="unit", exposure=_NAME, value=lambda one, _: one.unit.id, doc="its id"),
        Figure(key="population", exposure=_NAME, doc="how many could answer"),
        Figure(key="answered", exposure=_SOUND, doc="how many did; null where not shown"),
    )
)
FIGURES = Figures(
    columns=(
        Figure(key="reliability", exposure=_SOUND, below=_RELIABILITY,
               doc="one entry for each node, parents first, of the whole company"),
        Figure(key="items", exposure=_SOUND, below=_ITEMS,
               doc="every question in a node that has an alpha, in form order",
               value=lambda found, scope: [*homes(scope.findings.edition, found.reliability)
                                           .values()]),
        Figure(key="flags", exposure=_SOUND, below=_FLAGS, doc="signs of carelessness"),
        Figure(key="runs", exposure=_SOUND, below=_RUNS,
               doc="the longest run of the same place ticked"),
        Figure(key="without", exposure=_SOUND, below=_WITHOUT,
               doc="the headline with and without flagged responses; null where none is flagged"),
        Figure(key="early_late", exposure=_SOUND, below=_EARLY_LATE,
               value=lambda found, _: found.thirds,
               doc="early against late answers; null where they cannot be compared"),
        Figure(key="nonresponse", exposure=_SOUND, below=_NONRESPONSE,
               value=lambda _, scope: reached_units(scope), doc="units with a known population"),
        Figure(key="suppressed", exposure=Exposure.REASON, value=lambda found, _: found.hidden,
               doc="true where anything is left out for the sake of anonymity"),
    )
)  # fmt: skip


QUALITY: Subject[Soundness | None] = Subject(
    id="quality",
    doc="How sound the answers are. Nothing here is about a single response. Where answers are "
    "anonymous, only the whole company has it.",
    measure=assess_soundness,
    gate=shown_soundness,
    figures=FIGURES,
    about_answers=True,
    chapter=compose_quality,
    branch=explain_alpha,
    terms=(
        Term(
            id="alpha",
            formula="k/(k − 1) · (1 − Σv/V);  1 − (1 − α) · F(n − 1, (n − 1)(k − 1));  "
            "(Σλ)²/((Σλ)² + Σu)",
            source="Cronbach (1951); Feldt (1965); McDonald (1999)",
            used=lambda asked: asked.has_index,
            facts=lambda _: {"least_complete": LEAST, "weak": WEAK},
        ),
        Term(
            id="flagged",
            source="Meade, Craig (2012)",
            facts=lambda _: {"long": LONG, "least_timed": LEAST_TIMED},
        ),
        Term(
            id="early",
            source="Armstrong, Overton (1977)",
            used=lambda asked: asked.has_index,
            facts=lambda _: {"few": SMALLEST_BASE},
        ),
    ),
)
"""How far the answers can be relied on; None where nothing of that may be shown."""
