"""Which unit a row belongs to: a column with words of its own, other spellings, the path."""

import math

import pytest

from csatreport.answers.model import Responses
from csatreport.study.item import Kind, Missing
from csatreport.study.policy import Anonymity, Ids
from tests.answers.build import SHOPS, codes, column, edition, item, mapping, questionnaire, unread
from tests.answers.platforms.shapes import workbook_of

ASKED = questionnaire(edition(item("tidy")), units=SHOPS)


def _units(found: Responses) -> list[str]:
    return [SHOPS.all[place].id for place in column(found, "_unit")]


@pytest.mark.parametrize(
    "written",
    [
        *("S001", "s001", "人民路店", " 人民路店　", "人 民 路 店", "人民路店\u200b"),
        *("人民路店（S001）", "S001人民路店", "S001 - 人民路店", "人民路", "people st."),
    ],
)
def test_a_unit_goes_by_id_name_both_together_and_by_what_people_call_it(desk, written):
    found = desk.answers(ASKED, f'unit,tidy\n"{written}",A\n')
    assert _units(found) == ["S001"]
    assert codes(found) == []


@pytest.mark.parametrize("written", ["1", "人民路店铺", "S002 人民路店", "S001人民"])
def test_what_is_not_certain_is_refused_with_what_was_probably_meant(desk, written):
    found = desk.answers(ASKED, f'unit,tidy\n"{written}",A\nS002,A\n')
    assert _units(found) == ["S002"]
    assert codes(found) == ["A425"]


def test_an_unknown_unit_is_told_with_the_nearest_name(desk):
    found = desk.answers(ASKED, "unit,tidy\n人民路店铺,A\n")
    (told,) = (issue for issue in found.intake.issues if issue.code == "A425")
    assert told.facts["nearest"] == "人民路店"


def test_names_that_differ_by_a_blank_mean_their_own_units(desk):
    found = desk.answers(ASKED, "unit,tidy\n柳树路店,A\n柳树路 店,A\n")
    assert _units(found) == ["S002", "S003"]


@pytest.mark.parametrize("header", ["1、您所在的门店是", "Which store did you visit?", "网点名称"])
def test_a_column_that_speaks_of_units_and_names_them_is_their_column(desk, header):
    found = desk.answers(ASKED, f"{header},tidy\n人民路店,A\nS002,B\n,C\n乱写店,A\n")
    assert _units(found) == ["S001", "S002", "all"]
    assert codes(found) == ["A480", "A446", "A425"]


@pytest.mark.parametrize(
    "content",
    [
        "您常去的门店,tidy\n家附近,A\n人民路店,B\n不一定,C\n",
        "您住在哪里,tidy\n人民路店,A\n",
        "第一家门店,第二家门店,tidy\n人民路店,S002,A\n",
    ],
)
def test_any_other_column_is_not(desk, content):
    found = desk.answers(ASKED, content)
    assert set(_units(found)) == {"all"}
    assert "A480" not in codes(found)


def test_a_column_that_a_mapping_names_is_not_looked_at(desk):
    other = mapping(columns=(("您的门店", "tidy"),))
    found = desk.answers(ASKED, "您的门店\n人民路店\n", other)
    assert set(_units(found)) == {"all"}


@pytest.mark.parametrize(
    ("path", "unit"),
    [
        *(("人民路店/2026-10.csv", "S001"), ("人民路店-2026-10.csv", "S001")),
        *(("2026-10 S002.csv", "S002"), ("2026-10（人民路）.csv", "S001")),
        *(("S001/柳树路店 2026-10.csv", "S002"), ("青禾超市/2026-10.csv", "all")),
        *(("S001 S002 2026-10.csv", "all"), ("新人民路店铺-2026-10.csv", "all")),
    ],
)
def test_a_file_without_a_column_of_units_may_be_called_after_one(desk, path, unit):
    desk.write("tidy\nA\n", path)
    found = desk.read(ASKED)
    assert _units(found) == [unit]
    assert ("A481" in codes(found)) == (unit != "all")


def test_a_path_that_only_contains_a_unit_is_asked_about(desk):
    desk.write("tidy\nA\n", "新人民路店铺-2026-10.csv")
    assert codes(desk.read(ASKED)) == ["A457"]


def test_the_cells_decide_over_the_path(desk):
    desk.write("unit,tidy\nS002,A\n", "S001-2026-10.csv")
    assert _units(desk.read(ASKED)) == ["S002"]


def test_how_long_answering_took_may_stand_in_a_column_but_is_not_looked_for_where_anonymous(desk):
    content = "所用时间,tidy\n79秒,A\n1分19秒,A\n0:01:19,A\n,A\n很久,A\n1:19,A\n"
    found = desk.answers(questionnaire(edition(item("tidy"))), content)
    assert column(found, "_seconds")[:3] == [79, 79, 79]
    assert all(map(math.isnan, column(found, "_seconds")[3:]))
    assert codes(found) == ["A434"]
    secret = desk.answers(questionnaire(edition(item("tidy")), anonymity=Anonymity()), content)
    assert unread(secret) == {"所用时间": "unknown"}


@pytest.mark.parametrize(
    "header",
    ["提交答卷时间", "submitdate. Date submitted", "Timestamp", "完成时间", "End Date", "時間戳記"],
)
def test_the_day_is_known_by_the_words_of_platforms(desk, header):
    desk.write(f"{header},tidy\n2026-03-05 9:12:33,A\n", "export.csv")
    found = desk.read(item("tidy"))
    assert [period.id for period in found.periods] == ["2026-03"]


def test_the_number_of_a_form_is_an_id_of_forms_and_of_nobody_else(desk):
    content = "序号,tidy\n17,A\n"
    assert column(desk.answers(item("tidy"), content), "_id") == ["17"]
    of_people = questionnaire(edition(item("tidy")), ids=Ids.PERSON)
    assert column(desk.answers(of_people, content), "_id") == [""]


def test_merged_cells_hold_for_all_their_rows_where_they_say_where_and_when(desk):
    rows = [["unit", "date", "tidy", "say"], ["S001", "2026-10-05", "A", "well"],
            ["", "", "C", ""], ["S002", "", "", ""]]  # fmt: skip
    spans = [(0, 1, 2), (1, 1, 3), (2, 2, 3)]
    desk.write(workbook_of(("Sheet1", rows), merge=spans), "answers.xlsx")
    found = desk.read(questionnaire(edition(item("tidy"), item("say", Kind.TEXT)), units=SHOPS))
    assert _units(found) == ["S001", "S001", "S002"]
    assert column(found, "tidy") == [0, 2, Missing.BLANK]
    assert column(found, "say") == ["well", "", ""]
