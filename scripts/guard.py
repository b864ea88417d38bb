"""Hold everything csatreport makes against what it made before: one SHA-256 a file.

    python scripts/guard.py FILE          # writes FILE if it is not there, else compares with it
    python scripts/guard.py FILE --all    # the whole sample instead of its newest two months
    python scripts/guard.py FILE --small  # the golden studies and the examples only

For changes that must not change a byte: moving, renaming, deriving. Builds the golden studies, the
examples and the sample, pages, downloads and PDFs in all languages; and what is derived from the
settings: the JSON Schema, the table of all keys and the page of errors. Exit 1 where any differs.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from write_error_page import compose_page
from write_key_reference import compose_reference

from csatreport.study.format import schema

HOME = Path(__file__).resolve().parents[1]
NEWEST = ("--period", "2026-10", "--period", "2026-09", "--period", "r2026")
"""What is built of the sample unless all of it is asked for."""
LEFT_OUT = {".cache", "manifest.json", "explain.json", "standing.json"}
"""Names below a build folder that tell when and how something was made, not what."""


def studies() -> Iterator[Path]:
    """Yield the golden studies, the examples, and last the sample."""
    yield from sorted(folder.parent for folder in HOME.glob("tests/studies/*/config"))
    yield from sorted(folder.parent for folder in HOME.glob("examples/*/config"))
    yield HOME


def built(study: Path, out: Path, options: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Build a study; yield each file's name and hash, and those of what was said about it."""
    name = study.relative_to(HOME).as_posix()
    command = [sys.executable, "-m", "csatreport", "-C", str(study)]
    said = subprocess.run([*command, "check"], capture_output=True, check=False, cwd=HOME)
    yield f"{name}: check, exit {said.returncode}", _hash(said.stdout)
    made = subprocess.run(
        [*command, "build", "--out", str(out), *options], capture_output=True, check=False, cwd=HOME
    )
    yield f"{name}: build, exit {made.returncode}", ""
    for file in sorted(path for path in out.rglob("*") if path.is_file()):
        if not LEFT_OUT & set(file.relative_to(out).parts):
            yield f"{name}: {file.relative_to(out).as_posix()}", _hash(file.read_bytes())
    shutil.rmtree(out, ignore_errors=True)


def all_hashes(*, whole: bool, small: bool) -> Iterator[tuple[str, str]]:
    """Yield name and hash of everything that is made."""
    for name, write in sorted(vars(schema).items()):
        if name.endswith("_schema"):
            yield f"schema: {name.removesuffix('_schema')}", _hash(repr(write()).encode())
    yield "key reference", _hash(compose_reference().encode())
    yield "error page", _hash(compose_page().encode())
    with tempfile.TemporaryDirectory() as folder:
        for study in studies():
            if small and study == HOME:
                continue
            options = NEWEST if study == HOME and not whole else ()
            yield from built(study, Path(folder) / "build", options)


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def differences(kept: dict[str, str], now: dict[str, str]) -> list[str]:
    """Return the names of what is gone, new or different, each with its kind."""
    kinds = (
        ("gone", kept.keys() - now.keys()),
        ("new", now.keys() - kept.keys()),
        ("different", {name for name in kept.keys() & now.keys() if kept[name] != now[name]}),
    )
    return [f"{kind}: {name}" for kind, names in kinds for name in sorted(names)]


def main() -> int:
    """Write the hashes, or compare them with those written before."""
    file = Path(sys.argv[1])
    os.environ["SOURCE_DATE_EPOCH"] = "1793491200"
    now = dict(all_hashes(whole="--all" in sys.argv, small="--small" in sys.argv))
    if not file.exists():
        file.write_text("".join(f"{value}  {name}\n" for name, value in now.items()), "utf-8")
        print(f"{len(now)} hashes written to {file}")
        return 0
    lines = (line.split("  ", 1) for line in file.read_text("utf-8").splitlines())
    found = differences({name: value for value, name in lines}, now)
    print("\n".join([*found, f"{len(now)} compared, {len(found)} differ"]))
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
