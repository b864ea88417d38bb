"""When Python's collector looks for garbage: after a piece of work, at what that has left behind.

A document is a hundred thousand objects that are all needed until it is finished. The collector
would look at them again and again meanwhile, which took a quarter of a PDF's time. So it rests
during a piece of work; afterwards what is garbage goes, and what is left was kept on purpose
(answers, style sheets, caches), so that it need not be looked at again.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def one_piece() -> Iterator[None]:
    """Let the collector rest during a piece of work, and tidy up once after it."""
    with _resting():
        try:
            yield
        finally:
            gc.collect()
            gc.freeze()


@contextmanager
def loading() -> Iterator[None]:
    """Let the collector rest while modules are loaded: all of them stay."""
    with _resting():
        yield
        gc.freeze()


@contextmanager
def _resting() -> Iterator[None]:
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()
