"""``csatreport publish`` on the command line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from csatreport.base.errors import ExitCode
from csatreport.cli import main


@pytest.fixture
def study(tmp_path: Path) -> Path:
    for name in ("site", "restricted"):
        folder = tmp_path / "study" / "build" / name
        folder.mkdir(parents=True)
        (folder / "index.html").write_text(name)
    return tmp_path / "study"


def _publish(study: Path, *arguments: object) -> int:
    return main(["-C", str(study), "publish", *map(str, arguments)])


def test_publish_tells_the_release_and_where_readers_come_in(study, tmp_path, capsys):
    assert _publish(study, tmp_path / "share") == ExitCode.FINE
    told = capsys.readouterr().out
    assert "0001-" in told
    assert str(tmp_path / "share" / "index.html") in told


def test_a_second_publish_of_the_same_says_so(study, tmp_path, capsys):
    _publish(study, tmp_path / "share")
    assert _publish(study, tmp_path / "share") == ExitCode.FINE
    assert "nothing to do" in capsys.readouterr().out


def test_a_publish_tells_what_was_sent_and_what_the_share_had(study, tmp_path, capsys):
    (study / "build" / "site" / "style.css").write_text("p{}")
    _publish(study, tmp_path / "share")
    assert "Sent: 2 files, 0.0 MB" in capsys.readouterr().out
    (study / "build" / "site" / "index.html").write_text("second")
    _publish(study, tmp_path / "share")
    assert "Sent: 1 files, 0.0 MB. Copied on the share itself, because it had them: 1." in (
        capsys.readouterr().out
    )


def test_the_list_marks_what_readers_meet_and_a_rollback_moves_the_mark(study, tmp_path, capsys):
    _publish(study, tmp_path / "share")
    (study / "build" / "site" / "index.html").write_text("second")
    _publish(study, tmp_path / "share")
    capsys.readouterr()

    def marks() -> list[str]:
        assert _publish(study, tmp_path / "share", "--list") == ExitCode.FINE
        return [line[:6] for line in capsys.readouterr().out.splitlines()]

    assert marks() == ["* 0002", "  0001"]
    assert _publish(study, tmp_path / "share", "--rollback") == ExitCode.FINE
    capsys.readouterr()
    assert marks() == ["  0002", "* 0001"]


def test_restricted_reports_go_to_a_folder_of_their_own(study, tmp_path, capsys):
    assert _publish(study, tmp_path / "board", "--restricted") == ExitCode.FINE
    assert _publish(study, tmp_path / "board") == ExitCode.PUBLISHING
    assert "P708" in capsys.readouterr().err


def test_a_renamed_copy_of_restricted_reports_is_published_only_as_that(study, tmp_path, capsys):
    (study / "build" / "restricted" / "audience.json").write_text('{"audience": "restricted"}')
    copy = shutil.copytree(study / "build" / "restricted", tmp_path / "monthly")
    assert _publish(study, tmp_path / "share", "--site", copy) == ExitCode.PUBLISHING
    assert "P722" in capsys.readouterr().err
    assert not (tmp_path / "share").exists()
    assert _publish(study, tmp_path / "share") == ExitCode.FINE
    assert _publish(study, tmp_path / "share", "--site", copy, "--restricted") != ExitCode.FINE
    assert "P708" in capsys.readouterr().err
    assert _publish(study, tmp_path / "board", "--site", copy, "--restricted") == ExitCode.FINE


def test_another_folder_can_be_published(study, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    (other / "index.html").write_text("other")
    assert _publish(study, tmp_path / "share", "--site", other) == ExitCode.FINE
    assert list((tmp_path / "share" / "releases").glob("*/index.html"))


def test_a_refusal_ends_with_5_and_its_code(study, tmp_path, capsys):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").touch()
    assert _publish(study, tmp_path / "full") == ExitCode.PUBLISHING
    assert "P707" in capsys.readouterr().err


def test_listing_and_rolling_back_at_once_makes_no_sense(study, tmp_path):
    assert _publish(study, tmp_path / "share", "--list", "--rollback") == ExitCode.USAGE


def test_fewer_than_one_release_cannot_be_kept(study, tmp_path):
    assert _publish(study, tmp_path / "share", "--keep", "0") == ExitCode.USAGE


def test_a_plain_log_tells_each_phase_in_few_lines(study, tmp_path, capsys):
    for number in range(40):
        (study / "build" / "site" / f"{number}.txt").write_text(str(number))
    _publish(study, tmp_path / "share")
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "copying 0 of 41"
    assert len(lines) == 8
