"""Figures that many things have: comparisons, a course with its usual range, a place among units.

Each is declared here once and stands below whatever has it, with the exposure it has there.
"""

from __future__ import annotations

from csatreport.base.exposure import Beside, Exposure
from csatreport.counts.findings.model import TrendPoint
from csatreport.counts.findings.standing import UnitPlace
from csatreport.report import wording
from csatreport.report.figure import Figure, Figures, part, with_interval
from csatreport.report.scope import Scope, estimate, hidden
from csatreport.statistics.estimate import Estimate, Score

_NAME, _REASON, _NEVER = Exposure.NAME, Exposure.REASON, Exposure.NEVER
_RANGE, _PLACE, _VERDICT = Exposure.RANGE, Exposure.PLACE, Exposure.VERDICT


def is_census(score: Score) -> bool:
    """Tell whether a figure that is shown is that of everybody."""
    return isinstance(score, Estimate) and score.census


def labelled(exposure: Exposure = _NAME) -> tuple[Figure, Figure]:
    """Return id and name of the question that a thing is about."""
    return (
        Figure(key="id", exposure=exposure, value=part("item.id"), doc="of the question"),
        Figure(key="label", exposure=exposure, doc="its name",
               value=lambda one, scope: wording.item_name(one.item, scope.language)),
    )  # fmt: skip


def base(exposure: Exposure) -> Figure:
    """Return the answers behind a score; null where it is hidden."""

    def value(one: TrendPoint | UnitPlace, _: Scope) -> int | None:
        return one.n if hidden(one.score) is None else None

    return Figure(key="n", exposure=exposure, value=value, doc="answers")


CENSUS = Figure(key="census", exposure=Exposure.CENSUS,
                value=lambda one, _: is_census(one.score),
                doc="true where everybody answered, so that there is no interval")  # fmt: skip
SCORE_HIDDEN = Figure(key="suppressed", exposure=_REASON, doc="why it is not shown, or null",
                      value=lambda one, _: hidden(one.score))  # fmt: skip


def course_figures(name: str, doc: str, exposure: Exposure) -> Figures:
    """Return the figures of each period of a course, its score as ``name`` with its interval.

    The ends are those of a level: a known population makes them shorter, a change is judged
    without that.
    """
    return Figures(
        columns=(
            Figure(key="period", exposure=_NAME, value=part("period.id"), doc="id of the period"),
            Figure(key="label", exposure=_NAME, doc="its name",
                   value=lambda one, scope: wording.period_name(one.period, scope.language)),
            base(exposure),
            *with_interval(name, exposure, doc, lambda one: estimate(one.score)),
            CENSUS,
            Figure(key="new_series", exposure=_NAME, value=part("breaks"),
                   doc="true where the series begins anew"),
            SCORE_HIDDEN,
        )
    )  # fmt: skip


_SIGNALS = Figures(
    columns=(
        Figure(key="period", exposure=_RANGE, value=lambda one, _: one[1], doc="where"),
        Figure(key="rule", exposure=_RANGE, value=lambda one, _: one[0].rule,
               doc="`outside` the limits, or the end of a `run` on one side of the middle"),
        Figure(key="side", exposure=_RANGE, doc="`above` or `below`",
               value=lambda one, _: "above" if one[0].above else "below"),
    )
)  # fmt: skip
CONTROL = Figures(
    columns=(
        Figure(key="state", exposure=_RANGE, value=part("chart.state"),
               doc="`short`: too few points, `flat`: nothing varies, `provisional`, `fixed`"),
        Figure(key="baseline", exposure=_RANGE, value=part("chart.baseline"),
               doc="points learnt from"),
        Figure(key="begins", exposure=_RANGE, doc="the first of them",
               value=lambda one, _: one.points[one.chart.places[0]].period.id
               if one.chart.places else None),
        Figure(key="centre", exposure=_RANGE, value=part("chart.limits.centre"), doc="middle"),
        Figure(key="low", exposure=_RANGE, doc="the lower limit",
               value=lambda one, _: one.chart.limits and one.chart.limits.low[0]),
        Figure(key="high", exposure=_RANGE, doc="the upper limit",
               value=lambda one, _: one.chart.limits and one.chart.limits.high[0]),
        Figure(key="chance", exposure=_RANGE, value=part("chart.chance"),
               doc="how often, 0–1, a stable series as long as this one signals by chance"),
        Figure(key="signals", exposure=_RANGE, below=_SIGNALS, doc="what leaves it",
               value=lambda one, _: [(signal, one.points[signal.place].period.id)
                                     for signal in one.chart.signals]),
    )
)  # fmt: skip
"""The usual range of a course (XmR chart)."""


