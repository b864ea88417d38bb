"""The audit finds groups of people that are small or left over, whatever the gate thinks."""

from __future__ import annotations

from pathlib import Path

import pytest

from csatreport.report.gate import _Pass
from tests.build.test_audit import audited, publish, survey, varied


def test_large_groups_that_make_up_everybody_stand(tmp_path: Path):
    book = survey(varied("a", 40) + varied("b", 30) + varied("c", 30))
    publish(book, tmp_path)
    assert audited(book, tmp_path) == []


@pytest.mark.parametrize(
    "answers",
    [
        [{"role": 0}] * 40 + [{"role": 1}] * 9,
        [{"role": 0}] * 20 + [{"role": 1}] * 20 + [{"role": -1}] * 4,
    ],
    ids=["a small group", "a few who did not say"],
)
def test_a_small_group_falls_where_the_gate_lets_it_through(monkeypatch, tmp_path, answers):
    monkeypatch.setattr(_Pass, "_segment", lambda _, found: found)
    rows = [{**row, **more} for row, more in zip(varied("a", 60), answers, strict=False)]
    book = survey(rows)
    publish(book, tmp_path)
    fallen = {about for _, _, about, _ in audited(book, tmp_path)}
    assert "role" in fallen


def test_groups_of_a_department_fall(monkeypatch, tmp_path: Path):
    monkeypatch.setattr(_Pass, "_parted", lambda *_: False)
    book = survey(varied("a", 60) + varied("b", 60))
    publish(book, tmp_path)
    assert {(unit, about) for unit, _, about, _ in audited(book, tmp_path)} == {
        ("a", "role"), ("b", "role"),
    }  # fmt: skip
