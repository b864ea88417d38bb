"""Descriptions of scorecards that do not add up are told with their place."""

from __future__ import annotations

import pytest

from csatreport.study.reading.registers import read_registers
from csatreport.subjects.scorecard.settings import ScorecardRule
from csatreport.subjects.study import own_settings, read_study

FILE = "config/registers/shop-suppliers.yaml"
GOOD = """\
kind: suppliers
questionnaire: shop
criteria:
  - {id: defects, label: D, weight: 60, per: 1000000, points: {0: 100, 500: 75, 10000: 0}, critical: 40}
  - {id: service, label: S, weight: 40, low: 1, high: 5, points: {1: 0, 5: 100}}
  - {id: spend, label: M}
grades: {A: 90, B: 60, C: 0}
caps: B
supply: spend
"""


def read(write, text: str):
    folder = write({FILE: text})
    study, issues = read_study(folder)
    assert study is not None, issues
    return read_registers(folder, study, own_settings())


def test_a_scorecard_is_read_without_a_complaint(write):
    (found,), issues = read(write, GOOD)
    assert issues == ()
    assert found.criteria[0].points == ((0.0, 100.0), (500.0, 75.0), (10000.0, 0.0))
    rule = found.settings_of(ScorecardRule)
    assert [rule.grade(score, capped=False) for score in (90, 89.9, 60, 0)] == ["A", "B", "B", "C"]
    assert [rule.grade(score, capped=True) for score in (95, 10)] == ["B", "C"]
    assert found.label("service")["en"] == "S"


def test_without_a_word_there_are_four_grades_and_the_cap_is_the_last_but_one(write):
    (found,), issues = read(write, GOOD.partition("grades:")[0])
    assert issues == ()
    rule = found.settings_of(ScorecardRule)
    assert (rule.names, rule.cap) == (("A", "B", "C", "D"), "C")


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("weight: 40", "weight: 30", "C340", 4),
        ("0: 100, 500: 75, 10000: 0", "0: 100, 10000: 0, 500: 75", "C341", 4),
        ("0: 100, 500: 75, 10000: 0", "0: 100, 500: 0, 10000: 75", "C341", 4),
        ("0: 100, 500: 75, 10000: 0", "0: 100", "C341", 4),
        ("0: 100, 500: 75, 10000: 0", "0: 50, 500: 50", "C341", 4),
        ("points: {1: 0, 5: 100}", "critical: 5", "C341", 5),
        ("points: {1: 0, 5: 100}", "points: {one: 0, 5: 100}", "C133", 5),
        ("A: 90, B: 60", "A: 60, B: 90", "C342", 7),
        ("C: 0}", "C: 10}", "C342", 7),
        ("caps: B", "caps: D", "C343", 8),
        ("supply: spend", "supply: money", "C343", 9),
        ("supply: spend", "supply: service", "C343", 9),
        ("{A: 90", "{best grade: 90", "C344", 7),
        ("id: service", "id: defects", "C234", 5),
        ("weight: 60", "weight: 160", "C135", 4),
    ],
)
def test_what_does_not_add_up_is_told_with_its_line(write, old, new, code, line):
    assert old in GOOD
    found, issues = read(write, GOOD.replace(old, new))
    assert found == ()
    assert code in {one.code for one in issues}
    assert next(one for one in issues if one.code == code).source.line == line


def test_a_scorecard_without_criteria_weighs_nothing(write):
    _, issues = read(write, "kind: suppliers\nquestionnaire: shop\n")
    assert [one.code for one in issues] == ["C340"]


def test_keys_of_a_scorecard_do_nothing_in_another_register(write):
    _, issues = read(write, "kind: defects\nquestionnaire: shop\ncaps: B\nsupply: spend\n")
    assert {one.code for one in issues} == {"C328"}
