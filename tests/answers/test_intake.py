"""The account that a person looks through."""

import csv
import io

import pytest

from csatreport.answers import intake
from csatreport.answers.intake import write_intake
from csatreport.base.label import LANGUAGES
from csatreport.base.words import catalogue, gaps, issue_message, issue_remedy
from tests.answers.build import edition, faulty, item, questionnaire


def written(path, language, *found):
    write_intake([(one.questionnaire.id, one.intake) for one in found], path, language)
    return list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def test_the_list_names_every_refused_row_and_bad_cell(desk, tmp_path):
    found = desk.answers(item("a"), "id,unit,a\nr1,S1,=1+1\nr2,=S9,A\nr3\n")
    rows = written(tmp_path / "private" / "intake.csv", "en", found)
    file = "data/shop/2026-10.csv"
    assert rows == [
        ["file", "row", "column", "value", "code", "reason", "kept"],
        [file, "2", "a", "'=1+1", "A431", "none of the item’s options; counted as invalid", "yes"],
        [file, "3", "unit", "'=S9", "A425", "unknown unit", "no"],
        [file, "4", "", "r3", "A421", "more or fewer cells than the header row", "no"],
    ]


def test_reasons_are_in_the_language_asked_for(desk, tmp_path):
    found = desk.answers(item("a"), "unit,a\nS9,A\n")
    assert written(tmp_path / "i.csv", "zh-Hans", found)[1][5] == "单位未知"


def test_without_anything_to_tell_the_list_has_its_header_only(desk, tmp_path):
    assert len(written(tmp_path / "i.csv", "en", desk.answers(item("a"), "a\nA\n"))) == 1


def test_a_long_list_of_bad_cells_is_cut_and_says_by_how_much(desk, tmp_path, monkeypatch):
    monkeypatch.setattr(intake, "LISTED_CELLS", 3)
    found = desk.answers(questionnaire(edition(item("a"), item("b"))), "a,b\n" + "?,!\n" * 4)
    assert found.intake.files[0].invalid_cells == 8
    assert [(row, header) for row, header, *_ in faulty(found)] == [(2, "a"), (2, "b"), (3, "a")]
    *_, last = written(tmp_path / "i.csv", "en", found)
    assert last[4:] == ["A439", "further invalid cells that are not listed one by one: 5", "yes"]
    (issue,) = found.intake.issues
    assert issue.facts["count"] == 8


def test_long_values_are_shortened_and_stand_on_one_line(desk):
    found = desk.answers(item("a"), 'a\n"x\ny' + "z" * 500 + '"\n')
    ((_, _, value, _),) = faulty(found)
    assert value.startswith("x yzz")
    assert len(value) == 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_of_this_room_has_its_sentences(language):
    english, other = catalogue("en"), catalogue(language)
    keys = [key for key in english if key.startswith(("issue.A4", "refusal."))]
    assert len(keys) > 60
    for key in keys:
        assert gaps(other[key]) == gaps(english[key]), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_issue_can_be_said(desk, language):
    desk.write(b"", "2026-01.csv")
    desk.write(b"a\n\xff", "2026-02.csv")
    desk.write(b"x\nA\n", "2026-03.csv")
    desk.write("id,unit,date,a\nr1,,2026-05-01,?\nr1,S9,,A\nr2\n", "2026-04.csv")
    desk.write("id,unit,date,a\nr1,S1,,A\nr1,S1,,A\n", "none.csv")
    desk.write(b"x", "2026-05.et")
    issues = desk.read(questionnaire(edition(item("a"), item("b")))).intake.issues
    assert {"A402", "A403", "A413", "A420", "A421", "A424", "A425", "A431"} <= {
        i.code for i in issues
    }
    assert {"A441", "A445", "A446"} <= {one.code for one in issues}
    for issue in issues:
        assert "{" not in issue_message(issue, language) + issue_remedy(issue, language)
