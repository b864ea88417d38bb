"""Cronbach's alpha, its interval, and items that pull against the rest."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from csatreport.base.errors import Source
from csatreport.subjects.quality.measure import check_agreement, rate
from csatreport.subjects.quality.reliability import (
    Products,
    alpha_of,
    clearly_negative,
    feldt,
    products_of,
    rate_node,
)
from csatreport.subjects.quality.soundness import Unreliable
from tests.counts.airport import NAMES, airport
from tests.counts.build import CALENDAR, FOUR, edition, item, ledger, month, node, questionnaire
from tests.frames import frame_of
from tests.statistics.oracles import exactly, read_oracle

ALPHA = read_oracle("alpha_drivers", "alpha_listwise/")
FORGOTTEN = read_oracle("alpha_drivers", "alpha_two_items_reversed_forgotten/")
ORACLE_ITEMS = ("Q7ART", "Q7FOOD", "Q7STORE", "Q7SIGN", "Q7WALKWAYS", "Q7SCREENS", "Q7WIFI")
THREE = [item(f"q{i}") for i in range(3)]
WHOLE = node("headline", [one.id for one in THREE])


def airport_answers(year: str, *, turned: tuple[str, ...] = ()) -> tuple[list, np.ndarray]:
    """Return the oracle's seven items and their marks, complete answers or not."""
    book = airport()
    (wave,) = (w for w in book.responses.waves if year in {p.id for p in waves_periods(book, w)})
    places = {p.id: i for i, p in enumerate(book.base_periods)}
    mine = frame_of(wave)["_period"].to_numpy() == places[year]
    items = [wave.edition.by_id[NAMES[name]] for name in ORACLE_ITEMS]
    columns = []
    for name, one in zip(ORACLE_ITEMS, items, strict=True):
        codes = frame_of(wave)[one.id].to_numpy(np.int64)[mine]
        points = np.array([o.points for o in one.options])
        values = np.where(codes < 0, np.nan, points[np.maximum(codes, 0)])
        columns.append(6 - values if name in turned else values)
    return items, np.column_stack(columns)


def waves_periods(book, wave):
    return [book.base_periods[place] for place in np.unique(frame_of(wave)["_period"])]


@pytest.mark.parametrize("year", ALPHA)
def test_alpha_item_rest_and_alpha_without_an_item_equal_r(year: str):
    want = ALPHA[year]
    items, answers = airport_answers(year)
    found = rate_node(node("seven", [one.id for one in items]), items, products_of(answers))
    assert (found.n, found.k) == (want["n"], 7)
    assert found.alpha == exactly(want["raw_alpha"])
    for name, rest in zip(ORACLE_ITEMS, found.items, strict=True):
        assert rest.r == exactly(want[f"item_rest_r.{name}"])
        assert rest.alpha_without == exactly(want[f"alpha_if_dropped.{name}"])


@pytest.mark.parametrize("year", FORGOTTEN)
def test_two_items_whose_reversal_was_forgotten_pull_alpha_down_as_in_r(year: str):
    found = []
    for turned in combinations(ORACLE_ITEMS, 2):
        _, answers = airport_answers(year, turned=turned)
        found.append(alpha_of(products_of(answers).covariance))
    assert any(value == exactly(FORGOTTEN[year]["raw_alpha"]) for value in found)


def test_a_constant_item_is_left_out_and_named():
    answers = np.column_stack([np.tile([0.0, 1, 2, 3], 5), np.tile([0.0, 1, 3, 3], 5), np.ones(20)])
    found = rate_node(WHOLE, THREE, products_of(answers))
    assert (found.k, found.constant) == (2, (THREE[2],))
    assert found.alpha == exactly(alpha_of(np.cov(answers[:, :2], rowvar=False)))
    assert [rest.item.id for rest in found.items] == ["q0", "q1"]


@pytest.mark.parametrize(
    ("answers", "why"),
    [
        (np.ones((20, 3)), Unreliable.ITEMS),
        (np.column_stack([np.arange(20.0), np.ones(20), np.ones(20)]), Unreliable.ITEMS),
        (np.arange(27.0).reshape(9, 3), Unreliable.ANSWERS),
        (np.empty((0, 3)), Unreliable.ANSWERS),
        (np.column_stack([np.arange(20.0), -np.arange(20.0), np.ones(20)]), Unreliable.VARIANCE),
    ],
)
def test_what_has_no_alpha_says_why(answers, why):
    found = rate_node(WHOLE, THREE, products_of(answers))
    assert (found.alpha, found.low, found.why, found.items) == (None, None, why, ())


def test_points_that_are_no_whole_numbers_leave_no_residue_of_variance():
    answers = np.column_stack([np.tile([0.1, 0.7], 50), np.tile([0.7, 0.1], 50), np.full(100, 0.1)])
    assert rate_node(WHOLE, THREE, products_of(answers)).constant == (THREE[2],)


