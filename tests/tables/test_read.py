"""A file becomes a table with the place of every row, or a coded issue."""

import codecs
import datetime as dt
import hashlib
import io
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csatreport.base.errors import Severity
from csatreport.tables import read, workbook
from csatreport.tables.read import read_table
from tests.tables.legacy import compound

MIDNIGHT = dt.datetime.combine(dt.date(2026, 10, 5), dt.time())
AFTERNOON = dt.datetime.combine(dt.date(2026, 10, 5), dt.time(14, 30))


def sheets(**named):
    """Make a workbook from rows by sheet name."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in named.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return book


def content_of(book):
    page = io.BytesIO()
    book.save(page)
    return page.getvalue()


def the_issue(found):
    assert len(found.issues) == 1
    assert found.broken
    assert found.headers == ()
    assert found.read == 0
    return found.issues[0]


def test_a_table_holds_columns_of_texts_and_the_numbers_of_its_rows(table):
    text = "id,q1\nr1,A\nr2,B\n"
    found = table(text)
    assert found.headers == ("id", "q1")
    assert [tuple(column) for column in found.columns] == [("r1", "r2"), ("A", "B")]
    assert tuple(found.rows) == (2, 3)
    assert found.encoding == "UTF-8"
    assert found.sha256 == hashlib.sha256(text.encode()).hexdigest()
    assert found.issues == ()
    assert not found.broken


def test_blank_lines_are_no_rows_and_numbers_stay_those_of_the_editor(table):
    found = table("\n\nid,q1\n\nr1,A\n , \n,\nr2,B\n")
    assert found.header_row == 3
    assert tuple(found.rows) == (5, 8)
    assert found.read == 2


def test_rows_that_do_not_fit_the_header_are_refused_with_their_number(table):
    found = table("id,q1\nr1\nr2,A\nr3,B,C\n")
    assert [(one.row, one.code, one.value) for one in found.refused] == [
        (2, "A421", "r1"),
        (4, "A421", "r3 | B | C"),
    ]
    assert tuple(found.rows) == (3,)
    assert found.read == 3


def test_rows_with_unpaired_quotation_marks_are_refused_in_their_order(table):
    found = table('id,q1\nr1\nr2,"A\nr3,B\n')
    assert [(one.row, one.code) for one in found.refused] == [(2, "A421"), (3, "A422")]
    assert tuple(found.rows) == (4,)


def test_headers_are_trimmed_and_may_be_missing(table):
    found = table('\ufeff id ,"q1\nfirst",\nr1,A,\n')
    assert found.headers == ("id", "q1 first", "")


@pytest.mark.parametrize("content", ["", "\n\n", " , ,\n", codecs.BOM_UTF8])
def test_an_empty_file_is_refused(table, content):
    assert the_issue(table(content)).code == "A402"


def test_a_header_without_rows_is_an_empty_table(table):
    found = table("id,q1\n")
    assert found.headers == ("id", "q1")
    assert [tuple(column) for column in found.columns] == [(), ()]
    assert not found.broken


def test_a_file_that_is_not_there_is_refused(tmp_path):
    assert the_issue(read_table(tmp_path / "none.csv", "none.csv")).code == "A401"


def test_bytes_in_no_known_encoding_are_refused_with_line_and_byte(table):
    issue = the_issue(table(b"id,q1\nr1,\xff\n"))
    assert (issue.code, issue.source.line, issue.facts["byte"]) == ("A403", 2, 10)


def test_nul_characters_are_refused_with_their_line(table):
    issue = the_issue(table("id,q1\nr1,\0\n"))
    assert (issue.code, issue.source.line) == ("A404", 2)


def test_utf_16_without_a_mark_is_refused(table):
    assert the_issue(table("id,q1\nr1,A\n".encode("utf-16-le"))).code == "A404"


def test_a_header_that_stands_twice_is_refused_with_its_name(table):
    issue = the_issue(table("id,q1, q1 \nr1,A,B\n"))
    assert (issue.code, issue.facts) == ("A412", {"header": "q1", "count": 2})
    assert (issue.source.row, issue.source.header) == (1, "q1")


def test_two_columns_without_a_header_are_not_the_same(table):
    assert not table("id,,\nr1,A,B\n").broken


def test_a_broken_header_is_refused(table):
    assert the_issue(table('"id,q1\nr1,A\n')).code == "A408"


def test_too_many_broken_rows_refuse_the_file(table, monkeypatch):
    monkeypatch.setattr(read, "MALFORMED_LIMIT", 3)
    assert not table("id,q1\n" + 'r,"A\n' * 3).broken
    assert the_issue(table("id,q1\n" + 'r,"A\n' * 4)).code == "A408"


def test_too_many_columns_are_refused(table, monkeypatch):
    monkeypatch.setattr(read, "COLUMN_LIMIT", 2)
    issue = the_issue(table("a,b,c\n"))
    assert (issue.code, issue.facts) == ("A405", {"columns": 3, "limit": 2})


def test_a_file_that_is_too_large_is_not_opened(table, monkeypatch):
    monkeypatch.setattr(read, "FILE_BYTES", 8)
    assert the_issue(table("id,q1\nr1,A\n")).code == "A406"


def test_the_cells_of_a_workbook_become_what_a_person_would_type(table):
    row = [
        *(3, 2.5, -1.0, 1 / 3, True, False, "A", " x ", None),
        *(MIDNIGHT, AFTERNOON, dt.date(2026, 1, 2)),
        *(dt.time(8, 15), 13812345678901),
    ]
    headers = [f"h{place}" for place in range(len(row))]
    found = table(content_of(sheets(answers=[headers, row])), "answers.xlsx")
    assert [column[0] for column in found.columns] == [
        *("3", "2.5", "-1", "0.333333333333333", "TRUE", "FALSE", "A", " x ", ""),
        *("2026-10-05", "2026-10-05 14:30:00", "2026-01-02", "08:15:00", "13812345678901"),
    ]
    assert found.encoding == "XLSX"


def test_a_formula_counts_by_its_result(table):
    book = sheets(answers=[["id", "q1"], ["r1", "=1+2"]])
    parts = zipfile.ZipFile(io.BytesIO(content_of(book)))
    page = io.BytesIO()
    with zipfile.ZipFile(page, "w") as archive:
        for name in parts.namelist():
            text = parts.read(name).replace(b"<v />", b"<v>3</v>").replace(b"<v></v>", b"<v>3</v>")
            archive.writestr(name, text)
    assert tuple(table(page.getvalue(), "answers.xlsx").columns[1]) == ("3",)


def test_rows_of_a_workbook_have_the_numbers_of_the_sheet(table):
    book = sheets(answers=[])
    for cell, value in {"B4": "id", "C4": "q1", "B6": "r1", "C6": "A"}.items():
        book.active[cell] = value
    found = table(content_of(book), "answers.xlsx")
    assert (found.header_row, tuple(found.rows)) == (4, (6,))
    assert found.headers == ("id", "q1")


def test_the_first_sheet_that_holds_something_is_read(table):
    book = sheets(empty=[], blank=[[" "]], answers=[["q1"], ["A"]])
    found = table(content_of(book), "answers.xlsx")
    assert found.headers == ("q1",)
    assert found.issues == ()


def test_several_sheets_with_data_are_worth_a_warning(table):
    book = sheets(october=[["q1"], ["A"]], november=[["q1"], ["B"]])
    found = table(content_of(book), "answers.xlsx")
    (issue,) = found.issues
    assert (issue.code, issue.severity) == ("A411", Severity.WARNING)
    assert issue.facts == {"sheet": "october", "others": "november"}
    assert found.read == 1


def test_a_cover_of_one_column_is_told_and_the_table_behind_it_is_read(table):
    answers = [["id", "q1", "q2"], ["r1", "A", "B"]]
    book = sheets(cover=[["Survey of shoppers"], [], ["One row is one form."]], answers=answers)
    found = table(content_of(book), "answers.xlsx")
    assert found.headers == ("id", "q1", "q2")
    (issue,) = found.issues
    assert (issue.code, issue.facts) == ("A411", {"sheet": "answers", "others": "cover"})


def test_hidden_sheets_are_passed_over(table):
    book = sheets(lists=[["A"], ["B"]], answers=[["q1"], ["A"]])
    book["lists"].sheet_state = "hidden"
    found = table(content_of(book), "answers.xlsx")
    assert found.headers == ("q1",)
    assert found.issues == ()


@pytest.mark.parametrize("content", [b"PK\x03\x04 not a workbook", b"id,q1\nr1,A\n"])
def test_a_damaged_workbook_is_refused(table, content):
    assert the_issue(table(content, "answers.xlsx")).code == "A409"


def test_a_truncated_workbook_is_refused(table):
    content = content_of(sheets(answers=[["q1"], ["A"]]))
    assert the_issue(table(content[:-200], "answers.xlsx")).code == "A409"


def test_an_archive_that_is_no_workbook_is_refused(table):
    page = io.BytesIO()
    with zipfile.ZipFile(page, "w") as archive:
        archive.writestr("hello.txt", "hello")
    assert the_issue(table(page.getvalue(), "answers.xlsx")).code == "A409"


def test_an_empty_workbook_is_refused(table):
    assert the_issue(table(content_of(sheets(answers=[])), "answers.xlsx")).code == "A402"
    assert the_issue(table(b"", "answers.xlsx")).code == "A402"


def test_a_workbook_behind_a_password_is_refused(table):
    encrypted = compound({"EncryptedPackage": bytes(1000)})
    assert the_issue(table(encrypted, "answers.xlsx")).code == "A410"


def test_a_stray_cell_in_the_last_corner_is_refused_before_memory_is_taken(table):
    book = sheets(answers=[["q1"], ["A"]])
    book.active["XFD1048576"] = " "
    issue = the_issue(table(content_of(book), "answers.xlsx"))
    assert (issue.code, issue.facts["rows"], issue.facts["columns"]) == ("A407", 1048576, 16384)


def test_formatted_rows_far_below_do_no_harm(table):
    book = sheets(answers=[["q1"], ["A"]])
    book.active.row_dimensions[1048576].height = 20
    book.active["A200000"] = " "
    found = table(content_of(book), "answers.xlsx")
    assert tuple(found.rows) == (2,)


def test_a_workbook_that_unpacks_too_large_is_refused(table, monkeypatch):
    monkeypatch.setattr(workbook, "WORKBOOK_BYTES", 100)
    content = content_of(sheets(answers=[["q1"], ["A"]]))
    assert the_issue(table(content, "answers.xlsx")).code == "A406"


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_encoding_and_delimiter_gives_the_same_table(table, codec, delimiter):
    rows = [["编号", "满意程度"], ["r1", "非常满意"], ["r2", "不满意，排队太长"]]
    text = "\r\n".join(delimiter.join(row) for row in rows)
    found = table(text.encode(codec))
    assert found.headers == ("编号", "满意程度")
    assert tuple(found.columns[1]) == ("非常满意", "不满意，排队太长")


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
@given(raw=st.binary(max_size=200))
@settings(deadline=None, max_examples=80)
def test_no_bytes_make_the_reader_raise(tmp_path_factory, ending, raw):
    file = tmp_path_factory.mktemp("any") / f"any{ending}"
    file.write_bytes(raw)
    found = read_table(file, file.name)
    assert found.broken or found.read == len(found.rows) + len(found.refused)
    assert all(len(column) == len(found.rows) for column in found.columns)
