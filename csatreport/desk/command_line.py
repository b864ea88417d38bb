"""Our own commands, run beside the desk as a person would type them."""

import asyncio
import json
import os
import shlex
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from csatreport.desk import PROGRESS, RECORD

_PACKAGE = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandEnd:
    """What a command ended with, and what it said."""

    code: int
    out: str
    err: str

    @property
    def told(self) -> dict[str, object] | None:
        """The record that ``--format json`` gave; None where the command failed before."""
        try:
            value = json.loads(self.out)
        except ValueError:
            return None
        return value if isinstance(value, dict) else None


def typed(words: Sequence[str]) -> str:
    """Return a command as a person types it in the study's folder.

    >>> typed(["adopt", "October answers.csv"])
    "csatreport adopt 'October answers.csv'"
    """
    return shlex.join(("csatreport", *words))


async def start(study: Path, language: str, words: Sequence[str]) -> asyncio.subprocess.Process:
    """Start a command on a study, speaking a language."""
    paths = (str(_PACKAGE.parent), os.environ.get("PYTHONPATH", ""))
    own = {
        "CSATREPORT_LANG": language,
        "NO_COLOR": "1",
        PROGRESS: "json",
        "PYTHONPATH": os.pathsep.join(filter(None, paths)),
        "PYTHONUTF8": "1",
    }
    return await asyncio.create_subprocess_exec(
        sys.executable, "-P", "-m", "csatreport", "-C", str(study), *words,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env={**os.environ, **own},
        limit=2**20,
    )  # fmt: skip


async def run(study: Path, language: str, words: Sequence[str]) -> CommandEnd:
    """Run a command that takes a moment to its end."""
    process = await start(study, language, words)
    out, err = await process.communicate()
    lines = err.decode(errors="replace").splitlines()
    spoken = "\n".join(line for line in lines if not line.startswith(RECORD))
    return CommandEnd(code=process.returncode or 0, out=out.decode(errors="replace"), err=spoken)
