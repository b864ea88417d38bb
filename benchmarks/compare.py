"""The workload of 200 stores: csatreport against a hand-written script and against itself, in turn.

    python benchmarks/compare.py FOLDER [ROUNDS] [STORES]

The script is `baseline/build.py`: what a competent analyst writes in an afternoon with pandas,
altair, jinja2 and weasyprint. CPU seconds differ from machine to machine and from hour to hour, so
all run alternately, the smallest of each is taken, and ratios are held against what is wanted.
Nothing else should run meanwhile, and Python should be allowed to keep its compiled modules.
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
STORES = 200
"""With other numbers of stores the figures are others, and are not held against anything."""
LATE = ("S007", 57.1, 86)
"""The same once its late answers are there."""


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What one run took."""

    cpu: float
    wall: float
    megabytes: float
    """The largest process."""
    written: int
    """Bytes of the files below its folder; one that lies in two places is written once."""
    anew: int = 0
    """How many documents it made, if it tells."""


def run(command: list[str], out: Path, *, keep: bool = False) -> Cost:
    """Run a command whose output is a folder, and measure it with everything it starts."""
    if not keep:
        shutil.rmtree(out, ignore_errors=True)
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    told = process.stdout.read().decode() if process.stdout else ""
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begun
    if status:
        raise SystemExit(f"failed: {' '.join(command)}")
    files = (file.stat() for file in out.rglob("*") if file.is_file())
    return Cost(
        cpu=used.ru_utime + used.ru_stime,
        wall=wall,
        megabytes=used.ru_maxrss / 1024,
        written=sum({about.st_ino: about.st_size for about in files}.values()),
        anew=int(told.partition('"anew":')[2].partition(",")[0] or 0),
    )


def ours(folder: Path, *, pdf: bool, jobs: int = 1) -> tuple[list[str], Path]:
    """Return how csatreport builds the study, and where it writes."""
    mode = "latest" if pdf else "none"
    command = [
        sys.executable, "-m", "csatreport", "-C", str(folder), "build", "--period", MONTH,
        "--pdf", mode, "--jobs", str(jobs), "--format", "json",
    ]  # fmt: skip
    return command, folder / "build"


def theirs(folder: Path, *, pdf: bool) -> tuple[list[str], Path]:
    """Return how the script makes its pages of the same answers, and where it writes."""
    script, out = HERE / "baseline" / "build.py", folder / "baseline"
    command = [sys.executable, str(script), str(folder / "work"), str(out)]
    return [*command, *(["--pdf"] if pdf else [])], out


def check(out: Path, stores: int, expected: tuple[str, float, int] = CHECK) -> None:
    """Stop unless the figures are those that every program must find of `STORES`."""
    store, index, answers = expected
    if stores != STORES:
        return
    (file,) = out.rglob(f"{MONTH}/{store}/data.json")
    whole = json.loads(file.read_text(encoding="utf-8"))["nodes"][0]
    if (round(whole["index"], 1), whole["n"]) != (index, answers):
        raise SystemExit(
            f"{store}: {whole['index']} of {whole['n']} instead of {index} of {answers}"
        )


def late(folder: Path, stores: int) -> Cost:
    """Let 25 answers of one store come late, and build again; the answers are as before then."""
    extra = (folder / "work" / "increment" / "extra.csv").read_text("utf-8-sig")
    answers = folder / "data" / "retail" / f"{MONTH}.csv"
    before = answers.read_bytes()
    with answers.open("a", encoding="utf-8") as file:
        file.writelines(extra.splitlines(keepends=True)[1:])
    cost = run(*ours(folder, pdf=True), keep=True)
    check(folder / "build", stores, LATE)
    answers.write_bytes(before)
    return cost


def measure(folder: Path, stores: int) -> dict[str, Cost]:
    """Run every kind of work once."""
    found = {}
    for name, pdf in (("pages", False), ("PDFs", True)):
        found[f"script, {name}"] = run(*theirs(folder, pdf=pdf))
        found[name] = run(*ours(folder, pdf=pdf))
        check(folder / "build", stores)
    found["nothing changed"] = run(*ours(folder, pdf=True), keep=True)
    found["late answers"] = late(folder, stores)
    return found


def main() -> None:
    """Write the workload, run everything in turn, and print what it took and what is wanted."""
    folder = Path(sys.argv[1])
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    stores = int(sys.argv[3]) if len(sys.argv) > 3 else STORES
    write_study(folder, stores)
    every = [measure(folder, stores) for _ in range(rounds)]
    best = {name: min((one[name] for one in every), key=lambda cost: cost.cpu) for name in every[0]}
    for name, cost in best.items():
        print(
            f"{name:16} {cost.cpu:7.1f} CPU s  {cost.wall:7.1f} s  {cost.megabytes:5.0f} MB"
            f"  {cost.written / 1e6:6.1f} MB written  {cost.anew:4} documents"
        )
    cpu = {name: cost.cpu for name, cost in best.items()}
    for name, value, wanted in (
        ("pages and downloads against the script", cpu["pages"] / cpu["script, pages"], 0.12),
        ("with PDFs against the script", cpu["PDFs"] / cpu["script, PDFs"], 0.33),
        (
            "late answers of one store against a clean build",
            cpu["late answers"] / cpu["PDFs"],
            0.06,
        ),
        ("nothing changed, CPU seconds", cpu["nothing changed"], 0.4),
        ("megabytes written, with PDFs", best["PDFs"].written / 1e6, 60),
        (
            "megabytes of our largest process",
            max(cost.megabytes for name, cost in best.items() if not name.startswith("script")),
            450,
        ),
    ):
        print(f"{name:50} {value:8.2f}   wanted {wanted:g} at most")


if __name__ == "__main__":
    main()
