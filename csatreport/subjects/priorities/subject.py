"""Priorities as a subject: their figures, what of them may be shown, and their term."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from csatreport.base.exposure import Beside, Exposure
from csatreport.privacy.gate_items import ItemGate
from csatreport.report.figure import DataSheet, Figure, Figures
from csatreport.report.subject import Subject, Term
from csatreport.study.units import Unit
from csatreport.subjects.priorities.derive import derive_priorities
from csatreport.subjects.priorities.measure import Priorities, Priority, Wanting, measure_priorities
from csatreport.subjects.priorities.tell import compose_priorities


def shown(_: ItemGate, found: Priorities) -> Priorities:
    """Name no unit far below the others: it would stand with figures of a small group.

    The rest is made of the form alone, and later of figures that may be shown.
    """
    return replace(found, wanting=())


def _undivided(found: Priorities, _: Unit) -> Priorities:
    return replace(found, wanting=())


def _of_unit(figure: Callable[[Wanting], object]) -> Callable[[Priority, object], object]:
    return lambda one, _: None if one.wanting is None else figure(one.wanting)


_INDEX = Beside(entry="items.index")
FIGURES = Figures(
    columns=(
        Figure(key="id", exposure=Exposure.NAME, value=lambda one, _: one.found.item.id,
               doc="of the item"),
        Figure(key="n", exposure=Beside(entry="items.n"), value=lambda one, _: one.index.base,
               doc="answers"),
        Figure(key="index", exposure=_INDEX, value=lambda one, _: one.index.value,
               doc="its index, 0 to 100"),
        Figure(key="target", exposure=Exposure.NAME, doc="its target; null where there is none"),
        Figure(key="rise", exposure=_INDEX, doc="points to the target, else 10"),
        Figure(key="gain", exposure=_INDEX, doc="points of the headline that the rise is worth"),
        Figure(key="unit", exposure=Exposure.NEVER, value=_of_unit(lambda one: one.unit.id),
               doc="id of the unit clearly furthest below"),
        Figure(key="unit_index", exposure=Exposure.NEVER,
               value=_of_unit(lambda one: one.index.value), doc="its index of the item"),
        Figure(key="unit_n", exposure=Exposure.NEVER, value=_of_unit(lambda one: one.index.base),
               doc="its answers"),
    )
)  # fmt: skip

PRIORITIES = Subject(
    id="priorities",
    doc="Rated questions in their order: to act on now, then by what a rise is worth.",
    measure=measure_priorities,
    gate=shown,
    undivided=_undivided,
    derive=derive_priorities,
    figures=FIGURES,
    records=lambda found: found.listed,
    nothing=(),
    sheets=(DataSheet(title="priorities.sheet", figures=FIGURES),),
    chapter=compose_priorities,
    terms=(Term(id="worth", formula="(x′ − x) · Σ sᵢ / n", used=lambda asked: asked.has_index),),
)
"""What a rise would be worth, and where it would matter most."""
