"""How far a long piece of work has come: one living line on a terminal, plain lines elsewhere.

On a terminal the line is redrawn at most ten times a second and wiped at the end, so that what
remains is the result. Elsewhere, in a log or a scheduler's mail, each phase leaves a line when it
begins and at each further quarter.
"""

import json
import math
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from csatreport.cli.terminal import tell
from csatreport.cli.words import word
from csatreport.desk import PROGRESS, RECORD
from csatreport.making.request import Progress, Progressed

_REDRAW_SECONDS = 0.1
_ERASE_TO_LINE_END = "\x1b[K"
_STAYS = "look"
"""A step whose line is not wiped: it says what can be read already."""
_TOO_LITTLE = 0.03
"""While less of the work was done, nobody knows how long the rest takes."""


@contextmanager
def showing_progress() -> Iterator[Progress]:
    """Show the steps that are reported within the block, on standard error.

    Whoever started us and shows them elsewhere asks for records: one a line, as JSON.
    """
    if os.environ.get(PROGRESS) == "json":
        yield _ProgressLines().show
    elif sys.stderr.isatty() and os.environ.get("TERM") != "dumb":
        try:
            yield _LivingLine().show
        finally:
            _redraw("")
    else:
        yield _PlainLines().show


def _sentence(step: Progressed, left: str = "") -> str:
    facts = {"done": step.done, "of": step.of, "detail": step.detail}
    return " · ".join(
        filter(None, (" ".join(word(f"progress.{step.phase}", **facts).split()), left))
    )


@dataclass
class _TimeLeft:
    """How long the rest will take, if it goes on as it did since work began."""

    begun: tuple[float, float] | None = None

    def left(self, step: Progressed) -> str:
        if step.part is None:
            return ""
        now = time.monotonic()
        since, before = self.begun = self.begun or (now, step.part)
        if step.part - before < _TOO_LITTLE:
            return ""
        seconds = (now - since) * (1 - step.part) / (step.part - before)
        if seconds < 90:
            return word("progress.left_seconds", seconds=math.ceil(seconds / 10) * 10)
        return word("progress.left_minutes", minutes=round(seconds / 60))


def _redraw(text: str) -> None:
    sys.stderr.write(f"\r{text}{_ERASE_TO_LINE_END}")
    sys.stderr.flush()


@dataclass
class _LivingLine:
    drawn_at: float = 0.0
    clock: _TimeLeft = field(default_factory=_TimeLeft)

    def show(self, step: Progressed) -> None:
        now, left = time.monotonic(), self.clock.left(step)
        if step.phase == _STAYS:
            _redraw(f"{_sentence(step)}\n")
        elif step.done == step.of or now - self.drawn_at >= _REDRAW_SECONDS:
            self.drawn_at = now
            _redraw(_sentence(step, left))


@dataclass
class _ProgressLines:
    told_at: float = 0.0
    clock: _TimeLeft = field(default_factory=_TimeLeft)

    def show(self, step: Progressed) -> None:
        now, left = time.monotonic(), self.clock.left(step)
        if step.done == step.of or now - self.told_at >= _REDRAW_SECONDS:
            self.told_at = now
            record = {"says": _sentence(step, left), "part": step.part}
            tell(RECORD + json.dumps(record, ensure_ascii=False), err=True)


@dataclass
class _PlainLines:
    told: set[tuple[str, str, int]] = field(default_factory=set)
    clock: _TimeLeft = field(default_factory=_TimeLeft)

    def show(self, step: Progressed) -> None:
        left = self.clock.left(step)
        quarter = (step.phase, step.detail, 4 * step.done // step.of if step.of else 4)
        if quarter not in self.told:
            self.told.add(quarter)
            tell(_sentence(step, left), err=True)
