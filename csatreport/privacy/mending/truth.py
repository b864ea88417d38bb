"""The true answers as one world: the gate knows them, and may begin with them.

The audit asks whether the published figures leave an amount open, which they do if two worlds
differ on it (`csatreport.privacy.audit.solve`). Of all worlds the true one is to be had for
nothing. So the gate hands it in, and only second worlds are looked for. The audit of finished
files goes without it, as an outsider has to.
"""

from collections.abc import Iterable, Iterator

from csatreport.counts.ledger import Ledger
from csatreport.counts.quantities import FINENESS, quantity_items
from csatreport.privacy.audit.algebra import UnknownName
from csatreport.privacy.audit.blanks import ShortNode
from csatreport.privacy.audit.equations import Question
from csatreport.privacy.audit.joint import ShortNodes
from csatreport.privacy.grid import rows_of
from csatreport.privacy.suppression import own
from csatreport.statistics.tally import SCORE_UNIT, ItemTally, Tally
from csatreport.study.item import Kind
from csatreport.study.periods import Period

_WHOLE = 100 * SCORE_UNIT
"""A score of one."""

_KnownAmounts = Iterator[tuple[UnknownName, float]]


def true_world(
    ledger: Ledger, bases: Iterable[Period], questions: Iterable[Question], short: ShortNodes
) -> dict[UnknownName, float]:
    """Return the amounts of every unit's own forms in some base periods; scores run from 0 to 1."""
    asked, world = tuple(questions), dict[UnknownName, float]()
    for base in bases:
        for unit in ledger.units(base).all:
            atom, tally = (unit.id, base.id), ledger.cells.get((unit.id, base), Tally())
            world[atom, ".forms", 0] = float(tally.responses)
            for question in asked:
                world.update(_answers(atom, question, tally))
            for series, found in tally.scores.items():
                world[atom, series, 0] = float(found.n)
                world[atom, series, 1] = found.total / _WHOLE
                world[atom, series, 2] = found.squares / _WHOLE**2
            world.update(_numbers(ledger, unit.id, base))
            for node in short.get(atom, ()):
                world.update(_parted(ledger, node, unit.id, base, tally.responses))
    return world


def _parted(
    ledger: Ledger, node: ShortNode, unit: str, base: Period, forms: int
) -> dict[UnknownName, float]:
    """Return who left what out of a short node; nothing of forms that are kept no more."""
    rows = rows_of(ledger, (own(unit), base))
    if len(rows) < forms:
        return {}
    codes = [ledger.segments.codes(one.series, rows).tolist() for one in node.asked]
    return node.world((unit, base.id), zip(*codes, strict=True))


def _answers(atom: tuple[str, str], question: Question, tally: Tally) -> _KnownAmounts:
    series, points = question.series, question.points
    counts = tally.items.get(series, ItemTally((0,) * len(points))).counts
    for place, count in enumerate(counts):
        yield (atom, question.counted, place), float(count)
    yield (atom, f"{series}.rest", 0), float(tally.responses - sum(counts))
    scored = [(count, p) for count, p in zip(counts, points, strict=True) if p is not None]
    yield (atom, series, 0), float(sum(count for count, _ in scored))
    yield (atom, series, 1), float(sum(count * p for count, p in scored))


def _numbers(ledger: Ledger, unit: str, base: Period) -> _KnownAmounts:
    for item in quantity_items(ledger.questionnaire.edition(base)):
        if item.kind is Kind.NUMBER:
            n, whole, _ = ledger.quantities.sums(item.series, rows_of(ledger, (own(unit), base)))
            atom, kind = (unit, base.id), item.series
            yield (atom, f"{kind}.given", 0), float(n)
            yield (atom, f"{kind}.above", 0), max(whole, 0) / FINENESS
            yield (atom, f"{kind}.under", 0), max(-whole, 0) / FINENESS
