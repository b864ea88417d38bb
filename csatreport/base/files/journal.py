"""What commands write among a person's own files, so that the last of it can be taken back.

The journal lies in the hidden folder ``.journal/`` of the study, which no build reads, which
``clean`` leaves alone, and which keeps itself out of git, because it holds what stood in files
before. A note is written before the files are: whatever stops the machine between the two, a file
stands as before or as after, and the note knows both by their digests. A file that is neither was
changed by somebody since, and is not touched.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from pathlib import Path

from csatreport.base.errors import ExitCode, Issue, StudyError, stop_at
from csatreport.base.files.atomic import write_new, write_whole
from csatreport.base.files.folders import listing
from csatreport.base.files.lock import Lock, LockCodes, locked

JOURNAL = ".journal"
NOTHING, CHANGED_SINCE = "D875", "D876"
_CODES = LockCodes(busy="D877", lost="D878", exit_code=ExitCode.USAGE)
_NOTE = ".json"
_KEPT = 100
"""So many notes are kept; what stood in files before is not kept for ever."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenFile:
    """A file by its path in the study, and the SHA-256 before ("" for none) and after."""

    file: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalNote:
    """What one command wrote: its number, the moment, who did it ("" if unknown), and the files."""

    number: int
    at: str
    who: str
    command: str
    files: tuple[WrittenFile, ...]


def alone_in(study: Path) -> AbstractContextManager[Lock]:
    """Be the only one who writes among a study's own files within the block.

    Raises:
        StudyError: D877, somebody else is writing.
    """
    _open(study)
    return locked(study / JOURNAL / ".lock", _CODES)


def write_noted(
    study: Path, contents: Mapping[str, bytes], command: str, *, held: Lock, who: str = ""
) -> None:
    """Write files of a study in their order, and note how they stood before.

    A file that was not there may not have come in the meantime, so none is ever written over
    that the note does not hold.

    Args:
        study: its folder.
        contents: what is written, by path relative to the study.
        command: the command that does the same, as it is typed.
        held: the lock of `alone_in`.
        who: who asked for it.

    Raises:
        OSError: what was written until then can be taken back.
    """
    held.confirm()
    notes = read_notes(study)
    number = notes[0].number + 1 if notes else 1
    before = {name: (study / name).read_bytes() for name in contents if (study / name).exists()}
    files = tuple(
        WrittenFile(file=name, before=_digest(before.get(name)), after=_digest(content))
        for name, content in contents.items()
    )
    for content in before.values():
        write_whole(_kept(study, _digest(content)), content)
    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    note = JournalNote(number=number, at=now, who=who, command=command, files=files)
    text = json.dumps(asdict(note), ensure_ascii=False, indent=1)
    write_new(_place(study, number), f"{text}\n".encode())
    for name, content in contents.items():
        (write_whole if name in before else write_new)(study / name, content)
    _forget(study, notes[_KEPT - 1 :])


def read_notes(study: Path) -> tuple[JournalNote, ...]:
    """Return what was written and not taken back, the newest first."""
    found = [one for one in listing(study / JOURNAL) if one.suffix == _NOTE]
    return tuple(_note(one) for one in sorted(found, key=lambda one: -int(one.stem)))


def undo_last(study: Path) -> JournalNote:
    """Let the files of the newest note stand as they did before, and return the note.

    A note whose files all stand as before (its command was cut short) is passed over.

    Raises:
        StudyError: D875 there is nothing to take back; D876 a file was changed since; D877 somebody
            else is writing. Nothing has been written then.
    """
    with alone_in(study):
        for note in read_notes(study):
            now = {one: _digest_of(study / one.file) for one in note.files}
            undone = [one for one in note.files if now[one] != one.before]
            stop_at(
                Issue.at(CHANGED_SINCE, one.file, command=note.command)
                for one in undone
                if now[one] != one.after
            )
            for one in reversed(undone):
                _restore(study, one)
            _forget(study, (note,))
            if undone:
                return note
    raise StudyError.at(NOTHING, JOURNAL)


def _restore(study: Path, one: WrittenFile) -> None:
    if one.before:
        write_whole(study / one.file, _kept(study, one.before).read_bytes())
    else:
        (study / one.file).unlink()


def _forget(study: Path, notes: tuple[JournalNote, ...]) -> None:
    """Remove notes, and what no other note holds of files as they stood before."""
    for note in notes:
        _place(study, note.number).unlink(missing_ok=True)
    held = {one.before for note in read_notes(study) for one in note.files}
    for digest in {one.before for note in notes for one in note.files} - held - {""}:
        _kept(study, digest).unlink(missing_ok=True)


def _open(study: Path) -> None:
    ignored = study / JOURNAL / ".gitignore"
    if not ignored.exists():
        write_whole(ignored, b"*\n")


def _place(study: Path, number: int) -> Path:
    return study / JOURNAL / f"{number:06}{_NOTE}"


def _kept(study: Path, digest: str) -> Path:
    return study / JOURNAL / f"{digest}.before"


def _note(file: Path) -> JournalNote:
    told = json.loads(file.read_text(encoding="utf-8"))
    return JournalNote(**told | {"files": tuple(WrittenFile(**one) for one in told["files"])})


def _digest(content: bytes | None) -> str:
    return "" if content is None else hashlib.sha256(content).hexdigest()


def _digest_of(file: Path) -> str:
    return _digest(file.read_bytes() if file.exists() else None)
