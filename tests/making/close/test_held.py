"""What comes after the close moves no closed figure; what would move one stops the build."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from csatreport.base.errors import ExitCode, StudyError
from csatreport.making.close import printed
from tests.making.close.shop import (
    add_late,
    close_month,
    correct_answer,
    page,
    points,
    site_of,
    told,
)
from tests.making.shop import (
    DATA,
    QUESTIONS,
    add_unit,
    comment_configuration,
    rename_unit,
    replace,
    reword_item,
)
from tests.making.study import build_study, bytes_of, copy_study

MONTH = "2026-02"


def figures(study: Path, month: str = MONTH) -> dict:
    """Return a report's data but for what it says of the time after the close."""
    return {key: value for key, value in told(study, month).items() if key != "closing"}


def refused(study: Path) -> list[dict[str, object]]:
    before = site_of(study)
    with pytest.raises(StudyError) as stopped:
        build_study(study)
    assert stopped.value.exit_code == ExitCode.RENDERING
    assert {one.code for one in stopped.value.issues} == {"B630"}
    assert site_of(study) == before
    return [one.facts for one in stopped.value.issues]


def test_late_answers_do_not_count_and_are_listed_and_told(shop: Path):
    before = figures(shop)
    add_late(shop)
    made = build_study(shop)
    assert figures(shop) == before
    assert told(shop, MONTH)["closing"] == {"late": 3, "restated": []}
    assert [i.facts["count"] for i in made.issues if i.code == "A474"] == [3]
    listed = (shop / "build/private/intake.csv").read_text("utf-8-sig")
    assert listed.count(",A474,") == 3
    assert "3 answers came after the close and are not counted." in page(shop, MONTH)
    assert "came after the close" in page(shop, MONTH, "quality")
    assert told(shop, MONTH, "S2")["closing"] is None


def test_a_build_after_late_answers_gives_what_a_clean_one_gives(shop: Path, tmp_path: Path):
    add_late(shop)
    build_study(shop)
    build_study(shop, out=tmp_path / "clean")
    assert site_of(shop) == bytes_of(tmp_path / "clean/site")
    (shop / DATA / f"late {MONTH}.csv").unlink()
    build_study(shop)
    assert told(shop, MONTH)["closing"] is None


def test_late_answers_count_in_the_next_open_month_where_the_study_says_so(shop: Path):
    before, march = figures(shop), told(shop, "2026-03")["responses"]
    replace(shop, QUESTIONS, "every: month", "every: month\nlate: next")
    add_late(shop)
    build_study(shop)
    assert figures(shop) == before
    assert told(shop, "2026-03")["responses"] == march + 3
    assert told(shop, MONTH)["closing"] is None


def test_a_corrected_answer_changes_no_closed_figure(shop: Path):
    before = figures(shop)
    correct_answer(shop)
    made = build_study(shop)
    now = figures(shop)
    assert [now[key] for key in ("responses", "nodes", "items")] == [
        before[key] for key in ("responses", "nodes", "items")
    ]
    assert [i.facts["missing"] for i in made.issues if i.code == "A475"] == [1]
    assert "published or closed" in page(shop, MONTH, "quality")


def test_a_unit_that_moves_leaves_closed_months_where_they_were(shop: Path):
    before = told(shop, MONTH)["units"]
    replace(shop, "config/units.csv", "S2,西店,West,all,", "N,新,New,all,\nS2,西店,West,N,")
    build_study(shop)
    assert [one for one in told(shop, MONTH)["units"] if one["n"]] == before


def target(study: Path) -> None:
    replace(study, QUESTIONS, "target: 75", "target: 80")


@pytest.mark.parametrize(
    ("change", "part", "figure"),
    [
        (points, "questionnaire", "nodes.index headline 62.4 → 60.3"),
        (target, "targets", "nodes.comparisons.difference headline target −12.6 → −17.6"),
    ],
)
def test_a_change_that_would_move_a_closed_figure_stops_the_build_and_is_named(
    shop: Path, change: Callable[[Path], None], part: str, figure: str
):
    change(shop)
    found = refused(shop)
    assert [one["period"] for one in found] == ["2026-01", MONTH]
    assert all(one["changed"] == part for one in found)
    assert figure in str(found[1]["figures"])
    # What a refused build has made lies in the store: the next one stops all the same.
    assert refused(shop) == found


def test_a_program_that_prints_the_same_stops_nothing(shop: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(printed, "program", lambda: "another")
    build_study(shop)


@pytest.mark.parametrize("change", [reword_item, rename_unit, add_unit, comment_configuration])
def test_a_change_that_moves_no_figure_stops_nothing(shop: Path, change: Callable[[Path], None]):
    change(shop)
    build_study(shop)


def test_of_weighted_answers_a_missing_row_stops_the_build(tmp_path: Path):
    study = copy_study("raked-margins", tmp_path)
    build_study(study)
    close_month(study, "2026-01")
    file = study / "data/rk/2026.csv"
    text = file.read_text("utf-8")
    file.write_text(text.replace("2026-01-01,F,O,5,5", "2026-01-01,F,O,1,1", 1), "utf-8")
    (found,) = refused(study)
    assert "→ –" in str(found["figures"])
    assert found["changed"] == "answers"


@pytest.mark.parametrize(
    ("value", "text"),
    [(62.4499, "62.4"), (-0.04, "−0.040"), (0.72222, "0.722"), (12, "12"), (True, "true")],
)
def test_figures_are_printed_as_reports_print_them(value: float, text: str):
    data = f'{{"nodes": [{{"id": "a", "index": {str(value).lower()}}}]}}'
    assert printed.printed(data.encode()) == {"nodes.index a": text}
