"""What was made, and from what: the build's own account in ``build/private/``.

``manifest.json`` holds the hash of every input and of every published file, and for each document
its key, what it was made of, the answers it needed, its bytes and how long it took. It is what
``publish`` proves a site against, what ``build --explain`` reads, and the only place where the time
of the build is kept.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeAlias

from csatreport import __version__
from csatreport.base.files.atomic import write_whole
from csatreport.counts.needs import Need
from csatreport.making.inputs import Inputs
from csatreport.making.switch import MANIFEST

_VERSION = 2

NeedsOf: TypeAlias = Mapping[str, set[Need]]
"""What is needed of the ledger of each questionnaire."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildStamp:
    """When and by what a build was made; taken once, at the edge."""

    built_at: str
    version: str = __version__

    @classmethod
    def now(cls) -> BuildStamp:
        """Read the clock."""
        return cls(built_at=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"))


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """One file: its path below the site's folder, hash and size."""

    path: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A document that is in the store: its files, and what it was made from.

    ``page`` is the hash of the page that its PDF is made from, and ``pdf`` where the PDF lies; ""
    where it has none. ``needs`` are the digests of the answers it depends on. ``printing`` and
    ``printed_in`` are its PDF's key and the seconds it took. ``kept`` tells that it was there
    before.
    """

    document: str
    files: tuple[File, ...]
    needs: Mapping[str, str]
    seconds: float
    page: str = ""
    pdf: str = ""
    key: str = ""
    makings: Mapping[str, str] | None = None
    printing: str = ""
    printed_in: float = 0.0
    kept: bool = False

    def as_data(self) -> dict[str, Any]:
        """Return what the manifest, or the cache, holds of it."""
        return {
            "document": self.document,
            "key": self.key,
            "made_of": dict(self.makings or {}),
            "needs": dict(self.needs),
            "page": self.page,
            "pdf": self.pdf,
            "printing": self.printing,
            "printed_in": round(self.printed_in, 4),
            "seconds": round(self.seconds, 4),
            "files": [[file.path, file.sha256, file.size] for file in self.files],
            "kept": self.kept,
        }

    @classmethod
    def of_data(cls, told: Mapping[str, Any]) -> Made:
        """Return what `as_data` told, from before."""
        return cls(
            document=told["document"],
            files=tuple(File(path=p, sha256=sha, size=size) for p, sha, size in told["files"]),
            needs=told["needs"],
            seconds=told["seconds"],
            page=told["page"],
            pdf=told["pdf"],
            key=told["key"],
            makings=told["made_of"],
            printing=told["printing"],
            printed_in=told["printed_in"],
            kept=True,
        )

    def with_pdf(self, file: File, key: str, seconds: float) -> Made:
        """Return it with its PDF, the PDF's key and how long that took."""
        return replace(self, files=(*self.files, file), printing=key, printed_in=seconds)


def write_manifest(
    folder: Path, inputs: Inputs, made: Mapping[str, Iterable[Made]], stamp: BuildStamp
) -> None:
    """Write ``private/manifest.json``; ``made`` holds the documents of each site folder."""
    files = {file.file: file.sha256 for _, intake in inputs.intakes for file in intake.files}
    account: dict[str, object] = {
        "version": _VERSION,
        "csatreport": stamp.version,
        "built_at": stamp.built_at,
        "inputs": dict(sorted({**dict(inputs.study.inputs), **files}.items())),
    }
    for name, documents in made.items():
        written = [file for document in documents for file in document.files]
        account[name] = {file.path: file.sha256 for file in sorted(written, key=lambda f: f.path)}
    account["documents"] = {
        name: [document.as_data() for document in documents] for name, documents in made.items()
    }
    text = json.dumps(account, ensure_ascii=False, separators=(",", ":"))
    write_whole(folder / "private" / MANIFEST, text.encode())


def read_documents(folder: Path) -> dict[str, Made]:
    """Return the documents of a build folder by name; none where it tells of none."""
    try:
        told = json.loads((folder / "private" / MANIFEST).read_text(encoding="utf-8"))
        documents = [Made.of_data(one) for some in told["documents"].values() for one in some]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return {one.document: one for one in documents}