def place_figures(name: str, doc: str, exposure: Exposure) -> tuple[Figure, ...]:
    """Return a unit's figure, as ``name`` with its interval, and where it stands in its funnel."""
    return (
        base(exposure),
        *with_interval(name, exposure, doc, lambda one: estimate(one.score)),
        CENSUS,
        Figure(key="outside", exposure=_PLACE, value=part("standing.lead"), doc="−1 below, 1 "
               "above, 0 within the 95 % limits of the funnel; null where it is in none"),
        Figure(key="far", exposure=_PLACE, value=part("standing.far"),
               doc="the same of the 99.8 % limits"),
    )  # fmt: skip


def comparison_figures(
    made: Exposure, spread: Exposure | Beside, counts: Exposure | Beside = _NEVER
) -> Figures:
    """Return the figures of each comparison.

    ``made`` is the exposure of the figure itself, ``spread`` of what its deviation is needed for,
    ``counts`` of what is made of counts by option.
    """
    return Figures(
        columns=(
            Figure(key="against", exposure=_NAME, doc="`previous` (the last period before that has "
                   "answers), `year_ago` (the same period of the year before) or `target`"),
            Figure(key="period", exposure=_NAME, value=part("period.id"),
                   doc="id of the period compared with; null for a target"),
            Figure(key="reference", exposure=made, doc="the figure then, or the target"),
            Figure(key="difference", exposure=made, doc="now minus reference"),
            Figure(key="low", exposure=spread, doc="its lower end"),
            Figure(key="high", exposure=spread, doc="its upper end"),
            Figure(key="p", exposure=spread, doc="of the test; null where nothing could be tested"),
            Figure(key="q", exposure=spread,
                   doc="`p` after Benjamini–Hochberg correction within the family"),
            Figure(key="verdict", exposure=_VERDICT, doc="`up`, `down` (both clear), `small` "
                   "(beyond chance, but below the smallest change that matters; `difference` says "
                   "which way), `not_shown`, `too_few`"),
            Figure(key="detectable", exposure=spread, doc="the smallest true change that the "
                   "verdict would have called clear with 80 % power; where `family` is 1, that "
                   "would have been shown to be beyond chance. Null with too few answers"),
            Figure(key="test", exposure=_VERDICT, doc="`welch`, `overlapping`, `paired`, `fisher`, "
                   "`one_sample` or `weighted` (t on linearised errors, degrees of freedom from "
                   "Kish's n)"),
            Figure(key="pairs", exposure=Exposure.ZERO, doc="respondents found in both periods"),
            Figure(key="family", exposure=_VERDICT,
                   doc="how many comparisons were tested together; 1 for the headline"),
            Figure(key="questions", exposure=_NEVER, value=part("common.shared.questions"),
                   doc="across a break of the headline: over how many questions it is compared"),
            Figure(key="questions_index", exposure=_NEVER, value=part("common.index"),
                   doc="its index now over these; `reference` is over them too"),
            Figure(key="questions_n", exposure=_NEVER, value=part("common.n"),
                   doc="its base over these"),
            Figure(key="share_difference", exposure=counts, value=part("share.difference"),
                   doc="of an item: its favourable share now minus then, as a fraction"),
            Figure(key="share_low", exposure=counts, value=part("share.low"),
                   doc="its lower end (Newcombe)"),
            Figure(key="share_high", exposure=counts, value=part("share.high"),
                   doc="its upper end"),
            Figure(key="better", exposure=counts, value=part("order.superiority"),
                   doc="of an item: the probability that an answer now is better than one then, "
                   "equal ones counting half"),
            Figure(key="p_order", exposure=counts, value=part("order.p"),
                   doc="p of Mann–Whitney"),
            Figure(key="p_shape", exposure=counts, value=part("shape.p"),
                   doc="p of chi-square: whether the distributions differ"),
        )
    )  # fmt: skip
