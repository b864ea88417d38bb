"""The month in one go: every step once, safe to repeat, stopped at the first that fails."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from csatreport.base.errors import ExitCode
from csatreport.making.request import PdfMode, Request
from csatreport.publish.month import JOURNAL, MonthRequest, MonthRun, MonthStep, run_month
from tests.making.shop import QUESTIONS, add_row, replace, short_shop
from tests.making.study import bytes_of, silent

TODAY = "1775174400"
"""3 April 2026."""


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", TODAY)


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    (tmp_path / "share").mkdir()
    return short_shop(tmp_path)


def month(study: Path, share: Path | None = None) -> MonthRun:
    request = Request(study=study, pdf=PdfMode.NONE)
    return run_month(MonthRequest(build=request, target=share, close=True), silent)


def journal(study: Path) -> list[dict]:
    return [json.loads(line) for line in (study / "build" / JOURNAL).read_text().splitlines()]


def test_a_month_builds_closes_and_publishes_and_a_second_has_nothing_to_do(
    shop: Path, tmp_path: Path
):
    share = tmp_path / "share/satisfaction"
    first = month(shop, share)
    assert [(one.step, one.changed) for one in first.steps] == [
        (MonthStep.BUILD, True), (MonthStep.CLOSE, True), (MonthStep.PUBLISH, True),
    ]  # fmt: skip
    assert first.steps[1].facts["closed"] == "shop 2026-01, shop 2026-02, shop 2026-03"
    there = bytes_of(share)
    for _ in range(2):
        again = month(shop, share)
        assert not again.changed
        assert again.exit_code == ExitCode.FINE
    assert bytes_of(share) == there
    assert [one["changed"] for one in journal(shop)] == [True, False, False]


def test_a_month_stops_at_what_a_build_stops_for(shop: Path, tmp_path: Path):
    replace(shop, QUESTIONS, "every: month", "every: fortnight")
    run = month(shop, tmp_path / "share/satisfaction")
    assert (run.stopped, run.exit_code) == (MonthStep.BUILD, ExitCode.USAGE)
    assert run.steps == ()
    assert not (shop / "data/closed").exists()
    assert journal(shop)[0]["stopped"] == "build"


def test_a_month_whose_share_has_gone_is_finished_by_the_next_run(shop: Path, tmp_path: Path):
    shutil.rmtree(tmp_path / "share")
    run = month(shop, tmp_path / "share/satisfaction")
    assert (run.stopped, run.exit_code) == (MonthStep.PUBLISH, ExitCode.PUBLISHING)
    assert [one.step for one in run.steps] == [MonthStep.BUILD, MonthStep.CLOSE]
    (tmp_path / "share").mkdir()
    again = month(shop, tmp_path / "share/satisfaction")
    assert [one.step for one in again.steps if one.changed] == [MonthStep.PUBLISH]


def test_answers_that_came_after_the_close_are_no_new_site_but_a_word_on_it(
    shop: Path, tmp_path: Path
):
    share = tmp_path / "share/satisfaction"
    month(shop, share)
    add_row(shop)
    again = month(shop, share)
    assert [one.step for one in again.steps if one.changed] == [MonthStep.BUILD, MonthStep.PUBLISH]


def test_without_a_share_nothing_is_published(shop: Path):
    assert [one.step for one in month(shop).steps] == [MonthStep.BUILD, MonthStep.CLOSE]
