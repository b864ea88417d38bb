"""The same row in two files, and the same id with other answers. All files are made up."""

import pytest

from csatreport.base.errors import Severity
from csatreport.study.policy import DuplicateRule
from tests.answers.build import (
    ANONYMOUS,
    codes,
    column,
    edition,
    item,
    mapping,
    questionnaire,
    refused,
)

OCTOBER = "no,date,a,b\n1,2026-10-01,A,B\n2,2026-10-02,B,B\n"


def asked(**settings):
    return questionnaire(edition(item("a"), item("b")), **settings)


def named():
    return mapping(columns=(("no", "id"),))


@pytest.mark.parametrize("rule", DuplicateRule)
def test_an_export_that_grew_counts_each_row_once(desk, rule):
    desk.write(OCTOBER, "10-06.csv")
    desk.write(OCTOBER + "3,2026-10-08,C,A\n", "10-09.csv")
    found = desk.read(asked(duplicates=rule), named())
    assert (column(found, "_id"), column(found, "a")) == (["1", "2", "3"], [0, 1, 2])
    assert column(found, "_file") == [0, 0, 1]
    assert {code for *_, code in refused(found)} == {"A428"}
    (told,) = found.intake.issues
    assert (told.code, told.severity, told.source.file) == (
        *("A428", Severity.WARNING),
        "data/shop/10-09.csv",
    )
    assert told.facts["values"] == "data/shop/10-06.csv (2)"


def test_a_time_of_day_tells_rows_without_an_id(desk):
    text = "date,a\n2026-10-01 10:00:05,A\n2026-10-02 11:00:06,B\n"
    desk.write(text, "one.csv")
    desk.write(text, "two.csv")
    found = desk.read(item("a"))
    assert column(found, "a") == [0, 1]
    assert [file.refused for file in found.intake.files] == [0, 2]


def test_equal_rows_within_one_file_are_people_and_stay_as_many_in_the_next_export(desk):
    row = "2026-10-01 10:00,A\n"
    desk.write("date,a\n" + 2 * row, "one.csv")
    desk.write("date,a\n" + 3 * row + "2026-10-01 10:01,B\n", "two.csv")
    assert column(desk.read(item("a")), "a") == [0, 0, 0, 1]


def test_a_cell_that_nothing_is_read_from_tells_two_people_apart(desk):
    desk.write("date,a,ip\n2026-10-01 10:00,A,1\n", "one.csv")
    desk.write("date,a,ip\n2026-10-01 10:00,A,2\n", "two.csv")
    assert column(desk.read(item("a")), "a") == [0, 0]


def test_blank_columns_and_their_order_make_no_other_row(desk):
    desk.write("id,a,date\n1,A,2026-10-01\n", "one.csv")
    desk.write("date,new,a,id\n2026-10-01,, A,1\n", "two.csv")
    assert codes(desk.read(item("a"))) == ["A428"]


def test_the_same_texts_under_other_headers_are_another_row(desk):
    desk.write("date,a,b\n2026-10-01 10:00,A,B\n", "one.csv")
    desk.write("date,a,b\n2026-10-01 10:00,B,A\n", "two.csv")
    assert column(desk.read(asked()), "a") == [0, 1]


def test_a_late_file_never_throws_out_a_row_that_was_read_before(desk):
    desk.write(OCTOBER, "10-06.csv")
    desk.write("no,date,a,b\n1,2026-10-01,C,B\n3,2026-10-09,B,B\n", "10-09.csv")
    found = desk.read(asked(), named())
    assert (column(found, "_id"), column(found, "a")) == (["1", "2", "3"], [0, 1, 1])
    (told,) = found.intake.issues
    assert (told.code, told.severity, str(told.source)) == (
        *("A426", Severity.WARNING),
        "data/shop/10-09.csv:2:no",
    )
    assert told.facts["beside"] == "2 ↔ data/shop/10-06.csv:2 (a: A ≠ C)"


