"""Files the product ships, and the user's own that stand in for them.

There is one copy of the templates and of the sample study: the repository's own folders. In an
installed wheel they lie under ``csatreport/_shipped``; in a checkout they are the folders beside
the package. A study may override any template by putting a file of the same name into its own
``templates/``.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


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
    """Return the bytes of a template or asset by its name below ``templates/``."""
    for folder in template_folders(study):
        file = folder / name
        if file.is_file():
            return file.read_bytes()
    raise FileNotFoundError(name)
