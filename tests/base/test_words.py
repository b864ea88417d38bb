"""Every sentence exists in every language, with the same gaps and in the right script."""

import re
import tomllib
from collections import Counter
from pathlib import Path
from string import Formatter

import pytest

import csatreport
from csatreport.base.label import LANGUAGES
from csatreport.base.words import catalogue, gaps, has, reader_language, say

LOCALE = Path(csatreport.__file__).parent / "locale"
FILES = sorted(file.name for file in (LOCALE / "en").glob("*.toml"))

# Frequent characters whose two forms belong to one script each: simplified, then traditional.
PAIRS = [
    "这這",
    "们們",
    "说說",
    "见見",
    "时時",
    "问問",
    "题題",
    "数數",
    "据據",
    "读讀",
    "写寫",
    "错錯",
    "误誤",
    "应應",
    "该該",
    "请請",
    "检檢",
    "开開",
    "选選",
    "项項",
    "满滿",
    "员員",
    "门門",
    "单單",
    "层層",
    "级級",
    "对對",
    "让讓",
    "给給",
    "会會",
    "无無",
    "经經",
    "过過",
    "进進",
    "还還",
    "没沒",
    "么麼",
    "为為",
    "义義",
    "个個",
    "区區",
    "档檔",
    "页頁",
    "书書",
    "图圖",
    "总總",
    "报報",
    "编編",
    "码碼",
    "删刪",
    "确確",
    "认認",
    "变變",
    "类類",
    "顺順",
    "链鏈",
    "连連",
    "复複",
    "资資",
    "讯訊",
    "运運",
    "执執",
    "设設",
    "试試",
    "语語",
    "现現",
    "号號",
    "务務",
    "处處",
    "张張",
    "实實",
    "际際",
    "备備",
    "发發",
    "动動",
    "关關",
    "后後",
    "里裡",
    "种種",
    "录錄",
    "断斷",
    "结結",
    "统統",
    "续續",
    "紧緊",
    "标標",
    "样樣",
    "视視",
    "观觀",
    "规規",
    "则則",
    "节節",
    "组組",
    "线線",
    "细細",
    "终終",
    "减減",
    "将將",
]
SIMPLIFIED = frozenset(pair[0] for pair in PAIRS) - frozenset("后里复")
TRADITIONAL = frozenset(pair[1] for pair in PAIRS)


def texts(language: str, name: str) -> dict[str, str]:
    found: dict[str, str] = {}

    def flatten(prefix: str, table: dict) -> None:
        for key, value in table.items():
            if isinstance(value, dict):
                flatten(f"{prefix}{key}.", value)
            else:
                found[f"{prefix}{key}"] = str(value)

    flatten("", tomllib.loads((LOCALE / language / name).read_text(encoding="utf-8")))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_files(language):
    assert sorted(file.name for file in (LOCALE / language).glob("*.toml")) == FILES


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_sentences_with_the_same_gaps(language, name):
    english, own = texts("en", name), texts(language, name)
    assert sorted(own) == sorted(english)
    different = {key for key in own if gaps(own[key]) != gaps(english[key])}
    assert different == set()


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_empty_and_no_gap_is_nameless(language, name):
    for key, sentence in texts(language, name).items():
        assert sentence.strip() or ".list." in key, key  # what joins a list may be nothing
        fields = [field for _, field, _, _ in Formatter().parse(sentence) if field is not None]
        assert all(re.fullmatch(r"[a-z_]+", field) for field in fields), key


def test_no_key_stands_in_two_files():
    for language in LANGUAGES:
        keys = Counter(key for name in FILES for key in texts(language, name))
        assert [key for key, times in keys.items() if times > 1] == []


@pytest.mark.parametrize("name", FILES)
def test_traditional_chinese_is_not_simplified_and_the_other_way_round(name):
    for key, sentence in texts("zh-Hant", name).items():
        assert not SIMPLIFIED & set(sentence), (key, SIMPLIFIED & set(sentence))
    for key, sentence in texts("zh-Hans", name).items():
        assert not TRADITIONAL & set(sentence), (key, TRADITIONAL & set(sentence))


def test_every_issue_has_a_message_and_a_remedy():
    codes = {key.split(".")[1] for key in catalogue("en") if key.startswith("issue.")}
    assert len(codes) > 100
    for code in codes:
        assert re.fullmatch(r"[CLAGRBPDF][1-9][0-9]{2}", code)
        assert has(f"issue.{code}.message")
        assert has(f"issue.{code}.remedy")


def test_gaps_are_filled_and_doubled_braces_are_not():
    assert "{zh-Hans" in say("en", "issue.C146.remedy")
    assert say("en", "issue.C207.message", id="con").count("con") == 1


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh-Hans"),
        ({"LANG": "zh_TW.UTF-8"}, "zh-Hant"),
        ({"LANG": "zh_HK"}, "zh-Hant"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8", "CSATREPORT_LANG": "zh-Hant"}, "zh-Hant"),
    ],
)
def test_the_terminal_speaks_the_language_of_its_settings(environment, language):
    assert reader_language(environment) == language
