"""What belongs to the record of a published period besides counts: its people and its rows."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from csatreport.base.errors import ExitCode, StudyError
from tests.privacy.closed.study import TODAY, Desk, rows, write_rows

FORM = "config/questionnaires/staff.yaml"
JOB = """      - id: job
        role: background
        text: Job
        options: [{code: A, label: Job A}, {code: B, label: Job B}]
"""


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", TODAY)


def hold(desk: Desk, people: int) -> None:
    """Say how many people each unit has."""
    file = desk.study / "config" / "units.yaml"
    text = re.sub(r", population: \d+", "", file.read_text())
    file.write_text(re.sub(r", parent: all", f", parent: all, population: {people}", text))


def answered(desk: Desk, month: str, first: int = 0) -> None:
    write_rows(desk.study, month, [row for unit in "ab" for row in rows(unit, 20, first)])


def told(desk: Desk, month: str) -> dict:
    return json.loads((desk.study / f"build/site/en/staff/{month}/data.json").read_text())


def test_a_closed_month_keeps_the_people_it_had(tmp_path: Path):
    desk = Desk.of(tmp_path, "ab")
    hold(desk, 30)
    answered(desk, "2026-02")
    desk.release()
    before = desk.study / "build/site/en/staff/2026-02/index.html"
    assert "67%" in before.read_text()
    hold(desk, 25)
    answered(desk, "2026-03", first=1)
    desk.release()
    assert desk.told_twice("2026-02") == set()
    assert (told(desk, "2026-02")["population"], told(desk, "2026-03")["population"]) == (60, 50)
    assert "67%" in before.read_text()


def test_a_closed_month_of_more_people_than_answered_stays_one_whatever_is_said_later(
    tmp_path: Path,
):
    desk = Desk.of(tmp_path, "ab")
    hold(desk, 10)
    answered(desk, "2026-02")
    desk.release()
    hold(desk, 30)
    assert desk.codes()["A490"] == 3
    assert told(desk, "2026-02")["population"] is None


def write_jobs(desk: Desk, *first: str) -> None:
    """Write the jobs of all who answered, in turn but for the first."""
    file = desk.study / "data/staff/2026-02.csv"
    head, *lines = file.read_text().splitlines()
    jobs = [*first, *("AB"[n % 2] for n in range(len(first), len(lines)))]
    some = [f"{line},{job}" for line, job in zip(lines, jobs, strict=True)]
    file.write_text("\n".join([f"{head},job", *some]) + "\n")


def refusal(desk: Desk, site: Path) -> set[str]:
    with pytest.raises(StudyError) as refused:
        desk.publish(site)
    assert refused.value.exit_code == ExitCode.PUBLISHING
    return {issue.code for issue in refused.value.issues}


def test_groups_of_other_answers_are_not_published_though_no_count_is_other(tmp_path: Path):
    """Two people have changed jobs in another checkout: as many as before have each."""
    desk = Desk.of(tmp_path, "ab")
    form = desk.study / FORM
    form.write_text(form.read_text() + JOB)
    answered(desk, "2026-02")
    write_jobs(desk)
    desk.release()
    other = Desk(study=tmp_path / "checkout", share=desk.share)
    shutil.copytree(desk.study / "config", other.study / "config")
    answered(other, "2026-02")
    write_jobs(other, "A", "A", "B")
    other.build()
    groups = [told(one, "2026-02")["segments"] for one in (desk, other)]
    assert groups[0] != groups[1]
    assert refusal(desk, other.study / "build/site") == {"P725"}


def test_a_site_without_the_account_of_its_build_is_not_published_over_a_closed_month(
    tmp_path: Path,
):
    desk = Desk.of(tmp_path, "ab")
    answered(desk, "2026-02")
    desk.release()
    form = desk.study / FORM
    form.write_text(form.read_text().replace("My tools are good", "My tools are fine"))
    desk.build()
    copy = tmp_path / "brought" / "site"
    shutil.copytree(desk.study / "build/site", copy)
    assert refusal(desk, copy) == {"P725"}
    desk.publish()
