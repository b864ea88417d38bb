"""Sentences in the reader's language, found by key.

Every sentence the program says stands in ``csatreport/locale/<language>/<room>.toml``, or beside
the subject that says it in ``words/<language>.toml``: a flat or nested table of templates with
``{named}`` gaps. Code holds keys and facts only, so that a
translator can improve a sentence without reading Python, and a test can prove that the three
languages have the same keys and the same gaps.
"""

from __future__ import annotations

import os
import tomllib
from functools import cache
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING

from csatreport.base.label import LANGUAGES

if TYPE_CHECKING:
    from csatreport.base.errors import Issue

_PACKAGE = Path(__file__).parents[1]
_FOLDER = _PACKAGE / "locale"
WORDS = set((_PACKAGE / "subjects").glob("*/words"))
"""Folders of the words of one subject each, a file a language."""


@cache
def catalogue(language: str, files: str = "*.toml") -> dict[str, str]:
    """Return all sentences of a language, or those of some catalogue files, by dotted key."""
    sentences: dict[str, str] = {}
    for file in sorted((_FOLDER / language).glob(files)):
        _flatten("", tomllib.loads(file.read_text(encoding="utf-8")), sentences)
    if files == "*.toml":
        for home in sorted(WORDS):
            table = tomllib.loads((home / f"{language}.toml").read_text(encoding="utf-8"))
            _flatten("", table, sentences)
    return sentences


def _flatten(prefix: str, table: dict[str, object], into: dict[str, str]) -> None:
    for name, value in table.items():
        key = f"{prefix}{name}"
        if isinstance(value, dict):
            _flatten(f"{key}.", value, into)
        elif key in into:
            raise ValueError(f"the sentence {key} stands in two catalogue files")
        else:
            into[key] = str(value)


def say(language: str, key: str, /, **facts: object) -> str:
    """Return the sentence under a key with its gaps filled; KeyError if it does not exist."""
    sentence = catalogue(language)[key]
    return sentence.format_map(facts) if "{" in sentence else sentence


def has(key: str) -> bool:
    """Tell whether a sentence exists."""
    return key in catalogue("en")


def gaps(sentence: str) -> frozenset[str]:
    """Return the names of a sentence's gaps."""
    return frozenset(name for _, name, _, _ in Formatter().parse(sentence) if name)


def issue_message(issue: Issue, language: str) -> str:
    """Say what is wrong."""
    return say(language, f"issue.{issue.code}.message", **issue.facts)


def issue_remedy(issue: Issue, language: str) -> str:
    """Say what to do about it."""
    return say(language, f"issue.{issue.code}.remedy", **issue.facts)


def reader_language(environment: dict[str, str] | None = None) -> str:
    """Choose the language of the terminal: CSATREPORT_LANG, else the locale, else English."""
    settings = os.environ if environment is None else environment
    names = ("CSATREPORT_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
    wanted = next((settings[name] for name in names if settings.get(name)), "en")
    plain = wanted.split(".")[0].replace("_", "-").casefold()
    if plain.startswith(("zh-hant", "zh-tw", "zh-hk", "zh-mo")):
        return "zh-Hant"
    return "zh-Hans" if plain.startswith("zh") else LANGUAGES[-1]
