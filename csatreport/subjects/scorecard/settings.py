"""How suppliers are graded, in their register, and what of it does not add up."""

from collections.abc import Iterable
from typing import Self

from csatreport.study.edition import Edition
from csatreport.study.format.own import OwnSettings
from csatreport.study.names import ITEM_ID, PERCENT
from csatreport.study.register import HAIR, RegisterKind
from csatreport.study.yaml.block import Fields
from csatreport.study.yaml.declared import key, settings
from csatreport.study.yaml.groups import MapOf
from csatreport.study.yaml.shapes import Text
from csatreport.study.yaml.written import Problems, choices

_GRADE = Text(pattern=r"[A-Za-z][A-Za-z0-9+-]{0,2}", code="C344")
_ALL, _SLIP = 100.0, 0.005
"""Weights such as 33.33 add up to nearly 100."""


@settings(name="register")
class ScorecardRule(OwnSettings):
    """How suppliers are graded."""

    behind = "criteria"
    grades: tuple[tuple[str, float], ...] = key(
        MapOf(keys=_GRADE, of=PERCENT),
        "{A: 90, B: 75, C: 60, D: 0}",
        default=(("A", 90.0), ("B", 75.0), ("C", 60.0), ("D", 0.0)),
        says="`{A: 90, B: 75, C: 60, D: 0}`",
        kinds={RegisterKind.SUPPLIERS},
    )
    """The grades from the best to the last, each with the score from which it is given; the last
    one from 0."""
    caps: str = key(
        _GRADE, "C", default="", says="the last grade but one", kinds={RegisterKind.SUPPLIERS}
    )
    """The best grade that a supplier can have who is below the line of a critical criterion."""
    supply: str = key(ITEM_ID, "spend", default="", says="not told", kinds={RegisterKind.SUPPLIERS})
    """The criterion, without weight, that holds how much was bought; the share of supply by grade
    is made of it."""

    @property
    def names(self) -> tuple[str, ...]:
        """The grades, the best first."""
        return tuple(name for name, _ in self.grades)

    @property
    def cap(self) -> str:
        """The best grade below a critical line."""
        return self.caps or self.names[max(0, len(self.grades) - 2)]

    def grade(self, score: float, *, capped: bool) -> str:
        """Return the grade of a score; a sum that misses a line by a hair has reached it."""
        earned = next(place for place, (_, line) in enumerate(self.grades) if score >= line - HAIR)
        return self.names[max(earned, self.names.index(self.cap)) if capped else earned]

    def checked(self, fields: Fields, edition: Edition, problems: Problems) -> Self:  # noqa: ARG002
        """Note weights that do not add up, and thresholds and grades that are out of order."""
        if fields.text("kind") == RegisterKind.SUPPLIERS:
            _check_weights(fields, problems)
            _check_points(fields, problems)
            self._check_grades(fields, problems)
        return self

    def _check_grades(self, fields: Fields, problems: Problems) -> None:
        lines = [line for _, line in self.grades]
        if lines != sorted({*lines, 0.0}, reverse=True):
            problems.add("C342", fields.place("grades"), lines=_listed(lines))
        unscored = [one.text("id") or "" for one in fields.blocks("criteria") if not _weight(one)]
        for name, given, known in (
            ("caps", self.caps, self.names),
            ("supply", self.supply, unscored),
        ):
            if given and given not in known:
                facts = choices(given, known)
                problems.add("C343", fields.place(name), id=given, key=name, **facts)


def _check_weights(fields: Fields, problems: Problems) -> None:
    total = sum(_weight(one) for one in fields.blocks("criteria"))
    if abs(total - _ALL) > _SLIP and "criteria" not in fields.faulty:
        problems.add("C340", fields.place("criteria"), total=f"{total:g}")


def _check_points(fields: Fields, problems: Problems) -> None:
    """Note thresholds that do not go one way, and scored criteria without any."""
    for one in fields.blocks("criteria"):
        figures = [float(entry.name) for entry in one.entries("points")]
        points = [entry.value for entry in one.entries("points") if isinstance(entry.value, float)]
        told = len(set(points)) > 1 and figures in _ways({*figures}) and points in _ways(points)
        if (_weight(one) or figures) and "points" not in one.faulty and not told:
            facts = {"id": one.text("id") or "", "figures": _listed(figures)}
            problems.add("C341", one.place("points"), **facts)


def _ways(values: Iterable[float]) -> tuple[list[float], list[float]]:
    return sorted(values), sorted(values, reverse=True)


def _weight(criterion: Fields) -> float:
    return criterion.number("weight") or 0.0


def _listed(values: list[float]) -> str:
    return ", ".join(f"{one:g}" for one in values)
