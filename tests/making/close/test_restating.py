"""Closed figures change in the open only: old and new, with date and reason, for ever."""

from __future__ import annotations

from pathlib import Path

import pytest

from csatreport.base.errors import ExitCode, StudyError
from csatreport.counts.closed.record import ClosedPeriod
from tests.making.close.shop import (
    RECORDS,
    add_late,
    correct_answer,
    page,
    points,
    restate_month,
    told,
)
from tests.making.shop import DATA
from tests.making.study import build_study
from tests.privacy.closed.study import TODAY, Desk, rows, write_rows

MONTH = "2026-02"


def test_a_restated_month_counts_what_came_late_and_says_so_for_ever(shop: Path):
    old = (shop / RECORDS / f"{MONTH}.json").read_text("utf-8")
    add_late(shop)
    (record,) = restate_month(shop, MONTH, "three forms lay in a drawer")
    build_study(shop)
    assert told(shop, MONTH)["responses"] == 31
    (restated,) = told(shop, MONTH)["closing"]["restated"]
    assert (restated["period"], restated["day"]) == (MONTH, "2026-04-03")
    assert restated["reason"] == "three forms lay in a drawer"
    assert restated["figures"][0]["figure"] == "nodes.index headline"
    assert {"figure": "responses", "old": "28", "new": "31"} in restated["figures"]
    assert "62.4 → " in page(shop, MONTH)
    assert "three forms lay in a drawer" in page(shop, MONTH, "quality")
    assert (shop / RECORDS / f"restated/{MONTH}-1.json").read_text("utf-8") == old
    assert record.printed is not None
    assert record.printed.restated[0].before == ClosedPeriod.parse(old).name
    # The page of a unit says when and why; the figures are those of the company.
    assert told(shop, MONTH, "S1")["closing"]["restated"][0]["figures"] == []


def test_a_second_restatement_keeps_the_first(shop: Path):
    add_late(shop)
    restate_month(shop, MONTH, "first")
    (shop / DATA / f"late {MONTH}.csv").unlink()
    (record,) = restate_month(shop, MONTH, "second")
    assert record.printed is not None
    assert [one.reason for one in record.printed.restated] == ["first", "second"]
    assert len(list((shop / RECORDS / "restated").iterdir())) == 2
    build_study(shop)
    assert "Reason: first." in page(shop, MONTH)
    assert "Reason: second." in page(shop, MONTH)


def test_months_that_stand_beside_a_restated_one_are_restated_with_it(shop: Path):
    add_late(shop, "2026-01")
    add_late(shop, MONTH)
    january, february = restate_month(shop, "2026-01")
    assert (january.rows, february.rows) == (33, 28)
    assert all(not name.startswith("responses") for name, *_ in february.last_restated)
    build_study(shop)
    assert told(shop, MONTH)["closing"]["late"] == 3


def test_all_months_are_restated_at_once_after_a_definition_changed(shop: Path):
    points(shop)
    assert [one.period for one in restate_month(shop)] == ["2026-01", MONTH]
    build_study(shop)
    with pytest.raises(StudyError) as again:
        restate_month(shop)
    assert again.value.issues[0].code == "B638"


def test_a_corrected_answer_is_taken_over_by_a_restatement(shop: Path):
    correct_answer(shop)
    build_study(shop)
    assert told(shop, MONTH)["segments"] == []
    restate_month(shop, MONTH)
    build_study(shop)
    assert told(shop, MONTH)["segments"]


@pytest.mark.parametrize(
    ("period", "reason", "code"),
    [
        (MONTH, " ", "B637"),
        ("2026-03", "why", "B635"),
        (MONTH, "why", "B638"),
        ("2027-13", "why", "B601"),
    ],
)
def test_a_restatement_needs_a_closed_month_a_reason_and_a_change(
    shop: Path, period: str, reason: str, code: str
):
    with pytest.raises(StudyError) as refused:
        restate_month(shop, period, reason)
    assert refused.value.exit_code == ExitCode.USAGE
    assert refused.value.issues[0].code == code
    assert not (shop / RECORDS / "restated").exists()


def test_an_anonymous_month_is_never_restated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", TODAY)
    desk = Desk.of(tmp_path, "ab")
    write_rows(desk.study, MONTH, [row for unit in "ab" for row in rows(unit, 20)])
    desk.release()
    write_rows(desk.study, MONTH, [row for unit in "ab" for row in rows(unit, 30)])
    before = desk.records()
    for period, code in ((MONTH, "B636"), ("", "B635")):
        with pytest.raises(StudyError) as refused:
            restate_month(desk.study, period)
        assert refused.value.issues[0].code == code
    assert desk.records() == before


def test_a_month_without_any_answer_left_cannot_be_restated(shop: Path):
    min((shop / DATA).glob("*2026-01.csv")).unlink()
    with pytest.raises(StudyError) as refused:
        restate_month(shop, "2026-01")
    assert refused.value.issues[0].code == "B631"
