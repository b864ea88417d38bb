"""What registers say: rates, deadlines, what keeps coming back, and whether actions worked."""

from __future__ import annotations

import datetime as dt
from math import sqrt

import numpy as np
import pytest
from statsmodels.regression.linear_model import OLS

from csatreport.label import Label
from csatreport.measures.accounts import measure_accounts
from csatreport.measures.actions import ActionState, measure_actions, state_of
from csatreport.measures.inspections import marks, measure_defects, measure_inspections
from csatreport.measures.ledger import Ledger
from csatreport.measures.means import bounded, t_quantile
from csatreport.measures.model import Verdict
from csatreport.registers.model import (
    Action,
    Check,
    Complaint,
    Customer,
    Defect,
    ExposureMonth,
    Registers,
)
from csatreport.survey.model import Sampling
from csatreport.survey.policy import Anonymity
from csatreport.survey.register import HandlingStep, Register, RegisterKind
from tests.measures.build import edition, item, month, questionnaire, responses, units

OCTOBER = month("2026-10")
RULE = Register(
    id="c", kind=RegisterKind.COMPLAINTS, questionnaire="q", files="c*", answer_days=2,
    resolve_days=10, escalations=("appeal",), times=3, window=30, back=20,
    steps=(HandlingStep(id="heard", label=Label.of("Heard")),),
)  # fmt: skip


def day(number: int, of: int = 10) -> dt.date:
    return dt.date(2026, of, number)


def complaint(number: int, received: dt.date, **more) -> Complaint:
    return Complaint(id=str(number), unit="all", received=received, **more)


def exposed(number: float, of: int = 10, year: int = 2026) -> ExposureMonth:
    return ExposureMonth(id="e", unit="all", month=dt.date(year, of, 1), number=number)


TREE = {"all": None, "a": "all", "b": "all", "c": "all"}


def book(registers: Registers, rows, **settings) -> Ledger:
    survey = questionnaire([edition([item("q1"), item("q2")])], units=units(TREE), **settings)
    return Ledger.of(responses(survey, rows), registers=registers)


def answers(period: str, unit: str, places, **more) -> list[dict]:
    return [{"period": period, "unit": unit, "q1": p, "q2": n % 4, **more}
            for n, p in enumerate(places)]  # fmt: skip


def planned(**more) -> Action:
    return Action(**{"id": "1", "unit": "a", "item": "q1", "done": day(15, 9), **more})


ROWS = [
    *answers("2026-08", "a", [3, 2] * 20), *answers("2026-10", "a", [0, 1] * 20),
    *answers("2026-08", "b", [1, 2] * 20), *answers("2026-10", "b", [1, 2] * 20),
]  # fmt: skip


def test_the_effect_is_the_change_from_before_to_the_first_whole_period_after():
    made = book(Registers(actions=(planned(),)), ROWS)
    (one,) = measure_actions(made, (planned(),), OCTOBER)
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
    (one,) = measure_actions(book(Registers(actions=(planned(),)), rows), (planned(),), OCTOBER)
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
    (one,) = measure_actions(book(Registers(actions=(planned(),)), rows), (planned(),), OCTOBER)
    assert (one.effect.before.id, one.effect.after.id) == ("2026-07", "2026-10")


def test_few_answers_say_too_few():
    rows = [*answers("2026-08", "a", [3] * 5), *answers("2026-10", "a", [0] * 40)]
    (one,) = measure_actions(book(Registers(actions=(planned(),)), rows), (planned(),), OCTOBER)
    assert one.effect.change.verdict is Verdict.TOO_FEW


def test_there_is_no_effect_before_a_whole_period_has_passed():
    (one,) = measure_actions(book(Registers(), ROWS), (planned(done=day(3)),), OCTOBER)
    assert (one.state, one.effect) == (ActionState.DONE, None)


def test_other_actions_on_the_same_are_named_with_it():
    both = (planned(), planned(id="2", done=day(20, 9)))
    first, _ = measure_actions(book(Registers(actions=both), ROWS), both, OCTOBER)
    assert first.effect.together == 1


def test_units_with_an_action_are_no_comparison_in_whatever_report():
    both = (planned(), planned(id="2", unit="b"))
    made = book(Registers(actions=both), ROWS)
    first, _ = measure_actions(made, both, OCTOBER)
    (alone,) = measure_actions(made, both[:1], OCTOBER)
    assert first.effect.net is None
    assert alone == first


def test_what_another_unit_plans_is_a_need_and_its_complaints_are_none():
    made = book(Registers(actions=(planned(),)), ROWS)
    with made.watch.noting() as needs:
        measure_actions(made, (planned(),), OCTOBER)
    other = book(Registers(actions=(planned(), planned(id="2", unit="b"))), ROWS)
    heard = book(Registers(actions=(planned(),), complaints=(complaint(1, day(3)),)), ROWS)
    assert any(made.digest(need) != other.digest(need) for need in needs)
    assert all(made.digest(need) == heard.digest(need) for need in needs)


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


