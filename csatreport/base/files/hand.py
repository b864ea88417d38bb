"""Which file was in hand when something failed that nobody had foreseen.

The name travels with the exception, from a worker process too, to the one place that tells of it.
"""

from collections.abc import Iterator
from contextlib import contextmanager

_NAME = "csatreport_file"


@contextmanager
def in_hand(file: str) -> Iterator[None]:
    """Let whatever fails within the block say that it was about this file; the innermost holds."""
    try:
        yield
    except Exception as fault:
        # Any fault: it is only told which file it was about, and goes on.
        fault.__dict__.setdefault(_NAME, file)
        raise


def file_in_hand(fault: BaseException) -> str:
    """Return the file that an exception was about; "" where nobody said."""
    return str(fault.__dict__.get(_NAME, ""))
