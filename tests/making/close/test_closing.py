"""A month of a named survey is closed by a person, once, when it is over and has answers."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from csatreport.base.errors import ExitCode, StudyError, errors_among
from csatreport.counts.closed.record import ClosedPeriod
from tests.making.close.shop import RECORDS, add_late, close_month, site_of
from tests.making.study import build_study
from tests.privacy.closed.study import Desk, rows, write_rows


def refusal(study: Path, period: str) -> str:
    with pytest.raises(StudyError) as refused:
        close_month(study, period)
    assert refused.value.exit_code == ExitCode.USAGE
    return refused.value.issues[0].code


def test_a_month_is_closed_with_the_open_ones_before_it(shop: Path):
    shutil.rmtree(shop / "data/closed")
    assert close_month(shop, "2026年2月") == ["2026-01", "2026-02"]
    assert close_month(shop, "2026-03") == ["2026-03"]


@pytest.mark.parametrize(
    ("period", "code"),
    [("2025-12", "B631"), ("2026-04", "B632"), ("2026-02", "B633"), ("2026-Q1", "B601")],
)
def test_no_month_is_closed_without_answers_before_its_end_or_twice(
    shop: Path, period: str, code: str
):
    before = sorted((shop / RECORDS).iterdir())
    assert refusal(shop, period) == code
    assert sorted((shop / RECORDS).iterdir()) == before


def test_an_anonymous_month_is_closed_by_publishing_it(tmp_path: Path):
    desk = Desk.of(tmp_path, "ab")
    write_rows(desk.study, "2026-02", [row for unit in "ab" for row in rows(unit, 20)])
    assert refusal(desk.study, "2026-02") == "B634"


def test_a_record_is_text_with_a_figure_on_each_line(shop: Path):
    text = (shop / RECORDS / "2026-02.json").read_text("utf-8")
    assert '"nodes.index headline": "62.4",\n' in text
    assert ClosedPeriod.parse(text).text == text


def test_closing_changes_nothing_that_a_build_makes(shop: Path):
    before = site_of(shop)
    again = build_study(shop)
    assert site_of(shop) == before
    assert not [one.document for one in again.documents.values() if not one.kept]


@pytest.mark.parametrize("edit", [('"59.4"', '"59.5"'), ('"rows": ', '"rows":  ')])
def test_a_record_in_which_somebody_wrote_is_refused(shop: Path, edit: tuple[str, str]):
    file = shop / RECORDS / "2026-01.json"
    text = file.read_text("utf-8")
    assert edit[0] in text
    file.write_text(text.replace(*edit), "utf-8")
    with pytest.raises(StudyError) as refused:
        build_study(shop)
    found = errors_among(refused.value.issues)
    assert [(one.code, one.source.file) for one in found] == [("A473", f"{RECORDS}/2026-01.json")]


def test_a_record_that_came_through_windows_is_the_same(shop: Path):
    file = shop / RECORDS / "2026-01.json"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert not [one for one in build_study(shop).issues if one.code == "A473"]


def test_a_folder_without_records_is_open_again(shop: Path):
    shutil.rmtree(shop / "data/closed")
    add_late(shop)
    assert "A474" not in {one.code for one in build_study(shop).issues}
