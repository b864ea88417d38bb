"""Two publishes at once, and a lock whose holder has died."""

from __future__ import annotations

import json
import os
import platform
import time
from pathlib import Path

import pytest

from csatreport.base.errors import StudyError
from csatreport.publish.effects import Effects
from csatreport.publish.lock import LOCK, locked
from tests.publish.conftest import CONTENT, Study


def _hold(folder: Path, **holder: object) -> Path:
    known = {"host": "elsewhere", "process": 1, "since": "2026-10-03T09:00:00", "token": "t"}
    file = folder / LOCK
    file.write_text(json.dumps({**known, **holder}))
    return file


def _age(file: Path, seconds: float) -> None:
    then = time.time() - seconds
    os.utime(file, (then, then))


def test_a_second_publish_is_told_who_holds_the_lock(study: Study):
    study.share.mkdir(exist_ok=True)
    _hold(study.share)
    with pytest.raises(StudyError) as error, locked(study.share):
        pass
    issue = error.value.issues[0]
    assert (issue.code, issue.facts["host"]) == ("P714", "elsewhere")
    assert (study.share / LOCK).exists()


def test_the_lock_is_gone_afterwards_whatever_happened(study: Study):
    with pytest.raises(KeyError), locked(study.share):
        raise KeyError
    assert not (study.share / LOCK).exists()


def test_a_lock_of_a_process_that_ended_here_is_taken_over(study: Study):
    study.target.mkdir()
    _hold(study.target, host=platform.node(), process=os.getpid())
    study.end_holder()
    with locked(study.target):
        pass


def test_a_folder_in_the_place_of_the_lock_has_no_holder(study: Study):
    (study.target / LOCK / "inner").mkdir(parents=True)
    with locked(study.target) as lock:
        lock.confirm()
    assert not (study.target / LOCK).exists()


def test_a_lock_of_a_living_process_here_holds(study: Study):
    _hold(study.share, host=platform.node(), process=os.getpid())
    with pytest.raises(StudyError, match="P714"), locked(study.share):
        pass


def test_a_lock_of_another_machine_holds_until_it_was_silent_for_ten_minutes(study: Study):
    file = _hold(study.share)
    _age(file, 500)
    with pytest.raises(StudyError, match="P714"), locked(study.share):
        pass
    _age(file, 700)
    with locked(study.share):
        pass


def test_touching_keeps_the_lock_young(study: Study):
    with locked(study.share) as lock:
        _age(lock.file, 700)
        lock.touched -= 60
        lock.touch()
        assert time.time() - lock.file.stat().st_mtime < 60


def test_a_long_publish_touches_its_lock_all_the_time(study: Study, monkeypatch):
    monkeypatch.setattr("csatreport.base.files.lock._TOUCH_SECONDS", 0)
    ages = []

    def copy(source: Path, target: Path) -> None:
        ages.append(time.time() - (study.target / LOCK).stat().st_mtime)
        _age(study.target / LOCK, 500)
        Effects().copy(source, target)

    study.publish(effects=Effects(copy=copy))
    assert len(ages) == len(CONTENT)
    assert max(ages) < 60


def test_whoever_was_overtaken_stops_before_the_switch_and_leaves_the_other_the_lock(study: Study):
    study.publish()
    study.rebuild("second")

    def overtaken(source: Path, target: Path) -> None:
        _hold(study.target)
        Effects().copy(source, target)

    with pytest.raises(StudyError, match="P715"):
        study.publish(effects=Effects(copy=overtaken))
    assert study.read_as_reader() == CONTENT
    assert json.loads((study.target / LOCK).read_text())["host"] == "elsewhere"


@pytest.mark.parametrize("content", [b"", b"{", b"null", b"\xff\xfe\x00", b"{}"])
def test_a_lock_that_says_nothing_is_taken_over(study: Study, monkeypatch, content: bytes):
    monkeypatch.setattr(time, "sleep", lambda _: None)
    study.target.mkdir()
    (study.target / LOCK).write_bytes(content)
    with locked(study.target):
        assert json.loads((study.target / LOCK).read_text())["token"]


def test_a_lock_that_is_just_being_written_is_not(study: Study, monkeypatch):
    study.target.mkdir()
    file = study.target / LOCK
    file.write_bytes(b"")
    monkeypatch.setattr(time, "sleep", lambda _: _hold(study.target))
    with pytest.raises(StudyError), locked(study.target):
        pass
    assert json.loads(file.read_text())["host"] == "elsewhere"
