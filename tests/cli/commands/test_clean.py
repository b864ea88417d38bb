"""Only what a build makes is removed."""

from __future__ import annotations

from pathlib import Path

import pytest

from csatreport.base.errors import StudyError
from csatreport.cli.commands.clean import clean_build


def _refused(study: Path) -> str | None:
    try:
        clean_build(study)
    except StudyError as error:
        return error.issues[0].code
    return None


def test_the_output_goes_and_everything_else_stays(tmp_path):
    for name in ("site/en", "restricted", "private", "preview/site", ".next"):
        (tmp_path / "build" / name).mkdir(parents=True)
    (tmp_path / "build" / ".switching").touch()
    (tmp_path / "data").mkdir()
    names = clean_build(tmp_path)
    assert names == (".next", ".switching", "preview", "private", "restricted", "site")
    assert [entry.name for entry in tmp_path.iterdir()] == ["data"]


def test_there_is_nothing_to_remove_where_nothing_was_built(tmp_path):
    assert clean_build(tmp_path) == ()


@pytest.mark.parametrize("name", ["notes.txt", "archive"])
def test_what_no_build_makes_keeps_everything_in_place(tmp_path, name):
    (tmp_path / "build" / "site").mkdir(parents=True)
    (tmp_path / "build" / name).mkdir()
    assert _refused(tmp_path) == "D861"
    assert (tmp_path / "build" / "site").is_dir()


def test_a_build_folder_that_is_a_link_is_refused(tmp_path):
    elsewhere = tmp_path / "elsewhere"
    (elsewhere / "site").mkdir(parents=True)
    (tmp_path / "build").symlink_to(elsewhere)
    assert _refused(tmp_path) == "D860"
    assert (elsewhere / "site").is_dir()


def test_a_link_inside_is_removed_but_not_what_it_leads_to(tmp_path):
    (tmp_path / "precious").mkdir()
    (tmp_path / "precious" / "file").touch()
    (tmp_path / "build").mkdir()
    (tmp_path / "build" / "site").symlink_to(tmp_path / "precious")
    clean_build(tmp_path)
    assert (tmp_path / "precious" / "file").exists()
    assert not (tmp_path / "build").exists()
