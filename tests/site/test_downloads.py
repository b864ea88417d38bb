"""Downloads: the report's data and nothing else, the same bytes each time, never a formula."""

from __future__ import annotations

import csv
import io
import json
import time
from dataclasses import replace

import openpyxl
import pytest

from csatreport.base.words import say
from csatreport.report.model import Report
from csatreport.site.downloads import write_csv, write_json
from csatreport.site.subject_sheets import subject_sheets
from csatreport.site.workbook import write_xlsx
from csatreport.subjects.results.figures import ITEMS
from tests.site.build import company_report
from tests.site.workbook import long_rows

FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "http://example.com", '=HYPERLINK("http://x")')


@pytest.fixture
def report() -> Report:
    return company_report("zh-Hans")


def _labelled(report: Report, text: str) -> Report:
    first, *others = report.data["items"]  # type: ignore[misc]
    return replace(
        report, title=text, data={**report.data, "items": [{**first, "label": text}, *others]}
    )


def _rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_json_is_the_data_itself(report: Report):
    assert json.loads(write_json(report)) == json.loads(json.dumps(report.data))
    assert "青禾超市".encode() in write_json(report)


def test_json_keeps_the_documented_order_of_keys(report: Report):
    assert list(json.loads(write_json(report)))[:3] == ["version", "sample", "language"]


def test_a_text_too_long_for_a_cell_is_cut_and_not_lost(report: Report):
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(_labelled(report, "长" * 40_000))))
    texts = [cell for sheet in book for row in sheet.values for cell in row if cell]
    assert "长" * 32_766 + "…" in texts


def test_json_holds_no_number_that_json_does_not_know(report: Report):
    with pytest.raises(ValueError, match="JSON compliant"):
        write_json(replace(report, data={"x": float("nan")}))


def test_csv_has_one_row_for_each_branch_and_item(report: Report):
    rows = _rows(write_csv(report))
    assert [r["level"] for r in rows] == ["node"] + ["item"] * 13
    assert rows[1]["label"] == "收银员态度与用语"
    assert (rows[1]["option_1"], rows[1]["count_1"]) == ("A", "728")
    assert {*ITEMS.heads} - {"counts", "spread"} <= rows[0].keys()


def test_a_suppressed_figure_is_an_empty_cell_with_its_reason(report: Report):
    row = _rows(write_csv(report))[-1]
    assert row["suppressed"] == "withheld"
    assert row["index"] == row["n"] == row["count_1"] == ""


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_of_the_workbook_is_a_formula_or_a_link(report: Report, text: str):
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(_labelled(report, text))))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type in {"s", "n", "b"} for cell in cells)
    assert not any(cell.hyperlink for cell in cells)
    assert text in [cell.value for cell in cells]


@pytest.mark.parametrize("text", FORMULAS[:5])
def test_no_cell_of_the_csv_begins_as_a_formula(report: Report, text: str):
    assert _rows(write_csv(_labelled(report, text)))[1]["label"] == f"'{text}"


def test_the_workbook_is_a_sheet_to_read_and_a_table_of_all_figures(report: Report):
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(report)))
    assert book.sheetnames == ["总览", "全部数字"]
    assert [sheet.freeze_panes for sheet in book] == ["B4", "B2"]
    assert book["全部数字"].auto_filter.ref == book["全部数字"].dimensions


def test_the_workbook_of_an_older_report_is_the_sheet_to_read_alone(report: Report):
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(report, whole=False)))
    assert book.sheetnames == ["总览"]
    texts = [str(cell.value) for row in book["总览"] for cell in row]
    assert "全部数字" not in texts
    assert len(write_xlsx(report, whole=False)) < len(write_xlsx(report)) * 0.8


def test_the_first_sheet_is_to_be_read_and_printed_on_a4(report: Report):
    page = openpyxl.load_workbook(io.BytesIO(write_xlsx(report))).worksheets[0]
    assert (page.page_setup.paperSize, page.page_setup.orientation) == (9, "landscape")
    assert (page.sheet_properties.pageSetUpPr.fitToPage, page.page_setup.fitToHeight) == (True, 0)
    assert page.print_title_rows == "$3:$3"
    assert report.where in page["A1"].value
    assert "示例数据" in page["A2"].value or "虚构" in page["A2"].value
    head = [cell.value for cell in page[3]]
    assert head[:6] == ["项目", "答卷", "满意占比", "指数", "95% 下端", "上端"]
    assert [cell.number_format for cell in page[5]][1:6] == ["#,##0", "0.0%", *["0.0"] * 3]
    first = [cell.value for cell in page[5]]
    assert first[head.index("指数")] == pytest.approx(84.9)
    assert "收银员态度与用语" in first[0]
    assert first[-1] in {"明确上升", "明确下降", "变化虽小，但超出偶然", "未显示变化"}


