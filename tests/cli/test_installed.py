"""The product as it is installed: from a wheel, in an empty folder, far from the checkout."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory) -> Path:
    """A wheel of this checkout, unpacked as an installer would."""
    wheels = tmp_path_factory.mktemp("wheels")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(wheels)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    [wheel] = wheels.glob("*.whl")
    place = tmp_path_factory.mktemp("site-packages")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(place)
    return place


def _run(installed: Path, cwd: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    # The wheel stands before a checkout that may be installed in the same environment.
    settings = {"PYTHONPATH": str(installed), "CSATREPORT_LANG": "en", "PYTHONUTF8": "1"}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=cwd,
        env={**os.environ, **settings},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )


@pytest.fixture(scope="module")
def study(installed, tmp_path_factory) -> Path:
    empty = tmp_path_factory.mktemp("empty")
    every = [part for q in ("retail", "supplier", "staff") for part in ("--questionnaire", q)]
    ran = _run(installed, empty, "-m", "csatreport", "init", "mine", *every)
    assert ran.returncode == 0, ran.stderr
    return empty / "mine"


def test_the_wheel_is_what_runs(installed, tmp_path):
    ran = _run(installed, tmp_path, "-c", "import csatreport; print(csatreport.__file__)")
    assert Path(ran.stdout.strip()).is_relative_to(installed)


def test_the_wheel_carries_every_sentence_template_and_sample(installed):
    for ours, theirs in (
        ("csatreport/locale", "csatreport/locale"),
        ("templates", "csatreport/_shipped/templates"),
        ("config", "csatreport/_shipped/config"),
        ("data", "csatreport/_shipped/data"),
    ):
        files = [file for file in (ROOT / ours).rglob("*") if _is_shipped(file)]
        missing = [
            file
            for file in files
            if not (installed / theirs / file.relative_to(ROOT / ours)).is_file()
        ]
        assert missing == []


def _is_shipped(file: Path) -> bool:
    hidden = any(part.startswith(".") for part in file.relative_to(ROOT).parts)
    return file.is_file() and not hidden and file.suffix != ".pyc"


def test_init_makes_the_whole_sample_where_all_of_it_is_asked_for(study):
    for name in ("config", "data"):
        made = {file.relative_to(study) for file in (study / name).rglob("*") if file.is_file()}
        ours = {f.relative_to(ROOT) for f in (ROOT / name).rglob("*") if _is_shipped(f)}
        # A new study makes a secret of its own.
        assert made == ours - {Path("data/closed/secret")}
    assert (study / "build").is_dir()
    assert (study / "templates").is_dir()


def test_the_new_study_passes_its_check(installed, study):
    ran = _run(installed, study, "-m", "csatreport", "check")
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.parametrize("name", ["retail", "staff", "supplier"])
def test_a_study_of_one_questionnaire_passes_its_check(installed, tmp_path, name):
    made = _run(installed, tmp_path, "-m", "csatreport", "init", "one", "--questionnaire", name)
    assert made.returncode == 0, made.stderr
    ran = _run(installed, tmp_path, "-m", "csatreport", "-C", "one", "check")
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_a_small_sample_is_half_a_year_of_one_survey_and_passes_its_check(installed, tmp_path):
    made = _run(installed, tmp_path, "-m", "csatreport", "init", "one")
    assert made.returncode == 0, made.stderr
    assert len(list((tmp_path / "one" / "data" / "supplier").iterdir())) == 6
    assert {one.name for one in (tmp_path / "one" / "data").iterdir()} == {"supplier", "registers"}
    assert "languages: [zh-Hans, en]" in (tmp_path / "one/config/study.yaml").read_text("utf-8")
    ran = _run(installed, tmp_path, "-m", "csatreport", "-C", "one", "check")
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_an_empty_study_is_told_what_it_lacks(installed, tmp_path):
    made = _run(installed, tmp_path, "-m", "csatreport", "init", "one", "--empty")
    assert made.returncode == 0, made.stderr
    files = {f.relative_to(tmp_path / "one").as_posix() for f in tmp_path.rglob("*") if f.is_file()}
    assert files == {"config/study.yaml", "templates/README.txt"}
    ran = _run(installed, tmp_path, "-m", "csatreport", "-C", "one", "check")
    assert re.findall(r"[A-Z][0-9]{3}", ran.stdout + ran.stderr) == ["C151"]


def test_the_new_study_can_be_built_at_once(installed, study):
    chosen = ("--questionnaire", "supplier", "--period", "2025", "--unit", "all", "--lang", "en")
    options = (*chosen, "--pdf", "none", "--jobs", "1")
    ran = _run(installed, study, "-m", "csatreport", "build", *options)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert (study / "build" / "preview" / "site" / "index.html").is_file()
