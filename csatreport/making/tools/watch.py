"""When the files of a study change: seen by looking, so that it works on network shares too.

Names, sizes and times are compared once a second; whether a build is due is then decided by content
(`csatreport.making.standing`). Somebody who saves a file in a spreadsheet writes several times: a
change is reported when everything has been still for a moment.
"""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

from csatreport.making.standing import inputs_of

SECONDS = 1.0
Look: TypeAlias = dict[str, tuple[int, int]]


def changes(
    study: Path, seconds: float = SECONDS, sleep: Callable[[float], None] = time.sleep
) -> Iterator[None]:
    """Return what yields whenever the files have changed and been still again; it never ends.

    The first look is taken here, so that what is saved while somebody else builds is a change.
    """
    return _changes(study, look(study), seconds, sleep)


def _changes(
    study: Path, seen: Look, seconds: float, sleep: Callable[[float], None]
) -> Iterator[None]:
    while True:
        sleep(seconds)
        now = look(study)
        if now == seen:
            continue
        while now != seen:
            seen = now
            sleep(seconds)
            now = look(study)
        yield


def look(study: Path) -> Look:
    """Return size and time of every file that a build reads."""
    found: Look = {}
    for file in inputs_of(study):
        try:
            about = file.stat()
        except OSError:
            continue
        found[file.as_posix()] = (about.st_size, about.st_mtime_ns)
    return found
