"""Who may read what was made, whatever the umask of whoever made it.

The open site is for readers, who are other people than its maker; the private account, the
restricted site and the cache are for their owner alone. A disk that knows no modes keeps its own.
"""

import os
from contextlib import suppress
from pathlib import Path

OWNER_ONLY = 0o700
_FOLDER, _FILE = 0o755, 0o644


def open_to_readers(folder: Path) -> None:
    """Let everybody read a folder and all that is below it; who may write stays as it was."""
    for place, _, names in os.walk(folder):
        let_read(Path(place), *(Path(place) / name for name in names))


def let_read(*paths: Path) -> None:
    """Let everybody read files and enter folders."""
    for path in paths:
        with suppress(OSError):
            mode = path.stat().st_mode
            wanted = mode & 0o7777 | (_FOLDER if path.is_dir() else _FILE)
            if wanted != mode & 0o7777:
                path.chmod(wanted)


def keep_to_owner(folder: Path) -> None:
    """Make a folder that only its owner may enter, or let only its owner enter it from now on."""
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(OWNER_ONLY)
