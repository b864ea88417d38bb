"""Experience against expectation as a subject: figures, what of them may be shown, and terms."""

from dataclasses import replace

from csatreport.base.exposure import Exposure
from csatreport.privacy.gate_items import MANY, ItemGate
from csatreport.report import numbers
from csatreport.report.figure import DataSheet, Figure, Figures, part, with_interval
from csatreport.report.model import ReportPage
from csatreport.report.subject import Subject, Term
from csatreport.report.wording import aspect_name
from csatreport.study.item import Role
from csatreport.study.model import Questionnaire
from csatreport.subjects.gaps.measure import CEILING, Gap, Gaps, measure_gaps
from csatreport.subjects.gaps.settings import GapRule
from csatreport.subjects.gaps.tell import compose_gaps, explain_gaps


def shown(gate: ItemGate, found: Gaps) -> Gaps | None:
    """Return the gaps where each is one of many, without the periods and units beside them.

    A few who said no expectation, or were not weighted, would be left over from what stands beside.
    """
    hidden = any(one.n < MANY or gate.uncounted(one.of) for one in found.items)
    if hidden or not gate.models or any(_few(one.alone, gate) for one in found.items):
        return None
    weighted = found.weighted
    if weighted is not None and (weighted.n < MANY or _few(weighted.left_out, gate)):
        weighted = None
    return Gaps(
        items=tuple(map(_without_few_rivals, found.items)),
        nodes=tuple(map(_without_few_rivals, found.nodes)),
        whole=_without_few_rivals(found.whole),
        weighted=weighted,
    )


def _few(n: int, gate: ItemGate) -> bool:
    return 0 < n < gate.promise.least.counts


def _without_few_rivals(one: Gap) -> Gap:
    """Return a gap without what few say of a competitor."""
    return one if one.rival_n >= MANY else replace(one, rival=None, rival_n=0)


_NAME, _SIZE, _BASE, _NEVER = Exposure.NAME, Exposure.SIZE, Exposure.BASE, Exposure.NEVER
_GAP = Figures.of(
    Figure("id", _NAME, "of the question or the dimension", part("of.id")),
    Figure("label", _NAME, "its name", lambda one, scope: aspect_name(one.of, scope.language)),
    Figure("n", _SIZE, "people who gave both"),
    Figure("perception", _BASE, "mean of what they got, in points"),
    Figure("expectation", _BASE, "mean of what they expected, in points"),
    *with_interval("gap", _BASE, "perception minus expectation, in points", lambda one: one.gap),
    Figure("p", _BASE, "of Wilcoxon's signed ranks, two-sided"),
    Figure("ratio", _BASE, "of the totals, received by expected"),
    Figure("below", _BASE, "people whose own ratio is below 1"),
    Figure("near", _BASE, "people whose own ratio is near 1"),
    Figure("above", _BASE, "people whose own ratio is above 1"),
    Figure("zero", _BASE, "people who expected nothing"),
    Figure("ceiling", _BASE, "share of those who expect the utmost; of questions only"),
    Figure("rival", _BASE, "mean of a competitor, in points"),
    Figure("rival_n", _SIZE, "people who judged the competitor"),
)
_WEIGHTED = Figures.of(
    *with_interval("gap", _BASE, "the weighted gap, in points", lambda one: one.gap),
    Figure("n", _SIZE, "people whose gaps were weighted"),
    Figure("left_out", _BASE, "people who allocated far from 100 points, or lack a dimension"),
    Figure("adjusted", _BASE, "people who allocated nearly 100 points and were put right"),
    Figure("weights", _BASE, "mean allocation by dimension, as a fraction",
           lambda one, _: dict(one.weights)),
)  # fmt: skip


def _beside(key: str, doc: str) -> Figures:
    """Return the figures of the whole in another period, unit or group."""
    return Figures.of(
        Figure(key, _NEVER, doc, part("id")),
        Figure("perception", _NEVER, "mean of what they got, in points", part("gap.perception")),
        Figure("expectation", _NEVER, "mean of what they expected, in points",
               part("gap.expectation")),
        *with_interval("gap", _NEVER, "the gap of the whole, in points",
                       lambda one: one.gap.gap if one.gap is not None else None),
        Figure("n", _NEVER, "people who gave both", lambda one, _: one.gap.n if one.gap else 0),
    )  # fmt: skip


_GROUPS = Figures.of(
    Figure("item", _NEVER, "id of the background question", part("item.id")),
    Figure("parts", _NEVER, "each option, and last those who did not say",
           below=_beside("code", "of the option; empty for those who did not say")),
)  # fmt: skip


def _asks(questionnaire: Questionnaire) -> bool:
    return any(edition.with_role(Role.EXPECTATION) for edition in questionnaire.editions)


GAPS = Subject(
    id="gaps",
    doc="Experience against expectation, where expectations were asked.",
    measure=measure_gaps,
    settings=GapRule,
    gate=shown,
    undivided=lambda found, _: replace(found, units=()),
    figures=Figures.of(
        Figure("whole", _BASE, "everything together", below=_GAP),
        Figure("nodes", _BASE, "each dimension", below=_GAP),
        Figure("items", _BASE, "each question", below=_GAP),
        Figure("weighted", _BASE,
               "the gap weighted by what each person holds important; null where not asked",
               below=_WEIGHTED),
        Figure("trend", _NEVER, "periods of the same kind up to this one, oldest first",
               below=_beside("period", "id of the period")),
        Figure("units", _NEVER, "the units below, side by side",
               below=_beside("id", "of the unit")),
        Figure("groups", _NEVER, "the background questions of `pairs: {by: …}`", below=_GROUPS),
    ),
    sheets=(
        DataSheet("gaps.sheet", _GAP,
            lambda data: [data["whole"], *data["nodes"], *data["items"]] if data else [],
        ),
    ),
    page=ReportPage.DETAIL,
    chapter=compose_gaps,
    explain=explain_gaps,
    terms=(
        Term("gap", "d = Σ(P − E)/n;  d ± t(n − 1) · s/√n",
            source="Parasuraman, Zeithaml, Berry (1988); Cronin, Taylor (1992); Wilcoxon (1945)",
            used=_asks,
            facts=lambda _: {"ceiling": numbers.share(CEILING)},
        ),
        Term("ratio", "ΣP / ΣE",
            used=_asks,
            facts=lambda asked: {"tolerance": numbers.plain(asked.settings_of(GapRule).tolerance)},
        ),
    ),
)  # fmt: skip
"""Where people got less than they expected, and where more."""
