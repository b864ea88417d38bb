"""What is withheld beside a secret is chosen by lot, so that the choice tells nothing.

Were the companion of a hidden figure the smallest one, or the first, whoever knows this program
would know which of two hidden figures is the secret. So among companions of about the same worth a
digest chooses, keyed by the secret of the study: it falls alike in every build, before and after a
period is published, whatever answers come late, and nobody can foretell it who has not that secret.
"""

import hmac
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

from csatreport.study.periods import Period

_One = TypeVar("_One")

CellLot: TypeAlias = Callable[[tuple[str, Period]], bytes]
"""The number that stands for a unit and period, of one figure."""

_NEAR = 1.25
"""What costs more by no more than this costs about the same."""


@dataclass(frozen=True)
class Lot:
    """Draws among the figures of a period, by the secret of a study."""

    secret: bytes

    def draw(self, period: Period, *name: str) -> bytes:
        """Return a number, as bytes, that stands for something in a period."""
        return hmac.digest(self.secret, "\0".join((period.id, *name)).encode(), "sha256")

    def of(self, *figure: str) -> CellLot:
        """Return how units and periods are drawn of one figure."""
        return lambda cell: self.draw(cell[1], cell[0], *figure)


def cheapest(
    some: Iterable[_One], cost: Callable[[_One], int], drawn: Callable[[_One], bytes]
) -> _One:
    """Return by lot one of those that cost about as little as the cheapest of some."""
    costs = [(cost(one), one) for one in some]
    enough = _NEAR * min(least for least, _ in costs)
    return min((one for least, one in costs if least <= enough), key=drawn)
