"""The lock of a published folder: one publish at a time."""

from contextlib import AbstractContextManager
from pathlib import Path

from csatreport.base.errors import ExitCode
from csatreport.base.files import lock
from csatreport.base.files.lock import Lock, LockCodes

LOCK = ".csatreport-lock"
_CODES = LockCodes(busy="P714", lost="P715", exit_code=ExitCode.PUBLISHING)


def locked(target: Path) -> AbstractContextManager[Lock]:
    """Hold a published folder within the block.

    Raises:
        StudyError: P714, another publish is running.
    """
    return lock.locked(target / LOCK, _CODES)
