"""Publishing as readers see it: one whole site at any time."""

from __future__ import annotations

import errno
import json
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from csatreport.base.errors import ExitCode, StudyError
from csatreport.publish.effects import Effects, digest_of
from csatreport.publish.publication import read_shelf, roll_back
from tests.publish.conftest import CONTENT, Study


def _code(error: pytest.ExceptionInfo[StudyError]) -> str:
    assert error.value.exit_code == ExitCode.PUBLISHING
    return error.value.issues[0].code


def _back(study: Study) -> str:
    return roll_back(study.target, effects=Effects(), progress=lambda _: None).name


def test_the_first_publish_makes_the_folder_and_leads_readers_to_the_whole_site(study):
    done = study.publish()
    assert done.new
    assert done.release.name.startswith("0001-")
    assert study.read_as_reader() == CONTENT


def test_the_share_says_for_machines_which_release_is_current(study):
    name = study.publish().release.name
    pointer = json.loads((study.target / "current.json").read_text())
    assert pointer["release"] == name
    assert pointer["path"] == f"releases/{name}/"


def test_a_second_publish_keeps_the_first_release_for_those_still_reading_it(study):
    first = study.publish().release.name
    content = study.rebuild("second")
    second = study.publish().release
    assert study.read_as_reader() == content
    assert study.release_names() == [first, second.name]
    assert second.follows == first


def test_the_same_site_is_not_published_twice(study):
    first = study.publish()
    again = study.publish()
    assert (again.new, again.release.name) == (False, first.release.name)


def test_the_same_site_is_published_again_where_the_share_has_damaged_it(study):
    first = study.publish().release.name
    (study.target / "releases" / first / "assets" / "style.css").write_text("broken")
    again = study.publish()
    assert again.new
    assert study.read_as_reader() == CONTENT


def test_three_releases_stay(study):
    names = []
    for word in "abcde":
        study.rebuild(word)
        names.append(study.publish().release.name)
    assert study.release_names() == names[2:]


def test_fewer_releases_stay_where_fewer_are_wanted_but_never_none(study):
    study.publish()
    study.rebuild("b")
    name = study.publish(keep=1).release.name
    assert study.release_names() == [name]


def test_a_rollback_leads_to_the_release_before(study):
    first = study.publish().release.name
    study.rebuild("second")
    study.publish()
    assert _back(study) == first
    assert study.read_as_reader() == CONTENT
    assert json.loads((study.target / "current.json").read_text())["release"] == first


def test_a_rollback_passes_over_a_release_that_was_withdrawn(study):
    first = study.publish().release.name
    study.rebuild("withdrawn")
    withdrawn = study.publish().release.name
    _back(study)
    study.rebuild("third")
    study.publish()
    assert withdrawn in study.release_names()
    assert _back(study) == first


def test_what_a_rollback_would_lead_to_outlives_withdrawn_releases(study):
    study.publish()
    study.rebuild("good")
    good = study.publish().release.name
    for word in ("bad", "worse", "worst"):
        study.rebuild(word)
        study.publish()
        _back(study)
    study.rebuild("fine")
    study.publish(keep=2)
    assert _back(study) == good


def test_after_a_rollback_the_same_site_can_be_published_anew(study):
    study.publish()
    content = study.rebuild("second")
    study.publish()
    _back(study)
    assert study.publish().new
    assert study.read_as_reader() == content


def test_there_is_nothing_to_go_back_to_after_one_publish(study):
    study.publish()
    with pytest.raises(StudyError) as error:
        _back(study)
    assert _code(error) == "P717"


def test_a_rollback_refuses_a_damaged_release_and_leaves_readers_where_they_are(study):
    first = study.publish().release.name
    content = study.rebuild("second")
    study.publish()
    (study.target / "releases" / first / "index.html").unlink()
    with pytest.raises(StudyError) as error:
        _back(study)
    assert _code(error) == "P718"
    assert study.read_as_reader() == content


def test_a_folder_nothing_was_published_to_has_no_list_and_no_rollback(study):
    for ask in (lambda: read_shelf(study.share), lambda: _back(study)):
        with pytest.raises(StudyError) as error:
            ask()
        assert _code(error) == "P710"


