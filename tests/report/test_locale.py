"""Every sentence the report says exists in three languages, and none is left over."""

import ast
import re
from pathlib import Path

import pytest

from csatreport import report, subjects
from csatreport.base.label import LANGUAGES
from csatreport.base.words import catalogue, gaps
from csatreport.report.lexicon.terms import terms_of
from csatreport.report.wording import KEYED

FOLDERS = (Path(report.__file__).parent, Path(subjects.__file__).parent)
WHOSE = ("report.", *(f"{subject.id}." for subject in subjects.SUBJECTS))
SENTENCES = {
    language: {key: text for key, text in catalogue(language).items() if key.startswith(WHOSE)}
    for language in LANGUAGES
}
FORMS = (".one", ".other")
CHARSETS = {"zh-Hans": "gb2312", "zh-Hant": "big5"}
"""The old character sets know one script only."""


def _constants() -> set[str]:
    found = set()
    for module in (file for folder in FOLDERS for file in folder.rglob("*.py")):
        parts = list(ast.walk(ast.parse(module.read_text(encoding="utf-8"))))
        entries = {id(one) for call in parts for one in _entries(call)}
        for part in parts:
            if isinstance(part, ast.Constant) and id(part) not in entries:
                found.add(str(part.value))
            assert not (
                isinstance(part, ast.JoinedStr)
                and part.values
                and isinstance(part.values[0], ast.Constant)
                and str(part.values[0].value).startswith(WHOSE)
            ), f"{module.name}: a key must be a literal, or no test can find it"
    return {text for text in found if text.startswith(WHOSE) and not set(" {") & set(text)}


def _entries(call: ast.AST) -> list[ast.expr]:
    """Return the texts that name a figure of the published files or its path, and no sentence."""
    if not isinstance(call, ast.Call) or getattr(call.func, "id", "") not in {"Beside", "part"}:
        return []
    return [*call.args, *(word.value for word in call.keywords)]


def _of_terms() -> set[str]:
    """Return the keys that are made of the names of terms."""
    told = [*terms_of(subjects.SUBJECTS)]
    found = {f"{whose}.{part}.{one.id}" for one, whose in told for part in ("term", "glossary")}
    return found | {f"{whose}.method.{one.text or one.id}" for one, whose in told if one.method}


USED = _constants() | _of_terms() | KEYED


def _stem(key: str) -> str:
    return next((key.removesuffix(form) for form in FORMS if key.endswith(form)), key)


UNSET = {"issue", "cli", "paper", "publish"}
"""Sentences in a terminal or on a form, where names stand in the same gaps."""


@pytest.mark.parametrize("key", sorted(USED))
def test_a_key_that_is_used_exists(key: str):
    assert key in SENTENCES["en"] or all(key + form in SENTENCES["en"] for form in FORMS)


def test_no_sentence_is_left_over():
    assert [key for key in SENTENCES["en"] if key not in USED and _stem(key) not in USED] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_languages_have_the_same_keys_and_gaps(language: str):
    english = {key: gaps(sentence) for key, sentence in SENTENCES["en"].items()}
    assert {key: gaps(sentence) for key, sentence in SENTENCES[language].items()} == english


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant"])
def test_chinese_sentences_have_chinese_punctuation(language: str):
    han = r"[\u4e00-\u9fff]"
    wrong = re.compile(rf"{han}[,;:!?()]|[,;!?()]{han}|{han}\.$")
    assert [key for key, text in SENTENCES[language].items() if wrong.search(text)] == []


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant"])
def test_what_begins_with_a_figure_stands_a_space_from_the_character_before(language: str):
    names = "period|periods|reference|last|before|units|questions|answers|number|points|value"
    close = re.compile(rf"[\u4e00-\u9fff]\{{(?:{names})\}}")
    told = {k: text for k, text in SENTENCES[language].items() if k.split(".")[0] not in UNSET}
    assert [key for key, text in told.items() if close.search(text)] == []


@pytest.mark.parametrize("language", CHARSETS)
def test_no_script_strays_into_the_other(language: str):
    characters = set("".join(SENTENCES[language].values()))
    han = {c for c in characters if "\u4e00" <= c <= "\u9fff"}
    assert {c for c in han if not c.encode(CHARSETS[language], "ignore")} == set()


def test_simplified_quotes_are_curly_and_traditional_ones_are_corners():
    assert not set("「」") & set("".join(SENTENCES["zh-Hans"].values()))
    assert not set("“”") & set("".join(SENTENCES["zh-Hant"].values()))
