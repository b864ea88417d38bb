"""csatreport and a hand-written script on the same answers, in turn: CPU, wall, memory, bytes.

    python benchmarks/compare.py FOLDER [ROUNDS] [STORES]

The script is `baseline/build.py`: what a competent analyst writes in an afternoon with pandas,
altair, jinja2 and weasyprint. Times vary from run to run, so both run alternately and the smallest
of each is told. Nothing else should run meanwhile.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from study import HERE, write_study

MONTH = "2026-10"
CHECK = ("S007", 56.7, 61)
"""A store, its index to one decimal and its answers: what every program must find."""


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What one run took."""

    cpu: float
    wall: float
    megabytes: float
    """The largest process."""
    written: int


def run(command: list[str], out: Path) -> Cost:
    """Run a command whose output is a folder, and measure it with everything it starts."""
    shutil.rmtree(out, ignore_errors=True)
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begun
    if status:
        raise SystemExit(f"failed: {' '.join(command)}")
    written = sum(file.stat().st_size for file in out.rglob("*") if file.is_file())
    return Cost(
        cpu=used.ru_utime + used.ru_stime,
        wall=wall,
        megabytes=used.ru_maxrss / 1024,
        written=written,
    )


def commands(folder: Path, *, pdf: bool, jobs: int) -> dict[str, tuple[list[str], Path]]:
    """Return what is run, and where each writes."""
    ours, theirs = folder / "build", folder / "baseline"
    return {
        "csatreport": (
            [sys.executable, "-m", "csatreport", "-C", str(folder), "build", "--period", MONTH,
             "--pdf", "latest" if pdf else "none", "--jobs", str(jobs)],
            ours,
        ),
        "baseline": (
            [sys.executable, str(HERE / "baseline" / "build.py"), str(folder / "work"), str(theirs),
             *(["--pdf"] if pdf else [])],
            theirs,
        ),
    }  # fmt: skip


def check(ours: Path, expected: tuple[str, float, int] = CHECK) -> None:
    """Stop unless the figures are those that every program must find."""
    store, index, answers = expected
    (file,) = ours.rglob(f"{MONTH}/{store}/data.json")
    whole = json.loads(file.read_text(encoding="utf-8"))["nodes"][0]
    if (round(whole["index"], 1), whole["n"]) != (index, answers):
        raise SystemExit(
            f"{store}: {whole['index']} of {whole['n']} instead of {index} of {answers}"
        )


def main() -> None:
    """Write the workload, run both in turn, and print a table."""
    folder = Path(sys.argv[1])
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    write_study(folder, int(sys.argv[3]) if len(sys.argv) > 3 else 200)
    for pdf in (False, True):
        found: dict[str, list[Cost]] = {}
        for _ in range(rounds):
            for name, (command, out) in commands(folder, pdf=pdf, jobs=1).items():
                found.setdefault(name, []).append(run(command, out))
        check(folder / "build")
        print("HTML + PDF" if pdf else "HTML + downloads")
        for name, costs in found.items():
            best = min(costs, key=lambda cost: cost.cpu)
            print(
                f"  {name:11} {best.cpu:7.1f} CPU s  {best.wall:7.1f} s  {best.megabytes:6.0f} MB  {best.written / 1e6:7.1f} MB written"
            )


if __name__ == "__main__":
    main()