def test_the_list_shows_whole_releases_newest_first_and_the_current_one(study):
    first = study.publish().release.name
    study.rebuild("second")
    second = study.publish().release.name
    _back(study)
    (study.target / "releases" / "0009-00000000").mkdir()
    shelf = read_shelf(study.target)
    assert [release.name for release in shelf.releases] == [second, first]
    assert shelf.current == first


def test_files_of_others_beside_the_releases_are_left_alone(study):
    study.publish()
    (study.target / "releases" / "notes").mkdir()
    (study.target / "readme.txt").write_text("mine")
    study.rebuild("second")
    study.publish(keep=1)
    assert (study.target / "readme.txt").read_text() == "mine"
    assert (study.target / "releases" / "notes").is_dir()


def test_a_pointer_that_lags_behind_the_page_is_put_right(study):
    first = study.publish().release.name
    (study.target / "current.json").write_text('{"release": "0000-deadbeef"}')
    study.publish()
    assert json.loads((study.target / "current.json").read_text())["release"] == first


def test_a_release_whose_record_is_damaged_stays_while_readers_are_sent_to_it(study):
    name = study.publish().release.name
    (study.target / "releases" / name / ".csatreport-release.json").write_text("{")
    study.rebuild("second")

    def full(_source: Path, _target: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(StudyError):
        study.publish(effects=Effects(copy=full))
    assert study.read_as_reader() == CONTENT


# Faults: whatever breaks, readers meet a whole site, and the next publish works.


class _Saboteur:
    """Effects that count every touch of the disk and break at the one given."""

    def __init__(self, fatal: int, fault: Callable[[], None]) -> None:
        self.touches = 0
        self.fatal = fatal
        self.fault = fault

    def effects(self) -> Effects:
        whole = Effects()
        return Effects(
            copy=lambda source, target: self._then(whole.copy, source, target),
            again=lambda source, target: self._then(whole.again, source, target),
            replace=lambda source, target: self._then(whole.replace, source, target),
            remove=lambda folder: self._then(whole.remove, folder),
            digest=self._digest,
        )

    def _then(self, do: Callable[..., None], *paths: Path) -> None:
        self._touch()
        do(*paths)

    def _digest(self, file: Path) -> str:
        self._touch()
        return digest_of(file)

    def _touch(self) -> None:
        self.touches += 1
        if self.touches == self.fatal:
            self.fault()


def _touches_of_a_publish(tmp_path: Path) -> int:
    study = _with_three_releases(tmp_path / "count")
    counter = _Saboteur(-1, lambda: None)
    study.publish(effects=counter.effects())
    return counter.touches


def _with_three_releases(root: Path) -> Study:
    study = Study(root)
    for word in "abc":
        study.rebuild(word)
        study.publish()
    study.rebuild("new")
    return study


def _raise(number: int) -> Callable[[], None]:
    def fault() -> None:
        raise OSError(number, os.strerror(number))

    return fault


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "P712"),
        (errno.EACCES, "P711"),
        (errno.EHOSTDOWN, "P713"),
        (errno.ENOENT, "P713"),
    ],
)
def test_a_fault_at_any_point_leaves_readers_a_whole_site_and_is_told_by_its_code(
    tmp_path, number, code, monkeypatch
):
    monkeypatch.setattr("csatreport.base.files.atomic._PAUSE_SECONDS", 0)
    for fatal in range(1, _touches_of_a_publish(tmp_path) + 1):
        study = _with_three_releases(tmp_path / str(fatal))
        before, after = (
            {**CONTENT, "index.html": "<p>c</p>"},
            {**CONTENT, "index.html": "<p>new</p>"},
        )
        told = study.codes_of_publish(_Saboteur(fatal, _raise(number)).effects())
        assert told in ([code], [])
        assert told or study.read_as_reader() == after
        assert study.read_as_reader() in (before, after)
        study.publish()
        assert study.read_as_reader() == after
        assert len(study.release_names()) == 3
        assert not list(study.target.rglob(".csatreport-tmp-*"))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a forked process")
