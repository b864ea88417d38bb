"""A build that is killed, has no room, or meets another one: the site is old or new, and whole.

Real processes are killed with a signal that nothing can catch. The hooks that wait for the right
moment are put in by the tests' own small program; the product has none.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from csatreport.base.errors import ExitCode
from csatreport.making.request import PdfMode
from tests.making.study import build_study, bytes_of, copy_study

ROOT = Path(__file__).parents[2]
PROGRAM = """
import os, signal, sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from csatreport.making import execute, switch

point, study = sys.argv[1], Path(sys.argv[2])
count = 0

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

def dying(real, after, only=lambda *_: True):
    def call(*arguments, **named):
        global count
        if only(*arguments):
            count += 1
            if count > after:
                die()
        return real(*arguments, **named)
    return call

rename, remove = Path.replace, switch.SwitchEffects().remove
if point == "reading":
    execute.read_inputs = die
elif point == "rendering":
    execute.run_task = dying(execute.run_task, 3)
elif point == "before the switch":
    execute.Workshop.switch = die
elif point == "after one folder":
    execute.Workshop = partial(switch.Workshop, effects=switch.SwitchEffects(rename=dying(rename, 2)))
elif point == "between the renames of the site":
    site = lambda old, new: "site" in (old.name, new.name)
    execute.Workshop = partial(switch.Workshop, effects=switch.SwitchEffects(rename=dying(rename, 1, site)))
elif point == "cleaning up":
    last = lambda folder: folder.name == ".old" and (folder / "site").exists()
    execute.Workshop = partial(switch.Workshop, effects=switch.SwitchEffects(remove=dying(remove, 0, last)))
from csatreport.making.request import PdfMode, Request
execute.build(Request(study=study, pdf=PdfMode.NONE, languages=("en",), out=study / "build"), lambda _: None)
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> tuple[Path, dict[str, str]]:
    """A golden study with its site, and what the site must be after the change."""
    study = copy_study("corner-shop", tmp_path_factory.mktemp("made"))
    build_study(study, languages=("en",), out=study / "build")
    changed = copy_study("corner-shop", tmp_path_factory.mktemp("changed"))
    _change(changed)
    build_study(changed, languages=("en",), out=changed / "build")
    return study, bytes_of(changed / "build" / "site")


@pytest.fixture
def study(made: tuple[Path, dict[str, str]], tmp_path: Path) -> Path:
    """The study with its site, of the test's own."""
    return Path(
        shutil.copytree(made[0], tmp_path / "study", ignore=shutil.ignore_patterns(".cache"))
    )


@pytest.fixture
def new(made: tuple[Path, dict[str, str]]) -> dict[str, str]:
    """The site after the change."""
    return made[1]


def _change(study: Path) -> None:
    """Take the last answer of the first month away."""
    file = study / "data" / "shop" / "2026-01.csv"
    lines = file.read_text("utf-8-sig").splitlines()
    file.write_text("\n".join(lines[:-1]) + "\n", "utf-8")


def _site(study: Path) -> dict[str, str]:
    return bytes_of(study / "build" / "site")


@pytest.mark.parametrize(
    ("point", "left"),
    [
        ("reading", "old"),
        ("rendering", "old"),
        ("before the switch", "old"),
        ("after one folder", "old"),
        ("between the renames of the site", "nothing"),
        ("cleaning up", "new"),
    ],
)
def test_a_build_killed_at_any_point_leaves_a_whole_site_and_the_next_is_right(
    study: Path, new: dict[str, str], point: str, left: str
):
    """Between its two renames the folder has no site for a moment; the next start puts it there.

    That is the build's own folder, which nobody reads while it is being built: readers go to the
    share, where a publish switches one small file.
    """
    old = _site(study)
    _change(study)
    assert new != old
    killed = subprocess.run(
        [sys.executable, "-c", PROGRAM, point, str(study)], cwd=ROOT, check=False, timeout=120
    )
    assert killed.returncode == -9
    assert _site(study) == {"old": old, "new": new, "nothing": {}}[left]
    build_study(study, languages=("en",), out=study / "build")
    assert _site(study) == new
    # The lock of the killed build is taken over, and nothing of its work stays.
    assert {path.name for path in (study / "build").iterdir()} <= {
        ".cache",
        "private",
        "site",
        "restricted",
    }


def _run(*arguments: str, cwd: Path, **more: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "csatreport", *arguments], cwd=cwd, capture_output=True,
        check=False, encoding="utf-8", timeout=120,
        env={**os.environ, "PYTHONPATH": str(ROOT), "CSATREPORT_LANG": "en"}, **more,
    )  # fmt: skip


def test_a_full_disk_is_told_and_the_old_site_stands(study: Path):
    old = _site(study)
    _change(study)

    def no_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    told = _run("build", "--pdf", "none", "--lang", "en", "--jobs", "1", "--out", "build",
                cwd=study, preexec_fn=no_room)  # fmt: skip
    assert told.returncode not in {0, -25}
    assert "Traceback" not in told.stderr
    assert told.stderr.strip()
    assert _site(study) == old
    again = _run("build", "--pdf", "none", "--lang", "en", "--jobs", "1", "--out", "build",
                 cwd=study)  # fmt: skip
    assert again.returncode == ExitCode.FINE, again.stderr
    assert _site(study) != old


