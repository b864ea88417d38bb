"""An outsider with the files of a survey, its form and an integer programme, whatever its shape.

Written without looking at the gate or at the audit. Of every unit's own forms in every month the
outsider does not know how often each way to fill the form in was chosen. Where forms are short all
ways are unknowns, blanks too (`Ways`): then scores, squares and groups of people follow exactly.
Long forms are attacked as those of people who left nothing out (`Ticks`), which is known where the
outsider was told so. ``truth`` serves to choose whom to attack and to tell who was right.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Protocol, TypeAlias

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

Atom: TypeAlias = tuple[str, str]
"""A unit's own forms in a month."""
Answers: TypeAlias = tuple[int, ...]
"""The place of the option ticked at each question; -1 where nothing was."""
Truth: TypeAlias = Mapping[Atom, Sequence[Answers]]
MOST_WAYS = 130


@dataclass(frozen=True, kw_only=True)
class Form:
    """What is asked: points of every option (None of a question about people), and the nodes."""

    scales: Mapping[str, tuple[float | None, ...]]
    good: Mapping[str, frozenset[int]]
    nodes: Mapping[str, tuple[str, ...]]

    def worth(self, question: str, place: int) -> float:
        """Return the points of an option from 0 to 1."""
        scale = self.scales[question]
        return (scale[place] or 0.0) / max(p or 0.0 for p in scale)


@dataclass(frozen=True, kw_only=True)
class Company:
    """The units, each with the one above it, and the months inside every period."""

    tree: Mapping[str, str | None]
    months: Mapping[str, tuple[str, ...]]

    def atoms(self, unit: str, period: str) -> tuple[Atom, ...]:
        """Return what a page is about."""
        return tuple((one, month) for month in self.months[period] for one in self.below(unit))

    def below(self, unit: str) -> list[str]:
        """Return a unit and all that are below it."""
        inside = [below for child, above in self.tree.items() if above == unit
                  for below in self.below(child)]  # fmt: skip
        return [unit, *inside]

    def children(self, unit: str) -> list[str]:
        """Return the units right below one."""
        return [child for child, above in self.tree.items() if above == unit]


class Unknowns(Protocol):
    """What is not known of one atom, and how figures are made of it."""

    form: Form
    width: int

    def forms(self) -> np.ndarray: ...
    def option(self, question: str, place: int) -> np.ndarray: ...
    def scored(self, node: str) -> tuple[np.ndarray, np.ndarray, np.ndarray | None]: ...
    def always(self) -> list[tuple[np.ndarray, float, float]]: ...
    def vector(self, people: Sequence[Answers]) -> np.ndarray: ...
    def group(self, by: str, place: int) -> np.ndarray | None: ...
    def left_out(self, question: str) -> np.ndarray | None: ...


