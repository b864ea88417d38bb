"""Groups, units side by side and alpha can be worked out again from their explanations."""

from __future__ import annotations

import re
from math import sqrt

import pytest

from csatreport.label import LANGUAGES
from csatreport.report.explain import explain_all, explain_branch
from csatreport.report.explain_groups import explain_segment, explain_units
from csatreport.report.scope import Scope
from csatreport.report.segment_data import segment_data
from csatreport.report.segments import segment_table
from csatreport.subjects.measured import measure
from csatreport.survey.policy import Audience
from tests.measures.build import edition, ledger, node, questionnaire, units
from tests.report.test_segments import APART, ITEMS, PROMISE, people, through

TREE = {"all": None} | {f"u{n}": "all" for n in range(12)}


def company(language: str = "en") -> Scope:
    asked = edition(ITEMS, node("headline", ["q1", "q2"]))
    book = ledger(
        questionnaire([asked], units=units(TREE)),
        [{"period": "2025-01", "unit": f"u{n}", "sex": n % 2, **row}
         for n in range(12) for row in people(20 + n, int(n == 3))],
    )  # fmt: skip
    found = measure(book, book.questionnaire.units.root, book.base_periods[0])
    return Scope(findings=found, language=language, audience=Audience.OPEN)


def test_a_group_is_worked_out_and_set_against_everybody_else():
    rows = [*people(60, sex=0, age=0), *people(60, 1, sex=1, age=1)]
    scope = Scope(findings=through(rows), language="en", audience=Audience.OPEN)
    segment = scope.findings.segments[0]
    one, told = segment.groups[0], explain_segment(segment, scope).steps[0].lines
    value = one.score.value
    assert told[0] == f"60 answers, 60 of them with a score; their mean is {value:.1f}."
    assert "interval by Student" in told[1]
    assert f"{value:.2f} − {one.versus.reference:.2f}" in told[2]
    assert "Welch’s t-test against 60 answers" in told[3]


def test_a_permutation_and_the_tests_of_questions_are_told_with_their_draws():
    scope = Scope(findings=through(APART), language="en", audience=Audience.OPEN)
    segment = scope.findings.segments[0]
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
    segment = scope.findings.segments[0]
    assert [group.n for group in segment.groups] == [60, 1]
    assert [step.title for step in explain_segment(segment, scope).steps] == ["option 0"]
    assert [group["n"] for group in segment_data(segment, "en")["groups"]] == [60]
    table = segment_table(segment, scope)
    assert len(table.rows) == 1
    assert table.note.endswith("no group: 1.")


def test_groups_that_are_hidden_only_say_why():
    promised = through(people(30, sex=0, age=0), PROMISE)
    scope = Scope(findings=promised, language="en", audience=Audience.OPEN)
    for segment in promised.segments:
        (one,) = explain_segment(segment, scope).steps
        assert one.title == "Why nothing is shown"


def test_the_limits_of_every_unit_follow_from_what_is_said():
    (one,) = explain_units(company()).steps
    middle, spread, phi = map(float, re.search(
        r"m = ([\d.]+); s = ([\d.]+), .*φ = ([\d.]+)", one.lines[0]).groups())  # fmt: skip
    assert len(one.rows) == 12
    for _, n, _, inner, _ in one.rows:
        low, high = map(float, inner.split("–"))
        reach = 1.96 * spread * sqrt(phi / int(n))
        assert (low, high) == pytest.approx((middle - reach, middle + reach), abs=0.15)


def test_alpha_follows_from_the_part_of_the_variance():
    scope = company()
    told = explain_branch(scope.findings.headline, scope).steps[-1]
    k, less, ratio, alpha = map(float, re.search(
        r"= (\d+)/(\d+) · \(1 − ([\d.]+)\) = ([\d.−]+)\.", told.lines[0].replace("−0", "-0")
    ).groups())  # fmt: skip
    assert k / less * (1 - ratio) == pytest.approx(alpha, abs=0.006)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_explanation_is_whole_in_every_language(language):
    entries = explain_all(company(language))
    assert {"explain:group.sex", "explain:units"} <= {entry.id for entry in entries}
    for entry in entries:
        assert entry.steps
        assert all(line and "{" not in line for one in entry.steps for line in one.lines)
