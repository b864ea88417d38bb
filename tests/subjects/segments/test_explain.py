"""Groups of people can be worked out again from their explanations."""

from __future__ import annotations

import re

import pytest

from csatreport.report.scope import Scope
from csatreport.study.policy import Audience
from csatreport.subjects.segments.explain import explain_segment
from csatreport.subjects.segments.subject import SEGMENTS
from csatreport.subjects.segments.tell import segment_table
from tests.subjects.segments.build import APART, PROMISE, people, through


def test_a_group_is_worked_out_and_set_against_everybody_else():
    rows = [*people(160, sex=0, age=0), *people(160, 1, sex=1, age=1)]
    scope = Scope(findings=through(rows), language="en", audience=Audience.OPEN)
    segment = scope.findings.of(SEGMENTS)[0]
    one, told = segment.groups[0], explain_segment(segment, scope).steps[0].lines
    value = one.score.value
    assert told[0] == f"160 answers, 160 of them with a score; their mean is {value:.1f}."
    assert "interval by Student" in told[1]
    assert f"{value:.2f} − {one.versus.reference:.2f}" in told[2]
    assert "Welch’s t-test against 160 answers" in told[3]


def test_a_permutation_and_the_tests_of_questions_are_told_with_their_draws():
    scope = Scope(findings=through(APART), language="en", audience=Audience.OPEN)
    segment = scope.findings.of(SEGMENTS)[0]
    *groups, tests = explain_segment(segment, scope).steps
    change = segment.groups[0].versus
    told = re.search(r"= \(1 \+ (\d+)\) / \(1 \+ ([\d,]+)\) = ([\d.]+)", groups[0].lines[3])
    hits, draws = int(told[1]), int(told[2].replace(",", ""))
    assert draws == change.draws
    assert (1 + hits) / (1 + draws) == pytest.approx(change.p)
    assert [row[0] for row in tests.rows] == ["q1", "q2"]
    assert tests.rows[0][1].startswith("χ² = ")


def test_one_person_is_no_group_and_is_counted_as_not_listed():
    rows = [*APART[:60], {**APART[0], "sex": 1}]
    only = through([row | {"sex": 0} for row in rows[:-1]] + rows[-1:])
    scope = Scope(findings=only, language="en", audience=Audience.OPEN)
    segment = scope.findings.of(SEGMENTS)[0]
    assert [group.n for group in segment.groups] == [60, 1]
    assert [step.title for step in explain_segment(segment, scope).steps] == ["option 0"]
    assert [group["n"] for group in SEGMENTS.entries(scope)["segments"][0]["groups"]] == [60]
    table = segment_table(segment, scope)
    assert len(table.rows) == 1
    assert table.note.endswith("no group: 1.")


def test_groups_that_are_hidden_only_say_why():
    promised = through(people(30, sex=0, age=0), PROMISE)
    scope = Scope(findings=promised, language="en", audience=Audience.OPEN)
    for segment in promised.of(SEGMENTS):
        (one,) = explain_segment(segment, scope).steps
        assert one.title == "Why nothing is shown"
