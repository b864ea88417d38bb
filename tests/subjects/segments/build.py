"""People of two groups, made up for tests of groups."""

from __future__ import annotations

from csatreport.privacy.gate import Gate
from csatreport.study.item import Role
from csatreport.study.periods import PeriodKind
from csatreport.study.policy import Anonymity, Reporting
from csatreport.subjects.crosstabs.settings import CrosstabSettings
from csatreport.subjects.measured import measure
from tests.counts.build import PLAIN, edition, item, ledger, node, questionnaire

ITEMS = (
    item("q1"),
    item("q2"),
    item("sex", PLAIN[:2], role=Role.BACKGROUND),
    item("age", PLAIN[:2], role=Role.BACKGROUND),
)

PROMISE = Anonymity(minimum=5, counts=10, comments=8)
CROSSED = CrosstabSettings(crosstabs=(("sex", "age"),))


def through(rows, promise=None, kinds=(PeriodKind.ROUND,)):
    """Measure some rows of a company and let them through the gate."""
    asked = edition(ITEMS, node("headline", ["q1", "q2"]))
    every = kinds[0]
    survey = questionnaire(
        [asked], every=every, anonymity=promise,
        reporting=Reporting(periods=kinds), settings=(CROSSED,),
    )  # fmt: skip
    period = "r2025" if every is PeriodKind.ROUND else "2025-01"
    book = ledger(survey, [{"unit": "all", "period": period, **row} for row in rows])
    found = measure(book, survey.units.root, book.base_periods[0])
    return Gate.of(book).apply(found)


def people(number: int, low: int = 0, **answers) -> list[dict]:
    return [{"q1": low + i % 3, "q2": (i + i // 3) % 4, **answers} for i in range(number)]


APART = [*people(40, sex=0, age=0), *people(40, 1, sex=1, age=1)]
