"""The last net: a fault of the program, told in one line, with a log for whoever can mend it.

Whatever a person's files hold should end as a problem with a code. What does not is our mistake;
still nobody should meet a traceback. The log lies with the study's private account of its build, or
in the temporary folder where there is none, for its owner only: a message may quote an answer.
"""

import datetime as dt
import os
import sys
import tempfile
import traceback
from pathlib import Path

from csatreport import __version__
from csatreport.base.errors import ExitCode, Issue
from csatreport.base.files.hand import file_in_hand
from csatreport.cli.terminal import show_issues

_PREFIX = "csatreport-"


def show_accident(fault: Exception, study: Path | None) -> int:
    """Tell of an exception that nobody foresaw, and return the exit code."""
    place, log = file_in_hand(fault) or "csatreport", _write_log(fault, study)
    show_issues((Issue.at("D874", place, kind=type(fault).__name__, log=log),))
    return ExitCode.ACCIDENT


def _write_log(fault: Exception, study: Path | None) -> str:
    """Write the traceback down; return where, or "-" where no disk takes it."""
    now = f"{dt.datetime.now(dt.UTC):%Y%m%d-%H%M%S}-"
    about = f"csatreport {__version__}, Python {sys.version}, {sys.platform}\n{sys.argv[1:]}\n\n"
    text = about + "".join(traceback.format_exception(fault))
    for folder in (*_private(study), Path(tempfile.gettempdir())):
        try:
            # Made so that only its owner may read it.
            number, name = tempfile.mkstemp(".log", _PREFIX + now, folder)
            with os.fdopen(number, "w", encoding="utf-8", errors="backslashreplace") as stream:
                stream.write(text)
        except OSError:
            continue
        return name
    return "-"


def _private(study: Path | None) -> tuple[Path, ...]:
    # A folder without a manifest is no build's, and must not look like one.
    folder = (study or Path()) / "build" / "private"
    return (folder,) if study and (folder / "manifest.json").is_file() else ()
