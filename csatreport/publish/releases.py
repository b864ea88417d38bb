"""The releases on the share: numbered folders, each complete or not there at all.

A release is ``releases/<number>-<first 8 digits of its digest>/``. Its record, a hidden file with
the hash of every other, is written last: a folder with a record is a whole release, a folder
without one is what a dead publish left behind. Each record names the release it follows, which is
where a rollback leads, whatever happened in between.
"""

import datetime as dt
import re
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from csatreport.base.errors import StudyError
from csatreport.base.files.atomic import TEMPORARY
from csatreport.base.files.modes import open_to_readers
from csatreport.counts.closed.record import RecordNames
from csatreport.publish.effects import Effects, json_text, read_json
from csatreport.publish.filling import OnFile, Sent, damaged, fill
from csatreport.publish.site import BuiltSite, digest_of_files, refusal
from csatreport.study.policy import Audience

FOLDER = "releases"
RECORD = ".csatreport-release.json"

_NAME = re.compile(r"(\d{4,9})-[0-9a-f]{8}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """A whole release: its folder's name, when it was published, what it replaced, its files."""

    name: str
    published: dt.datetime
    follows: str | None
    files: tuple[tuple[str, str], ...]
    closed: RecordNames = field(default_factory=dict)
    """The records of anonymous periods that it rests on, and those before it."""

    @property
    def number(self) -> int:
        """The running number at the beginning of the name."""
        return int(self.name.partition("-")[0])

    @property
    def digest(self) -> str:
        """One hash for the whole content."""
        return digest_of_files(self.files)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """What a published folder holds: whole releases, newest first, and the current one's name."""

    releases: tuple[Release, ...]
    current: str | None

    def find(self, name: str | None) -> Release | None:
        """Return the whole release of a name, if it is there."""
        return next((release for release in self.releases if release.name == name), None)


def read_releases(target: Path) -> tuple[Release, ...]:
    """Return the whole releases of a published folder, newest number first."""
    found = (_read_record(folder) for folder in _folders(target))
    return tuple(
        sorted((one for one in found if one is not None), key=lambda one: one.number, reverse=True)
    )


def _folders(target: Path) -> tuple[Path, ...]:
    place = target / FOLDER
    if place.is_symlink():
        raise refusal("P719", place)  # What is removed as old would be somebody else's.
    if not place.is_dir():
        return ()
    return tuple(
        folder
        for folder in sorted(place.iterdir())
        if _NAME.fullmatch(folder.name) and folder.is_dir() and not folder.is_symlink()
    )


def _read_record(folder: Path) -> Release | None:
    record = read_json(folder / RECORD)
    files = record.get("files")
    if not isinstance(files, dict):
        return None
    follows, closed = record.get("follows"), record.get("closed")
    return Release(
        name=folder.name,
        published=_published(folder / RECORD, record.get("published")),
        follows=follows if isinstance(follows, str) else None,
        files=tuple(sorted((str(path), str(digest)) for path, digest in files.items())),
        closed=closed if isinstance(closed, dict) else {},
    )


def _published(file: Path, told: object) -> dt.datetime:
    """Return when a release was published; where that is damaged, when its record was written.

    A release is not thrown away for the sake of its date.
    """
    try:
        return dt.datetime.fromisoformat(told if isinstance(told, str) else "")
    except ValueError:
        return dt.datetime.fromtimestamp(file.stat().st_mtime, dt.UTC)


def write_release(
    target: Path,
    site: BuiltSite,
    shelf: Shelf,
    effects: Effects,
    watch: OnFile,
    *,
    closed: RecordNames,
) -> tuple[Release, Sent]:
    """Fill a new release folder with a site, every file proved by its hash, then record it.

    It follows the current release, and names the records of closed periods it rests on.

    Raises:
        StudyError: P716 a file came back different.
        OSError: the share refused; the unfinished folder has no record.
    """
    folder = target / FOLDER / f"{_next_number(target):04d}-{site.digest[:8]}"
    current = shelf.find(shelf.current)
    release = Release(
        name=folder.name,
        published=effects.now(),
        follows=current.name if current else None,
        files=site.files,
        closed=closed,
    )
    there = [(target / FOLDER / one.name, one.files) for one in shelf.releases]
    try:
        sent = fill(folder, site, there, effects, watch)
        write_release_record(target, release, effects)
        if site.audience is Audience.OPEN:
            open_to_readers(folder)
    except (OSError, StudyError, KeyboardInterrupt):
        _give_room_back(folder, effects)
        raise
    return release, sent


def _give_room_back(folder: Path, effects: Effects) -> None:
    # What cannot be removed now, because the share has gone, the next publish removes.
    with suppress(OSError):
        effects.remove(folder)


def _next_number(target: Path) -> int:
    return max((int(folder.name.partition("-")[0]) for folder in _folders(target)), default=0) + 1


def write_release_record(target: Path, release: Release, effects: Effects) -> None:
    """Say what a release is; with that it counts."""
    record: dict[str, object] = {
        "version": 1,
        "published": release.published.isoformat(timespec="seconds"),
        "follows": release.follows,
        "files": dict(release.files),
        "closed": {name: dict(periods) for name, periods in release.closed.items()},
    }
    effects.write(target / FOLDER / release.name / RECORD, json_text(record))


def find_damage(target: Path, release: Release, effects: Effects, watch: OnFile) -> str | None:
    """Read a release back; return the first file that is missing or different, else None."""
    found = damaged(target / FOLDER / release.name, release.files, effects, watch)
    return next((path for path, _ in found), None)


def clear_leftovers(target: Path, current: str | None, effects: Effects) -> tuple[str, ...]:
    """Remove what a dead publish left: release folders without a record, temporary files.

    What readers are sent to stays, even where its record is damaged. Returned are the folders that
    could not be removed, because a reader on Windows holds a file open: the next publish tries
    again.
    """
    stuck = []
    for folder in _folders(target):
        if folder.name != current and _read_record(folder) is None:
            try:
                effects.remove(folder)
            except OSError:
                stuck.append(folder.name)
    for file in target.glob(f"{TEMPORARY}*"):
        with suppress(OSError):
            file.unlink()
    return tuple(stuck)


def releases_to_keep(releases: tuple[Release, ...], current: str, keep: int) -> frozenset[str]:
    """Choose the releases that stay: the current one, what it would roll back to, then the newest.

    ``keep`` counts the current one, which always stays.
    """
    by_name = {release.name: release for release in releases}
    order: list[str] = []
    step: str | None = current
    while step in by_name and step not in order:
        order.append(step)
        step = by_name[step].follows
    order += [release.name for release in releases if release.name not in order]
    return frozenset((current, *order[:keep]))


def remove_old_releases(target: Path, current: str, keep: int, effects: Effects) -> tuple[str, ...]:
    """Remove the releases that need not stay; return those that could not be removed."""
    releases = read_releases(target)
    staying = releases_to_keep(releases, current, keep)
    old = (release.name for release in releases if release.name not in staying)
    return tuple(name for name in old if not remove_release(target, name, effects))


def remove_release(target: Path, name: str, effects: Effects) -> bool:
    """Remove a release; False where a reader on Windows holds a file open.

    The record goes first, so that a release that is half removed is no release: the next publish
    tries again.
    """
    folder = target / FOLDER / name
    try:
        (folder / RECORD).unlink(missing_ok=True)
        effects.remove(folder)
    except OSError:
        return False
    return True
