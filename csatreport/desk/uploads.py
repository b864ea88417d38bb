"""Files that are dropped on a page: kept under their own names while the desk is open."""

import shutil
from pathlib import Path
from typing import IO

from csatreport.base.errors import StudyError
from csatreport.base.files.folders import unreadable_name

LARGEST = 200_000_000
"""Bytes of all files of one sending together: a million long rows."""
MOST_FILES = 20
TOO_LARGE, BAD_NAME, NO_FILE = "D882", "D883", "D887"
_FORBIDDEN = set('/\\:*?"<>|\0')
_LONGEST = 200


def too_large() -> StudyError:
    """Return the refusal of a sending that is too large."""
    return StudyError.at(TOO_LARGE, "csatreport", megabytes=LARGEST // 1_000_000)


def sound_name(name: str) -> str:
    """Return the name under which a file may be kept.

    Raises:
        StudyError: D883, it is no plain name of a file; D887, there is none.
    """
    if not name:
        raise StudyError.at(NO_FILE, "csatreport")
    plain = not set(name) & _FORBIDDEN and name.isprintable() and not name.startswith(".")
    if not plain or len(name.encode()) > _LONGEST or unreadable_name(name):
        raise StudyError.at(BAD_NAME, "csatreport", name=name[:_LONGEST])
    return name


def keep(folder: Path, name: str, content: IO[bytes]) -> Path:
    """Keep a file in a folder of its own below another, under its own name.

    Raises:
        StudyError: as `sound_name`.
        OSError: the disk takes it not.
    """
    name = sound_name(name)
    folder.mkdir(parents=True)
    with (folder / name).open("xb") as file:
        shutil.copyfileobj(content, file)
    return folder / name
