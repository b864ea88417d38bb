"""Rows that stand among answers and are none. All files are made up for these tests."""

import pytest

from csatreport.answers.layout import strangers
from csatreport.base.label import Label
from csatreport.study.item import Kind, Option
from csatreport.study.policy import ColumnNames
from tests.answers.build import (
    codes,
    column,
    edition,
    faulty,
    item,
    mapping,
    one_unit,
    questionnaire,
    refused,
)


def shop(**settings):
    return questionnaire(
        edition(
            item("staff", label=Label.of("服务态度"), text=Label.of("您对店员的服务满意吗？")),
            item("clean", label=Label.of("环境卫生"), text=Label.of("您对店内的卫生满意吗？")),
            item("say", Kind.TEXT, label=Label.of("意见"), text=Label.of("您的意见和建议")),
        ),
        **settings,
    )


def why(found):
    return [(row, code) for row, _, _, code in refused(found)]


def test_three_header_rows_are_no_respondents(desk):
    found = desk.answers(
        shop(),
        "Q1,Q2,Q3\n您对店员的服务满意吗？,您对店内的卫生满意吗？,您的意见和建议\n"
        '"{""ImportId"":""QID1""}","{""ImportId"":""QID2""}","{""ImportId"":""QID3""}"\n满意,一般,好\n',
    )
    assert (column(found, "staff"), column(found, "clean")) == ([0], [1])
    assert column(found, "say") == ["好"]
    assert why(found) == [(2, "A451"), (3, "A451")]


def test_the_wording_of_a_second_row_decides_over_a_number_above_it(desk):
    asked = questionnaire(edition(item("a", number="1"), item("b", number="2")))
    found = desk.answers(asked, "Q2,Q1\nHow was a?,How was b?\nA,C\n")
    assert (column(found, "a"), column(found, "b")) == ([0], [2])


def test_what_a_mapping_says_of_a_header_goes_before_the_row_below_it(desk):
    found = desk.answers(
        shop(),
        "X,Y\n您对店员的服务满意吗？,您对店内的卫生满意吗？\nA,C\n",
        mapping(columns=(("X", "clean"), ("Y", "staff"))),
    )
    assert (column(found, "clean"), column(found, "staff")) == ([0], [2])


def test_a_heading_over_two_columns_gives_way_to_their_own_names(desk):
    found = desk.answers(shop(), "门店,评价,\n,服务态度,环境卫生\n东店,A,C\n")
    assert (column(found, "staff"), column(found, "clean")) == ([0], [2])
    assert why(found) == [(2, "A451")]


def test_an_answer_that_is_worded_like_a_question_stays_an_answer(desk):
    found = desk.answers(shop(), "staff,clean,say\nA,,服务态度\n,,服务态度\n")
    assert column(found, "say") == ["服务态度", "服务态度"]


def test_a_title_above_the_headers_is_told_and_no_answer(desk):
    found = desk.answers(
        shop(), "三月调查汇总表,,\n填报单位：客服部,,\n门店,服务态度,意见\n东店,A,好\n"
    )
    assert column(found, "staff") == [0]
    assert why(found) == [(1, "A450"), (2, "A450")]


@pytest.mark.parametrize(
    ("word", "rest"),
    [
        *((word, "A,B") for word in ("合计", "合 计", "小计：", "平均", "Total", "Grand total")),
        *((word, ",") for word in ("制表：张三", "审核人:李四")),
    ],
)
def test_totals_averages_and_signatures_are_no_respondents(desk, word, rest):
    found = desk.answers(shop(), f"门店,staff,clean\n东店,A,B\n{word},{rest}\n")
    assert column(found, "staff") == [0]
    assert why(found) == [(3, "A452")]
    (issue,) = [one for one in found.intake.issues if one.code == "A452"]
    assert word.strip() in issue.facts["values"]


def test_a_remark_beside_ticks_is_no_signature(desk):
    found = desk.answers(
        shop(), "来访,date,staff,clean\n说明：来过两次,2026-10-02,A,A\n说明：共两份,,,\n"
    )
    assert column(found, "staff") == [0]
    assert why(found) == [(3, "A452")]


