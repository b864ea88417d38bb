"""``csatreport wall``: one sheet of paper for each unit about which something was done."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader

from csatreport.cli import main
from csatreport.errors import ExitCode

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
def planned(tiny: Path) -> Path:
    for path, text in {
        "config/registers/retail-actions.yaml": RULE,
        "data/registers/retail-actions.csv": PLAN,
    }.items():
        file = tiny / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return tiny


def _wall(study: Path, *arguments: str) -> int:
    return main(["-C", str(study), "wall", "--questionnaire", "retail", *arguments])


def _words(sheet: Path) -> str:
    reader = PdfReader(sheet)
    assert len(reader.pages) == 1
    return " ".join(reader.pages[0].extract_text().split())


def test_a_unit_is_told_what_was_done_for_it_and_for_all(planned: Path):
    assert _wall(planned) == ExitCode.FINE
    folder = planned / "build" / "wall" / "retail" / "2026-10" / "en"
    assert sorted(one.name for one in folder.iterdir()) == ["S1.pdf", "all.pdf"]
    north = _words(folder / "S1.pdf")
    assert "What you told us in autumn." in north
    assert "Friendlier greetings" in north
    assert "We are working on it: Buy from two more farms" in north
    assert "Thank you!" in north
    assert "Course" not in north
    assert "Close" not in north


def test_where_nothing_was_done_there_is_no_sheet(planned: Path, capsys: pytest.CaptureFixture):
    (planned / "data" / "registers" / "retail-actions.csv").write_text(
        PLAN.splitlines()[0] + "\n", encoding="utf-8"
    )
    assert _wall(planned, "--unit", "S1") == ExitCode.FINE
    assert not list((planned / "build").rglob("*.pdf"))
    assert capsys.readouterr().out.startswith("0 ")


def test_a_unit_that_is_not_known_is_said(planned: Path, capsys: pytest.CaptureFixture):
    assert _wall(planned, "--unit", "S9") == ExitCode.USAGE
    assert "S9" in capsys.readouterr().err


def test_what_people_typed_stays_words(planned: Path):
    file = planned / "data" / "registers" / "retail-actions.csv"
    file.write_text(PLAN.replace("Friendlier", "<b>&amp;Friendlier"), encoding="utf-8")
    assert _wall(planned, "--unit", "all", "--lang", "en") == ExitCode.FINE
    folder = planned / "build" / "wall" / "retail" / "2026-10" / "en"
    assert "<b>&amp;Friendlier" in _words(folder / "all.pdf")


def test_many_long_actions_still_make_one_page_and_numbers_are_masked(planned: Path):
    file = planned / "data" / "registers" / "retail-actions.csv"
    told = 700 * "Longer 13812345678 opening hours, "
    rows = "".join(f'{n},staff,,x,"{told}",,,open\n' for n in range(60))
    file.write_text(PLAN.splitlines()[0] + "\n" + rows, encoding="utf-8")
    assert _wall(planned, "--unit", "all") == ExitCode.FINE
    words = _words(planned / "build" / "wall" / "retail" / "2026-10" / "en" / "all.pdf")
    assert "Longer *** opening hours" in words
    assert "138123" not in words
    assert words.count("We are working on it") >= 2


def test_readers_of_a_language_are_told_in_it(planned: Path):
    file = planned / "data" / "registers" / "retail-actions.csv"
    file.write_text("id,item,told,told_en\n1,staff,有人迎接,Somebody greets you\n", "utf-8")
    (planned / "config" / "study.yaml").write_text(
        "name: 小店\nlanguages: [en, zh-Hans]\n", "utf-8"
    )
    assert _wall(planned, "--unit", "all") == ExitCode.FINE
    folder = planned / "build" / "wall" / "retail" / "2026-10"
    assert "Somebody greets you" in _words(folder / "en" / "all.pdf")
    assert "有人迎接" in _words(folder / "zh-Hans" / "all.pdf")
