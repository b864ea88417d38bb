"""The anonymity gate on a large monthly survey: from nothing, with one new month, and once more.

PYTHONPATH=. python benchmarks/anonymous.py [UNITS QUESTIONS MONTHS]

Units have 10 to 60 answers a month. Printed are CPU seconds, and how many figures are withheld by
the rules of single tables alone and after the audit has had its say.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import numpy as np

from csatreport.base.store import Store
from csatreport.privacy import promise
from csatreport.privacy.gate import Gate
from csatreport.study.periods import PeriodKind
from csatreport.study.policy import Anonymity, Reporting
from tests.counts.build import edition, item, ledger, node, questionnaire, units


def main() -> None:
    """Measure the gate with all months but one, with all, and with nothing new."""
    size, questions, months = map(int, sys.argv[1:4] or ("60", "26", "24"))
    store = Store(Path(tempfile.mkdtemp()))
    rows = _rows(size, questions, months)
    last = max(row["period"] for row in rows)
    before = [row for row in rows if row["period"] != last]
    for name, some in (("from nothing", before), ("one new month", rows), ("once more", rows)):
        book = _book(size, questions, some)
        begin = time.process_time()
        gate = Gate.of(book, store)
        print(f"{name:15} {time.process_time() - begin:6.1f} CPU s  {_withheld(gate)}", flush=True)
    promise.withhold_more = lambda *_: None
    print(f"{'single tables':15} {'':12}  {_withheld(Gate.of(book))}")


def _book(size: int, questions: int, rows: list[dict[str, object]]) -> object:
    tree = {"all": None, **{f"r{i}": "all" for i in range(6)}}
    tree |= {f"u{i}": f"r{i % 6}" for i in range(size)}
    names = [f"q{k}" for k in range(questions)]
    groups = [node(f"n{j}", names[j::4]) for j in range(4)]
    asked = edition([item(name) for name in names], node("headline", children=groups))
    monthly = Reporting(periods=(PeriodKind.MONTH,))
    return ledger(
        questionnaire([asked], units=units(tree), anonymity=Anonymity(), reporting=monthly), rows
    )


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
