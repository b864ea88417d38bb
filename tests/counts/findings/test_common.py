"""A headline across a break is compared over the questions that are the same, or not at all."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from csatreport.statistics.verdict import Against
from csatreport.study.policy import Anonymity, Ids
from csatreport.subjects.measured import measure
from tests.counts.build import edition, item, ledger, month, node, questionnaire, units

BEFORE, NOW = "2025-01", "2025-02"
LAST_YEAR = "2024-02"


def survey(same: int, fresh: int, *, weights=None, people: int = 40, **settings):
    """Two editions with ``same`` questions in common and ``fresh`` new ones; answers at random."""
    kept = [item(f"q{n}") for n in range(same)]
    old = [item(f"w{n}") for n in range(fresh)]
    new = [item(f"w{n}", series=f"w{n}@2") for n in range(fresh)]
    first = edition([*kept, *old])
    second = edition(
        [*kept, *new], number="2", begins=month(NOW),
        index=weights or node("headline", [i.id for i in (*kept, *new)], series="headline@2"),
    )  # fmt: skip
    draw = np.random.default_rng(same * 10 + fresh)
    rows = [
        {"period": p, "id": f"c{n}", **{i.id: int(draw.integers(-1, 4)) for i in (*kept, *old)}}
        for p in (LAST_YEAR, BEFORE, NOW)
        for n in range(people)
    ]
    return ledger(questionnaire([first, second], **settings), rows), rows


def headline(book, period: str = NOW, unit: str = "all"):
    return measure(book, book.questionnaire.units.by_id[unit], month(period)).headline


def scores(rows, period: str, names) -> np.ndarray:
    """The mean of each person's answers on 0-100, if at least half of some questions have one."""
    found = []
    for row in rows:
        given = [(3 - row[n]) * 100 / 3 for n in names if row[n] >= 0]
        if row["period"] == period and given and 2 * len(given) >= len(names):
            found.append(np.mean(given))
    return np.array(found)


def test_the_headline_is_compared_over_the_questions_that_are_the_same():
    book, rows = survey(same=3, fresh=2)
    change = headline(book).change(Against.PREVIOUS)
    now, then = (scores(rows, p, ["q0", "q1", "q2"]) for p in (NOW, BEFORE))
    assert (change.common.shared.questions, change.common.shared.of) == (3, 5)
    assert change.reference == pytest.approx(then.mean())
    assert change.common.index == pytest.approx(now.mean())
    assert (change.common.n, change.reference_n) == (len(now), len(then))
    want = stats.ttest_ind(now, then, equal_var=False)
    assert (change.difference, change.p) == pytest.approx((now.mean() - then.mean(), want.pvalue))


def test_last_year_is_compared_over_them_too():
    book, rows = survey(same=3, fresh=2)
    change = headline(book).change(Against.YEAR_AGO)
    assert change.reference == pytest.approx(scores(rows, LAST_YEAR, ["q0", "q1", "q2"]).mean())
    assert change.common is not None


@pytest.mark.parametrize(
    ("same", "fresh", "compared"), [(1, 1, True), (2, 3, False), (0, 2, False)]
)
def test_fewer_than_half_of_the_questions_compare_nothing(same, fresh, compared):
    book, _ = survey(same=same, fresh=fresh)
    found = headline(book)
    assert (found.change(Against.PREVIOUS) is not None) is compared
    assert (found.shared.questions, found.shared.of) == (same, same + fresh)


def test_without_a_break_nothing_is_said_of_common_questions():
    found = headline(survey(same=2, fresh=1)[0], BEFORE)
    assert found.shared is None
    assert all(change.common is None for change in found.changes)


def test_the_newer_trees_weights_count_inside_each_person():
    tree = node("headline", series="headline@2", children=[
        node("a", ["q0"], weight=3.0), node("b", ["q1"], weight=1.0), node("c", ["w0"], weight=4.0),
    ])  # fmt: skip
    book, rows = survey(same=2, fresh=1, weights=tree)
    change = headline(book).change(Against.PREVIOUS)
    then = [
        np.average([(3 - r[n]) * 100 / 3 for n in names], weights=[w[n] for n in names])
        for r in rows
        for w in [{"q0": 3.0, "q1": 1.0}]
        for names in [[n for n in w if r[n] >= 0]]
        if r["period"] == BEFORE and names
    ]
    assert change.reference == pytest.approx(np.mean(then))


def test_people_who_answered_both_are_paired_over_the_common_questions():
    book, _ = survey(same=3, fresh=2, ids=Ids.PERSON)
    assert headline(book).change(Against.PREVIOUS).test in {"paired", "overlapping"}


def test_anonymous_answers_are_not_compared_over_a_part_of_the_questions():
    found = headline(survey(same=3, fresh=1, anonymity=Anonymity())[0])
    assert (found.change(Against.PREVIOUS), found.shared) == (None, None)


def test_the_rows_of_both_periods_are_needed():
    book, _ = survey(same=3, fresh=2, units=units({"all": None, "a": "all"}))
    with book.watch.noting() as needs:
        headline(book)
    assert {("all", NOW), ("all", BEFORE), ("all", LAST_YEAR)} <= needs
