"""What is tested together is judged together of what is told, and of nothing that is withheld."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from csatreport.privacy import gate
from csatreport.statistics.change import benjamini_hochberg
from csatreport.study.periods import PeriodKind
from csatreport.study.policy import Reporting
from tests.counts.build import edition, item, ledger, questionnaire, units
from tests.privacy.audit.build import PROMISE, audit, publish

NAMES = [f"q{n}" for n in range(4)]


def study():
    """Make two months in which q0 changes most, but may not be told of: all said the worst."""
    tree = {"all": None, "a": "all", "b": "all"}
    rows = [
        {
            "unit": unit, "period": period, "q0": 3 if now else k % 4,
            **{q: (k * (n + 1) + k // 3) % (3 if now else 4) for n, q in enumerate(NAMES[1:])},
        }
        for now, period in enumerate(("2026-01", "2026-02"))
        for unit in ("a", "b")
        for k in range(30)
    ]  # fmt: skip
    asked = questionnaire(
        [edition([item(name) for name in NAMES])], units=units(tree), anonymity=PROMISE,
        reporting=Reporting(periods=(PeriodKind.MONTH,)),
    )  # fmt: skip
    return replace(ledger(asked, rows), secret=b"\1")


def told(folder: Path) -> dict[str, dict]:
    """Return what is told of the change of every item of the whole."""
    record = json.loads((folder / "en/q/2026-02/all/data.json").read_text())
    return {one["id"]: one["comparisons"][0] for one in record["items"] if one["comparisons"]}


def complaints(book, folder: Path) -> list[str]:
    found = audit([folder], book.questionnaire, book.calendar, own=(), whole=True)
    return [str(one.facts["entry"]) for one in found if one.code == "B611"]


def test_no_q_is_made_of_a_test_that_is_withheld(tmp_path: Path):
    publish(book := study(), tmp_path)
    shown = [one for one in told(tmp_path).values() if one["p"] is not None]
    assert 0 < len(shown) < len(NAMES)
    assert {one["family"] for one in shown} == {len(shown)}
    assert [one["q"] for one in shown] == pytest.approx(
        benjamini_hochberg([one["p"] for one in shown])
    )
    assert complaints(book, tmp_path) == []


def test_the_audit_sees_a_q_that_is_made_of_withheld_tests(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(gate, "judged_items", lambda found, _: tuple(found))
    publish(book := study(), tmp_path)
    assert "items.comparisons.q" in complaints(book, tmp_path)
