"""What the gate hid in periods that are as they were is not worked out again.

A verdict hangs on everything that was answered in its periods, on where units stood, what readers
have seen, what is asked and promised, on the study's secret and on this program. All of it is in
the name that verdicts are kept under, so that none can be stale.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self

from csatreport.base.digest import digest_of
from csatreport.base.identity import program
from csatreport.base.store import Store
from csatreport.counts.closed.record import PublishedFigure
from csatreport.counts.ledger import Ledger
from csatreport.counts.needs.told import digest
from csatreport.privacy.grid import Neighbours, Topic, Verdicts
from csatreport.statistics.estimate import Hidden
from csatreport.study.periods import Period
from csatreport.study.policy import Anonymity


@dataclass(frozen=True)
class Remembered:
    """Verdicts in a store; without one they are worked out every time."""

    ledger: Ledger
    store: Store | None
    asked: str
    """The digest of what is asked and promised, and of this program."""
    seen: Mapping[str, Sequence[PublishedFigure]]
    """What readers have seen, by period."""

    @classmethod
    def of(cls, ledger: Ledger, least: Anonymity, store: Store | None, beside: Neighbours) -> Self:
        """Remember verdicts on the answers of a ledger."""
        seen: dict[str, list[PublishedFigure]] = {}
        if store is None:
            return cls(ledger, None, "", seen)
        for figure in sorted(ledger.published):
            seen.setdefault(figure[-1], []).append(figure)
        asked = replace(ledger.questionnaire, handed_out=(), registered=())
        told = (asked, least, ledger.secret, _told(beside))
        return cls(ledger, store, digest_of("gate", program(), *told), seen)

    def verdicts(self, periods: Sequence[Period], make: Callable[[], Verdicts]) -> Verdicts:
        """Return what is hidden in some periods, as ``make`` works it out."""
        if self.store is None:
            return make()
        key = digest_of(self.asked, *map(self._content, periods))
        told = self.store.get(key)
        if told is None:
            found = make()
            self.store.put(key, json.dumps(_data(found)).encode())
            return found
        return _verdicts(json.loads(told), {period.id: period for period in periods})

    def _content(self, period: Period) -> list[object]:
        """Tell all that verdicts in a period hang on."""
        ledger, units = self.ledger, self.ledger.units(period)
        root = ledger.questionnaire.units.root.id
        moved = None if units is ledger.questionnaire.units else units
        answers, exact = digest(ledger, (root, period.id)), ledger.exact(period)
        return [period, moved, answers, self.seen.get(period.id, []), exact]


def _told(beside: Neighbours) -> list[object]:
    hidden = [(figure, sorted(map(str, cells))) for figure, cells in beside.hidden.items()]
    return [sorted(hidden), sorted(beside.seen), beside.kinds]


_StoredVerdicts = list[tuple[str, str, list[tuple[str, str, str]]]]


def _data(found: Verdicts) -> _StoredVerdicts:
    return [
        (topic, series, [(unit, period.id, why) for (unit, period), why in cells.items()])
        for (topic, series), cells in found.items()
    ]


def _verdicts(told: _StoredVerdicts, periods: Mapping[str, Period]) -> Verdicts:
    return {
        (Topic(topic), series): {
            (unit, periods[period]): Hidden(why) for unit, period, why in cells
        }
        for topic, series, cells in told
    }
