"""The audit finds groups of people that are small or left over, whatever the gate thinks."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from csatreport.privacy.gate_items import ItemGate
from csatreport.statistics.estimate import Hidden
from csatreport.study.item import Role
from csatreport.study.periods import PeriodKind
from csatreport.study.policy import Reporting
from csatreport.subjects.crosstabs import subject as crosstabs
from csatreport.subjects.crosstabs.measure import Crosstab
from csatreport.subjects.crosstabs.settings import CrosstabSettings
from csatreport.subjects.segments import gate as gate_of_groups
from csatreport.subjects.segments.parts import Segment
from tests.counts.build import PLAIN, edition, item, ledger, questionnaire, units
from tests.privacy.audit.build import FLAT, INDEX, ITEMS, PROMISE, audited, publish, survey, varied

FEW = Hidden.WITHHELD
PLACE = item("place", PLAIN, role=Role.BACKGROUND)


def test_large_groups_that_make_up_everybody_stand(tmp_path: Path):
    book = survey(varied("a", 40) + varied("b", 30) + varied("c", 30))
    publish(book, tmp_path)
    assert audited(book, tmp_path) == []


@pytest.mark.parametrize(
    "answers",
    [
        [{"role": 0}] * 40 + [{"role": 1}] * 9,
        [{"role": 0}] * 20 + [{"role": 1}] * 20 + [{"role": -1}] * 4,
        [{"role": 0}] * 60,
        [{"role": 0}] * 40 + [{"role": -1}] * 20,
    ],
    ids=["a small group", "a few who did not say", "all in one group", "all who said in one"],
)
def test_a_small_group_falls_where_the_gate_lets_it_through(monkeypatch, tmp_path, answers):
    def whole(gate, found):
        company = gate.unit.parent is None
        return found if company else Segment(item=found.item, hidden=FEW)

    monkeypatch.setattr(gate_of_groups, "_segment", whole)
    rows = [{**row, **more} for row, more in zip(varied("a", 60), answers, strict=False)]
    book = survey(rows)
    publish(book, tmp_path)
    fallen = {(unit, about) for unit, _, about, _ in audited(book, tmp_path)}
    assert fallen == {("all", "role")}


def test_groups_of_a_department_fall(monkeypatch, tmp_path: Path):
    monkeypatch.setattr(ItemGate, "parted", lambda *_: False)
    book = survey(varied("a", 60) + varied("b", 60))
    publish(book, tmp_path)
    assert {(unit, about) for unit, _, about, _ in audited(book, tmp_path)} == {
        ("a", "role"), ("b", "role"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("answers", "falls"),
    [
        ([(0, 0), (1, 1)] * 30, False),
        ([(0, 0), (1, 1)] * 24 + [(0, -1)] * 12, True),
        ([(0, 0), (0, 1)] * 30, True),
        ([(0, 0), (1, 1)] * 30 + [(0, 1)] * 9, True),
    ],
    ids=["large cells", "fewer than fifty answered both", "all in one row", "a small cell"],
)
def test_a_table_that_tells_of_few_falls_where_the_gate_lets_it_through(
    monkeypatch, tmp_path, answers, falls
):
    def whole(gate, found):
        """Let everything through for the company, and nothing elsewhere."""
        company = gate.unit.parent is None
        shown = replace(found, scores=())
        return shown if company else Crosstab(rows=found.rows, columns=found.columns, hidden=FEW)

    monkeypatch.setattr(
        gate_of_groups, "_segment", lambda _, one: Segment(item=one.item, hidden=FEW)
    )
    monkeypatch.setattr(crosstabs, "_shown", whole)
    rows = [
        {**row, "role": role, "place": place}
        for row, (role, place) in zip(varied("a", len(answers)), answers, strict=True)
    ]
    crossed = CrosstabSettings(crosstabs=(("role", "place"),))
    form = questionnaire(
        [edition((*ITEMS, PLACE), INDEX)], units=units(FLAT), every=PeriodKind.ROUND,
        anonymity=PROMISE, reporting=Reporting(periods=(PeriodKind.ROUND,)), settings=(crossed,),
    )  # fmt: skip
    book = ledger(form, rows)
    publish(book, tmp_path)
    fallen = {about for _, _, about, _ in audited(book, tmp_path)}
    assert ("role/place" in fallen) is falls
