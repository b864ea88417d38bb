"""``csatreport handouts``: a page for each supplier, and a word where there is none."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader

from csatreport.base.errors import ExitCode
from csatreport.cli import main
from tests.cli.conftest import SUPPLIERS
from tests.folders import lay


@pytest.fixture
def supplied(tiny: Path) -> Path:
    return lay(tiny, SUPPLIERS)


def test_each_supplier_has_one_page_that_names_no_other(supplied: Path):
    arguments = ("handouts", "--questionnaire", "retail", "--period", "2026-10", "--lang", "en")
    assert main(["-C", str(supplied), *arguments]) == ExitCode.FINE
    home = supplied / "build" / "private" / "handouts" / "retail-2026-10"
    files = sorted(home.iterdir())
    assert [file.name for file in files] == ["01-Acme-North.en.pdf", "02-Baker.en.pdf"]
    words = []
    for file in files:
        reader = PdfReader(file)
        assert len(reader.pages) == 1
        words.append(" ".join(reader.pages[0].extract_text().split()))
    assert "Grade B: 81.0 of 100 points" in words[0]
    assert "97.0% (97 of 100)" in words[0]
    assert "Baker" not in words[0]
    assert "Acme" not in words[1]


def test_where_there_is_nothing_to_hand_out_it_is_said(tiny: Path, capsys):
    arguments = ["handouts", "--questionnaire", "retail", "--lang", "en"]
    assert main(["-C", str(tiny), *arguments]) != ExitCode.FINE
    assert "B620" in capsys.readouterr().err
