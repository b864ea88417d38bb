"""What csatreport needs from the machine, looked at one by one.

Each need gives a `Finding`: what is there, or an issue that says what to do. Libraries are tried in
a Python of their own, because one that is broken may take its process down with it.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path

from csatreport.base.errors import Issue
from csatreport.base.resources import shipped
from csatreport.base.work.binaries import debian_package, missing_libraries

PYTHON = (3, 11)
FREE_BYTES = 500 * 1024**2

IMPORT_NAMES = {
    "python-calamine": "python_calamine",
    "python-multipart": "python_multipart",
    "pyyaml": "yaml",
}
"""Where a distribution's module is not named like the distribution."""

_CHINESE = (
    ("zh-Hans", "zh-cn", "D807", ("PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC")),
    ("zh-Hant", "zh-tw", "D808", ("PingFang TC", "Microsoft JhengHei", "Noto Sans CJK TC")),
)
"""Language, the font system's name for it, code, and the faces the pages ask for, best first."""

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

# Prints one JSON line per library: [distribution, error or null]. Flushed, so that what was found
# before a crash is known.
_TRY_IMPORTS = """
import ctypes, importlib, json, sys, warnings
warnings.simplefilter("ignore")
stdout, sys.stdout = sys.stdout, sys.stderr
def report(name, error):
    print(json.dumps([name, error]), file=stdout, flush=True)
for name, module in json.loads(sys.argv[1]):
    try:
        importlib.import_module(module)
    except (ImportError, OSError) as error:
        report(name, str(error) or type(error).__name__)
    else:
        report(name, None)
try:
    from weasyprint.text.ffi import harfbuzz_subset
    report("harfbuzz-subset", None if harfbuzz_subset is not None else "libharfbuzz-subset")
except (ImportError, OSError) as error:
    report("harfbuzz-subset", str(error))
"""

_NOT_FINISHED = "the trial import ended before it came to this one"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One need: the key of its sentence (``doctor.<need>``), the facts, and the issue if any."""

    need: str
    facts: dict[str, object] = field(default_factory=dict)
    issue: Issue | None = None


def examine(study: Path, *, developer: bool = False) -> Iterator[Finding]:
    """Look at every need; ``developer`` adds what only the project's own tests want."""
    yield _check_python()
    yield _check_installation()
    yield from _check_libraries()
    yield from _check_binaries(developer=developer)
    yield from (_check_font(*face) for face in _CHINESE)
    yield _check_build_folder(study)
    yield _check_space(study)
    yield _check_encoding()
    if developer:
        yield _check_browser()


def _judge(need: str, code: str, *, fine: bool, place: str = "", **facts: object) -> Finding:
    issue = None if fine else Issue.at(code, place, **facts)
    return Finding(need=need, facts=facts, issue=issue)


def _check_python() -> Finding:
    found = ".".join(map(str, sys.version_info[:3]))
    needed = ".".join(map(str, PYTHON))
    return _judge("python", "D801", fine=sys.version_info >= PYTHON, found=found, needed=needed)


def _check_installation() -> Finding:
    for name in ("templates", "config", "data"):
        try:
            shipped(name)
        except FileNotFoundError:
            return _judge("installation", "D802", fine=False, folder=name)
    return _judge("installation", "D802", fine=True, folder=str(Path(__file__).parents[2]))


def read_minimums() -> dict[str, tuple[int, ...]]:
    """Return the least version of every dependency, as the package itself declares it."""
    try:
        declared = metadata.requires("csatreport") or []
    except metadata.PackageNotFoundError:
        # A checkout that runs without being installed.
        project = Path(__file__).parents[3] / "pyproject.toml"
        declared = tomllib.loads(project.read_text(encoding="utf-8"))["project"]["dependencies"]
    found = (
        re.match(r"([A-Za-z0-9._-]+)[^;]*?>=\s*([\d.]+)(?!.*extra)", line) for line in declared
    )
    return {one[1].lower(): parse_version(one[2]) for one in found if one}


def parse_version(text: str) -> tuple[int, ...]:
    """Return the leading numbers of a version: ``3.2.post1`` is (3, 2)."""
    leading = re.match(r"\d+(?:\.\d+)*", text)
    return tuple(int(part) for part in leading[0].split(".")) if leading else ()


