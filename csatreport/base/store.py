"""The cache: what was made once, kept under the name of what it was made from.

``objects/`` holds the bytes of pages, downloads and PDFs, each named by its own hash. ``entries/``
holds what is known under a key: the answers of one file, coded; which files a report consists of.
Nothing here is needed: whatever is missing, damaged or cannot be written is made again, and any of
it may be deleted at any time. Every file is written beside its place and moved into it, so that
two builds at once, or one that is killed, never leave half an entry; and what is read back is held
against its hash, so that a damaged one is never used.
"""

import hashlib
import os
import shutil
import uuid
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from csatreport.base.files.atomic import write_whole

_SHA = 64


@dataclass(frozen=True, slots=True)
class Store:
    """A cache folder. It is made when something is put into it."""

    folder: Path

    def get(self, key: str) -> bytes | None:
        """Return what is kept under a key; None where nothing is, or it is damaged."""
        file = self._entry(key)
        try:
            told, _, content = file.read_bytes().partition(b"\n")
        except OSError:
            _unfold(file)
            return None
        if hashlib.sha256(content).hexdigest().encode() != told:
            _forget(file)
            return None
        _used(file)
        return content

    def put(self, key: str, content: bytes) -> None:
        """Keep something under a key; a cache that cannot be written to stays as it is."""
        sha = hashlib.sha256(content).hexdigest().encode()
        with suppress(OSError):
            write_whole(self._entry(key), sha + b"\n" + content, lasting=False)

    def put_object(self, content: bytes) -> str:
        """Keep the bytes of a file under their own SHA-256, which is returned.

        Raises:
            OSError: it cannot be kept; unlike an entry it is needed.
        """
        sha = hashlib.sha256(content).hexdigest()
        file = self._object(sha)
        # One that is there may be damaged.
        if self.get_object(sha) is None:
            write_whole(file, content, lasting=False)
        return sha

    def get_object(self, sha: str) -> bytes | None:
        """Return an object; None where it is missing or damaged."""
        file = self._object(sha)
        try:
            content = file.read_bytes()
        except OSError:
            _unfold(file)
            return None
        if hashlib.sha256(content).hexdigest() != sha:
            _forget(file)
            return None
        return content

    def lay(self, sha: str, target: Path) -> bool:
        """Lay an object down as a file; tell whether it was there and sound.

        The file shares the object's space on the disk where the disk can do that.

        Raises:
            OSError: the file cannot be written.
        """
        content = self.get_object(sha)
        if content is None:
            return False
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(self._object(sha), target)
        except OSError:
            target.write_bytes(content)
        return True

    @property
    def writable(self) -> bool:
        """Tell whether objects can be kept here."""
        try:
            probe = self.folder / f".{uuid.uuid4().hex}"
            probe.parent.mkdir(parents=True, exist_ok=True)
            probe.touch()
            probe.unlink()
        except OSError:
            return False
        return True

    def shrink(self, size: int) -> int:
        """Remove what was not used for the longest until at most ``size`` bytes are left.

        Objects that a standing site shares cost nothing and stay.

        Returns:
            how many bytes were removed.
        """
        files = [file for file in self.folder.rglob("*") if file.is_file()]
        known = sorted(((file.stat(), file) for file in files), key=lambda one: -one[0].st_mtime)
        left, removed = 0, 0
        for about, file in known:
            if about.st_nlink > 1:
                continue
            if left + about.st_size <= size:
                left += about.st_size
            else:
                _forget(file)
                removed += about.st_size
        return removed

    def _entry(self, key: str) -> Path:
        return self.folder / "entries" / key[:2] / key

    def _object(self, sha: str) -> Path:
        assert len(sha) == _SHA, "an object is known by its SHA-256"  # noqa: S101
        return self.folder / "objects" / sha[:2] / sha


def _unfold(file: Path) -> None:
    """Remove a folder that something put where a file belongs."""
    if file.is_dir():
        shutil.rmtree(file, ignore_errors=True)


def _forget(file: Path) -> None:
    with suppress(OSError):
        file.unlink()


def _used(file: Path) -> None:
    """Mark that an entry was of use, for `Store.shrink`."""
    with suppress(OSError):
        os.utime(file)
