"""Small studies for the tests of the build, copied so that each test may change its own."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from csatreport.base.print import pdf
from csatreport.making.execute import BuildOutcome, build
from csatreport.making.request import PdfMode, Progressed, Request

STUDIES = Path(__file__).parents[1] / "studies"


def copy_study(name: str, folder: Path) -> Path:
    """Copy a golden study's inputs into a folder of the test's own."""
    study = folder / name
    for part in ("config", "data"):
        if (STUDIES / name / part).exists():
            shutil.copytree(STUDIES / name / part, study / part)
    return study


def silent(_: Progressed) -> None:
    """Show no progress."""


def build_study(study: Path, **options: object) -> BuildOutcome:
    """Build without PDFs unless asked for."""
    request = Request(study=study, **{"pdf": PdfMode.NONE, **options})  # type: ignore[arg-type]
    return build(request, silent)


def leave_unprinted(patch: pytest.MonkeyPatch) -> None:
    """Let a PDF be made of its page's hash: for tests of when it is made, not of what it is."""
    patch.setattr(
        pdf,
        "press",
        lambda page, *_: pdf.Pressed(
            pdf=b"%PDF-" + hashlib.sha256(page.encode()).digest(), beyond=None
        ),
    )


def bytes_of(folder: Path) -> dict[str, str]:
    """Return the hash of every file below a folder."""
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }
