"""The site is the old one or the new one, whole, wherever the switch stops."""

from pathlib import Path

import pytest

from csatreport.build.switch import FOLDERS, Effects, Workshop


class Stopped(BaseException):
    """The machine stops here."""


def _fill(folder: Path, text: str) -> None:
    for name in FOLDERS:
        (folder / name).mkdir(parents=True, exist_ok=True)
        (folder / name / "index.html").write_text(text)


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


@pytest.mark.parametrize("stop_at", range(6))
def test_a_switch_that_stops_at_any_rename_is_carried_through_at_the_next_start(
    tmp_path: Path, stop_at: int
):
    _fill(tmp_path, "old")
    done = 0

    def rename(old: Path, new: Path) -> None:
        nonlocal done
        if done == stop_at:
            raise Stopped
        done += 1
        old.replace(new)

    shop = Workshop(tmp_path, Effects(rename=rename))
    shop.prepare()
    _fill(shop.next, "new")
    with pytest.raises(Stopped):
        shop.switch()

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