def test_a_lone_item_has_no_alpha():
    found = rate_node(node("one", ["q0"]), THREE[:1], products_of(np.arange(20.0)[:, None]))
    assert (found.k, found.why) == (1, Unreliable.ITEMS)


@given(st.floats(-1, 1, exclude_max=True), st.integers(10, 5000), st.integers(2, 40))
def test_the_interval_is_feldts(alpha: float, n: int, k: int):
    df = (n - 1, (n - 1) * (k - 1))
    low = 1 - (1 - alpha) * stats.f.isf(0.025, *df)
    high = 1 - (1 - alpha) * stats.f.isf(0.975, *df)
    assert feldt(alpha, n, k) == pytest.approx((low, high), rel=1e-8)
    assert low <= alpha <= high


TABLES = st.lists(
    st.lists(st.integers(0, 3), min_size=3, max_size=3), min_size=10, max_size=40
).map(lambda rows: np.array(rows, np.float64))


@given(TABLES)
def test_alpha_does_not_depend_on_where_points_begin_or_how_long_they_are(answers):
    alpha, other = (alpha_of(products_of(a).covariance) for a in (answers, 25 * answers + 7))
    assert (alpha is None) == (other is None)
    if alpha is not None:
        assert alpha == pytest.approx(other, abs=1e-9)
        assert alpha <= 1


@given(TABLES, TABLES)
def test_sums_of_two_periods_are_those_of_all_rows(one, other):
    pooled, added = products_of(np.vstack([one, other])), products_of(one) + products_of(other)
    assert pooled.n == added.n
    assert (pooled.totals == added.totals).all()
    assert (pooled.products == added.products).all()


def rows(answers, period="2025-01"):
    return [
        {"period": period, **{f"q{i}": a for i, a in enumerate(given) if a is not None}}
        for given in answers
    ]


def book(answers, items=THREE, index=None, period="2025-01"):
    return ledger(questionnaire([edition(items, index)]), rows(answers, period))


@given(TABLES, TABLES)
@settings(max_examples=20, deadline=None)
def test_a_quarter_is_rated_like_its_pooled_months(one, other):
    asked = questionnaire([edition(THREE)])
    first = rows(one.astype(int).tolist(), "2025-01") + rows(other.astype(int).tolist(), "2025-02")
    pooled = rows([*one.astype(int).tolist(), *other.astype(int).tolist()], "2025-01")
    quarter = CALENDAR.parse("2025-Q1")
    (added,), (whole,) = rate(ledger(asked, first), quarter), rate(ledger(asked, pooled), quarter)
    assert added == whole


def test_only_those_who_answered_every_item_count():
    answers = [[i % 4, (i + i // 5) % 4, i % 3] for i in range(20)] + [[0, None, 1]] * 5
    (found,) = rate(book(answers), month("2025-01"))
    assert found.n == 20


def test_every_branch_is_rated_and_items_of_different_scales_weigh_alike():
    five = tuple((float(4 - i), None) for i in range(5))
    items = [item("q0"), item("q1", five), item("q2", ((1.0, None), (0.0, None)))]
    index = node("headline", children=[node("a", ["q0", "q1"]), node("b", ["q2"])])
    answers = [[i % 4, i % 5, i % 2] for i in range(40)]
    whole, a, b = rate(book(answers, items, index), month("2025-01"))
    on_one_scale = [[(3 - x) / 3, (4 - y) / 4, 1 - z] for x, y, z in answers]
    assert whole.alpha == exactly(alpha_of(np.cov(np.array(on_one_scale), rowvar=False)))
    assert (a.k, b.k, b.why) == (2, 1, Unreliable.ITEMS)


def test_an_item_that_runs_against_the_rest_is_a_warning_at_its_place():
    items = [
        item(f"q{i}", FOUR, source=Source(file="config/q.yaml", line=10 + i)) for i in range(4)
    ]
    answers = [[i % 4, i % 4, min(3, i % 4 + i % 2), 3 - i % 4] for i in range(20)]
    (issue,) = check_agreement(book(answers, items))
    assert (issue.code, issue.source.line) == ("A495", 13)
    assert issue.facts["item"] == "q3"


@pytest.mark.parametrize(
    ("r", "n", "clear"),
    [(-0.62, 10, False), (-0.64, 10, True), (-1, 10, True), (0.5, 99, False), (1, 99, False)],
)
def test_a_correlation_is_clearly_negative_where_fishers_z_says_so(r, n, clear):
    assert clearly_negative(r, n) is clear
    if abs(r) < 1:
        level = stats.norm.cdf(np.arctanh(r) * np.sqrt(n - 3))
        assert bool(level < 0.025) is clear


def test_items_that_go_together_give_no_warning():
    answers = [[i % 4, i % 4, min(3, i % 4 + i % 2)] for i in range(20)]
    assert check_agreement(book(answers)) == ()


def test_without_variance_nothing_is_divided_by_zero():
    empty = Products(0, np.zeros(3), np.zeros((3, 3)))
    assert rate_node(WHOLE, THREE, empty).why is Unreliable.ANSWERS
