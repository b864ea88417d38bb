"""Is there anything to do? Answered before a study is read.

A build leaves beside its manifest what it was made from as a whole, and how large each of its files
is and when it was written. If all of that is still so, the next build would come out the same, and
there is nothing to do. Inputs are compared by content, so that no clock, and no program that sets
times as it likes, can hide a change. This module loads neither pandas nor the press: it is there in
a moment.
"""

import errno
import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from csatreport.base.clock import today
from csatreport.base.digest import digest_of
from csatreport.base.files.atomic import write_whole
from csatreport.base.files.folders import leads_nowhere
from csatreport.base.identity import code, digest_files, libraries, shipped_templates
from csatreport.base.print.fonts import installed
from csatreport.making.account import BuildAccount
from csatreport.making.request import PdfMode, Request
from csatreport.making.switch import STANDING

_FILE = f"private/{STANDING}"
_SITES = ("site", "restricted")
_INPUTS = ("config", "templates", "data")
_LEFT_ASIDE = (".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff")
"""Endings of files in ``data/`` that no build reads, and that may be large."""


def still_stands(request: Request) -> BuildAccount | None:
    """Return the account of the build that stands, if another would come out the same."""
    try:
        told = json.loads((request.folder / _FILE).read_text(encoding="utf-8"))
        account = BuildAccount(**told["account"])
        same = told["made_of"] == inputs_now(request) and told["day"] in {"", _day()}
        if not same or told["files"] != _files(request.folder):
            return None
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if request.strict and account.warnings:
        return None
    return replace(account, anew=0, kept=account.anew + account.kept)


def inputs_now(request: Request) -> str:
    """Return the digest of everything a build would be made from."""
    asked = (request.periods, request.questionnaires, request.units, request.languages)
    return digest_of(
        code(),
        libraries(),
        shipped_templates(),
        installed(),
        (*asked, request.pdf),
        digest_files(request.study, list(inputs_of(request.study))),
    )


def pdfs_of(folder: Path) -> PdfMode:
    """Return which PDFs the build that stands in a folder made; the usual ones without any."""
    try:
        return PdfMode(json.loads((folder / _FILE).read_text(encoding="utf-8"))["pdf"])
    except (OSError, ValueError, KeyError, TypeError):
        return PdfMode.LATEST


def write_standing(
    folder: Path, request: Request, made_of: str, account: BuildAccount, *, dated: bool
) -> None:
    """Leave beside the manifest what a finished build stands on.

    Args:
        folder: where it was made; it becomes the request's folder.
        request: what was asked for.
        made_of: what `inputs_now` said before anything was read.
        account: the build in numbers.
        dated: whether another day could make another build: an anonymous round may have closed.
    """
    told = {
        "made_of": made_of,
        "day": _day() if dated else "",
        "pdf": request.pdf.value,
        "account": account.as_json(),
        "files": _files(folder),
    }
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    write_whole(folder / _FILE, text.encode())


def _day() -> str:
    return today().isoformat()


def inputs_of(study: Path) -> Iterator[Path]:
    """Yield every file that a build may read, behind links to folders too.

    What cannot be read, a folder or a link that leads nowhere, is yielded too, so that it counts.
    """
    for name in _INPUTS:
        seen: set[str] = set()
        closed: list[OSError] = []
        for here, folders, names in os.walk(study / name, onerror=closed.append, followlinks=True):
            if (real := os.path.realpath(here)) in seen:
                folders.clear()  # a link that leads in a circle
                continue
            seen.add(real)
            for file in (Path(here) / one for one in names):
                large = name == "data" and file.suffix.casefold() in _LEFT_ASIDE
                if not large and (leads_nowhere(file) or os.path.isfile(file)):  # noqa: PTH113
                    yield file
        yield from (Path(str(fault.filename)) for fault in closed if fault.errno != errno.ENOENT)


def _files(folder: Path) -> dict[str, list[int]]:
    """Return size and time of every file of the sites below a folder."""
    found: dict[str, list[int]] = {}
    for site in _SITES:
        for here, _, names in os.walk(folder / site):
            for name in names:
                about = os.stat(os.path.join(here, name))  # noqa: PTH116, PTH118 - thousands of them
                place = os.path.relpath(here, folder)
                found[f"{place}/{name}"] = [about.st_size, about.st_mtime_ns]
    return found
