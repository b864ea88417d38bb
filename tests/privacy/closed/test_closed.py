"""What was published of an anonymous period is never told otherwise, whatever comes later."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from csatreport.base.errors import ExitCode, StudyError
from csatreport.publish.publication import Published
from tests.privacy.closed.study import OPTIONS, TODAY, Desk, Row, rows, write_config, write_rows


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", TODAY)


def published(folder: Path, **answers: int) -> Desk:
    """Publish February of some units with so many answers each."""
    desk = Desk.of(folder, answers)
    write_rows(desk.study, "2026-02", february(answers))
    desk.release()
    return desk


def february(answers: dict[str, int], first: int = 0) -> list[Row]:
    return [row for unit, count in answers.items() for row in rows(unit, count, first)]


def later(answers: dict[str, int], first: int = 1) -> list[Row]:
    """Answers of another month: they begin otherwise."""
    return february(answers, first)


def codes_of_publish(desk: Desk, site: Path | None = None) -> set[str]:
    with pytest.raises(StudyError) as refused:
        desk.publish(site)
    assert refused.value.exit_code == ExitCode.PUBLISHING
    return {issue.code for issue in refused.value.issues}


def quality(desk: Desk, month: str) -> str:
    """Return the page that says how the data are."""
    return (desk.study / f"build/site/en/staff/{month}/quality.html").read_text()


def test_five_late_forms_of_one_unit_do_not_move_the_hidden_pair(tmp_path: Path):
    told = {"a": 30, "c": 11, "d": 12, "b": 3}
    desk = published(tmp_path, **told)
    before = desk.bytes()
    write_rows(desk.study, "2026-02", [*february(told), *rows("c", 5, first=20)])
    assert desk.codes()["A468"] == 5
    assert desk.bytes() == before
    assert not desk.publish().new


@pytest.mark.parametrize("late", [5, 7])
def test_late_forms_show_neither_counts_nor_words_of_those_who_gave_them(tmp_path: Path, late: int):
    told = {"a": 20, "b": 30}
    desk = published(tmp_path, **told)
    said = [(unit, "D", "D", "too late") for unit, *_ in rows("a", late)]
    write_rows(desk.study, "2026-02", [*february(told), *said])
    assert desk.codes()["A468"] == late
    desk.publish()
    assert desk.told_twice("2026-02") == set()
    pages = (desk.share / "releases").rglob("*.html")
    assert not any("too late" in page.read_text() for page in pages)


def test_a_unit_that_moves_leaves_closed_months_as_they_were(tmp_path: Path):
    desk = Desk.of(tmp_path, ())
    tree = {"all": None, "r1": "all", "r2": "all", "x": "r1", "y": "r1", "z": "r2", "w": "r2"}
    write_config(desk.study, tree)
    told = {"x": 7, "y": 20, "z": 20, "w": 15}
    write_rows(desk.study, "2026-02", february(told))
    desk.release()
    write_config(desk.study, {**tree, "x": "r2"})
    write_rows(desk.study, "2026-03", later(told))
    assert desk.codes()["A470"] == sum(told.values())
    desk.publish()
    assert len(desk.figures("2026-02")) == 2
    assert desk.told_twice("2026-02") == set()
    last = desk.figures("2026-03")[-1]
    assert last["en/staff/2026-03/r1/data.json", "responses"] == 20
    assert desk.figures("2026-02")[-1]["en/staff/2026-02/r1/data.json", "responses"] == 27


def test_a_corrected_answer_changes_no_published_figure(tmp_path: Path):
    told = {"a": 8, "b": 30}
    desk = published(tmp_path, **told)
    (unit, _, other, words), *rest = february(told)
    write_rows(desk.study, "2026-02", [(unit, "D", other, words), *rest])
    codes = desk.codes()
    assert codes["A468"] == 1
    assert codes["A470"] == 38
    desk.publish()
    assert len(desk.figures("2026-02")) >= 1
    assert desk.told_twice("2026-02") == set()


def test_a_corrected_background_answer_shows_nobody(tmp_path: Path):
    """Groups of 20, 20 and 20 would be 19, 21 and 20: the difference is one person."""
    desk = Desk.of(tmp_path, ("a", "b"))
    form = desk.study / "config" / "questionnaires" / "staff.yaml"
    options = ", ".join(f"{{code: {code}, label: Job {code}}}" for code in OPTIONS[:3])
    job = f"      - {{id: job, role: background, text: Job, options: [{options}]}}\n"
    form.write_text(form.read_text() + job)
    file = desk.study / "data" / "staff" / "2026-02.csv"
    write_rows(desk.study, "2026-02", february({"a": 30, "b": 30}))
    head, *told = file.read_text().splitlines()
    jobs = [OPTIONS[n % 3] for n in range(60)]

    def write() -> None:
        both = [f"{row},{job}" for row, job in zip(told, jobs, strict=True)]
        file.write_text("\n".join([f"{head},job", *both]) + "\n")

    write()
    desk.release()
    groups = [place for place in desk.figures("2026-02")[0] if "segments" in place]
    assert groups
    jobs[0] = "B"
    write()
    write_rows(desk.study, "2026-03", later({"a": 30, "b": 30}))
    desk.release()
    assert len(desk.figures("2026-02")) == 2
    assert desk.told_twice("2026-02") == set()


def test_deleted_answers_leave_the_published_figures(tmp_path: Path):
    desk = published(tmp_path, a=20, b=30)
    before = desk.figures("2026-02")[-1]
    shutil.rmtree(desk.study / "data" / "staff")
    shutil.rmtree(desk.study / "build")
    desk.build()
    desk.publish()
    after = desk.figures("2026-02")[-1]
    kept = {place: number for place, number in before.items() if place[1] in {"items", "nodes"}}
    assert kept
    assert kept.items() <= after.items()
    assert desk.told_twice("2026-02") == set()
    assert "The answers themselves have been deleted, as promised." in quality(desk, "2026-02")


def test_a_preview_or_another_folder_shows_no_late_answer_either(tmp_path: Path):
    told = {"a": 20, "b": 30}
    desk = published(tmp_path, **told)
    write_rows(desk.study, "2026-02", [*february(told), *rows("a", 4, first=30)])
    desk.build(units=("a", "all"))
    desk.publish(desk.study / "build" / "preview" / "site")
    elsewhere = tmp_path / "elsewhere"
    desk.build(out=elsewhere)
    desk.publish(elsewhere / "site")
    assert desk.told_twice("2026-02") == set()


def test_another_checkout_without_the_records_is_refused(tmp_path: Path):
    told = {"a": 20, "b": 30}
    desk = published(tmp_path, **told)
    write_rows(desk.study, "2026-02", [*february(told), *rows("a", 4, first=30)])
    other = Desk(study=tmp_path / "checkout", share=desk.share)
    for part in ("config", "data/staff"):
        shutil.copytree(desk.study / part, other.study / part)
    other.build()
    assert codes_of_publish(other) == {"P723"}
    assert codes_of_publish(desk, other.study / "build" / "site") == {"P724"}


def test_build_publish_build_gives_the_same_bytes(tmp_path: Path):
    desk = published(tmp_path, a=20, b=12, c=4)
    before, kept = desk.bytes(), desk.records()
    assert desk.build().made["site"]
    assert desk.bytes() == before
    shutil.rmtree(desk.study / "build")
    assert not desk.release().new
    assert desk.bytes() == before
    assert desk.records() == kept


def test_a_build_alone_closes_nothing(tmp_path: Path):
    desk = Desk.of(tmp_path, ("a", "b"))
    write_rows(desk.study, "2026-02", february({"a": 20, "b": 30}))
    desk.build()
    assert list(desk.records()) == ["secret"]
    write_rows(desk.study, "2026-02", february({"a": 22, "b": 30}))
    assert not desk.codes().keys() & {"A468", "A470"}
    desk.publish()
    assert desk.figures("2026-02")[-1]["en/staff/2026-02/data.json", "responses"] == 52


def test_only_the_owner_may_read_the_secret(tmp_path: Path):
    desk = published(tmp_path, a=20, b=30)
    secret = desk.study / "data" / "closed" / "secret"
    assert secret.stat().st_mode & 0o777 == 0o600
    assert len(bytes.fromhex(secret.read_text())) == 32


def test_lots_fall_by_a_secret_that_is_made_before_anything_is_told(tmp_path: Path):
    desk = Desk.of(tmp_path, ("a", "b", "c", "d"))
    write_rows(desk.study, "2026-02", february({"a": 3, "b": 20, "c": 21, "d": 22}))
    secret, withheld = desk.study / "data" / "closed" / "secret", set()
    desk.build()
    assert secret.stat().st_mode & 0o777 == 0o600
    for turn in range(4):
        secret.write_text(f"{turn:064x}\n")
        desk.build()
        reports = desk.study.glob("build/site/en/staff/2026-02/*/data.json")
        told = [json.loads(report.read_text()) for report in reports]
        withheld |= {one["unit"]["id"] for one in told if one["responses"] is None}
    assert {"a", "b", "c"} <= withheld <= {"a", "b", "c", "d"}


def test_without_the_secret_nothing_is_built(tmp_path: Path):
    desk = published(tmp_path, a=20, b=30)
    (desk.study / "data" / "closed" / "secret").unlink()
    with pytest.raises(StudyError) as refused:
        desk.build()
    assert {issue.code for issue in refused.value.issues} == {"A466"}


@pytest.mark.parametrize("damage", ["", "{}", '{"version": 9}'])
def test_a_damaged_record_stops_the_build(tmp_path: Path, damage: str):
    desk = published(tmp_path, a=20, b=30)
    (desk.study / "data" / "closed" / "staff" / "2026-02.json").write_text(damage)
    with pytest.raises(StudyError) as refused:
        desk.build()
    assert {issue.code for issue in refused.value.issues} == {"A467"}


def test_late_answers_count_in_the_next_month_where_that_is_wanted(tmp_path: Path):
    told = {"a": 20, "b": 30}
    desk = Desk.of(tmp_path, told, "late: next")
    write_rows(desk.study, "2026-02", february(told))
    desk.release()
    late = [*february(told), *rows("a", 6, first=30)]
    write_rows(desk.study, "2026-02", late)
    write_rows(desk.study, "2026-03", later(told))
    assert desk.codes()["A469"] == 6
    desk.publish()
    march = ("en/staff/2026-03/data.json", "responses")
    assert desk.figures("2026-03")[-1][march] == 56
    before = desk.bytes()
    desk.release()
    assert desk.bytes() == before
    write_rows(desk.study, "2026-04", later(told, first=2))
    desk.release()
    assert desk.figures("2026-04")[-1]["en/staff/2026-04/data.json", "responses"] == 50
    assert desk.told_twice("2026-02") == desk.told_twice("2026-03") == set()


def test_late_answers_do_not_count_next_where_a_row_is_missing(tmp_path: Path):
    told = {"a": 20, "b": 30}
    desk = Desk.of(tmp_path, told, "late: next")
    write_rows(desk.study, "2026-02", february(told))
    desk.release()
    write_rows(desk.study, "2026-02", [*february(told)[1:], ("a", "D", "D", "")])
    codes = desk.codes()
    assert (codes["A468"], codes["A469"]) == (1, 0)


def as_if_from_before(desk: Desk, done: Published) -> None:
    """Make a share of one from before records were kept."""
    shutil.rmtree(desk.study / "data" / "closed")
    record = desk.share / "releases" / done.release.name / ".csatreport-release.json"
    told = json.loads(record.read_text())
    del told["closed"]
    record.write_text(json.dumps(told))


def test_a_share_from_before_is_read_into_records_at_the_next_publish(tmp_path: Path):
    desk = Desk.of(tmp_path, ("a", "b"))
    write_rows(desk.study, "2026-02", february({"a": 20, "b": 30}))
    as_if_from_before(desk, desk.release())
    again = desk.release()
    assert (again.new, again.issues) == (False, ())
    assert "staff/2026-02.json" in desk.records()
    shutil.rmtree(desk.study / "data" / "closed")
    desk.build()
    assert codes_of_publish(desk) == {"P723"}


def test_what_a_share_from_before_shows_otherwise_is_told_and_blocks_nothing(tmp_path: Path):
    desk = Desk.of(tmp_path, ("a", "b"))
    write_rows(desk.study, "2026-02", february({"a": 20, "b": 30}))
    as_if_from_before(desk, desk.release())
    write_rows(desk.study, "2026-02", february({"a": 26, "b": 30}))
    told = desk.release().issues
    assert {issue.code for issue in told} == {"P726"}
    assert {issue.facts["unit"] for issue in told} == {"a", "all"}


def test_every_release_that_a_share_from_before_keeps_is_looked_at(tmp_path: Path):
    desk = Desk.of(tmp_path, ("a", "b"))
    for size in (20, 26):
        write_rows(desk.study, "2026-02", february({"a": size, "b": 30}))
        as_if_from_before(desk, desk.release())
    told = desk.release().issues
    assert {issue.code for issue in told} == {"P726"}
    assert {issue.facts["unit"] for issue in told} == {"a", "all"}


def test_that_answers_were_deleted_is_no_fault(tmp_path: Path):
    desk = published(tmp_path, a=20, b=30)
    (desk.study / "data" / "staff" / "2026-02.csv").unlink()
    write_rows(desk.study, "2026-03", later({"a": 20, "b": 30}))
    made = desk.build(strict=True)
    assert made.exit_code == ExitCode.FINE
    assert "A470" in {issue.code for issue in made.issues}
    assert made.made["site"]


@pytest.mark.parametrize(
    ("old", "new"),
    [("points: 2", "points: 2.5"), ("points: 1, valence: bad", "points: 1, valence: good")],
)
def test_points_and_valences_that_were_changed_are_not_published_for_a_closed_month(
    tmp_path: Path, old: str, new: str
):
    desk = published(tmp_path, a=20, b=30)
    file = desk.study / "config" / "questionnaires" / "staff.yaml"
    file.write_text(file.read_text().replace(old, new))
    desk.build()
    assert codes_of_publish(desk) == {"P724"}


def test_a_release_that_shows_what_is_withheld_now_is_removed(tmp_path: Path):
    desk = Desk.of(tmp_path, ("a", "b", "c"))
    write_rows(desk.study, "2026-02", february({"a": 20, "b": 30, "c": 7}))
    first = desk.release().release.name
    settings = "sampling: census\nanonymous: {minimum: 10}"
    write_config(desk.study, {"all": None, **dict.fromkeys("abc", "all")}, settings)
    file = desk.study / "config" / "questionnaires" / "staff.yaml"
    file.write_text(file.read_text().replace("anonymous: true\n", ""))
    done = desk.release()
    assert done.withdrawn == (first,)
    assert [one.name for one in (desk.share / "releases").iterdir()] == [done.release.name]


def test_of_a_month_told_from_its_record_nothing_is_told_that_needs_rows(tmp_path: Path):
    desk = Desk.of(tmp_path, ("a", "b"))
    said = [(unit, *rest, "a word") for unit, *rest, _ in february({"a": 20, "b": 30})]
    write_rows(desk.study, "2026-02", said)
    write_rows(desk.study, "2026-03", later({"a": 20, "b": 30}))
    desk.release()
    page = desk.study / "build" / "site" / "en" / "staff" / "2026-02"
    told = json.loads((page / "data.json").read_text())
    assert told["quality"]["reliability"]
    assert "a word" in "".join(file.read_text() for file in page.glob("*.html"))
    write_rows(desk.study, "2026-02", said[1:])
    desk.build()
    told = json.loads((page / "data.json").read_text())
    assert told["responses"] == 50
    assert told["quality"] is None
    assert "No form was read for them" in quality(desk, "2026-02")
    assert "No form was read for them" not in quality(desk, "2026-03")
    assert "a word" not in "".join(file.read_text() for file in page.glob("*.html"))
    march = json.loads((page.with_name("2026-03") / "data.json").read_text())
    assert march["quality"]["reliability"]
    assert march["nodes"][0]["comparisons"][0]["against"] == "previous"


@pytest.mark.parametrize("less", ["anonymous: false", "anonymous: {minimum: 4}"])
def test_a_promise_is_not_taken_back_from_those_who_have_answered(tmp_path: Path, less: str):
    desk = published(tmp_path, a=20, b=30)
    file = desk.study / "config" / "questionnaires" / "staff.yaml"
    file.write_text(file.read_text().replace("anonymous: true", less))
    with pytest.raises(StudyError) as refused:
        desk.build()
    assert {issue.code for issue in refused.value.issues} == {"A471"}


def test_rows_that_are_put_back_are_told_as_before(tmp_path: Path):
    told = {"a": 20, "b": 30}
    desk = published(tmp_path, **told)
    before = desk.bytes()
    write_rows(desk.study, "2026-02", february(told)[3:])
    desk.release()
    assert desk.bytes() != before
    write_rows(desk.study, "2026-02", february(told))
    desk.release()
    assert desk.bytes() == before
