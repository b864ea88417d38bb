"""Bytes to text by rule, never by statistics.

A byte order mark decides; without one, text that is valid UTF-8 is UTF-8 (other encodings
practically never are); what remains is read as GB18030, the encoding that Chinese Windows
writes. Bytes that are none of these are refused with their position.
"""

import codecs
from dataclasses import dataclass

_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8 (BOM)"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16 LE"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16 BE"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A file's text and the name of its encoding."""

    text: str
    encoding: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Undecodable:
    """Why bytes are not text: the encoding that got furthest, and where it stopped.

    ``byte`` and ``line`` count from 1.
    """

    encoding: str
    byte: int
    line: int


def decode(raw: bytes) -> Decoded | Undecodable:
    """Return the text of a file's bytes, or the place where no encoding fits."""
    for mark, codec, name in _MARKS:
        if raw.startswith(mark):
            return _decode_strictly(raw, len(mark), codec, name)
    first = _decode_strictly(raw, 0, "utf-8", "UTF-8")
    if isinstance(first, Decoded):
        return first
    second = _decode_strictly(raw, 0, "gb18030", "GB18030")
    if isinstance(second, Decoded):
        return second
    return max(first, second, key=lambda fault: fault.byte)


def encode(text: str, encoding: str) -> bytes:
    """Return text as bytes of an encoding that `decode` named, with its byte order mark.

    Raises:
        UnicodeEncodeError: the encoding has no such letters.
    """
    marks = {name: (mark, codec) for mark, codec, name in _MARKS}
    mark, codec = marks.get(encoding, (b"", encoding))
    return mark + text.encode(codec)


def _decode_strictly(raw: bytes, skip: int, codec: str, name: str) -> Decoded | Undecodable:
    try:
        return Decoded(text=str(memoryview(raw)[skip:], codec), encoding=name)
    except UnicodeDecodeError as fault:
        before = raw[skip : skip + fault.start]
        line = before.decode(codec, errors="replace").count("\n") + 1
        return Undecodable(encoding=name, byte=skip + fault.start + 1, line=line)
