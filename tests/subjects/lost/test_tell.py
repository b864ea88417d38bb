"""The chapter on customers who left, in three languages, and what an open report keeps to itself."""

from __future__ import annotations

import datetime as dt

import pytest

from csatreport.base.label import LANGUAGES
from csatreport.registers.model import Registers
from csatreport.report.model import Bars, Paragraph, Table
from csatreport.study.policy import Audience
from csatreport.study.register_entries import Customer
from tests.registers.build import day
from tests.report.build import chapter
from tests.report.registered import report

BEGUN = dt.date(2020, 1, 1)
CUSTOMERS = [
    Customer(
        id=f"c{n}", unit="a", since=BEGUN, grade="AB"[n % 2], lost=day(5) if n < 4 else None,
        lost_why="price" if n < 3 else "",
    )
    for n in range(30)
]  # fmt: skip
ROWS = [
    {"period": "2026-10", "unit": "a", "id": f"c{n}", "q1": n % 4, "q2": n % 3} for n in range(30)
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_rate_reasons_and_stays_are_told(language: str):
    made = report(Registers.holding(*CUSTOMERS), language, rows=ROWS)
    found = chapter(made, "lost")
    assert "30" in found.heading
    assert "4" in found.heading
    (bars,) = [block for block in found.blocks if isinstance(block, Bars)]
    assert [row.count for row in bars.rows] == ["3", "1"]
    (table,) = [block for block in found.blocks if isinstance(block, Table)]
    assert [row[1:3] for row in table.rows] == [("30", "4"), ("15", "2"), ("15", "2")]


def test_an_open_report_does_not_say_how_content_four_customers_were():
    made = report(Registers.holding(*CUSTOMERS), rows=ROWS)
    assert made.data["registers"]["lost"]["left_index"] is None
    assert made.data["registers"]["lost"]["lost"] == 4
    assert len([b for b in chapter(made, "lost").blocks if isinstance(b, Paragraph)]) == 1


def test_a_limited_audience_is_told_that_they_are_too_few_to_tell():
    shown = report(Registers.holding(*CUSTOMERS), rows=ROWS, audience=Audience.RESTRICTED)
    texts = [b.text for b in chapter(shown, "lost").blocks if isinstance(b, Paragraph)]
    assert "too few to tell" in texts[1]
