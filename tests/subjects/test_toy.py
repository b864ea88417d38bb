"""A subject that nobody has heard of: named in one place, it is found wherever figures are told."""

from __future__ import annotations

import importlib
import json
import shutil
import sys
from pathlib import Path

import pytest

from csatreport import subjects
from csatreport.base import words
from csatreport.base.errors import ExitCode
from csatreport.base.issue_text import format_issue
from csatreport.cli import main
from csatreport.study.format.schema import formats, schema_of
from csatreport.subjects.exposed import exposures
from csatreport.subjects.study import own_settings, read_study
from tests.scripts import script
from tests.site.workbook import long_rows

STUDY = Path(__file__).parent.parent / "studies" / "corner-shop"
TOY = {
    "__init__.py": "",
    "settings.py": """
from csatreport.study.format.own import OwnSettings
from csatreport.study.yaml.declared import key, settings
from csatreport.study.yaml.shapes import Number


@settings(name="questionnaire")
class ToySettings(OwnSettings):
    toy_factor: int = key(Number(low=2, high=9, whole=True), "3", default=2)
    \"\"\"What every toy counts.\"\"\"

    def checked(self, fields, edition, problems):
        if self.toy_factor > len(edition.items):
            problems.add("C999", fields.place("toy_factor"), n=len(edition.items))
        return self
""",
    "subject.py": """
from csatreport.base.exposure import Exposure
from csatreport.base.words import say
from csatreport.report.figure import DataSheet, Figure, Figures
from csatreport.report.inline import Link
from csatreport.report.model import CardRow, Chapter, Explanation, ExplanationStep, Paragraph
from csatreport.report.subject import Pending, Subject, Term
from toys.settings import ToySettings


def chapter(scope, found):
    return Chapter(
        id="toy", number="", topic=say(scope.language, "toy.topic"),
        heading=say(scope.language, "toy.heading", n=found["n"]),
        blocks=(Paragraph(text=say(scope.language, "toy.lead")),),
    )


def explain(scope, found):
    title = say(scope.language, "toy.topic")
    step = ExplanationStep(title=title, lines=(say(scope.language, "toy.lead"),))
    yield "toy", Explanation(id="explain:toy", title=title, figure="", steps=(step,))


FIGURES = Figures.of(
    Figure(key="n", exposure=Exposure.SIZE, value=lambda found, _: found["n"]),
    Figure(key="times", exposure=Exposure.BASE, value=lambda found, _: found["factor"] * found["n"]),
)
TOY = Subject(
    id="toy",
    doc="Twice the answers.",
    settings=ToySettings,
    measure=lambda asked: {
        "n": asked.ledger.tally(asked.unit.id, asked.period).responses,
        "factor": asked.ledger.questionnaire.settings_of(ToySettings).toy_factor,
    },
    gate=lambda gate, found: None,
    figures=FIGURES,
    sheets=(DataSheet("toy.topic", FIGURES, lambda one: [one]),),
    chapter=chapter,
    explain=explain,
    terms=(Term("toy", "2 · n"),),
    pending=lambda scope, found: iter([Pending(
        head=Link(text="A toy to be given back"), unit=scope.findings.unit, owner="", due=None,
        late=False)]),
    facts=lambda scope, found: iter([("Toys", f"{found['n']} of them")]),
    cards=lambda scope, found: iter([CardRow(head=Link(text="Play more"), detail="")]),
)
""",
    "words/en.toml": """[toy]
topic = "Playthings"
heading = "{n} were asked to play"
lead = "Nobody measures this."
term.toy = "Toy"
glossary.toy = "A thing to play with."
method.toy = "Twice the answers."
[issue.C999]
message = "Only {n} questions to play with."
remedy = "Play less."
""",
}


