"""What fills a release's folder: what the share holds already is copied there, the rest is sent.

A month, or a few late answers, change a part of a site. A file whose content stands in a release
on the share is copied from there, by the file server itself where it can (`copy_within`), and is
a file of its own: without links of the file system, Windows shares and USB sticks go on working.
Every file is read back and held against its hash, wherever it came from; what was copied from a
file that somebody changed, or came to be torn, is then sent after all.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from csatreport.publish.effects import Effects
from csatreport.publish.site import BuiltSite, FileHashes, refusal

OnFile: TypeAlias = Callable[[str, int], None]
"""Is told, before each file, what is being done ("copy", "verify") and how many are done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """How a release came to the share: files that were sent, their bytes, and files it had."""

    files: int = 0
    size: int = 0
    copied: int = 0


def fill(
    folder: Path,
    site: BuiltSite,
    there: Iterable[tuple[Path, FileHashes]],
    effects: Effects,
    watch: OnFile,
) -> Sent:
    """Bring all files of a site into a folder on the share, and prove each by its hash.

    Args:
        folder: the new release, which nobody reads yet.
        site: what is to be there.
        there: folders on the share with their files, the best ones first.
        effects: what touches the disk.
        watch: is told of each file.

    Raises:
        StudyError: P716 a file came back different.
        OSError: the share refused.
    """
    known = {digest: place / path for place, files in reversed([*there]) for path, digest in files}
    copied = set()
    for place, (path, digest) in enumerate(site.files):
        watch("copy", place)
        if _copied(known.get(digest), folder / path, effects):
            copied.add(path)
        else:
            effects.copy(site.folder / path, folder / path)
        known.setdefault(digest, folder / path)
    for path, digest in damaged(folder, site.files, effects, watch):
        if path in copied:
            copied.remove(path)
            effects.copy(site.folder / path, folder / path)
            if is_sound(folder / path, digest, effects):
                continue
        raise refusal("P716", folder / path)
    sent = [site.folder / path for path, _ in site.files if path not in copied]
    return Sent(files=len(sent), size=sum(file.stat().st_size for file in sent), copied=len(copied))


def _copied(source: Path | None, target: Path, effects: Effects) -> bool:
    """Let the share copy a file; what it refuses is sent, and refused then by its own fault."""
    with suppress(OSError):
        if source is not None:
            effects.again(source, target)
            return True
    return False


def damaged(
    folder: Path, files: FileHashes, effects: Effects, watch: OnFile
) -> Iterator[tuple[str, str]]:
    """Read files back; yield those missing or different, with the hash they should have."""
    for place, (path, digest) in enumerate(files):
        watch("verify", place)
        if not is_sound(folder / path, digest, effects):
            yield path, digest


def is_sound(file: Path, digest: str, effects: Effects) -> bool:
    """Tell whether a file is there and has a hash."""
    return file.is_file() and effects.digest(file) == digest
