"""A build after a clean one: late answers of one store, and nothing at all.

    python benchmarks/again.py FOLDER [STORES]

With comparison a store's page shows the company's figures, so that late answers of one store change
the pages of all; without, as in the hand-written script, they change its own and the company's.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from compare import MONTH, check
from study import write_study

AFTERWARDS = ("S007", 57.1, 86)
"""What every program must find once the late answers are there."""


def build(folder: Path, jobs: int) -> str:
    """Build, and say what it took and what was made anew."""
    command = [
        sys.executable, "-m", "csatreport", "-C", str(folder), "build", "--period", MONTH,
        "--jobs", str(jobs), "--out", str(folder / "out"), "--format", "json",
    ]  # fmt: skip
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    told = process.stdout.read().decode() if process.stdout else ""
    _, _, used = os.wait4(process.pid, 0)
    anew = told.partition('"anew":')[2].partition(",")[0].strip()
    cpu, wall = used.ru_utime + used.ru_stime, time.perf_counter() - begun
    return f"{cpu:6.1f} CPU s  {wall:6.1f} s  {used.ru_maxrss / 1024:4.0f} MB  {anew:>4} made anew"


def main() -> None:
    """Measure both kinds of study, with one process and with two."""
    stores = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    for comparison in (True, False):
        folder = Path(sys.argv[1]) / ("compared" if comparison else "alone")
        write_study(folder, stores, comparison=comparison)
        extra = (folder / "work" / "increment" / "extra.csv").read_text("utf-8-sig")
        rows = extra.splitlines(keepends=True)[1:]
        print("comparison on stores' pages" if comparison else "stores by themselves")
        for jobs in (1, 2):
            print(f"  clean, {jobs} jobs    {build(folder, jobs)}", flush=True)
            with (folder / "data" / "retail" / f"{MONTH}.csv").open("a", encoding="utf-8") as file:
                file.writelines(row.replace("R9", f"R{jobs}8", 1) for row in rows)
            print(f"  late answers     {build(folder, jobs)}", flush=True)
            if jobs == 1:
                check(folder / "out", stores, AFTERWARDS)
            print(f"  nothing changed  {build(folder, jobs)}", flush=True)
            subprocess.run(["rm", "-rf", str(folder / "out")], check=True)


if __name__ == "__main__":
    main()
