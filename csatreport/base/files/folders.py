"""What lies in a folder, and what of it could not be looked at.

`Path.glob` passes over a folder that may not be read as if it were empty, and answers would be gone
from a report without a word. Here such a folder is told, like a file that may not be read.

A name need not be text: a ZIP that was packed on a Chinese Windows unpacks elsewhere to bytes that
are no UTF-8. `unreadable_name` knows them, so that they are refused with a word; for showing them
there is `csatreport.base.errors.shown_name`.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath


@dataclass(frozen=True, slots=True)
class Below:
    """Everything below a folder by path, and the refusals met on the way."""

    entries: tuple[Path, ...]
    closed: tuple[OSError, ...]


def below(folder: Path) -> Below:
    """Look at everything below a folder; links to folders are named and not followed."""
    closed: list[OSError] = []
    entries = sorted(_walk(folder, closed))
    return Below(entries=tuple(entries), closed=tuple(closed))


def _walk(folder: Path, closed: list[OSError]) -> Iterator[Path]:
    try:
        with os.scandir(folder) as found:
            entries = list(found)
        if entries:
            entries[0].stat(follow_symlinks=False)  # Names alone are of no use.
    except FileNotFoundError:
        return
    except OSError as fault:
        closed.append(fault)
        return
    for entry in entries:
        path = folder / entry.name
        yield path
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(path, closed)


def listing(folder: Path) -> list[Path]:
    """Return what lies directly in a folder by name; nothing where there is no such folder.

    Raises:
        OSError: the folder is there and may not be read.
    """
    try:
        return sorted(folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return []


def leads_nowhere(path: Path) -> bool:
    """Tell whether a path is a link to something that is not there, or cannot be reached."""
    return path.is_symlink() and not os.path.exists(path)  # noqa: PTH110 - never raises


_TRACES = frozenset({"thumbs.db", "desktop.ini"})


def is_trace(path: PurePath) -> bool:
    """Tell whether programs left this behind: a lock of Excel, a hidden file, a list of pictures.

    Args:
        path: a path below the folder that was looked at, whose own name does not matter.
    """
    hidden = any(part.startswith(("~$", ".")) or part == "__MACOSX" for part in path.parts)
    return hidden or path.name.casefold() in _TRACES


def unreadable_name(name: str) -> bool:
    """Tell whether a file's name is not UTF-8, so that it cannot be written down."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return True
    return False
