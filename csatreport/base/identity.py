"""What this program is: its own code and the versions of the libraries that its output depends on.

What was made by another program, even by the same version with one line changed, is not taken from
the cache. The number of the version alone would not tell.
"""

import sys
from functools import lru_cache
from importlib import metadata
from pathlib import Path

from csatreport.base.digest import digest_bytes, digest_of
from csatreport.base.resources import shipped

_LIBRARIES = (
    "jinja2", "markupsafe", "numpy", "pandas", "pydyf", "pyreadstat", "python-calamine",
    "pyyaml", "rjieba", "scipy", "tinycss2", "weasyprint", "xlsxwriter",
)  # fmt: skip
_PACKAGE = Path(__file__).parents[1]
_CODE = {".py", ".toml", ".json"}


@lru_cache(maxsize=1)
def libraries() -> str:
    """Return the digest of Python's version and those of the libraries."""
    return digest_of(sys.version, tuple((name, _version(name)) for name in _LIBRARIES))


@lru_cache(maxsize=1)
def code() -> str:
    """Return the digest of every line of this program and of its sentences."""
    files = [file for file in _PACKAGE.rglob("*") if file.suffix in _CODE and file.is_file()]
    return digest_files(_PACKAGE, files)


@lru_cache(maxsize=1)
def shipped_templates() -> str:
    """Return the digest of the templates that ship, for work that uses all of them."""
    folder = shipped("templates")
    return digest_files(folder, [file for file in folder.rglob("*") if file.is_file()])


def program() -> str:
    """Return the digest of this program with its libraries."""
    return digest_of(code(), libraries())


def digest_files(folder: Path, files: list[Path]) -> str:
    """Return the digest of some files below a folder, by place and content."""
    told = ((file.relative_to(folder).as_posix(), _content(file)) for file in sorted(files))
    return digest_of(tuple(told))


def _content(file: Path) -> str:
    try:
        return digest_bytes(file.read_bytes())
    except OSError:
        # Whoever has to read it will say what is wrong.
        return "unreadable"


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""
