"""What publishing does to the world, handed in as one value.

The steps of a publish are plain functions of paths; everything that touches a disk or a clock goes
through `Effects`. A test hands in effects that fail on the third file, fill the disk or take the
share away, and looks at what readers would meet.
"""

import datetime as dt
import hashlib
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from csatreport.base.files.atomic import copy_lasting, copy_within, replace_patiently, write_whole


def digest_of(file: Path) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Effects:
    """Copy a file, rename over a file, read a file's hash, remove a folder, tell the time."""

    copy: Callable[[Path, Path], None] = copy_lasting
    again: Callable[[Path, Path], None] = copy_within
    """Copy a file of the share to another place on it."""
    replace: Callable[[Path, Path], None] = replace_patiently
    digest: Callable[[Path], str] = digest_of
    remove: Callable[[Path], None] = shutil.rmtree
    now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC)

    def write(self, file: Path, content: str) -> None:
        """Put a small text file in place at once: nobody reads half of it."""
        write_whole(file, content.encode(), replace=self.replace)


def read_json(file: Path) -> dict[str, object]:
    """Read one of our own JSON files; an empty one where it is missing or damaged."""
    try:
        value = json.loads(file.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return {}
    return value if isinstance(value, dict) else {}


def json_text(value: dict[str, object]) -> str:
    """Return a value as JSON that is the same for the same value."""
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
