"""Publish a built site, go back to the one before, or list what is there.

The order makes it safe: refuse what is not ours, lock, clear what a dead publish left, copy into a
folder nobody reads yet, prove it by hash, and only then replace the one small page that readers
come through. Whatever fails before that page leaves them on the whole site they had; whatever
fails after it leaves them on the whole new one.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from csatreport.base.errors import ExitCode, Issue, StudyError
from csatreport.base.faults import FaultCodes, fault_issue
from csatreport.base.files.lock import Lock
from csatreport.base.files.modes import let_read
from csatreport.making.request import Progress, Progressed
from csatreport.publish import KEEP, entry, releases
from csatreport.publish.change import SiteChange, compare_files
from csatreport.publish.closed import Footing, find_footing
from csatreport.publish.effects import Effects
from csatreport.publish.filling import OnFile, Sent
from csatreport.publish.lock import locked
from csatreport.publish.news import ReleaseNews, find_news
from csatreport.publish.releases import Release, Shelf
from csatreport.publish.site import BuiltSite, refusal, telling_switch
from csatreport.publish.target import check_ours, check_target, claim
from csatreport.study.policy import Audience

_MET_FIRST = (releases.FOLDER, entry.PAGE, entry.POINTER)
"""What readers meet at the top of a published folder."""
_SHARE = FaultCodes(missing="P713", forbidden="P711", full="P712", other="P713")


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What a publish did: the release readers meet now, and whether it is a new one.

    ``stuck`` names old releases that could not be removed yet, ``withdrawn`` those that went
    because they showed more than this one does; ``issues`` warn of figures published before.
    ``sent`` tells how much of a new release had to be sent, ``news`` what changed since the release
    that readers met before.
    """

    release: Release
    new: bool
    sent: Sent = field(default_factory=Sent)
    stuck: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    issues: tuple[Issue, ...] = ()
    news: tuple[ReleaseNews, ...] = ()


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
    with telling_switch(site.folder, site.stamp), _telling_faults(target):
        check_target(target, site.audience, study=study, site=site.folder)
        claim(target, site.audience, effects)
        with locked(target) as lock:
            return _bring(
                site, target, lock, study=study, keep=keep, effects=effects, progress=progress
            )


def _bring(
    site: BuiltSite,
    target: Path,
    lock: Lock,
    *,
    study: Path,
    keep: int,
    effects: Effects,
    progress: Progress,
) -> Published:
    """Publish on a share that is locked."""
    watch = _watch(lock, len(site.files), progress)
    shelf, left = _mend(target, effects)
    current = shelf.find(shelf.current)
    footing = find_footing(site, study, target, shelf.releases, current)
    footing.settle(study)
    sent, release = Sent(), _already_there(target, current, site, effects, watch)
    new = release is None
    if release is None:
        release, sent = releases.write_release(
            target, site, shelf, effects, watch, closed=footing.names
        )
        lock.confirm()
    footing.write(study)
    if new:
        entry.switch(target, release, effects)
    release = _closing(target, release, footing, effects)
    news = _news(target, current, release) if new else ()
    withdrawn = _withdraw(target, shelf, release, footing, effects)
    _let_in(target, site.audience)
    stuck = {*left, *releases.remove_old_releases(target, release.name, keep, effects)}
    return Published(
        release=release,
        new=new,
        sent=sent,
        stuck=tuple(sorted(stuck)),
        withdrawn=withdrawn,
        issues=footing.issues,
        news=news,
    )


def _closing(target: Path, release: Release, footing: Footing, effects: Effects) -> Release:
    """Return a release that names the records it stands on."""
    if release.closed == footing.names:
        return release
    release = replace(release, closed=footing.names)
    releases.write_release_record(target, release, effects)
    return release


def _let_in(target: Path, audience: Audience) -> None:
    if audience is Audience.OPEN:
        let_read(target, *(target / name for name in _MET_FIRST))


