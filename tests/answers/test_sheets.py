"""A workbook with a sheet for each store or month."""

from csatreport.answers.model import Responses
from csatreport.study.item import Kind
from tests.answers.build import SHOPS, codes, column, edition, item, questionnaire
from tests.answers.platforms.shapes import workbook_of

ASKED = questionnaire(edition(item("tidy"), item("say", Kind.TEXT)), units=SHOPS)
HEAD = ["tidy", "say", "date"]


def _units(found: Responses) -> list[str]:
    return [SHOPS.all[place].id for place in column(found, "_unit")]


def test_sheets_with_the_same_headers_are_read_and_may_name_a_unit(desk):
    desk.write(
        workbook_of(
            ("人民路店", [HEAD, ["A", "x", "2026-10-01"], ["B", "", "2026-10-02"]]),
            ("S002", [["S002 十月"], HEAD, ["C", "", "2026-10-03"]]),
            ("说明", [["how to fill this in"]]),
        ),
        "stores.xlsx",
    )
    found = desk.read(ASKED)
    assert _units(found) == ["S001", "S001", "S002"]
    assert column(found, "tidy") == [0, 1, 2]
    names = [file.file for file in found.intake.files]
    assert names == ["data/shop/stores.xlsx [人民路店]", "data/shop/stores.xlsx [S002]"]
    assert [file.read for file in found.intake.files] == [2, 2]
    assert sorted(codes(found)) == ["A411", "A450", "A481", "A481"]


def test_sheets_may_name_periods(desk):
    book = workbook_of(
        ("2026-09", [["tidy", "say", "unit"], ["A", "", "S001"]]),
        ("2026年10月", [["tidy", "say", "unit"], ["B", "", "S002"]]),
    )
    desk.write(book, "year.xlsx")
    found = desk.read(ASKED)
    assert [period.id for period in found.periods] == ["2026-09", "2026-10"]
    assert codes(found) == []


def test_a_copy_of_a_sheet_is_asked_about_and_not_counted_twice_unseen(desk):
    rows = [["tidy", "say", "unit"], ["A", "x", "S001"], ["B", "y", "S002"]]
    desk.write(workbook_of(("S", rows), ("S (2)", rows)), "2026-10.xlsx")
    assert "A458" in codes(desk.read(ASKED))
