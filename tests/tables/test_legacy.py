"""Old and open workbooks are read as XLSX is."""

import pytest

from csatreport.base.errors import Severity
from csatreport.tables.read import sheets_of
from tests.tables import legacy

ROWS = [["店", "满意", "分"], ["人民路店", "A", 4.0], ["柳树路店", "B", 2.5]]
BOOKS = {
    "a.xls": legacy.xls({"一": ROWS}),
    "A.XLS": legacy.xls({"一": ROWS}),
    "a.xlsb": legacy.xlsb({"一": ROWS}),
    "a.ods": legacy.ods({"一": ROWS}),
}


@pytest.mark.parametrize("name", BOOKS)
def test_a_workbook_in_another_form_holds_the_same_cells(table, name):
    found = table(BOOKS[name], name)
    assert found.headers == ("店", "满意", "分")
    assert found.columns == (("人民路店", "柳树路店"), ("A", "B"), ("4", "2.5"))
    assert (tuple(found.rows), found.issues) == ((2, 3), ())
    assert found.encoding == name.split(".")[1].upper()


@pytest.mark.parametrize("name", BOOKS)
def test_half_a_workbook_is_a_fault_of_the_file(table, name):
    found = table(BOOKS[name][: len(BOOKS[name]) // 2], name)
    assert [issue.severity for issue in found.issues] == [Severity.ERROR]


def test_an_encrypted_one_is_told_as_that(table):
    found = table(legacy.compound({"EncryptedPackage": b"secret"}), "a.xls")
    assert [issue.code for issue in found.issues] == ["A410"]


def test_merged_cells_of_an_old_workbook_are_known(table):
    found = table(legacy.xls({"一": ROWS}, merged=[(0, 1, 2)]), "a.xls")
    assert found.merged == ((0, 2, 3),)


def test_sheets_with_the_first_ones_headers_are_named(tmp_path):
    other = [["门店", "日期", "备注"], ["x", "y", "z"]]
    titled = [["三月汇总"], *ROWS]
    file = tmp_path / "a.xls"
    file.write_bytes(legacy.xls({"一": ROWS, "二": other, "三": titled, "四": ROWS[:1]}))
    assert sheets_of(file) == ("一", "三", "四")
    (tmp_path / "a.csv").write_text("a,b\n")
    assert sheets_of(tmp_path / "a.csv") == ()
