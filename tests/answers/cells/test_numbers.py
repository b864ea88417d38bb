"""What a bare number stands for. All answers are made up for these tests."""

from dataclasses import replace

import pytest

from csatreport.answers.cells.numbers import bare_numbers, points, positions, scores
from csatreport.base.errors import Severity
from csatreport.base.label import Label
from csatreport.study.item import Kind, Option, Role, Valence
from csatreport.study.mapping import ItemValues
from tests.answers.build import (
    codes,
    column,
    edition,
    faulty,
    follow_up,
    item,
    mapping,
    questionnaire,
)

WORDS = ("非常满意", "满意", "一般", "不满意", "非常不满意")


def scale(given, written="ABCDE", words=WORDS):
    return tuple(
        Option(code=code, label=Label.of(word), points=p, printed_points=p, valence=Valence.GOOD)
        for code, word, p in zip(written, words, given, strict=False)
    )


BEST_FIRST = item("a", options=scale((4.0, 3.0, 2.0, 1.0, 0.0)))
"""Best first and points from 4 down to 0, so that all three ways differ."""


@pytest.mark.parametrize(
    ("said", "place"), [("positions", [4, 3]), ("scores", [0, 1]), ("points", [-4, 0])]
)
def test_a_mapping_says_what_bare_numbers_are(desk, said, place):
    found = desk.answers(BEST_FIRST, "a\n5\n4\n", mapping(numbers=said))
    assert column(found, "a") == place
    assert "A436" not in codes(found)


def test_a_bare_number_that_could_be_position_or_score_stops_the_build(desk):
    found = desk.answers(BEST_FIRST, "a\n5\nA\n4\n")
    assert column(found, "a") == [-4, 0, -4]
    assert faulty(found) == [(2, "a", "5", "A436"), (4, "a", "4", "A436")]
    (issue,) = found.intake.issues
    assert (issue.code, issue.severity, issue.source.row) == ("A436", Severity.ERROR, 2)
    assert (issue.facts["position"], issue.facts["score"]) == ("非常不满意", "非常满意")
    assert (issue.facts["files"], issue.facts["count"]) == ("2026-10.csv", 2)


def test_the_mapping_of_one_item_goes_before_that_of_the_file(desk):
    asked = questionnaire(edition(BEST_FIRST, replace(BEST_FIRST, id="b", label=Label.of("b"),
                                                      text=Label.of("b?"))))  # fmt: skip
    said = mapping(numbers="scores", items=(("b", ItemValues(numbers="positions")),))
    found = desk.answers(asked, "a,b\n5,5\n", said)
    assert (column(found, "a"), column(found, "b")) == ([0], [4])


@pytest.mark.parametrize(
    "written",
    [
        "5 满意",
        "5=满意",
        "满意（5分）",
        "5-满意",
        "满意 5",
        "满意=5",
        "(5)满意",
        "5、满意",
        "4.满意",
        "满意5分",
    ],
)
def test_a_label_decides_over_a_number_beside_it(desk, written):
    assert column(desk.answers(BEST_FIRST, f"a\n{written}\n"), "a") == [1]


@pytest.mark.parametrize("written", ["3 满意度", "满意了（5分）", "25 满意 4 一般", "5,满意"])
def test_a_label_that_is_not_quite_one_is_no_answer(desk, written):
    assert column(desk.answers(BEST_FIRST, f'a\n"{written}"\n'), "a")[0] < 0


def test_numbers_are_not_asked_for_where_all_ways_agree(desk):
    worst_first = item("a", options=scale((1.0, 2.0, 3.0), words=("差", "中", "好")))
    found = desk.answers(worst_first, "a\n3\n1\n")
    assert (column(found, "a"), codes(found)) == ([2, 0], [])


def test_options_without_points_stay_positions(desk):
    found = desk.answers(item("a", role=Role.BACKGROUND), "a\n2\n")
    assert (column(found, "a"), codes(found)) == ([1], [])


def test_where_codes_are_numbers_another_number_is_no_position(desk):
    asked = item("a", options=scale((3.0, 2.0, 1.0, 0.0), written="3210"))
    found = desk.answers(asked, "a\n0\n4\n")
    assert (column(found, "a"), codes(found)) == ([3, -4], ["A431"])


def test_several_ticks_stay_several_ticks_whatever_the_numbers_are(desk):
    found = desk.answers(BEST_FIRST, "a\nA;B\n1;2\n")
    assert column(found, "a") == [-2, -2]
    assert codes(found) == ["A437"]


