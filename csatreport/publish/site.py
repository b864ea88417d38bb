"""The built folder that is to be published: its files by hash, proved complete.

A build leaves a manifest beside the folder (``build/private/manifest.json``) with the hash of
every file. What is not exactly that, neither less nor more, is not published.
"""

import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from csatreport.base.errors import ExitCode, StudyError
from csatreport.publish.effects import Effects, read_json
from csatreport.study.policy import AUDIENCE_FILE, Audience

ENTRY = "index.html"
RESTRICTED = "restricted"
"""The name of the folder that only some may read; every other folder is open."""


FileHashes: TypeAlias = Sequence[tuple[str, str]]
"""Files as (relative path with forward slashes, SHA-256)."""
FolderStamp: TypeAlias = tuple[int, int] | None
"""What tells one build's folder from the next one's at the same place; None where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltSite:
    """A folder and its files as (relative path with forward slashes, SHA-256), sorted by path."""

    folder: Path
    audience: Audience
    files: tuple[tuple[str, str], ...]
    stamp: FolderStamp = None

    @property
    def digest(self) -> str:
        """One hash for the whole content, names and bytes."""
        return digest_of_files(self.files)


def digest_of_files(files: tuple[tuple[str, str], ...]) -> str:
    """Return the SHA-256 over (path, SHA-256) pairs."""
    lines = "".join(f"{path}\0{digest}\n" for path, digest in files)
    return hashlib.sha256(lines.encode()).hexdigest()


def read_built_site(folder: Path, effects: Effects, *, restricted: bool = False) -> BuiltSite:
    """Read the hashes of everything to be published; ``restricted`` says it is not for all.

    Raises:
        StudyError: P701 there is no built site; P702 it is not what the build made; P703 it holds
            a link or a special file; P721 a build switched meanwhile; P722 it is not for all, and
            nobody said so.
    """
    folder = folder.resolve()
    stamp = _stamp(folder)
    with telling_switch(folder, stamp):
        files = _read_files(folder, effects)
        audience = readers_of(folder, restricted=restricted)
    return BuiltSite(folder=folder, audience=audience, files=files, stamp=stamp)


def readers_of(folder: Path, *, restricted: bool = False) -> Audience:
    """Return whom a site is for: restricted where that is said, or the folder is called so.

    Raises:
        StudyError: P722 the folder is called otherwise, but holds what only some may read.
    """
    if restricted or folder.name == RESTRICTED:
        return Audience.RESTRICTED
    if read_json(folder / AUDIENCE_FILE).get("audience") == Audience.RESTRICTED:
        raise refusal("P722", folder)
    return Audience.OPEN


def _read_files(folder: Path, effects: Effects) -> tuple[tuple[str, str], ...]:
    if not (folder / ENTRY).is_file():
        raise refusal("P701", folder)
    names = sorted(file.relative_to(folder).as_posix() for file in _files(folder))
    files = tuple((name, effects.digest(folder / name)) for name in names)
    _check_against_manifest(folder, dict(files))
    return files


@contextmanager
def telling_switch(folder: Path, stamp: FolderStamp) -> Iterator[None]:
    """Let a failure say that a build changed places meanwhile (P721), where one did."""
    try:
        yield
    except (StudyError, OSError) as fault:
        if _stamp(folder) != stamp:
            raise refusal("P721", folder) from fault
        raise


def _stamp(folder: Path) -> FolderStamp:
    try:
        about = folder.stat()
    except OSError:
        return None
    return about.st_ino, about.st_mtime_ns


def refusal(code: str, place: Path, **facts: object) -> StudyError:
    """Make the error that ends a publish, with its one issue."""
    return StudyError.at(code, str(place), ExitCode.PUBLISHING, **facts)


def _files(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        for name in (*folders, *names):
            entry = Path(place) / name
            if entry.is_symlink() or not (entry.is_dir() or entry.is_file()):
                raise refusal("P703", entry)
        yield from (Path(place) / name for name in names)


def _check_against_manifest(folder: Path, found: dict[str, str]) -> None:
    manifest = read_json(folder.parent / "private" / "manifest.json")
    if not manifest:
        return  # A folder named with --site may have been brought here without its account.
    made = manifest.get(folder.name)
    # A folder of which the newest build knows nothing was left behind by an older one.
    expected = made if isinstance(made, dict) else {}
    differing = sorted(
        path for path in expected.keys() | found if expected.get(path) != found.get(path)
    )
    if differing:
        raise refusal("P702", folder, count=len(differing), first=differing[0])
