"""A small built site, a share, and a reader who follows the entry page."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from csatreport.base.errors import StudyError
from csatreport.publish import KEEP
from csatreport.publish.effects import Effects
from csatreport.publish.lock import LOCK
from csatreport.publish.publication import Published, publish
from csatreport.publish.site import read_built_site
from tests.folders import lay

CONTENT = {
    "index.html": "<p>start</p>",
    "en/retail/2026-10/index.html": "<p>October</p>",
    "en/retail/2026-10/data.csv": "\ufeffid,n\nq1,40\n",
    "assets/style.css": "p{}",
}


class Study:
    """A study's folder with a built site in it, and a share beside it."""

    def __init__(self, root: Path) -> None:
        self.folder = root / "study"
        self.share = root / "share"
        self.target = self.share / "satisfaction"
        self.share.mkdir(parents=True)
        self.build(CONTENT)

    @property
    def site(self) -> Path:
        return self.folder / "build" / "site"

    def build(self, content: dict[str, str], name: str = "site") -> None:
        lay(self.folder / "build" / name, content)
        digests = {
            path: hashlib.sha256(text.encode()).hexdigest() for path, text in content.items()
        }
        private = self.folder / "build" / "private"
        private.mkdir(exist_ok=True)
        manifest = private / "manifest.json"
        known = json.loads(manifest.read_text()) if manifest.exists() else {"version": 1}
        manifest.write_text(json.dumps({**known, name: digests}))

    def rebuild(self, word: str) -> dict[str, str]:
        """Build another site of the same pages; return its content."""
        content = {**CONTENT, "index.html": f"<p>{word}</p>"}
        self.build(content)
        return content

    def publish(self, *, effects: Effects | None = None, keep: int = KEEP) -> Published:
        tools = effects or Effects()
        return publish(
            read_built_site(self.site, Effects()),
            self.target,
            study=self.folder,
            keep=keep,
            effects=tools,
            progress=lambda _: None,
        )

    def codes_of_publish(self, effects: Effects) -> list[str]:
        """Publish; return the codes of what went wrong."""
        try:
            self.publish(effects=effects)
        except StudyError as error:
            return [issue.code for issue in error.issues]
        return []

    def end_holder(self) -> None:
        """Make the holder of the lock a process that has ended."""
        ended = subprocess.Popen([sys.executable, "-c", ""])
        ended.wait()
        lock = self.target / LOCK
        lock.write_text(json.dumps({**json.loads(lock.read_text()), "process": ended.pid}))

    def read_as_reader(self) -> dict[str, str] | None:
        """Follow the entry page; return all pages of the release it leads to."""
        entry = self.target / "index.html"
        if not entry.exists():
            return None
        address = re.search(r'content="0; url=([^"]+)"', entry.read_text(encoding="utf-8"))
        assert address is not None
        start = self.target / address[1]
        files = (file for file in start.parent.rglob("*") if file.is_file())
        return {
            file.relative_to(start.parent).as_posix(): file.read_text(encoding="utf-8")
            for file in files
            if not file.name.startswith(".")
        }

    def release_names(self) -> list[str]:
        return sorted(folder.name for folder in (self.target / "releases").iterdir())


@pytest.fixture
def study(tmp_path: Path) -> Study:
    return Study(tmp_path)
