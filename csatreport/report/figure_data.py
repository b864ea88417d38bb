"""Comparisons and usual ranges as plain data: the same keys for every figure that has them."""

from __future__ import annotations

from collections.abc import Sequence

from csatreport.counts.findings.model import TrendPoint, UnitPoint
from csatreport.counts.findings.standing import Standing
from csatreport.report import wording
from csatreport.report.control import chart_values
from csatreport.report.scope import bounds, hidden
from csatreport.statistics.charts.alarms import false_alarms
from csatreport.statistics.estimate import Estimate, Hidden, Score
from csatreport.statistics.verdict import Change
from csatreport.study.policy import Baseline


def reason_data(reason: Hidden | None) -> str | None:
    """Give why a figure is not shown; None where it is."""
    return reason.value if reason is not None else None


def is_census(score: Score) -> bool:
    """Tell whether a figure that is shown is that of everybody."""
    return isinstance(score, Estimate) and score.census


def trend_data(points: Sequence[TrendPoint], name: str, language: str) -> list[dict[str, object]]:
    """Give a figure over time, as ``name`` with its interval."""
    return [
        {
            "period": point.period.id,
            "label": wording.period_name(point.period, language),
            "n": point.n if hidden(point.score) is None else None,
            **bounds(name, point.score),
            "census": is_census(point.score),
            "new_series": point.breaks,
            "suppressed": reason_data(hidden(point.score)),
        }
        for point in points
    ]


def beside_data(point: UnitPoint, standing: Standing | None, name: str) -> dict[str, object]:
    """Give a unit's figure, as ``name`` with its interval, and where it stands in its funnel."""
    return {
        "n": point.n if hidden(point.score) is None else None,
        **bounds(name, point.score),
        "census": is_census(point.score),
        "outside": standing.lead if standing else None,
        "far": standing.far if standing else None,
    }


def comparisons_data(changes: tuple[Change, ...]) -> list[dict[str, object]]:
    """Give every comparison of a figure with its test and verdict."""
    return [
        {
            "against": change.against.value,
            "period": change.period.id if change.period is not None else None,
            "reference": change.reference,
            "difference": change.difference,
            "low": change.low,
            "high": change.high,
            "p": change.p,
            "q": change.q,
            "verdict": change.verdict.value,
            "detectable": change.detectable,
            "test": change.test,
            "pairs": change.pairs,
            "family": change.family,
            **_common(change),
            **_beside(change),
        }
        for change in changes
    ]


def _common(change: Change) -> dict[str, object]:
    """Give over how many questions a headline is compared across a break, and its index now."""
    common = change.common
    return {
        "questions": common.shared.questions if common else None,
        "questions_index": common.index if common else None,
        "questions_n": common.n if common else None,
    }


def _beside(change: Change) -> dict[str, object]:
    """Give what other tests make of the same counts: shares, order and shape."""
    share, order, shape = change.share, change.order, change.shape
    return {
        "share_difference": share.difference if share else None,
        "share_low": share.low if share else None,
        "share_high": share.high if share else None,
        "better": order.superiority if order else None,
        "p_order": order.p if order else None,
        "p_shape": shape.p if shape else None,
    }


def control_data(points: Sequence[TrendPoint], baseline: Baseline) -> dict[str, object]:
    """Give the usual range of a trend and its signals."""
    chart = chart_values(points, baseline)
    limits = chart.limits
    return {
        "state": chart.state.value,
        "baseline": chart.baseline,
        "begins": points[chart.places[0]].period.id if chart.places else None,
        "centre": limits.centre if limits else None,
        "low": limits.low[0] if limits else None,
        "high": limits.high[0] if limits else None,
        "chance": false_alarms(len(chart.places), chart.baseline) if limits else None,
        "signals": [
            {
                "period": points[signal.place].period.id,
                "rule": signal.rule.value,
                "side": "above" if signal.above else "below",
            }
            for signal in chart.signals
        ],
    }
