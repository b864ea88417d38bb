"""Which grades there are, what points lead to them, and what service each is owed."""

from itertools import pairwise
from typing import Self

from csatreport.base.label import Label
from csatreport.study.edition import Edition
from csatreport.study.format.own import OwnSettings
from csatreport.study.names import ITEM_ID, LABEL, PERCENT, one_of
from csatreport.study.reading.items import note_duplicates
from csatreport.study.register import RegisterKind
from csatreport.study.yaml.block import Fields
from csatreport.study.yaml.declared import block_of, key, settings
from csatreport.study.yaml.groups import ListOf, MapOf
from csatreport.study.yaml.shapes import Number
from csatreport.study.yaml.written import Problems

PARTS = ("contribution", "compliance", "capability")
NEARLY = 1e-6
"""Shares that miss 100 by no more add up to it."""
_GRADES = {RegisterKind.GRADES}


@settings(
    name="grade",
    title="A grade (`levels`)",
    example="{id: a1, label: A1, type: a, from: 90, services: [{en: Own manager}]}",
)
class Grade:
    """A grade of customers, the best first: from how many points on, or for what share of them."""

    id: str = key(ITEM_ID, "a1")
    """Its code."""
    label: Label = key(LABEL, "A1")
    """Its name in reports."""
    type: str = key(ITEM_ID, "a", default="")
    """The type of customers that it belongs to; named under `labels`."""
    least: float | None = key(PERCENT, "90", name="from", default=None, says="0, for the last one")
    """From so many points (0-100) on."""
    share: float | None = key(PERCENT, "10", default=None, says="points decide")
    """So many percent of the customers graded, in the order of their points; those with equal
    points stand together in the better grade."""
    services: tuple[Label, ...] = key(ListOf(LABEL), "[{en: Own manager}]", default=())
    """What customers of this grade are owed beside all that those of lower grades are."""


def nine() -> tuple[Grade, ...]:
    """Return the usual grades: three types of three, from 90, 80 … 20 and 0 points."""
    names = [f"{kind}{step}" for kind in "abc" for step in (1, 2, 3)]
    return tuple(
        Grade(id=name, label=Label.of(name.upper()), type=name[0], least=least)
        for name, least in zip(names, (*range(90, 10, -10), 0), strict=True)
    )


@settings(name="register")
class GradeRule(OwnSettings):
    """Which grades there are, and what points lead to them."""

    behind = "checklist"
    grades: tuple[Grade, ...] = key(
        ListOf(block_of(Grade)),
        "[{id: gold, label: Gold, from: 60}, {id: basic, label: Basic}]",
        name="levels",
        default_factory=nine,
        says="nine, A1 to C3, from 90, 80 … 20 and 0 points",
        kinds=_GRADES,
    )
    """The grades, the best first: all by `from`, or all by `share`."""
    point_weights: tuple[tuple[str, float], ...] = key(
        MapOf(keys=one_of(PARTS), of=Number(low=0.001, high=1000)),
        "{contribution: 50, compliance: 20, capability: 30}",
        default=tuple((part, 1.0) for part in PARTS),
        says="the same for all three",
        kinds=_GRADES,
    )
    """How much contribution, compliance and capability weigh. What is not named does not count."""
    regrade: int = key(Number(low=1, high=12, whole=True), "2", default=1, kinds=_GRADES)
    """Customers are graded anew every so many months, counted from January."""
    keep: int = key(Number(low=0, high=24, whole=True), "3", default=2, kinds=_GRADES)
    """A customer without points keeps its last grade for so many rounds, marked."""

    def checked(self, fields: Fields, edition: Edition, problems: Problems) -> Self:  # noqa: ARG002
        """Note grades of one id, out of order, or neither all by points nor all by shares."""
        blocks = fields.blocks("levels")
        note_duplicates(blocks, problems)
        shares = [one.share for one in self.grades if one.share is not None]
        if shares and (
            len(shares) < len(blocks) or any(one.least is not None for one in self.grades)
        ):
            problems.add("C330", fields.place("levels"))
        elif shares and abs(sum(shares) - 100) > NEARLY:
            problems.add("C331", fields.place("levels"), sum=f"{sum(shares):g}")
        elif not shares:
            pairs = pairwise(one.least or 0.0 for one in self.grades)
            for block, (above, points) in zip(blocks[1:], pairs, strict=False):
                if points >= above:
                    problems.add(
                        "C332", block.place("from"), points=f"{points:g}", id=block.text("id")
                    )
        return self