def test_a_decimal_comma_in_a_rating_is_invalid_and_listed(desk):
    found = desk.answers(item("a", Kind.RATING), 'a\n"2,5"\n')
    assert column(found, "a") == [-4]
    assert faulty(found) == [(2, "a", "2,5", "A431")]


def test_yes_and_no_as_one_and_nought_are_points(desk):
    yes_no = item("a", Kind.YESNO, options=scale((1.0, 0.0), written="YN", words=("是", "否")))
    assert codes(desk.answers(yes_no, "a\n1\n0\n")) == ["A436"]
    found = desk.answers(yes_no, "a\n1\n0\n", mapping(numbers="points"))
    assert column(found, "a") == [0, 1]


def test_a_score_that_two_options_share_means_neither():
    asked = item("a", options=scale((2.0, 1.0, 1.0, 0.0)))
    assert scores(asked) == {"3": 0, "1": 3}
    assert points(asked) == {"2": 0, "0": 3}
    assert positions(asked) == {"1": 0, "2": 1, "3": 2, "4": 3}


def test_a_rating_is_its_number_and_nothing_else():
    assert bare_numbers(item("a", Kind.RATING)).places == {}


def test_other_with_words_keeps_the_tick_and_tells_of_the_words(desk):
    options = (*item("x").options, Option(code="D", label=Label.of("其他")))
    asked = item("a", Kind.SEVERAL, options=options)
    found = desk.answers(
        asked, "a\n满意┋其他〖停车方便〗\n其他:近\n其他（请注明）近\nD.其他\n其他【停】\n"
    )
    assert column(found, "a") == [0b1001, 0b1000, 0b1000, 0b1000, 0b1000]
    assert [code for *_, code in faulty(found)] == ["A440"] * 4


@pytest.mark.parametrize(
    ("written", "kind"), [("(跳过)", -3), ("（跳过）", -3), ("-3", -3), ("(空)", -1), ("-2", -1)]
)
def test_what_platforms_write_for_no_answer_is_none(desk, written, kind):
    asked = questionnaire(edition(item("a"), item("b", Kind.NUMBER), item("c", Kind.TEXT)))
    found = desk.answers(asked, f"a,b,c\n{written},{written},{written}\n")
    assert column(found, "a") == [kind]
    negative = written.startswith("-")
    assert column(found, "b!") == [0 if negative else kind]
    assert column(found, "c") == [""]


def test_words_beside_a_ranked_option_are_told(desk):
    options = (*item("x").options, Option(code="D", label=Label.of("其他")))
    asked = item("a", Kind.RANKED, options=options)
    found = desk.answers(asked, "a\n满意→其他〖停车〗\n满意\n")
    assert column(found, "a") == [("A", "D"), ("A",)]
    assert [(row, code) for row, *_, code in faulty(found)] == [(2, "A440")]


@pytest.mark.parametrize("sign", ["〖", "(", "其他:", "5 ", "-"])
def test_a_cell_or_header_of_signs_without_end_costs_no_time(desk, sign):
    long = sign * 10_000
    found = desk.answers(item("a"), f'"{long}",a\nx,"{long}"\n')
    assert column(found, "a") == [-4]


def test_points_below_nought_go_before_what_platforms_write_for_no_answer(desk):
    asked = item("a", options=scale((2.0, 1.0, -1.0, -2.0, -3.0)))
    content = "a\n-2\n2\n-3\n"
    assert column(desk.answers(asked, content, mapping(numbers="points")), "a") == [3, 0, 4]
    assert column(desk.answers(asked, content, mapping(numbers="positions")), "a") == [-1, 1, -3]
    assert codes(desk.answers(asked, content)) == ["A436"]
    assert faulty(desk.answers(asked, content))[0] == (2, "a", "-2", "A436")


@pytest.mark.parametrize("written", ["-3", "-2", "N/A", "n/a", "-oth-"])
def test_what_platforms_write_for_no_answer_is_no_comment_but_may_be_an_id(desk, written):
    asked = edition(item("a", follow_up=follow_up()), item("say", Kind.TEXT))
    found = desk.answers(questionnaire(asked), f"id,a,a?,say\n{written},C,{written},{written}\n")
    assert (column(found, "a?"), column(found, "say")) == ([""], [""])
    assert column(found, "_id") == [written]


def test_a_row_of_nothing_but_what_platforms_write_for_no_answer_has_none(desk):
    asked = edition(item("a"), item("n", Kind.NUMBER), item("say", Kind.TEXT))
    found = desk.answers(questionnaire(asked), "a,n,say\n-3,,-3\n-3,-3,N/A\n,,no\n")
    (told,) = [one for one in found.intake.issues if one.code == "A455"]
    assert (told.source.row, told.facts["count"]) == (2, 1)