def test_a_folder_that_cannot_be_made_is_told_with_a_code(study: Path, tmp_path: Path):
    (tmp_path / "file").write_text("in the way")
    told = _run("build", "--pdf", "none", "--lang", "en", "--out", str(tmp_path / "file" / "build"),
                cwd=study)  # fmt: skip
    assert told.returncode == ExitCode.USAGE
    assert "Traceback" not in told.stderr
    assert "file" in told.stderr


WAITING = """
import sys, time
from pathlib import Path
from csatreport.making import execute
from csatreport.cli import main
flag, real = Path(sys.argv[1]), execute.run_task
def wait(*arguments):
    flag.with_suffix(".started").touch()
    while not flag.exists():
        time.sleep(0.02)
    return real(*arguments)
execute.run_task = wait
sys.exit(main(["build", "--pdf", "none", "--lang", "en", "--jobs", "1", "--out", "build"]))
"""


def test_of_two_builds_at_once_the_second_is_told_and_the_first_is_whole(
    study: Path, new: dict[str, str], tmp_path: Path
):
    _change(study)
    flag = tmp_path / "go"
    first = subprocess.Popen(
        [sys.executable, "-c", WAITING, str(flag)], cwd=study, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    while not flag.with_suffix(".started").exists():
        assert first.poll() is None
        time.sleep(0.02)
    second = _run("build", "--pdf", "none", "--lang", "en", "--out", "build", cwd=study)
    flag.touch()
    assert first.wait(timeout=120) == 0
    assert second.returncode == ExitCode.USAGE
    assert "B603" in second.stderr
    assert _site(study) == new


def test_two_builds_at_once_share_a_cold_cache_and_both_are_right(study: Path, tmp_path: Path):
    """A whole build and a preview have folders of their own and one cache."""
    shutil.rmtree(study / "build")
    options = {"cwd": study, "env": {**os.environ, "PYTHONPATH": str(ROOT)},
               "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}  # fmt: skip
    command = [sys.executable, "-m", "csatreport", "build", "--pdf", "none", "--jobs", "1"]
    both = [
        subprocess.Popen([*command, *more], **options) for more in ((), ("--period", "2026-01"))
    ]
    assert [one.wait(timeout=240) for one in both] == [0, 0]
    build_study(study, out=tmp_path / "whole")
    build_study(study, periods=("2026-01",), out=tmp_path / "part")
    assert bytes_of(study / "build" / "site") == bytes_of(tmp_path / "whole" / "site")
    assert bytes_of(study / "build" / "preview" / "site") == bytes_of(tmp_path / "part" / "site")


def test_every_pdf_is_whole(study: Path):
    build_study(study, languages=("en",), pdf=PdfMode.LATEST, out=study / "build")
    for pdf in (study / "build" / "site").rglob("*.pdf"):
        assert pdf.read_bytes().rstrip().endswith(b"%%EOF")


WORKERS = """
import os, signal, sys
from csatreport.base.work import threads
threads.stay_single()
from pathlib import Path
from csatreport.making import execute
from csatreport.making.request import PdfMode, Request
from csatreport.base.errors import StudyError

study, times, marks = Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
real = execute.run_task

def run(worker, task):
    if task.name.startswith("report") and len(list(marks.iterdir())) < times:
        (marks / str(os.getpid())).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return real(worker, task)

execute.run_task = run
request = Request(study=study, pdf=PdfMode.NONE, languages=("en",), out=study / "build", jobs=2)
try:
    execute.build(request, lambda _: None)
except StudyError as error:
    print(*(f"{issue.code} {issue.facts['task']}" for issue in error.issues))
    sys.exit(error.exit_code)
"""


def _killing_workers(study: Path, times: int, marks: Path) -> subprocess.CompletedProcess[str]:
    marks.mkdir()
    return subprocess.run(
        [sys.executable, "-c", WORKERS, str(study), str(times), str(marks)],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


@pytest.mark.skipif(sys.platform != "linux", reason="the workers are forked with the hook inside")
def test_a_worker_that_is_killed_once_costs_only_time(made, study, tmp_path):
    _, expected = made
    _change(study)
    done = _killing_workers(study, 1, tmp_path / "marks")
    assert done.returncode == 0, done.stderr
    assert bytes_of(study / "build" / "site") == expected


@pytest.mark.skipif(sys.platform != "linux", reason="the workers are forked with the hook inside")
def test_work_that_kills_its_worker_every_time_is_named(study, tmp_path):
    before = bytes_of(study / "build" / "site")
    done = _killing_workers(study, 10**6, tmp_path / "marks")
    assert done.returncode == ExitCode.RENDERING
    assert done.stdout.startswith("B602 report ")
    assert bytes_of(study / "build" / "site") == before
