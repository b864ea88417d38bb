"""Files that describe their columns are read by wordings and words, and nothing is guessed."""

from dataclasses import replace

import pytest

from csatreport.study.item import Kind
from csatreport.study.policy import ColumnNames
from tests.answers.build import (
    NOT_APPLICABLE,
    codes,
    column,
    edition,
    faulty,
    item,
    mapping,
    one_unit,
    questionnaire,
    unread,
)
from tests.tables.savs import write_sav

STAFF = {"staff": {1: "满意", 2: "一般", 3: "不满意"}}


def shop(*items, **settings):
    return questionnaire(edition(*items), units=one_unit(), **settings)


def read(desk, asked, columns, *mappings, **said):
    desk.write(b"", "2026-10.sav")
    write_sav(desk.folder / "data/shop/2026-10.sav", columns, **said)
    return desk.read(asked, *mappings)


def test_words_of_values_decide_whatever_the_codes_are(desk):
    turned = {"staff": {5: "满意", 3: "一般", 1: "不满意"}}
    found = read(desk, shop(item("staff")), {"staff": [5, 3, 1]}, variable_value_labels=turned)
    assert (column(found, "staff"), codes(found)) == ([0, 1, 2], [])


def test_the_wording_of_a_variable_decides_over_its_name(desk):
    found = read(
        desk, shop(item("staff"), item("clean")),
        {"clean": [1, 2], "Q7": [3, 3], "other": [1, 1]},
        variable_value_labels={"clean": STAFF["staff"], "Q7": STAFF["staff"]},
        column_labels={"clean": "您对staff满意吗？", "Q7": "clean简称", "other": "别的"},
    )  # fmt: skip
    assert (column(found, "staff"), column(found, "clean")) == ([0, 1], [2, 2])
    assert unread(found) == {"别的": "unknown"}


def test_a_wording_that_variables_share_names_none_of_them(desk):
    found = read(
        desk, shop(item("staff"), item("clean")), {"staff": [1], "clean": [2]},
        variable_value_labels={"staff": STAFF["staff"], "clean": STAFF["staff"]},
        column_labels={"staff": "您满意吗", "clean": "您满意吗"},
    )  # fmt: skip
    assert (column(found, "staff"), column(found, "clean")) == ([0], [1])


def test_what_the_file_declares_missing_is_no_answer_unless_the_form_has_it(desk):
    labels = {
        "staff": STAFF["staff"] | {7: "没用过", 8: "不知道", 9: "拒答", 6: "勾选了多项"},
        "clean": {1: "满意", 9: "一般"},
    }
    asked = shop(item("staff", not_applicable=NOT_APPLICABLE), item("clean"))
    found = read(
        desk, asked, {"staff": [7, 8, 9, 6, 99], "clean": [9, 9, 9, 9, 1]},
        variable_value_labels=labels,
        missing_ranges={"staff": [{"lo": 6, "hi": 99}], "clean": [9]},
    )  # fmt: skip
    assert column(found, "staff") == [-3, -3, -1, -2, -3]
    assert column(found, "clean") == [1, 1, 1, 1, 0]


def test_words_that_the_form_does_not_have_are_never_a_position(desk):
    labels = {"sex": {1: "Male", 2: "Female", 3: "一般"}}
    found = read(desk, shop(item("sex")), {"sex": [1, 2, 3]}, variable_value_labels=labels)
    assert column(found, "sex") == [-4, -4, 1]
    assert [value for _, _, value, _ in faulty(found)] == ["Male", "Female"]


@pytest.mark.parametrize(
    ("labels", "meant"),
    [
        ({1: "满意", 3: "不满意"}, [0, 1, 2]),
        ({1: "不满意", 3: "满意"}, [2, 1, 0]),
        ({3: "满意"}, [2, 1, 0]),
        ({1: "一般"}, [1, -4, -4]),
    ],
)
def test_words_of_some_numbers_prove_what_the_others_mean(desk, labels, meant):
    points = [replace(one, points=p, printed_points=p) for one, p in
              zip(item("staff").options, (3.0, 2.0, 1.0), strict=True)]  # fmt: skip
    asked = shop(item("staff", options=tuple(points)))
    found = read(desk, asked, {"staff": [1, 2, 3]}, variable_value_labels={"staff": labels})
    assert column(found, "staff") == meant


@pytest.mark.parametrize(("own", "meant"), [("123", [2, -4]), ("ABC", [2, -4]), ("321", [2, 1])])
def test_words_that_contradict_codes_or_positions_take_them_from_numbers(desk, own, meant):
    options = tuple(
        replace(one, code=code) for one, code in zip(item("sex").options, own, strict=True)
    )
    labels = {"sex": {1: "不满意"}}
    found = read(
        desk, shop(item("sex", options=options)), {"sex": [1, 2]}, variable_value_labels=labels
    )
    assert column(found, "sex") == meant


def test_numbers_of_ratings_and_amounts_stand_behind_their_words(desk):
    asked = shop(item("again", Kind.RATING), item("age", Kind.NUMBER))
    labels = {"again": {0: "一定不会", 10: "一定会"}, "age": {90: "90 及以上"}}
    found = read(
        desk, asked, {"again": [0, 7, 10], "age": [35, 90, 999]},
        variable_value_labels=labels, missing_ranges={"age": [999]},
    )  # fmt: skip
    assert column(found, "again") == [10, 3, 0]
    assert column(found, "age")[:2] == [35, 90]
    assert column(found, "age!") == [0, 0, -3]


def test_a_rating_whose_words_stand_at_the_other_end_is_not_turned_round(desk):
    options = item("again", Kind.RATING).options
    best = replace(options[0], label=NOT_APPLICABLE.label)
    asked = shop(item("again", Kind.RATING, options=(best, *options[1:])))
    found = read(desk, asked, {"again": [0, 5]}, variable_value_labels={"again": {0: "没用过"}})
    assert column(found, "again") == [-4, 5]


def test_columns_of_ticks_may_have_words_of_their_own(desk):
    labels = {"why_1": {0: "Not mentioned", 1: "Mentioned"}, "why_2": {1: "一般"}}
    found = read(
        desk, shop(item("why", Kind.SEVERAL)), {"why_1": [0, 1, 1], "why_2": [1, 0, None]},
        variable_value_labels=labels, column_labels={"why_1": "why简称:满意", "why_2": "why简称:一般"},
    )  # fmt: skip
    assert column(found, "why") == [2, 1, 1]


def test_a_mapping_may_name_codes_and_goes_before_the_file(desk):
    labels = {"sex": {1: "Male", 2: "Female"}}
    said = mapping(item_values=[("sex", (("1", "A"), ("Female", "B")))])
    found = read(desk, shop(item("sex")), {"sex": [1, 2]}, said, variable_value_labels=labels)
    assert column(found, "sex") == [0, 1]


@pytest.mark.parametrize(("configured", "told"), [("W", []), ("权重", []), ("", ["A532"])])
def test_a_declared_weight_is_read_or_told(desk, configured, told):
    asked = shop(item("staff"), columns=ColumnNames(weight=configured))
    found = read(
        desk, asked, {"staff": [1], "W": [2.5]}, weight=2,
        variable_value_labels=STAFF, column_labels={"staff": None, "W": "权重"},
    )  # fmt: skip
    assert codes(found) == told
    assert column(found, "_weight") == (
        [2.5] if configured else pytest.approx([float("nan")], nan_ok=True)
    )
