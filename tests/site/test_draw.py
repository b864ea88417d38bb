"""Geometry: everything stays inside its drawing, in the right order, broken where it must be."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csatreport.site import draw
from tests.site.build import trend

VALUES = st.lists(st.one_of(st.none(), st.floats(0, 100, allow_nan=False)), min_size=1, max_size=30)


@given(low=st.floats(-100, 100), span=st.floats(0.5, 200))
@settings(deadline=None, max_examples=60)
def test_ticks_are_round_and_hold_the_range(low: float, span: float):
    ticks = draw.tick_values(low, low + span)
    assert ticks[0] <= low
    assert ticks[-1] >= low + span
    assert len(ticks) <= 7
    assert all(tick == int(tick) for tick in ticks)


@given(values=VALUES)
@settings(deadline=None, max_examples=60)
def test_every_point_of_a_trend_stays_inside_its_drawing(values: list[float | None]):
    d = draw.draw_trend(trend("en", tuple(values), target=None), 600, 250)
    assert len(d.spots) == sum(value is not None for value in values)
    for spot in d.spots:
        assert d.left <= spot.x <= d.right
        assert 0 <= spot.y <= d.floor


def test_a_higher_value_stands_higher():
    d = draw.draw_trend(trend("en", (70.0, 80.0)), 600, 250)
    assert d.spots[1].y < d.spots[0].y
    assert d.spots[1].x > d.spots[0].x


def test_the_line_breaks_at_a_gap_and_where_a_series_starts_anew():
    whole = draw.draw_trend(trend("en", (70.0, 71.0, 72.0, 73.0)), 600, 250)
    gap = draw.draw_trend(trend("en", (70.0, None, 72.0, 73.0)), 600, 250)
    anew = draw.draw_trend(trend("en", (70.0, 71.0, 72.0, 73.0), breaks=2), 600, 250)
    assert whole.line.count("M") == 1
    assert gap.line.count("M") == 2
    assert anew.line.count("M") == 2
    assert len(anew.breaks) == 1
    assert whole.breaks == ()
    assert anew.spots[1].x < anew.breaks[0] < anew.spots[2].x


def test_each_interval_has_one_bar_and_a_gap_has_none():
    d = draw.draw_trend(trend("en", (70.0, None, 72.0)), 600, 250)
    assert d.bars.count("M") == 2


def test_a_trend_that_ends_in_a_gap_has_no_last_value():
    d = draw.draw_trend(trend("en", (70.0, None)), 600, 250)
    assert d.last is None
    assert d.value is None


def test_the_last_value_and_the_targets_name_do_not_overlap():
    d = draw.draw_trend(trend("en", (70.0, 75.2), target=75.0), 600, 250)
    assert d.value is not None
    assert d.target is not None
    assert abs(d.value.y - d.target.y) >= 12
    assert d.value.y < d.target.y


@pytest.mark.parametrize("count", [2, 3, 10, 24])
def test_names_under_the_axis_never_touch(count: int):
    points = trend("en", tuple(70.0 + n % 7 for n in range(count)))
    named = replace(points, points=tuple(replace(p, short="September 2026") for p in points.points))
    drawing = draw.draw_trend(named, 340, 220)
    spans = []
    for label in drawing.labels:
        wide = draw.text_width(label.text, 12)
        start = label.x if label.anchor == "start" else label.x - wide / 2
        spans.append((start, start + wide))
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    assert spans[0][0] >= drawing.left
    assert spans[-1][1] <= drawing.width


def test_the_band_of_a_range_that_stays_is_a_box_and_steps_where_the_range_moves():
    points = trend("en", (70.0, 71.0, 72.0), target=None)
    usual = [(60.0, 80.0)] * 3

    def band(usual: list[tuple[float, float]]) -> str:
        held = zip(points.points, usual, strict=True)
        ranged = replace(points, points=tuple(replace(p, usual=u) for p, u in held))
        return draw.draw_trend(ranged, 600, 250).band

    assert re.fullmatch(r"M[\d. ]+H[\d.]+L[\d. ]+H[\d.]+Z", band(usual))
    assert band([*usual[:2], (60.0, 75.0)]).count("V") == 1


@pytest.mark.parametrize("values", [(), (None,), (71.0,)])
def test_a_trend_of_almost_nothing_can_be_drawn(values: tuple):
    d = draw.draw_trend(trend("en", values), 600, 250)
    assert len(d.spots) == sum(v is not None for v in values)


def test_a_spark_line_fits_its_box():
    d = draw.draw_spark(trend("en"), 150, 40)
    assert all(0 <= s.x <= 150 and 0 <= s.y <= 40 for s in d.spots)
    assert d.last == d.spots[-1]


def test_a_text_is_cut_only_where_it_does_not_fit():
    assert draw.shorten("人民路店", 12, 48) == "人民路店"
    cut = draw.shorten("人民路旗舰店", 12, 48)
    assert cut.endswith("…")
    assert draw.text_width(cut, 12) <= 48


def test_paths_hold_numbers_only():
    d = draw.draw_trend(trend("en"), 600, 250)
    assert re.fullmatch(r"[ML\d. -]+", d.line)
