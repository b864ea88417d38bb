"""Publish a built site, go back to the one before, or list what is there.

The order makes it safe: refuse what is not ours, lock, clear what a dead publish left, copy into a
folder nobody reads yet, prove it by hash, and only then replace the one small page that readers
come through. Whatever fails before that page leaves them on the whole site they had; whatever
fails after it leaves them on the whole new one.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from csatreport.build.request import Progress, Step
from csatreport.errors import ExitCode, StudyError
from csatreport.faults import FaultCodes, fault_issue
from csatreport.lock import Lock
from csatreport.publish import KEEP, entry, releases
from csatreport.publish.effects import Effects
from csatreport.publish.lock import locked
from csatreport.publish.releases import Release, Watch
from csatreport.publish.site import BuiltSite, refusal
from csatreport.publish.target import check_ours, check_target, claim

_SHARE = FaultCodes(missing="P713", forbidden="P711", full="P712", other="P713")


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What a publish did: the release readers meet now, and whether it is a new one.

    ``stuck`` names old releases that could not be removed yet.
    """

    release: Release
    new: bool
    stuck: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """What a published folder holds: whole releases, newest first, and the current one's name."""

    releases: tuple[Release, ...]
    current: str | None

    def find(self, name: str | None) -> Release | None:
        """Return the whole release of a name, if it is there."""
        return next((release for release in self.releases if release.name == name), None)


def publish(
    site: BuiltSite,
    target: Path,
    *,
    study: Path,
    keep: int = KEEP,
    effects: Effects,
    progress: Progress,
) -> Published:
    """Bring a built site to the share and switch readers to it.

    A site that is already the current release, and whole, is left as it is.

    Raises:
        StudyError: P7xx, exit code 5; readers still meet the release they met before.
    """
    with _telling_faults(target):
        check_target(target, site.audience, study=study, site=site.folder)
        claim(target, site.audience, effects)
        with locked(target) as lock:
            watch = _watch(lock, len(site.files), progress)
            shelf = _mend(target, effects)
            current = shelf.find(shelf.current)
            release = _already_there(target, current, site, effects, watch)
            new = release is None
            if release is None:
                release = releases.write_release(target, site, current, effects, watch)
                lock.confirm()
                entry.switch(target, release, effects)
            stuck = releases.remove_old_releases(target, release.name, keep, effects)
    return Published(release=release, new=new, stuck=stuck)


def _already_there(
    target: Path, current: Release | None, site: BuiltSite, effects: Effects, watch: Watch
) -> Release | None:
    """Return the current release where it is exactly this site, and whole."""
    if current is None or current.digest != site.digest:
        return None
    damaged = releases.find_damage(target, current, effects, watch)
    return current if damaged is None else None


def roll_back(target: Path, *, effects: Effects, progress: Progress) -> Release:
    """Switch readers to the release that the current one replaced, after proving it whole.

    Raises:
        StudyError: P710 not ours; P714 busy; P717 nothing before; P718 it is damaged; P71x.
    """
    with _telling_faults(target):
        check_ours(target)
        with locked(target) as lock:
            shelf = _mend(target, effects)
            current = shelf.find(shelf.current)
            earlier = shelf.find(current.follows) if current is not None else None
            if earlier is None:
                raise refusal("P717", target)
            watch = _watch(lock, len(earlier.files), progress)
            if damaged := releases.find_damage(target, earlier, effects, watch):
                raise refusal("P718", target / releases.FOLDER / earlier.name / damaged)
            lock.confirm()
            entry.switch(target, earlier, effects)
    return earlier


def read_shelf(target: Path) -> Shelf:
    """Return what a published folder holds.

    Raises:
        StudyError: P710 not ours; P71x the share does not answer.
    """
    with _telling_faults(target):
        check_ours(target)
        return Shelf(releases=releases.read_releases(target), current=entry.read_current(target))


def _mend(target: Path, effects: Effects) -> Shelf:
    """Clear what a dead publish left and finish its switch; return what is there."""
    releases.clear_leftovers(target, entry.read_current(target), effects)
    shelf = read_shelf(target)
    current = shelf.find(shelf.current)
    if current is not None:
        entry.write_pointer(target, current, effects)
    return shelf


def _watch(lock: Lock, count: int, progress: Progress) -> Watch:
    def step(phase: str, done: int) -> None:
        lock.touch()
        progress(Step(phase, done, count))

    return step


@contextmanager
def _telling_faults(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        issue = fault_issue(error, _SHARE, file=str(target))
        raise StudyError((issue,), ExitCode.PUBLISHING) from error
