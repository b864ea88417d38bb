"""Files that a foreign library reads are opened in a process of their own, which may be lost.

The spreadsheet library reserves memory for whatever a file claims to hold, and ends the process
where there is not enough. A few kilobytes can claim gigabytes in many ways: a cell in the last
corner, a long text that a million cells share, rows without end. So a process of its own, with a
limit on memory and time, reads the file before this one does, or in its place. Whatever ends it
there is told as a fault of the file.
"""

import subprocess
import sys
import zipfile
from pathlib import Path

from csatreport.tables.workbook import WorkbookFaultError, is_compound, read_sheet

MEGABYTES = 3 * 1024
"""Most memory that a file may take: about twenty million filled cells."""
SECONDS = 120
"""Most time of a processor."""

_WAIT = 4 * SECONDS
_CHILD = (
    f"import sys; sys.path[:] = sys.argv[3:]; from {__name__} import limit; limit(); "
    "from {module} import {call}; {call}()"
)


def survives(path: Path) -> bool:
    """Tell whether a workbook can be read within the limits, whatever comes of it.

    What is neither an archive nor an old workbook is turned down before the library sees it, and
    needs no trial.
    """
    if not zipfile.is_zipfile(path) and not is_compound(path):
        return True
    return in_own_process(try_out.__module__, try_out.__name__, path) is not None


def in_own_process(module: str, call: str, path: Path, told: str = "") -> bytes | None:
    """Return what a function prints about the file named first on its command line.

    What it is ``told`` beside it stands second. None where its process ended otherwise than it
    should: there was no memory or time, or worse.
    """
    # -P and no empty entry: a module in the current folder, beside the data, is not ours to run.
    places = [place for place in sys.path if place]
    code = _CHILD.format(module=module, call=call)
    command = [sys.executable, "-P", "-c", code, str(path.absolute()), told, *places]
    try:
        tried = subprocess.run(command, capture_output=True, check=False, timeout=_WAIT)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return tried.stdout if tried.returncode == 0 else None


def limit() -> None:
    """Limit this process, where the system can."""
    try:
        import resource  # noqa: PLC0415  (not on Windows)
    except ImportError:
        return
    for kind, most in ((resource.RLIMIT_AS, MEGABYTES << 20), (resource.RLIMIT_CPU, SECONDS)):
        _, hard = resource.getrlimit(kind)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (allowed, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def try_out() -> None:
    """Read the workbook named first on the command line; the process that is risked runs this."""
    try:
        sheet = read_sheet(Path(sys.argv[1]).read_bytes())
    except WorkbookFaultError:
        return  # told with its reason where the file is read in earnest
    if sheet is not None:
        for _ in sheet.records:
            pass
