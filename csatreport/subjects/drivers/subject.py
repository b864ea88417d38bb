"""Drivers as a subject: their figures, what of them may be shown, and their terms."""

from csatreport.base.exposure import Beside, Exposure
from csatreport.privacy.gate_items import MANY, ItemGate
from csatreport.report.figure import DataSheet, Figure, Figures, part, under, with_interval
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
_ID = Figure("id", _BASE, "of the item or the branch", part("of.id"))
_LABEL = Figure("label", _BASE, "its name", lambda one, scope: aspect_name(one.of, scope.language))
_FIGURES = (
    Figure("n", Exposure.SIZE, "people who answered it and the whole"),
    *with_interval("share", _BASE, "its share of R², 0 to 1", lambda one: one, centre="share"),
    Figure("rank", _BASE, "rank correlation with the whole (Spearman)"),
    Figure("quarter", _BASE, "`act`, `keep`, `later` or `enough`; null where there is no plane",
           part("placed.quarter.value")),
    Figure("clear", _BASE, "whether both intervals lie inside that quarter", part("placed.clear")),
)  # fmt: skip
_FOUND = Figures.of(
    _ID,
    _LABEL,
    Figure("kind", _BASE, "`item` or `node`",
           lambda one, _: "item" if isinstance(one.of, Item) else "node"),
    *_FIGURES,
)  # fmt: skip
FIGURES = Figures.of(
    Figure("outcome", Beside(entry="drivers.n"), "id of the item that stands for the whole",
           part("outcome.id")),
    Figure("n", Exposure.SIZE, "people who answered everything"),
    Figure("needed", _BASE, "how many must have, for shares"),
    Figure("r2", _BASE, "what all together explain, 0 to 1"),
    Figure("method", _BASE, "`lmg`, `relative_weights` or `spearman`", part("method.value")),
    Figure("missing", _BASE,
           f"why there are no shares: {', '.join(f'`{why}`' for why in Undriven)}",
           lambda one, _: one.why and one.why.value),
    Figure("found", _BASE, "each, by falling importance", below=_FOUND),
    Figure("constant", _BASE, "ids of those left out, because all answered alike",
           lambda one, _: [of.id for of in one.constant]),
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
        DataSheet("drivers.sheet", Figures.of(_ID, _LABEL, *_FIGURES), records=under("found")),
    ),
    explain=explain_drivers,
    look=compose_urgent,
    terms=(
        Term(
            "drivers",
            "Σ over orders (R²(S + i) − R²(S)) / k!;  R² = r′R⁻¹r",
            source="Lindeman, Merenda, Gold (1980); Grömping (2007); Johnson (2000)",
            used=_has_outcome,
            facts=lambda _: {
                "least_drivers": LEAST,
                "per_driver": PER_CANDIDATE,
                "weak_drivers": WEAK,
                "most_ordered": MOST_ORDERED,
            },
        ),
        Term("quarters", source="Martilla, James (1977)", used=_has_outcome),
    ),
)
"""What moves together with the whole."""
