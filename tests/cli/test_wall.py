"""“You said, we did” for the wall: one sheet for each unit about which something was done."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader

from csatreport.base.errors import ExitCode
from csatreport.base.print import pdf
from csatreport.cli import main
from csatreport.making.manifest import read_documents
from tests.folders import lay

RULE = """\
kind: actions
questionnaire: retail
intro: What you told us in autumn.
thanks: Thank you!
"""
PLAN = """\
id,item,unit,action,told,due,done,state
1,staff,,Course for supervisors,Friendlier greetings,2026-09-30,2026-09-28,done
2,range,S1,Buy from two more farms,,2026-12-31,,open
3,range,S1,Close the shop,,2026-12-31,,dropped
"""


@pytest.fixture
def planned(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Plan some actions, and leave out printing the reports, which are not looked at here."""
    press, nothing = pdf.press, pdf.Pressed(pdf=b"%PDF-", beyond=None)
    sheets_alone = lambda page, study, *wall: press(page, study, *wall) if wall else nothing  # noqa: E731
    monkeypatch.setattr(pdf, "press", sheets_alone)
    files = {
        "config/registers/retail-actions.yaml": RULE,
        "data/registers/retail-actions.csv": PLAN,
    }
    return lay(tiny, files)


def _built(study: Path) -> Path:
    """Build in this process, where fonts and templates are read once for all tests."""
    assert main(["-C", str(study), "build", "--jobs", "1"]) == ExitCode.FINE
    return study / "build"


def _october(study: Path) -> Path:
    """Build the month that has sheets alone."""
    (study / "data" / "retail" / "2026-09.csv").unlink(missing_ok=True)
    return _built(study)


def _sheet(study: Path, language: str = "en") -> Path:
    return _october(study) / "site" / language / "retail" / "2026-10" / "wall.pdf"


def _words(sheet: Path) -> str:
    reader = PdfReader(sheet)
    assert len(reader.pages) == 1
    return " ".join(reader.pages[0].extract_text().split())


def test_a_unit_is_told_what_was_done_and_the_page_of_its_report_leads_there(planned: Path):
    folder = _built(planned)
    found = sorted(one.relative_to(folder).as_posix() for one in folder.rglob("wall.pdf"))
    assert found == [
        "restricted/en/retail/2026-10/S1/wall.pdf", "site/en/retail/2026-10/wall.pdf",
    ]  # fmt: skip
    north = _words(folder / found[0])
    assert "What you told us in autumn." in north
    assert "Friendlier greetings" in north
    assert "We are working on it: Buy from two more farms" in north
    assert "Thank you!" in north
    assert "Course" not in north
    assert "Close" not in north
    pages = folder / "site/en/retail"
    assert 'href="wall.pdf"' in (pages / "2026-10/index.html").read_text("utf-8")
    assert 'href="wall.pdf"' not in (pages / "2026-09/index.html").read_text("utf-8")


def test_where_nothing_was_done_there_is_no_sheet(planned: Path):
    file = planned / "data" / "registers" / "retail-actions.csv"
    file.write_text(PLAN.splitlines()[0] + "\n", encoding="utf-8")
    assert not list(_october(planned).rglob("wall.pdf"))


def test_a_sheet_is_made_anew_for_what_is_told_on_it_and_for_nothing_else(planned: Path):
    name = "wall retail 2026-10 S1 en restricted"
    before = read_documents(_october(planned))[name]
    file = planned / "data" / "registers" / "retail-actions.csv"
    file.write_text(PLAN.replace("Friendlier", "Warmer"), encoding="utf-8")
    folder = _october(planned)
    after = read_documents(folder)[name]
    assert "Warmer greetings" in _words(folder / "restricted/en/retail/2026-10/S1/wall.pdf")
    assert before.printing != after.printing
    file.write_text(PLAN.replace("Friendlier", "Warmer").replace("Close", "Shut"), "utf-8")
    assert read_documents(_october(planned))[name].printing == after.printing


def test_what_people_typed_stays_words(planned: Path):
    file = planned / "data" / "registers" / "retail-actions.csv"
    file.write_text(PLAN.replace("Friendlier", "<b>&amp;Friendlier"), encoding="utf-8")
    assert "<b>&amp;Friendlier" in _words(_sheet(planned))


def test_many_long_actions_still_make_one_page_and_numbers_are_masked(planned: Path):
    file = planned / "data" / "registers" / "retail-actions.csv"
    told = 200 * "Longer 13812345678 opening hours, "
    rows = "".join(f'{n},staff,,x,"{told}",,,open\n' for n in range(30))
    file.write_text(PLAN.splitlines()[0] + "\n" + rows, encoding="utf-8")
    words = _words(_sheet(planned))
    assert "Longer *** opening hours" in words
    assert "138123" not in words
    assert words.count("We are working on it") >= 2


def test_readers_of_a_language_are_told_in_it(planned: Path):
    file = planned / "data" / "registers" / "retail-actions.csv"
    file.write_text("id,item,told,told_en\n1,staff,有人迎接,Somebody greets you\n", "utf-8")
    (planned / "config" / "study.yaml").write_text(
        "name: 小店\nlanguages: [en, zh-Hans]\n", "utf-8"
    )
    assert "Somebody greets you" in _words(_sheet(planned))
    assert "有人迎接" in "".join(_words(_sheet(planned, language="zh-Hans")).split())
