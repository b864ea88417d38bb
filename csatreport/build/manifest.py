"""What was made, and from what: the build's own account in ``build/private/``.

``manifest.json`` holds the hash of every input and of every published file. It is what ``publish``
proves a site against, and the only place where the time of the build is kept.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from csatreport import __version__
from csatreport.build.inputs import Inputs
from csatreport.build.switch import MANIFEST

INTAKE = "intake.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """When and by what a build was made; taken once, at the edge."""

    built_at: str
    version: str = __version__

    @classmethod
    def now(cls) -> Stamp:
        """Read the clock."""
        return cls(built_at=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """One written file: its path below the build's folder, hash and size."""

    path: str
    sha256: str
    size: int


def write_file(folder: Path, path: str, content: bytes) -> Made:
    """Write one file below a folder, making the folders above it."""
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    return Made(path=path, sha256=hashlib.sha256(content).hexdigest(), size=len(content))


def write_manifest(folder: Path, inputs: Inputs, made: dict[str, list[Made]], stamp: Stamp) -> None:
    """Write ``private/manifest.json``; ``made`` holds the files of each site folder."""
    files = {file.file: file.sha256 for _, intake in inputs.intakes for file in intake.files}
    account: dict[str, object] = {
        "version": 1,
        "csatreport": stamp.version,
        "built_at": stamp.built_at,
        "inputs": dict(sorted({**dict(inputs.study.inputs), **files}.items())),
    }
    for name, written in made.items():
        account[name] = {file.path: file.sha256 for file in sorted(written, key=lambda f: f.path)}
    text = json.dumps(account, ensure_ascii=False, indent=1)
    write_file(folder, f"private/{MANIFEST}", text.encode())
