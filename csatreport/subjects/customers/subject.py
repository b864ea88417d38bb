"""Customers as a subject: their figures, none of which an anonymous questionnaire has."""

from __future__ import annotations

from collections.abc import Iterator

from csatreport.base.exposure import Exposure
from csatreport.report.figure import DataSheet, Figure, Figures, Record, under, with_interval
from csatreport.report.subject import REGISTERS, Subject
from csatreport.subjects.customers.measure import (
    for_everybody,
    measure_customers,
)
from csatreport.subjects.customers.tell import CUSTOMERS as ID
from csatreport.subjects.customers.tell import compose_customers, explain_customers

_NEVER = Exposure.NEVER


_BAND = (
    Figure(key="id", exposure=_NEVER, value=lambda one, _: one.name,
           doc="the grade, or `high`, `middle`, `low` third"),
    Figure(key="listed", exposure=_NEVER, doc="how many of the list are in it"),
    Figure(key="answered", exposure=_NEVER, doc="how many of them answered"),
    *with_interval("index", _NEVER, "their index, only from ten answers on", lambda one: one.score),
    Figure(key="census", exposure=_NEVER, doc="true where all listed answered",
           value=lambda one, _: one.score is not None and one.score.census),
)  # fmt: skip
_BANDS = Figures(columns=_BAND)
_KEY_GRADES = Figures(
    columns=(
        Figure(key="id", exposure=_NEVER, value=lambda one, _: one.name, doc="the grade"),
        Figure(key="n", exposure=_NEVER, doc="how many key accounts have it"),
        Figure(key="years", exposure=_NEVER,
               doc="median of the years that they have been customers; only of ten or more"),
        Figure(key="years_n", exposure=_NEVER, value=lambda one, _: one.dated,
               doc="for how many that is known"),
        Figure(key="orders", exposure=_NEVER,
               doc="median of their orders; only of ten or more"),
        Figure(key="orders_n", exposure=_NEVER, value=lambda one, _: one.counted,
               doc="for how many that is known"),
    )
)  # fmt: skip
FIGURES = Figures(
    columns=(
        Figure(key="listed", exposure=_NEVER, doc="customers in the list"),
        Figure(key="answered", exposure=_NEVER, doc="those of them that answered"),
        Figure(key="key", exposure=_NEVER, doc="key accounts"),
        Figure(key="at_risk", exposure=_NEVER, value=lambda found, _: len(found.risky),
               doc="key accounts below the line, or clearly fallen"),
        Figure(key="silent", exposure=_NEVER, value=lambda found, _: len(found.silent),
               doc="key accounts that did not answer"),
        Figure(key="index", exposure=_NEVER, value=lambda found, _: found.once,
               doc="of those whose revenue is known, each counted once; only from ten answers on"),
        Figure(key="index_by_revenue", exposure=_NEVER, value=lambda found, _: found.weighted,
               doc="the same, each counted by its revenue"),
        Figure(key="by_grade", exposure=_NEVER, below=_BANDS,
               doc="the customers of each grade"),
        Figure(key="by_value", exposure=_NEVER, below=_BANDS,
               doc="the customers by revenue, in thirds"),
        Figure(key="key_by_grade", exposure=_NEVER,
               below=_KEY_GRADES, doc="the key accounts of each grade"),
    )
)  # fmt: skip


def _all_bands(data: Record | None) -> Iterator[Record]:
    """Yield the groups of customers, first by grade and then by revenue."""
    for by in ("grade", "value"):
        for one in (data or {}).get(f"by_{by}", ()):
            yield {"by": by, **one}


CUSTOMERS = Subject(
    id=ID,
    published="accounts",
    within=REGISTERS,
    doc="The customers of the list, as everybody may know them; no name and no revenue.",
    measure=measure_customers,
    gate=lambda _, __: None,
    figures=FIGURES,
    records=for_everybody,
    sheets=(
        DataSheet(
            title="customers.sheet",
            figures=Figures(columns=(Figure(key="by", exposure=_NEVER), *_BAND)),
            records=_all_bands,
        ),
        DataSheet(
            title="customers.sheet_key",
            figures=_KEY_GRADES,
            records=under("key_by_grade"),
        ),
    ),
    chapter=compose_customers,
    explain=explain_customers,
)
"""The customers of a list, and how content they are."""
