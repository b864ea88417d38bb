"""What a closed period was told with: printed figures, what they were made of, how they changed.

A named survey's period is closed by a person. Its record then holds the company's figures as they
were printed, and a digest of each thing that they were made of besides answers. Whoever would tell
a figure otherwise is stopped, and can be told why. A figure is changed by a *restatement* alone,
with its date and reason, and both numbers stay for ever.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

MovedFigure: TypeAlias = tuple[str, str, str]
"""A figure's place in ``data.json``, how it was printed, and how it is now; "" for not at all."""

_FIRST = ("nodes.index", "responses", "items.index", "items.favourable", "items.net")
"""What is listed first; all else is made of the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Restatement:
    """One time that closed figures were changed: when, why, and each of them, old and new.

    ``before`` names the record that it replaced (`ClosedPeriod.name`).
    """

    day: str
    reason: str
    figures: tuple[MovedFigure, ...]
    before: str

    def as_data(self) -> dict[str, object]:
        """Return what a record says of it."""
        figures = [list(one) for one in self.figures]
        return {"day": self.day, "reason": self.reason, "before": self.before, "figures": figures}

    @classmethod
    def of_data(cls, told: Mapping[str, Any]) -> "Restatement":
        """Return what `as_data` told."""
        figures = tuple((name, old, new) for name, old, new in told["figures"])
        return cls(day=told["day"], reason=told["reason"], before=told["before"], figures=figures)


@dataclass(frozen=True, kw_only=True)
class PrintedFigures:
    """The company's figures of a closed period, and what they were made of.

    ``closed`` is the day, ``program`` the version; ``parts`` are digests by name (`parts_of`).
    """

    closed: str
    program: str
    parts: Mapping[str, str]
    figures: Mapping[str, str]
    restated: tuple[Restatement, ...] = field(default=())

    def as_data(self) -> dict[str, object]:
        """Return what a record says of it."""
        return {
            "closed": self.closed,
            "program": self.program,
            "parts": dict(self.parts),
            "figures": dict(self.figures),
            "restated": [one.as_data() for one in self.restated],
        }

    @classmethod
    def of_data(cls, told: Mapping[str, Any]) -> "PrintedFigures":
        """Return what `as_data` told."""
        return cls(
            closed=told["closed"],
            program=told["program"],
            parts=dict(told["parts"]),
            figures=dict(told["figures"]),
            restated=tuple(map(Restatement.of_data, told["restated"])),
        )

    def moved(self, now: Mapping[str, str], *, whole: bool = True) -> tuple[MovedFigure, ...]:
        """Return the figures that are told otherwise now, the headline first.

        ``whole`` counts those too that are told no more. One that was not told then is none: a
        later version, or a new unit, may bring it.
        """
        names = [name for name in self.figures if whole or name in now]
        pairs = ((name, self.figures[name], now.get(name, "")) for name in names)
        return tuple(sorted((one for one in pairs if one[1] != one[2]), key=_rank))

    def changed(self, parts: Mapping[str, str]) -> tuple[str, ...]:
        """Return the names of what is otherwise than it was."""
        return tuple(name for name, digest in parts.items() if self.parts.get(name) != digest)


def _rank(one: MovedFigure) -> tuple[int, str]:
    """Say how early a figure is listed."""
    kind = one[0].partition(" ")[0]
    return _FIRST.index(kind) if kind in _FIRST else len(_FIRST), one[0]
