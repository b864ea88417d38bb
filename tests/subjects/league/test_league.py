"""The league of branches: ranks with what chance leaves open, letters, and needs by grade."""

from __future__ import annotations

import pytest

from csatreport.base.label import LANGUAGES
from csatreport.report.model import Table
from csatreport.study.item import Kind, Role, Valence
from csatreport.study.policy import Anonymity
from csatreport.subjects.league.settings import LeagueRule
from csatreport.subjects.league.subject import LEAGUES
from csatreport.subjects.measured import measure
from tests.counts.build import FOUR, edition, item, ledger, questionnaire, units
from tests.report.build import chapter
from tests.subjects.told import report

TREE = units({"all": None, "a": "all", "b": "all", "c": "all", "few": "all"})
ITEMS = [
    item("q1"), item("grade", role=Role.BACKGROUND),
    item("needs", kind=Kind.RANKED, role=Role.BACKGROUND),
]  # fmt: skip
ROWS = [
    {"unit": unit, "q1": place, "grade": n % 2, "needs": ("x", "y") if n % 2 else ("y",)}
    for unit, places in (
        ("a", [0, 1] * 15),
        ("b", [0, 1] * 15),
        ("c", [2, 3] * 15),
        ("few", [0] * 9),
    )
    for n, place in enumerate(places)
]
RULE = {"units": TREE, "settings": (LeagueRule(league=True, needs_by="grade"),)}


def found(rows=ROWS, **more):
    asked = questionnaire([edition(ITEMS)], **{**RULE, **more})
    book = ledger(asked, [{"period": "2026-10", **row} for row in rows])
    return measure(book, asked.units.root, book.base_periods[-1]).of(LEAGUES)


def test_branches_that_cannot_be_told_apart_share_a_letter_and_the_others_none():
    made = found()
    assert [one.letters for one in made.places if one.rank] == ["a", "a", "b"]
    assert (made.pairs, made.apart) == (3, 2)
    by_unit = {one.unit.id: one for one in made.places}
    assert by_unit["a"].rank == by_unit["b"].rank == (1, 2)
    assert by_unit["c"].rank == (3, 3)


def test_a_branch_with_fewer_than_ten_answers_has_no_rank_and_no_letter():
    last = found().places[-1]
    assert (last.unit.id, last.score.base, last.rank, last.letters) == ("few", 9, None, "")


def test_the_league_stands_on_the_forms_own_scale_too_where_all_questions_share_it():
    made = found()
    assert made.form == (0, 3)
    assert made.on_form(50.0) == pytest.approx(1.5)
    longer = item("q2", scale=[*FOUR, (9, Valence.GOOD)])
    mixed = questionnaire([edition([*ITEMS, longer])], **RULE)
    book = ledger(mixed, [{"period": "2026-10", **row} for row in ROWS])
    other = measure(book, mixed.units.root, book.base_periods[-1]).of(LEAGUES)
    assert other.form is None
    assert other.on_form(50.0) is None


def test_a_branch_that_alone_has_ten_answers_is_neither_before_nor_behind_another():
    made = found([one for one in ROWS if one["unit"] in {"c", "few"}])
    assert [(one.unit.id, one.rank, one.letters) for one in made.places] == [
        ("c", None, ""), ("few", None, ""),
    ]  # fmt: skip
    assert made.pairs == 0


def test_each_grade_says_what_it_needs_first():
    made = found()
    told = [(one.option, one.n, [(r.text, r.named) for r in one.first]) for one in made.needs]
    even, odd = told[0], told[1]
    assert even[2][0] == ("y", even[1])
    assert odd[2][0] == ("x", odd[1])
    few = found(ROWS[:12])
    assert [one.first for one in few.needs] == [(), ()]


def test_nothing_is_told_of_anonymous_answers_or_where_nobody_asked():
    assert found(anonymity=Anonymity()) is None
    assert found(settings=()) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_chapter_has_a_table_of_branches_and_one_of_needs(language: str):
    made = report(ROWS, ITEMS, language, **RULE)
    places, needs = (b for b in chapter(made, "league").blocks if isinstance(b, Table))
    assert [row[-1] for row in places.rows] == ["a", "a", "b", "–"]
    assert "100%" in needs.rows[0][2]
    told = made.data["league"]
    assert (told["pairs"], told["apart"], told["places"][0]["letters"]) == (3, 2, "a")
    assert [one for one in told["needs"] if one["place"] == 1] == [
        {"grade": code, "n": n, "place": 1, "item": "needs", "need": need, "named": n,
         "weighted": weight * n}
        for code, n, need, weight in (("A", 50, "y", 4), ("B", 49, "x", 4))
    ]  # fmt: skip


def test_the_needs_of_few_are_a_row_without_figures():
    told = report(ROWS[:12], ITEMS, **RULE).data["league"]["needs"]
    assert [(one["grade"], one["n"], one["place"], one["named"]) for one in told] == [
        ("A", 6, None, None), ("B", 6, None, None),
    ]  # fmt: skip
