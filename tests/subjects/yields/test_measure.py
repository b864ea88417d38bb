"""First-pass yield: passed over inspected, rolled over all stages, broken where one is missing."""

from __future__ import annotations

import datetime as dt
from math import prod

import pytest
from scipy.stats import binomtest

from csatreport.registers.model import Registers
from csatreport.statistics.charts.control import ChartKind, SignalRule
from csatreport.study.register import Register, RegisterKind
from csatreport.study.register_entries import StageCount
from csatreport.subjects.measured import measure
from csatreport.subjects.yields.settings import YieldRule
from csatreport.subjects.yields.subject import YIELDS
from tests.registers.build import OCTOBER, ROWS, book, day

RULE = Register(
    id="s", kind=RegisterKind.STAGES, questionnaire="q", files="s*",
    settings=(YieldRule(stages=("intake", "repair", "test")),),
)  # fmt: skip


def counted(stage: str, inspected: int, passed: int, **more) -> StageCount:
    about = {"id": f"{stage}{passed}", "unit": "a", "day": day(5)} | more
    return StageCount(stage=stage, inspected=inspected, passed=passed, **about)


def found(*entries: StageCount):
    filed = book(Registers.holding(*entries, rules={RegisterKind.STAGES: RULE}), ROWS)
    return measure(filed, filed.questionnaire.units.root, OCTOBER).of(YIELDS)


def test_the_rolled_yield_is_the_product_of_the_stages():
    made = found(
        counted("test", 180, 171), counted("intake", 200, 190), counted("repair", 190, 152),
    )  # fmt: skip
    assert [one.stage for one in made.stages] == ["intake", "repair", "test"]
    assert [one.first_pass.value for one in made.stages] == pytest.approx([0.95, 0.8, 0.95])
    assert made.rolled == pytest.approx(prod((0.95, 0.8, 0.95)))
    assert made.weakest.stage == "repair"
    wilson = binomtest(152, 190).proportion_ci(method="wilson")
    repair = made.stages[1].first_pass
    assert (repair.low, repair.high) == pytest.approx((wilson.low, wilson.high))


def test_a_stage_without_inspection_is_a_break_and_not_all_passed():
    made = found(counted("intake", 200, 190), counted("test", 10, 10))
    assert made.missing == ("repair",)
    assert made.rolled is None


def test_kinds_of_inspection_add_up_and_escapes_are_told_only_where_somebody_says():
    made = found(
        counted("repair", 100, 90, by="self", escaped=9), counted("repair", 50, 45, by="mutual"),
    )  # fmt: skip
    (stage,) = made.stages
    assert (stage.all.inspected, stage.all.passed, stage.all.escaped) == (150, 135, 9)
    assert [(kind, one.passed) for kind, one in stage.by] == [("self", 90), ("mutual", 45)]
    # Whether any of the 45 escaped nobody says: they are not 45 that did not.
    assert stage.escapes.value == pytest.approx(9 / 90)
    assert found(counted("repair", 100, 90)).stages[0].escapes is None


def test_what_was_inspected_in_other_months_is_no_figure_of_this_one():
    assert found(counted("repair", 100, 90, day=dt.date(2026, 9, 30))) is None
    assert found() is None


def test_a_stage_that_begins_later_is_no_break_before():
    counts = [counted(name, 10, 9) for name in ("intake", "repair", "test")]
    later = counted("packing", 10, 9, day=dt.date(2026, 11, 2))
    assert found(*counts, later).rolled == pytest.approx(0.9**3)


def test_the_usual_range_is_learnt_from_shares_of_the_periods_before():
    passed = [90, 91, 89, 90, 92, 88, 90, 91, 89, 60]
    months = [dt.date(2026, month, 5) for month in range(1, 11)]
    rows = [{**ROWS[0], "period": f"2026-{one.month:02}"} for one in months]
    entries = [counted("repair", 100, n, day=one) for n, one in zip(passed, months, strict=True)]
    filed = book(Registers.holding(*entries, rules={RegisterKind.STAGES: RULE}), rows)
    (stage,) = measure(filed, filed.questionnaire.units.root, OCTOBER).of(YIELDS).stages
    limits = stage.chart.limits
    assert limits.centre == pytest.approx(sum(passed) / 1000)
    assert limits.kind is ChartKind.P
    assert limits.low[-1] == pytest.approx(0.87 - 3 * (0.87 * 0.13 / 100) ** 0.5)
    outside = [s.place for s in stage.chart.signals if s.rule is SignalRule.OUTSIDE]
    assert outside == [9]
