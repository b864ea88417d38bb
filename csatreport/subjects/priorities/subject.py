"""Priorities as a subject: their figures, what of them may be shown, and their term."""

from dataclasses import replace

from csatreport.base.exposure import Beside, Exposure
from csatreport.privacy.gate_items import ItemGate
from csatreport.report.figure import DataSheet, Figure, Figures, part
from csatreport.report.subject import Subject, Term
from csatreport.subjects.priorities.derive import derive_priorities
from csatreport.subjects.priorities.measure import Priorities, measure_priorities
from csatreport.subjects.priorities.tell import compose_priorities


def shown(_: ItemGate, found: Priorities) -> Priorities:
    """Name no unit far below the others: it would stand with figures of a small group.

    The rest is made of the form alone, and later of figures that may be shown.
    """
    return replace(found, wanting=())


_INDEX = Beside(entry="items.index")
FIGURES = Figures.of(
    Figure("id", Exposure.NAME, "of the item", part("found.item.id")),
    Figure("n", Beside(entry="items.n"), "answers", part("index.base")),
    Figure("index", _INDEX, "its index, 0 to 100", part("index.value")),
    Figure("target", Exposure.NAME, "its target; null where there is none"),
    Figure("rise", _INDEX, "points to the target, else 10"),
    Figure("gain", _INDEX, "points of the headline that the rise is worth"),
    Figure("unit", Exposure.NEVER, "id of the unit clearly furthest below",
           part("wanting.unit.id")),
    Figure("unit_index", Exposure.NEVER, "its index of the item", part("wanting.index.value")),
    Figure("unit_n", Exposure.NEVER, "its answers", part("wanting.index.base")),
)  # fmt: skip

PRIORITIES = Subject(
    id="priorities",
    doc="Rated questions in their order: to act on now, then by what a rise is worth.",
    measure=measure_priorities,
    gate=shown,
    undivided=lambda found, _: replace(found, wanting=()),
    derive=derive_priorities,
    figures=FIGURES,
    records=lambda found: found.listed,
    nothing=(),
    sheets=(DataSheet("priorities.sheet", FIGURES),),
    chapter=compose_priorities,
    terms=(Term("worth", "(x′ − x) · Σ sᵢ / n", used=lambda asked: asked.has_index),),
)
"""What a rise would be worth, and where it would matter most."""
