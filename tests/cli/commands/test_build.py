"""What a build says about what it made anew, and how it ends when it is interrupted."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from csatreport.base.errors import ExitCode
from csatreport.cli import main
from tests.making.study import bytes_of, copy_study

ROOT = Path(__file__).parents[3]
BUILD = ("build", "--pdf", "none", "--jobs", "1")


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    return copy_study("corner-shop", tmp_path)


def _change(study: Path) -> None:
    file = study / "data" / "shop" / "2026-01.csv"
    lines = file.read_text("utf-8-sig").splitlines()
    file.write_text("\n".join(lines[:-1]) + "\n", "utf-8")


def _start(study: Path, *arguments: str, **streams: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-u", "-m", "csatreport", *arguments], cwd=study, text=True,
        start_new_session=True, **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **streams},
        env={**os.environ, "CSATREPORT_LANG": "en", "PYTHONPATH": str(ROOT)},
    )  # fmt: skip


def _alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def _until(there: Callable[[], bool]) -> None:
    for _ in range(1800):
        if there():
            return
        time.sleep(0.1)
    raise AssertionError("it did not happen")


def _built(study: Path, *more: str) -> int:
    """Build in this process, where templates are compiled once for all tests."""
    return main(["-C", str(study), *BUILD, *more])


def test_what_is_made_anew_and_what_is_kept_is_printed(shop: Path, capsys):
    def told() -> str:
        assert _built(shop) == ExitCode.FINE
        return capsys.readouterr().out

    assert (
        "Made anew: 39. Taken as they were, because nothing they are made of has changed: 0."
        in told()
    )
    again = told()
    assert "Made anew: 0. " in again
    assert "Nothing has changed since this was built" in again
    _change(shop)
    late = told()
    assert "Nothing has changed" not in late
    anew, kept = (
        int(part.split(".")[0]) for part in late.split("Made anew: ")[1].split("changed: ")
    )
    assert 0 < anew < 39
    assert anew + kept == 39


def test_a_file_is_explained_after_the_build(shop: Path, capsys):
    _built(shop)
    _change(shop)
    capsys.readouterr()
    assert _built(shop, "--explain", "build/site/en/shop/2026-01/index.html") == ExitCode.FINE
    told = capsys.readouterr().out
    assert "en/shop/2026-01/index.html was made anew, because" in told
    assert "answers it depends on have changed:" in told
    assert "shop all 2026-01" in told
    assert _built(shop, "--explain", "build/site/en/glossary/index.html") == ExitCode.FINE
    assert "en/glossary/index.html was taken as it was." in capsys.readouterr().out
    assert _built(shop, "--explain", "build/site/nope.html") == ExitCode.USAGE
    assert "B609" in capsys.readouterr().err


def test_the_cache_alone_is_shrunk(shop: Path, capsys):
    _built(shop)
    site = bytes_of(shop / "build" / "site")
    assert list((shop / "build" / ".cache" / "entries").rglob("*"))
    assert main(["-C", str(shop), "clean", "--cache"]) == ExitCode.FINE
    assert "MB removed from the cache" in capsys.readouterr().out
    entries = shop / "build" / ".cache" / "entries"
    assert not [file for file in entries.rglob("*") if file.is_file()]
    assert bytes_of(shop / "build" / "site") == site


def test_a_wrong_executor_is_refused(shop: Path, capsys):
    assert _built(shop, "--executor", "ssh://there") == ExitCode.USAGE
    assert "neither local nor dask://HOST:PORT" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent to a process group")
def test_watching_builds_after_a_change_and_after_a_fault_until_it_is_ended(
    shop: Path, tmp_path: Path
):
    said, faults = tmp_path / "said", tmp_path / "faults"
    with said.open("w") as out, faults.open("w") as err:
        watching = _start(shop, *BUILD, "--watch", stdout=out, stderr=err)
    page = shop / "build" / "site" / "en" / "shop" / "2026-01" / "index.html"
    _until(lambda: "Watching config/, templates/ and data/" in said.read_text("utf-8"))
    before = page.read_bytes()
    settings = shop / "config" / "study.yaml"
    whole = settings.read_text("utf-8")
    settings.write_text("nonsense: [", "utf-8")
    _until(lambda: "config/study.yaml" in faults.read_text("utf-8"))
    settings.write_text(whole, "utf-8")
    _change(shop)
    _until(lambda: page.exists() and page.read_bytes() != before)
    watching.send_signal(signal.SIGINT)
    assert watching.wait(timeout=60) == ExitCode.FINE
    assert "Traceback" not in faults.read_text("utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent to a process group")
def test_an_interrupted_build_leaves_the_old_site_and_no_process(shop: Path):
    _built(shop)
    site = bytes_of(shop / "build" / "site")
    _change(shop)
    build = _start(shop, "build", "--jobs", "2", "--pdf", "all")
    assert build.stderr is not None
    while "PDFs" not in build.stderr.readline():
        assert build.poll() is None
    os.killpg(build.pid, signal.SIGINT)
    _, faults = build.communicate(timeout=60)
    assert build.returncode == ExitCode.INTERRUPTED, faults
    # Helpers that have ended stay in the table of processes until the system has noted it.
    _until(lambda: not _alive(build.pid))
    assert bytes_of(shop / "build" / "site") == site
    assert not (shop / "build" / ".next").exists()
