"""Which periods are judged together: those that share answers, and no others."""

import pytest

from csatreport.privacy.grid import judged_apart
from csatreport.study.periods import PeriodKind
from csatreport.study.policy import Reporting
from tests.counts.build import edition, item, ledger, node, questionnaire, units
from tests.privacy.audit.build import PROMISE

MONTH, QUARTER, YEAR = PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.YEAR
MONTHS = ("2025-02", "2025-11", "2025-12", "2026-01")
TOGETHER = {
    (MONTH,): [{month} for month in MONTHS],
    (MONTH, QUARTER): [
        {"2025-02", "2025-Q1"},
        {"2025-11", "2025-12", "2025-Q4"},
        {"2026-01", "2026-Q1"},
    ],
    (YEAR, MONTH): [{*MONTHS[:3], "2025"}, {"2026-01", "2026"}],
    (MONTH, QUARTER, YEAR): [
        {*MONTHS[:3], "2025-Q1", "2025-Q4", "2025"},
        {"2026-01", "2026-Q1", "2026"},
    ],
}


@pytest.mark.parametrize("kinds", TOGETHER)
def test_periods_that_share_answers_are_judged_together_and_no_others(kinds):
    asked = edition([item("q")], node("headline", ["q"]))
    tree, told = units({"all": None, "a": "all"}), Reporting(periods=kinds)
    book = ledger(
        questionnaire([asked], units=tree, anonymity=PROMISE, reporting=told),
        [{"unit": "a", "period": month, "q": 0} for month in MONTHS],
    )
    found = [{period.id for period in periods} for periods in judged_apart(book)]
    assert found == TOGETHER[kinds]
