"""Results that know what of them may be told: of anonymous answers, and without the units."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from csatreport.counts.findings.asked import Measured
from csatreport.counts.findings.whole import Findings
from csatreport.privacy.coarsely import told_result
from csatreport.privacy.gate_items import ItemGate
from csatreport.study.item import Item
from csatreport.study.units import Unit

_Found = TypeVar("_Found")


@dataclass(frozen=True, kw_only=True, eq=False)
class Guarded(Measured[_Found]):
    """A key of results that says what may be told.

    ``gate`` returns what may be shown of an anonymous questionnaire, and None for nothing.
    """

    gate: Callable[[ItemGate, _Found], _Found | None]
    of_answers: bool = True
    """Whether it holds more than a register, or what is made of figures that may be told."""
    undivided: Callable[[_Found, Unit], _Found] = lambda found, _: found
    """What the whole, the root unit, tells of it where nobody may read about those below."""
    divides: Callable[[_Found, Item, Item], bool] = lambda *_: False
    """Whether it shows how people answer a question, parted by what they say to another one."""

    def through(self, gate: ItemGate, findings: Findings) -> _Found | None:
        """Return what was found as far as the gate lets it."""
        found = findings.of(self)
        told = None if found is None else self.gate(gate, found)
        return told_result(told) if self.of_answers else told

    def whole(self, findings: Findings, root: Unit) -> _Found | None:
        """Return what was found as if the root unit had none below."""
        found = findings.of(self)
        return None if found is None else self.undivided(found, root)


def guarded_of(findings: Findings) -> tuple[Guarded[Any], ...]:
    """Return the keys that findings hold results of."""
    return tuple(cast("Iterable[Guarded[Any]]", findings.results))
