"""Stated importance as a subject: its figures, what of them may be shown, and its term.

It has no chapter of its own: its tables stand among the priorities.
"""

from collections.abc import Sequence

from csatreport.base.exposure import Exposure
from csatreport.privacy.gate_items import MANY, ItemGate
from csatreport.report.figure import DataSheet, Figure, Figures, part
from csatreport.report.subject import Subject, Term
from csatreport.report.wording import aspect_name
from csatreport.study.item import Role
from csatreport.subjects.importance.measure import Stated, by_asking, measure_importance
from csatreport.subjects.importance.settings import ManagerRule


def shown(gate: ItemGate, found: tuple[Stated, ...]) -> tuple[Stated, ...]:
    """Return what customers hold important, said by many; managers are few."""
    groups = by_asking(found) if gate.models else ()
    return tuple(one for group in groups if _by_many(group) for one in group)


def _by_many(group: Sequence[Stated]) -> bool:
    return all(
        one.managers is None and one.customers is not None and one.customers.base >= MANY
        for one in group
    )


FIGURES = Figures.of(
    Figure("asked", Exposure.NAME, "how: `ranks`, `allocated` or `rated`", part("asked.value")),
    Figure("id", Exposure.NAME, "of the question or the dimension", part("of.id")),
    Figure("label", Exposure.NAME, "its name",
           lambda one, scope: aspect_name(one.of, scope.language)),
    Figure("place", Exposure.BASE, "among all asked in the same way, 1 the most important"),
    Figure("mean", Exposure.BASE, "mean rank, points allocated or rating", part("customers.value")),
    Figure("n", Exposure.SIZE, "people who said so",
           lambda one, _: one.customers.base if one.customers else 0),
    Figure("managers_place", Exposure.NEVER, "its place among managers"),
    Figure("managers_mean", Exposure.NEVER, "their mean", part("managers.value")),
    Figure("managers_n", Exposure.ZERO, "managers who said so",
           lambda one, _: one.managers.base if one.managers else 0),
)  # fmt: skip

IMPORTANCE = Subject(
    id="stated",
    doc="What people say is important.",
    measure=measure_importance,
    settings=ManagerRule,
    gate=shown,
    figures=FIGURES,
    nothing=(),
    sheets=(DataSheet("stated.sheet", FIGURES),),
    terms=(
        Term(
            "stated",
            source="Berry, Parasuraman, Zeithaml (1990)",
            used=lambda asked: any(one.with_role(Role.IMPORTANCE) for one in asked.editions),
        ),
    ),
)
"""What people say is important, and whether managers think so too."""
