"""Words by which files and wordings are recognised, as people and platforms write them.

They are data and stand in ``csatreport/vocabulary/<file>.toml``: what a platform calls a new column
costs a word there and no line of code. What is compared folded (`csatreport.tables.fold.fold`)
stands there folded.
"""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parents[1] / "vocabulary"


@cache
def _read(file: str) -> dict[str, Any]:
    return tomllib.loads((_FOLDER / f"{file}.toml").read_text(encoding="utf-8"))


def word_list(file: str, name: str) -> tuple[str, ...]:
    """Return a list of words, in their order; KeyError where there is none of this name."""
    return tuple(_read(file)[name])


def word_lists(file: str, name: str) -> dict[str, tuple[str, ...]]:
    """Return the lists of words of a table, by what they stand for."""
    return {key: tuple(words) for key, words in _read(file)[name].items()}


def any_of(file: str, name: str) -> re.Pattern[str]:
    """Return the pattern that any of the shapes of a list fits, in capitals or not."""
    return re.compile("|".join(word_list(file, name)), re.IGNORECASE)
