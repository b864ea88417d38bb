"""The words by which files and wordings are recognised."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import csatreport
from csatreport.base.vocabulary import any_of, word_list, word_lists
from csatreport.tables.fold import fold

FILES = sorted((Path(csatreport.__file__).parent / "vocabulary").glob("*.toml"))


def _lists(table: dict[str, object]) -> Iterator[list[str]]:
    for value in table.values():
        if isinstance(value, dict):
            yield from _lists(value)
        else:
            yield value


def _all(file: Path) -> list[list[str]]:
    return list(_lists(tomllib.loads(file.read_text(encoding="utf-8"))))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_list_says_a_word_twice(file: Path):
    assert [words for words in _all(file) if len(set(words)) < len(words)] == []


@pytest.mark.parametrize("file", [file for file in FILES if file.stem != "wording"])
def test_words_stand_as_cells_and_headers_are_compared(file: Path):
    assert [word for words in _all(file) for word in words if fold(word) != word] == []


def test_shapes_of_a_list_are_one_pattern_in_which_capitals_do_not_matter():
    assert any_of("wording", "fixed_terms").search("Terms AND conditions")
    assert all(re.compile(shape) for shape in word_list("wording", "not_for_all"))


def test_an_unknown_list_is_an_error():
    with pytest.raises(KeyError):
        word_lists("headers", "nothing")
