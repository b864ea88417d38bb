"""One publish at a time: a lock file on the share that a dead publish cannot hold for ever.

The file is created so that only one can succeed, and says who holds it. It is taken over when its
holder is a process of this machine that no longer lives, or when it has not been touched for ten
minutes by the share's own clock; a living publish touches it all the time. Whoever was overtaken
in spite of this finds a stranger's name in the lock before the switch, and stops.
"""

from __future__ import annotations

import os
import platform
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from csatreport.publish.effects import TEMPORARY, Effects, json_text, read_json
from csatreport.publish.site import refusal

LOCK = ".csatreport-lock"

_STALE_SECONDS = 600.0
_TOUCH_SECONDS = 20.0


@dataclass
class Lock:
    """A lock that is held: keep it by `touch`, prove it by `confirm`."""

    file: Path
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
            StudyError: P715.
        """
        if read_json(self.file).get("token") != self.token:
            raise refusal("P715", self.file.parent)


@contextmanager
def locked(target: Path, effects: Effects) -> Iterator[Lock]:
    """Hold the lock of a published folder within the block.

    Raises:
        StudyError: P714 another publish is running.
    """
    file = target / LOCK
    if not _create(file, effects, token := uuid.uuid4().hex):
        _remove_if_stale(file)
        if not _create(file, effects, token):
            raise _busy(file)
    lock = Lock(file=file, token=token, touched=time.monotonic())
    try:
        yield lock
    finally:
        _release(lock)


def _create(file: Path, effects: Effects, token: str) -> bool:
    holder = {
        "host": platform.node(),
        "process": os.getpid(),
        "since": effects.now().isoformat(timespec="seconds"),
        "token": token,
    }
    try:
        with file.open("x", encoding="utf-8") as stream:
            stream.write(json_text(holder))
    except FileExistsError:
        return False
    return True


def _remove_if_stale(file: Path) -> None:
    if _holder_is_dead(read_json(file)) or _untouched_seconds(file) > _STALE_SECONDS:
        file.unlink(missing_ok=True)
    else:
        raise _busy(file)


def _busy(file: Path) -> Exception:
    holder = read_json(file)
    return refusal(
        "P714", file.parent, host=holder.get("host", "?"), since=holder.get("since", "?")
    )


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
    probe = file.with_name(f"{TEMPORARY}{uuid.uuid4().hex}")
    probe.touch()
    try:
        return probe.stat().st_mtime - file.stat().st_mtime
    except FileNotFoundError:
        return 0.0
    finally:
        probe.unlink(missing_ok=True)


def _release(lock: Lock) -> None:
    # The publish is done or lost by now; a share that has gone cannot be told so.
    with suppress(OSError):
        if read_json(lock.file).get("token") == lock.token:
            lock.file.unlink()
