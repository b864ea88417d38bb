"""The chapter on first-pass yield, in three languages, and what is told as data."""

from __future__ import annotations

import pytest

from csatreport.base.label import LANGUAGES, Label
from csatreport.registers.model import Registers
from csatreport.report.model import Table
from csatreport.study.register import Register, RegisterKind
from csatreport.study.register_entries import StageCount
from csatreport.subjects.yields.settings import YieldRule
from tests.registers.build import day
from tests.report.build import chapter
from tests.report.registered import report

RULE = Register(
    id="s", kind=RegisterKind.STAGES, questionnaire="q", files="s*",
    labels=(("repair", Label.of("Bench")),),
    settings=(YieldRule(stages=("intake", "repair")),),
)  # fmt: skip


def shown(language: str, *stages: str):
    entries = [
        StageCount(id=name, unit="a", day=day(2), stage=name, by="self", inspected=40, passed=30)
        for name in stages
    ]
    return report(Registers.holding(*entries, rules={RegisterKind.STAGES: RULE}), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_stages_stand_in_their_order_with_yield_and_interval(language: str):
    made = shown(language, "repair", "intake")
    found = chapter(made, "yields")
    table = next(block for block in found.blocks if isinstance(block, Table))
    assert [row[0] for row in table.rows] == ["intake", "Bench"]
    assert "56.2" in found.heading or "56.3" in found.heading
    told = made.data["registers"]["yields"]
    assert told["rolled"] == pytest.approx(0.5625)
    assert [one["passed"] for one in told["stages"]] == [30, 30]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_missing_stage_is_named_and_no_rolled_yield_is_told(language: str):
    made = shown(language, "intake")
    assert "Bench" in chapter(made, "yields").heading
    assert made.data["registers"]["yields"]["rolled"] is None
