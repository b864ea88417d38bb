"""How far a long piece of work has come: one living line on a terminal, plain lines elsewhere.

On a terminal the line is redrawn at most ten times a second and wiped at the end, so that what
remains is the result. Elsewhere, in a log or a scheduler's mail, each phase leaves a line when it
begins and at each further quarter.
"""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from csatreport.cli.terminal import tell
from csatreport.cli.words import word
from csatreport.making.request import Progress, Progressed

_REDRAW_SECONDS = 0.1
_ERASE_TO_LINE_END = "\x1b[K"


@contextmanager
def showing_progress() -> Iterator[Progress]:
    """Show the steps that are reported within the block, on standard error."""
    if sys.stderr.isatty() and os.environ.get("TERM") != "dumb":
        try:
            yield _LivingLine().show
        finally:
            _redraw("")
    else:
        yield _PlainLines().show


def _sentence(step: Progressed) -> str:
    return word(f"progress.{step.phase}", done=step.done, of=step.of, detail=step.detail).strip()


def _redraw(text: str) -> None:
    sys.stderr.write(f"\r{text}{_ERASE_TO_LINE_END}")
    sys.stderr.flush()


@dataclass
class _LivingLine:
    drawn_at: float = 0.0

    def show(self, step: Progressed) -> None:
        now = time.monotonic()
        if step.done == step.of or now - self.drawn_at >= _REDRAW_SECONDS:
            self.drawn_at = now
            _redraw(_sentence(step))


@dataclass
class _PlainLines:
    told: set[tuple[str, int]] = field(default_factory=set)

    def show(self, step: Progressed) -> None:
        quarter = 4 * step.done // step.of if step.of else 4
        if (step.phase, quarter) not in self.told:
            self.told.add((step.phase, quarter))
            tell(_sentence(step), err=True)
