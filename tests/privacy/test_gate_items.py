"""What of a change is shown where the spread of its answers is withheld."""

from types import SimpleNamespace

import pytest

from csatreport.privacy.gate_items import ItemGate
from csatreport.privacy.grid import Topic
from csatreport.statistics.estimate import Hidden
from csatreport.statistics.verdict import Against, Change, Verdict
from tests.report.build import NOW, change, period, score


@pytest.mark.parametrize(
    ("found", "shown"),
    [(one, Verdict.NOT_SHOWN) for one in (Verdict.SMALL, Verdict.UP, Verdict.DOWN)]
    + [(Verdict.TOO_FEW, Verdict.TOO_FEW)],
)
def test_that_a_difference_is_beyond_chance_is_withheld_with_its_test(found, shown):
    promise = SimpleNamespace(
        why=lambda topic, *_: Hidden.WITHHELD if topic is Topic.COUNTS else None
    )
    gate = ItemGate(
        promise=promise, unit=SimpleNamespace(id="all"), period=period(NOW), ledger=None
    )
    made: Change = change(1.0, found, Against.PREVIOUS)
    (kept,) = gate.changes((made,), score(57.0), Topic.ITEM, Topic.COUNTS, "q1")
    assert (kept.verdict, kept.p, kept.low, kept.detectable) == (shown, None, None, None)
