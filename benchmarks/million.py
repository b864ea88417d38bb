"""A million answers to thirty columns: read and tallied, in one file and in twelve.

    python benchmarks/million.py FOLDER [ROWS]

Prints CPU seconds and peak memory of a process that reads the study and counts every answer, with
and without pyarrow, and again with the cache. The process's start, with pandas and SciPy, is told
apart.
"""

from __future__ import annotations

import json
import random
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path

from csatreport.answers.read import Means, read_responses
from csatreport.base.store import Store
from csatreport.counts.ledger import Ledger
from csatreport.subjects.study import read_study

START = time.process_time()
"""What it takes to start: Python, pandas, SciPy."""
ITEMS = 28
"""With unit and month these are thirty columns."""
FOUR = [
    {"code": code, "label": code, "points": points, "valence": "good" if points > 1 else "bad"}
    for code, points in (("A", 3), ("B", 2), ("C", 1), ("D", 0))
]


def write_study(folder: Path, rows: int, files: int) -> None:
    """Write a study with one questionnaire and its answers."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "config" / "questionnaires").mkdir(parents=True)
    (folder / "config" / "study.yaml").write_text("name: Million\nlanguages: [en]\n", "utf-8")
    items = [{"id": f"q{n}", "text": f"Question {n}", "options": FOUR} for n in range(ITEMS)]
    asked = {
        "id": "many", "title": "Many answers", "every": "month", "units": "units.csv",
        "columns": {"unit": "unit", "date": "day"},
        "sections": [{"id": "all", "title": "All", "items": items}],
    }  # fmt: skip
    (folder / "config" / "questionnaires" / "many.yaml").write_text(json.dumps(asked), "utf-8")
    units = [f"U{n:03d}" for n in range(100)]
    text = "".join(f"{unit},{unit},all\n" for unit in units)
    (folder / "config" / "units.csv").write_text(f"id,name,parent\nall,All,\n{text}", "utf-8")
    chance = random.Random(1)  # noqa: S311 - no secret
    answers = [",".join(chance.choices("ABCD", (40, 35, 15, 10), k=ITEMS)) for _ in range(5000)]
    data = folder / "data" / "many"
    data.mkdir(parents=True)
    head = "unit,day," + ",".join(f"q{n}" for n in range(ITEMS))
    for number in range(files):
        with (data / f"{number:02d}.csv").open("w", encoding="utf-8") as file:
            file.write(f"{head}\n")
            for row in range(rows // files):
                month = number % 12 + 1 if files > 1 else row % 12 + 1
                file.write(
                    f"{chance.choice(units)},2026-{month:02d}-{row % 28 + 1:02d},{chance.choice(answers)}\n"
                )


def read(folder: Path, cache: str) -> None:
    """Read and tally, and print what it took; runs in a process of its own."""
    begun = time.process_time()
    study, issues = read_study(folder)
    if study is None:
        raise SystemExit(str(issues))
    asked = study.questionnaires[0]
    means = Means(store=Store(Path(cache))) if cache else None
    ledger = Ledger.of(read_responses(study, asked, (), folder, means), study.calendar)
    whole = ledger.tally("all", ledger.base_periods[-1])
    took = time.process_time() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{took:5.2f} CPU s, start {START:4.2f} s, {peak:4.0f} MB; last month {whole.responses}")


def main() -> None:
    """Write the answers in two shapes, and read each in three ways."""
    folder, rows = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
    for files in (1, 12):
        study = folder / f"{files}-files"
        write_study(study, rows, files)
        for name, cache in (
            ("read", ""),
            ("read and kept", str(study / "cache")),
            ("kept", str(study / "cache")),
        ):
            print(f"{files:2} files, {name:14}", end=" ", flush=True)
            subprocess.run([sys.executable, __file__, "--read", str(study), cache], check=True)


if __name__ == "__main__":
    if sys.argv[1] == "--read":
        read(Path(sys.argv[2]), sys.argv[3])
    else:
        main()