@pytest.fixture
def toy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Lay a toy subject in a package of its own and name it among the others."""
    for name, text in TOY.items():
        file = tmp_path / "toys" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    for language in ("zh-Hans", "zh-Hant"):
        shutil.copy(tmp_path / "toys/words/en.toml", tmp_path / f"toys/words/{language}.toml")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(words, "WORDS", words.WORDS | {tmp_path / "toys" / "words"})
    words.catalogue.cache_clear()
    found = importlib.import_module("toys.subject").TOY

    monkeypatch.setattr(subjects, "SUBJECTS", (*subjects.SUBJECTS, found))
    yield
    words.catalogue.cache_clear()
    for name in [name for name in sys.modules if name.split(".")[0] == "toys"]:
        del sys.modules[name]


def _set(study: Path, line: str) -> None:
    """Write a line at the end of the questionnaire."""
    file = study / "config/questionnaires/shop.yaml"
    file.write_text(f"{file.read_text('utf-8')}\n{line}\n", "utf-8")


@pytest.mark.usefixtures("toy")
def test_a_new_subject_is_found_on_every_page_and_in_every_file(tmp_path: Path):
    study, out = tmp_path / "study", tmp_path / "out"
    shutil.copytree(STUDY, study, ignore=shutil.ignore_patterns("expected"))
    _set(study, "toy_factor: 3")
    wanted = ["--lang", "en", "--pdf", "none", "--jobs", "1", "--out", str(out)]
    assert main(["-C", str(study), "build", *wanted]) == ExitCode.FINE
    site = out / "site"
    data = max(site.glob("en/shop/*/data.json"))
    record = json.loads(data.read_text("utf-8"))
    assert record["toy"] == {"n": record["responses"], "times": 3 * record["responses"]}
    pages = ("index.html", "workings.html")
    page = "".join(data.with_name(name).read_text("utf-8") for name in pages)
    assert f"{record['responses']} were asked to play" in page
    assert "A toy to be given back" in page.split('id="toy"')[0]
    assert "Play more" in page.split('id="toy"')[0]
    assert f"{record['responses']} of them" in page.split('id="toy"')[0]
    assert "Nobody measures this." in page.split("explain:toy")[-1]
    assert long_rows(data.with_name("data.xlsx"), "Playthings") == [record["toy"]]
    assert "A thing to play with." in (site / "en/glossary/index.html").read_text("utf-8")
    assert "Twice the answers." in (site / "en/shop/method/index.html").read_text("utf-8")


@pytest.mark.usefixtures("toy")
def test_why_its_figures_may_be_known_is_told_to_the_audit():
    found = exposures()
    assert found["toy.n"].name == "SIZE"
    assert found["toy.times"].name == "BASE"


@pytest.mark.usefixtures("toy")
def test_its_setting_stands_in_the_schema_and_in_the_reference():
    asked = schema_of(formats(own_settings())["questionnaire"])["properties"]["toy_factor"]
    assert asked["description"] == "What every toy counts. Default: 2."
    assert (asked["minimum"], asked["maximum"]) == (2, 9)
    row = "| `toy_factor` | What every toy counts. | 2 | `toy_factor: 3` |"
    assert row in script("write_key_reference").compose_reference()


@pytest.mark.usefixtures("toy")
@pytest.mark.parametrize(
    ("line", "code", "column", "said"),
    [
        ("toy_factr: 3", "C130", 1, "toy_factor"),
        ("toy_factor: 1", "C135", 13, "2 – 9"),
        ("toy_factor: [3]", "C133", 13, "toy_factor"),
        ("toy_factor: 9", "C999", 13, "Only 5 questions to play with."),
    ],
)
def test_a_fault_in_its_setting_is_told_with_its_place(
    tmp_path: Path, line: str, code: str, column: int, said: str
):
    study = tmp_path / "study"
    shutil.copytree(STUDY, study, ignore=shutil.ignore_patterns("expected"))
    _set(study, line)
    lines = (study / "config/questionnaires/shop.yaml").read_text("utf-8").splitlines()
    _, (issue,) = read_study(study)
    assert (issue.code, issue.source.line, issue.source.column) == (code, len(lines), column)
    assert said in format_issue(issue, "en")
