"""What an outsider may know of the gaps of an anonymous questionnaire: what is shown stands."""

from __future__ import annotations

from pathlib import Path

from csatreport.privacy.gate import Gate
from csatreport.study.item import Role
from csatreport.study.periods import PeriodKind
from csatreport.subjects.gaps import subject
from csatreport.subjects.gaps.subject import GAPS
from csatreport.subjects.measured import measure
from tests.counts.build import edition, item, ledger, questionnaire
from tests.privacy.audit.build import PROMISE, audited, publish
from tests.subjects.gaps.build import SEVEN, TREE, WEIGHTED, pair, people

RIVAL = item("r_a", SEVEN, role=Role.COMPETITOR, about="a")


def book(rows=({},) * 60):
    """Sixty people, each with what these rows say besides."""
    asked = edition([*pair("a"), *pair("b"), RIVAL, *WEIGHTED], TREE)
    answers = [
        {**row, "period": "r2025", "w1": 60.0 + n % 3, "w2": 40.0 - n % 3, **more}
        for n, (row, more) in enumerate(zip(people(60), rows, strict=True))
    ]
    return ledger(questionnaire([asked], every=PeriodKind.ROUND, anonymity=PROMISE), answers)


def gaps(made):
    root = made.questionnaire.units.root
    return Gate.of(made).apply(measure(made, root, made.base_periods[-1])).of(GAPS)


def some(number: int, answers: dict) -> tuple[dict, ...]:
    return (answers,) * number + ({},) * (60 - number)


def test_weighted_gaps_that_the_gate_lets_through_stand(tmp_path: Path):
    made = book()
    assert gaps(made).weighted is not None
    publish(made, tmp_path)
    assert audited(made, tmp_path) == []


def test_a_few_who_said_no_expectation_are_not_left_over():
    assert gaps(book(some(3, {"e_a": -1}))) is None
    assert gaps(book(some(10, {"e_a": -1}))) is not None


def test_a_few_who_were_not_weighted_are_not_left_over():
    assert gaps(book(some(3, {"w1": 0.0, "w2": 0.0}))).weighted is None
    assert gaps(book(some(10, {"w1": 0.0, "w2": 0.0}))).weighted is not None


def test_what_few_say_of_a_competitor_is_neither_shown_nor_missed(tmp_path: Path, monkeypatch):
    few, many = book(some(3, {"r_a": 1})), book(({"r_a": 1},) * 60)
    assert (gaps(few).items[0].rival, gaps(few).items[0].rival_n) == (None, 0)
    assert gaps(many).items[0].rival == 6.0
    publish(few, tmp_path / "shown")
    assert audited(few, tmp_path / "shown") == []
    monkeypatch.setattr(subject, "_without_few_rivals", lambda one: one)
    publish(few, tmp_path / "told")
    assert {reason for *_, reason in audited(few, tmp_path / "told")} == {"counts"}
