"""Whoever does the work, the results are the same, and a killed worker costs none of them."""

from __future__ import annotations

import _thread
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from csatreport.base.work import threads, workers
from csatreport.base.work.workers import Alone, DiesAgainError, Executor, Job, Processes

ROOT = Path(__file__).parents[3]
CREWS = [Alone(), Processes(2)]


def doubled(add: int, piece: int) -> int:
    return 2 * piece + add


def half(piece: int, result: int) -> tuple[int, ...]:
    del result
    return (piece // 2,) if piece > 1 else ()


def dying_once(folder: Path, piece: int) -> int:
    """Kill the worker at the third piece, but only the first time."""
    if piece == 3 and not (folder / "died").exists():
        (folder / "died").touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return piece


def always_dying(shared: None, piece: int) -> int:
    del shared
    if piece == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return piece


def failing(shared: None, piece: int) -> int:
    del shared
    raise ValueError(f"no {piece}")


@pytest.mark.parametrize("one", CREWS, ids=["alone", "beside"])
def test_every_piece_is_done_once_and_those_that_follow_too(one: Executor):
    done = sorted(one.each(Job(doubled, 1, half), [8, 5]))
    assert done == [(1, 3), (1, 3), (2, 5), (2, 5), (4, 9), (5, 11), (8, 17)]


@pytest.mark.parametrize("one", CREWS, ids=["alone", "beside"])
def test_a_fault_in_the_work_reaches_whoever_asked(one: Executor):
    with pytest.raises(ValueError, match="no 1"):
        list(one.each(Job(failing, None), [1]))


def test_a_killed_worker_costs_time_and_no_results(tmp_path: Path):
    done = sorted(Processes(2).each(Job(dying_once, tmp_path), list(range(6))))
    assert done == [(piece, piece) for piece in range(6)]


def test_a_piece_that_kills_every_worker_is_told():
    with pytest.raises(DiesAgainError) as told:
        list(Processes(2).each(Job(always_dying, None), list(range(6))))
    assert told.value.piece == 3


def test_workers_are_never_forked_from_a_process_with_threads_that_python_does_not_count():
    stop = threading.Lock()
    with stop:
        _thread.start_new_thread(stop.acquire, ())
        assert workers._context().get_start_method() == "spawn"


LOADED = """
from csatreport.base.work.workers import _context
from csatreport.base.work.threads import stay_single
stay_single()
import numpy, pandas, pyarrow, scipy.linalg, scipy.optimize, scipy.special, weasyprint
print(_context().get_start_method())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere workers are never forked")
def test_workers_are_forked_from_a_process_that_has_loaded_what_a_build_needs():
    environment = {
        name: value for name, value in os.environ.items() if name not in threads.SETTINGS
    }
    ran = subprocess.run(
        [sys.executable, "-c", LOADED], env={**environment, "PYTHONPATH": str(ROOT)},
        check=True, capture_output=True, encoding="utf-8",
    )  # fmt: skip
    assert ran.stdout.strip() == "fork"


PARENT = """
import sys, time
from pathlib import Path
from csatreport.base.work.workers import Job, Processes

def wait(folder, piece):
    (folder / f"begun-{piece}").touch()
    time.sleep(60)

list(Processes(2).each(Job(wait, Path(sys.argv[1])), [1, 2]))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="a process group is asked for its processes")
def test_workers_end_with_a_parent_that_was_killed(tmp_path: Path):
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(tmp_path)], start_new_session=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    while len(list(tmp_path.iterdir())) < 2 and parent.poll() is None:
        time.sleep(0.05)
    assert parent.poll() is None
    parent.kill()
    parent.wait()
    for _ in range(1200):
        try:
            os.killpg(parent.pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    raise AssertionError("a worker still lives")