def test_a_process_killed_at_any_point_leaves_readers_a_whole_site_and_no_lock_for_ever(tmp_path):
    for fatal in range(1, _touches_of_a_publish(tmp_path) + 1):
        study = _with_three_releases(tmp_path / str(fatal))
        child = os.fork()
        if child == 0:
            study.publish(effects=_Saboteur(fatal, lambda: os._exit(9)).effects())
            os._exit(0)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
        before, after = (
            {**CONTENT, "index.html": "<p>c</p>"},
            {**CONTENT, "index.html": "<p>new</p>"},
        )
        assert study.read_as_reader() in (before, after)
        study.publish()
        assert study.read_as_reader() == after
        assert len(study.release_names()) == 3
        assert not (study.target / ".csatreport-lock").exists()


def test_a_share_that_vanishes_halfway_is_told_as_such(study):
    study.publish()
    content = study.rebuild("second")
    away = study.share.with_name("unplugged")

    def unplug(source: Path, target: Path) -> None:
        del source, target
        study.share.rename(away)
        raise OSError(errno.EIO, "Input/output error")

    with pytest.raises(StudyError) as error:
        study.publish(effects=Effects(copy=unplug))
    assert _code(error) == "P713"
    away.rename(study.share)
    assert study.read_as_reader() == CONTENT
    study.end_holder()
    study.publish()
    assert study.read_as_reader() == content


def test_a_full_share_gets_the_room_of_the_unfinished_release_back(study):
    first = study.publish().release.name
    study.build({**CONTENT, "index.html": "<p>2</p>", "assets/style.css": "p{}q{}"})
    copied = []

    def fill(source: Path, target: Path) -> None:
        if copied:
            raise OSError(errno.ENOSPC, "No space left on device", str(source), None, str(target))
        Effects().copy(source, target)
        copied.append(target)

    with pytest.raises(StudyError) as error:
        study.publish(effects=Effects(copy=fill))
    assert _code(error) == "P712"
    assert error.value.issues[0].source.file.startswith(str(study.target))
    assert study.release_names() == [first]


def test_ctrl_c_gives_the_room_back_too(study):
    first = study.publish().release.name
    study.rebuild("second")

    def interrupt(source: Path, target: Path) -> None:
        Effects().copy(source, target)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        study.publish(effects=Effects(copy=interrupt))
    assert study.release_names() == [first]
    assert not (study.target / ".csatreport-lock").exists()


def test_a_file_that_comes_back_different_is_never_shown(study):
    study.publish()
    study.rebuild("second")

    def garble(source: Path, target: Path) -> None:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(source.read_bytes()[:-1])

    with pytest.raises(StudyError) as error:
        study.publish(effects=Effects(copy=garble))
    assert _code(error) == "P716"
    assert study.read_as_reader() == CONTENT


def test_old_releases_that_cannot_be_removed_do_not_undo_the_publish(study):
    study.publish()

    def held_open(_folder: Path) -> None:
        raise PermissionError(errno.EACCES, "in use")

    content = study.rebuild("second")
    done = study.publish(effects=Effects(remove=held_open), keep=1)
    assert len(done.stuck) == 1
    assert [one.name for one in read_shelf(study.target).releases] == [done.release.name]
    assert study.read_as_reader() == content
    study.publish(keep=1)
    assert len(study.release_names()) == 1


def test_a_folder_that_cannot_be_written_is_refused_with_its_code(study):
    def forbid(_source: Path, target: Path) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(target))

    with pytest.raises(StudyError) as error:
        study.publish(effects=Effects(replace=forbid))
    assert _code(error) == "P711"


def test_renaming_has_patience_with_a_reader_who_holds_the_entry_open(study, monkeypatch):
    monkeypatch.setattr("csatreport.base.files.atomic._PAUSE_SECONDS", 0)
    real, refusals = Path.replace, [PermissionError(), PermissionError()]

    def reluctant(source: Path, target: Path) -> Path:
        if Path(target).name == "index.html" and refusals:
            raise refusals.pop()
        return real(source, target)

    monkeypatch.setattr(Path, "replace", reluctant)
    study.publish()
    assert study.read_as_reader() == CONTENT


