"""Digests of rows know an answer again, whatever is added around it, and nothing else."""

from __future__ import annotations

from csatreport.counts.closed.prints import digest_rows
from tests.counts.build import edition, item, ledger, questionnaire, units

SECRET, OTHER = bytes(32), bytes([1]) * 32
UNITS = {"all": None, "a": "all", "b": "all"}


def digests(rows, asked=None, tree=UNITS, secret=SECRET) -> list[str]:
    asked = asked or edition([item("q1"), item("q2")])
    made = ledger(questionnaire((asked,), units=units(tree)), rows)
    (wave,) = made.responses.waves
    return digest_rows(wave, made.questionnaire.units, secret)


def row(unit: str, first: int, second: int) -> dict:
    return {"unit": unit, "period": "2026-02", "q1": first, "q2": second}


def test_equal_answers_of_a_unit_are_equal_and_all_others_differ():
    found = digests(
        [row("a", 1, 2), row("a", 1, 2), row("b", 1, 2), row("a", 2, 1), row("a", 1, -1)]
    )
    assert found[0] == found[1]
    assert len(set(found)) == 4


def test_an_item_added_later_changes_no_digest():
    rows = [row("a", 1, 2), row("b", 0, 3)]
    longer = edition([item("q1"), item("q3"), item("q2")])
    assert digests([{**one, "q3": -1} for one in rows], longer) == digests(rows)


def test_units_that_are_added_change_no_digest():
    rows = [row("a", 1, 2), row("b", 0, 3)]
    assert digests(rows, tree={"all": None, "z": "all", "b": "z", "a": "all"}) == digests(rows)


def test_a_blank_and_an_answer_that_is_not_valid_differ():
    assert len(set(digests([row("a", 1, code) for code in (-1, -2, -3, -4)]))) == 4


def test_without_the_secret_no_row_is_known():
    rows = [row("a", n % 4, n // 4) for n in range(16)]
    assert not set(digests(rows)) & set(digests(rows, secret=OTHER))
