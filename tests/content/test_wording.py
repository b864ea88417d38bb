"""Everything people read in the shipped studies stands in three languages, each in its script."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
LANGUAGES = {"zh-Hans", "zh-Hant", "en"}
FILES = sorted((*ROOT.glob("config/**/*.yaml"), *ROOT.glob("examples/airport/config/**/*.yaml")))
UNITS = sorted((*ROOT.glob("config/units/*.csv"), *ROOT.glob("examples/*/config/units/*.csv")))
WORDED = {"title", "short", "organisation", "respondents", "intro", "notes", "text", "label"}


def _labels(node: object, place: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    """Yield every mapping by language, with the way to it."""
    if isinstance(node, dict) and node.keys() & LANGUAGES:
        yield place, node
    elif isinstance(node, dict):
        for key, value in node.items():
            if key == "columns":
                continue  # headers of files, in whatever language these are
            assert not (key in WORDED and isinstance(value, str)), f"{place}/{key} has one language"
            yield from _labels(value, f"{place}/{key}")
    elif isinstance(node, list):
        for number, value in enumerate(node):
            name = value.get("id", number) if isinstance(value, dict) else number
            yield from _labels(value, f"{place}/{name}")


def _read(file: Path) -> list[tuple[str, dict[str, str]]]:
    return list(_labels(yaml.safe_load(file.read_text(encoding="utf-8"))))


def _han(text: str) -> str:
    return "".join(character for character in text if "\u4e00" <= character <= "\u9fff")


@pytest.mark.parametrize("file", FILES, ids=lambda f: str(f.relative_to(ROOT)))
def test_every_label_has_three_languages_and_each_its_own_script(file):
    for place, label in _read(file):
        assert set(label) == LANGUAGES, place
        assert all(str(text).strip() for text in label.values()), place
        _han(label["zh-Hans"]).encode("gb2312")
        _han(label["zh-Hant"]).encode("big5")
        assert not _han(label["en"]), place


@pytest.mark.parametrize("file", FILES, ids=lambda f: str(f.relative_to(ROOT)))
def test_short_names_are_short_enough_for_tables(file):
    for place, label in _read(file):
        if place.endswith("/label"):
            assert max(len(label["zh-Hans"]), len(label["zh-Hant"])) <= 12, place
            assert len(str(label["en"])) <= 32, place


@pytest.mark.parametrize("file", UNITS, ids=lambda f: str(f.relative_to(ROOT)))
def test_every_unit_has_a_name_in_three_languages(file):
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            assert all(row[name] for name in ("name", "name@zh-Hant", "name@en")), row["id"]
            _han(row["name"]).encode("gb2312")
            _han(row["name@zh-Hant"]).encode("big5")


def test_there_is_something_to_read():
    assert len(FILES) >= 11
    assert len(_read(ROOT / "config/questionnaires/staff.yaml")) > 70
