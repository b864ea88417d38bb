"""Answers that have come in by questionnaire and unit, against forms handed out.

For whoever holds the files themselves: nothing of this is published, and nothing passes the gate.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from csatreport.counts.ledger import Ledger
from csatreport.study.units import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """The answers of one unit in one period.

    Args:
        questionnaire: its id.
        title: what people call it.
        period: the id of the base period.
        form: the number of the form that was in force.
        unit: its id.
        name: what people call the unit.
        whole: whether it is all units together.
        answers: how many came in.
        before: how many came in the period before; None where there is none.
        handed_out: how many numbered forms were printed for it; 0 where none were.
    """

    questionnaire: str
    title: str
    period: str
    form: str
    unit: str
    name: str
    whole: bool
    answers: int
    before: int | None
    handed_out: int


def arrived(ledgers: Iterable[Ledger], language: str) -> tuple[Arrived, ...]:
    """Return what came in, all units of a questionnaire first, then those without any below."""
    return tuple(one for ledger in ledgers for one in _of(ledger, language))


def _of(ledger: Ledger, language: str) -> Iterator[Arrived]:
    asked = ledger.questionnaire
    *earlier, period = ledger.base_periods
    units = ledger.units(period)
    for unit in units.all:
        if unit.parent is None or not units.children(unit.id):
            before = ledger.tally(unit.id, earlier[-1]).responses if earlier else None
            yield Arrived(
                questionnaire=asked.id,
                title=asked.title[language],
                period=period.id,
                form=ledger.edition(period).number,
                unit=unit.id,
                name=_named(unit, language),
                whole=unit.parent is None,
                answers=ledger.tally(unit.id, period).responses,
                before=before,
                handed_out=asked.forms(unit.id, period),
            )


def _named(unit: Unit, language: str) -> str:
    return unit.name[language] or unit.id
