"""The site is the old one or the new one, whole, wherever the switch stops."""

import shutil
from pathlib import Path

import pytest

from csatreport.base.errors import StudyError
from csatreport.making.switch import FOLDERS, OWN_PRIVATE, SwitchEffects, Workshop
from tests.making.shop import short_shop
from tests.making.study import build_study


def _fill(folder: Path, text: str) -> None:
    for name in FOLDERS:
        (folder / name).mkdir(parents=True, exist_ok=True)
        (folder / name / "index.html").write_text(text)
    (folder / "private" / "manifest.json").write_text("{}")


def _state(build: Path) -> list[str]:
    return [(build / name / "index.html").read_text() for name in FOLDERS]


def test_a_switch_replaces_all_folders_and_leaves_no_leftovers(tmp_path: Path):
    _fill(tmp_path, "old")
    shop = Workshop(tmp_path)
    shop.prepare()
    _fill(shop.next, "new")
    shop.switch()
    assert _state(tmp_path) == ["new"] * 3
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(FOLDERS)


def test_what_others_put_beside_the_account_of_a_build_is_brought_along(tmp_path: Path):
    _fill(tmp_path, "old")
    begun = tmp_path / "private" / "handouts" / "actions.csv"
    begun.parent.mkdir()
    begun.write_text("half filled in")
    (tmp_path / "private" / "standing.json").write_text("of the old build")
    shop = Workshop(tmp_path)
    shop.prepare()
    _fill(shop.next, "new")
    shop.switch()
    assert _state(tmp_path) == ["new"] * 3
    assert begun.read_text() == "half filled in"
    assert not (tmp_path / "private" / "standing.json").exists()


def test_a_command_may_write_below_private_before_the_first_build(tmp_path: Path):
    study = short_shop(tmp_path)
    sheet = study / "build" / "private" / "weekly.pdf"
    sheet.parent.mkdir(parents=True)
    sheet.write_text("a sheet")
    build_study(study)
    build_study(study)
    assert sheet.read_text() == "a sheet"
    told = {file.name for file in sheet.parent.iterdir()}
    assert told <= OWN_PRIVATE | {"weekly.pdf"}


def test_the_first_build_has_nothing_to_replace(tmp_path: Path):
    shop = Workshop(tmp_path / "build")
    shop.prepare()
    _fill(shop.next, "new")
    shop.switch()
    assert _state(tmp_path / "build") == ["new"] * 3


def test_an_abandoned_build_leaves_the_old_site_alone(tmp_path: Path):
    _fill(tmp_path, "old")
    shop = Workshop(tmp_path)
    shop.prepare()
    _fill(shop.next, "half")
    shop.abandon()
    assert _state(tmp_path) == ["old"] * 3


@pytest.mark.parametrize("abandoned", [False, True])
@pytest.mark.parametrize("stop_at", range(6))
def test_a_switch_that_stops_at_any_rename_is_carried_through_at_the_next_start(
    tmp_path: Path, stop_at: int, abandoned: bool
):
    """Whether the machine stopped dead, or the build failed and cleaned up behind itself."""
    _fill(tmp_path, "old")
    done = 0

    def rename(old: Path, new: Path) -> None:
        nonlocal done
        if done == stop_at:
            raise PermissionError
        done += 1
        old.replace(new)

    shop = Workshop(tmp_path, SwitchEffects(rename=rename))
    shop.prepare()
    _fill(shop.next, "new")
    with pytest.raises(PermissionError):
        shop.switch()
    if abandoned:
        shop.abandon()
    Workshop(tmp_path).prepare()
    assert _state(tmp_path) == ["new"] * 3


def test_an_unfinished_build_is_thrown_away_at_the_next_start(tmp_path: Path):
    _fill(tmp_path, "old")
    shop = Workshop(tmp_path)
    shop.prepare()
    (shop.next / "site" / "index.html").write_text("half")
    Workshop(tmp_path).prepare()
    assert _state(tmp_path) == ["old"] * 3
    assert not (tmp_path / ".next" / "site" / "index.html").exists()


def test_a_folder_that_the_new_build_does_not_have_is_retired(tmp_path: Path):
    _fill(tmp_path, "old")
    shop = Workshop(tmp_path)
    shop.prepare()
    _fill(shop.next, "new")
    shutil.rmtree(shop.next / "restricted")
    shop.switch()
    assert not (tmp_path / "restricted").exists()


def test_a_folder_that_no_build_made_is_never_replaced(tmp_path: Path):
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "mine.txt").write_text("mine")
    with pytest.raises(StudyError, match="B606"):
        Workshop(tmp_path).prepare()
    assert (tmp_path / "site" / "mine.txt").read_text() == "mine"


@pytest.mark.parametrize("text", ["", "[", "null", "7", "\x00"])
@pytest.mark.parametrize("moved", [0, 1])
def test_a_damaged_journal_blocks_nothing_and_loses_nothing(tmp_path: Path, text: str, moved: int):
    _fill(tmp_path, "old")
    shop = Workshop(tmp_path)
    shop.prepare()
    _fill(shop.next, "new")
    for name in FOLDERS[:moved]:
        shutil.rmtree(tmp_path / name)
        (shop.next / name).rename(tmp_path / name)
    (tmp_path / ".switching").write_text(text)
    Workshop(tmp_path).prepare()
    assert _state(tmp_path) == ["new"] * 3
    assert not (tmp_path / ".switching").exists()


def test_a_folder_in_the_place_of_the_journal_is_removed_and_vouches_for_nothing(tmp_path: Path):
    _fill(tmp_path, "old")
    _fill(tmp_path / ".next", "half")
    (tmp_path / ".switching" / "inner").mkdir(parents=True)
    shop = Workshop(tmp_path)
    shop.prepare()
    assert _state(tmp_path) == ["old"] * 3
    _fill(shop.next, "new")
    shop.switch()
    assert _state(tmp_path) == ["new"] * 3
    assert not (tmp_path / ".switching").exists()


def test_a_damaged_journal_still_retires_what_the_new_build_does_not_have(tmp_path: Path):
    _fill(tmp_path, "old")
    shop = Workshop(tmp_path)
    shop.prepare()
    _fill(shop.next, "new")
    shutil.rmtree(shop.next / "restricted")
    (tmp_path / ".switching").write_text("")
    Workshop(tmp_path).prepare()
    assert not (tmp_path / "restricted").exists()
