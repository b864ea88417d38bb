"""Customers as a subject: their figures, none of which an anonymous questionnaire has."""

from collections.abc import Iterator

from csatreport.base.exposure import Exposure
from csatreport.report.figure import DataSheet, Figure, Figures, Record, part, under, with_interval
from csatreport.report.model import ReportPage
from csatreport.report.subject import REGISTERS, Subject
from csatreport.subjects.customers.measure import for_everybody, measure_customers
from csatreport.subjects.customers.tell import CUSTOMERS as ID
from csatreport.subjects.customers.tell import compose_customers, explain_customers, risky_accounts

_NEVER = Exposure.NEVER


_BAND = (
    Figure("id", _NEVER, "the grade, the `high`, `middle` or `low` third, or another band",
           lambda one, _: one.name),
    Figure("listed", _NEVER, "how many of the list are in it"),
    Figure("answered", _NEVER, "how many of them answered"),
    *with_interval("index", _NEVER, "their index, only from ten answers on", lambda one: one.score),
    Figure("census", _NEVER, "true where all listed answered",
           lambda one, _: one.score is not None and one.score.census),
)  # fmt: skip
_BANDS = Figures(columns=_BAND)
_KEY_GRADES = Figures.of(
    Figure("id", _NEVER, "the grade", lambda one, _: one.name),
    Figure("n", _NEVER, "how many key accounts have it"),
    Figure("years", _NEVER,
           "median of the years that they have been customers; only of ten or more"),
    Figure("years_n", _NEVER, "for how many that is known", lambda one, _: one.dated),
    Figure("orders", _NEVER, "median of their orders; only of ten or more"),
    Figure("orders_n", _NEVER, "for how many that is known", lambda one, _: one.counted),
)  # fmt: skip
_LARGEST = Figures.of(
    Figure("customers", _NEVER, "how many", lambda one, _: one[0]),
    Figure("share", _NEVER, "their part of the revenue", lambda one, _: one[1]),
)
FIGURES = Figures.of(
    Figure("listed", _NEVER, "customers in the list"),
    Figure("answered", _NEVER, "those of them that answered"),
    Figure("key", _NEVER, "key accounts"),
    Figure("at_risk", _NEVER, "key accounts below the line, or clearly fallen",
           lambda found, _: len(found.risky)),
    Figure("silent", _NEVER, "key accounts that did not answer",
           lambda found, _: len(found.silent)),
    Figure("index", _NEVER,
           "of those whose revenue is known, each counted once; only from ten answers on",
           lambda found, _: found.once),
    Figure("index_by_revenue", _NEVER, "the same, each counted by its revenue",
           lambda found, _: found.weighted),
    Figure("by_grade", _NEVER, "the customers of each grade", below=_BANDS),
    Figure("by_value", _NEVER, "the customers by revenue, in thirds", below=_BANDS),
    Figure("by_years", _NEVER, "the customers by the years that they have been some, each band "
           "named by where it begins", below=_BANDS),
    Figure("by_core", _NEVER, "key accounts (`core`) and all `others`", below=_BANDS),
    Figure("core_difference", _NEVER, "the index of the first less that of the others",
           part("core_change.difference")),
    Figure("core_p", _NEVER, "of Welch's test that they are alike",
           part("core_change.p")),
    Figure("largest", _NEVER, "only where readers are limited: which part of the stated revenue so "
           "many of the largest customers bring", below=_LARGEST),
    Figure("key_by_grade", _NEVER, "the key accounts of each grade", below=_KEY_GRADES),
)  # fmt: skip


def _all_bands(data: Record | None) -> Iterator[Record]:
    """Yield the groups of customers, by grade, revenue, years and core."""
    for by in ("grade", "value", "years", "core"):
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
        DataSheet("customers.sheet", Figures.of(Figure("by", _NEVER), *_BAND), records=_all_bands),
        DataSheet("customers.sheet_key", _KEY_GRADES, under("key_by_grade")),
    ),
    page=ReportPage.REGISTERS,
    chapter=compose_customers,
    cards=risky_accounts,
    explain=explain_customers,
)
"""The customers of a list, and how content they are."""
