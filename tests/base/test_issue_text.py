import json
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csatreport.base.errors import Issue, Severity, Source
from csatreport.base.issue_text import LINE_CELLS, cells, format_issue, issue_as_json


def issue(excerpt: str | None, column: int | None, **facts: object) -> Issue:
    return Issue(
        code="C130",
        source=Source(file="config/study.yaml", line=3, column=column),
        facts={"key": "nmae", "known": "name, sample", "nearest": "name", **facts},
        excerpt=excerpt,
    )


def test_an_issue_reads_place_code_message_line_caret_guess_remedy():
    assert format_issue(issue("nmae: 青禾", 1), "en") == (
        "config/study.yaml:3:1 C130 The key “nmae” is not known here.\n"
        "    nmae: 青禾\n"
        "    ^\n"
        "  Did you mean “name”?\n"
        "  Known here: name, sample."
    )


def test_the_reader_gets_their_own_language():
    assert "是不是想写“name”？" in format_issue(issue("nmae: 青禾", 1), "zh-Hans")
    assert "是不是想寫「name」？" in format_issue(issue("nmae: 青禾", 1), "zh-Hant")


def test_without_a_near_name_nothing_is_guessed():
    assert "Did you mean" not in format_issue(issue("nmae: x", 1, nearest=None), "en")


@pytest.mark.parametrize(
    ("line", "column", "blanks"),
    [
        ("ab: c", 5, 4),
        ("名称: {en: x}", 5, 6),
        ("    满意，很好: x", 10, 14),
        ("\tx: y", 2, 1),
        ("e\u0301: x", 4, 2),
        ("ｗｉｄｅ: x", 7, 10),
    ],
)
def test_the_caret_stands_under_its_character_whatever_stands_before(line, column, blanks):
    said = format_issue(issue(line, column), "en").splitlines()
    assert said[2] == "    " + " " * blanks + "^"


def test_a_column_past_the_end_points_behind_the_line():
    assert format_issue(issue("a: b", 99), "en").splitlines()[2] == "        ^"


@pytest.mark.parametrize("excerpt", [None, "", "   "])
def test_without_a_line_there_is_no_caret(excerpt):
    said = format_issue(issue(excerpt, 1), "en").splitlines()
    assert said[1] == "  Did you mean “name”?"


def test_a_row_of_a_table_has_a_line_but_no_caret():
    place = Source(file="data/a.csv", row=7, header="q1")
    one = Issue(code="C133", source=place, facts={"key": "q1", "value": "x"}, excerpt="1,x,2")
    said = format_issue(one, "en").splitlines()
    assert said[0].startswith("data/a.csv:7:q1 C133 ")
    assert said[1:] == ["    1,x,2", f"  {said[2].strip()}"]


def test_a_long_line_is_cut_around_the_column():
    line = "满意" * 200 + "X" + "满意" * 200
    shown, caret = format_issue(issue(line, 401), "en").splitlines()[1:3]
    assert cells(shown) <= LINE_CELLS + 6
    assert shown.strip().startswith("…")
    assert shown.endswith("…")
    before = shown[: shown.index("X")]
    assert cells(before) == caret.index("^")


def test_a_file_of_one_enormous_line_is_no_burden():
    line = "x" * 2_000_000
    assert len(format_issue(issue(line, 1_000_000), "en")) < 500


def test_nothing_from_a_file_steers_the_terminal():
    hostile = issue("\x1b[31mred\x07\u202eabc", 1, key="\x1b]0;title\x07")
    for language in ("en", "zh-Hans", "zh-Hant"):
        said = format_issue(hostile, language)
        assert not any(unicodedata.category(sign) == "Cc" and sign != "\n" for sign in said)
        assert "\u202e" not in said


def test_a_fact_with_braces_is_not_a_gap():
    assert "{known}" in format_issue(issue("x", 1, key="{known}"), "en").splitlines()[0]


def test_json_has_the_place_in_parts_and_both_sentences():
    found = issue_as_json(issue("nmae: x", 1), "en")
    assert json.loads(json.dumps(found)) == {
        "code": "C130",
        "severity": "error",
        "file": "config/study.yaml",
        "line": 3,
        "column": 1,
        "row": None,
        "header": None,
        "message": "The key “nmae” is not known here.",
        "remedy": "Known here: name, sample.",
        "nearest": "name",
        "excerpt": "nmae: x",
    }


def test_json_says_what_is_a_warning():
    warning = Issue(
        code="C236",
        source=Source(file="a.yaml", line=1),
        severity=Severity.WARNING,
        facts={"scale": "s"},
    )
    assert issue_as_json(warning, "en")["severity"] == "warning"


@given(st.text(max_size=300), st.integers(1, 400))
@settings(deadline=None, max_examples=300)
def test_any_line_and_column_can_be_shown(line, column):
    said = format_issue(issue(line, column), "en").split("\n")
    assert all(cells(shown) <= LINE_CELLS + 30 for shown in said)
    assert len(said) in (3, 5)
