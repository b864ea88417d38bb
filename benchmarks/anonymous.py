"""Gate and audit of a large monthly survey: from nothing, with one new month, and once more.

PYTHONPATH=. python benchmarks/anonymous.py [UNITS QUESTIONS MONTHS]

Units have 10 to 60 answers a month. Printed are CPU seconds of the gate and of the audit of the
finished files (`data.json` and `data.csv` in one language, written beside the clock), and how many
figures are withheld by the rules of single tables alone and after the audit has had its say.
"""

from __future__ import annotations

import hashlib
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from shutil import rmtree

import numpy as np

from csatreport.base.digest import digest_of
from csatreport.base.store import Store
from csatreport.counts.findings.findings import periods
from csatreport.counts.ledger import Ledger
from csatreport.making.execute import CleanFigures, audited
from csatreport.privacy import promise
from csatreport.privacy.gate import Gate
from csatreport.site.downloads import write_csv, write_json
from csatreport.study.periods import PeriodKind
from csatreport.study.policy import Anonymity, Audience, Reporting
from csatreport.subjects.compose import compose_report
from csatreport.subjects.measured import measure
from tests.counts.build import edition, item, ledger, node, questionnaire, units


def main() -> None:
    """Measure gate and audit with all months but one, with all, and with nothing new."""
    size, questions, months = map(int, sys.argv[1:4] or ("60", "26", "24"))
    folder = Path(tempfile.mkdtemp())
    store = Store(folder / "cache")
    rows = _rows(size, questions, months)
    last = max(row["period"] for row in rows)
    before = [row for row in rows if row["period"] != last]
    for name, some in (("from nothing", before), ("one new month", rows), ("once more", rows)):
        book = _book(size, questions, some)
        gate, judged = _timed(lambda book=book: Gate.of(book, store))
        files = _write(book, gate, folder / "site")
        clean = CleanFigures(store, book)
        issues, read = _timed(
            lambda gate=gate, files=files, clean=clean: audited(
                gate, [folder / "site"], files, whole=True, clean=clean
            )
        )
        told = f"{judged:6.1f} gate {read:6.1f} files  {_withheld(gate)}"
        print(f"{name:15} {told} {[issue.facts for issue in issues]}", flush=True)
    promise.withhold_more = lambda *_: None
    print(f"{'single tables':15} {'':26}  {_withheld(Gate.of(book))}")


def _timed(work: Callable) -> tuple:
    begin = time.process_time()
    return work(), time.process_time() - begin


def _write(book: Ledger, gate: Gate, site: Path) -> list[tuple[str, str, str]]:
    """Write the figures of every report that a build has; return the files with their hashes."""
    months, found = periods(book, PeriodKind.MONTH), []
    newest = months[-(book.questionnaire.reporting.units_for or len(months)) :]
    for period in months:
        for unit in book.questionnaire.units.all:
            place = site / "en" / "q" / period.id / unit.id
            if unit.parent is not None and period not in newest:
                rmtree(place, ignore_errors=True)
                continue
            if not place.exists():
                shown = gate.apply(measure(book, unit, period))
                report = compose_report(shown, "en", audience=Audience.OPEN, sample=False)
                place.mkdir(parents=True)
                (place / "data.json").write_bytes(write_json(report))
                (place / "data.csv").write_bytes(write_csv(report))
            found += [
                (site.name, str(file), hashlib.sha256(file.read_bytes()).hexdigest())
                for file in sorted(place.iterdir())
            ]
    return found


def _book(size: int, questions: int, rows: list[dict[str, object]]) -> Ledger:
    tree = {"all": None, **{f"r{i}": "all" for i in range(6)}}
    tree |= {f"u{i}": f"r{i % 6}" for i in range(size)}
    names = [f"q{k}" for k in range(questions)]
    groups = [node(f"n{j}", names[j::4]) for j in range(4)]
    asked = edition([item(name) for name in names], node("headline", children=groups))
    monthly = Reporting(periods=(PeriodKind.MONTH,))
    book = ledger(
        questionnaire([asked], units=units(tree), anonymity=Anonymity(), reporting=monthly), rows
    )
    # What a reader of files knows of each cell's content.
    cells: dict[tuple[str, str], list[object]] = defaultdict(list)
    for row in rows:
        cells[row["unit"], row["period"]].append(list(row.values()))
    named = {period.id: period for period in book.base_periods}
    told = {(unit, named[period]): digest_of(some) for (unit, period), some in cells.items()}
    return Ledger.of(replace(book.responses, digests=told), book.calendar)


def _rows(size: int, questions: int, months: int) -> list[dict[str, object]]:
    random = np.random.default_rng(1)
    sizes = random.integers(10, 61, size)
    return [
        {
            "unit": f"u{unit}",
            "period": f"{2024 + month // 12}-{month % 12 + 1:02}",
            **{
                f"q{k}": -1 if random.random() < 0.03 else int(place)
                for k, place in enumerate(
                    random.choice(4, questions, p=[0.45, 0.35, 0.15, 0.05]).tolist()
                )
            },
        }
        for month in range(months)
        for unit in range(size)
        for _ in range(max(1, int(random.poisson(sizes[unit]))))
    ]


def _withheld(gate: Gate) -> dict[str, int]:
    found: Counter[str] = Counter()
    for (topic, _), cells in gate.promise.hidden.items() if gate.promise else ():
        found[topic.value] += sum(not cell[0].endswith("/") for cell in cells)
    return dict(found)


if __name__ == "__main__":
    main()
