"""What must last is old or new and never half, whatever the disk refuses and at which step."""

from __future__ import annotations

import errno
import os
import resource
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from csatreport.base.faults import fault_issue
from csatreport.base.files import atomic
from csatreport.base.files.atomic import (
    copy_lasting,
    copy_within,
    write_new,
    write_table,
    write_together,
    write_whole,
)

PACKAGE = Path(atomic.__file__).parents[2]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "data" / "forms" / "register.csv"
    write_whole(made, b"old")
    return made


@pytest.fixture
def steps(monkeypatch) -> list[str]:
    """List what reaches the disk, in order: a file, its place, the folder."""
    done: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def settle(handle: int) -> None:
        done.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file")
        fsync(handle)

    def move(source: Path, target: Path) -> Path:
        done.append(f"into {target.name}")
        return replace(source, target)

    monkeypatch.setattr(os, "fsync", settle)
    monkeypatch.setattr(Path, "replace", move)
    return done


def alone(file: Path) -> bool:
    return [one.name for one in file.parent.iterdir()] == [file.name]


def test_content_is_on_the_disk_before_it_takes_its_place_and_the_folder_after(file, steps):
    write_whole(file, b"new")
    assert steps == ["file", "into register.csv", "folder"]
    assert file.read_bytes() == b"new"


def test_a_folder_that_is_made_is_on_the_disk_too(tmp_path, steps):
    write_whole(tmp_path / "a" / "b" / "c", b"")
    assert steps == ["folder", "folder", "file", "into c", "folder"]


def test_what_can_be_made_again_does_not_wait_for_the_disk(tmp_path, steps):
    write_whole(tmp_path / "a" / "c", b"", lasting=False)
    assert steps == ["into c"]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EIO, errno.EDQUOT])
@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_refusal_before_the_move_leaves_the_old_file_and_nothing_else(
    file, monkeypatch, number, step
):
    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    owner = os if step == "fsync" else Path
    monkeypatch.setattr(owner, step, refuse)
    with pytest.raises(OSError, match=os.strerror(number)) as caught:
        write_whole(file, b"new")
    monkeypatch.undo()
    assert file.read_bytes() == b"old"
    assert alone(file)
    assert caught.value.filename == str(file)


def test_a_refusal_after_the_move_leaves_the_new_file(file, monkeypatch):
    fsync = os.fsync

    def refuse(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.EIO, "Input/output error")
        fsync(handle)

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OSError, match="Input/output error"):
        write_whole(file, b"new")
    assert file.read_bytes() == b"new"
    assert alone(file)


def test_a_file_system_that_cannot_sync_folders_is_no_fault(file, monkeypatch):
    fsync = os.fsync

    def refuse(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, "Invalid argument")
        fsync(handle)

    monkeypatch.setattr(os, "fsync", refuse)
    write_whole(file, b"new")
    assert file.read_bytes() == b"new"


@pytest.mark.skipif(os.name != "posix", reason="limits of a process")
def test_a_disk_that_is_full_in_the_middle_leaves_the_old_file_and_says_so(file):
    program = (
        "import resource, sys\n"
        "from pathlib import Path\n"
        "from csatreport.base.faults import fault_issue\n"
        "from csatreport.base.files.atomic import write_whole\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, resource.RLIM_INFINITY))\n"
        "try:\n"
        "    write_whole(Path(sys.argv[1]), b'x' * 100_000)\n"
        "except OSError as fault:\n"
        "    issue = fault_issue(fault)\n"
        "    print(issue.code, issue.source.file)\n"
    )
    assert resource.RLIMIT_FSIZE
    told = subprocess.run(
        [sys.executable, "-c", program, file], capture_output=True, text=True, check=True
    )
    assert told.stdout.split() == ["D872", str(file)]
    assert file.read_bytes() == b"old"
    assert alone(file)


@pytest.mark.parametrize(("number", "code"), [(errno.ENOSPC, "D872"), (errno.EROFS, "D871")])
def test_the_file_that_was_meant_is_named_and_not_the_one_of_the_moment(file, monkeypatch, number,
                                                                         code):  # fmt: skip
    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OSError, match=os.strerror(number)) as caught:
        write_whole(file, b"new")
    issue = fault_issue(caught.value)
    assert (issue.code, issue.source.file) == (code, str(file))


