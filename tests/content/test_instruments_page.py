"""What docs/instruments.md says can be seen stands on a page of an example that is made here."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from csatreport.making.execute import build
from csatreport.making.inputs import read_inputs
from csatreport.making.request import PdfMode, Request

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "instruments.md").read_text("utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.splitlines()
    if line.startswith("|") and not line.startswith("|-") and "where it can be seen" not in line
]
ROWS = [row for row in ROWS if set("".join(row)) - set("- ")]
SEEN = [tuple(found) for row in ROWS for found in
        re.findall(r"`(\w+) (\w+\.html)#(\w+): ([^`]+)`", row[-1])]  # fmt: skip
SAMPLE = ("supplier", "retail", "staff")


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Make the company's newest report of each questionnaire that is named, in English."""
    folders = {}
    for study, names in ((ROOT, SAMPLE), (ROOT / "examples" / "models", ())):
        for name, ledger in read_inputs(study, lambda _: None).ledgers.items():
            if name not in {one[0] for one in SEEN} or (names and name not in names):
                continue
            newest, whole = ledger.base_periods[-1], ledger.questionnaire.units.root.id
            out = tmp_path_factory.mktemp(name)
            build(
                Request(
                    study=study, questionnaires=(name,), periods=(newest.id,), units=(whole,),
                    languages=("en",), pdf=PdfMode.NONE, out=out,
                ),
                lambda _: None,
            )  # fmt: skip
            folders[name] = out / "site" / "en" / name / newest.id
    return folders


@pytest.mark.parametrize(("name", "page", "chapter", "words"), SEEN)
def test_it_can_be_seen_there(reports, name: str, page: str, chapter: str, words: str):
    text = (reports[name] / page).read_text("utf-8")
    found = re.search(rf'<section id="{chapter}".*?(?=<section id=|</main>)', text, re.DOTALL)
    assert found, f"{page} has no chapter {chapter}"
    assert words in re.sub(r"\s+", " ", html.unescape(re.sub("<[^>]+>", "", found[0])))


def test_every_survey_register_and_model_has_a_row():
    named = {row[0] for row in ROWS if row[0]}
    wanted = (("S", 13), ("R", 5), ("M", 8))
    assert named == {f"{letter}{n}" for letter, last in wanted for n in range(1, last + 1)}


def test_every_ready_file_is_there():
    files = [name for row in ROWS for name in re.findall(r"`([^`]+)`", row[2])]
    assert [name for name in files if not (ROOT / name).exists()] == []
