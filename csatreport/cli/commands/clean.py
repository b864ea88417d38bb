"""``csatreport clean``: the build folder emptied, output only.

``build/`` can always be made again, so it may always be deleted; but only what a build makes is
ours to delete.
"""

import shutil
from pathlib import Path

import click

from csatreport.base.errors import ExitCode, StudyError
from csatreport.base.store import Store
from csatreport.cli.options import option, study_command
from csatreport.cli.terminal import tell
from csatreport.cli.words import word
from csatreport.making.request import CACHE, FIRST, PREVIEW
from csatreport.making.switch import FOLDERS

OUTPUT = frozenset(
    {*FOLDERS, PREVIEW, FIRST, "forms", ".next", ".old", ".switching", ".lock", ".desk", CACHE}
)
"""What builds leave in their folder."""


@study_command
@option("--cache", says="option.clean_cache", is_flag=True)
@option("--megabytes", says="option.clean_megabytes", metavar="N", type=click.IntRange(0), usual=0)
def command(study: Path, *, cache: bool, megabytes: int) -> int:
    """Remove the output of builds, or shrink the cache alone."""
    if cache:
        removed = Store(study / "build" / CACHE).shrink(megabytes * 1_000_000)
        tell(word("clean.cache", megabytes=f"{removed / 1e6:.1f}"))
        return ExitCode.FINE
    names = clean_build(study)
    tell(word("clean.done", names=", ".join(names)) if names else word("clean.nothing"))
    return ExitCode.FINE


def clean_build(study: Path) -> tuple[str, ...]:
    """Remove what builds have made; return the names removed.

    Raises:
        StudyError: D860 ``build`` is a link or a file; D861 it holds something no build makes.
    """
    build = study / "build"
    _check(build)
    if not build.exists():
        return ()
    names = tuple(sorted(entry.name for entry in build.iterdir()))
    for name in names:
        _remove(build / name)
    build.rmdir()
    return names


def _check(build: Path) -> None:
    if build.is_symlink() or build.is_file():
        raise StudyError.at("D860", "build")
    names = sorted(entry.name for entry in build.iterdir()) if build.exists() else []
    foreign = [name for name in names if name not in OUTPUT]
    if foreign:
        raise StudyError.at("D861", "build", count=len(foreign), first=foreign[0])


def _remove(entry: Path) -> None:
    # A link is removed, never what it leads to.
    if entry.is_dir() and not entry.is_symlink():
        shutil.rmtree(entry)
    else:
        entry.unlink()
