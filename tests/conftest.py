"""Options and fixtures that all rooms' tests share."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from hypothesis import settings
from jinja2 import Environment, FileSystemBytecodeCache
from playwright.sync_api import Browser, sync_playwright

from csatreport.base.print import templates
from csatreport.base.work.doctor import BROWSERS
from csatreport.base.work.threads import stay_single

HERE = Path(__file__).parent

stay_single()
"""As every command does, before numpy is imported: several test processes with several threads each
would spend twice the computing time on fighting for the same cores."""

settings.register_profile("same", derandomize=True, print_blob=True, deadline=None)
settings.load_profile("same")
"""The same examples in every run: a test that fails once fails always, wherever it is run,
and none fails because a machine is slow."""

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # A shell lets what it starts in the background ignore Ctrl-C, and so would all that is started
    # from here: the tests that press it would wait for ever.
    signal.signal(signal.SIGINT, signal.default_int_handler)

os.environ["SOURCE_DATE_EPOCH"] = "1793491200"
"""1 November 2026: the samples' rounds have closed by then."""


FEW = 10
"""So many examples of a law are tried with ``--fast``."""
WHOLE = ("browser", "chance", "cli", "content", "hostile", "making", "paper", "studies")
"""Tests of these folders build whole sites, print, attack, simulate or open a browser."""
HEAVY = ("base/print", "counts/test_airport.py", "desk/test_walk.py", "docs/test_readme.py", "privacy/audit",
         "privacy/closed", "privacy/test_joint.py", "privacy/test_routine.py",
         "privacy/test_nearby.py", "privacy/test_same_people.py", "privacy/test_standing.py", "publish/test_publication.py",
         "subjects/test_toy.py")  # fmt: skip


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--fast",
        action="store_true",
        help="between two thoughts: no browser, no attack, no whole builds, few examples of a law",
    )
    parser.addoption(
        "--accept",
        action="store_true",
        help="copy what golden studies produced over what they expect",
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "xdist_group(name): tests that one process runs")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    left_out = {HERE / folder for folder in (*WHOLE, *HEAVY)}
    return True if config.getoption("--fast") and collection_path in left_out else None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if any(one[-1].scope == "module" for one in item._fixtureinfo.name2fixturedefs.values()):
            # What a module makes once is made in one process.
            item.add_marker(pytest.mark.xdist_group(item.path.stem))
    if config.getoption("--fast"):
        items[:] = [i for i in items if not any(map(i.get_closest_marker, ("attack", "browser")))]
        for item in items:
            _have_few_examples(item.obj)


def _have_few_examples(test: object) -> None:
    """Try a law on few examples, however many it asks for."""
    own = getattr(test, "_hypothesis_internal_use_settings", None)
    if own is not None and own.max_examples > FEW:
        test._hypothesis_internal_use_settings = settings(own, max_examples=FEW)


@pytest.fixture(scope="session")
def together(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of this run of the tests share."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "together"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session", autouse=True)
def _compiled_once(together: Path) -> None:
    """Let builds find templates compiled: a third of what a small build costs."""
    kept = FileSystemBytecodeCache(str(together), "%s.template")
    templates.Environment = partial(Environment, bytecode_cache=kept)  # type: ignore[misc]


@pytest.fixture(scope="session", autouse=True)
def _dealt_once() -> None:
    """Deal the same people once: tests measure one small survey again and again."""
    # Not before `stay_single`: both import numpy.
    from csatreport.counts.findings import crowd  # noqa: PLC0415
    from csatreport.statistics.groups.permutation import Drawn, deal_scores  # noqa: PLC0415

    kept: dict[object, Drawn] = {}

    def once(scores, weights, side, seen, seed):
        heavy = None if weights is None else weights.tobytes()
        key = (scores.tobytes(), heavy, side, seen, tuple(seed))
        return kept.get(key) or kept.setdefault(key, deal_scores(scores, weights, side, seen, seed))

    crowd.deal_scores = once


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start the machine's Chromium; without one these tests cannot run."""
    chromium = next(filter(None, map(shutil.which, BROWSERS)), None)
    if chromium is None:
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield started
        started.close()
