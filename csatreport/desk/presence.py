"""Whether anybody still sits at the desk: it ends by itself when its pages have been closed.

A page with scripts says every few seconds that it is open. Browsers let the pages behind others
speak once a minute, so several minutes of silence mean that it is closed. Without scripts a page
says nothing, and only a long time without a click does. A machine that sleeps ages nobody: its
clock stands still.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

BEAT_SECONDS = 20
_SILENCE, _NO_CLICK = 300.0, 7200.0


@dataclass
class Presence:
    """When a page was last heard of."""

    clock: Callable[[], float] = time.monotonic
    heard: float = field(init=False)
    scripted: bool = False

    def __post_init__(self) -> None:
        """Begin to wait now."""
        self.heard = self.clock()

    def click(self) -> None:
        """Note that a page was asked for."""
        self.heard = self.clock()

    def beat(self) -> None:
        """Note that an open page, which has scripts, says so."""
        self.scripted = True
        self.click()

    @property
    def over(self) -> bool:
        """Whether the pages seem to be closed."""
        return self.clock() - self.heard > (_SILENCE if self.scripted else _NO_CLICK)
