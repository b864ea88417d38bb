"""What a written answer means."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csatreport.answers.cells.coding import code_item
from csatreport.answers.cells.options import OptionBook
from csatreport.answers.cells.plain import Translation
from csatreport.base.label import Label
from csatreport.study.item import Kind, Missing
from csatreport.study.policy import ColumnNames
from tests.answers.build import (
    NOT_APPLICABLE,
    codes,
    column,
    edition,
    faulty,
    follow_up,
    item,
    mapping,
    one_unit,
    options,
    questionnaire,
    unread,
)
from tests.frames import frame_of

BLANK, MULTIPLE, NA, INVALID = (
    Missing.BLANK,
    Missing.MULTIPLE,
    Missing.NOT_APPLICABLE,
    Missing.INVALID,
)


def code(asked, text, **values):
    """Code one cell."""
    return code_item(asked, [text], Translation(values=values)).columns[asked.id].tolist()[0]


@pytest.mark.parametrize(
    ("written", "place"),
    [
        *(("A", 0), ("b", 1), (" Ｃ ", 2)),
        *(("1", 0), ("２", 1), ("3.0", 2), ("③", 2)),
        *(("满意", 0), ("So so", 1), ("DISSATISFIED", 2), ("so  so", 1)),
        *(("A. Satisfied", 0), ("C、不满意", 2), ("2. 一般", 1), ("（B）一般", 1)),
        *(("A;A", 0),),
    ],
)
def test_an_option_is_known_by_code_letter_position_and_label(written, place):
    assert code(item("a"), written) == place


@pytest.mark.parametrize("written", ["", " ", "\u3000", "\t"])
def test_an_empty_cell_is_blank(written):
    assert code(item("a"), written) == BLANK


@pytest.mark.parametrize(
    "written",
    [
        "A;B",
        "A、B",
        "AB",
        "A B",
        "a,b",
        "1/2",
        "满意；一般",
        "A；B；C",
        "Ａ|Ｃ",
        "A┋B",
        "ABC",
        "A\nB",
    ],
)
def test_several_ticks_are_kept_apart(written):
    assert code(item("a"), written) == MULTIPLE


@pytest.mark.parametrize("written", ["N/A", "NA", "n/a", "Ｎ／Ａ", "不适用", "不適用"])
def test_not_applicable_counts_on_any_closed_item(written):
    assert code(item("a"), written) == NA
    assert code(item("a", Kind.RATING), written) == NA


@pytest.mark.parametrize("written", ["N", "没用过", "never used"])
def test_not_applicable_has_the_form_s_own_words(written):
    assert code(item("a", not_applicable=NOT_APPLICABLE), written) == NA
    assert code(item("a"), written) == INVALID


@pytest.mark.parametrize(
    "written", ["D", "4", "0", "?", "A;D", "BA", "AA", "12", "1.5", "2.2", "A. 一般", "bad", "-"]
)
def test_anything_else_is_invalid(written):
    assert code(item("a"), written) == INVALID


def test_codes_go_before_labels_labels_before_letters_letters_before_positions():
    numbered = item("a", options=options(("3", "很好", "Good"), ("2", "好", "1"), ("1", "差", "A")))
    assert code(numbered, "1") == 2
    assert code(numbered, "2") == 1
    assert code(numbered, "3") == 0
    assert code(numbered, "A") == 2
    assert code(numbered, "B") == 1


def test_a_code_of_an_option_goes_before_the_code_of_not_applicable():
    asked = item("a", Kind.YESNO, not_applicable=NOT_APPLICABLE)
    assert code(asked, "N") == 1
    assert code(asked, "never used") == NA


def test_a_label_that_two_options_share_means_neither():
    shared = item("a", options=options(("X", "好", "Fine"), ("Y", "行", "Fine")))
    assert code(shared, "fine") == INVALID
    assert code(shared, "好") == 0


@pytest.mark.parametrize(
    ("written", "place"),
    [("Y", 0), ("是", 0), ("no", 1), ("TRUE", 0), ("false", 1), ("1", 0), ("2", 1)],
)
def test_yes_and_no_are_understood(written, place):
    assert code(item("a", Kind.YESNO), written) == place


@pytest.mark.parametrize(("written", "place"), [("10", 0), ("0", 10), ("7.0", 3), ("７", 3)])
def test_a_rating_is_its_number(written, place):
    assert code(item("a", Kind.RATING), written) == place


@pytest.mark.parametrize("written", ["11", "A", "7.5", "-1", "seven"])
def test_a_rating_is_never_a_letter_or_a_position(written):
    assert code(item("a", Kind.RATING), written) == INVALID


def test_a_mapping_translates_values_before_everything():
    asked = item("a")
    assert code(asked, "0", **{"0": "blank", "6": "not_applicable"}) == BLANK
    assert code(asked, "６.0", **{"0": "blank", "6": "not_applicable"}) == NA
    assert code(asked, "A", A="C") == 2
    assert code(asked, "x", x="multiple") == MULTIPLE
    assert code(asked, "1", **{"1": "invalid"}) == INVALID


def test_general_values_of_a_mapping_hold_for_the_columns_it_names(desk):
    asked = questionnaire(
        edition(item("a", Kind.RATING), item("b", Kind.RATING), item("c", Kind.RATING))
    )
    found = desk.answers(
        asked,
        "X,Y,c\n99,99,99\n",
        mapping(
            columns=(("X", "a"), ("Y", "b")),
            values=(("99", "blank"),),
            item_values=(("b", (("99", "not_applicable"),)),),
        ),
    )
    assert column(found, "a") == [BLANK]
    assert column(found, "b") == [NA]
    assert column(found, "c") == [INVALID]


def test_general_values_never_overrule_a_code_of_the_item_itself(desk):
    found = desk.answers(
        questionnaire(edition(item("a", Kind.RATING), item("b", Kind.RATING))),
        "X,Y\n0,0\n",
        mapping(
            columns=(("X", "a"), ("Y", "b")),
            values=(("0", "blank"),),
            item_values=(("b", (("0", "blank"),)),),
        ),
    )
    assert column(found, "a") == [10]
    assert column(found, "b") == [BLANK]


def test_values_of_one_item_hold_however_its_column_was_found(desk):
    found = desk.answers(item("a"), "a\n9\n", mapping(item_values=(("a", (("9", "B"),)),)))
    assert column(found, "a") == [1]


@pytest.mark.parametrize(
    ("written", "mask"),
    [
        *(
            ("A", 1),
            ("A;C", 5),
            ("AC", 5),
            ("满意、不满意", 5),
            ("1,3", 5),
            ("Satisfied\nSo so", 3),
        ),
        *(("A┋B", 3), ("C;C", 4), ("", BLANK), ("N/A", NA), ("A;X", INVALID), ("X", INVALID)),
        *(("A;B;C", MULTIPLE),),
    ],
)
def test_several_ticks_become_a_bit_mask(written, mask):
    assert code(item("a", Kind.SEVERAL, picks=2), written) == mask


def test_labels_with_commas_are_not_taken_apart():
    asked = item(
        "a", Kind.SEVERAL, options=options(("X", "快，好", "Fast, good"), ("Y", "贵", "Dear"))
    )
    assert code(asked, "Fast, good; dear") == 3
    assert code(asked, "Fast, good") == 1


@pytest.mark.parametrize(
    ("written", "ranking"),
    [("C;A", ("C", "A")), ("不满意、满意", ("C", "A")), ("B", ("B",)), ("", ()), ("N/A", ())],
)
def test_a_ranking_of_options_keeps_its_order(written, ranking):
    asked = item("a", Kind.RANKED, picks=2, options=item("x").options)
    assert code(asked, written) == ranking


@pytest.mark.parametrize(
    ("written", "why"), [("A;A", "A430"), ("A;B;C", "A430"), ("A;X", "A431"), ("X", "A431")]
)
def test_a_ranking_that_cannot_be_one_is_invalid(written, why):
    asked = item("a", Kind.RANKED, picks=2, options=item("x").options)
    coded = code_item(asked, ["B", written], Translation())
    assert coded.columns["a"].tolist() == [("B",), ()]
    assert {code: at.tolist() for code, at in coded.lost.items()} == {why: [1]}


def test_free_entries_are_ranked_in_order_up_to_the_number_asked_for(desk):
    asked = item("top", Kind.RANKED, picks=3)
    found = desk.answers(asked, 'top\n质量；服务； 价格 ；其他\n"quality\nservice"\n\n')
    assert column(found, "top") == [("质量", "服务", "价格"), ("quality", "service")]
    assert faulty(found) == [(2, "top", "质量；服务； 价格 ；其他", "A449")]
    assert found.intake.files[0].invalid_cells == 0
    assert found.intake.files[0].lost_cells == 1


def test_a_ranking_may_have_one_column_for_each_rank(desk):
    free, listed = (
        item("top", Kind.RANKED, picks=3, number="1"),
        item("best", Kind.RANKED, picks=2, options=item("x").options),
    )
    found = desk.answers(
        questionnaire(edition(free, listed)),
        "top_2,top_1,top 3,best_1,best label (2),top_4\nservice,a; b,,C,A,x\n,,,X,A,x\n",
    )
    assert column(found, "top") == [("a; b", "service"), ()]
    assert column(found, "best") == [("C", "A"), ()]
    assert faulty(found) == [(3, "best_1", "X; A", "A431")]
    assert unread(found) == {"top_4": "part"}


@pytest.mark.parametrize(
    ("written", "value", "flag"),
    [
        *(
            ("35", 35.0, 0),
            ("３５", 35.0, 0),
            (" 3.5 ", 3.5, 0),
            ("35 岁", 35.0, 0),
            ("+7", 7.0, 0),
        ),
        *(("", None, BLANK), ("N/A", None, NA), ("121", None, INVALID), ("-1", None, INVALID)),
        *(
            ("abc", None, INVALID),
            ("1,5", None, INVALID),
            ("nan", None, INVALID),
            ("1e1", None, INVALID),
        ),
    ],
)
def test_numbers_are_plain_and_within_their_limits(written, value, flag):
    asked = item(
        "age", Kind.NUMBER, low=0.0, high=120.0, unit=Label.of({"zh-Hans": "岁", "en": "years"})
    )
    coded = code_item(asked, [written], Translation())
    assert coded.columns["age!"].tolist() == [flag]
    number = coded.columns["age"].tolist()[0]
    assert number == value if value is not None else math.isnan(number)


def test_a_translated_number_is_missing(desk):
    columns, values = (("X", "age"),), (("999", "blank"),)
    found = desk.answers(
        item("age", Kind.NUMBER), "X\n999\n35\n", mapping(columns=columns, values=values)
    )
    assert column(found, "age!") == [BLANK, 0]
    unknown, known = column(found, "age")
    assert math.isnan(unknown)
    assert known == 35.0


def test_a_translated_date_is_missing(desk):
    values = (("day", (("1900-01-01", "not_applicable"),)),)
    found = desk.answers(
        item("day", Kind.DATE), "day\n1900-01-01\n2026-10-05\n", mapping(item_values=values)
    )
    assert column(found, "day!") == [NA, 0]
    assert [str(day)[:10] for day in column(found, "day")] == ["NaT", "2026-10-05"]


def test_dates_are_days_and_bad_ones_are_invalid(desk):
    found = desk.answers(item("day", Kind.DATE), "day\n2026年10月5日\n31/12/2026\nN/A\n\n")
    assert [str(day)[:10] for day in column(found, "day")] == ["2026-10-05", "NaT", "NaT"]
    assert column(found, "day!") == [0, INVALID, NA]
    assert faulty(found) == [(3, "day", "31/12/2026", "A433")]


def test_texts_are_trimmed_and_otherwise_untouched(desk):
    text = 'why\n"  =SUM(1)\nＡ <b>  "\n\u3000\nx\n'
    assert column(desk.answers(item("why", Kind.TEXT), text), "why") == ["=SUM(1)\nＡ <b>", "x"]


def test_a_mapping_can_make_a_text_no_answer(desk):
    found = desk.answers(
        item("why", Kind.TEXT),
        "X\n无\nyes\n",
        mapping(columns=(("X", "why"),), values=(("无", "blank"),)),
    )
    assert column(found, "why") == ["", "yes"]


def test_a_bad_cell_is_counted_and_its_row_kept(desk):
    found = desk.answers(questionnaire(edition(item("a"), item("b"))), "a,b\nA,?\nx,B\ny,z\n")
    assert column(found, "a") == [0, INVALID, INVALID]
    assert found.intake.files[0].invalid_cells == 4
    assert found.intake.files[0].kept == 3
    assert faulty(found) == [
        (2, "b", "?", "A431"),
        (3, "a", "x", "A431"),
        (4, "a", "y", "A431"),
        (4, "b", "z", "A431"),
    ]
    (issue,) = found.intake.issues
    assert (issue.code, issue.severity, str(issue.source)) == (
        "A431",
        "warning",
        "data/shop/2026-10.csv:2:b",
    )
    columns = "a (2), b (2)"
    assert issue.facts == {"count": 4, "column": "b", "value": "?", "columns": columns}


def test_a_bad_reason_does_not_exist(desk):
    found = desk.answers(item("a", follow_up=follow_up()), "a,a?\nC,=1+1\n")
    assert column(found, "a?") == ["=1+1"]
    assert codes(found) == []


@given(st.text(max_size=12))
@settings(deadline=None, max_examples=200)
def test_every_text_is_an_option_or_one_of_the_four_kinds_of_missing(text):
    for kind in (Kind.CHOICE, Kind.RATING, Kind.YESNO):
        asked = item("a", kind)
        assert code(asked, text) in {*range(len(asked.options)), *Missing}
    assert -4 <= code(item("a", Kind.SEVERAL), text) < 8


@given(st.sampled_from([*OptionBook(item("a"))._book]), st.sampled_from(["", " ", "\u3000"]))
@settings(deadline=None, max_examples=60)
def test_case_and_blanks_around_an_answer_do_not_matter(written, around):
    assert code(item("a"), f"{around}{written.upper()}{around}") == code(item("a"), written)


def test_a_weight_is_a_number_above_zero_and_anything_else_is_left_out_and_counted(desk):
    asked = questionnaire(edition(item("a")), columns=ColumnNames(weight="w"), units=one_unit())
    found = desk.answers(asked, "a,w\nA,0.87\nB,０.5\nA,0\nA,-1\nA,many\nB,\n")
    weights = frame_of(found.waves[0])["_weight"].tolist()
    assert weights[:2] == [0.87, 0.5]
    assert all(math.isnan(weight) for weight in weights[2:])
    (issue,) = found.intake.issues
    assert (issue.code, issue.facts["count"]) == ("A435", 4)
