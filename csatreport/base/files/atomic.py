"""Files that are there whole or not at all, and still there after a power cut.

Whatever must last is written here and nowhere else: beside its place, down to the disk, then moved
into its place in one step, and the folder that now names it down to the disk as well. Whoever
reads, and whatever stops the machine, meets the old content or the new and never half of either.
A refusal (a full disk, a folder that may not be written to) is raised as the `OSError` it is, with
the name of the file that was meant, and leaves nothing behind.

Sources: POSIX ``rename`` is atomic but neither it nor ``close`` reaches the disk by itself; see
``fsync(2)``, "calling fsync() does not necessarily ensure that the entry in the directory
containing the file has also reached disk".
"""

import csv
import errno
import io
import os
import shutil
import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

TEMPORARY = ".csatreport-tmp-"
"""How the names of files begin that live for a moment only."""
_TRIES = 5
_PAUSE_SECONDS = 0.2
_NO_SUCH_THING = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EBADF})
"""How file systems say that they cannot do this with a folder."""

Replace = Callable[[Path, Path], None]


def replace_patiently(source: Path, target: Path) -> None:
    """Rename over a file, with patience: on Windows a reader may hold it for a moment."""
    for _ in range(_TRIES - 1):
        try:
            source.replace(target)
        except PermissionError:
            time.sleep(_PAUSE_SECONDS)
        else:
            return
    source.replace(target)


def write_whole(
    file: Path, content: bytes, *, lasting: bool = True, replace: Replace = replace_patiently
) -> None:
    """Write a file in one step, with the folders above it.

    A file that is replaced keeps its mode, and a link to it stays a link.

    Args:
        file: the file.
        content: its bytes.
        lasting: False for what can be made again: it need not survive a power cut.
        replace: how a file is moved over another.

    Raises:
        OSError: the old file stands as it was, and names itself in the error.
    """
    write_together({file: content}, lasting=lasting, replace=replace)


def write_together(
    contents: Mapping[Path, bytes], *, lasting: bool = True, replace: Replace = replace_patiently
) -> None:
    """Write files that belong together: none is moved into its place before all are written.

    Raises:
        OSError: as `write_whole`; a disk that is full is found out before anything is replaced.
    """
    staged: list[tuple[Path, Path]] = []
    try:
        for file, content in contents.items():
            place = Path(os.path.realpath(file)) if file.is_symlink() else file
            with _naming(file):
                _make_folder(place.parent, lasting=lasting)
                beside = place.with_name(f"{TEMPORARY}{uuid.uuid4().hex}")
                staged.append((beside, place))
                _write(beside, content, place, lasting=lasting)
        for beside, place in staged:
            with _naming(place):
                replace(beside, place)
    except BaseException:
        # Ctrl-C too: whatever stops us leaves no temporary file, and goes on.
        for beside, _ in staged:
            with suppress(OSError):
                beside.unlink()
        raise
    for folder in {place.parent for _, place in staged} if lasting else ():
        _settle(folder)


def write_new(file: Path, content: bytes) -> None:
    """Write a file that must not be there yet.

    Raises:
        FileExistsError: it is, and stays as it was.
        OSError: it could not be written, and is not there.
    """
    _make_folder(file.parent, lasting=True)
    file.open("xb").close()
    try:
        write_whole(file, content)
    except BaseException:
        # An empty file left behind would pass for a written one, after Ctrl-C too.
        file.unlink(missing_ok=True)
        raise


def write_table(file: Path, head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write a CSV that Excel opens in the right encoding, in one step."""
    write_whole(file, table_bytes(head, rows))


def table_bytes(head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a CSV that Excel opens in the right encoding."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(head)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def copy_lasting(source: Path, target: Path) -> None:
    """Copy a file's content, not its mode, with the folders above it, down to the disk.

    Not in one step: for files that count for nothing before a record names them.
    """
    _copy_by(shutil.copyfile, source, target)


def copy_within(source: Path, target: Path) -> None:
    """Copy a file to another place on its own disk or share, as `copy_lasting` does.

    Where system and file server can, the server copies it and nothing crosses the network:
    ``copy_file_range(2)`` of Linux asks SMB 3 and NFS 4.2 servers to, ``CopyFile2`` of Windows
    (Python 3.12 and later) SMB servers. Elsewhere it is read and written. What comes of it is a
    file of its own.
    """
    try:
        _copy_by(shutil.copy2 if os.name == "nt" else _copy_by_system, source, target)
    except (OSError, AttributeError):
        copy_lasting(source, target)


def _copy_by(copy: Callable[[Path, Path], object], source: Path, target: Path) -> None:
    _make_folder(target.parent, lasting=True)
    copy(source, target)
    with target.open("rb+") as stream:
        os.fsync(stream.fileno())


def _copy_by_system(source: Path, target: Path) -> None:
    """Copy a file within the system.

    Raises:
        OSError, AttributeError: this system, or this disk, cannot.
    """
    with source.open("rb") as old, target.open("wb") as new:
        left = os.fstat(old.fileno()).st_size
        while left:
            done = os.copy_file_range(old.fileno(), new.fileno(), left)
            if not done:
                raise OSError(errno.EIO, os.strerror(errno.EIO), str(source))
            left -= done


def _write(beside: Path, content: bytes, place: Path, *, lasting: bool) -> None:
    with beside.open("xb") as stream:
        with suppress(FileNotFoundError, PermissionError):
            # Before anything is in it: what only some may read is never open to others.
            beside.chmod(place.stat().st_mode & 0o7777)
        stream.write(content)
        stream.flush()
        if lasting:
            os.fsync(stream.fileno())


def _make_folder(folder: Path, *, lasting: bool) -> None:
    if folder.is_dir():
        return
    _make_folder(folder.parent, lasting=lasting)
    folder.mkdir(exist_ok=True)
    if lasting:
        _settle(folder.parent)


def _settle(folder: Path) -> None:
    """Bring what a folder says of its files down to the disk, where folders can be opened."""
    if os.name != "posix":
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
    except PermissionError:
        return  # one may write into it, but not list it
    try:
        os.fsync(handle)
    except OSError as fault:
        if fault.errno not in _NO_SUCH_THING:
            raise
    finally:
        os.close(handle)


@contextmanager
def _naming(file: Path) -> Iterator[None]:
    """Let an error that names no file, or a file of the moment, name the one that was meant."""
    try:
        yield
    except OSError as fault:
        named = str(fault.filename2 or fault.filename or TEMPORARY)
        if fault.errno is None or TEMPORARY not in named:
            raise
        raise OSError(fault.errno, fault.strerror, str(file)) from fault
