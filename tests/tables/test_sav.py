"""An SPSS file becomes a table that knows the wordings, words and codes of its columns."""

import datetime as dt
import subprocess
from types import SimpleNamespace

import pytest

from csatreport.tables import sav, trial
from csatreport.tables.read import read_table
from csatreport.tables.sav_dictionary import read_dictionary
from csatreport.tables.workbook import WorkbookFaultError
from tests.tables.savs import without_encoding, write_sav

LONG = "好" * 300
LABELS = {"staff": {1: "非常满意", 2: "满意", 9: "不知道"}, "why": {"A": "离家近"}}


def survey(folder, name="a.sav", **said):
    return write_sav(
        folder / name,
        {
            "staff": [1, 2, 9, None, 2.5],
            "why": ["A", "B", "", LONG, "A"],
            "day": [dt.date(2026, 10, day) for day in range(1, 6)],
            "W": [1.0, 0.5, 2.0, 1.0, 1.0],
        },
        column_labels={"staff": "您对店员 满意吗？", "why": None, "day": "日期", "W": "权重"},
        variable_value_labels=LABELS,
        missing_ranges={"staff": [9]},
        variable_format={"day": "SDATE10"},
        **said,
    )


@pytest.mark.parametrize("ending", ["sav", "zsav"])
def test_cells_hold_words_and_columns_know_codes_and_missing_values(tmp_path, ending):
    file = survey(tmp_path, f"a.{ending}", weight=43, compress=ending == "zsav")
    found = read_table(file, "a")
    assert found.issues == ()
    assert found.headers == ("staff", "why", "day", "W")
    assert [list(column) for column in found.columns] == [
        ["非常满意", "满意", "不知道", "", "2.5"],
        ["离家近", "B", "", LONG, "离家近"],
        [f"2026-10-0{day}" for day in range(1, 6)],
        ["1", "0.5", "2", "1", "1"],
    ]
    staff = found.variables[0]
    assert staff.wording == "您对店员 满意吗？"
    assert staff.codes == {"非常满意": "1", "满意": "2", "不知道": "9"}
    assert staff.missing == {"不知道"}
    assert (tuple(found.rows), found.encoding) == ((1, 2, 3, 4, 5), f"{ending.upper()} UTF-8")


def test_the_weight_is_named_though_a_long_text_stands_before_it(tmp_path):
    # 900 bytes take four segments of 32 records and fewer; the day and the weight follow.
    raw = survey(tmp_path).read_bytes()
    places = [n for n in range(1, 200) if _weighted(raw, n).weight]
    assert [_weighted(raw, n).weight for n in (places[0], *places[-2:])] == ["staff", "day", "W"]
    assert read_dictionary(raw).weight == ""
    assert read_dictionary(raw[:500]).weight == ""


def _weighted(raw, place):
    return read_dictionary(raw[:76] + place.to_bytes(4, "little") + raw[80:])


def test_words_that_two_codes_share_stand_with_their_codes(tmp_path):
    labels = {"q": {1: "满意", 2: "满意", 3: " "}}
    file = write_sav(tmp_path / "a.sav", {"q": [1, 2, 3]}, variable_value_labels=labels)
    assert list(read_table(file, "a").columns[0]) == ["1=满意", "2=满意", "3"]


def test_a_file_that_does_not_say_its_encoding_is_read_like_a_csv_file(tmp_path):
    file = write_sav(tmp_path / "a.sav", {"q": ["满意", "一般"]}, column_labels={"q": "您满意吗"})
    file.write_bytes(without_encoding(file.read_bytes(), "gb18030", "您满意吗", "满意", "一般"))
    found = read_table(file, "a")
    assert (found.variables[0].wording, list(found.columns[0])) == ("您满意吗", ["满意", "一般"])


def test_a_file_cut_short_or_of_something_else_ends_in_a_message(tmp_path):
    raw = survey(tmp_path).read_bytes()
    for content in (raw[:150], raw[:-5], b"PK\3\4" + raw[4:], raw[:180] + b"\xff" * 400):
        (tmp_path / "b.sav").write_bytes(content)
        assert [one.code for one in read_table(tmp_path / "b.sav", "b").issues] == ["A530"]
    (tmp_path / "c.sav").write_bytes(b"")
    assert [one.code for one in read_table(tmp_path / "c.sav", "c").issues] == ["A402"]


def test_whatever_ends_the_other_process_is_told_as_a_fault_of_the_file(tmp_path, monkeypatch):
    def crash(command, **_):
        return subprocess.CompletedProcess(command, -11, b"", b"")

    monkeypatch.setattr(trial.subprocess, "run", crash)
    assert [one.code for one in read_table(survey(tmp_path), "a").issues] == ["A414"]


@pytest.mark.parametrize(("rows", "columns", "code"), [(1, 2_001, "A405"), (10**8, 9, "A407")])
def test_what_is_too_large_is_told_before_a_row_is_read(rows, columns, code):
    with pytest.raises(WorkbookFaultError, match=code):
        sav._check_size(SimpleNamespace(number_rows=rows, column_names=["q"] * columns))


def test_without_the_library_the_message_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setattr(sav, "find_spec", lambda _: None)
    ((issue),) = read_table(survey(tmp_path), "a").issues
    assert (issue.code, issue.facts) == ("A531", {"package": "pyreadstat"})


def test_rows_beyond_the_first_piece_are_read_too(tmp_path):
    numbers = [float(n % 7) for n in range(sav._PIECE + 3)]
    found = read_table(write_sav(tmp_path / "a.sav", {"q": numbers}), "a")
    assert len(found.rows) == len(numbers)
    assert list(found.columns[0])[-4:] == [f"{n:g}" for n in numbers[-4:]]
