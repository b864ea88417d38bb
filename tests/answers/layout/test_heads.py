"""First respondents are no header rows. All answers are made up for these tests."""

import pytest

from csatreport.base.label import Label
from csatreport.study.item import Kind, Option
from tests.answers.build import ANONYMOUS, column, edition, item, mapping, questionnaire, refused


def named(name, label, kind=Kind.CHOICE, **settings):
    return item(
        name, kind, label=Label.of(label), text=Label.of(f"您对{label}满意吗？"), **settings
    )


TOPICS = ("排队", "退换货", "服务")


def shop(**settings):
    options = tuple(Option(code=f"T{n}", label=Label.of(one)) for n, one in enumerate(TOPICS))
    return questionnaire(
        edition(
            named("queue", "排队"),
            named("back", "退换货"),
            named("staff", "服务"),
            item("worst", Kind.RANKED, options=options, picks=2),
            item("all", Kind.SEVERAL, options=options),
            item("why", Kind.TEXT),
            item("more", Kind.TEXT),
        ),
        **settings,
    )


@pytest.mark.parametrize(
    "row",
    [
        "2026-10-03,,,,,退换货,",  # a comment alone
        "2026-10-03,,,,,退换货,服务",
        ",,,,,退换货,服务",
        ",,退换货;服务,,,退换货,服务",  # a ranking
        ",,,服务,,退换货,服务",  # options of an item with several answers
        "2026-10-03,A,退换货,服务,,,",
    ],
)
def test_a_first_respondent_who_writes_what_questions_are_called_stays_one(desk, row):
    found = desk.answers(shop(), f"date,queue,worst,all,staff,why,more\n{row}\n2026-10-04,A,,,,,\n")
    assert refused(found) == []
    assert found.intake.files[0].kept == 2


def test_ranks_that_are_called_like_questions_are_answers(desk):
    found = desk.answers(shop(), "worst_1,worst_2\n退换货,服务\n服务,排队\n")
    assert refused(found) == []
    assert found.intake.files[0].kept == 2


def test_a_value_that_a_mapping_names_is_an_answer(desk):
    said = mapping(item_values=(("staff", (("排队", "A"), ("服务", "B"))),))
    found = desk.answers(shop(), "staff,x,y\n排队,退换货,服务\n服务,,\n", said)
    assert column(found, "staff") == [0, 1]


def test_a_unit_in_the_unit_s_column_shows_a_respondent(desk):
    found = desk.answers(shop(), "unit,queue,x,y\n东店,,退换货,服务\n西店,A,,\n")
    assert refused(found) == []


def test_an_option_below_a_platform_s_question_is_no_question(desk):
    found = desk.answers(
        shop(), "How was queue?,How was all?,,,排队\nx,排队,退换货,服务,Response\n,,退换货,,A\n"
    )
    assert (column(found, "queue"), column(found, "all")) == ([0], [0b10])


def test_wordings_of_a_platform_decide_over_its_numbers_and_ids_below_them(desk):
    asked = questionnaire(edition(named("q1", "排队"), named("q2", "服务")))
    ids = '"{""ImportId"":""QID1""}","{""ImportId"":""QID2""}"'
    found = desk.answers(asked, f"Q2,Q3\n您对排队满意吗？,您对服务满意吗？\n{ids}\nA,C\n")
    assert (column(found, "q1"), column(found, "q2")) == ([0], [2])


@pytest.mark.parametrize(
    ("code", "rows"),
    [("A450", "评价,,\n排队,服务,退换货\nA,B,C\n"), ("A451", "id,评价,\n,排队,服务\n1,A,B\n")],
)
def test_a_row_set_aside_is_not_quoted_where_people_were_promised_anonymity(desk, code, rows):
    found = desk.answers(shop(anonymity=ANONYMOUS), rows)
    assert [(value, told) for _, _, value, told in refused(found)] == [("…", code)]
    (told,) = (issue for issue in found.intake.issues if issue.code == code)
    assert "服务" not in str(told.facts)
