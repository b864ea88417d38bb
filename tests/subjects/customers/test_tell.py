"""The chapter on customers: names for a limited audience only, and no index of few."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from csatreport.base.label import LANGUAGES, Label
from csatreport.base.words import say
from csatreport.registers.model import Registers
from csatreport.report.model import Callout, Cards, Table
from csatreport.study.policy import Audience, ColumnNames, Sampling
from csatreport.study.register import Register, RegisterKind
from csatreport.study.register_entries import Customer
from tests.registers.build import day
from tests.report.build import blocks, chapter
from tests.report.registered import report

CUSTOMERS = (Customer(id="low", unit="a", name="Secret Shop", value=900, key=True),)
NAMED = [{"period": "2026-10", "unit": "a", "id": "low", "q1": 3, "q2": 3}]


def test_customers_are_named_for_a_limited_audience_only():
    settings = {"rows": NAMED, "columns": ColumnNames(name="name")}
    shown = report(Registers.holding(*CUSTOMERS), audience=Audience.RESTRICTED, **settings)
    assert "Secret Shop" in repr(chapter(shown, "customers"))
    assert any("900" in b.text for b in blocks(shown, Callout))
    text = repr(chapter(report(Registers.holding(*CUSTOMERS), **settings), "customers"))
    assert "Of 1 key accounts, 1 answered" in text
    assert "Secret Shop" not in text
    assert "900" not in text


def test_key_accounts_at_risk_come_first_among_the_risks_and_are_named_for_few():
    settings = {"rows": NAMED, "columns": ColumnNames(name="name")}
    told = report(Registers.holding(*CUSTOMERS), audience=Audience.RESTRICTED, **settings)
    row = blocks(told, Cards)[0].cards[-1].rows[0]
    assert (row.head.text, row.head.target) == ("1 key account is at risk", "#customers")
    assert row.detail == "Secret Shop; revenue 900"
    shown = report(Registers.holding(*CUSTOMERS), **settings)
    assert blocks(shown, Cards)[0].cards[-1].rows[0].detail == "of 1; 0 did not answer"


def test_an_open_report_shows_the_index_of_customers_from_ten_answers_on():
    many = tuple(
        Customer(id=str(n), unit="a", grade="ABC"[min(n // 10, 1) + (n >= 16)], value=5.0)
        for n in range(21)
    )
    rows = [{"period": "2026-10", "unit": "a", "id": one.id, "q1": 0, "q2": 0} for one in many]
    found = chapter(report(Registers.holding(*many), rows=rows), "customers")
    by_grade = next(b for b in found.blocks if isinstance(b, Table))
    assert [row[:4] for row in by_grade.rows] == [
        ("A", "10", "10", "100.0"), ("B", "6", "6", "–"), ("C", "5", "5", "–"),
    ]  # fmt: skip


def test_grades_have_the_names_that_the_description_gives_them():
    rule = Register(
        id="k", kind=RegisterKind.CUSTOMERS, questionnaire="q", files="k*",
        labels=(("A", Label.of("Gold")),),
    )  # fmt: skip
    graded = (replace(CUSTOMERS[0], grade="A"),)
    listed = Registers.holding(*graded, rules={RegisterKind.CUSTOMERS: rule})
    tables = [b for b in chapter(report(listed, rows=NAMED), "customers").blocks
              if isinstance(b, Table)]  # fmt: skip
    assert tables[0].rows[0][0] == "Gold"


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_interval_that_all_listed_customers_leave_no_room_for_has_its_word(language: str):
    many = tuple(Customer(id=str(n), unit="a", grade="A") for n in range(12))
    rows = [{"period": "2026-10", "unit": "a", "id": one.id, "q1": n % 3, "q2": 0}
            for n, one in enumerate(many)]  # fmt: skip
    shown = report(Registers.holding(*many), language, rows=rows, sampling=Sampling.CENSUS)
    by_grade = next(b for b in chapter(shown, "customers").blocks if isinstance(b, Table))
    assert by_grade.rows[0][-1] == say(language, "report.interval.all")
    (told,) = shown.data["registers"]["accounts"]["by_grade"]
    assert (told["census"], told["index_low"]) == (True, None)


def test_no_index_of_few_customers_follows_by_subtraction():
    many = tuple(
        Customer(id=str(n), unit="a", grade="A" if n < 10 else "B", key=n == 0) for n in range(12)
    )
    rows = [{"period": "2026-10", "unit": "a", "id": one.id, "q1": 0, "q2": 0} for one in many]
    shown = report(Registers.holding(*many), rows=rows)
    by_grade = next(b for b in chapter(shown, "customers").blocks if isinstance(b, Table))
    assert [row[3] for row in by_grade.rows] == ["–", "–"]
    told = shown.data["registers"]["accounts"]["by_grade"]
    assert [(one["answered"], one["index"]) for one in told] == [(10, None), (2, None)]


def test_key_accounts_have_their_age_and_orders_by_grade():
    since = dt.date(2016, 10, 31)
    key = tuple(
        Customer(id=str(n), unit="a", grade="A" if n else "B", key=True, since=since, orders=4 + n)
        for n in range(11)
    )
    rest = (Customer(id="x", unit="a", grade="A", key=False, since=day(1), orders=99),)
    listed = Registers.holding(*key, *rest)
    rows = [{"period": "2026-10", "unit": "a", "id": "1", "q1": 0, "q2": 0}]
    columns = ColumnNames(name="name")
    shown = report(listed, rows=rows, columns=columns, audience=Audience.RESTRICTED)
    table = [b for b in chapter(shown, "customers").blocks if isinstance(b, Table)][-1]
    assert table.rows == (
        ("A", "10", "10.0 (n = 10)", "9.5 (n = 10)"), ("B", "1", "10.0 (n = 1)", "4.0 (n = 1)"),
    )  # fmt: skip
    shown = report(listed, rows=rows, columns=columns)
    table = [b for b in chapter(shown, "customers").blocks if isinstance(b, Table)][-1]
    assert table.rows[1] == ("B", "1", "–", "–")
    told = shown.data["registers"]["accounts"]["key_by_grade"]
    assert [(one["id"], one["orders"]) for one in told] == [("A", 9.5), ("B", None)]
    few = chapter(report(Registers.holding(*key[:5]), rows=rows), "customers")
    assert "age and orders" not in repr(few)


def test_a_list_that_tells_nothing_of_customers_has_no_chapter():
    plain = tuple(Customer(id=str(n), unit="a") for n in range(12))
    rows = [{"period": "2026-10", "unit": "a", "id": one.id, "q1": 0, "q2": 0} for one in plain]
    shown = report(Registers.holding(*plain), rows=rows)
    assert not [one for one in shown.chapters if one.id == "customers"]
