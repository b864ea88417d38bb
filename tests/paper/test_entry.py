"""Forms keyed into an entry sheet come back as the same answers, and two keyings are compared."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from csatreport.answers.read import read_responses
from csatreport.base.errors import StudyError
from csatreport.base.label import LANGUAGES
from csatreport.making.tools.forms import SheetOrder, asked_form
from csatreport.making.tools.keying import EntryOrder, compare_entries, make_entry_sheet
from csatreport.paper.asked import AskedForm
from csatreport.paper.entry import entry_columns
from csatreport.paper.register import Wanted, print_run
from csatreport.subjects.study import read_study
from tests.frames import frame_of
from tests.paper.study import QUESTIONNAIRE, make_study

ROW = {
    "serial": "000427-J", "unit": "S1", "date": dt.date(2026, 10, 5), "customer_id": "K7", "sex": "M",
    "staff": "C", "staff?": "=so rude", "range": "A", "price": "B", "again": "Y", "recommend": "10",
    "media": "paper;friends", "first#1": "prices", "first#2": "queues", "visits": 12,
    "since": dt.date(2020, 3, 1), "words": "谢谢",
}  # fmt: skip


@pytest.fixture
def study(tmp_path) -> Path:
    made = make_study(tmp_path / "study")
    about = ("kinds", "kinds-1-en-ABCDEF", "2026-10")
    print_run(made, (Wanted(copies=500),), about, dt.date(2026, 10, 1), lambda _: None)
    return made


def sheet(study: Path, name: str, *rows: dict, language: str = "zh-Hans", **more) -> Path:
    """Make an entry sheet, key rows into it as Excel would save them, and return it."""
    order = EntryOrder(
        study=study, questionnaire="kinds", language=language, out=study.parent / name, **more
    )
    file = make_entry_sheet(order)
    targets = _targets(
        asked_form(SheetOrder(study=study, questionnaire="kinds", language=language))
    )
    book = openpyxl.load_workbook(file)
    page = book.worksheets[0]
    for number, row in enumerate(rows, start=2):
        for target, value in row.items():
            cell = page.cell(number, targets[target] + 1)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
    book.save(file)
    return file


def _targets(asked: AskedForm) -> dict[str, int]:
    from csatreport.answers.layout.headers.names import Names  # noqa: PLC0415

    names = Names(asked.edition)
    return {
        column.special or names.target(column.header): place
        for place, column in enumerate(entry_columns(asked))
    }


def read_back(study: Path, file: Path):
    home = study / "data" / "kinds"
    home.mkdir(parents=True, exist_ok=True)
    (home / "2026-10.xlsx").write_bytes(file.read_bytes())
    made, _ = read_study(study)
    return made.by_id["kinds"], read_responses(made, made.by_id["kinds"], (), study)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_question_comes_back_as_it_was_keyed(study, language):
    asked, found = read_back(study, sheet(study, "e.xlsx", ROW, language=language))
    assert [(file.read, file.kept) for file in found.intake.files] == [(1, 1)]
    assert [issue.code for issue in found.intake.issues] == []
    row = frame_of(found.waves[0]).iloc[0]
    for name in ("sex", "staff", "range", "price", "again", "recommend"):
        assert asked.newest.by_id[name].options[int(row[name])].code == ROW[name]
    assert int(row["media"]) == 0b101
    assert row["staff?"] == "=so rude"
    assert (row["_id"], row["words"], float(row["visits"])) == ("K7", "谢谢", 12)
    assert (str(row["_date"])[:10], str(row["since"])[:10]) == ("2026-10-05", "2020-03-01")
    assert asked.units.all[int(row["_unit"])].id == "S1"


def test_prepared_rows_that_stay_empty_are_no_answers(study):
    _, found = read_back(study, sheet(study, "e.xlsx"))
    assert [file.read for file in found.intake.files] == [0]


def test_a_unit_appears_only_in_rows_that_something_is_keyed_into(study):
    file = sheet(study, "e.xlsx", unit="S1", language="en")
    _, found = read_back(study, file)
    assert [one.read for one in found.intake.files] == [0]
    page = openpyxl.load_workbook(file).worksheets[0]
    headers = [cell.value for cell in page[1]]
    formula = page.cell(2, headers.index("unit") + 1).value
    assert formula.startswith('=IF(COUNTIF(A2,"?*")+COUNT(A2)+COUNTIF(C2:')
    assert formula.endswith('=0,"","S1")')


def test_a_cell_takes_the_codes_and_says_what_they_mean(study):
    page = openpyxl.load_workbook(sheet(study, "e.xlsx", language="en")).worksheets[0]
    rules = {str(rule.sqref): rule for rule in page.data_validations.dataValidation}
    staff = next(
        rule
        for rule in rules.values()
        if "Satisfied" in (rule.prompt or "") and "N =" in rule.prompt
    )
    assert staff.formula1 == '"A,B,C,N"'
    assert "A = Satisfied" in staff.prompt
    assert page.freeze_panes == "B2"
    assert any(rule.type == "decimal" for rule in rules.values())
    assert sum(rule.type == "date" for rule in rules.values()) == 2


def test_names_of_people_are_not_keyed(study):
    headers = [
        cell.value for cell in openpyxl.load_workbook(sheet(study, "e.xlsx")).worksheets[0][1]
    ]
    assert not any("客户名称" in str(header) for header in headers)


def test_the_check_column_counts_what_is_missing_and_finds_a_form_keyed_twice(study):
    page = openpyxl.load_workbook(sheet(study, "e.xlsx", language="en")).worksheets[0]
    formula = page.cell(2, page.max_column).value
    assert formula.startswith("=IF(COUNTIF(A2:")
    assert "COUNTIF($A$2:$A$201,A2)>1" in formula
    assert "missing:" in formula


def test_the_code_book_explains_every_code(study):
    book = openpyxl.load_workbook(sheet(study, "e.xlsx", language="en"))
    rows = [[cell.value for cell in row] for row in book.worksheets[1].iter_rows(min_row=2)]
    assert book.worksheets[1].title == "# Code book"
    assert any(row[2:6] == ["C", "Dissatisfied", "unfavourable", "0"] for row in rows)
    assert any(row[2:4] == ["S1", "North"] for row in rows)


def test_texts_of_the_questionnaire_are_never_formulas(tmp_path):
    evil = QUESTIONNAIRE.replace("en: Satisfied", "en: '=cmd|calc'").replace(
        "en: Prices", "en: '=1+1'"
    )
    book = openpyxl.load_workbook(
        sheet(make_study(tmp_path / "study", evil), "e.xlsx", language="en")
    )
    for page in book.worksheets:
        for row in page.iter_rows():
            for cell in row:
                ours = str(cell.value).startswith("=IF(COUNTIF(")
                assert cell.data_type != "f" or ours


def compared(study, first: list[dict], second: list[dict]):
    files = (sheet(study, "one.xlsx", *first), sheet(study, "two.xlsx", *second, language="en"))
    return compare_entries(study, *files, "kinds", "")


def test_the_same_answers_are_alike_whatever_they_are_written_like(study):
    other = {
        **ROW,
        "staff": "不满意",
        "media": "friends、paper",
        "again": "是",
        "since": "2020年3月1日",
    }
    found = compared(study, [ROW], [other])
    assert found.alike
    assert found.forms == 1


def test_every_difference_is_listed_with_both_rows(study):
    other = {**ROW, "range": "C", "words": "thanks"}
    first = {**ROW, "serial": "000428-Z", "customer_id": "K8"}
    found = compared(study, [first, ROW], [other, first])
    told = {(one.key, one.first, one.second, one.rows) for one in found.differences}
    assert told == {("000427-J", "A", "C", (3, 2)), ("000427-J", "谢谢", "thanks", (3, 2))}


@pytest.mark.parametrize(
    ("target", "first", "second", "alike"),
    [
        ("media", "paper;xyz", "", False),
        ("media", "paper;xyz", "paper;abc", False),
        ("media", "paper;xyz", "PAPER;xyz", True),
        ("media", "friends;paper", "paper;friends", True),
        ("staff", "A;B", "A;C", False),
        ("first#1", "prices", "Prices", True),
        ("visits", "35 times", "35", True),
        ("visits", "35.0", "35", True),
        ("visits", "many", "", False),
        ("visits", "", None, True),
        ("since", "2020-03-01", "2020/3/1", True),
        ("words", "(空)", "(空) ", True),
    ],
)
def test_answers_are_alike_as_the_reader_understands_them_and_else_as_written(
    study, target, first, second, alike
):
    form = study / "config/questionnaires/kinds.yaml"
    counted = "high: 99, unit: {zh-Hans: 次, en: times}"
    form.write_text(form.read_text("utf-8").replace("high: 99", counted), encoding="utf-8")
    assert compared(study, [{**ROW, target: first}], [{**ROW, target: second}]).alike is alike


def test_a_form_that_only_one_of_them_keyed_is_named(study):
    other = {**ROW, "serial": "000428-Z"}
    found = compared(study, [ROW, other], [ROW])
    assert found.only == ((0, "000428-Z", 3),)


def test_without_form_numbers_the_respondents_pair_the_rows(study):
    one, other = (
        {k: v for k, v in ROW.items() if k != "serial"} | {"customer_id": c} for c in ("K1", "K2")
    )
    assert compared(study, [one, other], [other, one]).alike


def test_a_form_number_that_stands_twice_is_refused_with_its_row(study):
    with pytest.raises(StudyError) as caught:
        compared(study, [ROW, ROW], [ROW])
    (issue,) = caught.value.issues
    assert (issue.code, issue.source.row, issue.facts["first"]) == ("F941", 3, 2)


@pytest.mark.parametrize("serial", ["000427-P", "000472-J", "000501-H", "427"])
def test_a_form_number_that_was_mistyped_or_never_printed_is_refused(study, serial):
    with pytest.raises(StudyError) as caught:
        compared(study, [ROW, {**ROW, "serial": serial}], [ROW])
    (issue,) = caught.value.issues
    assert (issue.code, issue.source.row, issue.facts["key"]) == ("F945", 3, serial)


def test_a_sheet_of_something_else_is_refused(study, tmp_path):
    other = tmp_path / "other.csv"
    other.write_text("colour,size\nred,9\n", encoding="utf-8")
    with pytest.raises(StudyError) as caught:
        compare_entries(study, other, other, "kinds", "")
    assert [issue.code for issue in caught.value.issues] == ["F940"]
