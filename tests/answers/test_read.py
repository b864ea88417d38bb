"""All files of a questionnaire, in order, with nothing lost."""

import errno
import io
import os
import sys
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from csatreport.study.item import Kind
from csatreport.study.policy import DuplicateRule
from tests.answers.build import (
    Desk,
    codes,
    column,
    edition,
    faulty,
    item,
    month,
    questionnaire,
    refused,
)
from tests.frames import frame_of


def workbook(*rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    page = io.BytesIO()
    book.save(page)
    return page.getvalue()


def test_files_are_read_in_the_order_of_their_paths(desk):
    for name in ("b/2026-10.csv", "a.2026-10.csv", "B.2026-10.csv", "b/a/2026-10.CSV"):
        desk.write("a\nA\n", name)
    found = desk.read(item("a"))
    assert [file.file for file in found.intake.files] == [
        "data/shop/B.2026-10.csv",
        "data/shop/a.2026-10.csv",
        "data/shop/b/2026-10.csv",
        "data/shop/b/a/2026-10.CSV",
    ]
    assert column(found, "_file") == [0, 1, 2, 3]


def test_an_account_is_given_of_each_file(desk):
    text = "id,a,phone\nr1,A,1\nr2,?,1\nr3\n"
    found = desk.answers(item("a"), text)
    (file,) = found.intake.files
    assert (file.read, file.kept, file.refused, file.invalid_cells) == (3, 2, 1, 1)
    assert [column.header for column in file.unread_columns] == ["phone"]
    assert file.encoding == "UTF-8"
    assert len(file.sha256) == 64


def test_a_workbook_is_read_like_a_text_file(desk):
    desk.write(workbook(["id", "date", "a"], ["r1", 46300, 1], ["r2", None, "B"]), "2026-10.xlsx")
    found = desk.read(item("a"))
    assert column(found, "a") == [0, 1]
    assert [str(day)[:10] for day in column(found, "_date")] == ["2026-10-05", "NaT"]
    assert codes(found) == []


def test_no_files_at_all_are_worth_a_warning(desk):
    found = desk.read(item("a"))
    assert (found.periods, found.waves, found.intake.files) == ((), (), ())
    (issue,) = found.intake.issues
    assert (issue.code, issue.severity, str(issue.source)) == ("A448", "warning", "data/shop")


def test_a_file_without_rows_is_worth_a_warning(desk):
    found = desk.answers(item("a"), "id,a\n")
    assert codes(found) == ["A448", "A447"]
    assert found.waves == ()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "A402"),
        (b"a\n\xff\n", "A403"),
        (b"a\n\0\n", "A404"),
        (b"a,a\nA,B\n", "A412"),
        (b'"a\nA\n', "A408"),
        (b"x\nA\n", "A420"),
    ],
)
def test_a_file_that_cannot_be_used_is_an_error_and_the_others_are_read(desk, content, code):
    desk.write(content, "2026-09.csv")
    desk.write("a\nA\n", "2026-10.csv")
    found = desk.read(item("a"))
    (issue,) = found.intake.issues
    assert (issue.code, issue.severity, issue.source.file) == (
        code,
        "error",
        "data/shop/2026-09.csv",
    )
    assert column(found, "a") == [0]
    assert column(found, "_file") == [1]
    assert found.intake.files[0].kept == 0


def test_locked_and_hidden_files_are_passed_over(desk):
    desk.write("a\nA\n")
    for name in (
        "~$2026-10.xlsx",
        ".2026-10.csv",
        ".trash/2026-10.csv",
        "__MACOSX/2026-10.csv",
        "readme.txt",
    ):
        desk.write(b"x", name)
    found = desk.read(item("a"))
    assert len(found.intake.files) == 1
    assert codes(found) == []


def test_cells_with_tabs_between_them_are_read_under_either_ending(desk):
    desk.write("a\tb\nA\tB\n")
    desk.write("a\tb\nB\tA\n".encode("utf-16"), "2026-09.tsv")
    found = desk.read(questionnaire(edition(item("a"), item("b"))))
    assert (column(found, "a"), codes(found)) == ([1, 0], [])


@pytest.mark.parametrize("ending", [".et", ".ET", ".numbers"])
def test_tables_in_another_form_are_an_error_so_that_none_is_overlooked(desk, ending):
    desk.write("a\nA\n")
    desk.write(b"x", f"2026-09{ending}")
    (issue,) = desk.read(item("a")).intake.issues
    assert (issue.code, issue.severity, issue.facts) == ("A413", "error", {"ending": ending})