def test_closed_items_are_looked_through_for_ticks_only_beside_something_like_a_signature(
    desk, monkeypatch
):
    def never(*_: object) -> None:
        pytest.fail("nothing here looks like a signature")

    monkeypatch.setattr(strangers, "_without_ticks", never)
    found = desk.answers(shop(), "门店,staff,clean\n东店,A,B\n合计,,\n")
    assert why(found) == [(3, "A452")]


@pytest.mark.parametrize(
    ("head", "sent", "unsent"), [("Finished", "True", "False"), ("完成状态", "完成", "未完成")]
)
def test_a_blank_cell_among_marks_of_the_platform_keeps_its_row_and_the_other_marks(
    desk, head, sent, unsent
):
    found = desk.answers(shop(), f"{head},staff\n{sent},A\n{unsent},B\n,C\n")
    assert column(found, "staff") == [0, 2]
    assert why(found) == [(3, "A454")]


def test_a_total_in_what_people_wrote_is_an_answer(desk):
    found = desk.answers(shop(units=one_unit()), "say,staff\n平均,A\n合计,B\n")
    assert column(found, "say") == ["平均", "合计"]


def test_an_option_that_is_called_average_is_an_answer(desk):
    words = (("A", "Good"), ("B", "Average"))
    asked = item("a", options=tuple(Option(code=c, label=Label.of(word)) for c, word in words))
    found = desk.answers(asked, "a,unit\nAverage,S1\nTotal,S1\n")
    assert column(found, "a") == [1]
    assert why(found) == [(3, "A452")]


def test_previews_and_unfinished_answers_are_refused_each_with_its_reason(desk):
    found = desk.answers(
        shop(),
        "Status,Finished,staff\nIP Address,True,A\nSurvey Preview,True,A\nIP Address,False,A\n",
    )
    assert why(found) == [(3, "A453"), (4, "A454")]


@pytest.mark.parametrize(
    ("head", "sent", "unsent"),
    [
        ("submitdate", "2026-10-05 09:12:33", ""),
        ("submitdate. Date submitted", "2026-10-05 09:12:33", ""),
        ("lastpage", "3", "0"),
        ("record_id,form_complete", "1,2", "2,0"),
        ("record_id,shop_complete", "1,Complete", "2,Unverified"),
        ("答卷状态", "已完成", "未完成"),
    ],
)
def test_what_was_not_sent_off_is_known_by_each_platforms_own_column(desk, head, sent, unsent):
    content = f"{head},staff\n{sent},A\n{unsent},B\n"
    found = desk.answers(shop(), content)
    assert column(found, "staff") == [0]
    assert why(found) == [(3, "A454")]
    assert column(desk.answers(shop(), content, mapping(unfinished=True)), "staff") == [0, 1]


@pytest.mark.parametrize("head", ["shop_complete", "finished", "status"])
def test_a_column_that_says_something_else_refuses_nobody(desk, head):
    found = desk.answers(shop(), f"{head},staff\nperhaps,A\n0,B\n")
    assert column(found, "staff") == [0, 1]


def test_ids_that_a_spreadsheet_shortened_are_told_and_throw_nobody_out(desk):
    found = desk.answers(
        shop(columns=ColumnNames(id="id")), "id,staff\n1.14E+10,A\n1.14E+10,B\n11400000001,C\n"
    )
    assert column(found, "staff") == [0, 1, 2]
    assert column(found, "_id") == ["", "", "11400000001"]
    assert faulty(found) == [(2, "id", "1.14E+10", "A438"), (3, "id", "1.14E+10", "A438")]


def test_unknown_units_are_all_named_with_their_counts(desk):
    found = desk.answers(shop(), "门店,staff\n北店,A\n南店,A\n北店,A\n东店,A\n")
    (issue,) = [one for one in found.intake.issues if one.code == "A425"]
    assert issue.facts["values"] == "北店 (2), 南店 (1)"


def test_a_row_without_answers_is_told(desk):
    found = desk.answers(shop(), "id,staff,clean,say\n1,,,\n2,A,B,\n")
    assert codes(found) == ["A455"]
    assert column(found, "staff") == [-1, 0]
