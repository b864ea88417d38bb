"""Answers saved by a form for a screen: taken once, by their key, and refused by name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from csatreport.making.tools.forms import PrintOrder
from csatreport.making.tools.returns import take_returns
from csatreport.making.tools.screen import make_screen_form
from tests.paper.study import QUESTIONNAIRE

ANSWERS = {"staff": "C", "staff?": "说话太急", "media": "paper;friends", "first#1": "价格"}


def form_name(study: Path, **more) -> str:
    made = make_screen_form(PrintOrder(study=study, questionnaire="kinds", **more))
    return made.stem


def saved(study: Path, number: int = 1, **changed) -> Path:
    """Write the file of one answer as the page does."""
    told = {
        "csatreport": "answer", "version": 1, "form": changed.pop("form", "") or form_name(study),
        "key": f"{number:032x}", "language": "en", "day": "2026-11-05", "unit": "S1",
        "answers": ANSWERS,
    } | changed  # fmt: skip
    file = study.parent / f"answer-{number}.json"
    file.write_text(json.dumps(told), encoding="utf-8")
    return file


def codes(account) -> list[str]:
    return [issue.code for issue in account.refused]


def rows(study: Path) -> list[str]:
    table = (study / "data/kinds/returned-forms.csv").read_text(encoding="utf-8-sig")
    return table.splitlines()[1:]


def test_two_people_who_answer_alike_are_two_and_a_file_taken_twice_is_one(study):
    both = [saved(study, 1), saved(study, 2)]
    assert take_returns(study, both).taken == (("kinds", 2),)
    again = take_returns(study, both)
    assert (again.taken, codes(again)) == ((), ["F932", "F932"])
    assert len(rows(study)) == 2


def test_a_saved_answer_that_was_edited_changes_nothing_and_is_told(study):
    take_returns(study, [saved(study)])
    before = rows(study)
    account = take_returns(study, [saved(study, answers={"staff": "A"})])
    assert codes(account) == ["F947"]
    assert rows(study) == before


def test_a_form_made_for_a_unit_and_a_period_brings_both(study):
    name = form_name(study, unit="S2", period="2026-10")
    take_returns(study, [saved(study, form=name, day="", unit="")])
    (row,) = rows(study)
    assert row.startswith("S2,2026-10-01")


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"form": "kinds-1-screen-AAAAAA"}, "F931"),
        ({"form": "../../../etc/passwd"}, "F931"),
        ({"unit": "S9"}, "F939"),
        ({"answers": {"staff": "Z"}}, "F939"),
        ({"answers": {"salary": "9"}}, "F939"),
        ({"answers": {"staff": 3}}, "F948"),
        ({"day": "2027-02-01"}, "F938"),
        ({"key": "1"}, "F948"),
        ({"version": 2}, "F948"),
        ({"csatreport": "other"}, "F948"),
    ],
)
def test_what_cannot_be_an_answer_of_this_study_is_refused_by_name(study, changed, code):
    account = take_returns(study, [saved(study, **changed)])
    assert codes(account) == [code]
    assert account.refused[0].source.file == "answer-1.json"


@pytest.mark.parametrize("content", [b"", b"[" * 50_000, b"\xff\xfe", b"null", b"x" * 1_000_001])
def test_a_file_that_is_no_answer_ends_in_a_message(study, content):
    file = study.parent / "strange.json"
    file.write_bytes(content)
    assert codes(take_returns(study, [file, saved(study)])) == ["F948"]


def test_an_edition_that_is_not_in_force_on_its_day_is_refused(study):
    file = saved(study)
    newer = QUESTIONNAIRE.replace("id: kinds\n", 'id: kinds\nedition: "2"\nbegins: 2026-11\n')
    (study / "config/questionnaires/kinds-2.yaml").write_text(newer, encoding="utf-8")
    assert codes(take_returns(study, [file])) == ["F933"]


def test_nothing_but_unit_and_day_is_no_answer(study):
    account = take_returns(study, [saved(study, answers={})])
    assert (account.blank, account.taken, codes(account)) == (1, (), [])
