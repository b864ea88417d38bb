"""A place beside memory for answers: what is large lies in a file without a name.

Answers are counted file by file, and hardly ever looked at again; a column that is, is read back
by itself. So what the files hold need not stay in memory. A little stays there; more goes to a
temporary file, which vanishes with the program, however that ends.
"""

from __future__ import annotations

import os
import weakref
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import Protocol

_IN_MEMORY = 8_000_000
"""So many bytes stay in memory; a small study never touches the disk."""


class Bytes(Protocol):
    """Bytes that can be read by place."""

    def read(self, start: int, size: int) -> bytes:
        """Return some of them."""
        ...


@dataclass(frozen=True, slots=True)
class Held:
    """Bytes in memory."""

    content: bytes

    def read(self, start: int, size: int) -> bytes:
        """Return some of them."""
        return self.content[start : start + size]


@dataclass(frozen=True, slots=True)
class Laid:
    """Bytes in a spool, from a place on."""

    spool: Spool
    at: int

    def read(self, start: int, size: int) -> bytes:
        """Return some of them."""
        return self.spool.read(self.at + start, size)


class Spool:
    """Takes bytes, and gives them back by place; to other processes it goes with all it holds."""

    def __init__(self, content: bytes = b"") -> None:
        self._file = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - lives as long as this
        weakref.finalize(self, self._file.close)
        self._size = 0
        if content:
            self.add(content)

    def add(self, content: bytes) -> Laid:
        """Lay bytes down behind the others."""
        at, self._size = self._size, self._size + len(content)
        self._file.seek(at)
        self._file.write(content)
        # What is read goes past the buffer of the file.
        self._file.flush()
        return Laid(self, at)

    def read(self, start: int, size: int) -> bytes:
        """Return some bytes.

        Forked workers share the place up to which the file was read, so it must not matter.
        """
        if self._file._rolled and hasattr(os, "pread"):  # type: ignore[attr-defined] # noqa: SLF001
            return os.pread(self._file.fileno(), size, start)
        self._file.seek(start)
        return self._file.read(size)

    def __reduce__(self) -> tuple[type[Spool], tuple[bytes]]:
        """Hand on what is held, not the file."""
        return Spool, (self.read(0, self._size),)
