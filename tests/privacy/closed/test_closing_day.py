"""An anonymous round is counted when it is over, and what comes after its closing day is not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from csatreport.making.inputs import examine
from tests.making.study import build_study, bytes_of, copy_study, silent

CLOSED, OPEN = "1780704000", "1779000000"
"""6 June 2026 and 17 May 2026."""


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A study whose rounds have closing days, answered by people who wrote the date."""
    study = copy_study("small-office", tmp_path)
    config = study / "config" / "study.yaml"
    text = config.read_text("utf-8").replace(
        "to: 2026-05-31}", "to: 2026-05-31, closes: 2026-06-05}"
    )
    config.write_text(
        text.replace("to: 2025-05-31}", "to: 2025-05-31, closes: 2025-06-05}"), "utf-8"
    )
    return study


def newest_file(study: Path) -> Path:
    return max((study / "data").rglob("*r2*"))


def add_rows(file: Path, count: int, day: str = "") -> None:
    """Repeat the last rows, dated if a day is given."""
    head, *rows = file.read_text("utf-8-sig").splitlines()
    if day:
        head, rows = f"{head},date", [f"{row},2026-05-20" for row in rows]
    late = [row.replace("2026-05-20", day) if day else row for row in rows[-count:]]
    file.write_text("\n".join([head, *rows, *late]) + "\n", "utf-8")


def figures(study: Path) -> dict[str, str]:
    return {
        name: digest
        for name, digest in bytes_of(study / "build" / "site").items()
        if name.endswith(("data.json", "data.csv", ".html"))
    }


def test_answers_after_the_closing_day_change_no_figure(office: Path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", CLOSED)
    add_rows(newest_file(office), 0, "2026-05-20")
    build_study(office)
    before = figures(office)
    file = newest_file(office)
    head, *rows = file.read_text("utf-8").splitlines()
    late = [row.replace("2026-05-20", "2026-06-06") for row in rows[-2:]]
    file.write_text("\n".join([head, *rows, *late]) + "\n", "utf-8")
    build_study(office)
    after = figures(office)
    places = {name for name in before if "/r2/" in name and name.endswith((".json", ".csv"))}
    assert places
    assert {name: before[name] for name in places} == {name: after[name] for name in places}


def test_an_open_round_waits_and_says_so(office: Path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", OPEN)
    found = examine(office, silent)
    waiting = [issue for issue in found.answers if issue.code == "A491"]
    assert [issue.facts["period"] for issue in waiting] == ["r2"]
    assert [issue.facts["closes"] for issue in waiting] == ["2026-06-05"]
    build_study(office)
    site = office / "build" / "site" / "en" / "office"
    assert (site / "r1").is_dir()
    assert not (site / "r2").exists()
    record = json.loads((site / "r1" / "data.json").read_text("utf-8"))
    assert [point["period"] for point in record["trend"]] == ["r1"]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", CLOSED)
    build_study(office)
    assert (site / "r2").is_dir()


def test_an_open_period_of_customers_does_not_wait(tmp_path: Path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1768000000")
    shop = copy_study("corner-shop", tmp_path)
    assert not [issue for issue in examine(shop, silent).answers if issue.code == "A491"]
