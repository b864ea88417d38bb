"""Archives of tables (ZIP): their members are read each for itself, as files of a folder are.

Nothing in an archive is trusted. A process of its own, with a limit on memory and time, unpacks it
(`csatreport.tables.trial`) under numbers of its own, never under the names that members bear, so
that none can lie outside its folder; it counts what really comes out, not what the archive says of
itself. What is encrypted, damaged, too large, or an archive again is told and not read.
"""

import json
import stat
import sys
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from csatreport.base.files.folders import is_trace
from csatreport.tables.encoding import Undecodable, decode
from csatreport.tables.table import FILE_BYTES
from csatreport.tables.trial import in_own_process

ARCHIVES = (".zip",)
PACKED = (".zip", ".rar", ".7z", ".gz", ".tgz", ".tar", ".bz2", ".xz")
"""Endings of archives of any kind, in lower case."""
MOST_MEMBERS = 1_000
MOST_BYTES = 4 * FILE_BYTES
"""Most that an archive may hold, unpacked."""

DAMAGED = "A520"
ENCRYPTED = "A521"
TOO_MUCH = "A522"
BAD_NAME = "A523"
NESTED = "A524"
_CHUNK = 1 << 20
_UTF8_NAME = 0x800
_ENCRYPTED_FLAG = 0x1
_CLAIM = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError)
"""All that a damaged or strange archive makes its reader raise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One file of an archive.

    ``path`` is where it was unpacked, "" where it was not; ``code`` and ``facts`` then say why:
    "" for a file of which nothing is wrong but that it is no table.
    """

    name: str
    path: str = ""
    code: str = ""
    facts: dict[str, object] = field(default_factory=dict)


def unpack(archive: Path, into: Path, endings: tuple[str, ...]) -> tuple[Member, ...] | None:
    """Unpack the tables of an archive, in a process of their own.

    Args:
        archive: the archive.
        into: an empty folder.
        endings: how the names of tables end, in lower case.

    Returns:
        All members but traces of programs; one without a name says what is wrong with the whole.
        None where the process was ended by its limits.
    """
    told = json.dumps([str(into), *endings])
    found = in_own_process(_unpack_here.__module__, _unpack_here.__name__, archive, told)
    return None if found is None else tuple(Member(**one) for one in json.loads(found))


def _unpack_here() -> None:
    into, *endings = json.loads(sys.argv[2])
    try:
        with zipfile.ZipFile(sys.argv[1]) as archive:
            told = list(_members(archive, Path(into), tuple(endings)))
    except _CLAIM as fault:
        told = [Member(name="", code=DAMAGED, facts={"reason": str(fault)})]
    sys.stdout.write(json.dumps([{s: getattr(one, s) for s in Member.__slots__} for one in told]))


def _members(archive: zipfile.ZipFile, into: Path, endings: tuple[str, ...]) -> Iterator[Member]:
    entries = [one for one in archive.infolist() if not one.is_dir()]
    limits: dict[str, object] = {"files": MOST_MEMBERS, "megabytes": MOST_BYTES >> 20}
    if len(entries) > MOST_MEMBERS:
        yield Member(name="", code=TOO_MUCH, facts=limits)
        return
    left, names = MOST_BYTES, set[str]()
    for number, entry in enumerate(entries):
        name = _name(entry)
        if name is not None and ".." not in name and is_trace(PurePosixPath(name)):
            continue
        member = _look(entry, name, names, endings)
        if member.path:
            target = into / f"{number:04}{PurePosixPath(member.name).suffix.casefold()}"
            size = _copy(archive, entry, target, min(left, FILE_BYTES))
            if size is None:
                yield Member(name=member.name, code=TOO_MUCH, facts=limits)
                continue
            left -= size
            member = Member(name=member.name, path=str(target))
        yield member


def _name(entry: zipfile.ZipInfo) -> str | None:
    """Return a member's name; None where it is no text in any encoding that is known.

    A name that is not said to be UTF-8 was read as that of an old DOS, byte by byte.
    """
    raw = entry.filename.encode("utf-8" if entry.flag_bits & _UTF8_NAME else "cp437")
    found = decode(raw)
    return None if isinstance(found, Undecodable) else found.text.replace("\\", "/")


def _look(
    entry: zipfile.ZipInfo, name: str | None, names: set[str], endings: tuple[str, ...]
) -> Member:
    """Return what is wrong with a member before it is unpacked; with a path where nothing is."""
    path = PurePosixPath(name or "")
    outside = path.is_absolute() or ".." in path.parts or ":" in path.as_posix()
    if not name or outside or name in names or stat.S_ISLNK(entry.external_attr >> 16):
        return Member(name=name or repr(entry.filename), code=BAD_NAME)
    names.add(name)
    ending = path.suffix.casefold()
    if ending in PACKED:
        return Member(name=name, code=NESTED)
    if ending not in endings:
        return Member(name=name)
    if entry.flag_bits & _ENCRYPTED_FLAG:
        return Member(name=name, code=ENCRYPTED)
    return Member(name=name, path=name)


def _copy(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path, most: int) -> int | None:
    """Unpack a member and return its size; None where more comes out than may."""
    size = 0
    with archive.open(entry) as packed, target.open("wb") as file:
        while chunk := packed.read(_CHUNK):
            size += len(chunk)
            if size > most:
                return None
            file.write(chunk)
    return size
