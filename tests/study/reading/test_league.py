"""A league of anonymous answers, and needs that nobody is asked to rank, are told with their line."""

from __future__ import annotations

import pytest

from csatreport.subjects.league.settings import LeagueRule
from csatreport.subjects.study import read_study

FILE = "config/questionnaires/dealer.yaml"
GOOD = """\
id: dealer
title: Dealers
every: quarter
league: true
needs_by: grade
sections:
  - id: all
    title: All
    items:
      - {id: supply, kind: rating, low: 1, high: 10, good: [8, 9, 10], bad: [1, 2, 3], text: Supply}
      - {id: needs, kind: ranked, picks: 2, text: Needs, options: [{code: a, label: A}, {code: b, label: B}]}
      - {id: grade, role: background, text: Grade, options: [{code: x, label: X}, {code: y, label: Y}]}
"""


def issues_of(write, text: str):
    return read_study(write({FILE: text}))[1]


@pytest.mark.parametrize("before", ["", "anonymous: false\n"])
def test_a_league_is_read(write, before):
    study, issues = read_study(write({FILE: before + GOOD}))
    assert not {one.code for one in issues} & {"C267", "C345", "C346"}
    rule = study.by_id["dealer"].settings_of(LeagueRule)
    assert (rule.league, rule.needs_by) == (True, "grade")


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("league: true", "anonymous: true\nleague: true", "C345", 5),
        ("league: true", "anonymous: {minimum: 8}\nleague: true", "C345", 5),
        ("kind: ranked, picks: 2", "kind: several", "C346", 5),
        ("needs_by: grade", "needs_by: supply", "C267", 5),
    ],
)
def test_what_cannot_be_told_is_refused_with_its_line(write, old, new, code, line):
    assert old in GOOD
    found = [one for one in issues_of(write, GOOD.replace(old, new)) if one.code == code]
    assert [one.source.line for one in found] == [line]
