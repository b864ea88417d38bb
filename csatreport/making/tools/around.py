"""What units' reports take from those around them: made once for all of them, and remembered.

It is a need by itself, known by its own content (`csatreport.report.around`). Were it
known by the answers that it is made of, late answers of one store would make the reports of all
stores anew. What it is made of is kept in the store, so that it is worked out only where that has
changed.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from csatreport.base.digest import digest_of
from csatreport.base.identity import program
from csatreport.base.store import Store
from csatreport.counts.findings.whole import Findings
from csatreport.counts.needs import Whole
from csatreport.making.inputs import Inputs
from csatreport.report.around import Around, around
from csatreport.study.periods import Period

Measure: TypeAlias = Callable[[str, str, Period], Findings]
"""Measures a unit and period of a questionnaire; gives only what the gate lets through."""
_KINDS = {True: Whole.AROUND, False: Whole.BESIDE}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Above:
    """A unit in a period whose findings the reports of the units below take something from."""

    questionnaire: str
    unit: str
    period: Period
    told: bool


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """What is known of the units around others."""

    inputs: Inputs
    store: Store
    _made: dict[_Above, dict[str, Around]] = field(default_factory=dict)

    def of(
        self, measure: Measure, questionnaire: str, unit: str, period: Period, *, told: bool
    ) -> Around:
        """Return what a unit's report takes from the units around; ``told`` as `around` has it."""
        ledger = self.inputs.ledgers[questionnaire]
        ledger.watch.note(_KINDS[told], f"{period.id} {unit}")
        parent = ledger.units(period).by_id[unit].parent or ""
        above = _Above(questionnaire=questionnaire, unit=parent, period=period, told=told)
        return self._all(measure, above)[unit]

    def digest(self, measure: Measure, need: str) -> str:
        """Return the digest of one need as `Inputs.digests` names it; this kind or any other."""
        name, kind, place = need.split("|")
        ledger = self.inputs.ledgers.get(name)
        if ledger is not None and kind in _KINDS.values() and (kind, place) not in ledger.told:
            period_id, _, unit = place.partition(" ")
            period = ledger.period(period_id)
            found = ledger.units(period).by_id.get(unit) if period is not None else None
            if period is not None and found is not None and found.parent is not None:
                above = _Above(
                    questionnaire=name, unit=found.parent, period=period, told=kind == Whole.AROUND
                )
                if not self._remembered(measure, above):
                    self._all(measure, above)
        return self.inputs.digest(need)

    def _all(self, measure: Measure, above: _Above) -> dict[str, Around]:
        if above not in self._made:
            with self.inputs.watching(apart=True) as needs:
                found = measure(above.questionnaire, above.unit, above.period)
            units = found.questionnaire.units.children(above.unit)
            self._made[above] = around(found, units, told=above.told)
            digests = {unit: digest_of(one) for unit, one in self._made[above].items()}
            self._know(above, digests)
            told = {"needs": self.inputs.digests(needs), "digests": digests}
            self.store.put(self._key(above), json.dumps(told).encode())
        return self._made[above]

    def _remembered(self, measure: Measure, above: _Above) -> bool:
        """Take the digests from the store; tell whether what they were made of is the same."""
        kept = self.store.get(self._key(above))
        told = json.loads(kept) if kept is not None else None
        if told is None or any(self.digest(measure, n) != d for n, d in told["needs"].items()):
            return False
        self._know(above, told["digests"])
        return True

    def _know(self, above: _Above, digests: dict[str, str]) -> None:
        ledger = self.inputs.ledgers[above.questionnaire]
        for unit, told in digests.items():
            ledger.told[_KINDS[above.told], f"{above.period.id} {unit}"] = told

    def _key(self, above: _Above) -> str:
        ledger = self.inputs.ledgers[above.questionnaire]
        asked = (ledger.questionnaire, ledger.calendar, ledger.base_periods)
        return digest_of("around", program(), *asked, above.unit, above.period, above.told)
