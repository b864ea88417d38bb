"""An attacker who has the published files of one period, the form, and an integer programme.

Written without looking at the gate or at the audit. Everybody answered everything, and the attacker
knows it; ``truth`` only serves to choose whom to attack and to tell who was right.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

Truth = Mapping[str, Mapping[str, list[int]]]
"""Counts per option, by unit and question."""


class Attack:
    """Unknown counts of every unit and question, with all that is published about them."""

    def __init__(self, folder: Path, scales: Mapping[str, tuple[float, ...]], units: list[str]):
        self.scales, self.units = scales, units
        names = [(u, q, k) for u in units for q, scale in scales.items() for k in range(len(scale))]
        self.place = {name: i for i, name in enumerate(names)}
        self.rows: list[tuple[np.ndarray, float, float]] = []
        first = next(iter(scales))
        for unit in units:
            self.rows.append((self.base([unit], first), 1, np.inf))
            for question in scales:
                self.tell(self.base([unit], first) - self.base([unit], question), 0)
        for file in sorted(folder.rglob("data.json")):
            self.read(json.loads(file.read_text("utf-8")))

    def sum(self, units: list[str], question: str, weights) -> np.ndarray:
        row = np.zeros(len(self.place))
        for unit in units:
            for k, weight in enumerate(weights):
                row[self.place[unit, question, k]] = weight
        return row

    def base(self, units: list[str], question: str) -> np.ndarray:
        return self.sum(units, question, [1.0] * len(self.scales[question]))

    def points(self, units: list[str], question: str) -> np.ndarray:
        best = max(self.scales[question])
        return self.sum(units, question, [p / best for p in self.scales[question]])

    def tell(self, row: np.ndarray, value: float, half: float = 1e-7) -> None:
        self.rows.append((row, value - half, value + half))

    def mean(self, row: np.ndarray, n: float, told: float, most: float, unit: float) -> None:
        """Take over a mean of ``n`` that is rounded to ``unit``; ends are told of nothing else."""
        low, high, apart = told - unit / 2, told + unit / 2, most * 1e-5
        if told in {0, most}:
            low = high = told
        elif told < 1.5 * unit:
            low = apart
        elif told > most - 1.5 * unit:
            high = most - apart
        self.rows.append((row, n * low / most - 1e-6, n * high / most + 1e-6))

    def read(self, record: dict) -> None:
        unit = record["unit"]["id"]
        units = [unit] if unit in self.units else self.units
        for one in record["items"]:
            n, question = one["n"], one["id"]
            if n is not None:
                self.tell(self.base(units, question), n)
                if one["index"] is not None:
                    self.mean(self.points(units, question), n, one["index"], 100, 0.1)
                if one["favourable"] is not None:
                    good = [float(k < 1 + len(self.scales[question]) // 4) for k in range(
                        len(self.scales[question]))]  # fmt: skip
                    self.mean(self.sum(units, question, good), n, one["favourable"], 1, 0.001)
            for k, count in enumerate((one["counts"] or {}).values()):
                self.tell(self.sum(units, question, [float(k == j) for j in range(9)][
                    : len(self.scales[question])]), count)  # fmt: skip
        head = record["nodes"][0]
        if head["n"] is not None and head["index"] is not None:
            row = sum((self.points(units, question) for question in self.scales), 0.0)
            self.mean(row, len(self.scales) * head["n"], head["index"], 100, 0.1)
        if record["responses"] is not None:
            self.tell(self.base(units, next(iter(self.scales))), record["responses"])

    def range(self, row: np.ndarray) -> tuple[float, float]:
        table = np.array([r for r, _, _ in self.rows])
        limits = LinearConstraint(
            table, [low for _, low, _ in self.rows], [high for _, _, high in self.rows]
        )
        ends = []
        for sign in (1, -1):
            found = milp(sign * row, constraints=limits, integrality=1, bounds=Bounds(0, 500))
            assert found.status == 0, found.message
            ends.append(float(row @ found.x))
        return ends[0], ends[1]

    def learnt(self, truth: Truth) -> Iterator[str]:
        """Yield what is learnt for certain although it was promised that it is not."""
        first = next(iter(self.scales))
        for unit, questions in truth.items():
            size = sum(questions[first])
            if size < 5 and self.known(self.base([unit], first)):
                yield f"size of {unit}"
            for question, counts in questions.items():
                for k, count in enumerate(counts):
                    one = self.sum([unit], question, [float(k == j) for j in range(len(counts))])
                    if count and size < 10 and self.known(one):
                        yield f"{unit} {question}: {count} of option {k}"
                if max(counts) == size:
                    other = [float(not count) for count in counts]
                    if self.range(self.sum([unit], question, other))[1] < 0.5:
                        yield f"{unit} {question}: all alike"

    def known(self, row: np.ndarray) -> bool:
        low, high = self.range(row)
        return high - low < 0.5
