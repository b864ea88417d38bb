"""The coded answers of one file as bytes, so that a file is read once and then kept.

A line of JSON says what is there; the columns follow one after the other, numbers as they lie in
memory and texts as JSON. Nothing is pickled: what is unpacked is data and can never be code. A
column is unpacked when somebody looks at it, and not kept: most are looked at once, to be counted.
"""

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, TypeAlias

import numpy as np

from csatreport.answers.cells.blocks import BadCells, CodedBlock
from csatreport.answers.cells.plain import Array
from csatreport.answers.model import Refusal, UnreadColumn, Why
from csatreport.answers.parts import FilePart
from csatreport.answers.spool import Bytes, Held
from csatreport.base.errors import Issue, Severity, Source
from csatreport.base.label import Label
from csatreport.study.periods import Period, PeriodKind

Buffer: TypeAlias = bytes | memoryview
Data: TypeAlias = dict[str, Any]
"""What JSON holds."""


def pack_part(part: FilePart) -> bytes:
    """Return a file's contribution as bytes."""
    columns: list[Buffer] = []
    told = {
        "name": part.name,
        "sha256": part.sha256,
        "encoding": part.encoding,
        "read": part.read,
        "blocks": [_block(block, columns) for block in part.blocks],
        "refusals": [asdict(refusal) for refusal in part.refusals],
        "issues": [asdict(issue) for issue in part.issues],
        "unread": [asdict(column) for column in part.unread],
        "id_header": part.id_header,
    }
    return b"".join([_json(told), b"\n", *columns])


def unpack_part(content: bytes, kept: Bytes | None = None) -> FilePart:
    """Return what `pack_part` packed, equal in every respect.

    Args:
        content: the bytes.
        kept: where the same bytes can be read again for columns; by itself, they stay in memory.
    """
    end = content.index(b"\n")
    told: Data = json.loads(content[:end].decode(errors="surrogatepass"))
    cut = _Cutter(kept or Held(content), end + 1)
    return FilePart(
        name=told["name"],
        sha256=told["sha256"],
        encoding=told["encoding"],
        read=told["read"],
        blocks=tuple(_read_block(block, cut) for block in told["blocks"]),
        refusals=tuple(Refusal(**one) for one in told["refusals"]),
        issues=tuple(_read_issue(one) for one in told["issues"]),
        unread=tuple(
            UnreadColumn(header=one["header"], why=Why(one["why"])) for one in told["unread"]
        ),
        id_header=told["id_header"],
    )


def _json(told: object) -> bytes:
    line = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return line.encode(errors="surrogatepass")


def _block(block: CodedBlock, columns: list[Buffer]) -> Data:
    return {
        "edition": block.edition,
        "periods": [_period(period) for period in block.periods],
        "columns": [[name, *_column(values, columns)] for name, values in block.columns.items()],
        "bad": [
            [bad.place, bad.header, bad.code, *_column(bad.rows, columns), bad.texts]
            for bad in block.bad
        ],
        "cells": [[*cell, digest] for cell, digest in block.cells.items()],
        "prints": _column(block.prints, columns),
    }


def _column(values: Array, columns: list[Buffer]) -> tuple[str, int, int]:
    """Put a column's bytes beside the others; tell its type, its length and how many they are."""
    kind = values.dtype.str
    if values.dtype == object:
        # Blank throughout, as ids and reasons often are, one value says it all.
        blank = len(values) > 0 and not any(values.tolist())
        kind = _BLANK if blank else _TEXTS
        texts = _json(values[0] if blank else values.tolist())
        columns.append(texts)
        return kind, len(values), len(texts)
    # A view, because a copy of every column would double what is in memory.
    columns.append(np.ascontiguousarray(values).view(np.uint8).data)
    return kind, len(values), values.nbytes


_BLANK = "blank"
_TEXTS = "texts"


@dataclass(frozen=True, slots=True)
class _Packed:
    """A column as it lies among the packed bytes."""

    kept: Bytes
    start: int
    size: int
    kind: str
    length: int

    def unpack(self) -> Array:
        content = self.kept.read(self.start, self.size)
        if self.kind not in (_BLANK, _TEXTS):
            return np.frombuffer(content, np.dtype(self.kind))
        values = json.loads(content.decode(errors="surrogatepass"))
        return _objects([values] * self.length if self.kind == _BLANK else values)


class PackedColumns(Mapping[str, Array]):
    """The columns of a block, each unpacked whenever it is asked for; they cannot be written to."""

    def __init__(self, columns: dict[str, _Packed]) -> None:
        self._columns = columns

    def __getitem__(self, name: str) -> Array:
        """Return a column."""
        return self._columns[name].unpack()

    def __iter__(self) -> Iterator[str]:
        """Go through the names in their order."""
        return iter(self._columns)

    def __len__(self) -> int:
        """Return how many columns there are."""
        return len(self._columns)


class _Cutter:
    """Finds one column after the other among the bytes behind the line."""

    def __init__(self, kept: Bytes, at: int) -> None:
        self._kept = kept
        self._at = at

    def column(self, kind: str, length: int, size: int) -> _Packed:
        start, self._at = self._at, self._at + size
        return _Packed(self._kept, start, size, kind, length)


def _objects(values: list[Any]) -> Array:
    """Return a column of texts, or of lists of texts, which are tuples again."""
    found = np.empty(len(values), dtype=object)
    if values and not isinstance(values[0], str):
        # A column holds texts or lists, never both. Assigned one by one, because numpy would take
        # a list of tuples for a table.
        for place, value in enumerate(values):
            found[place] = tuple(value)
    else:
        found[:] = values
    return found


def _read_block(told: Data, cut: _Cutter) -> CodedBlock:
    columns = {name: cut.column(*rest) for name, *rest in told["columns"]}
    bad = tuple(_read_bad(told["bad"], cut))
    return CodedBlock(
        edition=told["edition"],
        periods=tuple(_read_period(one) for one in told["periods"]),
        columns=PackedColumns(columns),
        bad=bad,
        cells={(unit, period): digest for unit, period, digest in told["cells"]},
        prints=cut.column(*told["prints"]).unpack(),
    )


def _read_bad(told: Iterable[list[Any]], cut: _Cutter) -> Iterator[BadCells]:
    for place, header, code, kind, length, size, texts in told:
        rows = cut.column(kind, length, size).unpack()
        yield BadCells(place=place, header=header, code=code, rows=rows, texts=tuple(texts))


def _period(period: Period) -> Data:
    return {
        "kind": period.kind.value,
        "id": period.id,
        "start": period.start.isoformat(),
        "end": period.end.isoformat(),
        "label": period.label.texts,
        "closes": period.closes.isoformat() if period.closes else None,
    }


def _read_period(told: Data) -> Period:
    day = dt.date.fromisoformat
    return Period(
        kind=PeriodKind(told["kind"]),
        id=told["id"],
        start=day(told["start"]),
        end=day(told["end"]),
        label=Label(tuple((language, text) for language, text in told["label"])),
        closes=day(told["closes"]) if told["closes"] else None,
    )


def _read_issue(told: Data) -> Issue:
    return Issue(
        code=told["code"],
        source=Source(**told["source"]),
        severity=Severity(told["severity"]),
        facts=told["facts"],
        excerpt=told["excerpt"],
    )
