"""The comparison figure: every unit, its kind's symbol, safe texts, both themes, print."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from csatreport.report.figures import Compare
from csatreport.report.inline import Link
from csatreport.site import charts
from tests.site.build import STORES, compare

SVG = "{http://www.w3.org/2000/svg}"


def parsed(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314  (what we drew ourselves)


@pytest.fixture(scope="module")
def figure() -> ET.Element:
    return parsed(charts.draw_compare(compare("zh-Hans")))


def _texts(figure: ET.Element) -> list[str]:
    return [node.text or "" for node in figure.iter(f"{SVG}text")]


def test_every_unit_is_named_and_stated_once(figure: ET.Element):
    names = [store[1] for store in STORES]
    assert [t for t in _texts(figure) if t in names] == names
    titles = [node.text or "" for node in figure.iter(f"{SVG}title")]
    assert len(titles) == len(STORES)
    assert titles[0] == "人民路店 · 指数 83.1 · 95% 区间 80.0–86.2 · 答卷 83"


def test_the_line_of_the_whole_carries_its_name(figure: ET.Element):
    assert "全公司 77.3" in _texts(figure)


def test_colours_are_names_that_the_style_sheet_fills_in(figure: ET.Element):
    painted = [node.get(name) for node in figure.iter() for name in ("fill", "stroke")]
    assert {p for p in painted if p} - {"none"} <= {
        "var(--ink)", "var(--ink-2)", "var(--rule)", "var(--rule-2)", "var(--paper)",
    }  # fmt: skip


def test_on_paper_every_name_of_a_colour_is_replaced():
    palette = {
        "ink": "#111111",
        "ink_2": "#222222",
        "rule": "#333333",
        "rule_2": "#444444",
        "paper": "#ffffff",
    }
    printed = charts.to_print(charts.draw_compare(compare("en")), palette, "Noto Sans CJK SC")
    assert "var(" not in printed
    assert parsed(printed).get("font-family") == "Noto Sans CJK SC"


def test_names_are_text_whatever_they_hold():
    table = compare("en")
    hostile = '<script>alert(1)</script> & "§1§" ]]>'
    row = replace(table.rows[0], label=Link(text=hostile))
    drawn = parsed(charts.draw_compare(replace(table, rows=(row, *table.rows[1:]))))
    assert not list(drawn.iter(f"{SVG}script"))
    assert any(hostile in (node.text or "") for node in drawn.iter(f"{SVG}title"))


def test_languages_share_one_drawing_where_names_are_as_long():
    charts._drawing.cache_clear()
    charts.draw_compare(compare("zh-Hans"))
    charts.draw_compare(compare("zh-Hant"))
    assert charts._drawing.cache_info().misses == 1


def test_a_unit_without_a_value_keeps_its_line_and_has_no_mark():
    table = compare("en")
    row = replace(table.rows[3], value=None, hidden="withheld")
    drawn = parsed(
        charts.draw_compare(replace(table, rows=(*table.rows[:3], row, *table.rows[4:])))
    )
    assert "Station store" in _texts(drawn)
    assert len(list(drawn.iter(f"{SVG}title"))) == len(STORES) - 1


def test_the_unit_whose_page_it_is_stands_in_bold_and_no_other():
    drawn = parsed(charts.draw_compare(compare("en"), "S04"))
    bold = [node.text for node in drawn.iter(f"{SVG}text") if node.get("font-weight") == "700"]
    assert bold == ["Station store"]


def test_two_hundred_units_stand_in_two_columns():
    table = compare("en")
    many = replace(table, rows=tuple(table.rows[n % 16] for n in range(200)))
    drawn = parsed(charts.draw_compare(many))
    width, height = (float(n) for n in drawn.get("viewBox", "").split()[2:])
    assert width == pytest.approx(940, abs=40)
    assert height < 100 * 20 + 60
    assert len([t for t in _texts(drawn) if t == "Renmin Road store"]) == 13


def test_where_no_unit_has_a_value_there_is_no_figure():
    table = compare("en")
    empty: Compare = replace(table, rows=tuple(replace(r, value=None) for r in table.rows))
    assert charts.draw_compare(empty) == ""


def test_each_kind_has_its_own_symbol():
    assert charts.kinds(compare("en")) == {
        "county": ("circle", "county store"),
        "township": ("triangle-up", "township store"),
    }
