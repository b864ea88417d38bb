"""What is written opens in a spreadsheet and holds no formula."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csatreport.tables.write import FORMULA_SIGNS, neutralise, write_csv


def read_back(content):
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_a_text_that_could_be_a_formula_gets_an_apostrophe(sign):
    assert neutralise(f"{sign}1+1") == f"'{sign}1+1"
    assert neutralise(f"1{sign}1") == f"1{sign}1"


@pytest.mark.parametrize(
    "unseen", [" ", "\u00a0", "\u3000", "\u200b", "\ufeff", "\u202e", "\x0b", " \u2060 "]
)
@pytest.mark.parametrize("sign", ["=", "@", "＝", "﹦", "﹢"])
def test_a_sign_behind_what_is_not_seen_counts_too(unseen, sign):
    assert neutralise(f"{unseen}{sign}1+1") == f"'{unseen}{sign}1+1"
    assert neutralise(f"{unseen}1{sign}1") == f"{unseen}1{sign}1"
    assert neutralise(unseen) == unseen


def test_headers_and_cells_are_neutralised_and_numbers_stay_numbers():
    found = read_back(write_csv([["=id", "q1"], ["@r1", -3.5], [None, -2]]))
    assert found == [["'=id", "q1"], ["'@r1", "-3.5"], ["", "-2"]]


def test_lines_end_as_spreadsheets_expect():
    assert write_csv([["a"], ["b"]]) == b"\xef\xbb\xbfa\r\nb\r\n"


@given(
    st.lists(
        st.lists(
            st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
            min_size=2,
            max_size=2,
        )
    )
)
@settings(deadline=None, max_examples=80)
def test_no_written_cell_begins_like_a_formula_and_nothing_else_changes(rows):
    found = read_back(write_csv(rows))
    assert len(found) == len(rows)
    for row, original in zip(found, rows, strict=True):
        assert not any(cell.startswith(FORMULA_SIGNS) for cell in row)
        assert [cell.removeprefix("'") for cell in row] == [
            cell.removeprefix("'") for cell in original
        ]