def _news(target: Path, before: Release | None, now: Release) -> tuple[ReleaseNews, ...]:
    """Say what changed; nothing for the first release, or where one from before cannot be read."""
    if before is None:
        return ()
    old, new = ((target / releases.FOLDER / one.name, one.files) for one in (before, now))
    with suppress(OSError, ValueError, KeyError, TypeError):
        return find_news(old, new)
    return ()


def foresee(site: BuiltSite, target: Path, *, study: Path) -> SiteChange:
    """Return what publishing a site would change for readers; nothing is written.

    Raises:
        StudyError: P7xx, as `publish` would refuse the folder.
    """
    with _telling_faults(target):
        check_target(target, site.audience, study=study, site=site.folder)
        shelf = Shelf(releases=releases.read_releases(target), current=entry.read_current(target))
    current = shelf.find(shelf.current)
    return compare_files(dict(current.files) if current else {}, dict(site.files))


def _withdraw(
    target: Path, shelf: Shelf, release: Release, footing: Footing, effects: Effects
) -> tuple[str, ...]:
    """Remove the releases that show a cell which the current one withholds; return their names."""
    others = [one for one in shelf.releases if one.name != release.name]
    found = [one.name for one in others if footing.shows_more(target, one, release)]
    for name in found:
        releases.remove_release(target, name, effects)
    return tuple(sorted(found))


def _already_there(
    target: Path, current: Release | None, site: BuiltSite, effects: Effects, watch: OnFile
) -> Release | None:
    """Return the current release where it is exactly this site, and whole."""
    if current is None or current.digest != site.digest:
        return None
    damaged = releases.find_damage(target, current, effects, watch)
    return current if damaged is None else None


def roll_back(target: Path, *, effects: Effects, progress: Progress) -> Release:
    """Switch readers to the release that the current one replaced, after proving it whole.

    Where the current one is gone, that is the newest release that is whole.

    Raises:
        StudyError: P710 not ours; P714 busy; P717 nothing before; P718 it is damaged; P71x.
    """
    with _telling_faults(target):
        check_ours(target)
        with locked(target) as lock:
            shelf, _ = _mend(target, effects)
            earlier = _whole(target, _earlier(shelf), effects, lock, progress)
            lock.confirm()
            entry.switch(target, earlier, effects)
    return earlier


def _earlier(shelf: Shelf) -> tuple[Release, ...]:
    """Return the releases that a rollback may lead to, the best first."""
    current = shelf.find(shelf.current)
    if current is None:
        return shelf.releases
    followed = shelf.find(current.follows)
    return (followed,) if followed is not None else ()


def _whole(
    target: Path, offered: tuple[Release, ...], effects: Effects, lock: Lock, progress: Progress
) -> Release:
    """Return the first release that is whole; P717 without any, P718 where all are damaged."""
    damage: list[Path] = []
    for release in offered:
        watch = _watch(lock, len(release.files), progress)
        damaged = releases.find_damage(target, release, effects, watch)
        if damaged is None:
            return release
        damage.append(target / releases.FOLDER / release.name / damaged)
    raise refusal("P718", damage[0]) if damage else refusal("P717", target)


def read_shelf(target: Path) -> Shelf:
    """Return what a published folder holds.

    Raises:
        StudyError: P710 not ours; P71x the share does not answer.
    """
    with _telling_faults(target):
        check_ours(target)
        return Shelf(releases=releases.read_releases(target), current=entry.read_current(target))


def _mend(target: Path, effects: Effects) -> tuple[Shelf, tuple[str, ...]]:
    """Clear what a dead publish left and finish its switch.

    Returns:
        What is there, and the leftovers that could not be removed.
    """
    stuck = releases.clear_leftovers(target, entry.read_current(target), effects)
    shelf = read_shelf(target)
    current = shelf.find(shelf.current)
    if current is not None:
        entry.write_pointer(target, current, effects)
    return shelf, stuck


def _watch(lock: Lock, count: int, progress: Progress) -> OnFile:
    def step(phase: str, done: int) -> None:
        lock.touch()
        progress(Progressed(phase, done, count))

    return step


@contextmanager
def _telling_faults(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        issue = fault_issue(error, _SHARE, file=str(target))
        raise StudyError((issue,), ExitCode.PUBLISHING) from error
