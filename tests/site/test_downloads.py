"""Downloads: the report's data and nothing else, the same bytes each time, never a formula."""

from __future__ import annotations

import csv
import io
import json
import time
from dataclasses import replace

import openpyxl
import pytest

from csatreport.report.model import Report
from csatreport.site.downloads import write_csv, write_json, write_xlsx
from csatreport.subjects.results.figures import ITEMS
from tests.site.build import company_report

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


def test_the_workbook_has_frozen_heads_and_numbers_as_numbers(report: Report):
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(report)))
    assert book.sheetnames == ["回答者构成", "各题数字", "走势", "比较", "各单位", "说明"]
    figures = book["各题数字"]
    assert figures.freeze_panes == "A2"
    heads = [cell.value for cell in figures[1]]
    assert figures.cell(row=3, column=heads.index("index") + 1).value == pytest.approx(84.9)
    assert figures.cell(row=15, column=heads.index("index") + 1).value is None


def test_the_workbook_compares_every_item(report: Report):
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(report)))
    rows = list(book["比较"].iter_rows(values_only=True))
    assert rows[0][:4] == ("id", "label", "against", "period")
    assert len(rows) == 14


def test_a_report_without_units_has_no_sheet_of_units(report: Report):
    data = {**report.data, "units": [], "background": []}
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(replace(report, data=data))))
    assert "各单位" not in book.sheetnames


def test_sample_data_is_said_in_the_workbook(report: Report):
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(report)))
    assert "示例数据" in [row[0] for row in book["说明"].iter_rows(values_only=True)]


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
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(replace(report, data=data))))
    figures = {(row[0], row[1]): row[2:] for row in book["登记簿"].values}
    assert figures["complaints", "rate"] == (3.5, 1.4, 7.2)
    assert figures["complaints", "previous ratio"] == (2, 0.5, 8)
    assert figures["complaints", "answer median"] == (2, 1, 4)
    assert list(book["投诉原因"].values)[1:] == [("spoilt", 5, 1, 2), ("price", 2, None, None)]
    assert next(iter(list(book["改进计划"].values)[1:]))[0] == "A1"
