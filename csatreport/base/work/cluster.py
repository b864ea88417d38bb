"""Work on the machines of a Dask cluster: the one door to ``dask.distributed``.

It comes with ``csatreport[cluster]``. The study's folder, with ``build/`` in it, has to be
reachable under the same path on every machine, because that is where answers are read and results
are kept; and every worker has to run this very program, which is asked before anything is sent.
What the cluster cannot do, because a worker or all of it goes away, is done here.
"""

import logging
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from csatreport.base.errors import StudyError
from csatreport.base.identity import program
from csatreport.base.work.workers import Job, Piece, Processes, Result, Shared

SCHEME = "dask://"
logging.getLogger("distributed").setLevel(logging.CRITICAL)
"""Lost workers and clusters are dealt with here; a person need not read about each connection."""
_SECONDS = 10
"""So long a scheduler may take to answer."""
_GONE = {"cancelled", "lost"}
_one_at_a_time = threading.Lock()
"""A worker with several threads still does one piece at a time: the press is not made for two."""


@dataclass(frozen=True)
class Cluster:
    """The workers of a scheduler at an address such as ``dask://10.0.0.5:8786``.

    ``jobs`` processes of this machine do what the cluster leaves.
    """

    address: str
    jobs: int = 1

    def each(
        self, job: Job[Shared, Piece, Result], pieces: Sequence[Piece]
    ) -> Iterator[tuple[Piece, Result]]:
        """Do the pieces on the cluster; what it leaves is done here.

        Raises:
            StudyError: B614 there is no cluster, B615 it runs another program, B616 the library
                that talks to it is not installed; exit code 2.
        """
        left = deque(pieces)
        if not left:
            return
        client = self._connect()
        try:
            yield from _sent(client, job, left)
        finally:
            # A cluster that has gone cannot be told good-bye.
            with suppress(OSError, RuntimeError):
                client.close(timeout=_SECONDS)
        yield from Processes(self.jobs).each(job, tuple(left))

    def _connect(self) -> Any:  # noqa: ANN401 - the library has no types
        try:
            from distributed import Client  # noqa: PLC0415 - an extra
        except ImportError as missing:
            raise self._refused("B616") from missing
        try:
            client = Client(
                self.address.replace(SCHEME, "tcp://"), timeout=_SECONDS, set_as_default=False
            )
            running = client.run(program)
        except (OSError, ValueError, ImportError, AttributeError) as fault:
            raise self._refused("B614", reason=str(fault) or type(fault).__name__) from fault
        if not running or set(running.values()) != {program()}:
            client.close(timeout=_SECONDS)
            raise self._refused("B615" if running else "B614", reason="0 workers")
        return client

    def _refused(self, code: str, **facts: object) -> StudyError:
        return StudyError.at(code, f"--executor {self.address}", **facts)


def _sent(
    client: Any,  # noqa: ANN401
    job: Job[Shared, Piece, Result],
    left: deque[Piece],
) -> Iterator[tuple[Piece, Result]]:
    """Send pieces to the cluster; ``left`` holds those whose results did not come back."""
    from distributed import KilledWorker, as_completed  # noqa: PLC0415 - an extra
    from distributed.comm import CommClosedError  # noqa: PLC0415 - an extra

    everywhere = client.scatter(job.shared, broadcast=True, hash=False)

    def send(piece: Piece) -> Any:  # noqa: ANN401
        return client.submit(_alone, job.work, everywhere, piece, pure=False, retries=1)

    running = {send(piece): piece for piece in left}
    with client.as_current():
        queue = as_completed(list(running))
    for future in queue:
        piece = running.pop(future)
        if future.status in _GONE or isinstance(future.exception(), KilledWorker | CommClosedError):
            continue
        result = future.result()
        for more in job.follow(piece, result):
            left.append(more)
            running[again := send(more)] = more
            queue.add(again)
        left.remove(piece)
        yield piece, result


def _alone(work: Callable[[Any, Any], Any], shared: Any, piece: Any) -> Any:  # noqa: ANN401
    with _one_at_a_time:
        return work(shared, piece)
