"""What an outsider may know of the gaps of an anonymous questionnaire: what is shown stands."""

from __future__ import annotations

from pathlib import Path

from csatreport.survey.periods import PeriodKind
from tests.build.test_audit import PROMISE, audited, publish
from tests.measures.build import edition, ledger, questionnaire
from tests.subjects.gaps.test_measure import TREE, WEIGHTED, pair
from tests.subjects.gaps.test_tell import people


def test_weighted_gaps_that_the_gate_lets_through_stand(tmp_path: Path):
    asked = edition([*pair("a"), *pair("b"), *WEIGHTED], TREE)
    rows = [{**row, "period": "r2025", "w1": 60.0 + n % 3, "w2": 40.0 - n % 3}
            for n, row in enumerate(people(60))]  # fmt: skip
    book = ledger(questionnaire([asked], every=PeriodKind.ROUND, anonymity=PROMISE), rows)
    publish(book, tmp_path)
    assert audited(book, tmp_path) == []
