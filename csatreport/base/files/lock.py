"""One at a time: a lock file that a dead holder cannot hold for ever.

The file is created so that only one can succeed, and says who holds it. It is taken over when its
holder is a process of this machine that no longer lives, when it is empty, damaged or a folder, or
when it has not been touched for ten minutes by the folder's own clock (a share's is not this
machine's); a living holder touches it all the time. Whoever was overtaken in spite of this finds a
stranger's name in the lock, and stops.
"""

import datetime as dt
import json
import os
import platform
import shutil
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from csatreport.base.errors import StudyError

_STALE_SECONDS = 600.0
_TOUCH_SECONDS = 20.0
_LOOKS, _PAUSE_SECONDS = 10, 0.1
"""How often a lock that says nothing is looked at again; whoever writes one needs no second."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LockCodes:
    """Under which codes a room tells that its lock is taken, or was taken from it."""

    busy: str
    lost: str
    exit_code: int

    def refuse(self, code: str, file: Path, **facts: object) -> StudyError:
        """Make the error that ends the work, placed at the lock's folder."""
        return StudyError.at(code, str(file.parent), self.exit_code, **facts)


@dataclass
class Lock:
    """A lock that is held: keep it by `touch`, prove it by `confirm`."""

    file: Path
    codes: LockCodes
    token: str
    touched: float

    def touch(self) -> None:
        """Show that the holder lives."""
        now = time.monotonic()
        if now - self.touched >= _TOUCH_SECONDS:
            # A lock that is gone was taken over; `confirm` says so before the switch.
            with suppress(FileNotFoundError):
                os.utime(self.file)
            self.touched = now

    def confirm(self) -> None:
        """Stop where somebody else has taken over.

        Raises:
            StudyError: ``codes.lost``.
        """
        if _holder(self.file).get("token") != self.token:
            raise self.codes.refuse(self.codes.lost, self.file)


@contextmanager
def locked(file: Path, codes: LockCodes) -> Iterator[Lock]:
    """Hold a lock file within the block.

    Raises:
        StudyError: ``codes.busy``, somebody else holds it.
    """
    if not _create(file, token := uuid.uuid4().hex):
        _remove_if_stale(file, codes)
        if not _create(file, token):
            raise _busy(file, codes)
    lock = Lock(file=file, codes=codes, token=token, touched=time.monotonic())
    lock.confirm()
    try:
        yield lock
    finally:
        _release(lock)


def _create(file: Path, token: str) -> bool:
    holder = {
        "host": platform.node(),
        "process": os.getpid(),
        "since": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "token": token,
    }
    try:
        with file.open("x", encoding="utf-8") as stream:
            json.dump(holder, stream)
    except FileExistsError:
        return False
    return True


def _remove_if_stale(file: Path, codes: LockCodes) -> None:
    if file.is_dir():  # Nobody holds a folder: every lock is a file.
        shutil.rmtree(file)
    elif (
        _says_nothing(file)
        or _holder_is_dead(_holder(file))
        or _untouched_seconds(file) > _STALE_SECONDS
    ):
        file.unlink(missing_ok=True)
    else:
        raise _busy(file, codes)


def _says_nothing(file: Path) -> bool:
    """Tell whether a lock names nobody, and not only because it is being written just now."""
    for _ in range(_LOOKS):
        holder = _holder(file)
        if holder.get("token") or holder.get("host") or not file.exists():
            return False
        time.sleep(_PAUSE_SECONDS)
    return True


def _busy(file: Path, codes: LockCodes) -> StudyError:
    holder = _holder(file)
    host, since = holder.get("host", "?"), holder.get("since", "?")
    return codes.refuse(codes.busy, file, host=host, since=since)


def _holder(file: Path) -> dict[str, object]:
    try:
        value = json.loads(file.read_text(encoding="utf-8"))
    except (FileNotFoundError, IsADirectoryError, ValueError):
        return {}
    return value if isinstance(value, dict) else {}


def _holder_is_dead(holder: dict[str, object]) -> bool:
    process = holder.get("process")
    # On Windows the null signal would end the process instead of asking for it.
    if os.name != "posix" or holder.get("host") != platform.node() or not isinstance(process, int):
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


def _untouched_seconds(file: Path) -> float:
    """Compare with a file written now, because the share's clock is not this machine's."""
    probe = file.with_name(f"{file.name}-{uuid.uuid4().hex}")
    probe.touch()
    try:
        return probe.stat().st_mtime - file.stat().st_mtime
    except FileNotFoundError:
        return 0.0
    finally:
        probe.unlink(missing_ok=True)


def _release(lock: Lock) -> None:
    # The work is done or lost by now; a share that has gone cannot be told so.
    with suppress(OSError):
        if _holder(lock.file).get("token") == lock.token:
            lock.file.unlink()