def test_of_contradicting_rows_in_one_file_refuse_takes_none(desk):
    found = desk.answers(asked(), "id,date,a,b\n1,2026-10-01,A,B\n1,2026-10-01,C,\n")
    assert found.waves == ()
    (one, other) = found.intake.refusals
    assert one.beside == "data/shop/2026-10.csv:3 (a: C ≠ A, b: – ≠ B)"
    assert other.beside == "data/shop/2026-10.csv:2 (a: A ≠ C, b: B ≠ –)"


def test_last_takes_the_last_of_different_rows(desk):
    desk.write(OCTOBER, "10-06.csv")
    desk.write("no,date,a,b\n1,2026-10-01,C,B\n", "10-09.csv")
    found = desk.read(asked(duplicates=DuplicateRule.LAST), named())
    assert (column(found, "_id"), column(found, "a")) == (["2", "1"], [1, 2])


def test_last_takes_what_was_said_last_also_where_it_had_been_said_before(desk):
    for name, answer in (("1.csv", "A"), ("2.csv", "B"), ("3.csv", "A")):
        desk.write(f"no,date,a,b\n1,2026-10-01,{answer},B\n", name)
    found = desk.read(asked(duplicates=DuplicateRule.LAST), named())
    assert column(found, "a") == [0]
    assert {(row, why) for row, *_, why in refused(found)} == {(2, "A426"), (2, "A428")}
    assert {one.file for one in found.intake.refusals} == {"data/shop/2.csv", "data/shop/3.csv"}
    (told,) = [one for one in found.intake.issues if one.code == "A426"]
    assert told.facts["beside"] == "2 ↔ data/shop/1.csv:2 (a: A ≠ B)"


def test_of_anonymous_answers_only_the_items_are_named_that_differ(desk):
    desk.write("id,a,b\n1,A,B\n", "2026-10-1.csv")
    desk.write("id,a,b\n1,C,B\n", "2026-10-2.csv")
    found = desk.read(asked(anonymity=ANONYMOUS))
    (told,) = [one for one in found.intake.issues if one.code == "A426"]
    assert told.facts["beside"] == "2 ↔ data/shop/2026-10-1.csv:2 (a)"


ROWS = "a,b\nA,B\nB,B\nC,C\nA,C\nB,A\nC,B\nA,A\n"
GROWN = (ROWS, ROWS + "C,A\n")


def grown(desk, *names: str) -> None:
    for name, text in zip(names, GROWN, strict=True):
        desk.write(text, name)


@pytest.mark.parametrize(
    "names", [("2026-10-1.csv", "2026-10-2.csv"), ("2026-09.csv", "2026-10.csv")]
)
def test_without_ids_and_times_a_file_that_begins_with_anothers_rows_asks(desk, names):
    grown(desk, *names)
    found = desk.read(asked())
    (told,) = found.intake.issues
    assert (told.code, told.severity, told.source.file) == (
        *("A458", Severity.ERROR),
        f"data/shop/{names[1]}",
    )
    assert (told.facts["count"], told.facts["replaces"]) == (7, names[0])


def test_small_files_that_people_may_well_answer_alike_are_a_warning(desk):
    desk.write("a,b\nA,B\nB,B\n", "2026-10-1.csv")
    desk.write("a,b\nA,B\nB,B\nC,C\n", "2026-10-2.csv")
    (told,) = desk.read(asked()).intake.issues
    assert (told.code, told.severity) == ("A458", Severity.WARNING)


def test_rows_that_stand_in_many_files_prove_little(desk):
    rows = "a,b\nA,A\nA,B\n" + "A,A\n" * 10
    for day in range(1, 10):
        desk.write(rows + "A,A\n" * day, f"2026-10-0{day}.csv")
    found = desk.read(asked())
    assert {(one.code, one.severity) for one in found.intake.issues} == {("A458", Severity.WARNING)}


def test_the_same_file_twice_asks_however_small_it_is(desk):
    for name in ("2026-10-1.csv", "2026-10-2.csv"):
        desk.write("a,b\nA,B\nB,B\n", name)
    (told,) = desk.read(asked()).intake.issues
    assert (told.code, told.severity) == ("A458", Severity.ERROR)


