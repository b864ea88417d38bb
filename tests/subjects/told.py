"""What a study of one edition comes to tell, after the gate: its newest report of the whole."""

from __future__ import annotations

from csatreport.privacy.gate import Gate
from csatreport.study.periods import PeriodKind
from csatreport.study.policy import Anonymity, Audience, Reporting
from csatreport.subjects.compose import compose_report
from csatreport.subjects.measured import measure
from tests.counts.build import edition, ledger, questionnaire

ANONYMOUS = {"anonymity": Anonymity(), "every": PeriodKind.ROUND,
             "reporting": Reporting(periods=(PeriodKind.ROUND,))}  # fmt: skip
"""Settings of an anonymous questionnaire of one round."""


def report(rows, items, language="en", tree=None, **settings):
    survey = questionnaire([edition(items, tree)], **settings)
    book = ledger(survey, [{"period": "2026-10", **row} for row in rows])
    found = Gate.of(book).apply(measure(book, survey.units.root, book.base_periods[-1]))
    return compose_report(found, language, audience=Audience.OPEN, sample=False)
