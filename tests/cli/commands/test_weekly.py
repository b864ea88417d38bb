"""``csatreport weekly``: what is open, due and coming back, as it stands on a day."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader

from csatreport.base.errors import ExitCode
from csatreport.cli import main
from tests.folders import lay

FILES = {
    "config/registers/retail-complaints.yaml": """\
kind: complaints
questionnaire: retail
resolve_days: 5
""",
    "config/registers/retail-actions.yaml": "kind: actions\nquestionnaire: retail\n",
    "data/registers/retail-complaints.csv": """\
id,received,unit,owner,text,resolved
early,2026-10-01,S1,Fresh food,Sour milk. Call 13812345678,
new,2026-10-29,S1,Till,Too slow,
closed,2026-10-28,S1,Till,Wrong price,2026-10-29
later,2026-11-02,S1,Till,Not yet known,
""",
    "data/registers/retail-actions.csv": """\
id,item,action,owner,due,done,state
1,staff,Course,Anna,2026-10-20,,open
2,range,More farms,Ben,2026-11-05,,open
3,range,New shelves,Carl,2027-03-01,,open
""",
}


@pytest.fixture
def registered(tiny: Path) -> Path:
    return lay(tiny, FILES)


def _words(study: Path, day: str) -> str:
    arguments = ["--questionnaire", "retail", "--day", day]
    assert main(["-C", str(study), "weekly", *arguments]) == ExitCode.FINE
    reader = PdfReader(study / "build" / "private" / f"weekly-retail-{day}.en.pdf")
    assert len(reader.pages) == 1
    return " ".join(reader.pages[0].extract_text().split())


def test_what_is_open_overdue_and_soon_due_stands_on_one_sheet(registered: Path):
    told = _words(registered, "2026-10-31")
    assert "2 matters are overdue." in told
    assert "2 complaints were received." in told
    assert "early North" in told
    assert "2026-10-06, overdue" in told
    assert "2026-11-03" in told
    assert "Course" in told
    assert "More farms" in told
    for other in ("Wrong price", "Not yet known", "New shelves", "1381234"):
        assert other not in told


def test_on_another_day_things_stand_otherwise(registered: Path):
    told = _words(registered, "2026-10-05")
    assert "Nothing is overdue." in told
    assert "Too slow" not in told


@pytest.mark.parametrize("day", ["2026-02-31", "0001-01-01", "9999-12-31"])
def test_a_day_that_cannot_be_is_refused(registered: Path, capsys: pytest.CaptureFixture, day: str):
    arguments = ["weekly", "--questionnaire", "retail", "--day", day]
    assert main(["-C", str(registered), *arguments]) == ExitCode.USAGE
    assert day in capsys.readouterr().err


def test_of_many_complaints_the_most_urgent_are_listed_and_the_rest_counted(registered: Path):
    file = registered / "data" / "registers" / "retail-complaints.csv"
    rows = "".join(f"c{n:03},2026-10-02,S1,Till,{30 * 'slow '},\n" for n in range(200))
    file.write_text(file.read_text("utf-8").splitlines()[0] + "\n" + rows, encoding="utf-8")
    assert "186 more are not listed here." in _words(registered, "2026-10-31")