class Ways:
    """How many people filled the form in in each of all ways."""

    def __init__(self, form: Form) -> None:
        self.form = form
        options = [range(-1, len(scale)) for scale in form.scales.values()]
        self.ways = np.array(list(product(*options)))
        self.width = len(self.ways)
        self._place = {tuple(way): n for n, way in enumerate(self.ways.tolist())}

    def _ticked(self, question: str) -> np.ndarray:
        return self.ways[:, list(self.form.scales).index(question)]

    def forms(self) -> np.ndarray:
        return np.ones(self.width)

    def option(self, question: str, place: int) -> np.ndarray:
        return (self._ticked(question) == place).astype(float)

    def group(self, by: str, place: int) -> np.ndarray:
        return self.option(by, place)

    def left_out(self, question: str) -> np.ndarray:
        """Return who did not answer a question."""
        return (self._ticked(question) < 0).astype(float)

    def scored(self, node: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return people with a score, their scores and the squares of these."""
        names = self.form.nodes[node]
        worth = [[0.0, *(self.form.worth(q, k) for k in range(len(self.form.scales[q])))]
                 for q in names]  # fmt: skip
        points = sum(np.array(w)[self._ticked(q) + 1] for q, w in zip(names, worth, strict=True))
        given = sum((self._ticked(q) >= 0).astype(float) for q in names)
        enough = 2 * given >= len(names)
        scores = np.divide(points, given, out=np.zeros(self.width), where=enough)
        return enough.astype(float), scores, scores * scores

    def always(self) -> list[tuple[np.ndarray, float, float]]:
        return []

    def vector(self, people: Sequence[Answers]) -> np.ndarray:
        found = np.zeros(self.width)
        for one in people:
            found[self._place[tuple(one)]] += 1
        return found


class Ticks:
    """How often each option was ticked, by people who left nothing out."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.names = [(q, k) for q, scale in form.scales.items() for k in range(len(scale))]
        self.width = len(self.names)

    def _sum(self, weights: Mapping[tuple[str, int], float]) -> np.ndarray:
        return np.array([weights.get(name, 0.0) for name in self.names])

    def _base(self, question: str) -> np.ndarray:
        return self._sum({(question, k): 1.0 for k in range(len(self.form.scales[question]))})

    def forms(self) -> np.ndarray:
        return self._base(next(iter(self.form.scales)))

    def option(self, question: str, place: int) -> np.ndarray:
        return self._sum({(question, place): 1.0})

    def group(self, by: str, place: int) -> None:  # noqa: ARG002 - who ticked both is not known
        return None

    def left_out(self, question: str) -> None:  # noqa: ARG002 - nobody did
        return None

    def scored(self, node: str) -> tuple[np.ndarray, np.ndarray, None]:
        names = self.form.nodes[node]
        worth = {(q, k): self.form.worth(q, k) / len(names) for q, k in self.names if q in names}
        return self.forms(), self._sum(worth), None

    def always(self) -> list[tuple[np.ndarray, float, float]]:
        return [(self._base(question) - self.forms(), 0.0, 0.0) for question in self.form.scales]

    def vector(self, people: Sequence[Answers]) -> np.ndarray:
        ticked = [(q, k) for one in people for q, k in zip(self.form.scales, one, strict=True)]
        return np.array([float(ticked.count(name)) for name in self.names])


@dataclass(kw_only=True)
class Outsider:
    """Everything that was told, as conditions on what is not known, and worlds that fulfil them."""

    company: Company
    unknowns: Unknowns
    truth: Truth
    seconds: float = 20.0
    rows: list[tuple[dict[int, np.ndarray], float, float, str]] = field(default_factory=list)
    worlds: list[np.ndarray] = field(default_factory=list)
    unsolved: int = 0

    def __post_init__(self) -> None:
        self.atoms = list(self.truth)
        self.place = {atom: n for n, atom in enumerate(self.atoms)}
        for atom in self.atoms:
            for weights, low, high in self.unknowns.always():
                self.tell([atom], weights, low, high, "")
        self.worlds.append(
            np.concatenate([self.unknowns.vector(self.truth[atom]) for atom in self.atoms])
        )

    # What is told.

    def tell(
        self, atoms: Iterable[Atom], weights: np.ndarray, low: float, high: float, told: str
    ) -> None:
        """Take over that a sum over some atoms lies between two ends."""
        inside = {self.place[atom]: weights for atom in atoms if atom in self.place}
        self.rows.append((inside, low - 1e-6, high + 1e-6, told))

    def read(self, folder: Path) -> None:
        """Take over every page below a folder."""
        for file in sorted(folder.rglob("data.json")):
            self.page(json.loads(file.read_text("utf-8")))

    def page(self, record: Mapping) -> None:
        """Take over one page."""
        unit, period = record["unit"]["id"], record["period"]["id"]
        atoms, told = self.company.atoms(unit, period), f"{unit} {period}"
        self.tell(atoms, self.unknowns.forms(), 1, np.inf, told)
        if record["responses"] is not None:
            self.exactly(atoms, self.unknowns.forms(), record["responses"], told)
        for one in record["items"]:
            self.item(one, atoms, f"{told} {one['id']}")
        for one in record["background"]:
            self.options(one, atoms, f"{told} {one['id']}")
        for one in record["nodes"]:
            self.node(one["id"], one, atoms, f"{told} {one['id']}")
        for one in record["nodes"] + record["items"]:
            self.compared(one, unit, told)
        head = record["nodes"][0]["id"]
        for one in record["trend"]:
            if one["period"] not in self.company.months:
                continue
            then = self.company.atoms(unit, one["period"])
            self.node(head, one, then, f"{told} trend {one['period']}")
        for one in record["units"]:
            beside = self.company.atoms(one["id"], period)
            if one["n"] is not None:
                self.exactly(beside, self.unknowns.forms(), one["n"], f"{told} beside {one['id']}")
            if one["index"] is not None:
                people, whole, _ = self.unknowns.scored(head)
                self.mean(beside, whole, people, one["index"], told)
        for one in record["segments"]:
            self.groups(one, atoms, told)

    def exactly(self, atoms: Iterable[Atom], weights: np.ndarray, n: float, told: str) -> None:
        self.tell(atoms, weights, n, n, told)

    def answered(self, question: str) -> np.ndarray:
        scale = self.unknowns.form.scales[question]
        return sum(self.unknowns.option(question, k) for k in range(len(scale)))

    def points(self, question: str) -> np.ndarray:
        form = self.unknowns.form
        return sum(
            form.worth(question, k) * self.unknowns.option(question, k)
            for k in range(len(form.scales[question]))
        )

    def favourable(self, question: str) -> np.ndarray:
        form = self.unknowns.form
        return sum(self.unknowns.option(question, k) for k in form.good[question])

    def item(self, one: Mapping, atoms: Sequence[Atom], told: str) -> None:
        base = self.answered(one["id"])
        if one["n"] is not None:
            self.exactly(atoms, base, one["n"], told)
        if one["index"] is not None:
            self.mean(atoms, self.points(one["id"]), base, one["index"], told)
        if one["favourable"] is not None:
            good = self.favourable(one["id"])
            self.mean(atoms, good, base, 100 * one["favourable"], told)
        self.options(one, atoms, told)

    def options(self, one: Mapping, atoms: Sequence[Atom], told: str) -> None:
        for place, count in enumerate((one["counts"] or {}).values()):
            self.exactly(atoms, self.unknowns.option(one["id"], place), count, told)
        if one["blank"] is not None:
            left_out = self.unknowns.forms() - self.answered(one["id"])
            self.exactly(atoms, left_out, one["blank"], told)

    def node(self, name: str, one: Mapping, atoms: Sequence[Atom], told: str) -> None:
        people, whole, squares = self.unknowns.scored(name)
        if one["n"] is not None:
            self.exactly(atoms, people, one["n"], told)
        if one["index"] is not None:
            self.mean(atoms, whole, people, one["index"], told)
            if (sd := one.get("sd")) is not None and squares is not None and one["n"]:
                low, high = (self.between(one["index"])[n] for n in (0, 1))
                less, more = max(sd - 0.051, 0) / 100, (sd + 0.051) / 100
                n = one["n"]
                ends = less**2 * (n - 1) + n * low**2, more**2 * (n - 1) + n * high**2
                self.tell(atoms, squares, *ends, told)

    def compared(self, one: Mapping, unit: str, told: str) -> None:
        for other in one["comparisons"]:
            if other.get("period") in self.company.months and other["reference"] is not None:
                then = self.company.atoms(unit, other["period"])
                if one["id"] in self.unknowns.form.nodes:
                    people, whole, _ = self.unknowns.scored(one["id"])
                else:
                    people, whole = self.answered(one["id"]), self.points(one["id"])
                self.mean(then, whole, people, other["reference"], told)

    def groups(self, one: Mapping, atoms: Sequence[Atom], told: str) -> None:
        """Take over how many people are in each group, and their headline."""
        by = one["id"]
        for place, group in enumerate(one["groups"]):
            code = "ABCDEFGH".find(group["id"]) if "id" in group else place
            mine = self.unknowns.group(by, code) if code >= 0 else None
            if mine is None or group["n"] is None:
                continue
            self.exactly(atoms, mine, group["n"], f"{told} group {code}")
            if group.get("index") is not None:
                people, whole, _ = self.unknowns.scored(next(iter(self.unknowns.form.nodes)))
                self.mean(atoms, whole * mine, people * mine, group["index"], told, half=0.06)

    @staticmethod
    def between(told: float, half: float = 0.0501) -> tuple[float, float]:
        """Return the ends of what is told to one decimal: it may be exact; ends are told as such."""
        if told in {0, 100}:
            return told / 100, told / 100
        low = 0.00005 if told < 2 * half else told - half
        high = 99.99995 if told > 100 - 2 * half else told + half
        return low / 100, high / 100

    def mean(
        self, atoms: Sequence[Atom], whole: np.ndarray, people: np.ndarray, told: float, why: str,
        *, half: float = 0.0501,
    ) -> None:  # fmt: skip
        """Take over a mean from 0 to 100; with more decimals than one it is exact."""
        exact = abs(told * 10 - round(told * 10)) > 1e-6
        low, high = (told / 100,) * 2 if exact else self.between(told, half)
        self.tell(atoms, whole - low * people, -1e-7, np.inf, why)
        self.tell(atoms, whole - high * people, -np.inf, 1e-7, why)

    def wrong(self) -> list[str]:
        """Return what is told and not true of the truth: then this attacker has misread it."""
        table, low, high = self._table()
        values = table @ self.worlds[0]
        return [
            f"{told}: {value} not in {a}..{b}"
            for (_, a, b, told), value, below, above in zip(
                self.rows, values, values < low - 1e-5, values > high + 1e-5, strict=True
            )
            if below or above
        ]

    # What follows.

    def _table(self) -> tuple[csr_array, np.ndarray, np.ndarray]:
        data, where, which = [], [], []
        for number, (inside, *_) in enumerate(self.rows):
            for atom, weights in inside.items():
                used = np.nonzero(weights)[0]
                data += weights[used].tolist()
                which += (used + atom * self.unknowns.width).tolist()
                where += [number] * len(used)
        shape = (len(self.rows), len(self.atoms) * self.unknowns.width)
        low, high = (np.array([row[n] for row in self.rows]) for n in (1, 2))
        return csr_array((data, (where, which)), shape=shape), low, high

    def begin(self) -> None:
        """Lay the programme out."""
        self._limits = LinearConstraint(*self._table())

    def _reach(self, row: np.ndarray, low: float, high: float) -> bool | None:
        """Look for a world in which a sum lies between two ends; None where that is not settled."""
        found = milp(
            np.zeros(len(row)), constraints=[self._limits, LinearConstraint(row, low, high)],
            integrality=1, bounds=Bounds(0, 200),
            options={"time_limit": self.seconds, "node_limit": 2000},
        )  # fmt: skip
        if found.x is not None:
            self.worlds.append(np.round(found.x))
            return True
        return False if found.status == 2 else None

    def row(self, atoms: Iterable[Atom], weights: np.ndarray) -> np.ndarray:
        row = np.zeros(len(self.worlds[0]))
        for atom in atoms:
            start = self.place[atom] * self.unknowns.width
            row[start : start + self.unknowns.width] = weights
        return row

    def known(self, row: np.ndarray) -> bool:
        """Tell whether a sum of whole numbers is surely the same in all worlds."""
        if any(abs(row @ (world - self.worlds[0])) > 0.5 for world in self.worlds):
            return False
        value = float(row @ self.worlds[0])
        others = [self._reach(row, value + 0.5, np.inf)]
        others += [] if others[0] or value < 0.5 else [self._reach(row, -np.inf, value - 0.5)]
        self.unsolved += None in others and True not in others
        return set(others) == {False}

    def sets(self) -> Iterator[tuple[str, tuple[Atom, ...]]]:
        """Yield every page, and what is left over of it when pages below it are taken away."""
        for period in self.company.months:
            for unit in self.company.tree:
                atoms = [a for a in self.company.atoms(unit, period) if a in self.place]
                yield f"{unit} {period}", tuple(atoms)
                told = [c for c in self.company.children(unit) if self._tells(c, period)]
                gone = {a for c in told for a in self.company.atoms(c, period)}
                if gone:
                    yield f"{unit} {period} less {told}", tuple(a for a in atoms if a not in gone)
                shorter = [
                    month for month in self.company.months[period]
                    if month != period and self._tells(unit, month)
                ]  # fmt: skip
                rest = tuple(a for a in atoms if a[1] not in shorter)
                if shorter and rest:
                    yield f"{unit} {period} less {shorter}", rest

    def _tells(self, unit: str, period: str) -> bool:
        row = self.row([a for a in self.company.atoms(unit, period) if a in self.place],
                       self.unknowns.forms())  # fmt: skip
        values = {round(float(row @ world)) for world in self.worlds}
        return len(values) == 1

    def learnt(self) -> Iterator[str]:
        """Yield what is learnt for certain although it was promised that it is not."""
        self.begin()
        seen: set[frozenset[Atom]] = set()
        for name, atoms in list(self.sets()):
            if atoms and frozenset(atoms) not in seen:
                seen.add(frozenset(atoms))
                yield from self._of(name, atoms)

    def _of(self, name: str, atoms: Sequence[Atom]) -> Iterator[str]:
        everybody, truth = self.row(atoms, self.unknowns.forms()), self.worlds[0]
        size = everybody @ truth
        if 0 < size < 5 and self.known(everybody):
            yield f"{name}: {size:.0f} people"
        for question, scale in self.unknowns.form.scales.items():
            base = self.row(atoms, self.answered(question))
            n = base @ truth
            if 0 < n < 5 <= size and self.known(base):
                yield f"{name}: {n:.0f} answered {question}"
            counts = [self.row(atoms, self.unknowns.option(question, k)) for k in range(len(scale))]
            for place, row in enumerate(counts):
                count = row @ truth
                if count and n < 10 and self.known(row):
                    yield f"{name}: {count:.0f} of {n:.0f} ticked {place} of {question}"
                if count == n > 0 and self._nobody_else(base - row):
                    yield f"{name}: all {n:.0f} ticked {place} of {question}"

        yield from self._by_blanks(name, atoms)

    def _by_blanks(self, name: str, atoms: Sequence[Atom]) -> Iterator[str]:
        """Yield what is learnt of how those answered who left another question out, if few did."""
        form = self.unknowns.form
        for blank in form.scales:
            who = self.unknowns.left_out(blank)
            few = who is not None and 0 < self.row(atoms, who) @ self.worlds[0] < 5
            if who is None or not few or not self.known(self.row(atoms, who)):
                continue
            for question in form.scales:
                for place in range(len(form.scales[question])):
                    row = self.row(atoms, who * self.unknowns.option(question, place))
                    if row @ self.worlds[0] and self.known(row):
                        yield f"{name}: who left {blank} out ticked {place} of {question}"

    def _nobody_else(self, others: np.ndarray) -> bool:
        return all(others @ world < 0.5 for world in self.worlds) and self.known(others)
