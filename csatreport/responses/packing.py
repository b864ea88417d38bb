"""The coded answers of one file as bytes, so that a file is read once and then kept.

A line of JSON says what is there; the columns of numbers follow as they lie in memory, one after
the other. Columns of texts stand in the line itself. Nothing is pickled: what is unpacked is data
and can never be code.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any, TypeAlias

import numpy as np

from csatreport.errors import Issue, Severity, Source
from csatreport.label import Label
from csatreport.responses.blocks import BadCells, Block
from csatreport.responses.coding import Array
from csatreport.responses.model import Refusal
from csatreport.responses.parts import Part
from csatreport.survey.periods import Period, PeriodKind

Data: TypeAlias = dict[str, Any]
"""What JSON holds."""


def pack_part(part: Part) -> bytes:
    """Return a file's contribution as bytes."""
    arrays: list[bytes] = []
    told = {
        "name": part.name,
        "sha256": part.sha256,
        "encoding": part.encoding,
        "read": part.read,
        "blocks": [_block(block, arrays) for block in part.blocks],
        "refusals": [asdict(refusal) for refusal in part.refusals],
        "issues": [asdict(issue) for issue in part.issues],
        "ignored": part.ignored,
        "id_header": part.id_header,
    }
    line = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return line.encode(errors="surrogatepass") + b"\n" + b"".join(arrays)


def unpack_part(content: bytes) -> Part:
    """Return what `pack_part` packed, equal in every respect."""
    end = content.index(b"\n")
    told: Data = json.loads(content[:end].decode(errors="surrogatepass"))
    cut = _Cutter(memoryview(content)[end + 1 :])
    return Part(
        name=told["name"],
        sha256=told["sha256"],
        encoding=told["encoding"],
        read=told["read"],
        blocks=tuple(_read_block(block, cut) for block in told["blocks"]),
        refusals=tuple(Refusal(**one) for one in told["refusals"]),
        issues=tuple(_read_issue(one) for one in told["issues"]),
        ignored=tuple(told["ignored"]),
        id_header=told["id_header"],
    )


def _block(block: Block, arrays: list[bytes]) -> Data:
    return {
        "edition": block.edition,
        "periods": [_period(period) for period in block.periods],
        "columns": [[name, *_column(values, arrays)] for name, values in block.columns.items()],
        "bad": [
            [bad.place, bad.header, bad.code, *_column(bad.rows, arrays), bad.texts]
            for bad in block.bad
        ],
        "cells": [[*cell, digest] for cell, digest in block.cells.items()],
    }


def _column(values: Array, arrays: list[bytes]) -> tuple[str, int, object]:
    """Tell a column's type and length, and its values where they are texts."""
    if values.dtype == object:
        if len(values) and not any(values.tolist()):
            # Blank throughout, as ids and reasons often are.
            return "same", len(values), values[0]
        return "object", len(values), values.tolist()
    arrays.append(np.ascontiguousarray(values).tobytes())
    return values.dtype.str, len(values), None


class _Cutter:
    """Takes one column after the other off the bytes behind the line."""

    def __init__(self, content: memoryview) -> None:
        self._content = content
        self._at = 0

    def column(self, kind: str, length: int, values: object) -> Array:
        """Return the next column."""
        if kind == "same":
            return _objects([tuple(values) if isinstance(values, list) else values] * length)
        if kind == "object":
            assert isinstance(values, list), "texts stand in the line"  # noqa: S101
            return _objects(values)
        dtype = np.dtype(kind)
        start, self._at = self._at, self._at + length * dtype.itemsize
        # A copy, because the packed bytes cannot be written to.
        return np.frombuffer(self._content[start : self._at], dtype).copy()


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


def _read_block(told: Data, cut: _Cutter) -> Block:
    columns = {name: cut.column(*rest) for name, *rest in told["columns"]}
    return Block(
        edition=told["edition"],
        periods=tuple(_read_period(one) for one in told["periods"]),
        columns=columns,
        bad=tuple(_read_bad(told["bad"], cut)),
        cells={(unit, period): digest for unit, period, digest in told["cells"]},
    )


def _read_bad(told: Iterable[list[Any]], cut: _Cutter) -> Iterator[BadCells]:
    for place, header, code, kind, length, values, texts in told:
        rows = cut.column(kind, length, values)
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
