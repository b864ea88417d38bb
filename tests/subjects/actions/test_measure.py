"""Actions: their state at the end of a period, and what moved after them."""

from __future__ import annotations

import pytest
from statsmodels.regression.linear_model import OLS

from csatreport.counts.needs.told import digest
from csatreport.registers.model import Registers
from csatreport.statistics.verdict import Verdict
from csatreport.study.register_entries import Action
from csatreport.subjects.actions.measure import ActionState, judge_actions, state_of
from tests.registers.build import OCTOBER, ROWS, answers, book, complaint, day, planned


def test_the_effect_is_the_change_from_before_to_the_first_whole_period_after():
    made = book(Registers.holding(planned()), ROWS)
    (one,) = judge_actions(made, (planned(),), OCTOBER)
    assert one.state is ActionState.DONE
    assert (one.effect.before.id, one.effect.after.id) == ("2026-08", "2026-10")
    assert one.effect.change.verdict is Verdict.UP
    assert one.effect.others == pytest.approx(0)
    assert one.effect.net.value == pytest.approx(one.effect.change.difference)
    assert one.effect.net.low > 0


def test_the_difference_of_the_differences_equals_an_interaction_with_robust_errors():
    cells = {("2026-08", "a"): [3, 2, 2] * 12, ("2026-10", "a"): [0, 1, 3, 1] * 10,
             ("2026-08", "b"): [1, 2] * 20, ("2026-10", "b"): [1, 0, 2] * 15}  # fmt: skip
    rows = [row for (period, unit), codes in cells.items() for row in answers(period, unit, codes)]
    (one,) = judge_actions(book(Registers.holding(planned()), rows), (planned(),), OCTOBER)
    y, design = [], []
    for (period, unit), codes in cells.items():
        late, own = float(period == "2026-10"), float(unit == "a")
        y += [100 * (3 - code) / 3 for code in codes]
        design += [[1.0, late, own, late * own]] * len(codes)
    fit = OLS(y, design).fit(cov_type="HC2")
    assert one.effect.net.value == pytest.approx(fit.params[3])
    assert (one.effect.net.low, one.effect.net.high) == pytest.approx(tuple(fit.conf_int()[3]))


def test_an_effect_is_judged_on_the_last_answers_that_the_unit_itself_has():
    gap = [row for row in ROWS if (row["period"], row["unit"]) != ("2026-08", "a")]
    rows = [*gap, *answers("2026-07", "a", [3, 2] * 20), *answers("2026-07", "b", [1, 2] * 20)]
    (one,) = judge_actions(book(Registers.holding(planned()), rows), (planned(),), OCTOBER)
    assert (one.effect.before.id, one.effect.after.id) == ("2026-07", "2026-10")


def test_few_answers_say_too_few():
    rows = [*answers("2026-08", "a", [3] * 5), *answers("2026-10", "a", [0] * 40)]
    (one,) = judge_actions(book(Registers.holding(planned()), rows), (planned(),), OCTOBER)
    assert one.effect.change.verdict is Verdict.TOO_FEW


def test_there_is_no_effect_before_a_whole_period_has_passed():
    (one,) = judge_actions(book(Registers(), ROWS), (planned(done=day(3)),), OCTOBER)
    assert (one.state, one.effect) == (ActionState.DONE, None)


def test_other_actions_on_the_same_are_named_with_it():
    both = (planned(), planned(id="2", done=day(20, 9)))
    first, _ = judge_actions(book(Registers.holding(*both), ROWS), both, OCTOBER)
    assert first.effect.together == 1


def test_units_with_an_action_are_no_comparison_in_whatever_report():
    both = (planned(), planned(id="2", unit="b"))
    made = book(Registers.holding(*both), ROWS)
    first, _ = judge_actions(made, both, OCTOBER)
    (alone,) = judge_actions(made, both[:1], OCTOBER)
    assert first.effect.net is None
    assert alone == first


def test_what_another_unit_plans_is_a_need_and_its_complaints_are_none():
    made = book(Registers.holding(planned()), ROWS)
    with made.watch.noting() as needs:
        judge_actions(made, (planned(),), OCTOBER)
    other = book(Registers.holding(planned(), planned(id="2", unit="b")), ROWS)
    heard = book(Registers.holding(planned(), complaint(1, day(3))), ROWS)
    assert any(digest(made, need) != digest(other, need) for need in needs)
    assert all(digest(made, need) == digest(heard, need) for need in needs)


@pytest.mark.parametrize(
    ("action", "state"),
    [
        (planned(done=None, due=day(30, 9)), "overdue"), (planned(done=None, due=day(31)), "open"),
        (planned(done=day(2, 11), due=day(1)), "overdue"), (planned(done=day(1)), "done"),
        (planned(done=None, due=day(1), state="dropped"), "dropped"), (planned(done=None), "open"),
    ],
)  # fmt: skip
def test_the_state_is_that_of_the_end_of_the_period(action: Action, state: str):
    assert state_of(action, OCTOBER) == state
