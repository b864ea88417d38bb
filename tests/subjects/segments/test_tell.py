"""The chapter on groups: who differs, on what; and what an anonymous survey keeps back."""

from __future__ import annotations

import pytest

from csatreport.base.label import LANGUAGES
from csatreport.privacy.grid import Topic
from csatreport.privacy.promise import Promise
from csatreport.report.inline import Mark
from csatreport.report.model import Table
from csatreport.statistics.estimate import Hidden, Suppressed
from csatreport.study.periods import PeriodKind
from csatreport.study.policy import Audience
from csatreport.subjects.compose import compose_report
from csatreport.subjects.crosstabs.subject import CROSSTABS
from csatreport.subjects.measured import measure
from csatreport.subjects.segments.subject import SEGMENTS
from tests.counts.build import edition, ledger, questionnaire
from tests.report.build import blocks, chapter
from tests.site.workbook import long_rows
from tests.subjects.segments.build import APART, ITEMS, PROMISE, people, through


def told(findings, language="en"):
    return compose_report(findings, language, audience=Audience.OPEN, sample=False)


@pytest.mark.parametrize("language", LANGUAGES)
def test_groups_and_crossed_questions_stand_in_tables(language):
    shown = told(through(APART), language)
    found = chapter(shown, "segments")
    tables = [block for block in found.blocks if isinstance(block, Table)]
    assert next(len(table.rows) for table in tables if table.rows) == 2
    assert found.heading
    assert "{" not in found.heading


def test_a_group_that_differs_is_named_with_its_question():
    rows = [*({"q1": i % 2, "q2": i % 2, "sex": 0} for i in range(30)),
            *({"q1": 2 + i % 2, "q2": 2 + i % 2, "sex": 1} for i in range(30))]  # fmt: skip
    found = chapter(told(through(rows)), "segments")
    assert found.heading.startswith("Clearly different from the others, by sex: option 0 and")
    first = found.blocks[1]
    assert isinstance(first.rows[0][4], Mark)
    assert first.rows[0][4].word == "clearly higher"
    divided = found.blocks[2]
    assert {row[0].text for row in divided.rows} == {"q1", "q2"}


def test_without_background_questions_there_is_no_chapter():
    asked = edition(ITEMS[:2])
    survey = questionnaire([asked])
    book = ledger(survey, [{"unit": "all", "period": "2025-01", "q1": 0, "q2": 1}])
    found = measure(book, survey.units.root, book.base_periods[0])
    assert chapter(told(found), "segments") is None


def test_what_tables_print_is_in_the_data_too():
    shown = told(through(APART)).data
    table = shown["crosstabs"][0]
    assert table["counts"]["A/A"] == 40
    assert table["index"].keys() == {"A/A", "B/B"}
    assert {f"sex {group['id']}": group["n"] for group in shown["segments"][0]["groups"]} == {
        "sex A": 40, "sex B": 40,
    }  # fmt: skip


def test_the_workbook_has_groups_questions_and_crosstabs():
    shown = told(through(APART))
    rows = {name: long_rows(shown, name) for name in ("Groups", "Questions by group", "Crosstabs")}
    assert [(r["id"], r["option"], r["n"]) for r in rows["Groups"]][:2] == [
        ("sex", "A", 40), ("sex", "B", 40),
    ]  # fmt: skip
    assert len(rows["Questions by group"]) == 2 * 2 * 2
    cell = next(r for r in rows["Crosstabs"] if r["cell"] == "A/A")
    assert cell["n"] == 40
    assert cell["index"] is not None


# What an anonymous survey keeps back


def test_data_and_workbook_withhold_what_pages_withhold():
    shown = told(through([*people(40, sex=0), *people(40, 1, sex=1), *people(9)], PROMISE))
    segment, table = shown.data["segments"][0], shown.data["crosstabs"][0]
    assert (segment["groups"], segment["questions"], segment["suppressed"]) == ([], [], "withheld")
    assert (table["counts"], table["index"], table["suppressed"]) == ({}, {}, "withheld")
    row = long_rows(shown, "Groups")[0]
    assert (row.pop("id"), row.pop("suppressed")) == ("sex", "withheld")
    assert row.keys() == {"label"}
    assert "sex" not in {row["by"] for row in long_rows(shown, "Questions by group")}


def test_large_groups_are_shown_to_all():
    found = through(APART, PROMISE)
    assert [segment.hidden for segment in found.of(SEGMENTS)] == [None, None]
    assert found.of(CROSSTABS)[0].hidden is None
    assert found.of(CROSSTABS)[0].scores == ()


