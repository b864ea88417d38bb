import json
from pathlib import Path

import jsonschema
import pytest

from csatreport.base.resources import shipped
from csatreport.study.format.schema import blocks_of, formats, schema_of
from csatreport.study.yaml.block import Key
from csatreport.study.yaml.declared import block_of
from csatreport.study.yaml.file import parse_yaml, read_yaml
from csatreport.study.yaml.written import Problems, Written, WrittenList, WrittenMap
from csatreport.subjects.study import own_settings

ROOTS = formats(own_settings())
SCHEMAS = {kind: schema_of(root) for kind, root in ROOTS.items()}


def plain(node: Written) -> object:
    """What an editor sees: YAML 1.2, where only true and false are truth values."""
    if isinstance(node, WrittenMap):
        return {key.text: plain(value) for key, value in node.entries}
    if isinstance(node, WrittenList):
        return [plain(item) for item in node.items]
    if not node.plain:
        return node.text
    try:
        return {"true": True, "false": False, "": None}[node.text]
    except KeyError:
        pass
    try:
        return int(node.text)
    except ValueError:
        pass
    try:
        return float(node.text)
    except ValueError:
        return node.text


def faults(kind: str, text: str) -> list[str]:
    root = parse_yaml(text.encode(), "x.yaml").root
    assert root is not None
    found = jsonschema.Draft7Validator(SCHEMAS[kind]).iter_errors(plain(root))
    return [error.message for error in found]


@pytest.mark.parametrize("kind", SCHEMAS)
def test_each_schema_is_valid_draft_7_and_plain_json(kind):
    jsonschema.Draft7Validator.check_schema(SCHEMAS[kind])
    assert json.loads(json.dumps(SCHEMAS[kind])) == SCHEMAS[kind]
    assert SCHEMAS[kind]["$schema"] == "http://json-schema.org/draft-07/schema#"


@pytest.mark.parametrize("kind", SCHEMAS)
def test_every_key_is_described(kind):
    blocks = [SCHEMAS[kind], *SCHEMAS[kind]["definitions"].values()]
    for block in blocks:
        for name, described in block.get("properties", {}).items():
            if name not in ("zh-Hans", "zh-Hant", "en"):
                assert described["description"], name


@pytest.mark.parametrize("made", own_settings(), ids=lambda made: made.__name__)
def test_the_keys_of_a_subject_stand_in_one_format_and_need_not_be_given(made):
    own = block_of(made)
    homes = [b for root in ROOTS.values() for b in blocks_of(root) if b.name == own.name]
    assert [key for home in homes for key in home.keys if key in own.keys] == list(own.keys)
    assert made() == made()


@pytest.mark.parametrize("kind", ROOTS)
def test_no_two_keys_of_a_block_have_one_name(kind):
    for block in blocks_of(ROOTS[kind]):
        names = [key.name for key in block.keys]
        assert len(set(names)) == len(names)


@pytest.mark.parametrize("kind", ROOTS)
def test_every_example_of_the_format_reads_without_a_fault(kind):
    for block in blocks_of(ROOTS[kind]):
        for key in block.keys:
            assert key.example, key.name
            if "…" not in key.example:
                _read_example(key)


@pytest.mark.parametrize("kind", ROOTS)
@pytest.mark.parametrize("written", ["x", "[x]", "[[x]]", "{a: x}", "{a: [x]}"])
def test_whoever_writes_something_else_is_shown_an_example(kind, written):
    file = parse_yaml(f"key: {written}".encode(), "x.yaml")
    assert isinstance(file.root, WrittenMap)
    node = file.root.entries[0][1]
    problems = Problems("x.yaml", file.lines, ())
    ROOTS[kind].read(node, "", problems)
    for key in (key for block in blocks_of(ROOTS[kind]) for key in block.keys):
        key.read(node, problems)
    examples = [issue.facts["example"] for issue in problems.found if "example" in issue.facts]
    assert examples
    assert all(examples)


def _read_example(key: Key) -> None:
    file = parse_yaml(key.example.encode(), "x.yaml")
    assert isinstance(file.root, WrittenMap), key.example
    ((name, node),) = file.root.entries
    assert name.text == key.name
    problems = Problems("x.yaml", file.lines, ())
    assert key.shape.read(node, key.name, problems) is not None
    assert problems.found == [], key.example


def shipped_files() -> list[Path]:
    config = shipped("config")
    return sorted([*config.glob("questionnaires/*.yaml"), *config.glob("library/*.yaml")])


@pytest.mark.parametrize("file", shipped_files(), ids=lambda file: file.name)
def test_the_shipped_questionnaires_satisfy_the_schema(file):
    root = read_yaml(file, file.name).root
    jsonschema.validate(plain(root), SCHEMAS["questionnaire"], jsonschema.Draft7Validator)


def test_the_shipped_study_satisfies_the_schema():
    file = read_yaml(shipped("config") / "study.yaml", "study.yaml")
    jsonschema.validate(plain(file.root), SCHEMAS["study"], jsonschema.Draft7Validator)


def test_the_schema_refuses_what_the_reader_refuses():
    assert faults("study", "name: Q\nlanguage: [en]")
    assert faults("study", "languages: [en]")
    assert faults("study", "name: Q\nlanguages: [fr]")
    assert faults("study", "name: Q\nfiscal_year_start: 13")
    assert faults("units", "units: [{id: a/b, name: A}]")
    assert faults("mapping", "questionnaire: shop\nfiles: [a]")
    assert faults("study", "name: {fr: Q}")


def test_the_schema_knows_which_keys_fit_which_register():
    form = "kind: {}\nquestionnaire: shop\niceberg: 25"
    assert faults("register", form.format("complaints")) == []
    assert faults("register", form.format("defects"))


@pytest.mark.parametrize(
    "file", sorted(shipped("config").glob("registers/*.yaml")), ids=lambda file: file.name
)
def test_the_shipped_registers_satisfy_the_schema(file):
    root = read_yaml(file, file.name).root
    jsonschema.validate(plain(root), SCHEMAS["register"], jsonschema.Draft7Validator)


def test_the_schema_knows_which_keys_fit_which_kind():
    form = "id: s\ntitle: S\nevery: month\nsections: [{{id: a, items: [{{id: q, text: Q, kind: {}}}]}}]"
    assert faults("questionnaire", form.format("number, unit: years")) == []
    assert faults("questionnaire", form.format("text, unit: years"))
    assert faults("questionnaire", form.format("yesno, good: no")) == []
    assert faults("questionnaire", form.format("choice, good: no"))
