"""Which shared libraries the compiled parts of installed packages need and the machine lacks.

A package from a registry brings most libraries along and takes a few for granted. Where one of them
is missing, what fails is a program deep inside, often with words about something else; so the
system's own loader is asked, file by file, what it would not find.
"""

import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path

_ELF = b"\x7fELF"
_COMPILED = re.compile(r"\.so(\.\d+)*$|^[^.]+$")
"""The names of compiled files: libraries, and programs, which have no ending."""
_LACKS = re.compile(r"^\s*(\S+) => not found$", re.MULTILINE)
_SONAME = re.compile(r"(lib.+?)\.so\.([\d.]+)$")
_NAME = re.compile(r"[A-Za-z0-9._-]+")


def missing_libraries(roots: Iterable[str]) -> dict[str, str]:
    """Return each library that is missing and the package that needs it.

    Args:
        roots: distributions by name; all that they and their extras require is looked through,
            as far as it is installed.
    """
    lacking: dict[str, str] = {}
    for name in _required(roots):
        for library in _lacking(metadata.distribution(name)):
            lacking.setdefault(library, name)
    return lacking


def debian_package(library: str) -> str:
    """Return the package that holds a library, by Debian's rule for naming them.

    >>> debian_package("libatomic.so.1"), debian_package("libpango-1.0.so.0")
    ('libatomic1', 'libpango-1.0-0')
    """
    found = _SONAME.fullmatch(library)
    if found is None:
        return library
    name, version = found.groups()
    return f"{name}{'-' if name[-1].isdigit() else ''}{version}".lower().replace("_", "-")


def _required(roots: Iterable[str]) -> Iterator[str]:
    """Name installed distributions: the roots and what they require, each once."""
    first = set(roots)
    left, seen = sorted(first), set[str]()
    while left:
        name = left.pop()
        if name in seen:
            continue
        seen.add(name)
        try:
            lines = metadata.requires(name) or ()
        except metadata.PackageNotFoundError:
            continue
        wanted = (line for line in lines if name in first or "extra ==" not in line)
        left += [one[0].lower() for line in wanted if (one := _NAME.match(line))]
        yield name


def _lacking(distribution: metadata.Distribution) -> Iterator[str]:
    """Name the libraries that a distribution needs, does not bring, and does not find."""
    files = [Path(str(file.locate())) for file in distribution.files or ()]
    brought = {file.name for file in files}
    for told in _ask_loader([file for file in files if _is_compiled(file)]):
        yield from (library for library in _LACKS.findall(told) if library not in brought)


def _is_compiled(file: Path) -> bool:
    if not _COMPILED.search(file.name) or not file.is_file():
        return False
    with file.open("rb") as opened:
        return opened.read(len(_ELF)) == _ELF


def _ask_loader(files: list[Path]) -> Iterator[str]:
    """Yield what ``ldd`` says of the files; nothing where there is no such loader."""
    if files and shutil.which("ldd"):
        ran = subprocess.run(["ldd", *files], capture_output=True, check=False, encoding="utf-8")
        yield ran.stdout
