"""The name of a value by its content: equal values have equal digests, in any process.

Keys of the cache are made here. `repr` would not do: sets come out in another order each time, and
a line number in the configuration would count as a change though nothing that is shown depends on
it. So values are told part by part. Dictionaries count with their order, because tables are printed
in it; of the place of a setting only the file counts.
"""

import datetime as dt
import hashlib
import math
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import PurePath

from csatreport.base.errors import Source

LENGTH = 16
"""Bytes of a digest: enough that two contents never share a name by chance."""


def digest_bytes(content: bytes) -> str:
    """Return the name of some bytes.

    >>> digest_bytes(b"") == digest_bytes(b"x")
    False
    """
    return hashlib.blake2b(content, digest_size=LENGTH).hexdigest()


def digest_of(*values: object) -> str:
    """Return the name of some values.

    Raises:
        TypeError: a value is of a kind whose content cannot be told.

    >>> digest_of(1, "1") == digest_of("1", 1)
    False
    >>> digest_of(frozenset("ab")) == digest_of(frozenset("ba"))
    True
    """
    told = hashlib.blake2b(digest_size=LENGTH)
    for value in values:
        for part in _told(value):
            # The length parts one text from the next.
            told.update(b"%d:" % len(part))
            told.update(part)
    return told.hexdigest()


def _told(value: object) -> Iterator[bytes]:
    """Yield a value's parts, each with a letter for its kind."""
    if value is None or isinstance(value, bool):
        yield b"b" + str(value).encode()
    elif isinstance(value, Enum):
        yield f"e{type(value).__name__}.{value.name}".encode()
    elif isinstance(value, str):
        yield b"s" + value.encode("utf-8", "surrogatepass")
    elif isinstance(value, int):
        yield b"i%d" % value
    elif isinstance(value, float):
        yield b"f" + (b"nan" if math.isnan(value) else value.hex().encode())
    elif isinstance(value, bytes):
        yield b"y" + value
    elif isinstance(value, Source):
        yield b"p" + value.file.encode("utf-8", "surrogatepass")
    elif isinstance(value, dt.date | dt.time):
        yield b"d" + value.isoformat().encode()
    elif isinstance(value, PurePath):
        yield b"q" + value.as_posix().encode("utf-8", "surrogatepass")
    else:
        yield from _composed(value)


def _composed(value: object) -> Iterator[bytes]:
    if is_dataclass(value) and not isinstance(value, type):
        names = [field.name for field in fields(value)]
        yield f"c{type(value).__name__} {len(names)}".encode()
        yield from _all(part for name in names for part in (name, getattr(value, name)))
    elif isinstance(value, tuple | list):
        yield b"t%d" % len(value)
        yield from _all(value)
    elif isinstance(value, dict):
        yield b"m%d" % len(value)
        yield from _all(part for pair in value.items() for part in pair)
    elif isinstance(value, frozenset | set):
        yield b"u%d" % len(value)
        yield from sorted(digest_of(one).encode() for one in value)
    else:
        raise TypeError(f"the content of a {type(value).__name__} cannot be told")


def _all(values: Iterable[object]) -> Iterator[bytes]:
    for value in values:
        yield from _told(value)
