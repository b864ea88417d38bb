"""Which unit is furthest below on a question."""

from __future__ import annotations

from csatreport.subjects.measured import measure
from csatreport.subjects.priorities.subject import PRIORITIES
from tests.counts.build import edition, item, ledger, questionnaire, units


def test_the_unit_that_is_clearly_furthest_below_is_named():
    survey = questionnaire(
        [edition([item("q0"), item("q1")])], units=units({"all": None, "a": "all", "b": "all"})
    )
    rows = [{"unit": "a", "period": "2026-10", "q0": 3, "q1": n % 4} for n in range(20)]
    rows += [{"unit": "b", "period": "2026-10", "q0": n % 2, "q1": n % 4} for n in range(40)]
    book = ledger(survey, rows)
    found = measure(book, survey.units.root, book.base_periods[0])
    named = [(one.item.id, one.unit.id, one.index.base) for one in found.of(PRIORITIES).wanting]
    assert named == [("q0", "a", 20)]
