"""From a finished build to the published folders, so that nobody ever meets half a site.

A build works in ``build/.next`` and touches nothing else. When everything is made, a small journal
says so, and the folders change places by renaming. Should the machine stop in the middle, the
journal is still there at the next start and the switch is carried through: what was complete
before the switch began is complete after it. Without a journal, ``.next`` is an unfinished build
and is thrown away.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

FOLDERS = ("private", "restricted", "site")
"""What one build makes, switched together; ``site`` last, because its readers are people."""


@dataclass(frozen=True, slots=True)
class Effects:
    """What a switch does to the disk; tests put failing ones in their place."""

    rename: Callable[[Path, Path], object] = Path.replace
    remove: Callable[[Path], object] = lambda folder: shutil.rmtree(folder, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class Workshop:
    """The build folder with its hidden workrooms."""

    build: Path
    effects: Effects = Effects()

    @property
    def next(self) -> Path:
        """Where the new build is made."""
        return self.build / ".next"

    @property
    def _old(self) -> Path:
        return self.build / ".old"

    @property
    def _journal(self) -> Path:
        return self.build / ".switching"

    def prepare(self) -> None:
        """Carry a half switch through, clear leftovers, and lay out an empty ``.next``."""
        if self._journal.exists():
            self._carry_through()
        self.effects.remove(self.next)
        self.effects.remove(self._old)
        for name in FOLDERS:
            (self.next / name).mkdir(parents=True)

    def switch(self) -> None:
        """Make the finished ``.next`` the current build."""
        self._journal.write_text("carry this switch through\n", encoding="utf-8")
        self._carry_through()

    def abandon(self) -> None:
        """Throw the unfinished build away; the current one was never touched."""
        self.effects.remove(self.next)

    def _carry_through(self) -> None:
        self._old.mkdir(exist_ok=True)
        for name in FOLDERS:
            fresh, current, retired = self.next / name, self.build / name, self._old / name
            if not fresh.exists():
                continue
            if current.exists():
                self.effects.remove(retired)
                self.effects.rename(current, retired)
            self.effects.rename(fresh, current)
        self._journal.unlink(missing_ok=True)
        self.effects.remove(self._old)
        self.effects.remove(self.next)
