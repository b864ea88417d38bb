"""A build killed at two hundred random moments: the site is the old or the new one, whole.

    python benchmarks/kills.py FOLDER [KILLS]

A chain of three stores changes to and fro between two states of its answers. Each build is killed
with a signal that nothing can catch, at a random moment; then the site is looked at, the build is
run again, and its site has to be that of the new answers, byte for byte. Every second time the
cache is thrown away first. Five fixed moments are in the tests.
"""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from study import write_study

STORES = 3
MONTH = "2026-10"


def sites(folder: Path) -> dict[str, str]:
    """Return the hash of every file of the site; nothing where there is none."""
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted((folder / "out" / "site").rglob("*"))
        if file.is_file()
    }


def start(folder: Path, jobs: int) -> subprocess.Popen[bytes]:
    """Begin a build in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "csatreport", "-C", str(folder), "build", "--period", MONTH,
         "--pdf", "latest", "--jobs", str(jobs), "--out", str(folder / "out")],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip


def finish(folder: Path) -> dict[str, str]:
    """Build to the end; return the site."""
    if start(folder, 1).wait():
        raise SystemExit("a build after a kill failed")
    return sites(folder)


def strays(group: int) -> bool:
    """Tell whether a process of a killed build still lives after five seconds."""
    for _ in range(50):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return False
        time.sleep(0.1)
    return True


def main() -> None:
    """Prepare both states, kill, look, and count what was found."""
    folder, kills = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 200
    shutil.rmtree(folder, ignore_errors=True)
    write_study(folder, STORES)
    file = folder / "data" / "retail" / f"{MONTH}.csv"
    lines = file.read_text("utf-8-sig").splitlines(keepends=True)
    states = ["".join(lines), "".join(lines[:-40])]
    expected = []
    for state in states:
        file.write_text(state, "utf-8")
        begun = time.perf_counter()
        expected.append(finish(folder))
        took = time.perf_counter() - begun
    chance, found = random.Random(7), Counter[str]()  # noqa: S311 - no secret
    for number in range(kills):
        old, new = (number + 1) % 2, number % 2
        file.write_text(states[new], "utf-8")
        if number % 4 > 1:
            shutil.rmtree(folder / "out" / ".cache", ignore_errors=True)
        build = start(folder, 1 + number % 2)
        time.sleep(chance.uniform(0, took))
        build.send_signal(signal.SIGKILL)
        killed = build.wait() == -signal.SIGKILL
        there = sites(folder)
        state = {str(expected[old]): "old", str(expected[new]): "new", "{}": "between"}
        found[state.get(str(there), "HALF") if killed else "finished before"] += 1
        found["stray processes"] += strays(build.pid)
        if finish(folder) != expected[new]:
            found["WRONG AFTERWARDS"] += 1
    print(f"{kills} kills within {took:.1f} s:", dict(found))


if __name__ == "__main__":
    main()