def check(passed: bool | None, weight: float = 1.0, **more) -> Check:
    return Check(**{"id": "1", "unit": "a", "day": day(5), "check": "x", "passed": passed,
                    "weight": weight, **more})  # fmt: skip


def test_a_score_weighs_what_applied():
    made = marks("all", [check(True, 3), check(False, 1, critical=True), check(None, 9)])
    assert (made.score, made.checks, made.findings, made.failed) == (75.0, 2, 1, ("x",))
    assert marks("none", [check(None)]).score is None


def test_findings_stay_open_until_a_reinspection():
    checks = (check(False), check(False, closed=day(20)), check(False, closed=day(2, 11)))
    made = measure_inspections(Registers(inspections=checks), OCTOBER)
    assert len(made.open) == 2


def test_defects_are_set_against_complaints():
    defects = tuple(
        Defect(id=str(n), unit="a", found=day(1), limit=day(8), fixed=fixed)
        for n, fixed in enumerate((day(5), day(20), None, day(2, 11)))
    )
    made = measure_defects(Registers(defects=defects, complaints=(complaint(1, day(3)),)), OCTOBER)
    assert (made.n, made.open, made.ratio) == (4, 2, 4.0)
    assert (made.in_time.value, made.in_time.base) == (0.25, 4)


CUSTOMERS = tuple(
    Customer(id=name, unit="a", value=value, key=key, grade="A" if key else "B")
    for name, value, key in (("low", 900.0, True), ("well", 500.0, True), ("gone", 300.0, True),
                             ("small", 10.0, False))
)  # fmt: skip


def accounts(**settings):
    rows = [
        {"period": "2026-10", "unit": "a", "id": "low", "q1": 3, "q2": 3},
        {"period": "2026-10", "unit": "a", "id": "well", "q1": 0, "q2": 0},
        {"period": "2026-10", "unit": "a", "id": "small", "q1": 3, "q2": 3},
    ]
    made = book(Registers(), rows, **settings)
    return measure_accounts(made, CUSTOMERS, "all", OCTOBER, None)


def test_key_accounts_at_risk_are_low_or_silent():
    made = accounts()
    assert [one.customer.id for one in made.risky] == ["low"]
    assert [one.customer.id for one in made.silent] == ["gone"]
    assert (made.value, made.silent_value) == (900.0, 300.0)
    assert [(one.name, one.score.value, one.listed, one.value) for one in made.by_grade] == [
        ("A", 50.0, 3, 1700.0), ("B", 0.0, 1, 10.0),
    ]  # fmt: skip


def test_customers_are_parted_by_revenue_the_odd_ones_first():
    made = accounts()
    assert [(one.name, one.listed, one.value) for one in made.by_value] == [
        ("high", 2, 1400.0), ("middle", 1, 300.0), ("low", 1, 10.0),
    ]  # fmt: skip
    assert [one.score.value if one.score else None for one in made.by_value] == [50.0, None, 0.0]


def test_a_group_of_customers_all_of_whom_answered_is_a_census_of_the_list():
    bands = accounts(sampling=Sampling.CENSUS).by_grade
    assert [(one.name, one.score.census) for one in bands] == [("A", False), ("B", True)]
    # Two of three answered, 0 and 100, and one is left who could change the mean.
    error = sqrt(5000 / 2 * (1 - 2 / 3))
    assert (bands[0].score.low, bands[0].score.high) == bounded(50.0, error, t_quantile(1))
    bands = accounts(sampling=Sampling.CONVENIENCE).by_grade
    assert [one.score.census for one in bands] == [False, False]


def test_an_index_weighted_by_revenue_stands_beside_one_of_heads():
    made = accounts()
    assert made.once == pytest.approx(100 / 3)
    assert made.weighted == pytest.approx(100 * 500 / 1410)


def test_an_anonymous_survey_joins_nobody():
    assert accounts(anonymity=Anonymity()) is None


def test_whoever_looks_at_registers_is_watched():
    made = book(Registers(complaints=(complaint(1, day(3)),)), ROWS)
    with made.watch.noting() as needs:
        made.registers_of("a")
    (need,) = needs
    assert made.digest(need) == made.digest(need)
    other = book(Registers(complaints=(Complaint(id="2", unit="a", received=day(4)),)), ROWS)
    assert other.digest(need) != made.digest(need)
    with made.watch.noting() as needs:
        made.named_customers()
    (need,) = needs
    assert other.digest(need) == made.digest(need)
    named = book(
        Registers(complaints=(Complaint(id="2", unit="a", received=day(4), customer="Z"),)), ROWS
    )
    assert named.digest(need) != made.digest(need)
    assert np.isscalar(len(made.registers_of("a").complaints))
