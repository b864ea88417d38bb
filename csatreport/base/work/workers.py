"""Who does the work: this process, some beside it, or other machines.

Work is a function of what all pieces share and of one piece. Pieces depend on each other in one way
only: a piece that is done may call for further ones. Whoever does them, the results are the same;
only their order differs.

A worker that is killed, mostly for want of memory, costs time and no results: what it had not
handed over is done again.
"""

import multiprocessing
import multiprocessing.context
import multiprocessing.process
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, Generic, Protocol, TypeVar

from csatreport.base.work import threads

Shared = TypeVar("Shared")
Piece = TypeVar("Piece")
Result = TypeVar("Result")


class DiesAgainError(Exception):
    """A piece of work killed its worker twice. Carries the piece."""

    def __init__(self, piece: object) -> None:
        super().__init__(repr(piece))
        self.piece = piece


def nothing_follows(piece: object, result: object) -> tuple[Any, ...]:  # noqa: ARG001
    """Call for no further pieces."""
    return ()


@dataclass(frozen=True)
class Job(Generic[Shared, Piece, Result]):
    """What is done with each piece and what all share, and which pieces follow from a result."""

    work: Callable[[Shared, Piece], Result]
    shared: Shared
    follow: Callable[[Piece, Result], Iterable[Piece]] = nothing_follows

    def do(self, piece: Piece) -> Result:
        """Do a piece."""
        return self.work(self.shared, piece)


class Executor(Protocol):
    """Does pieces of work."""

    def each(
        self, job: Job[Shared, Piece, Result], pieces: Sequence[Piece]
    ) -> Iterator[tuple[Piece, Result]]:
        """Yield each piece with its result as it is done; those that follow come last.

        Raises:
            DiesAgainError: a piece cannot be done by a worker of its own either.
        """
        ...


@dataclass(frozen=True)
class Alone:
    """This process, one piece after the other."""

    def each(
        self, job: Job[Shared, Piece, Result], pieces: Sequence[Piece]
    ) -> Iterator[tuple[Piece, Result]]:
        """Do the pieces in order."""
        left = deque(pieces)
        while left:
            piece = left.popleft()
            result = job.do(piece)
            left += job.follow(piece, result)
            yield piece, result


@dataclass(frozen=True)
class Processes:
    """Processes of this machine, which see what is shared without copying it where they can."""

    jobs: int

    def each(
        self, job: Job[Shared, Piece, Result], pieces: Sequence[Piece]
    ) -> Iterator[tuple[Piece, Result]]:
        """Do the pieces side by side; what a killed process leaves is done one by one."""
        left = deque(pieces)
        try:
            yield from _pooled(job, left, self.jobs)
        except BrokenProcessPool:
            while left:
                piece = left.popleft()
                result = _by_itself(job, piece)
                left += job.follow(piece, result)
                yield piece, result


def _pooled(
    job: Job[Shared, Piece, Result], left: deque[Piece], jobs: int
) -> Iterator[tuple[Piece, Result]]:
    """Run pieces in a pool; ``left`` always holds those whose results were not handed over."""
    pool = ProcessPoolExecutor(
        jobs,
        mp_context=_context(),
        initializer=_start,
        initargs=(replace(job, follow=nothing_follows),),
    )
    try:
        with _undisturbed():
            running: dict[Future[Result], Piece] = {pool.submit(_run, one): one for one in left}
        while running:
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                piece, result = running[future], future.result()
                more = list(job.follow(piece, result))
                left += more
                running |= {pool.submit(_run, one): one for one in more}
                del running[future]
                left.remove(piece)
                yield piece, result
    finally:
        # Pieces that were begun are finished, which takes seconds: a worker that is ended in the
        # middle of one may leave the pool waiting for ever.
        pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Keep Ctrl-C waiting while workers are started: in the middle of a fork it would be lost.

    The workers keep it waiting for ever: it reaches this process alone, which then ends them.
    """
    if not hasattr(signal, "pthread_sigmask") or threading.active_count() > 1:
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _by_itself(job: Job[Shared, Piece, Result], piece: Piece) -> Result:
    alone = replace(job, follow=nothing_follows)
    try:
        ((_, result),) = _pooled(alone, deque((piece,)), 1)
    except BrokenProcessPool as broken:
        raise DiesAgainError(piece) from broken
    return result


_job: Job[Any, Any, Any] | None = None
"""What this process works on; set once when it starts."""


def _start(job: Job[Any, Any, Any]) -> None:
    global _job  # noqa: PLW0603  # a process's own constant, there is no other place for it
    _job = job
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: multiprocessing.process.BaseProcess) -> None:
    """End this process when its parent has ended: one that was killed cannot say so."""
    parent.join()
    os._exit(1)


def _run(piece: Any) -> Any:  # noqa: ANN401
    assert _job is not None, "the process was started by _start"  # noqa: S101
    return _job.do(piece)


def _context() -> multiprocessing.context.BaseContext:
    """Fork where that is safe.

    A fork of a process with several threads may hang for ever.
    """
    safe = sys.platform == "linux" and threads.count() == 1
    return multiprocessing.get_context("fork" if safe else "spawn")
