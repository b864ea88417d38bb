"""What the README shows works as it stands, in both editions."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from csatreport.making.inputs import examine
from csatreport.making.starter import start_study
from tests.making.study import build_study, silent

ROOT = Path(__file__).parents[2]
EDITIONS = ("README.md", "README.zh-Hans.md")


def _block(text: str, language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", text, re.DOTALL)
    assert found is not None
    return found[1]


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_tour_of_the_readme_leads_to_a_report(edition: str, tmp_path: Path):
    text = (ROOT / edition).read_text(encoding="utf-8")
    study = tmp_path / "survey"
    start_study(study, ("retail",))
    asked = study / "config" / "questionnaires" / "shop.yaml"
    asked.write_text(_block(text, "yaml"), encoding="utf-8")
    settings = study / "config" / "study.yaml"
    named = re.sub(r"questionnaires: \[.*\]", "questionnaires: [shop]", settings.read_text("utf-8"))
    settings.write_text(named, encoding="utf-8")
    (asked.parent / "retail.yaml").unlink()
    for folder in ("config/registers", "data/registers", "data/retail"):
        assert f"`{folder}/`" in text
        shutil.rmtree(study / folder)
    (study / "data" / "shop").mkdir()
    (study / "data" / "shop" / "2026-10.csv").write_text(_block(text, "csv"), encoding="utf-8")
    assert [str(issue) for issue in examine(study, silent).issues] == []
    assert build_study(study, languages=("en",)).account.answers[0]["kept"] == 3


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_file_that_the_readme_names_is_there(edition: str):
    text = (ROOT / edition).read_text(encoding="utf-8")
    named = re.findall(r"\]\(([^)#]+)\)", text)
    assert named
    assert [name for name in named if not (ROOT / name).exists()] == []