def test_progress_tells_of_copying_and_of_proving(study):
    steps = []
    from csatreport.publish.publication import publish  # noqa: PLC0415
    from csatreport.publish.site import read_built_site  # noqa: PLC0415

    publish(
        read_built_site(study.site, Effects()),
        study.target,
        study=study.folder,
        effects=Effects(),
        progress=steps.append,
    )
    assert {step.phase for step in steps} == {"copy", "verify"}
    assert all(step.of == len(CONTENT) and step.done < step.of for step in steps)


def test_the_entry_is_replaced_only_after_everything_was_proved(study):
    order = []
    whole = Effects()
    effects = replace(
        whole,
        digest=lambda file: (order.append("prove"), whole.digest(file))[1],
        replace=lambda one, two: (order.append(two.name), whole.replace(one, two))[1],
    )
    study.publish(effects=effects)
    assert order[-3:] == [".csatreport-release.json", "index.html", "current.json"]
    assert order[-4] == "prove"
    shutil.rmtree(study.target)


def test_a_release_that_cannot_be_removed_never_blocks_the_next_publish(study):
    study.publish(keep=1)
    first = study.release_names()[0]
    held = True

    def remove(folder: Path) -> None:
        if held and folder.name == first:
            raise PermissionError(13, "held open", str(folder))
        shutil.rmtree(folder)

    effects = replace(Effects(), remove=remove)
    for word in ("two", "three", "four"):
        content = study.rebuild(word)
        done = study.publish(effects=effects, keep=1)
        assert study.read_as_reader() == content
    assert done.stuck == (first,)
    held = False
    study.rebuild("five")
    assert study.publish(effects=effects, keep=1).stuck == ()
    assert first not in study.release_names()


@pytest.mark.parametrize("date", ["yesterday", "", None, 7])
def test_a_damaged_date_in_a_record_loses_no_release(study, date):
    study.publish()
    (record,) = study.target.glob("releases/*/.csatreport-release.json")
    record.write_text(json.dumps({**json.loads(record.read_text()), "published": date}))
    study.rebuild("two")
    study.publish()
    assert len(study.release_names()) == 2
    assert all(release.published.tzinfo for release in read_shelf(study.target).releases)


@pytest.mark.parametrize("damaged", [False, True])
def test_a_rollback_without_the_current_release_leads_to_the_newest_whole_one(study, damaged):
    contents = [study.rebuild(word) for word in ("one",)]
    study.publish()
    for word in ("two", "three"):
        contents.append(study.rebuild(word))
        study.publish()
    names = study.release_names()
    shutil.rmtree(study.target / "releases" / names[2])
    if damaged:
        (study.target / "releases" / names[1] / "index.html").write_text("else")
    roll_back(study.target, effects=Effects(), progress=lambda _: None)
    assert study.read_as_reader() == contents[0 if damaged else 1]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_linked_folder_of_releases_is_refused(study):
    study.publish()
    (study.target / "releases").rename(study.share / "elsewhere")
    (study.target / "releases").symlink_to(study.share / "elsewhere", target_is_directory=True)
    study.rebuild("two")
    assert study.codes_of_publish(Effects()) == ["P719"]
    assert len(list((study.share / "elsewhere").iterdir())) == 1


def test_a_build_that_switches_meanwhile_is_told_as_that(study):
    study.publish()
    whole = Effects()
    study.rebuild("two")

    def copy(source: Path, target: Path) -> None:
        if study.site.exists():
            study.site.rename(study.folder / "build" / ".old")
        whole.copy(source, target)

    assert study.codes_of_publish(replace(whole, copy=copy)) == ["P721"]
    assert study.read_as_reader() == CONTENT


@pytest.mark.skipif(sys.platform == "win32", reason="no modes there")
def test_readers_may_read_what_is_published_whatever_the_umask(study):
    before = os.umask(0o077)
    try:
        study.publish()
    finally:
        os.umask(before)
    met = [study.target, study.target / "index.html", study.target / "releases"]
    for path in (*met, *(study.target / "releases").rglob("*")):
        needed = 0o755 if path.is_dir() else 0o644
        assert path.stat().st_mode & needed == needed, path
