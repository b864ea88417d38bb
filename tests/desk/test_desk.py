"""The desk: one for a study, open while somebody sits at it, and every page in three languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from csatreport import desk
from csatreport.base.errors import StudyError
from csatreport.base.label import LANGUAGES
from csatreport.base.resources import shipped
from csatreport.base.words import catalogue, gaps
from csatreport.cli import main
from csatreport.cli.commands.showing.desk import write_shortcuts
from csatreport.desk.opening import LOCK, open_desk
from csatreport.desk.pages import PAGES
from csatreport.desk.presence import Presence

TEMPLATES = sorted((shipped("templates") / "desk").glob("*.j2"))


class _Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> _Clock:
    return _Clock()


def test_the_desk_ends_some_minutes_after_its_page_fell_silent(clock):
    here = Presence(clock)
    here.beat()
    clock.now = 299
    assert not here.over
    here.beat()
    clock.now = 598
    assert not here.over
    clock.now = 600
    assert here.over


def test_without_scripts_only_two_hours_without_a_click_end_it(clock):
    here = Presence(clock)
    clock.now = 7_000
    assert not here.over
    here.click()
    clock.now = 14_000
    assert not here.over
    clock.now = 15_000
    assert here.over


def test_a_second_desk_of_a_study_is_told_of_the_first(study):
    with open_desk(study) as first:
        assert (study / "build" / LOCK).is_file()
        with pytest.raises(StudyError) as caught, open_desk(study):
            pass
        assert caught.value.issues[0].code == "D880"
        assert first.address.startswith("http://127.0.0.1:")
    assert not (study / "build" / LOCK).exists()
    with open_desk(study):
        pass


def test_the_second_is_told_on_the_command_line_too(study, capsys):
    with open_desk(study):
        assert main(["-C", str(study), "desk", "--no-open"]) == 2
    assert "D880" in capsys.readouterr().err


def test_what_a_desk_leaves_in_the_build_folder_is_no_stranger_to_clean(study):
    with open_desk(study):
        assert main(["-C", str(study), "clean"]) == 0


def test_the_desk_is_closed_from_its_page(caller):
    status, _, told = caller.send("/end")
    assert status == 200
    assert "The desk is closed" in told
    assert caller.office.ended


@pytest.mark.parametrize("page", [page.name for page in PAGES if page.name != "month"])
def test_every_page_shows_the_command_that_does_the_same(caller, page):
    status, _, told = caller.ask(f"/{page}")
    assert status == 200
    assert "<code>csatreport " in told


def test_a_study_that_cannot_be_read_is_told_with_place_and_remedy(caller, study):
    (study / "config" / "study.yaml").write_text("name: [")
    status, _, told = caller.ask("/forms")
    assert status == 400
    assert "config/study.yaml:" in told


def _used() -> set[str]:
    text = "".join(file.read_text(encoding="utf-8") for file in TEMPLATES)
    found = set(re.findall(r't\("(desk\.[a-z_.]+)"[,)]|t\(\'(desk\.[a-z_.]+)\'\)', text))
    named = {one or other for one, other in found}
    for page in PAGES:
        named.add(f"desk.{page.name}.name")
    for severity in ("error", "warning", "note"):
        named.add(f"desk.{severity}")
    return named | {f"desk.look.{one}" for one in ("site", "restricted", "preview")}


def test_every_sentence_of_the_pages_exists_and_none_is_left_over():
    words = {language: catalogue(language, "desk.toml") for language in LANGUAGES}
    assert _used() == words["en"].keys()
    for language in LANGUAGES:
        assert {k: gaps(v) for k, v in words[language].items()} == {
            k: gaps(v) for k, v in words["en"].items()
        }


@pytest.mark.parametrize(("language", "charset"), [("zh-Hans", "gb2312"), ("zh-Hant", "big5")])
def test_no_script_strays_into_the_other(language, charset):
    text = "".join(catalogue(language, "desk.toml").values())
    han = {c for c in text if "\u4e00" <= c <= "\u9fff"}
    assert {c for c in han if not c.encode(charset, "ignore")} == set()


def test_every_page_has_its_template():
    names = {file.name for file in TEMPLATES}
    assert {f"{page.name}.html.j2" for page in PAGES} <= names
    assert Path(desk.__file__).parent.name == "desk"


def test_the_starters_open_the_desk_of_this_study(tmp_path, monkeypatch):
    monkeypatch.setenv("WSL_DISTRO_NAME", "Debian")
    folder = tmp_path / "满意度 100%"
    folder.mkdir()
    windows, linux = write_shortcuts(folder)
    cmd = windows.read_bytes().decode()
    assert cmd.startswith("@echo off\r\n")
    assert "wsl.exe -d Debian -- sh -c " in cmd
    assert "满意度 100%%'" in cmd
    entry = linux.read_text(encoding="utf-8")
    assert entry.startswith("[Desktop Entry]\n")
    assert '满意度 100%%" "desk"\n' in entry
    assert linux.stat().st_mode & 0o100
