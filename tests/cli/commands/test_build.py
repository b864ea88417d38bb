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
from tests.cli.conftest import run
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


def _start(study: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-u", "-m", "csatreport", *arguments], cwd=study, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
        env={**os.environ, "CSATREPORT_LANG": "en", "PYTHONPATH": str(ROOT)},
    )  # fmt: skip


def _alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def _until(there: Callable[[], bool]) -> None:
    for _ in range(600):
        if there():
            return
        time.sleep(0.1)
    raise AssertionError("it did not happen")


def test_what_is_made_anew_and_what_is_kept_is_printed(shop: Path):
    first = run(*BUILD, cwd=shop).stdout
    assert (
        "Made anew: 39. Taken as they were, because nothing they are made of has changed: 0."
        in first
    )
    again = run(*BUILD, cwd=shop).stdout
    assert "Made anew: 0. " in again
    assert "Nothing has changed since this was built" in again
    _change(shop)
    late = run(*BUILD, cwd=shop).stdout
    assert "Nothing has changed" not in late
    anew, kept = (
        int(part.split(".")[0]) for part in late.split("Made anew: ")[1].split("changed: ")
    )
    assert 0 < anew < 39
    assert anew + kept == 39


def test_a_file_is_explained_after_the_build(shop: Path):
    run(*BUILD, cwd=shop)
    _change(shop)
    told = run(*BUILD, "--explain", "build/site/en/shop/2026-01/index.html", cwd=shop).stdout
    assert "en/shop/2026-01/index.html was made anew, because" in told
    assert "answers it depends on have changed:" in told
    assert "shop all 2026-01" in told
    kept = run(*BUILD, "--explain", "build/site/en/glossary/index.html", cwd=shop).stdout
    assert "en/glossary/index.html was taken as it was." in kept
    unknown = run(*BUILD, "--explain", "build/site/nope.html", cwd=shop)
    assert unknown.returncode == ExitCode.USAGE
    assert "B609" in unknown.stderr


def test_the_cache_alone_is_shrunk(shop: Path):
    run(*BUILD, cwd=shop)
    site = bytes_of(shop / "build" / "site")
    assert list((shop / "build" / ".cache" / "entries").rglob("*"))
    assert "MB removed from the cache" in run("clean", "--cache", cwd=shop).stdout
    entries = shop / "build" / ".cache" / "entries"
    assert not [file for file in entries.rglob("*") if file.is_file()]
    assert bytes_of(shop / "build" / "site") == site


def test_a_wrong_executor_is_refused(shop: Path):
    refused = run(*BUILD, "--executor", "ssh://there", cwd=shop)
    assert refused.returncode == ExitCode.USAGE
    assert "neither local nor dask://HOST:PORT" in refused.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent to a process group")
def test_watching_builds_after_a_change_and_after_a_fault_until_it_is_ended(shop: Path):
    watching = _start(shop, *BUILD, "--watch")
    page = shop / "build" / "site" / "en" / "shop" / "2026-01" / "index.html"
    _until(page.exists)
    before = page.read_bytes()
    time.sleep(1.5)
    settings = shop / "config" / "study.yaml"
    whole = settings.read_text("utf-8")
    settings.write_text("nonsense: [", "utf-8")
    time.sleep(3)
    settings.write_text(whole, "utf-8")
    _change(shop)
    _until(lambda: page.exists() and page.read_bytes() != before)
    watching.send_signal(signal.SIGINT)
    said, faults = watching.communicate(timeout=60)
    assert watching.returncode == ExitCode.FINE
    assert "Watching config/, templates/ and data/" in said
    assert "config/study.yaml" in faults
    assert "Traceback" not in faults


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent to a process group")
def test_an_interrupted_build_leaves_the_old_site_and_no_process(shop: Path):
    run(*BUILD, cwd=shop)
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
