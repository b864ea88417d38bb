"""What reports tell is held against the record of their period."""

import pytest

from csatreport.counts.closed.take import take_records
from csatreport.privacy.audit.published import PublishedReport
from csatreport.publish.figures import differences
from csatreport.study.policy import Anonymity
from tests.counts.build import edition, item, ledger, questionnaire

TOLD = {"n": 20.0, "index": 50.0, "favourable": 0.5, "net": 0.0}
"""Twenty answers, five on each of four options."""


def differing(**told: float) -> list[str]:
    asked = questionnaire([edition([item("q1")])], anonymity=Anonymity())
    book = ledger(asked, [{"period": "2025-02", "q1": k % 4} for k in range(20)])
    (record,) = take_records(book, b"secret", ())
    sheet = PublishedReport(
        questionnaire="q", edition="1", unit="all", period=book.base_periods[0],
        values={(f"items.{name}", ("q1",)): value for name, value in {**TOLD, **told}.items()},
    )  # fmt: skip
    return list(differences(asked, sheet, [record]))


def test_what_a_record_says_may_be_told():
    assert differing() == []


@pytest.mark.parametrize(
    ("name", "value"), [("n", 21.0), ("index", 51.0), ("favourable", 0.55), ("net", 10.0)]
)
def test_a_figure_that_is_other_than_its_record_is_named(name: str, value: float):
    assert differing(**{name: value}) == [f"q1 {name}"]
