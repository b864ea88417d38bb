"""One question on two branches of a form."""

from csatreport.study.item import Kind, Missing
from tests.answers.build import codes, column, edition, item, questionnaire, unread

ASKED = questionnaire(edition(item("tidy"), item("say", Kind.TEXT)))


def test_columns_of_which_never_both_are_filled_are_one(desk):
    found = desk.answers(ASKED, "您对tidy满意吗？,您对tidy满意吗？_2,say\nA,,\n,C,\n,,x\n")
    assert column(found, "tidy") == [0, 2, Missing.BLANK]
    assert codes(found) == ["A483"]
    assert unread(found) == {}


def test_columns_that_somebody_filled_both_stay_apart_and_are_told(desk):
    found = desk.answers(ASKED, "tidy,tidy_2,say\nA,,\nB,C,\n")
    assert column(found, "tidy") == [0, 1]
    assert "A483" not in codes(found)
    assert "tidy_2" in unread(found)


def test_an_item_of_its_own_is_never_another_ones_branch(desk):
    asked = questionnaire(edition(item("tidy"), item("tidy_2")))
    found = desk.answers(asked, "tidy,tidy_2\nA,\n,C\n")
    assert column(found, "tidy_2") == [Missing.BLANK, 2]
