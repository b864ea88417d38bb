"""What moves together with the whole, against R's relaimpo and Johnson's weights; and when not."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csatreport.counts.count import rescaled_codes
from csatreport.statistics.estimate import Estimate
from csatreport.statistics.importance import (
    correlations,
    explained,
    lmg,
    relative_weights,
    spearman,
)
from csatreport.study.item import Role
from csatreport.subjects.drivers.measure import Method, Undriven, drive, drivers_of, laid_out
from csatreport.subjects.drivers.plane import Plane, Quarter
from csatreport.subjects.drivers.settings import DriverRule, DriverSettings
from tests.counts.airport import NAMES, airport
from tests.counts.build import edition, item, ledger, node, questionnaire
from tests.statistics.oracles import exactly, read_oracle

FIVE = read_oracle("relative_importance", "sfo_2015_listwise")[""]
SEVEN = read_oracle("alpha_drivers", "drivers/")
ORACLE_FIVE = ("Q7FOOD", "Q7STORE", "Q7SIGN", "Q7WALKWAYS", "Q7SCREENS")


def complete(year: str, names) -> np.ndarray:
    """Return the complete rows of some airport questions and the whole, on 0-100."""
    book = airport()
    asked = book.responses.questionnaire.newest
    period = next(p for p in book.base_periods if p.id == year)
    rows = book.row_numbers(book.questionnaire.units.root.id, period)
    whole = asked.with_role(Role.OVERALL)[0]
    wanted = [*(asked.by_id[NAMES[name]] for name in names), whole]
    table = np.column_stack(
        [rescaled_codes(one, book.segments.codes(one.series, rows)) for one in wanted]
    )
    return table[~np.isnan(table).any(axis=1)]


def test_five_questions_equal_r_in_every_way():
    table = complete("2015", ORACLE_FIVE)
    r = correlations(table)
    among, own = r[:-1, :-1], r[:-1, -1]
    assert len(table) == FIVE["n"]
    assert explained(among, own) == exactly(FIVE["r2"])
    assert lmg(among, own) == exactly([FIVE[f"lmg.{name}"] for name in ORACLE_FIVE])
    assert relative_weights(among, own) == exactly([FIVE[f"genizi.{n}"] for n in ORACLE_FIVE])
    ranks = [spearman(table[:, n], table[:, -1]) for n in range(5)]
    assert ranks == exactly([FIVE[f"spearman.{name}"] for name in ORACLE_FIVE])


@pytest.mark.parametrize("year", ["2014", "2015", "2016"])
def test_the_drivers_of_the_example_equal_r(year: str):
    want, book = SEVEN[year], airport()
    found = drivers_of(book, next(p for p in book.base_periods if p.id == year))
    assert found is not None
    assert (found.n, found.method, found.why) == (want["n"], Method.ORDERS, None)
    assert found.r2 == exactly(want["r2"])
    by_id = {one.of.id: one.share * found.r2 for one in found.found}
    names = {NAMES[key.split(".")[1]]: v for key, v in want.items() if key.startswith("lmg.")}
    assert by_id == exactly(names)
    assert all(one.low <= one.share <= one.high for one in found.found)


@st.composite
def answers(draw, columns: int = 4):
    seed = draw(st.integers(0, 2**32 - 1))
    dice = np.random.default_rng(seed)
    common = dice.normal(size=(60, 1))
    return np.round(common + dice.normal(size=(60, columns + 1)), 1)


@given(answers())
@settings(max_examples=40, deadline=None)
def test_shares_sum_to_r_squared_and_follow_their_questions(table):
    r = correlations(table)
    among, own = r[:-1, :-1], r[:-1, -1]
    whole = explained(among, own)
    assert lmg(among, own).sum() == pytest.approx(whole)
    assert relative_weights(among, own).sum() == pytest.approx(whole)
    turned = [2, 0, 3, 1]
    again = among[np.ix_(turned, turned)], own[turned]
    assert lmg(*again) == pytest.approx(lmg(among, own)[turned])
    assert relative_weights(*again) == pytest.approx(relative_weights(among, own)[turned])


def test_two_questions_that_are_one_share_alike():
    r = np.array([[1.0, 1.0, 0.2], [1.0, 1.0, 0.2], [0.2, 0.2, 1.0]])
    own = np.array([0.5, 0.5, 0.3])
    for parts in (lmg(r, own), relative_weights(r, own)):
        assert parts[0] == pytest.approx(parts[1])
        assert parts.sum() == pytest.approx(explained(r, own))


ITEMS = [item(f"q{n}") for n in range(3)]
WHOLE = item("whole", role=Role.OVERALL)


def people(n: int, seed: int = 1) -> np.ndarray:
    dice = np.random.default_rng(seed)
    table = dice.integers(0, 4, size=(n, 3)).astype(float)
    return np.column_stack([table, np.clip(table.mean(axis=1) + dice.normal(size=n) / 2, 0, 3)])


def driven(table: np.ndarray):
    columns = [(one, table[:, n]) for n, one in enumerate(ITEMS)]
    return drive(WHOLE, table[:, -1], columns)


def test_the_order_of_answers_changes_nothing():
    table = people(200)
    assert driven(table) == driven(table[::-1])


def test_too_few_complete_answers_give_correlations_only():
    table = people(60)
    table[:15, 0] = np.nan
    found = driven(table)
    assert (found.n, found.needed, found.why) == (45, 50, Undriven.FEW)
    assert found.method is Method.RANKS
    assert {one.of.id: one.n for one in found.found} == {"q0": 45, "q1": 60, "q2": 60}
    assert all(one.share is None and one.rank is not None for one in found.found)


def test_a_whole_that_never_varies_has_no_drivers():
    table = people(80)
    table[:, -1] = 3
    found = driven(table)
    assert (found.why, found.r2) == (Undriven.OUTCOME, None)


def test_a_question_that_all_answer_alike_is_named_and_left_out():
    table = people(80)
    table[:, 1] = 2
    found = driven(table)
    assert [one.id for one in found.constant] == ["q1"]
    assert {one.of.id for one in found.found} == {"q0", "q2"}


def test_questions_that_explain_nothing_say_so():
    table = people(400)
    table[:, -1] = np.random.default_rng(9).integers(0, 4, 400)
    assert driven(table).why is Undriven.WEAK


def test_more_than_twelve_questions_are_weighed_instead_of_ordered():
    dice = np.random.default_rng(2)
    table = dice.integers(0, 4, size=(300, 14)).astype(float)
    many = [(item(f"q{n}"), table[:, n]) for n in range(13)]
    found = drive(WHOLE, table[:, :13].sum(axis=1) + table[:, 13], many)
    assert found.method is Method.WEIGHTS
    assert sum(one.share for one in found.found) == pytest.approx(1)


def test_dimensions_may_be_the_candidates_without_the_one_that_holds_the_outcome():
    asked = edition(
        [*ITEMS, item("q3"), item("end")],
        node("headline", children=[node("a", ["q0", "q1"]), node("b", ["q2", "q3"]),
                                   node("c", ["end"])]),
    )  # fmt: skip
    rule = DriverRule(outcome="end", dimensions=True)
    survey = questionnaire([asked], settings=(DriverSettings(drivers=rule),))
    dice = np.random.default_rng(3)
    rows = [
        {"period": "2026-10", **{f"q{n}": int(dice.integers(4)) for n in range(4)},
         "end": int(dice.integers(4))}
        for _ in range(60)
    ]  # fmt: skip
    book = ledger(survey, rows)
    found = drivers_of(book, book.base_periods[0])
    assert found is not None
    assert {one.of.id for one in found.found} == {"a", "b"}


def test_drivers_that_are_not_wanted_are_not_made():
    survey = questionnaire([edition([*ITEMS, WHOLE])], settings=(DriverSettings(drivers=None),))
    book = ledger(survey, [{"period": "2026-10", "q0": 1, "whole": 1}])
    assert drivers_of(book, book.base_periods[0]) is None


def test_act_now_needs_both_intervals_inside():
    dice = np.random.default_rng(4)
    table = dice.integers(0, 4, size=(3000, 5)).astype(float)
    table[:, 4] = 4 * table[:, 0] + table[:, 1] + table[:, 2] + table[:, 3]
    four = [item(f"q{n}") for n in range(4)]
    found = drive(WHOLE, table[:, 4], [(one, table[:, n]) for n, one in enumerate(four)])

    def level(value: float, reach: float) -> Estimate:
        return Estimate(value=value, low=value - reach, high=value + reach, base=3000)

    clear = {"q0": level(50, 2), **{f"q{n}": level(80, 2) for n in (1, 2, 3)}}
    laid = laid_out(found, clear)
    assert [one.of.id for one in laid.urgent] == ["q0"]
    wide = laid_out(found, clear | {"q0": level(50, 40)})
    assert wide.plane == Plane(importance=pytest.approx(0.25), performance=72.5)
    assert wide.found[0].placed.quarter is Quarter.ACT
    assert wide.urgent == ()
    assert laid_out(found, {"q0": level(50, 2)}) == found
