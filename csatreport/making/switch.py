"""From a finished build to the published folders, so that nobody ever meets half a site.

A build works in ``build/.next`` and touches nothing else. When everything is made, a small journal
says so, and the folders change places by renaming. Should the machine stop in the middle, the
journal is still there at the next start and the switch is carried through: what was complete
before the switch began is complete after it. Without a journal, ``.next`` is an unfinished build
and is thrown away. What other commands and people put below ``private`` moves along.
"""

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from csatreport.base.errors import StudyError
from csatreport.base.files.atomic import write_whole
from csatreport.base.files.modes import OWNER_ONLY, open_to_readers
from csatreport.counts.closed import PENDING

MANIFEST, INTAKE, STANDING = "manifest.json", "intake.csv", "standing.json"
"""The build's own account, of documents, of rows, and of what it stands on."""
SITE = "site"
FOLDERS = ("private", "restricted", SITE)
"""What one build makes, switched together; ``site`` last, because its readers are people."""
OWN_PRIVATE = frozenset({MANIFEST, INTAKE, STANDING, Path(PENDING).name})
"""What a build itself writes below ``private``; all else there is people's or other commands'."""


@dataclass(frozen=True, slots=True)
class SwitchEffects:
    """What a switch does to the disk; tests put failing ones in their place."""

    rename: Callable[[Path, Path], object] = Path.replace
    remove: Callable[[Path], object] = lambda folder: shutil.rmtree(folder, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class Workshop:
    """The build folder with its hidden workrooms."""

    build: Path
    effects: SwitchEffects = SwitchEffects()

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
        """Carry a half switch through, clear leftovers, and lay out an empty ``.next``.

        Raises:
            StudyError: B606, the folder holds something that no build made.
        """
        self._check_ours()
        if self._journal.is_file():
            self._carry_through()
        # A folder under the journal's name is none of ours and vouches for nothing.
        for leftover in (self.next, self._old, self._journal):
            self.effects.remove(leftover)
        for name in FOLDERS:
            (self.next / name).mkdir(parents=True)
            if name != SITE:
                (self.next / name).chmod(OWNER_ONLY)

    def switch(self) -> None:
        """Make the finished ``.next`` the current build.

        From here on the new build is complete: whatever stops the switch, the next `prepare`
        carries it through. A folder that the new build does not have is retired with the old one.
        """
        open_to_readers(self.next / SITE)
        self._bring_along()
        made = [name for name in FOLDERS if (self.next / name).exists()]
        write_whole(self._journal, json.dumps(made).encode())
        self._carry_through()

    def abandon(self) -> None:
        """Throw the unfinished build away; the current one was never touched."""
        if not self._journal.is_file():
            self.effects.remove(self.next)

    def _bring_along(self) -> None:
        """Lay what other commands and people put below ``private`` beside the new account."""
        old, fresh = self.build / "private", self.next / "private"
        for file in sorted(old.rglob("*")):
            below = file.relative_to(old)
            target = fresh / below
            if below.parts[0] in OWN_PRIVATE or not file.is_file() or target.exists():
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                os.link(file, target)
            except OSError:
                shutil.copy2(file, target)

    def _check_ours(self) -> None:
        """Refuse a folder whose site we did not build: a switch would delete it.

        What lies below ``private`` is brought along, so it may be there before any build.
        """
        ours = self._journal.is_file() or (self.build / "private" / MANIFEST).is_file()
        foreign = [name for name in FOLDERS[1:] if (self.build / name).exists()]
        if foreign and not ours:
            raise StudyError.at("B606", str(self.build / foreign[0]))

    def _made(self) -> list[str]:
        """Return what the new build has, as the journal says.

        A journal that the machine stopped in the middle of writing, or that cannot be read, says
        nothing; but it is only ever begun when ``.next`` is complete. Where ``private``, the first
        to move, is still there, all of the new build is; else what is missing was moved already.
        """
        try:
            told = json.loads(self._journal.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            told = None
        if isinstance(told, list):
            return [str(name) for name in told]
        whole = (self.next / FOLDERS[0]).exists()
        return [name for name in FOLDERS if not whole or (self.next / name).exists()]

    def _carry_through(self) -> None:
        made = self._made()
        self._old.mkdir(exist_ok=True)
        for name in FOLDERS:
            fresh, current, retired = self.next / name, self.build / name, self._old / name
            replaced = fresh.exists() or name not in made
            if replaced and current.exists():
                self.effects.remove(retired)
                self.effects.rename(current, retired)
            if fresh.exists():
                self.effects.rename(fresh, current)
        self._journal.unlink()
        self.effects.remove(self._old)
        self.effects.remove(self.next)
