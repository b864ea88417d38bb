"""What the library that reads SPSS files does not tell: the weight, and whose encoding it is.

The dictionary of such a file is a list of records, each of which begins with its kind. Variables
come first; the header names the weighting one by its place among their records, in which a long
text has several. Format: the PSPP developers, *System File Format*.
"""

import re
import struct
from dataclasses import dataclass

_MAGIC = (b"$FL2", b"$FL3")
_FIRST_RECORD = 176
_VARIABLE, _LABELS, _DOCUMENT, _EXTENSION = 2, 3, 6, 7
_INTEGERS, _LONG_NAMES, _ENCODING = 3, 13, 20
_UNSAID = (2, 3)
"""Codes of characters that say no more than 7-bit or 8-bit."""
_CODE_AT = 7


@dataclass(kw_only=True)
class SavDictionary:
    """The weighting variable, "" for none, and whether the file says how it is encoded."""

    weight: str = ""
    encoded: bool = False


def read_dictionary(raw: bytes) -> SavDictionary:
    """Walk through the records; what is damaged ends the walk, and the reader says why."""
    found = SavDictionary()
    if raw[:4] not in _MAGIC:
        return found
    order = "<" if raw[64:68] in (b"\2\0\0\0", b"\3\0\0\0") else ">"
    try:
        _Walk(raw, order, found).go()
    except struct.error:
        return found
    return found


class _Walk:
    def __init__(self, raw: bytes, order: str, found: SavDictionary) -> None:
        self._raw, self._order, self._found = raw, order, found
        self._at = 76
        (self._weighting,) = self._integers(1)
        self._at = _FIRST_RECORD
        self._variables = 0

    def go(self) -> None:
        steps = {
            _VARIABLE: self._variable,
            _LABELS: self._labels,
            _DOCUMENT: self._document,
            _EXTENSION: self._extension,
        }
        while step := steps.get(self._integers(1)[0]):
            step()

    def _integers(self, count: int) -> tuple[int, ...]:
        at, self._at = self._at, self._at + 4 * count
        return struct.unpack_from(f"{self._order}{count}i", self._raw, at)

    def _skip(self, size: int) -> None:
        if size < 0:
            raise struct.error
        self._at += size

    def _variable(self) -> None:
        _, labelled, missing, _, _ = self._integers(5)
        name = self._raw[self._at : self._at + 8]
        self._skip(8)
        if labelled:
            self._skip(-(-self._integers(1)[0] // 4) * 4)
        self._skip(8 * abs(missing))
        self._variables += 1
        if self._variables == self._weighting:
            self._found.weight = name.decode("latin-1").strip()

    def _labels(self) -> None:
        for _ in range(self._integers(1)[0]):
            length = self._raw[self._at + 8 : self._at + 9]
            if not length:
                raise struct.error
            self._skip(8 + (length[0] // 8 + 1) * 8)
        _, count = self._integers(2)
        self._skip(4 * count)

    def _document(self) -> None:
        self._skip(80 * self._integers(1)[0])

    def _extension(self) -> None:
        kind, size, count = self._integers(3)
        content = self._raw[self._at : self._at + max(0, size * count)]
        self._skip(size * count)
        if kind == _INTEGERS:
            code = struct.unpack_from(f"{self._order}8i", content)[_CODE_AT]
            self._found.encoded |= code not in _UNSAID
        elif kind == _ENCODING:
            self._found.encoded = True
        elif kind == _LONG_NAMES and self._found.weight:
            short = re.escape(self._found.weight).encode("latin-1")
            if said := re.search(rb"(?:^|\t)" + short + rb"=([^\t]+)", content):
                self._found.weight = said[1].decode("utf-8", "replace")
