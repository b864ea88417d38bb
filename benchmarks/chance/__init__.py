"""How often chance alone would speak: each statistic on made-up studies in which nothing is the matter.

A formula can equal its reference and still mislead, if it is used on many things at once or where
its assumptions fail. So every statistic that names something is tried on studies without any effect
(how often does a report name something?), every interval on populations that are known (how often
does it cover the truth?), and every verdict on true effects of a stated size (how often is it
found?).

A module of this package holds one statistic. Its function ``simulate(studies, seed)`` calls the
product's own code, never a copy of it, and returns a `Rate` for each situation, with what
docs/methods.md promises about it.

    python -m benchmarks.chance                          # all, 2,000 studies each, as a table
    python -m benchmarks.chance share_funnel --studies 500

The tests run the same functions with fewer studies (`tests/chance/`).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

STUDIES = 2000
SEED = 20_261_130


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """A part of simulated cases, and what is promised of it.

    ``hits`` of ``of`` cases (reports, units or intervals) did what ``situation`` says. ``most`` and
    ``least`` are the promised limits of the true rate, as fractions.
    """

    situation: str
    hits: int
    of: int
    most: float | None = None
    least: float | None = None

    @property
    def value(self) -> float:
        """The simulated rate."""
        return self.hits / self.of

    @property
    def kept(self) -> bool:
        """Whether the promise may hold: a rate counts as broken beyond three standard errors of simulating."""
        return not (
            (self.most is not None and self.value > self.most + self._slack(self.most))
            or (self.least is not None and self.value < self.least - self._slack(self.least))
        )

    def _slack(self, promised: float) -> float:
        return 3 * sqrt(promised * (1 - promised) / self.of)

    @property
    def promise(self) -> str:
        """The promise in words, such as ``≤ 6.0 %``; empty where none is made."""
        limits = (("≥", self.least), ("≤", self.most))
        return ", ".join(
            f"{sign} {100 * limit:.1f} %" for sign, limit in limits if limit is not None
        )
