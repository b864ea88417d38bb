"""The chapter on expectations: what falls short, what stands beside it, and of how many."""

from __future__ import annotations

import pytest

from csatreport.base.label import LANGUAGES, Label
from csatreport.report.figures import Trend
from csatreport.report.model import Callout
from csatreport.report.plots import Ranges
from csatreport.study.item import Role
from csatreport.subjects.gaps.settings import GapRule
from tests.counts.build import item, units
from tests.report.build import chapter
from tests.site.workbook import long_rows
from tests.subjects.gaps.build import ASKED, NAMED, SEVEN, pair, people
from tests.subjects.told import ANONYMOUS, report


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_falls_short_of_expectation_is_named(language: str):
    found = chapter(report(people(60), ASKED, language, NAMED), "expectation")
    assert "quick" in found.heading
    assert "kind" not in found.heading
    by_dimension, by_item = (b for b in found.blocks if isinstance(b, Ranges))
    assert [row.label.text for row in by_dimension.rows] == ["quick", "kind", "headline"]
    assert by_item.rows[0].cells[2] == "−2.00"
    assert by_item.reference == 0


def test_a_gap_of_few_says_so():
    found = chapter(report(people(6), ASKED, tree=NAMED), "expectation")
    assert any("Only 6 people" in b.text for b in found.blocks if isinstance(b, Callout))


def test_nobody_who_answered_both_parts_leaves_one_sentence():
    found = chapter(report([{"a": 1}, {"e_b": 2}], ASKED, tree=NAMED), "expectation")
    assert found.heading == "Nobody answered both parts"
    assert len(found.blocks) == 1


def test_where_all_expect_the_utmost_the_reader_is_told():
    rows = [{"a": n % 5, "e_a": 0} for n in range(30)]
    found = chapter(report(rows, list(pair("a"))), "expectation")
    assert any("only mirrors" in b.text for b in found.blocks if isinstance(b, Callout))


def test_units_and_periods_stand_beside_each_other():
    rows = [{**row, "period": p, "unit": u} for p in ("2026-09", "2026-10") for u in ("n", "s")
            for row in people(20)]  # fmt: skip
    survey = {"units": units({"all": None, "n": "all", "s": "all"})}
    found = chapter(report(rows, ASKED, tree=NAMED, **survey), "expectation")
    assert any(isinstance(b, Trend) and len(b.points) == 2 for b in found.blocks)
    sites = [b for b in found.blocks if isinstance(b, Ranges)][-1]
    assert [row.label.target for row in sites.rows] == ["unit:n", "unit:s"]


def test_both_sides_stand_beside_each_other_by_what_people_paid():
    paid = item("paid", [(None, None)] * 2, role=Role.BACKGROUND)
    rows = [{**row, "paid": n % 2} for n, row in enumerate(people(40))]
    rows += [{"a": 0, "e_a": 0, "b": 0, "e_b": 6}]  # one who does not say what was paid
    by = {"settings": (GapRule(by=("paid",)),)}
    shown = report(rows, [*ASKED, paid], tree=NAMED, **by)
    found = chapter(shown, "expectation")
    (table,) = (b for b in found.blocks if isinstance(b, Ranges) and "paid" in b.title)
    assert [row.label.text for row in table.rows] == ["option 0", "option 1", "Not stated"]
    # On one of the two questions they get 3 points less or 1 point less, by turns.
    assert [(row.cells[2], row.cells[4]) for row in table.rows] == [
        ("−1.50", "20"), ("−0.50", "20"), ("+3.00", "1"),
    ]  # fmt: skip
    (told,) = shown.data["gaps"]["groups"]
    assert (told["item"], [one["n"] for one in told["parts"]]) == ("paid", [20, 20, 1])
    assert told["parts"][0]["gap"] == -1.5


def test_a_competitor_has_a_column_of_its_own():
    rival = item("r", SEVEN, role=Role.COMPETITOR, about="a")
    rows = [{**row, "r": 1} for row in people(20)]
    named = GapRule(competitor=Label.of("Rival & Co"))
    found = chapter(report(rows, [*ASKED, rival], tree=NAMED, settings=(named,)), "expectation")
    by_item = [b for b in found.blocks if isinstance(b, Ranges)][1]
    assert "Rival & Co" in by_item.heads
    assert by_item.rows[0].cells[4] == "6.00"
    assert by_item.rows[1].cells[4] == "–"


def test_anonymous_gaps_are_shown_of_many_only_and_stand_alone():
    def told(number: int):
        rows = [{**row, "period": "r2025"} for row in people(number)]
        return report(rows, ASKED, tree=NAMED, **ANONYMOUS).data["gaps"]

    assert told(40) is None
    assert told(60)["trend"] == told(60)["units"] == told(60)["groups"] == []


def test_the_workbook_lists_the_whole_each_dimension_and_each_question():
    told = report(people(60), ASKED, tree=NAMED)
    rows = long_rows(told, "Gaps")
    assert len(rows) == 1 + 2 + 2
    assert {"id", "label", "n"} < rows[0].keys()
    assert long_rows(told, "Features") == []
