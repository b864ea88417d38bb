"""Figures that many things have: comparisons, a course with its usual range, a place among units.

Each is declared here once and stands below whatever has it, with the exposure it has there.
"""

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
        Figure("id", exposure, "of the question", part("item.id")),
        Figure("label", exposure, "its name",
               lambda one, scope: wording.item_name(one.item, scope.language)),
    )  # fmt: skip


def base(exposure: Exposure) -> Figure:
    """Return the answers behind a score; null where it is hidden."""

    def value(one: TrendPoint | UnitPlace, _: Scope) -> int | None:
        return one.n if hidden(one.score) is None else None

    return Figure("n", exposure, "answers", value)


CENSUS = Figure("census", Exposure.CENSUS,
                "true where everybody answered, so that there is no interval",
                lambda one, _: is_census(one.score))  # fmt: skip
SCORE_HIDDEN = Figure("suppressed", _REASON, "why it is not shown, or null",
                      lambda one, _: hidden(one.score))  # fmt: skip


def course_figures(name: str, doc: str, exposure: Exposure) -> Figures:
    """Return the figures of each period of a course, its score as ``name`` with its interval.

    The ends are those of a level: a known population makes them shorter, a change is judged
    without that.
    """
    return Figures.of(
        Figure("period", _NAME, "id of the period", part("period.id")),
        Figure("label", _NAME, "its name",
               lambda one, scope: wording.period_name(one.period, scope.language)),
        base(exposure),
        *with_interval(name, exposure, doc, lambda one: estimate(one.score)),
        CENSUS,
        Figure("new_series", _NAME, "true where the series begins anew", part("breaks")),
        SCORE_HIDDEN,
    )  # fmt: skip


_SIGNALS = Figures.of(
    Figure("period", _RANGE, "where", lambda one, _: one[1]),
    Figure("rule", _RANGE, "`outside` the limits, or the end of a `run` on one side of the middle",
           lambda one, _: one[0].rule),
    Figure("side", _RANGE, "`above` or `below`",
           lambda one, _: "above" if one[0].above else "below"),
)  # fmt: skip
CONTROL = Figures.of(
    Figure("state", _RANGE,
           "`short`: too few points, `flat`: nothing varies, `provisional`, `fixed`",
           part("chart.state")),
    Figure("baseline", _RANGE, "points learnt from", part("chart.baseline")),
    Figure("begins", _RANGE, "the first of them",
           lambda one, _: one.points[one.chart.places[0]].period.id if one.chart.places else None),
    Figure("centre", _RANGE, "middle", part("chart.limits.centre")),
    Figure("low", _RANGE, "the lower limit",
           lambda one, _: one.chart.limits and one.chart.limits.low[0]),
    Figure("high", _RANGE, "the upper limit",
           lambda one, _: one.chart.limits and one.chart.limits.high[0]),
    Figure("chance", _RANGE,
           "how often, 0–1, a stable series as long as this one signals by chance",
           part("chart.chance")),
    Figure("signals", _RANGE, "what leaves it",
           lambda one, _: [(s, one.points[s.place].period.id) for s in one.chart.signals],
           below=_SIGNALS),
)  # fmt: skip
"""The usual range of a course (XmR chart)."""


def place_figures(name: str, doc: str, exposure: Exposure) -> tuple[Figure, ...]:
    """Return a unit's figure, as ``name`` with its interval, and where it stands in its funnel."""
    return (
        base(exposure),
        *with_interval(name, exposure, doc, lambda one: estimate(one.score)),
        CENSUS,
        Figure("outside", _PLACE,
               "−1 below, 1 above, 0 within the 95 % limits of the funnel; null where it is in "
               "none",
               part("standing.lead")),
        Figure("far", _PLACE, "the same of the 99.8 % limits", part("standing.far")),
    )  # fmt: skip


def comparison_figures(
    made: Exposure, spread: Exposure | Beside, counts: Exposure | Beside = _NEVER
) -> Figures:
    """Return the figures of each comparison.

    ``made`` is the exposure of the figure itself, ``spread`` of what its deviation is needed for,
    ``counts`` of what is made of counts by option.
    """
    return Figures.of(
        Figure("against", _NAME,
               "`previous` (the last period before that has answers), `year_ago` (the same "
               "period of the year before) or `target`"),
        Figure("period", _NAME, "id of the period compared with; null for a target",
               part("period.id")),
        Figure("reference", made, "the figure then, or the target"),
        Figure("difference", made, "now minus reference"),
        Figure("low", spread, "its lower end"),
        Figure("high", spread, "its upper end"),
        Figure("p", spread, "of the test; null where nothing could be tested"),
        Figure("q", spread, "`p` after Benjamini–Hochberg correction within the family"),
        Figure("verdict", _VERDICT,
               "`up`, `down` (both clear), `small` (beyond chance, but below the smallest "
               "change that matters; `difference` says which way), `not_shown`, `too_few`"),
        Figure("detectable", spread,
               "the smallest true change that the verdict would have called clear with 80 % "
               "power; where `family` is 1, that would have been shown to be beyond chance. "
               "Null with too few answers"),
        *_tested(),
        *_of_options(counts),
    )  # fmt: skip


def _tested() -> tuple[Figure, ...]:
    """Return what says how a comparison was tested, and over what."""
    return (
        Figure("test", _VERDICT,
               "`welch`, `overlapping`, `paired`, `fisher`, `one_sample` or `weighted` (t on "
               "linearised errors, degrees of freedom from Kish's n)"),
        Figure("effect", _NEVER,
               "Cohen's d: the difference in pooled standard deviations of people; null against a "
               "target, of weighted figures and where answers are anonymous"),
        Figure("pairs", Exposure.ZERO, "respondents found in both periods"),
        Figure("family", _VERDICT, "how many comparisons were tested together; 1 for the headline"),
        Figure("questions", _NEVER,
               "across a break of the headline: over how many questions it is compared",
               part("common.shared.questions")),
        Figure("questions_index", _NEVER, "its index now over these; `reference` is over them too",
               part("common.index")),
        Figure("questions_n", _NEVER, "its base over these", part("common.n")),
    )  # fmt: skip


def _of_options(counts: Exposure | Beside) -> tuple[Figure, ...]:
    """Return the comparisons of an item that are made of its counts by option."""
    return (
        Figure("share_difference", counts,
               "of an item: its favourable share now minus then, as a fraction",
               part("share.difference")),
        Figure("share_low", counts, "its lower end (Newcombe)", part("share.low")),
        Figure("share_high", counts, "its upper end", part("share.high")),
        Figure("better", counts,
               "of an item: the probability that an answer now is better than one then, equal "
               "ones counting half",
               part("order.superiority")),
        Figure("rank_biserial", counts,
               "of an item: how much more often an answer now is better than worse than one then, "
               "from −1 to 1",
               part("order.rank_biserial")),
        Figure("p_order", counts, "p of Mann–Whitney", part("order.p")),
        Figure("p_shape", counts, "p of chi-square: whether the distributions differ",
               part("shape.p")),
    )  # fmt: skip
