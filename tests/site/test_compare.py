"""The comparison figure: every unit, its kind's symbol, safe texts, two columns, print."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from csatreport.report.figures import Compare
from csatreport.report.inline import Link
from csatreport.site.compare import CompareDrawing, draw_compare, kinds
from csatreport.site.templates import Medium, environment
from csatreport.site.tokens import print_palette
from tests.site.build import STORES, compare

SVG = "{http://www.w3.org/2000/svg}"
STUDY = Path(__file__).parent


def drawn(table: Compare, own: str = "") -> CompareDrawing:
    found = draw_compare(table, own)
    assert found is not None
    return found


def printed(table: Compare, own: str = "") -> ET.Element:
    """Print the figure as its macro does, on paper."""
    medium = Medium(print=True, font="Noto Sans CJK SC")
    told = {"medium": medium, "c": print_palette(STUDY), "t": str, "href": str, "language": "en"}
    blocks = environment(STUDY).get_template("blocks.html.j2").make_module(told)
    svg: str = blocks.compare_svg(drawn(table, own))  # type: ignore[attr-defined]
    return ET.fromstring(svg)  # noqa: S314  (what we drew ourselves)


def marks(figure: ET.Element) -> list[ET.Element]:
    return [node for node in figure.iter(f"{SVG}path") if node.get("transform")]


def test_every_unit_is_named_once():
    (column,) = drawn(compare("zh-Hans")).columns
    assert [spot.name.text for spot in column.spots] == [store[1] for store in STORES]


def test_a_value_lies_where_its_axis_says():
    (column,) = drawn(compare("en")).columns
    places = {tick.text: tick.x for tick in column.ticks}
    by_name = {spot.name.text: spot.x for spot in column.spots}
    per_point = (places["85"] - places["80"]) / 5
    assert by_name["Renmin Road store"] == pytest.approx(places["80"] + 3.1 * per_point, abs=0.2)
    assert by_name["Cypress store"] == pytest.approx(places["85"] + 3 * per_point, abs=0.2)
    assert f"M{column.spots[0].x} " not in column.intervals
    assert column.intervals.count("M") == len(STORES)


def test_the_line_of_the_whole_carries_its_name():
    (column,) = drawn(compare("zh-Hans")).columns
    assert column.reference is not None
    assert column.reference.text == "全公司 77.3"
    assert column.line.startswith(f"M{column.reference.x} ")


def test_names_and_symbols_stay_within_the_drawing():
    figure = drawn(compare("en"))
    for spot in figure.columns[0].spots:
        assert spot.x is not None
        assert spot.name.x < spot.x < figure.width
        assert 0 < spot.y < figure.height


def test_colours_and_font_are_said():
    figure = printed(compare("en"))
    assert "var(" not in ET.tostring(figure, encoding="unicode")
    assert figure.get("font-family") == "Noto Sans CJK SC"


def test_names_are_text_whatever_they_hold():
    table = compare("en")
    hostile = '<b>&"]]>'
    row = replace(table.rows[0], label=Link(text=hostile))
    figure = printed(replace(table, rows=(row, *table.rows[1:])))
    assert not list(figure.iter(f"{SVG}b"))
    assert hostile in [node.text for node in figure.iter(f"{SVG}text")]


def test_a_unit_without_a_value_keeps_its_line_and_has_no_mark():
    table = compare("en")
    row = replace(table.rows[3], value=None, hidden="withheld")
    figure = printed(replace(table, rows=(*table.rows[:3], row, *table.rows[4:])))
    assert "Station store" in [node.text for node in figure.iter(f"{SVG}text")]
    assert len(marks(figure)) == len(STORES) - 1


def test_the_unit_whose_page_it_is_stands_in_bold_and_no_other():
    figure = printed(compare("en"), "S04")
    bold = [node.text for node in figure.iter(f"{SVG}text") if node.get("font-weight") == "700"]
    assert bold == ["Station store"]


def test_two_hundred_units_stand_in_two_columns():
    table = compare("en")
    figure = drawn(replace(table, rows=tuple(table.rows[n % 16] for n in range(200))))
    assert [len(column.spots) for column in figure.columns] == [100, 100]
    left, right = figure.columns
    assert left.ticks[-1].x < right.spots[0].name.x
    assert right.ticks[-1].x < figure.width
    assert figure.height < 100 * 20 + 60


def test_where_no_unit_has_a_value_there_is_no_figure():
    table = compare("en")
    empty = replace(table, rows=tuple(replace(r, value=None) for r in table.rows))
    assert draw_compare(empty) is None


def test_each_kind_has_its_own_symbol():
    assert kinds(compare("en")) == {
        "county": ("circle", "county store"),
        "township": ("triangle-up", "township store"),
    }


def test_where_all_units_are_equal_and_have_no_interval_they_stand_on_one_line():
    table = compare("en")
    row = replace(table.rows[0], value=100.0, low=None, high=None)
    figure = drawn(replace(table, rows=(row, row), reference=None))
    (column,) = figure.columns
    assert len(column.ticks) == 2
    assert {spot.x for spot in column.spots} == {column.ticks[0].x}
    assert (column.intervals, column.reference) == ("", None)
