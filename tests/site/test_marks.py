"""Strips and dots: parts in order that fill the strip, dots inside their interval and axis."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from csatreport.report.figures import Dot, StripPart
from csatreport.report.inline import Tone
from csatreport.site import marks
from tests.site.build import compare, items


def test_the_parts_of_a_strip_follow_each_other_and_fill_it():
    strip = marks.draw_strip(items("en").groups[0].rows[0].parts)
    assert strip[0].start == 0
    for one, other in pairwise(strip):
        assert other.start == pytest.approx(one.start + one.width, abs=0.02)
    assert strip[-1].start + strip[-1].width == pytest.approx(100, abs=0.05)


def test_a_part_that_nobody_chose_is_not_drawn():
    parts = (
        StripPart(tone=Tone.GOOD_1, width=100.0, count="5", title="a"),
        StripPart(tone=Tone.BAD_2, width=0.0, count="", title="b"),
    )
    assert [s.tone for s in marks.draw_strip(parts)] == ["g1"]


def test_the_axis_of_dots_is_the_narrowest_that_holds_them_all():
    assert marks.dot_axis(items("en")).low == 50
    low = replace(items("en").groups[0].rows[0].dot, low=3.0)
    row = replace(items("en").groups[0].rows[0], dot=low)
    table = items("en")
    group = replace(table.groups[0], rows=(row, *table.groups[0].rows[1:]))
    assert marks.dot_axis(replace(table, groups=(group,))).low == 0


def test_a_table_without_dots_has_an_axis_all_the_same():
    assert marks.dot_axis(replace(items("en"), groups=())).low == 0


def test_a_dot_lies_within_its_interval():
    axis = marks.dot_axis(items("en"))
    d = marks.draw_dot(Dot(value=80, low=75, high=85, reference=90, text=""), axis)
    assert d.low is not None
    assert d.high is not None
    assert d.reference is not None
    assert d.low < d.value < d.high < d.reference
    assert (
        marks.draw_dot(Dot(value=80, low=None, high=None, reference=None, text=""), axis).low
        is None
    )


def test_units_side_by_side_share_an_axis_that_holds_all_of_them():
    every = compare("en")
    axis = marks.compare_axis(every)
    assert axis is not None
    ends = [v for row in every.rows for v in (row.low, row.high) if v is not None]
    assert axis.low <= min(ends)
    assert axis.high >= max(ends)
    blank = tuple(replace(row, value=None, low=None, high=None) for row in every.rows)
    assert marks.compare_axis(replace(every, rows=blank)) is None
