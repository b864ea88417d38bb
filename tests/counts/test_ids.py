"""Whom ids name: people and accounts are found again, numbers of forms are not."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from csatreport.counts.ids import RUNNING, UNRELATED, check_ids
from csatreport.counts.ledger import Ledger
from csatreport.counts.needs.told import digest
from csatreport.registers.model import Registers
from csatreport.statistics.verdict import Against
from csatreport.study.policy import Ids
from csatreport.study.register_entries import Customer
from csatreport.subjects.measured import measure
from tests.counts.build import CALENDAR, edition, item, ledger, month, questionnaire, responses

ASKED = edition([item("q1"), item("q2")])
MONTHS = ("2025-01", "2025-02", "2025-03")


def panel(seed: int, people: int = 80, loyal: float = 1.0, months=MONTHS) -> list[dict]:
    """Answers of the same people month after month; ``loyal`` is how much of theirs is lasting."""
    draw = np.random.default_rng(seed)
    nature = draw.normal(size=people)
    return [
        {"period": period, "id": f"{n + 1}", "q1": answer, "q2": answer}
        for period in months
        for n, answer in enumerate(_answers(loyal * nature + draw.normal(size=people)))
    ]


def _answers(leaning: np.ndarray) -> list[int]:
    return np.digitize(leaning, [-1, 0, 1]).tolist()


def running(seed: int) -> list[dict]:
    """Answers of other people each month, their forms numbered from 1 on."""
    draw = np.random.default_rng(seed)
    return [
        {"period": period, "id": f"{n + 1}", "q1": a, "q2": a}
        for period in MONTHS
        for n, a in enumerate(draw.integers(4, size=int(draw.integers(60, 90))).tolist())
    ]


def changes(book: Ledger):
    root = book.questionnaire.units.root
    for _, period in pairwise(MONTHS):
        found = measure(book, root, month(period))
        yield found.headline.change(Against.PREVIOUS)
        yield from (one.change(Against.PREVIOUS) for one in found.items)


def codes(book: Ledger) -> list[str]:
    return [issue.code for issue in check_ids(book)]


def test_running_numbers_of_forms_never_pair_strangers():
    for seed in range(20):
        book = ledger(questionnaire([ASKED]), running(seed))
        assert {(one.test, one.pairs) for one in changes(book)} == {("welch", 0)}


def test_numbers_of_forms_count_no_respondents():
    book = ledger(questionnaire([ASKED]), running(1))
    found = measure(book, book.questionnaire.units.root, month(MONTHS[0]))
    assert found.quality.respondents is None


@pytest.mark.parametrize("ids", [Ids.PERSON, Ids.ACCOUNT])
def test_people_and_accounts_are_paired(ids):
    book = ledger(questionnaire([ASKED], ids=ids), panel(1))
    assert {(one.test, one.pairs) for one in changes(book)} == {("paired", 80)}


def test_ids_in_the_customer_list_are_accounts_whatever_else_ids_name():
    listed = tuple(Customer(id=f"{n}", unit="all") for n in range(1, 31))
    made = responses(questionnaire([ASKED]), panel(1))
    book = Ledger.of(made, CALENDAR, Registers.holding(*listed))
    assert {(one.test, one.pairs) for one in changes(book)} == {("overlapping", 30)}


def test_a_change_of_the_customer_list_is_a_change_of_who_is_paired():
    made = responses(questionnaire([ASKED]), panel(1))
    few, more = (
        Registers.holding(*tuple(Customer(id=f"{n}", unit="all") for n in range(1, many)))
        for many in (11, 21)
    )
    need = ("#people", "")
    assert digest(Ledger.of(made, CALENDAR, few), need) != digest(
        Ledger.of(made, CALENDAR, more), need
    )


def test_pairs_that_do_not_go_together_are_warned_of():
    assert codes(ledger(questionnaire([ASKED], ids=Ids.PERSON), panel(2, loyal=0.0))) == [UNRELATED]
    assert codes(ledger(questionnaire([ASKED], ids=Ids.PERSON), panel(2))) == []


def test_few_pairs_say_nothing_about_ids():
    few = panel(2, people=14, loyal=0.0)
    assert codes(ledger(questionnaire([ASKED], ids=Ids.PERSON), few)) == []


def test_ids_that_run_from_one_in_every_period_are_warned_of_where_they_should_name_people():
    book = ledger(questionnaire([ASKED], ids=Ids.ACCOUNT), running(3))
    assert RUNNING in codes(book)
    assert codes(ledger(questionnaire([ASKED]), running(3))) == []


def test_a_panel_numbered_from_one_is_no_pad_of_forms():
    assert codes(ledger(questionnaire([ASKED], ids=Ids.PERSON), panel(4))) == []
