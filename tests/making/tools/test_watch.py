"""Changes are seen by looking, once everything has been still for a moment."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from csatreport.making.tools.watch import changes
from tests.making.study import copy_study


def _watched(study: Path, happenings: list[Callable[[], object] | None]) -> int:
    """Let something happen in each pause; return how many pauses went by before a change."""
    pauses: list[int] = []

    def pause(_: float) -> None:
        happening = happenings[len(pauses)] if len(pauses) < len(happenings) else None
        pauses.append(1)
        if happening is not None:
            happening()

    next(changes(study, 0.0, pause))
    return len(pauses)


def test_a_change_is_told_after_a_still_moment(tmp_path: Path):
    shop = copy_study("corner-shop", tmp_path)
    file = shop / "data" / "shop" / "new.csv"
    assert _watched(shop, [None, file.touch]) == 3


def test_a_file_that_is_still_being_written_is_waited_for(tmp_path: Path):
    shop = copy_study("corner-shop", tmp_path)
    file = shop / "data" / "shop" / "new.csv"
    steps = [lambda text=text: file.write_text(text) for text in ("a", "ab", "abc")]
    assert _watched(shop, steps) == 4


def test_a_file_that_goes_is_a_change_and_the_build_folder_is_none(tmp_path: Path):
    shop = copy_study("corner-shop", tmp_path)
    (shop / "build").mkdir()
    made = shop / "build" / "page.html"
    gone = shop / "data" / "shop" / "2026-01.csv"
    assert _watched(shop, [made.touch, None, gone.unlink]) == 4


def test_what_is_saved_before_the_first_change_is_waited_for_is_seen(tmp_path):
    study = tmp_path / "study"
    (study / "config").mkdir(parents=True)
    file = study / "config" / "study.yaml"
    file.write_text("name: one")
    changed = changes(study, 0.0, lambda _: None)
    file.write_text("name: another one")  # as while the first build is going on
    next(changed)