def test_the_first_sheet_says_what_may_not_be_shown(report: Report):
    page = openpyxl.load_workbook(io.BytesIO(write_xlsx(report))).worksheets[0]
    (hidden,) = [row for row in page.iter_rows(max_row=17, values_only=True) if "匿名" in str(row)]
    assert hidden[1:3] == (None, None)


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en"])
def test_the_first_sheet_is_in_the_readers_language_and_names_every_column(language: str):
    page = openpyxl.load_workbook(io.BytesIO(write_xlsx(company_report(language)))).worksheets[0]
    texts = [str(cell) for row in page.values for cell in row if cell is not None]
    assert not [text for text in texts if text.startswith(("download.", "report."))]
    assert "suppressed" in texts


def _as_written(cell: object) -> object:
    return float(f"{cell:.7g}") if isinstance(cell, float) else cell


def test_every_figure_stands_in_the_long_table(report: Report):
    for key, (heads, *rows) in subject_sheets(report.data):
        found = long_rows(report, say("zh-Hans", key))
        assert found == [
            {
                head: _as_written(cell)
                for head, cell in zip(heads, row, strict=True)
                if cell is not None and cell is not False
            }
            for row in rows
        ]


def test_the_table_says_nothing_of_what_a_report_has_not(report: Report):
    bare = replace(report, data={**report.data, "units": [], "background": []})
    assert long_rows(report, "各单位")
    assert long_rows(bare, "各单位") == []


def test_numbers_are_written_with_the_digits_that_they_have(report: Report):
    data = {**report.data, "registers": {"complaints": {"n": 12_345_678, "rate": 1.25e-7}}}
    rows = long_rows(replace(report, data=data), "登记簿")
    assert [row["value"] for row in rows] == [12_345_678, 1.25e-7]


def test_a_character_that_xml_does_not_know_damages_no_workbook(report: Report):
    rows = long_rows(_labelled(report, "a\x01b\x0c<&>\"'"), "各题数字")
    assert rows[1]["label"] == "a_x0001_b_x000C_<&>\"'"


def test_sample_data_is_said_in_the_workbook(report: Report):
    page = openpyxl.load_workbook(io.BytesIO(write_xlsx(report))).worksheets[0]
    assert "虚构" in page["A2"].value


@pytest.mark.parametrize("write", [write_json, write_csv, write_xlsx])
def test_the_same_report_gives_the_same_bytes(report: Report, write):
    first = write(report)
    time.sleep(1.1 if write is write_xlsx else 0)
    assert write(company_report("zh-Hans")) == first


def test_registers_have_sheets_with_one_figure_a_row(report: Report):
    complaints = {
        "n": 7, "rate": 3.5, "rate_low": 1.4, "rate_high": 7.2,
        "previous": {"ratio": 2.0, "low": 0.5, "high": 8.0, "p": 0.3},
        "answer": {"n": 7, "median": 2, "median_low": 1, "median_high": 4},
        "causes": [{"id": "spoilt", "n": 5}, {"id": "price", "n": 2}],
        "recurring": [{"id": "spoilt", "n": 6, "open": 1, "back": 2}],
    }  # fmt: skip
    data = {**report.data, "registers": {"complaints": complaints, "actions": [{"id": "A1"}]}}
    told = replace(report, data=data)
    figures = {(row["register"], row["figure"]): row for row in long_rows(told, "登记簿")}
    ends = ("value", "low", "high")
    assert [figures["complaints", "rate"][end] for end in ends] == [3.5, 1.4, 7.2]
    assert [figures["complaints", "previous ratio"][end] for end in ends] == [2, 0.5, 8]
    assert [figures["complaints", "answer median"][end] for end in ends] == [2, 1, 4]
    assert long_rows(told, "投诉原因") == [
        {"id": "spoilt", "n": 5, "open": 1, "back": 2},
        {"id": "price", "n": 2},
    ]
    assert [row["id"] for row in long_rows(told, "改进计划")] == ["A1"]