def test_running_numbers_of_two_months_in_equal_rows_ask_too(desk):
    rows = "id,a\n" + "".join(f"{n},{'ABC'[n % 3]}\n" for n in range(1, 8))
    desk.write(rows, "2026-09.csv")
    desk.write(rows + "8,C\n", "2026-10.csv")
    assert codes(desk.read(item("a"))) == ["A458"]


def test_rows_that_are_all_alike_or_in_another_order_ask_nothing(desk):
    desk.write("a\nA\nA\n", "2026-09-1.csv")
    desk.write("a\nA\nA\nA\n", "2026-09-2.csv")
    desk.write("a\nA\n", "2026-10-1.csv")
    desk.write("a\nA\nB\n", "2026-10-2.csv")
    desk.write("a\nB\nA\n", "2026-10-3.csv")
    assert codes(desk.read(item("a"))) == []


def test_a_mapping_says_that_a_file_replaces_another(desk):
    grown(desk, "2026-10-1.csv", "2026-10-2.csv")
    said = mapping(files="*-2.csv", replaces=("*-1.csv",))
    found = desk.read(asked(), said)
    assert column(found, "a") == [0, 1, 2, 0, 1, 2, 0, 2]
    assert codes(found) == ["A429"]
    assert [file.refused for file in found.intake.files] == [7, 0]


def test_where_all_replace_each_other_the_last_one_stands(desk):
    grown(desk, "2026-10-1.csv", "2026-10-2.csv")
    found = desk.read(asked(), mapping(files="*", replaces=("*",)))
    assert [file.kept for file in found.intake.files] == [0, 8]


@pytest.mark.parametrize(("ring", "kept"), [(True, [0, 0, 3]), (False, [1, 0, 0])])
def test_of_files_that_replace_each_other_in_a_row_or_a_ring_one_stands(desk, ring, kept):
    for count, name in enumerate("abc", 1):
        desk.write("a,b\n" + "A,B\n" * count, f"2026-10-{name}.csv")
    pairs = [("a", "b"), ("b", "c"), *([("c", "a")] if ring else [])]
    said = [mapping(files=f"*-{new}.csv", replaces=(f"*-{old}.csv",)) for new, old in pairs]
    found = desk.read(asked(), *said)
    assert [file.kept for file in found.intake.files] == kept
    last = "data/shop/2026-10-c.csv" if ring else "data/shop/2026-10-a.csv"
    assert {(one.code, one.value) for one in found.intake.refusals} == {("A429", last)}


def test_what_is_wrong_with_a_file_that_is_replaced_stops_nothing(desk):
    desk.write("x,y\nA,B\n", "2026-10-1.csv")
    desk.write("a,b\nA,B\n", "2026-10-2.csv")
    said = mapping(files="*-2.csv", replaces=("*-1.csv",))
    wrong = [one.severity is Severity.ERROR for one in desk.read(asked()).intake.issues]
    assert any(wrong)
    assert codes(desk.read(asked(), said)) == []


def test_a_mapping_says_that_equal_rows_are_other_people(desk):
    grown(desk, "2026-10-1.csv", "2026-10-2.csv")
    found = desk.read(asked(), mapping(files="*-2.csv", replaces=()))
    assert column(found, "a") == [0, 1, 2, 0, 1, 2, 0, 0, 1, 2, 0, 1, 2, 0, 2]
    assert codes(found) == []


def test_a_file_to_replace_that_is_not_there_is_told(desk):
    desk.write("a,b\nA,B\n", "2026-10-2.csv")
    found = desk.read(asked(), mapping(files="*-2.csv", replaces=("gone.csv",)))
    assert codes(found) == ["A459"]


def test_a_grown_export_leaves_the_digests_of_old_cells_as_they_were(desk):
    desk.write("id,date,a\n1,2026-09-01,A\n2,2026-10-01,B\n", "1.csv")
    desk.write("id,date,a\n9,2026-09-09,A\n", "2.csv")
    before = desk.read(item("a")).digests
    grown_file = "id,date,a\n1,2026-09-01,A\n2,2026-10-01,B\n3,2026-10-03,C\n"
    desk.write(grown_file, "3.csv")
    after = desk.read(item("a")).digests
    changed = {cell[1].id for cell in after if after[cell] != before.get(cell)}
    assert changed == {"2026-10"}
