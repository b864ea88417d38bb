"""A campaign of attacks on anonymity: random small studies, and what an outsider learns of each.

PYTHONPATH=. python -m benchmarks.attack [studies FIRST LAST] [sequences FIRST LAST]

Studies have trees of one to three levels, three to eight units, one to eight questions on two
scales, a headline with or without branches, blanks, people in groups, months with or without their
quarter. Sequences are three months that are built and published one after the other, while forms
come late, are corrected or deleted and units move; the outsider has every release there ever was.
Printed are what each study is like, how many figures are withheld and what is learnt; at last the
sums. The outsider (`tests.privacy.outsider`) knows nothing of the gate or of the audit.
"""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from csatreport.counts.ledger import Ledger
from csatreport.privacy.gate import Gate
from csatreport.study.item import Role, Valence
from csatreport.study.periods import PeriodKind
from csatreport.study.policy import Reporting
from tests.counts.build import FOUR, PLAIN, THREE, edition, item, ledger, node, questionnaire, units
from tests.privacy.audit.build import PROMISE, publish
from tests.privacy.closed.study import OPTIONS, TODAY
from tests.privacy.closed.test_sequences import LEAVES, MONTHS, Office
from tests.privacy.outsider import (
    MOST_WAYS,
    Answers,
    Atom,
    Company,
    Form,
    Outsider,
    Ticks,
    Unknowns,
    Ways,
)

_MOST_UNKNOWNS = 420
"""More than these of people's ways to fill in a form take the integer programme minutes."""
_SECONDS = 3.0


@dataclass(frozen=True)
class SmallStudy:
    """A study with what an outsider knows of it, and the truth."""

    book: Ledger
    company: Company
    unknowns: Unknowns
    truth: dict[Atom, list[Answers]]
    about: str

    def attacked(self) -> tuple[Counter[str], Outsider, list[str]]:
        """Publish it; return what is withheld, and what the outsider learns."""
        gate = Gate.of(self.book)
        outsider = Outsider(
            company=self.company, unknowns=self.unknowns, truth=self.truth, seconds=_SECONDS
        )
        with TemporaryDirectory() as folder:
            publish(self.book, Path(folder), gate)
            outsider.read(Path(folder))
        return withheld(gate), outsider, outsider.wrong() or list(outsider.learnt())


def withheld(gate: Gate) -> Counter[str]:
    """Count the withheld figures of pages by what they are about."""
    found: Counter[str] = Counter()
    for (topic, _), cells in gate.promise.hidden.items() if gate.promise else ():
        found[topic.value] += sum(not unit.endswith("/") for unit, _ in cells)
    return found


def small_study(seed: int) -> SmallStudy:
    """Make a study by a seed."""
    dice = np.random.default_rng(seed)
    exact = bool(dice.random() < 2 / 3)
    scales = _scales(dice, exact=exact)
    names = list(scales)
    grouped = exact and len(names) < 3 and dice.random() < 0.5
    asked = {**scales, **({"job": PLAIN} if grouped else {})}
    tree = _tree(dice)
    own = [one for one in tree if one in tree.values() and one != "all" and dice.random() < 0.1]
    atoms = [one for one in tree if one not in tree.values()] + own
    months = [f"2026-0{n + 1}" for n in range(int(dice.choice((1, 1, 1, 2, 3))))]
    ways = int(np.prod([len(scale) + 1 for scale in asked.values()]))
    if exact and len(atoms) * len(months) * ways > _MOST_UNKNOWNS:
        months = months[:1]
    quarter = len(months) > 1 and dice.random() < 0.5
    blanks = float(dice.choice((0, 0.03, 0.1, 0.3))) if exact else 0.0
    happy, most = dice.uniform(0.3, 0.97), int(dice.choice((8, 14, 25, 60)))
    truth = {
        (unit, month): [
            _answers(dice, asked, happy, blanks)
            for _ in range(int(dice.integers(1 if dice.random() < 0.3 else 4, most + 1)))
        ]
        for month in months
        for unit in atoms
    }
    deep = len(names) > 2 and dice.random() < 0.5
    nodes = {"headline": tuple(names)}
    if deep:
        nodes |= {"first": tuple(names[:1]), "rest": tuple(names[1:])}
    form = Form(
        scales={name: tuple(points for points, _ in scale) for name, scale in asked.items()},
        good={name: _good(scale) for name, scale in scales.items()}, nodes=nodes,
    )  # fmt: skip
    lengths = (PeriodKind.MONTH, PeriodKind.QUARTER) if quarter else (PeriodKind.MONTH,)
    book = replace(_book(asked, nodes, tree, lengths, truth), secret=bytes([seed % 256]))
    told = {month: (month,) for month in months} | ({"2026-Q1": tuple(months)} if quarter else {})
    about = (
        f"{len(names)} questions {'groups ' if grouped else ''}{'branches ' if deep else ''}"
        f"{blanks:.0%} blank, {len(atoms)} units of {len(tree)}, {len(told)} periods, to {most}"
    )
    unknowns = (Ways if exact else Ticks)(form)
    return SmallStudy(book, Company(tree=tree, months=told), unknowns, truth, about)


