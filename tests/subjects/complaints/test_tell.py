"""The chapter on complaints: what is overdue, what keeps coming back; words and names masked."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from types import SimpleNamespace

import pytest

from csatreport.base.label import LANGUAGES, Label
from csatreport.counts.ledger import Ledger
from csatreport.counts.registered import Registered
from csatreport.registers.model import Registers
from csatreport.report.figures import Trend
from csatreport.report.model import Cards, Table
from csatreport.report.scope import Scope
from csatreport.site.draw import draw_trend
from csatreport.statistics.estimate import Estimate
from csatreport.statistics.survival import Percentile
from csatreport.study.policy import Audience
from csatreport.study.register import Register, RegisterKind
from csatreport.study.register_entries import Complaint, Customer, Defect, ExposureMonth
from csatreport.subjects.complaints.settings import ComplaintRule
from csatreport.subjects.complaints.subject import COMPLAINTS
from csatreport.subjects.complaints.tables import days_of, part_text, per_text
from csatreport.subjects.measured import measure
from tests.counts.build import edition, item, questionnaire, responses, units
from tests.registers.build import ROWS, TREE, complaint, day
from tests.report.build import chapter, findings
from tests.report.registered import RULES, report

LATE = complaint(1, day(5), cause="spoilt", owner="Fresh", text="王芳 13812345678 milk went off",
                 customer="王芳")  # fmt: skip
BACK = tuple(complaint(n, day(20 + n), cause="spoilt", resolved=day(25 + n)) for n in (2, 3))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_overdue_stands_in_the_heading_and_on_the_one_page(language: str):
    shown = report(Registers.holding(LATE, *BACK, rules=RULES), language)
    found = chapter(shown, "complaints")
    assert "1" in found.heading
    cards = next(b for b in chapter(shown, "summary").blocks if isinstance(b, Cards))
    assert cards.cards[1].rows[0].head.target == "#complaints"
    open_ones = next(b for b in found.blocks if isinstance(b, Table))
    assert open_ones.rows[0][0] == "1"


def test_what_is_open_stands_with_its_owner_and_the_days_overdue():
    new = complaint(4, day(29), cause="spoilt")
    shown = report(Registers.holding(new, LATE, rules=RULES))
    cards = next(b for b in chapter(shown, "summary").blocks if isinstance(b, Cards))
    late, open_ = cards.cards[1].rows
    assert (late.head.text, late.detail) == ("Complaint 1: spoilt", "Fresh · 16 days overdue")
    assert open_.detail.startswith("nobody named · due 2026-11-")
    assert cards.cards[1].note == "2 open, 1 of them overdue."


def test_a_part_of_few_is_told_as_a_count_and_one_of_many_with_its_share():
    few, many = Estimate(value=2 / 9, base=9), Estimate(value=0.25, base=40)
    scope = Scope(findings=findings(), language="en", audience=Audience.OPEN)
    assert [part_text(one, scope) for one in (few, many)] == ["2 of 9", "10 of 40 (25%)"]


def test_the_unit_of_a_rate_is_named():
    scope = Scope(findings=findings(), language="en", audience=Audience.OPEN)
    found = SimpleNamespace(rule=ComplaintRule())
    assert per_text(found, scope) == "1,000 customers or receipts"
    rule = Register(
        id="r", kind=RegisterKind.EXPOSURE, questionnaire="q", files="r*",
        labels=(("number", Label.of("receipts")),),
    )  # fmt: skip
    named = replace(findings(), registered=Registered(rules={RegisterKind.EXPOSURE: rule}))
    scope = Scope(findings=named, language="en", audience=Audience.OPEN)
    assert per_text(found, scope) == "1,000 receipts"


def test_words_of_complaints_are_masked():
    shown = report(Registers.holding(LATE, rules=RULES))
    text = repr(chapter(shown, "complaints"))
    assert "王芳" not in text
    assert "1381234" not in text
    assert "milk went off" in text


def test_a_customer_named_in_another_row_or_in_the_list_is_masked_too():
    other = complaint(9, day(6), customer="Zhang Wei", resolved=day(7))
    listed = Customer(id="1", unit="b", name="Green Hotel")
    text = "Zhang Wei of the Green Hotel shouted at us"
    told = complaint(8, day(5), text=text, cause="spoilt")
    shown = report(Registers.holding(told, other, listed, rules=RULES))
    words = repr(chapter(shown, "complaints"))
    assert "*** of the *** shouted at us" in words
    assert "Zhang Wei" not in words


def test_what_keeps_coming_back_is_listed_with_its_owners():
    found = chapter(report(Registers.holding(LATE, *BACK, rules=RULES)), "complaints")
    table = next(b for b in found.blocks if isinstance(b, Table) and "supervision" in b.caption)
    assert table.rows == (("spoilt", "3", "Fresh", "2026-10-15", "1", "0"),)


def test_what_keeps_coming_back_stands_on_the_one_page():
    shown = report(Registers.holding(LATE, *BACK, rules=RULES))
    cards = next(b for b in chapter(shown, "summary").blocks if isinstance(b, Cards))
    row = next(one for one in cards.cards[-1].rows if one.head.text == "Keeps coming back")
    assert (row.detail, row.head.target) == ("spoilt", "#complaints")
    assert "Keeps coming back: spoilt (3)." in chapter(shown, "complaints").blocks[0].text


def test_the_voices_of_all_channels_stand_in_one_table():
    heard = (complaint(1, day(5), cause="spoilt", channel="phone"),
             complaint(2, day(6), cause="spoilt", channel="phone", resolved=day(9)),
             complaint(3, day(6), cause="price", channel="web", resolved=day(9)))  # fmt: skip
    defects = (Defect(id="1", unit="a", found=day(2), area="Shelf"),)
    shown = report(Registers.holding(*heard, *defects, rules=RULES))
    tables = (b for b in chapter(shown, "complaints").blocks if isinstance(b, Table))
    table = next(one for one in tables if one.caption == "What reaches us, by channel")
    assert table.rows == (
        ("Complaints: phone", "2", "spoilt 2", "1"),
        ("Complaints: web", "1", "price 1", "0"),
        ("Defects found inside", "1", "Shelf 1", "1"),
    )


def test_one_channel_alone_has_no_table():
    shown = report(Registers.holding(LATE, rules=RULES))
    captions = [b.caption for b in chapter(shown, "complaints").blocks if isinstance(b, Table)]
    assert "What reaches us, by channel" not in captions


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reopened_case_stands_among_the_open_ones_with_the_day(language: str):
    case = complaint(1, day(1), cause="spoilt", resolved=day(3), reopened=day(20))
    shown = report(Registers.holding(case, rules=RULES), language)
    found = chapter(shown, "complaints")
    table = next(b for b in found.blocks if isinstance(b, Table))
    assert "2026-10-11" in table.rows[0][4]
    assert "2026-10-20" in table.rows[0][4]
    told = shown.data["registers"]["complaints"]
    assert (told["n"], told["reopened"], told["open"], told["overdue"]) == (1, 1, 1, 1)


def test_the_iceberg_is_called_an_assumption():
    found = chapter(report(Registers.holding(LATE, rules=RULES)), "complaints")
    assert "assumption" in found.blocks[-1].text


def test_rates_are_told_where_exposure_is_known():
    exposure = tuple(
        ExposureMonth(id=str(n), unit="all", month=dt.date(2026, n, 1), number=1000)
        for n in (8, 9, 10)
    )
    told = report(Registers.holding(LATE, *exposure, rules=RULES)).data["registers"]
    assert told["complaints"]["rate"] == 1.0
    told = report(Registers.holding(LATE, rules=RULES)).data["registers"]
    assert told["complaints"]["rate"] is None


def test_of_rare_complaints_the_days_between_them_are_drawn():
    days = (dt.date(2026, 3, 1), dt.date(2026, 4, 1), dt.date(2026, 5, 2), dt.date(2026, 6, 1),
            dt.date(2026, 7, 3), dt.date(2026, 8, 2), dt.date(2026, 9, 3), day(2), day(3))  # fmt: skip
    rare = tuple(complaint(n, one) for n, one in enumerate(days))
    drawn = [b for b in chapter(report(Registers.holding(*rare, rules=RULES)), "complaints").blocks
             if isinstance(b, Trend)]  # fmt: skip
    assert drawn[0].title == "Days between complaints"
    assert [point.value for point in drawn[0].points[-2:]] == [29, 1]
    assert drawn[0].points[-1].signal
    assert "in up to about 2% of stable series of 8 points" in drawn[0].note
    drawing = draw_trend(drawn[0], 700, 300)
    assert drawing.ticks[-1].y >= 0
    assert min(float(y) for y in re.findall(r" ([-.0-9]+)", drawing.band)) >= 0


def test_a_complaint_of_another_unit_stays_there():
    survey = questionnaire([edition([item("q1"), item("q2")])], units=units(TREE))
    mine = Complaint(id="9", unit="b", received=day(2))
    book = Ledger.of(responses(survey, ROWS), registers=Registers.holding(mine, rules=RULES))
    found = measure(book, survey.units.by_id["a"], book.base_periods[-1])
    assert found.of(COMPLAINTS).volume.n == 0


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (Percentile(days=15.5, low=6.0, high=None), "15.5 (6 or longer)"),
        (Percentile(days=4.5, low=1.0, high=8.0), "4.5 (1–8)"),
        (Percentile(days=5.0, low=None, high=None), "5"),
        (Percentile(days=None, low=3.0, high=None), "not yet (3 or longer)"),
        (Percentile(days=5.0, low=None, high=7.5), "5 (7.5 or shorter)"),
        (Percentile(days=None, low=None, high=None), "not yet"),
    ],
)
def test_days_are_written_with_halves_and_missing_ends_in_words(found, words):
    assert days_of(found, "en") == words
