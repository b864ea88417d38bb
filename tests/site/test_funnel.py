"""A funnel's drawing: limits that narrow, names beside far points only, and none upon another."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from csatreport.report.figures import FunnelPanel, FunnelPoint, Funnels
from csatreport.report.inline import Link
from csatreport.site.draw import text_width
from csatreport.site.funnel import draw_funnels
from csatreport.statistics.charts.funnel import FunnelLimits


def _point(name: str, n: int, value: float, side: int = 0) -> FunnelPoint:
    label = Link(text=name, target=f"unit:{name}")
    return FunnelPoint(label=label, n=n, value=value, side=side, pale=n < 10, text=name)


def _block(*points: FunnelPoint) -> Funnels:
    limits = tuple(
        FunnelLimits(n=n, inner=(70 - 60 / n**0.5, 70 + 60 / n**0.5),
              outer=(70 - 90 / n**0.5, 70 + 90 / n**0.5))
        for n in (10, 40, 100)
    )  # fmt: skip
    panel = FunnelPanel(
        title="Stores", target=70.0, target_text="middle 70.0", limits=limits, points=points
    )
    return Funnels(title="t", alt="a", panels=(panel,), across="Answers", up="Index", note="")


NEAR = _point("near", 50, 71.0)


def test_limits_narrow_from_left_to_right_and_the_outer_hold_the_inner():
    (drawing,) = draw_funnels(_block(NEAR, _point("small", 12, 65.0)), 600, 300)

    def heights(path: str) -> list[float]:
        return [float(y) for y in re.findall(r"[ML][\d.]+ ([\d.]+)", path)]

    inner, outer = heights(drawing.inner), heights(drawing.outer)
    assert inner[0] - inner[3] > inner[2] - inner[5] > 0
    assert outer[0] > inner[0]
    assert outer[3] < inner[3]


def test_only_a_far_point_is_named():
    (drawing,) = draw_funnels(_block(NEAR, _point("far", 60, 50.0, -1)), 600, 300)
    assert [spot.name is not None for spot in drawing.spots] == [False, True]


def test_names_stand_apart_and_inside_the_drawing():
    far = [_point(f"far store number {n}", 95, 50.0 + n / 10, -1) for n in range(4)]
    (drawing,) = draw_funnels(_block(NEAR, *far), 600, 300)
    names = [spot.name for spot in drawing.spots if spot.name is not None]
    heights = sorted(name.y for name in names)
    assert all(b - a >= 12 for a, b in pairwise(heights))
    for name in names:
        start = name.x if name.anchor == "start" else name.x - text_width(name.text, 12)
        assert start >= 0
        assert start + text_width(name.text, 12) <= 600


def test_the_unit_whose_page_it_is_is_ringed():
    (drawing,) = draw_funnels(_block(NEAR, _point("other", 60, 70.0)), 600, 300, own_unit="near")
    assert [spot.own for spot in drawing.spots] == [False, True]


def test_the_axis_of_answers_leaves_out_what_nobody_has():
    (far,) = draw_funnels(_block(_point("a", 90, 70.0), _point("b", 100, 71.0)), 600, 300)
    assert int(far.counts[0].text) > 0
    (near,) = draw_funnels(_block(_point("a", 5, 70.0), _point("b", 100, 71.0)), 600, 300)
    assert near.counts[0].text == "0"


def test_panels_share_their_axis_of_figures():
    one = _block(NEAR)
    two = replace(one.panels[0], points=(_point("low", 50, 20.0, -1),), limits=one.panels[0].limits)
    first, second = draw_funnels(replace(one, panels=(one.panels[0], two)), 400, 300)
    assert [tick.text for tick in first.ticks] == [tick.text for tick in second.ticks]
