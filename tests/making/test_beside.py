"""A report that takes results of other questionnaires: made anew with them, and audited with them."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from csatreport.cli import main
from csatreport.making.inputs import read_inputs
from csatreport.privacy.audit.examine import audit_elsewhere

EXAMPLE = Path(__file__).parents[2] / "examples" / "models"
NAMES = ("gaps", "managers", "frontline")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the three questionnaires of the five gaps."""
    study = tmp_path_factory.mktemp("beside") / "study"
    shutil.copytree(EXAMPLE, study, ignore=shutil.ignore_patterns("forms"))
    for file in (*study.glob("config/*/*.yaml"), *study.glob("data/*/*.csv")):
        if not {file.stem.partition("-")[0], file.parent.name} & set(NAMES):
            file.unlink()
    settings = study / "config" / "study.yaml"
    told = re.sub(
        r"questionnaires: .*", f"questionnaires: [{', '.join(NAMES)}]", settings.read_text("utf-8")
    )
    settings.write_text(told, "utf-8")
    _build(study)
    return study


def _build(study: Path) -> None:
    assert main(["-C", str(study), "build", "--pdf", "none", "--jobs", "1", "--lang", "en",
                 "--out", str(study / "build")]) == 0  # fmt: skip


def _pages(study: Path) -> dict[str, bytes]:
    home = study / "build" / "site"
    return {file.relative_to(home).as_posix(): file.read_bytes()
            for file in sorted(home.rglob("*")) if file.is_file()}  # fmt: skip


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("data/managers/2026-11.csv", "2026-11-15,", "2026-11-16,7,7,7,7,7,7,7,7,7,7\n2026-11-15,"),
        ("config/questionnaires/managers.yaml", "what customers expect", "what they expect of us"),
        ("config/questionnaires/managers.yaml", "id: empathy", "id: warmth"),
    ],
)
def test_what_changes_elsewhere_makes_the_report_that_takes_it_anew(
    built, tmp_path, file, old, new
):
    study = tmp_path / "study"
    shutil.copytree(built, study)
    before = _pages(study)
    text = (study / file).read_text("utf-8")
    assert old in text
    (study / file).write_text(text.replace(old, new, 1), "utf-8")
    _build(study)
    anew = _pages(study)
    page = "en/gaps/2026-Q4/detail.html"
    assert anew[page] != before[page]
    shutil.rmtree(study / "build")
    _build(study)
    assert _pages(study) == anew


def test_figures_of_anonymous_staff_must_stand_so_in_their_own_report(built, tmp_path):
    site = tmp_path / "site"
    shutil.copytree(built / "build" / "site", site)
    asked = [one.questionnaire for one in read_inputs(built, lambda _: None).ledgers.values()]
    assert audit_elsewhere([site], asked) == ()
    (file,) = site.rglob("gaps/2026-Q4/data.json")
    data = json.loads(file.read_text("utf-8"))
    mine = next(one for one in data["five_gaps"]["levels"]
                if one["questionnaire"] == "frontline" and one["node"] == "empathy")  # fmt: skip
    mine["level_low"] -= 0.1
    file.write_text(json.dumps(data), "utf-8")
    (found,) = audit_elsewhere([site], asked)
    assert found.code == "B610"
    assert found.facts["about"] == "empathy"
    assert found.facts["period"] == "2026-Q3"