def _scales(dice: np.random.Generator, *, exact: bool) -> dict[str, tuple]:
    count = int(dice.integers(1, 4) if exact else dice.integers(2, 9))
    found = {f"q{n}": THREE if dice.random() < 0.5 else FOUR for n in range(count)}
    while exact and np.prod([len(scale) + 1 for scale in found.values()]) > MOST_WAYS:
        found.popitem()
    return found


def _tree(dice: np.random.Generator) -> dict[str, str | None]:
    tree: dict[str, str | None] = {"all": None}
    levels, above = int(dice.integers(1, 4)), ["all"]
    if levels > 1:
        regions = [f"r{n}" for n in range(int(dice.integers(2, 4)))]
        tree |= dict.fromkeys(regions, "all")
        above = regions
    if levels > 2:
        areas = [f"s{n}" for n in range(int(dice.integers(2, 5)))]
        tree |= {one: str(dice.choice(above)) for one in areas}
        above = [*areas, above[0]]
    return tree | {f"u{n}": str(dice.choice(above)) for n in range(int(dice.integers(3, 9)))}


def _answers(
    dice: np.random.Generator, asked: dict[str, tuple], happy: float, blanks: float
) -> Answers:
    found = []
    for scale in asked.values():
        weights = happy * (1 - happy) ** np.arange(len(scale))
        if scale is PLAIN:
            weights = np.ones(len(scale))
        place = int(dice.choice(len(scale), p=weights / weights.sum()))
        found.append(-1 if dice.random() < blanks else place)
    return tuple(found)


def _good(scale: tuple) -> frozenset[int]:
    return frozenset(n for n, (_, valence) in enumerate(scale) if valence is Valence.GOOD)


def _book(
    asked: dict[str, tuple],
    nodes: dict[str, tuple[str, ...]],
    tree: dict[str, str | None],
    lengths: tuple[PeriodKind, ...],
    truth: dict[Atom, list[Answers]],
) -> Ledger:
    items = [
        item(name, scale, **({"role": Role.BACKGROUND} if scale is PLAIN else {}))
        for name, scale in asked.items()
    ]
    below = [node(name, leaves) for name, leaves in nodes.items() if name != "headline"]
    index = node("headline", children=below) if below else node("headline", nodes["headline"])
    form = questionnaire(
        [edition(items, index)], units=units(tree), anonymity=PROMISE,
        reporting=Reporting(periods=lengths),
    )  # fmt: skip
    rows = [
        {"unit": unit, "period": month, **dict(zip(asked, one, strict=True))}
        for (unit, month), people in truth.items()
        for one in people
    ]
    return ledger(form, rows)


_SCALE = (3.0, 2.0, 1.0, 0.0)
_MONTHLY = Form(
    scales={"tools": _SCALE, "boss": _SCALE[::-1]},
    good={"tools": frozenset({0, 1}), "boss": frozenset({2, 3})},
    nodes=dict.fromkeys(("headline", "work"), ("tools", "boss")),
)


def sequence(seed: int, folder: Path) -> Iterator[str]:
    """Yield what an outsider with every release of three months learns of each month."""
    office, truth, trees = Office(folder, seed), {}, {}
    office.settings = "sampling: census"
    for month in MONTHS:
        office.ask(month)
        truth[month], trees[month] = list(office.answers[month]), dict(office.tree)
        office.publish()
        for _ in range(2):
            office.meddle()
        office.publish()
    for month in MONTHS:
        people = {
            (unit, month): [
                (OPTIONS.index(row[1]), OPTIONS.index(row[2]))
                for row in truth[month]
                if row[0] == unit
            ]
            for unit in LEAVES
        }
        outsider = Outsider(
            company=Company(tree=trees[month], months={month: (month,)}),
            unknowns=Ways(_MONTHLY), truth=people, seconds=_SECONDS,
        )  # fmt: skip
        for release in sorted(office.desk.remembered.iterdir()):
            outsider.read(release / "en/staff" / month)
        yield from outsider.wrong() or outsider.learnt()


def _study(seed: int, sums: Counter[str]) -> str:
    study = small_study(seed)
    begin = time.process_time()
    hidden, outsider, learnt = study.attacked()
    sums.update(hidden)
    sums["unproven"] += outsider.unsolved
    sums["fallen"] += bool(learnt)
    return f"{study.about}; {time.process_time() - begin:.1f} s; {dict(hidden)} {learnt}"


def _sequence(seed: int, sums: Counter[str]) -> str:
    with TemporaryDirectory() as folder:
        learnt = list(sequence(seed, Path(folder)))
    sums["fallen"] += bool(learnt)
    return str(learnt)


def main() -> None:
    """Attack studies or sequences by their seeds."""
    os.environ["SOURCE_DATE_EPOCH"] = TODAY
    what, first, last = (*sys.argv[1:], *("studies", "0", "100")[len(sys.argv) - 1 :])
    sums: Counter[str] = Counter()
    for seed in range(int(first), int(last)):
        print(seed, (_study if what == "studies" else _sequence)(seed, sums), flush=True)
    print(int(last) - int(first), what, dict(sums))


if __name__ == "__main__":
    main()
