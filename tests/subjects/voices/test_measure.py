"""What was said: low answers count where the form asks for the reason, or one was given."""

from __future__ import annotations

from csatreport.subjects.measured import measure
from csatreport.subjects.voices.subject import VOICES
from tests.counts.build import edition, follow_up, item, ledger, month, questionnaire


def test_nobody_is_missed_a_reason_that_was_not_asked_for():
    asked = edition([item("q1", follow_up=follow_up("D")), item("q2")])
    rows = [{"period": "2025-02", "q1": 3, "q2": 3}, {"period": "2025-02", "q1": 3, "q1?": "slow"}]
    book = ledger(questionnaire([asked]), rows)
    found = measure(book, book.questionnaire.units.root, month("2025-02")).of(VOICES)
    assert found is not None
    assert [(low.item.id, low.reason) for low in found.lows] == [("q1", ""), ("q1", "slow")]
    assert (len(found.silent), len(found.reasoned)) == (1, 1)
