"""Verdicts that are remembered are those that would be worked out."""

from dataclasses import replace
from pathlib import Path

import pytest

from csatreport.base.digest import digest_of
from csatreport.base.store import Store
from csatreport.counts.ledger import Ledger
from csatreport.privacy import promise
from csatreport.privacy.gate import Gate
from csatreport.privacy.grid import Topic
from csatreport.study.periods import PeriodKind
from csatreport.study.policy import Anonymity, Reporting
from tests.counts.build import edition, item, ledger, node, questionnaire, units

TREE = {"all": None, "a": "all", "b": "all", "c": "all", "d": "all"}
JANUARY, FEBRUARY = {"a": 30, "b": 3, "c": 12, "d": 14}, {"a": 20, "b": 9, "c": 12, "d": 11}


def book(months: dict[str, dict[str, int]], first: int = 0, published=frozenset()) -> Ledger:
    """Count answers that differ, as a reader of files does: with a digest of each cell."""
    asked = edition([item("q1"), item("q2")], node("headline", ["q1", "q2"]))
    monthly = Reporting(periods=(PeriodKind.MONTH,))
    survey = questionnaire([asked], units=units(TREE), anonymity=Anonymity(), reporting=monthly)
    rows = [
        {"unit": unit, "period": month, "q1": (first + k) % 4, "q2": k // 2 % 4}
        for month, sizes in months.items()
        for unit, size in sizes.items()
        for k in range(size)
    ]
    made = ledger(survey, rows)
    told = {
        cell: digest_of([list(r.values()) for r in rows if (r["unit"], r["period"]) == named])
        for cell in made.cells
        for named in [(cell[0], cell[1].id)]
    }
    return Ledger.of(
        replace(made.responses, digests=told), made.calendar, published=frozenset(published)
    )


@pytest.fixture
def judged(monkeypatch) -> list[tuple[str, ...]]:
    """Note which periods are judged anew."""
    found: list[tuple[str, ...]] = []
    real = promise._worked_out

    def noted(ledger, least, periods, beside):
        found.append(tuple(period.id for period in periods))
        return real(ledger, least, periods, beside)

    monkeypatch.setattr(promise, "_worked_out", noted)
    return found


def test_a_month_is_judged_once(tmp_path: Path, judged: list):
    store = Store(tmp_path)
    Gate.of(book({"2025-01": JANUARY}), store)
    both = book({"2025-01": JANUARY, "2025-02": FEBRUARY})
    again = [Gate.of(both, store).promise.hidden for _ in range(2)]
    assert judged == [("2025-01",), ("2025-02",)]
    assert again[0] == again[1] == Gate.of(both).promise.hidden


def test_other_answers_are_judged_anew(tmp_path: Path, judged: list):
    store = Store(tmp_path)
    Gate.of(book({"2025-01": JANUARY}), store)
    Gate.of(book({"2025-01": JANUARY}, first=1), store)
    assert len(judged) == 2


def test_what_readers_have_seen_since_is_not_withheld_from_memory(tmp_path: Path):
    store, sizes = Store(tmp_path), {"2025-01": JANUARY}
    before = Gate.of(book(sizes), store).promise.hidden[Topic.RESPONSES, ""]
    pair = {unit for unit, _ in before if not unit.endswith("/")}
    assert len(pair) == 2
    (companion,) = pair - {"b"}
    seen = [("responses", "", companion, "2025-01")]
    later = Gate.of(book(sizes, published=seen), store).promise.hidden[Topic.RESPONSES, ""]
    assert companion not in {unit for unit, _ in later}


def test_a_damaged_memory_changes_nothing(tmp_path: Path, judged: list):
    store, made = Store(tmp_path), book({"2025-01": JANUARY})
    first = Gate.of(made, store).promise.hidden
    for file in tmp_path.rglob("*"):
        if file.is_file():
            file.write_bytes(b"rubbish")
    assert Gate.of(made, store).promise.hidden == first
    assert len(judged) == 2


def test_a_report_that_readers_have_seen_tells_nothing_more_later():
    """Less might do, now that the rest is known: then what was withheld would be told in turn."""
    first = book({"2025-01": JANUARY})
    shown = {("responses", "", unit, "2025-01") for unit in ("all", "a", "c")}
    shown |= {(topic, "q1", "c", "2025-01") for topic in ("item", "counts", "share")}
    later = Gate.of(replace(first, published=frozenset(shown))).promise
    cell = ("c", first.base_periods[0])
    free = Gate.of(first).promise.hidden
    assert all(cell not in free[topic, "q2"] for topic in (Topic.ITEM, Topic.COUNTS, Topic.SHARE))
    for topic in (Topic.ITEM, Topic.COUNTS, Topic.SHARE):
        assert cell not in later.hidden[topic, "q1"]
        assert cell in later.hidden[topic, "q2"]
    assert cell not in later.hidden[Topic.WORDS, ""]
