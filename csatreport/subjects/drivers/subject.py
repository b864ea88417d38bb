"""Drivers as a subject: their figures, what of them may be shown, and their terms."""

from __future__ import annotations

from csatreport.base.exposure import Beside, Exposure
from csatreport.privacy.gate_items import MANY, ItemGate
from csatreport.report.figure import DataSheet, Figure, Figures, under, with_interval
from csatreport.report.subject import Subject, Term
from csatreport.report.wording import aspect_name
from csatreport.statistics.importance import MOST_ORDERED
from csatreport.study.item import Item, Role
from csatreport.study.model import Questionnaire
from csatreport.subjects.drivers.derive import derive_drivers
from csatreport.subjects.drivers.measure import (
    LEAST,
    PER_CANDIDATE,
    WEAK,
    Drivers,
    Undriven,
    measure_drivers,
)
from csatreport.subjects.drivers.settings import DriverSettings
from csatreport.subjects.drivers.tell import compose_urgent, explain_drivers


def shown(gate: ItemGate, found: Drivers) -> Drivers | None:
    """Return the drivers of many, where the spread of every answer in them may be shown.

    A share of R-squared, or a correlation, says nothing about one answer among many; but among few,
    or where all gave the same answer, it might.
    """
    parts = (found.outcome, *(driver.of for driver in found.found))
    few = found.n < MANY or found.n < found.needed
    return None if few or any(map(gate.uncounted, parts)) else found


def _has_outcome(asked: Questionnaire) -> bool:
    rule = asked.settings_of(DriverSettings).drivers
    return rule is not None and any(
        item.scored
        for edition in asked.editions
        for item in edition.items
        if item.role in (Role.OVERALL, Role.RECOMMEND) or item.id == rule.outcome
    )


_BASE = Exposure.BASE
_ID = Figure(key="id", exposure=_BASE, value=lambda one, _: one.of.id,
             doc="of the item or the branch")  # fmt: skip
_LABEL = Figure(key="label", exposure=_BASE, doc="its name",
                value=lambda one, scope: aspect_name(one.of, scope.language))  # fmt: skip
_FIGURES = (
    Figure(key="n", exposure=Exposure.SIZE, doc="people who answered it and the whole"),
    *with_interval("share", _BASE, "its share of R², 0 to 1", lambda one: one, centre="share"),
    Figure(key="rank", exposure=_BASE, doc="rank correlation with the whole (Spearman)"),
    Figure(key="quarter", exposure=_BASE,
           value=lambda one, _: one.placed.quarter.value if one.placed else None,
           doc="`act`, `keep`, `later` or `enough`; null where there is no plane"),
    Figure(key="clear", exposure=_BASE,
           value=lambda one, _: one.placed.clear if one.placed else None,
           doc="whether both intervals lie inside that quarter"),
)  # fmt: skip
_FOUND = Figures(
    columns=(
        _ID,
        _LABEL,
        Figure(key="kind", exposure=_BASE, doc="`item` or `node`",
               value=lambda one, _: "item" if isinstance(one.of, Item) else "node"),
        *_FIGURES,
    )
)  # fmt: skip
FIGURES = Figures(
    columns=(
        Figure(key="outcome", exposure=Beside(entry="drivers.n"),
               value=lambda one, _: one.outcome.id, doc="id of the item that stands for the whole"),
        Figure(key="n", exposure=Exposure.SIZE, doc="people who answered everything"),
        Figure(key="needed", exposure=_BASE, doc="how many must have, for shares"),
        Figure(key="r2", exposure=_BASE, doc="what all together explain, 0 to 1"),
        Figure(key="method", exposure=_BASE, value=lambda one, _: one.method.value,
               doc="`lmg`, `relative_weights` or `spearman`"),
        Figure(key="missing", exposure=_BASE, value=lambda one, _: one.why and one.why.value,
               doc=f"why there are no shares: {', '.join(f'`{why}`' for why in Undriven)}"),
        Figure(key="found", exposure=_BASE, below=_FOUND, doc="each, by falling importance"),
        Figure(key="constant", exposure=_BASE, value=lambda one, _: [of.id for of in one.constant],
               doc="ids of those left out, because all answered alike"),
    )
)  # fmt: skip

DRIVERS = Subject(
    id="drivers",
    doc="What moves together with the whole, for the company, if a question asks for the whole.",
    measure=measure_drivers,
    settings=DriverSettings,
    gate=shown,
    derive=derive_drivers,
    figures=FIGURES,
    sheets=(
        DataSheet(
            title="drivers.sheet",
            figures=Figures(columns=(_ID, _LABEL, *_FIGURES)),
            records=under("found"),
        ),
    ),
    explain=explain_drivers,
    urge=compose_urgent,
    terms=(
        Term(
            id="drivers",
            formula="Σ over orders (R²(S + i) − R²(S)) / k!;  R² = r′R⁻¹r",
            source="Lindeman, Merenda, Gold (1980); Grömping (2007); Johnson (2000)",
            used=_has_outcome,
            facts=lambda _: {
                "least_drivers": LEAST,
                "per_driver": PER_CANDIDATE,
                "weak_drivers": WEAK,
                "most_ordered": MOST_ORDERED,
            },
        ),
        Term(id="quarters", source="Martilla, James (1977)", used=_has_outcome),
    ),
)
"""What moves together with the whole."""
