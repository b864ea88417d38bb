"""What people said is a file of its own beside a report's PDF, where anybody said anything."""

from __future__ import annotations

import json
from pathlib import Path

import pypdf
import pytest

from csatreport.making.request import PdfMode
from tests.making.study import build_study, copy_study, leave_unprinted

AIRPORT = Path(__file__).parents[2] / "examples" / "airport"
PLACE = "en/shop/2026-03"


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    leave_unprinted(monkeypatch)
    shop = copy_study("corner-shop", tmp_path)
    build_study(shop, pdf=PdfMode.LATEST)
    return shop


def test_the_annex_lies_beside_the_report_and_the_page_leads_to_it(shop: Path):
    site = shop / "build" / "site"
    assert (site / PLACE / "voices.pdf").exists()
    for page in ("index", "voices"):
        assert 'href="voices.pdf"' in (site / PLACE / f"{page}.html").read_text("utf-8")
    manifest = json.loads((shop / "build/private/manifest.json").read_text("utf-8"))
    assert f"{PLACE}/voices.pdf" in manifest["site"]


def test_there_is_none_of_a_sheet_or_where_no_pdf_is_made(shop: Path):
    site = shop / "build" / "site"
    for place in (f"{PLACE}/S1", "en/shop/2026-02"):
        assert not (site / place / "voices.pdf").exists()
        assert "voices.pdf" not in (site / place / "index.html").read_text("utf-8")


def test_a_unit_with_the_full_report_has_one(shop: Path):
    file = shop / "config" / "questionnaires" / "shop.yaml"
    text = file.read_text("utf-8")
    file.write_text(
        text.replace("every: month", "every: month\nreports: {unit_level: full}"), "utf-8"
    )
    assert "unit_level: full" in file.read_text("utf-8")
    build_study(shop, pdf=PdfMode.LATEST)
    page = shop / "build" / "site" / PLACE / "S1"
    said = 'href="voices.pdf"' in (page / "index.html").read_text("utf-8")
    assert (page / "voices.pdf").exists() is said


def test_an_answer_more_makes_the_annex_anew_and_nothing_new_keeps_it(shop: Path):
    assert "annex" not in " ".join(build_study(shop, pdf=PdfMode.LATEST).printed)
    head = "id,unit,date,staff,returns,queue,staff_reason,why,sex"
    row = "late,S1,2026-03-20,D,D,C,rude,too slow,M"
    (shop / "data/shop/late.csv").write_text(f"{head}\n{row}\n", "utf-8")
    assert "annex shop 2026-03 all en" in build_study(shop, pdf=PdfMode.LATEST).printed


def test_the_largest_example_has_ten_pages_at_most(tmp_path: Path):
    build_study(AIRPORT, pdf=PdfMode.ALL, languages=("en",), units=("all",), periods=("2016",), out=tmp_path)  # fmt: skip
    made = pypdf.PdfReader(tmp_path / "site/en/airport/2016/report.pdf")
    assert 6 < len(made.pages) <= 10
