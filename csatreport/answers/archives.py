"""Archives among the files of answers: unpacked for a while, their members read as files.

A member is called by its place, ``export.zip/一店.csv``, and refusals name its rows there.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from csatreport.answers.layout.layout import AnswerFile
from csatreport.base.counted import clipped
from csatreport.base.errors import Issue
from csatreport.tables.archive import ARCHIVES, Member, unpack
from csatreport.tables.read import READABLE
from csatreport.tables.trial import MEGABYTES, SECONDS

TOO_COSTLY = "A414"
UNREAD_MEMBERS = "A525"
NOTHING_TO_READ = "A526"


@dataclass(frozen=True, kw_only=True)
class Unpacked:
    """Files of answers, archives replaced by what they hold, and what is wrong with archives."""

    files: tuple[AnswerFile, ...]
    issues: tuple[Issue, ...] = ()


@contextmanager
def unpacked(files: Iterable[AnswerFile]) -> Iterator[Unpacked]:
    """Let the files of archives lie in a folder of their own as long as they are read."""
    there = tuple(files)
    if not any(map(_is_archive, there)):
        yield Unpacked(files=there)
        return
    found: list[AnswerFile] = []
    issues: list[Issue] = []
    with TemporaryDirectory(prefix="csatreport-") as folder:
        for number, file in enumerate(there):
            if not _is_archive(file):
                found.append(file)
                continue
            into = Path(folder) / str(number)
            into.mkdir()
            members = unpack(file.path, into, READABLE)
            found += _files(file, members or ())
            issues += _issues(file, members)
        yield Unpacked(files=tuple(found), issues=tuple(issues))


def _is_archive(file: AnswerFile) -> bool:
    return file.path.suffix.casefold() in ARCHIVES


def _files(archive: AnswerFile, members: Iterable[Member]) -> Iterator[AnswerFile]:
    for one in sorted(members, key=lambda member: member.name):
        if one.path:
            yield AnswerFile(
                path=Path(one.path),
                below=f"{archive.below}/{one.name}",
                name=f"{archive.name}/{one.name}",
                archive=archive.below,
            )


def _issues(archive: AnswerFile, members: tuple[Member, ...] | None) -> Iterator[Issue]:
    if members is None:
        yield Issue.at(TOO_COSTLY, archive.name, megabytes=MEGABYTES, seconds=SECONDS)
        return
    for one in members:
        if one.code:
            place = f"{archive.name}/{one.name}" if one.name else archive.name
            yield Issue.at(one.code, place, **one.facts)
    unread = [one.name for one in members if not one.path and not one.code]
    if unread:
        yield Issue.warning(UNREAD_MEMBERS, archive.name, count=len(unread), names=clipped(unread))
    if not any(one.path or one.code for one in members):
        yield Issue.at(NOTHING_TO_READ, archive.name, endings=", ".join(READABLE))
