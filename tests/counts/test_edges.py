"""What must come out when n is 0 or 1, or nothing varies: one test per entry of the table."""

from __future__ import annotations

import json

import pytest

from csatreport.statistics.change import compare, decide, welch
from csatreport.statistics.means import Sample
from csatreport.statistics.proportions import estimate_share, wilson
from csatreport.statistics.verdict import Against, Verdict
from csatreport.subjects.measured import measure
from tests.counts.build import edition, item, ledger, month, questionnaire
from tests.statistics.oracles import FOLDER

EDGES = {
    entry["case"]: entry["want"]
    for entry in json.loads((FOLDER / "edge_cases.json").read_text(encoding="utf-8"))
}
BEFORE, NOW = "2025-01", "2025-02"


def found(before: list[int], now: list[int]):
    rows = [{"period": p, "q1": a} for p, given in ((BEFORE, before), (NOW, now)) for a in given]
    book = ledger(questionnaire([edition([item("q1")])]), rows)
    return measure(book, book.questionnaire.units.root, month(NOW))


def test_wilson_without_answers_has_no_interval():
    assert "no interval" in EDGES["wilson n=0"]
    assert estimate_share(0, 0) is None


@pytest.mark.parametrize(("case", "count"), [("wilson 0/5", 0), ("wilson 5/5", 5)])
def test_wilson_at_the_ends_equals_the_table(case: str, count: int):
    assert wilson(count, 5) == pytest.approx(EDGES[case], abs=1e-9)


def test_one_answer_in_a_period_is_too_few_to_compare():
    assert "too few" in EDGES["welch n=1 in one period"]
    one, many = Sample(n=1, mean=0.0, variance=0.0), Sample(n=50, mean=9.0, variance=4.0)
    change = decide([compare(many, one, welch(many, one), Against.PREVIOUS, None)], 3.0)[0]
    assert (change.verdict, change.p, change.difference) == (Verdict.TOO_FEW, None, 9.0)


def test_both_periods_constant_and_equal_have_a_difference_of_0_and_no_p():
    assert "difference 0, no p" in EDGES["welch both constant and equal"]
    findings = found([1] * 20, [1] * 20)
    for change in (findings.items[0].changes[0], findings.headline.changes[0]):
        assert (change.difference, change.p, change.q) == (0.0, None, None)
        assert change.verdict is Verdict.NOT_SHOWN


def test_both_periods_constant_but_different_are_decided_by_counts():
    findings = found([3] * 20, [0] * 20)
    for change in (findings.items[0].changes[0], findings.headline.changes[0]):
        assert change.test == "fisher"
        assert change.p < 1e-9
        assert change.verdict is Verdict.UP
        assert (change.low, change.detectable) == (None, None)


def test_constant_answers_of_the_same_valence_are_not_shown():
    change = found([1] * 20, [0] * 20).items[0].changes[0]
    assert (change.test, change.p) == ("fisher", 1.0)
    assert change.verdict is Verdict.NOT_SHOWN
