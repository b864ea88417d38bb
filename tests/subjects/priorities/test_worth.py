"""What a rise of a question moves: the mean of those it concerns, and nobody else."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csatreport.counts.count import Given, person_score
from csatreport.study.item import Missing
from csatreport.study.policy import Anonymity
from csatreport.study.weights import WeightKind, Weights
from csatreport.subjects.priorities.worth import index_parts, item_parts, mean_parts
from tests.counts.build import edition, item, ledger, node, questionnaire

GAP = Missing.NOT_APPLICABLE
WEIGHTED = node(
    "headline", children=[node("a", ["q0"], weight=3.0), node("b", ["q1", "q2"], weight=1.0)]
)
PLAIN = node("headline", children=[node("a", ["q0"]), node("b", ["q1", "q2"])])


def parts(rows, tree=None, **settings) -> dict[str, float]:
    asked = edition([item("q0"), item("q1"), item("q2")], tree)
    book = ledger(questionnaire([asked], **settings), rows)
    return item_parts(book, "all", book.base_periods[0])


def test_where_all_answered_the_parts_are_those_of_the_index():
    assert index_parts(PLAIN) == pytest.approx({"q0": 1 / 3, "q1": 1 / 3, "q2": 1 / 3})
    assert index_parts(WEIGHTED) == pytest.approx({"q0": 0.75, "q1": 0.125, "q2": 0.125})
    rows = [{"period": "2025-01", "q0": 0, "q1": 1, "q2": 2}] * 3
    assert parts(rows, WEIGHTED) == pytest.approx(index_parts(WEIGHTED))


def test_a_question_that_concerns_a_quarter_is_worth_what_it_moves_there():
    """The shop and the car park: ten points more bring 8.75 and 1.25."""
    asked = edition([item("shop"), item("park")])
    rows = [{"period": "2025-01", "shop": 0, "park": 0 if n % 4 == 0 else GAP, "weight": 1 + n % 2}
            for n in range(8)]  # fmt: skip
    book = ledger(questionnaire([asked]), rows)
    found = item_parts(book, "all", book.base_periods[0])
    assert found == pytest.approx({"shop": 0.875, "park": 0.125})
    column = Weights(kind=WeightKind.COLUMN, column="w")
    book = ledger(questionnaire([asked], weights=column), rows)
    found = item_parts(book, "all", book.base_periods[0])
    assert found == pytest.approx({"shop": 1 - 2 / 12 / 2, "park": 2 / 12 / 2})


CELL = st.one_of(st.none(), st.just(GAP), st.floats(0, 60))
ANSWERS = st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=30)


def _given(cells, rise: float = 0.0) -> Given:
    """Lay out answers of one question: a number, None for a blank, or not applicable."""
    values = [np.nan if cell is None or cell is GAP else cell + rise for cell in cells]
    return Given(np.array(values, float), np.array([cell is not GAP for cell in cells]))


@given(ANSWERS, st.sampled_from([PLAIN, WEIGHTED]), st.sampled_from(["q0", "q1", "q2"]))
def test_the_part_times_the_rise_is_what_the_headline_gains(rows, tree, name):
    cells = {f"q{n}": [row[n] for row in rows] for n in range(3)}
    columns = {one: _given(answers) for one, answers in cells.items()}
    before = person_score(tree, columns)
    after = person_score(tree, {**columns, name: _given(cells[name], 7.0)})
    found = mean_parts(tree, columns, np.ones(len(rows)))
    if np.isnan(before).all():
        assert found == {}
    else:
        assert found[name] * 7 == pytest.approx(np.nanmean(after) - np.nanmean(before), abs=1e-6)
        assert sum(found.values()) == pytest.approx(1)


def test_whoever_is_scored_counts_though_most_does_not_concern_them():
    rows = [{"period": "2025-01", "q0": 0, "q1": 0, "q2": 0}]
    rows += [{"period": "2025-01", "q0": GAP, "q1": GAP, "q2": 0}]
    assert parts(rows) == pytest.approx({"q0": 1 / 6, "q1": 1 / 6, "q2": 2 / 3})


def test_who_has_no_score_moves_nothing():
    rows = [{"period": "2025-01", "q0": 0, "q1": 0, "q2": 0}, {"period": "2025-01", "q0": 0}]
    assert parts(rows) == pytest.approx({"q0": 1 / 3, "q1": 1 / 3, "q2": 1 / 3})
    assert parts([{"period": "2025-01", "q0": 0}]) == {}


def test_anonymous_answers_do_not_tell_how_many_answered_a_question():
    rows = [{"period": "2025-01", "q0": 0, "q1": 0}] * 9
    assert parts(rows, PLAIN, anonymity=Anonymity()) == index_parts(PLAIN)
    assert parts(rows, PLAIN)["q2"] == 0
