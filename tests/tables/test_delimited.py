"""CSV becomes records with the lines on which they begin."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csatreport.tables.delimited import delimiter_of, parse_records
from csatreport.tables.table import CELL_LENGTH, RefusedRow

CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)


@pytest.mark.parametrize(
    ("header", "delimiter"),
    [
        ("id,q1,q2", ","),
        ("id;q1;q2", ";"),
        ("id\tq1\tq2", "\t"),
        ("id", ","),
        ("a;b,c", ","),
        ("id;clean, tidy;friendly, quick;price", ";"),
        ('id;"a,b,c,d";q2', ";"),
        ("a,b,c;d\te", "\t"),
        ("\n\n  \nid;q1", ";"),
    ],
)
def test_the_header_line_alone_decides_the_delimiter(header, delimiter):
    assert delimiter_of(f"{header}\n1,2,3;4\t5;6;7;8;9\n") == delimiter


def test_the_delimiter_that_excel_declares_is_obeyed():
    assert list(parse_records("sep=;\na;b,c\n1;2\n")) == [(2, ["a", "b,c"]), (3, ["1", "2"])]


def test_a_cell_may_hold_lines_and_the_row_number_is_its_first_line():
    found = list(parse_records('a,b\n1,"two\r\nlines"\n2,x\n'))
    assert found == [(1, ["a", "b"]), (2, ["1", "two\r\nlines"]), (4, ["2", "x"])]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_all_line_ends_are_understood(end):
    found = list(parse_records(end.join(["a,b", "1,2", "3,4"])))
    assert found == [(1, ["a", "b"]), (2, ["1", "2"]), (3, ["3", "4"])]


def test_a_lost_quotation_mark_costs_its_own_row_only():
    found = list(parse_records('a,b\n1,"good\n2,fine\n3,"bad"\n4,x\n'))
    assert found[0] == (1, ["a", "b"])
    assert found[1] == (2, RefusedRow(row=2, code="A422", value='1,"good'))
    assert found[2:] == [(3, ["2", "fine"]), (4, ["3", "bad"]), (5, ["4", "x"])]


def test_an_unclosed_quotation_mark_in_the_last_row_is_refused():
    found = list(parse_records('a,b\n1,"good'))
    assert found[1:] == [(2, RefusedRow(row=2, code="A422", value='1,"good'))]


def test_a_quotation_mark_within_a_plain_cell_is_a_sign_like_any_other():
    assert list(parse_records('a,b\n1,5" pipe\n'))[1] == (2, ["1", '5" pipe'])


def test_a_cell_that_never_ends_is_refused():
    found = list(parse_records("a,b\n1," + "x" * (CELL_LENGTH + 1) + "\n2,y\n"))
    assert found[1][1].code == "A423"
    assert found[2] == (3, ["2", "y"])


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), min_size=1, max_size=6))
@settings(deadline=None, max_examples=100)
def test_what_a_csv_writer_writes_comes_back(rows):
    page = io.StringIO(newline="")
    csv.writer(page, quoting=csv.QUOTE_ALL).writerows([["head", "er"], *rows])
    assert [record for _, record in parse_records(page.getvalue())] == [["head", "er"], *rows]


@given(st.text(st.sampled_from('ab,;"\n\r\t '), max_size=80))
@settings(deadline=None, max_examples=200)
def test_no_text_makes_the_parser_raise_or_lose_its_place(text):
    rows = [row for row, _ in parse_records(text)]
    assert rows == sorted(set(rows))