def test_files_that_belong_together_are_all_written_before_one_is_moved(tmp_path, monkeypatch):
    one, other = tmp_path / "answers.csv", tmp_path / "taken.csv"
    write_together({one: b"old", other: b"old"})
    fsync, told = os.fsync, []

    def fills_up(handle: int) -> None:
        told.append(handle)
        if len(told) > 1:
            raise OSError(errno.ENOSPC, "No space left on device")
        fsync(handle)

    monkeypatch.setattr(os, "fsync", fills_up)
    with pytest.raises(OSError, match="No space left"):
        write_together({one: b"new", other: b"new"})
    assert (one.read_bytes(), other.read_bytes()) == (b"old", b"old")
    assert len(list(tmp_path.iterdir())) == 2


def test_a_replaced_file_keeps_its_mode_and_a_link_stays_a_link(file, tmp_path):
    file.chmod(0o640)
    link = tmp_path / "link.csv"
    link.symlink_to(file)
    write_whole(link, b"new")
    assert link.is_symlink()
    assert file.read_bytes() == b"new"
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


def test_a_new_file_gets_the_usual_mode(tmp_path):
    usual = tmp_path / "usual"
    usual.touch()
    write_whole(tmp_path / "ours", b"")
    assert (tmp_path / "ours").stat().st_mode == usual.stat().st_mode


def test_what_is_there_is_not_written_over_as_new(file):
    with pytest.raises(FileExistsError):
        write_new(file, b"new")
    assert file.read_bytes() == b"old"


def test_a_new_file_that_fails_is_not_there(tmp_path, monkeypatch):
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OSError, match="No space left"):
        write_new(tmp_path / "new.csv", b"new")
    assert list(tmp_path.iterdir()) == []


def test_a_copy_is_on_the_disk(file, tmp_path, steps):
    copy_lasting(file, tmp_path / "copy")
    assert steps == ["file"]
    assert (tmp_path / "copy").read_bytes() == b"old"


def test_a_copy_within_a_share_is_on_the_disk_and_a_file_of_its_own(file, tmp_path, steps):
    copy_within(file, tmp_path / "copy")
    assert steps == ["file"]
    file.write_bytes(b"new")
    assert (tmp_path / "copy").read_bytes() == b"old"
    assert (tmp_path / "copy").stat().st_nlink == 1


def _refused(*_: object) -> int:
    raise OSError(errno.EXDEV, "Invalid cross-device link")


@pytest.mark.parametrize("system", [_refused, lambda *_: 0])
def test_a_share_that_cannot_copy_by_itself_is_read_and_written(
    file, tmp_path, monkeypatch, system
):
    monkeypatch.setattr(os, "copy_file_range", system, raising=False)
    copy_within(file, tmp_path / "copy")
    assert (tmp_path / "copy").read_bytes() == b"old"


def test_a_table_opens_in_a_spreadsheet(tmp_path):
    write_table(tmp_path / "t.csv", ("店", "b"), [("1,5", "x")])
    assert (tmp_path / "t.csv").read_bytes() == '店,b\r\n"1,5",x\r\n'.encode("utf-8-sig")


WRITERS = ("write_bytes(", "write_text(", '.open("w', ".open('w", '.open("a', "os.replace(")
ELSEWHERE = {"archive.py": 1, "enter.py": 1, "store.py": 1}
"""Members of an archive, unpacked into a folder that is thrown away. A register as it would be, read on trial in such a folder. The cache's copies of objects where a disk cannot share them: made again if they are lost."""


def test_nothing_else_in_the_package_writes_files():
    found: dict[str, int] = {}
    for module in PACKAGE.rglob("*.py"):
        text = module.read_text(encoding="utf-8")
        count = sum(text.count(writer) for writer in WRITERS)
        if count and module.name != "atomic.py":
            found[module.name] = count
    assert found == ELSEWHERE
