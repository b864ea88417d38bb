import os
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csatreport.study.yaml.file import MAX_BYTES, parse_yaml, read_yaml
from csatreport.study.yaml.written import WrittenList, WrittenMap, WrittenText


def root(text):
    file = parse_yaml(text.encode(), "x.yaml")
    assert file.issues == ()
    return file.root


def refusal(content):
    file = parse_yaml(content if isinstance(content, bytes) else content.encode(), "x.yaml")
    assert file.root is None
    (issue,) = file.issues
    return issue


def test_every_scalar_stays_the_text_that_was_written():
    found = root("a: no\nb: 2024-05-06\nc: 1e3\nd: 0o17\ne: 'yes'\nf: ~\n")
    assert [(key.text, value.text, value.plain) for key, value in found.entries] == [
        ("a", "no", True),
        ("b", "2024-05-06", True),
        ("c", "1e3", True),
        ("d", "0o17", True),
        ("e", "yes", False),
        ("f", "~", True),
    ]


def test_places_count_characters_from_one():
    found = root("名称: {zh-Hans: 店, en: [a, b]}\n")
    ((key, value),) = found.entries
    assert (key.line, key.column) == (1, 1)
    assert isinstance(value, WrittenMap)
    assert value.column == 5
    (_, listed) = value.entries[1]
    assert isinstance(listed, WrittenList)
    assert [(item.line, item.column) for item in listed.items] == [(1, 23), (1, 26)]


def test_an_empty_place_is_nothing_and_a_quoted_one_is_not():
    found = root("a:\nb: ''\nc: null\n")
    assert [value.nothing for _, value in found.entries if isinstance(value, WrittenText)] == [
        True,
        False,
        True,
    ]


def test_an_alias_stands_for_what_it_names():
    found = root("a: &one [x]\nb: *one\n")
    assert found.entries[0][1] == found.entries[1][1]


def test_a_byte_order_mark_is_welcome():
    assert parse_yaml(b"\xef\xbb\xbfa: b\n", "x").root is not None


def test_a_file_in_another_encoding_is_refused_at_its_first_strange_character():
    issue = refusal("name: ok\nlabel: 满意\n".encode("gb18030"))
    assert (issue.code, issue.source.line, issue.source.column) == ("C103", 2, 8)


def test_a_bomb_of_aliases_is_refused_before_it_is_built():
    levels = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    levels += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    begun = time.process_time()
    assert refusal("\n".join(levels)).code == "C116"
    assert time.process_time() - begun < 1


def test_aliases_cannot_nest_deeper_than_brackets():
    levels = ["a0: &a0 [x]", *(f"a{n}: &a{n} [*a{n - 1}]" for n in range(1, 60))]
    assert refusal("\n".join(levels)).code == "C114"


def test_thousands_of_brackets_are_refused_at_the_first_too_many():
    assert refusal("[" * 50_000).code == "C114"


@pytest.mark.parametrize("content", ["", "# only a comment\n", "---\n", "~"])
def test_an_empty_file_says_so(content):
    assert refusal(content).code == "C112"


def test_a_second_document_is_refused_where_it_begins():
    assert str(refusal("a: b\n---\nc: d\n").source) == "x.yaml:2:1"


def test_what_the_parser_says_otherwise_is_passed_on():
    issue = refusal("%YAML 3.0\n---\na: b\n")
    assert issue.code == "C100"
    assert issue.facts["detail"]


def test_a_missing_file_and_one_too_large_are_issues(tmp_path):
    assert read_yaml(tmp_path / "none.yaml", "none.yaml").issues[0].code == "C101"
    assert read_yaml(tmp_path, "folder").issues[0].code == "C101"
    large = tmp_path / "large.yaml"
    large.write_bytes(b"a: " + b"x" * MAX_BYTES)
    assert read_yaml(large, "large.yaml").issues[0].code == "C102"


def test_an_issue_points_at_the_line_an_editor_shows():
    issue = refusal("a: b\r\n\r\nc: @d\r\n")
    assert (issue.source.line, issue.excerpt) == (3, "c: @d")


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
@settings(deadline=None, max_examples=300)
def test_any_bytes_give_a_tree_or_an_issue(content):
    file = parse_yaml(content, "x.yaml")
    assert (file.root is None) == bool(file.issues)
    for issue in file.issues:
        assert 1 <= (issue.source.line or 0) <= len(file.lines) + 1


@given(st.text(alphabet="ab:[]{},-'\"#&*!|>\n \t?", max_size=60))
@settings(deadline=None, max_examples=500)
def test_any_heap_of_signs_gives_a_tree_or_an_issue(text):
    file = parse_yaml(text.encode(), "x.yaml")
    assert (file.root is None) == bool(file.issues)


@pytest.mark.parametrize(
    ("text", "line"), [("a: 1\nb:2\nc: 3\n", 2), ("a: 1\nb 2\nc: 3\n", 2), ("a: b: c\n", 1)]
)
def test_a_missing_colon_is_told_on_its_own_line(text, line):
    (issue,) = parse_yaml(text.encode(), "a.yaml").issues
    assert (issue.code, issue.source.line) == ("C104", line)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_file_whose_name_is_no_text_is_an_error_that_shows_what_was_meant(tmp_path):
    name = os.fsdecode("映射.yaml".encode("gb18030"))
    (tmp_path / name).write_text("questionnaire: shop\n")
    file = read_yaml(tmp_path / name, name)
    assert file.root is None
    assert [(one.code, one.source.file) for one in file.issues] == [("C123", "映射.yaml")]
