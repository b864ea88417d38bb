"""The reader for large files gives what the ordinary one gives, or leaves the file to it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csatreport.tables import read as reading
from csatreport.tables import streamed
from csatreport.tables.read import read_table
from csatreport.tables.streamed import read_streamed
from csatreport.tables.table import ReadTable

CELLS = ["", " ", "A", "满意", "3", "a b", '"q"', '"a,b"', '"two\nlines"', '5"', "x,y", "\u00a0"]
LINES = ["\n", "\r\n", "\n\n", "\r"]


def _file(rows: list[list[str]], ends: list[str], head: str = "id,q1,q2\n") -> bytes:
    lines = [",".join(row) + ends[n % len(ends)] for n, row in enumerate(rows)]
    return (head + "".join(lines)).encode()


def _shape(table: ReadTable) -> tuple[object, ...]:
    return (
        table.headers,
        tuple(tuple(column) for column in table.columns),
        tuple(table.rows),
        table.encoding,
        table.sha256,
        sorted(table.refused, key=lambda one: one.row),
        table.issues,
    )


def _both(content: bytes, folder: Path, piece: int) -> tuple[ReadTable, ReadTable]:
    file = folder / "answers.csv"
    file.write_bytes(content)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "STREAMED_FROM", 10**9)
        ordinary = read_table(file, "answers.csv")
        patch.setattr(reading, "STREAMED_FROM", 0)
        patch.setattr(reading, "available", lambda: True)
        patch.setattr(reading, "read_streamed", lambda raw, heads: read_streamed(raw, heads, piece))
        return ordinary, read_table(file, "answers.csv")


ROWS = st.lists(st.lists(st.sampled_from(CELLS), min_size=1, max_size=4), max_size=12)


@settings(deadline=None)
@given(
    rows=ROWS,
    ends=st.lists(st.sampled_from(LINES), min_size=1, max_size=3),
    piece=st.integers(5, 60),
)
def test_any_file_gives_the_same_table(rows, ends, piece, tmp_path_factory):
    ordinary, large = _both(_file(rows, ends), tmp_path_factory.mktemp("csv"), piece)
    assert _shape(large) == _shape(ordinary)


PLAIN = st.lists(
    st.lists(st.sampled_from(["", "A", "满意", "3 "]), min_size=3, max_size=3),
    min_size=1,
    max_size=12,
)


@given(rows=PLAIN, end=st.sampled_from(["\n", "\r\n"]), piece=st.integers(5, 60))
def test_plain_files_are_never_left_to_the_ordinary_reader(rows, end, piece):
    assert read_streamed(_file(rows, [end]), ("id", "q1", "q2"), piece) is not None


@pytest.mark.parametrize(
    "content",
    [
        "id;q1\n1;A\n".encode("utf-16"),
        "id,q1\n1,满意\n".encode("gb18030"),
        "\ufeffid,q1\n1,满意\n".encode(),
        b"id,q1\n1,A",
        b"id,q1\n1,\0\n",
        b"\nid,q1\n1,A\n",
        b"sep=;\nid;q1\n1;A\n",
        b'"id",q1\n1,A\n',
        b"id\tq1\n1\tA,B\n",
        b"id,q1\n",
        b"id,q1\n1,A\n,\n2,B\n",
        b'id,q1\n1,"A\n2,B\n3,C\n',
    ],
)  # fmt: skip
def test_every_other_kind_of_file_gives_the_same_table_too(content: bytes, tmp_path: Path):
    ordinary, large = _both(content, tmp_path, 12)
    assert _shape(large) == _shape(ordinary)


def test_without_pyarrow_the_ordinary_reader_does_it(monkeypatch):
    monkeypatch.setattr(streamed, "find_spec", lambda _: None)
    streamed.available.cache_clear()
    try:
        assert not streamed.available()
    finally:
        monkeypatch.undo()
        streamed.available.cache_clear()