@pytest.mark.skipif(sys.platform == "win32", reason="links and pipes need rights there")
def test_what_looks_like_answers_but_cannot_be_read_is_named(desk):
    desk.write("a\nA\n")
    home = desk.folder / "data" / "shop"
    (desk.folder / "elsewhere").mkdir()
    (home / "march").symlink_to(desk.folder / "elsewhere", target_is_directory=True)
    os.mkfifo(home / "pipe.csv")
    found = desk.read(item("a")).intake.issues
    assert [(issue.code, issue.severity) for issue in found] == [("A415", "warning")] * 2
    names = ["data/shop/march", "data/shop/pipe.csv"]
    assert [issue.source.file for issue in found] == names


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
@pytest.mark.parametrize("name", ["gone.csv", "2025"])
def test_a_link_that_leads_nowhere_is_an_error(desk, name):
    desk.write("a\nA\n")
    (desk.folder / "data" / "shop" / name).symlink_to(desk.folder / "nothing")
    (issue,) = desk.read(item("a")).intake.issues
    assert (issue.code, issue.severity) == ("A417", "error")
    assert issue.source.file == f"data/shop/{name}"


@pytest.mark.parametrize("closed", ["2025", "."])
def test_a_folder_that_may_not_be_opened_is_an_error(desk, monkeypatch, closed):
    desk.write("a\nA\n")
    desk.write("a\nB\n", "2025/2025-10.csv")
    home = desk.folder / "data" / "shop"
    real = os.scandir

    def scan(folder):
        if Path(folder) == home / closed:
            raise PermissionError(errno.EACCES, "Permission denied", str(folder))
        return real(folder)

    monkeypatch.setattr(os, "scandir", scan)
    errors = [i for i in desk.read(item("a")).intake.issues if i.severity == "error"]
    assert [(i.code, i.facts) for i in errors] == [("A416", {"reason": "Permission denied"})]
    assert Path(errors[0].source.file) == Path("data/shop", closed)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
@pytest.mark.parametrize("name", ["零售.csv", "一月/a.csv"])
def test_a_name_from_a_chinese_zip_is_an_error_that_shows_what_was_meant(desk, name):
    desk.write("a\nA\n")
    desk.write("a\nB\n", os.fsdecode(name.encode("gb18030")))
    found = desk.read(item("a")).intake
    assert [(i.code, i.severity) for i in found.issues] == [("A418", "error")]
    assert found.issues[0].source.file == "data/shop/" + name.partition("/a")[0]
    assert len(found.files) == 1


def test_a_folder_with_the_name_of_a_file_is_no_file(desk):
    desk.write("a\nA\n", "2026-10.csv/2026-10.csv")
    assert [file.file for file in desk.read(item("a")).intake.files] == [
        "data/shop/2026-10.csv/2026-10.csv"
    ]


ANSWERS = st.sampled_from(["A", "b", "3", "满意", "", "?", "A;B", "N/A", "2.0", "Ａ"])
CELLS = st.tuples(
    st.sampled_from(["", "r1", "r2", "r3", "r4"]),
    st.sampled_from(["S1", "东店", "", "S9"]),
    st.sampled_from(["2026-09-30", "2026年10月1日", "46300", "", "soon"]),
    ANSWERS,
    ANSWERS,
)
LINES = st.one_of(
    CELLS.map(",".join),
    st.sampled_from(["", ",,,,", "r1", "r1,S1,2026-10-01,A,B,C", '"r1,S1,2026-10-01,A,B']),
)


@given(
    files=st.lists(st.lists(LINES, max_size=12), min_size=1, max_size=3),
    rule=st.sampled_from(DuplicateRule),
    named=st.booleans(),
)
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_rows_read_are_rows_kept_and_rows_refused(tmp_path_factory, files, rule, named):
    desk = Desk(tmp_path_factory.mktemp("study"))
    for place, lines in enumerate(files):
        name = f"2026-10-{place}.csv" if named else f"file {place}.csv"
        desk.write("\n".join(["id,unit,date,a,b", *lines]), name)
    asked = questionnaire(
        edition(item("a"), item("b", Kind.SEVERAL)),
        edition(item("b", Kind.SEVERAL), number="2", begins=month("2026-10")),
        duplicates=rule,
    )
    found = desk.read(asked)  # checks the account
    for wave in found.waves:
        named_rows = frame_of(wave)[frame_of(wave)["_id"] != ""]
        assert not named_rows.duplicated(["_period", "_id"]).any()
    bad = sum(
        int((frame_of(wave)[i.id] == -4).sum()) for wave in found.waves for i in wave.edition.items
    )
    dates = sum(1 for one in found.intake.refusals if one.code == "A433")
    assert sum(file.invalid_cells for file in found.intake.files) == bad + dates
    ticks = sum(int((frame_of(wave)["a"] == -2).sum()) for wave in found.waves if "a" in wave.names)
    assert len(faulty(found)) == bad + dates + ticks
    assert sum(file.lost_cells for file in found.intake.files) == bad + dates + ticks


@given(order=st.permutations(range(6)))
@settings(deadline=None, max_examples=20)
def test_the_order_of_writing_files_changes_nothing(tmp_path_factory, order):
    desk = Desk(tmp_path_factory.mktemp("study"))
    for place in order:
        desk.write(f"id,a\nr{place},A\nx,{'ABC'[place % 3]}\n", f"2026-10-{place}.csv")
    found = desk.read(item("a"))
    assert column(found, "_id") == ["r0", "x", *(f"r{place}" for place in range(1, 6))]
    assert [row for row, *_ in refused(found)] == [3] * 5
