"""What is withheld beside a secret is chosen by lot, so that the choice tells nothing.

Were the companion of a hidden figure the smallest one, or the first, whoever knows this program
would know which of two hidden figures is the secret. So among companions of about the same worth a
keyed digest chooses. Its key is everything that was answered in the period: it is the same in every
build of the same answers, before and after they are published and on every machine, and nobody has
it who does not have the answers.
"""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from csatreport.privacy.grid import PublishedGrid
from csatreport.privacy.suppression import Amount, UnitPeriod
from csatreport.study.periods import Period


@dataclass(frozen=True)
class Lot:
    """Draws among the figures of a period."""

    grid: PublishedGrid
    _keys: dict[str, bytes] = field(default_factory=dict)

    def draw(self, period: Period, *name: str) -> bytes:
        """Return a number, as bytes, that stands for something in a period."""
        if period.id not in self._keys:
            self._keys[period.id] = self._key(period)
        return hmac.digest(self._keys[period.id], "\0".join(name).encode(), "sha256")

    def _key(self, period: Period) -> bytes:
        told = [("", _told(self.grid.responses, period))]
        told += [(series, _told(table, period)) for series, table in self.grid.items.items()]
        return sha256(repr(sorted(told)).encode()).digest()


def _told(table: Mapping[UnitPeriod, Amount], period: Period) -> list[tuple[str, Amount]]:
    return sorted((unit, amount) for (unit, span), amount in table.items() if span == period)