def _check_libraries() -> Iterator[Finding]:
    minimums = read_minimums()
    faults = _try_imports(tuple(minimums))
    for name, least in minimums.items():
        if name == "weasyprint":
            yield _check_pango(faults[name])
        yield _check_library(name, least, faults[name])
    missing = faults["harfbuzz-subset"]
    yield _judge("subset", "D806", fine=missing is None, reason=missing or "")


def _check_binaries(*, developer: bool) -> Iterator[Finding]:
    """Look for the libraries that compiled files need; of developers' tools, the browser's."""
    missing = missing_libraries(
        ["csatreport", *read_minimums(), *(["playwright"] if developer else [])]
    )
    for library, name in missing.items():
        package = debian_package(library)
        yield _judge("binaries", "D813", fine=False, library=library, name=name, package=package)
    if not missing:
        yield Finding(need="binaries")


def _try_imports(names: tuple[str, ...]) -> dict[str, str | None]:
    modules = [(name, IMPORT_NAMES.get(name, name)) for name in names]
    ran = subprocess.run(
        [sys.executable, "-c", _TRY_IMPORTS, json.dumps(modules)],
        capture_output=True,
        check=False,
        encoding="utf-8",
        errors="replace",
    )
    found: dict[str, str | None] = dict.fromkeys((*names, "harfbuzz-subset"), _NOT_FINISHED)
    found.update(json.loads(line) for line in ran.stdout.splitlines())
    return found


def _check_library(name: str, least: tuple[int, ...], fault: str | None) -> Finding:
    needed = ".".join(map(str, least))
    try:
        found = metadata.version(name)
    except metadata.PackageNotFoundError:
        return _judge("library", "D803", fine=False, name=name, needed=needed, reason="")
    if fault is not None and not _is_system_library(fault):
        return _judge("library", "D803", fine=False, name=name, needed=needed, reason=fault)
    new_enough = parse_version(found) >= least
    return _judge("library", "D804", fine=new_enough, name=name, found=found, needed=needed)


def _check_pango(fault: str | None) -> Finding:
    reason = fault if fault is not None and _is_system_library(fault) else ""
    return _judge("pango", "D805", fine=not reason, reason=reason)


def _is_system_library(fault: str) -> bool:
    """Tell a missing Pango, HarfBuzz or fontconfig from a Python package that is broken."""
    return "cannot load library" in fault


def _check_font(language: str, pattern: str, code: str, preferred: tuple[str, ...]) -> Finding:
    families = _families(pattern)
    known = [face for face in preferred if face in families]
    name = (known or list(families) or [""])[0]
    return _judge("font", code, fine=bool(name), language=language, name=name)


def _families(pattern: str) -> tuple[str, ...]:
    """Return the installed font families that cover a language; none where nobody can tell."""
    if shutil.which("fc-list") is None:
        return ()
    ran = subprocess.run(
        ["fc-list", f":lang={pattern}", "family"],
        capture_output=True,
        check=False,
        encoding="utf-8",
        errors="replace",
    )
    names = {name for line in ran.stdout.splitlines() for name in line.split(",") if name}
    return tuple(sorted(names))


def _check_build_folder(study: Path) -> Finding:
    build = study / "build"
    folder = (build if build.exists() else study).resolve()
    try:
        with tempfile.TemporaryFile(dir=folder):
            fine, reason = True, ""
    except OSError as error:
        fine, reason = False, error.strerror or str(error)
    return _judge("folder", "D809", fine=fine, place=str(folder), folder=folder, reason=reason)


def _check_space(study: Path) -> Finding:
    free = shutil.disk_usage(study).free
    return _judge(
        "space",
        "D810",
        fine=free >= FREE_BYTES,
        free=f"{free / 1024**3:.1f}",
        needed=f"{FREE_BYTES / 1024**3:.1f}",
    )


def _check_encoding() -> Finding:
    """Chinese names and words need UTF-8; without it they show as question marks: a warning."""
    terminal = (sys.stdout.encoding or "").lower().replace("_", "-")
    found = {"files": sys.getfilesystemencoding().lower(), "terminal": terminal}
    odd = [name for name in found.values() if name not in {"utf-8", "utf8"}]
    facts: dict[str, object] = {"found": ", ".join(dict.fromkeys(found.values()))}
    issue = Issue.warning("D811", "", **facts)
    return Finding(need="encoding", facts=facts, issue=issue if odd else None)


def _check_browser() -> Finding:
    found = next((path for name in BROWSERS if (path := shutil.which(name))), "")
    return _judge("browser", "D812", fine=bool(found), name=found)
