"""Who is paired with whom, and when nobody is."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from csatreport.statistics.verdict import Against
from csatreport.study.policy import Anonymity, Ids
from csatreport.subjects.measured import measure
from tests.counts.build import edition, item, ledger, month, questionnaire

ASKED = edition([item("q1"), item("q2")])
BEFORE, NOW = "2025-01", "2025-02"


def survey(before: dict[str, int], now: dict[str, int], **settings):
    rows = [
        {"period": period, "id": name.rstrip("'"), "q1": answer, "q2": answer}
        for period, given in ((BEFORE, before), (NOW, now))
        for name, answer in given.items()
    ]
    settings.setdefault("ids", Ids.PERSON)
    return ledger(questionnaire([ASKED], **settings), rows)


def change(book):
    findings = measure(book, book.questionnaire.units.root, month(NOW))
    assert findings.items[0].change(Against.PREVIOUS).test == findings.headline.changes[0].test
    return findings.headline.change(Against.PREVIOUS)


FIRST = {f"c{i:02}": i % 4 for i in range(12)}
SECOND = {f"c{i:02}": (i * i + i // 5) % 4 for i in range(12)}


def test_the_same_customers_twice_are_a_paired_test():
    found = change(survey(FIRST, SECOND))
    now, before = ([(3 - a) * 100 / 3 for a in x.values()] for x in (SECOND, FIRST))
    want = stats.ttest_rel(now, before)
    assert (found.test, found.pairs) == ("paired", 12)
    assert found.p == pytest.approx(want.pvalue)
    interval = want.confidence_interval()
    assert (found.low, found.high) == pytest.approx((interval.low, interval.high))


def test_some_of_the_same_customers_are_an_overlapping_test():
    second = {name.replace("c0", "d0"): answer for name, answer in SECOND.items()}
    found = change(survey(FIRST, second))
    assert (found.test, found.pairs) == ("overlapping", 2)


def test_different_customers_are_welchs_test():
    second = {name.replace("c", "d"): answer for name, answer in SECOND.items()}
    found = change(survey(FIRST, second))
    now, before = ([(3 - a) * 100 / 3 for a in x.values()] for x in (SECOND, FIRST))
    assert (found.test, found.pairs) == ("welch", 0)
    assert found.p == pytest.approx(stats.ttest_ind(now, before, equal_var=False).pvalue)


def test_whoever_answers_twice_in_a_period_makes_it_welchs_test():
    assert change(survey(FIRST, {**SECOND, "c01'": 3})).test == "welch"


def test_rows_without_an_id_are_never_paired_with_each_other():
    rows = [
        {"period": period, "id": "", "q1": i % 4, "q2": i % 3}
        for period in (BEFORE, NOW)
        for i in range(12)
    ]
    assert change(ledger(questionnaire([ASKED], ids=Ids.PERSON), rows)).test == "welch"


def test_an_anonymous_survey_pairs_nobody_even_if_rows_have_ids():
    book = survey(FIRST, SECOND, anonymity=Anonymity())
    assert change(book).test == "welch"
    assert np.all(book.people.ids == -1)


def test_a_pair_counts_for_an_item_only_with_both_answers():
    second = {**SECOND, "c00": -1}
    found = change(survey(FIRST, second))
    assert (found.test, found.pairs) == ("overlapping", 11)


def test_permuting_rows_changes_no_bit_of_a_paired_test():
    rows = [
        {"period": period, "id": name, "q1": answer, "q2": (answer + 1) % 4}
        for period, given in ((BEFORE, FIRST), (NOW, SECOND))
        for name, answer in given.items()
    ]
    q = questionnaire([ASKED], ids=Ids.PERSON)
    shuffled = [rows[i] for i in np.random.default_rng(3).permutation(len(rows))]
    assert change(ledger(q, rows)) == change(ledger(q, shuffled))
