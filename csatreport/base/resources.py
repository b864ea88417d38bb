"""Files the product ships, and the user's own that stand in for them.

There is one copy of the templates and of the sample study: the repository's own folders. In an
installed wheel they lie under ``csatreport/_shipped``; in a checkout they are the folders beside
the package. A study may override any template by putting a file of the same name into its own
``templates/``.
"""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TypeVar, cast

from csatreport.base.errors import ExitCode, StudyError
from csatreport.base.files.folders import unreadable_name

_PACKAGE = Path(__file__).parents[1]
_Made = TypeVar("_Made", bound=Callable[..., object])
_forget: list[Callable[[], None]] = []
"""What empties everything that was made of templates and is kept for the life of the process."""


def kept_of_templates(size: int) -> Callable[[_Made], _Made]:
    """Keep what a function makes of a study's templates, until `forget_templates`."""

    def keep(make: _Made) -> _Made:
        kept = lru_cache(maxsize=size)(make)
        _forget.append(kept.cache_clear)
        return cast("_Made", kept)

    return keep


def forget_templates() -> None:
    """Let what was made of templates be made anew: between two builds they may have changed."""
    for empty in _forget:
        empty()


def shipped(name: str) -> Path:
    """Return the shipped folder (``templates``, ``config`` or ``data``).

    Raises:
        FileNotFoundError: the installation is incomplete.
    """
    for base in (_PACKAGE / "_shipped", _PACKAGE.parent):
        if (base / name).is_dir():
            return base / name
    raise FileNotFoundError(f"csatreport is not completely installed: {name} is missing")


def template_folders(study: Path) -> tuple[Path, ...]:
    """Return where templates are looked for, the user's own folder first."""
    own = study / "templates"
    ship = shipped("templates")
    return (ship,) if not own.is_dir() or own.samefile(ship) else (own, ship)


def read_resource(study: Path, name: str) -> bytes:
    """Return the bytes of a template or asset by its name below ``templates/``.

    Raises:
        FileNotFoundError: there is none of this name.
        StudyError: R501, the study's own is a link to a file elsewhere; C123, its name is no text.
    """
    for folder in template_folders(study):
        file = folder / name
        if file.is_file():
            _refuse_unreadable_name(name)
            _refuse_link_outwards(file, folder)
            return file.read_bytes()
    raise FileNotFoundError(name)


def assets(study: Path) -> dict[str, bytes]:
    """Return all assets by name; the study's own stand in for those that ship.

    Raises:
        StudyError: as `read_resource`.
    """
    names = {
        file.name
        for folder in template_folders(study)
        for file in (folder / "assets").glob("*")
        if file.is_file()
    }
    return {name: read_resource(study, f"assets/{name}") for name in sorted(names)}


def template_files(study: Path, *patterns: str) -> dict[str, bytes]:
    """Return the templates whose names fit a pattern; the study's own stand in for those that ship.

    Raises:
        StudyError: as `read_resource`.
    """
    names = {
        file.relative_to(folder).as_posix()
        for folder in template_folders(study)
        for pattern in patterns
        for file in folder.glob(pattern)
        if file.is_file()
    }
    return {name: read_resource(study, name) for name in sorted(names)}


def _refuse_unreadable_name(name: str) -> None:
    if unreadable_name(name):
        raise StudyError.at("C123", f"templates/{name}", ExitCode.RENDERING)


def _refuse_link_outwards(file: Path, folder: Path) -> None:
    """Keep what lies outside a study's templates out of pages and PDFs, which go to others.

    The files that ship may be links, as some installers lay them.
    """
    if folder == shipped("templates") or file.resolve().is_relative_to(folder.resolve()):
        return
    name = file.relative_to(folder).as_posix()
    raise StudyError.at("R501", f"templates/{name}", ExitCode.RENDERING, address=name)
