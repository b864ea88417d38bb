"""Keyed digests of rows: a row is known again, and nobody can guess one and look for it.

A digest is made of a row's unit and of what was answered, told by the codes of options and not by
their places: a blank says nothing, so that an item or an option added later changes no digest. Day,
hour, file, number and id do not count. It is an HMAC-SHA256 of 128 bits under the study's secret.
"""

import hashlib
import hmac
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TypeAlias

import numpy as np

from csatreport.answers.model import ColumnArrays, Wave
from csatreport.study.edition import Edition
from csatreport.study.item import CLOSED, Item, Kind, Missing
from csatreport.study.units import Units

LENGTH = 16
"""Bytes of a digest."""
_WORD = 8
"""Bytes of the hash of one answer; 0 stands for none."""
_SaidOf: TypeAlias = Callable[[object], str]
"""Returns what a cell says in a row; "" for nothing."""


def digest_rows(wave: Wave, units: Units, secret: bytes) -> list[str]:
    """Return the digest of each row, in their order."""
    names = [f"{unit.id}\0".encode() for unit in units.all]
    return [told for part in wave.parts for told in _digests(part, wave.edition, names, secret)]


def _digests(
    part: ColumnArrays, edition: Edition, names: Sequence[bytes], secret: bytes
) -> Iterator[str]:
    unit = part["_unit"].tolist()
    words = [np.zeros(len(unit), np.uint64), *_words(part, edition)]
    said = np.sort(np.column_stack(words), axis=1)
    starts = ((said == 0).sum(axis=1) * _WORD).tolist()
    content, width = said.astype(f">u{_WORD}").tobytes(), said.shape[1] * _WORD
    for row, (place, start) in enumerate(zip(unit, starts, strict=True)):
        message = names[place] + content[row * width + start : (row + 1) * width]
        yield hmac.digest(secret, message, "sha256")[:LENGTH].hex()


def _words(part: ColumnArrays, edition: Edition) -> Iterator[np.ndarray]:
    """Yield for each column a number for what each row says in it."""
    items = edition.by_id
    for name in part:
        item = items.get(name.rstrip("!?"))
        if item is not None:
            about = item.series + name[len(item.id) :]
            yield _hashed(about, part[name], partial(_said, item, name))


def _hashed(about: str, values: np.ndarray, said: _SaidOf) -> np.ndarray:
    if values.dtype == object:
        known: dict[object, int] = {}
        places = [known.setdefault(value, len(known)) for value in values.tolist()]
        words, inverse = list(known), np.array(places, np.int64)
    else:
        unique, inverse = np.unique(values, return_inverse=True)
        words = unique.tolist() if values.dtype.kind != "M" else unique.astype(str).tolist()
    table = np.array([_word(about, said(value)) for value in words], np.uint64)
    return np.asarray(table[inverse]) if len(values) else np.empty(0, np.uint64)


def _word(about: str, said: str) -> int:
    told = hashlib.blake2b(f"{about}\x1f{said}".encode(), digest_size=_WORD).digest()
    return int.from_bytes(told) if said else 0


def _said(item: Item, name: str, value: object) -> str:
    if isinstance(value, int):
        return _ticked(item, name, value)
    if isinstance(value, float):
        return "" if value != value else repr(value)  # noqa: PLR0124 - NaN
    if isinstance(value, tuple):
        return "\x1f".join(map(str, value))
    return "" if value == "NaT" else str(value)


def _ticked(item: Item, name: str, value: int) -> str:
    """Tell a code: an option's, those of several, or why there is none."""
    if value < 0:
        missing = Missing(value)
        return "" if missing is Missing.BLANK else f"!{missing.name}"
    if name.endswith("!"):
        return ""
    codes = [option.code for option in item.options]
    if item.kind in CLOSED:
        return codes[value]
    several = item.kind is Kind.SEVERAL
    return "\x1f".join(c for n, c in enumerate(codes) if value >> n & 1) if several else str(value)
