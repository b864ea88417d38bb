"""What the operating system refuses, as an issue with a code.

A missing file, a closed door, a full disk: a person can put these right, so they are told like
any other problem, with the place and a remedy, and never as a traceback.
"""

import errno
from dataclasses import dataclass

from csatreport.base.errors import Issue

_MISSING = frozenset({errno.ENOENT, errno.ENOTDIR})
_FORBIDDEN = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultCodes:
    """The codes under which a room tells of the four kinds of refusal."""

    missing: str
    forbidden: str
    full: str
    other: str

    def of(self, error: OSError) -> str:
        """Return the code that fits an error's number."""
        if error.errno in _MISSING:
            return self.missing
        if error.errno in _FORBIDDEN:
            return self.forbidden
        return self.full if error.errno in _FULL else self.other


FILES = FaultCodes(missing="D870", forbidden="D871", full="D872", other="D873")
"""For a study's own files and folders."""


def fault_issue(error: OSError, codes: FaultCodes = FILES, *, file: str = "csatreport") -> Issue:
    """Tell of an operating system's refusal; ``file`` stands in where the error names none.

    Of two files, such as a copy's, the second is where it failed.
    """
    place = str(error.filename2 or error.filename or file)
    reason = error.strerror or str(error) or type(error).__name__
    return Issue.at(codes.of(error), place, reason=reason)
