"""The documents of this room: they are current, complete, and their examples work."""

import re
from pathlib import Path

import pytest

from csatreport.base.issue_text import format_issue
from csatreport.base.words import catalogue
from csatreport.study.format.schema import blocks_of, formats
from csatreport.study.yaml.file import parse_yaml
from csatreport.study.yaml.written import Problems, WrittenMap
from csatreport.subjects.study import own_settings, read_study
from tests.folders import lay
from tests.scripts import script

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")


def test_the_page_of_codes_is_current():
    page = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
    assert page == script("write_error_page").compose_page(), "run scripts/write_error_page.py"


def test_every_code_of_the_catalogue_stands_on_the_page_of_codes():
    page = script("write_error_page").compose_page()
    codes = {key.split(".")[1] for key in catalogue("en") if key.startswith("issue.")}
    assert set(re.findall(r'<a id="[a-z0-9]+"></a>([A-Z][0-9]{3})', page)) == codes
    assert "{" not in re.sub(r"\{ \}|\{zh-Hans[^}]*\}", "", page)


FORMATS = formats(own_settings())


def test_the_tables_of_keys_are_current():
    assert script("write_key_reference").with_reference(PAGE) == PAGE, (
        "run scripts/write_key_reference.py"
    )


def test_every_key_stands_in_the_tables():
    for root in FORMATS.values():
        for block in blocks_of(root):
            for key in block.keys:
                assert f"`{key.name}`" in PAGE


def first_study(folder: Path) -> Path:
    files = re.findall(r"```\w+ (config/\S+)\n(.*?)```", PAGE, flags=re.DOTALL)
    assert len(files) == 3
    return lay(folder, dict(files))


def test_the_first_questionnaire_of_the_page_reads_without_an_issue(tmp_path):
    study, issues = read_study(first_study(tmp_path))
    assert issues == ()
    assert [unit.id for unit in study.questionnaires[0].units.all] == ["all", "S001", "S002"]


def test_the_slip_on_the_page_looks_as_the_page_says(tmp_path):
    folder = first_study(tmp_path)
    file = folder / "config" / "questionnaires" / "shoppers.yaml"
    before, after = file.read_text(encoding="utf-8").rsplit("        scale: satisfied\n", 1)
    file.write_text(f"{before}        scael: satisfied\n{after}", encoding="utf-8")
    _, (issue,) = read_study(folder)
    said = format_issue(issue, "en").splitlines()
    (shown,) = re.findall(r"```\n(config/questionnaires/shoppers.*?)\n```", PAGE, flags=re.DOTALL)
    assert said[:4] == shown.splitlines()[:4]
    assert said[4].startswith(shown.splitlines()[4].removesuffix("…"))


def snippets() -> list[str]:
    found = re.findall(r"```yaml\n(.*?)```", PAGE, flags=re.DOTALL)
    assert len(found) > 5
    return found


@pytest.mark.parametrize("text", snippets(), ids=lambda text: text.split(":")[0])
def test_every_snippet_uses_known_keys_in_their_right_form(text):
    keys = {
        k.name: k
        for root in map(FORMATS.get, ("mapping", "units", "study", "questionnaire"))
        for b in blocks_of(root)
        for k in b.keys
    }
    keys |= {key.name: key for key in FORMATS["questionnaire"].keys}
    if text.startswith("questionnaire:"):
        keys |= {key.name: key for key in FORMATS["mapping"].keys}
    if text.startswith("kinds:"):
        keys |= {key.name: key for key in FORMATS["units"].keys}
    if text.startswith("- "):
        return
    # One snippet shows two ways to write the same key.
    for part in re.split(r"\n(?=title: \{)", text):
        file = parse_yaml(part.encode(), "snippet")
        assert isinstance(file.root, WrittenMap), part
        problems = Problems("snippet", file.lines, ())
        for name, node in file.root.entries:
            assert keys[name.text].shape.read(node, name.text, problems) is not None
        assert problems.found == []
