"""The threads of this process: how many there are, and how libraries are kept from adding some.

Work is shared out among processes (`csatreport.base.work.workers`). Threads beside them would only
fight for the same cores, let the order of sums depend on how many cores there are, and forbid to
fork.
"""

import os
import threading
import time
from pathlib import Path

SETTINGS = {
    "OPENBLAS_NUM_THREADS": "1",
    # The memory manager inside pyarrow, which pandas imports where it is installed.
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
}
"""With what libraries are told to work in the thread that calls them."""

_OWN = Path("/proc/self/task")
"""Holds a folder for each thread of this process, where the system is Linux."""

_MOMENT = 0.005
"""Seconds in which a thread that has ended usually leaves."""
_PATIENCE = 20


def stay_single() -> None:
    """Ask libraries that are not imported yet to start no threads of their own.

    What the environment says already is left alone.
    """
    for setting, value in SETTINGS.items():
        os.environ.setdefault(setting, value)


def count() -> int:
    """Count the threads of this process, those too that a compiled library has started.

    One of Python's own that has ended may still be on its way out; it is waited for.
    """
    if not _OWN.exists():
        return threading.active_count()
    for _ in range(_PATIENCE):
        found = sum(1 for _ in _OWN.iterdir())
        if found == 1 or threading.active_count() > 1:
            return found
        time.sleep(_MOMENT)
    return found