@pytest.mark.parametrize("small", [people(9, sex=1), people(9)], ids=["a group", "not stated"])
def test_one_small_group_hides_them_all(small):
    segment = through([*people(40, sex=0), *people(40, 1, sex=1), *small], PROMISE).of(SEGMENTS)[0]
    hides = small[0].get("sex") is None
    assert (segment.hidden is Hidden.WITHHELD) is hides
    alone = through([*people(40, sex=0), *small], PROMISE).of(SEGMENTS)[0]
    assert alone.hidden is Hidden.WITHHELD
    assert alone.groups == ()


def test_a_group_that_scores_alike_hides_them_all():
    rows = [*people(30, sex=0), *({"q1": 1, "q2": 1, "sex": 1} for _ in range(12))]
    assert through(rows, PROMISE).of(SEGMENTS)[0].hidden is Hidden.WITHHELD


def test_questions_are_not_parted_where_some_did_not_say():
    found = through([*people(40, sex=0), *people(40, 1, sex=1), *people(20, age=0)], PROMISE)
    assert found.of(SEGMENTS)[0].hidden is None
    for division in found.of(SEGMENTS)[0].divisions:
        assert all(isinstance(share, Suppressed) for share in division.shares)
        assert division.test is None


def test_two_questions_are_crossed_from_fifty_on_and_with_no_small_cell():
    few = [*people(20, sex=0, age=0), *people(20, 1, sex=1, age=1)]
    assert through(few, PROMISE).of(CROSSTABS)[0].hidden is Hidden.WITHHELD
    lone = [*APART, *people(3, sex=0, age=1)]
    assert through(lone, PROMISE).of(CROSSTABS)[0].hidden is Hidden.WITHHELD


def test_two_questions_are_crossed_by_those_who_answered_both():
    """Forms that answered one of the two do not help to reach fifty."""
    both = [*people(20, sex=0, age=0), *people(20, 1, sex=1, age=1)]
    rows = [*both, *people(12, sex=0), *people(12, age=0)]
    assert through(rows, PROMISE).of(CROSSTABS)[0].hidden is Hidden.WITHHELD


@pytest.mark.parametrize("others", [people(40, 1, sex=0), people(40, 1)], ids=["told", "untold"])
def test_where_all_who_said_are_in_one_group_it_is_not_shown(others):
    found = through([*people(40, sex=0, age=0), *others], PROMISE)
    spread = next(one for one in found.background if one.item.id == "sex")
    assert spread.hidden is not None
    assert found.of(SEGMENTS)[0].hidden is Hidden.WITHHELD
    assert found.of(CROSSTABS)[0].hidden is Hidden.WITHHELD


@pytest.mark.parametrize("topic", [Topic.SPREAD, Topic.DEVIATION])
def test_groups_are_not_shown_where_their_sum_is_withheld(monkeypatch, topic):
    why = Promise.why

    def stricter(self, asked, unit, period, series=""):
        return Hidden.WITHHELD if asked is topic else why(self, asked, unit, period, series)

    monkeypatch.setattr(Promise, "why", stricter)
    found = through(APART, PROMISE)
    assert all(segment.hidden for segment in found.of(SEGMENTS))
    assert found.of(CROSSTABS)[0].hidden is Hidden.WITHHELD


def test_no_q_is_made_of_a_p_that_is_withheld():
    """The second question's share is 100 % in one group, so that its p is not shown."""
    rows = [*({"q1": i % 4, "q2": 0, "sex": 0} for i in range(40)),
            *({"q1": (i * i + i) % 4, "q2": i % 4, "sex": 1} for i in range(40))]  # fmt: skip
    kept, withheld = through(rows, PROMISE).of(SEGMENTS)[0].divisions
    assert withheld.test is None
    assert withheld.q is None
    assert kept.q == kept.test.p
    assert kept.family == 1


def test_groups_are_not_shown_where_periods_could_be_subtracted():
    found = through(APART, PROMISE, kinds=(PeriodKind.MONTH, PeriodKind.QUARTER))
    assert all(segment.hidden for segment in found.of(SEGMENTS))


@pytest.mark.parametrize("language", LANGUAGES)
def test_why_groups_are_hidden_is_said(language):
    shown = told(through([*people(40, sex=0), *people(9, sex=1)], PROMISE), language)
    assert "10" in chapter(shown, "segments").blocks[1].empty
    assert not [t for t in blocks(shown, Table) if t.caption == "sex" and t.rows]
