"""Closing and restating that are killed, or find no room, leave what there was or all that is new.

Real processes are killed with a signal that nothing can catch, as those of a build are.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.making.close.shop import RECORDS, add_late, close_month, restate_month, site_of
from tests.making.study import build_study, bytes_of

ROOT = Path(__file__).parents[3]
PROGRAM = """
import os, signal, sys
from csatreport.base.files import atomic
from csatreport.cli import main

left = int(sys.argv[1])
real = atomic.replace_patiently

def dying(*arguments):
    global left
    if not left:
        os.kill(os.getpid(), signal.SIGKILL)
    left -= 1
    return real(*arguments)

atomic.write_together.__kwdefaults__["replace"] = dying
sys.exit(main(sys.argv[2:]))
"""
_RESTATE = ("restate", "--all", "--reason", "late forms")
_ROOM = 1_000


def _run(study: Path, program: tuple[str, ...], *arguments: str, room: int = 0) -> int:
    def no_room() -> None:
        if room:
            resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    done = subprocess.run(
        [sys.executable, *program, *arguments], cwd=study, check=False, timeout=120,
        capture_output=True, encoding="utf-8", preexec_fn=no_room,
        env={**os.environ, "PYTHONPATH": str(ROOT), "CSATREPORT_LANG": "en"},
    )  # fmt: skip
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode


def _kill(study: Path, after: int, *arguments: str) -> int:
    """Run a command and kill it before it moves another file into its place."""
    return _run(study, ("-c", PROGRAM, str(after)), *arguments)


def records(study: Path) -> dict[str, str]:
    """Return the records that a build reads."""
    here = {one.name for one in (study / RECORDS).glob("[!.]*.json")}
    return {name: one for name, one in bytes_of(study / RECORDS).items() if name in here}


@pytest.mark.parametrize("after", [0, 1, 2])
def test_a_close_that_is_killed_is_done_by_the_next_one(shop: Path, after: int):
    shutil.rmtree(shop / "data/closed")
    before = site_of(shop)
    assert _kill(shop, after, "close", "2026-02") == -9
    build_study(shop)
    assert site_of(shop) == before
    close_month(shop, "2026-02")
    assert sorted(records(shop)) == ["2026-01.json", "2026-02.json"]
    build_study(shop)
    assert site_of(shop) == before


@pytest.mark.parametrize("after", [0, 2, 3])
def test_a_restatement_that_is_killed_is_done_by_the_next_one(shop: Path, after: int):
    """Records before it are whole at any time; months it had not come to are restated again."""
    add_late(shop, "2026-01")
    add_late(shop, "2026-02")
    old = records(shop)
    assert _kill(shop, after, *_RESTATE) == -9
    now = records(shop)
    assert [name for name in now if now[name] != old[name]] == ["2026-01.json"] * (after == 3)
    restate_month(shop)
    assert not records(shop).items() & old.items()
    build_study(shop)
    kept = bytes_of(shop / RECORDS / "restated")
    assert {old["2026-01.json"], old["2026-02.json"]} <= set(kept.values())


@pytest.mark.parametrize("command", [("close", "2026-03"), _RESTATE])
def test_a_full_disk_leaves_the_records_as_they_were(shop: Path, command: tuple[str, ...]):
    add_late(shop)
    old = bytes_of(shop / "data/closed")
    assert _run(shop, ("-m", "csatreport"), *command, room=_ROOM) not in {0, -25}
    assert bytes_of(shop / "data/closed") == old
    assert _run(shop, ("-m", "csatreport"), *command) == 0
