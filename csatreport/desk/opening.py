"""Opening a study's desk: one at a time, until it is left."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from csatreport.base.errors import ExitCode
from csatreport.base.files.lock import Lock, LockCodes, locked
from csatreport.desk.access import KEY
from csatreport.desk.app import DeskOffice
from csatreport.desk.server import Server

LOCK = ".desk"
_CODES = LockCodes(busy="D880", lost="D881", exit_code=ExitCode.USAGE)
_LOOK_SECONDS = 2.0


class OpenDesk:
    """A desk with its server."""

    def __init__(self, office: DeskOffice, server: Server, lock: Lock) -> None:
        self.office = office
        self.server = server
        self._lock = lock
        self._left = threading.Event()

    @property
    def address(self) -> str:
        """The address to open; it works once."""
        return f"{self.server.address}?{KEY}={self.office.access.key}"

    def serve(self) -> None:
        """Answer until the desk is left, ended or Ctrl-C is pressed."""
        watch = threading.Thread(target=self._watch, daemon=True)
        watch.start()
        try:
            self.server.serve_forever()
        finally:
            self._left.set()
            watch.join()

    def _watch(self) -> None:
        desk = self.office.desk
        while not self._left.wait(_LOOK_SECONDS):
            self._lock.touch()
            if desk.jobs.running is not None:
                desk.presence.click()
            if self.office.ended or desk.presence.over:
                self.server.shutdown()


@contextmanager
def open_desk(study: Path, port: int = 0) -> Iterator[OpenDesk]:
    """Open the desk of a study; within the block nobody else can.

    Raises:
        StudyError: D880, it is open already.
        OSError: the port that was asked for is taken, or ``build/`` cannot be written.
    """
    build = study / "build"
    build.mkdir(exist_ok=True)
    with (
        locked(build / LOCK, _CODES) as lock,
        tempfile.TemporaryDirectory(prefix="csatreport-desk-") as folder,
    ):
        office = DeskOffice(study, Path(folder))
        with Server(office.app, port) as server:
            yield OpenDesk(office, server, lock)
