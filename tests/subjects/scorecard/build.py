"""A register of suppliers, made up for tests."""

from __future__ import annotations

from csatreport.base.label import Label
from csatreport.registers.model import Registers
from csatreport.study.register import Criterion, Register, RegisterKind
from csatreport.study.register_entries import SupplierFigure
from csatreport.subjects.scorecard.settings import ScorecardRule
from tests.registers.build import day

PPM = Criterion(
    id="defects", label=Label.of("Defects"), weight=40, per=1_000_000, critical=40,
    points=((0.0, 100.0), (500.0, 75.0), (2000.0, 50.0), (10000.0, 0.0)),
)  # fmt: skip
ON_TIME = Criterion(
    id="on_time", label=Label.of("On time"), weight=35, per=100,
    points=((80.0, 0.0), (90.0, 50.0), (100.0, 100.0)),
)  # fmt: skip
SERVICE = Criterion(
    id="service", label=Label.of("Service"), weight=25, low=1, high=5,
    points=((1.0, 0.0), (5.0, 100.0)),
)  # fmt: skip
SPEND = Criterion(id="spend", label=Label.of("Spend"))
RULE = Register(
    id="s", kind=RegisterKind.SUPPLIERS, questionnaire="q", files="s*",
    criteria=(PPM, ON_TIME, SERVICE, SPEND), labels=(("acme", Label.of("Acme Works")),),
    settings=(ScorecardRule(supply="spend"),),
)  # fmt: skip


def given(supplier: str, criterion: str, value: float, **more) -> SupplierFigure:
    about = {"id": f"{supplier}{criterion}{value}", "unit": "all", "day": day(5)} | more
    return SupplierFigure(supplier=supplier, criterion=criterion, value=value, **about)


def counted(supplier: str, criterion: str, count: float, of: float, **more) -> SupplierFigure:
    about = {"id": f"{supplier}{criterion}{count}", "unit": "all", "day": day(5)} | more
    return SupplierFigure(supplier=supplier, criterion=criterion, count=count, of=of, **about)


def whole(supplier: str = "acme", defects: int = 24, on_time: int = 95, **more):
    return (
        counted(supplier, "defects", defects, 24_000, **more),
        counted(supplier, "on_time", on_time, 100, **more),
        given(supplier, "service", 4, **more),
    )


def kept(*entries: SupplierFigure, rule: Register = RULE) -> Registers:
    return Registers.holding(*entries, rules={RegisterKind.SUPPLIERS: rule})
