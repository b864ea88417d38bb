"""What a figure was made from, noted while it is made.

Everything is measured from a ledger, by unit and period, so whoever measures can be watched: each
look at the ledger leaves a *need*. A report whose needs all have the same content as before would
come out the same, byte for byte, because the way to it asks the same questions and gets the same
answers. So it need not be made again, and nobody has to declare, or guess, what depends on what.

Besides cells of a unit and a period there are needs of the whole: the account of a period's files,
how long answering took, whether anybody answered twice, and all answers together, which is what a
promise of anonymity depends on.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

Need: TypeAlias = tuple[str, str]
"""The ids of a unit and of a period; or one of `Whole` and "" (of a period for `Whole.INTAKE` and
`Whole.CLOSE`, of a unit for `Whole.REGISTERS`, of both for `Whole.AROUND`)."""


class Whole(StrEnum):
    """What belongs to all answers of a questionnaire; no unit's id begins like this."""

    INTAKE = "#intake"
    TIMING = "#timing"
    PEOPLE = "#people"
    ANSWERS = "#answers"
    REGISTERS = "#registers"
    """With the id of a unit: what is registered about it and all below it."""
    ACTIONS = "#actions"
    """The improvement plan of all units: what the others did, an action is judged beside."""
    NAMES = "#names"
    """Whom the registers name, which no text may show."""
    CLOSE = "#close"
    """With the id of a period: what happened to it after it had been closed."""
    AROUND = "#around"
    """With the ids of a period and a unit: what its report takes from the units around it. That is
    made of their answers, but known by its own content."""
    BESIDE = "#beside"
    """The same where readers may not know the unit above."""


@dataclass(frozen=True)
class Watch:
    """Notes needs for all who are watching; whoever watches inside another tells it too."""

    _watching: list[set[Need]] = field(default_factory=list)

    def note(self, unit: str, period: str = "") -> None:
        """Note a need."""
        if self._watching:
            self._watching[-1].add((unit, period))

    @contextmanager
    def noting(self, *, apart: bool = False) -> Iterator[set[Need]]:
        """Collect what is needed within the block; ``apart`` tells nobody who watches around it."""
        found: set[Need] = set()
        self._watching.append(found)
        try:
            yield found
        finally:
            self._watching.pop()
            if not apart:
                self.repeat(found)

    def repeat(self, needs: set[Need]) -> None:
        """Note needs that were noted before, for a result that was kept."""
        if self._watching:
            self._watching[-1].update(needs)
