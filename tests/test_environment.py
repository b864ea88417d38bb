"""The environment is the same on every Python that is promised."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from importlib.util import find_spec
from pathlib import Path

import pytest

from csatreport.base.work.doctor import IMPORT_NAMES

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
CLASSIFIER = re.compile(r"Programming Language :: Python :: 3\.(\d+)")
PROMISED = sorted(int(f[1]) for one in PROJECT["classifiers"] if (f := CLASSIFIER.fullmatch(one)))


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_file_names_one_version_of_each_package_whatever_the_python(name):
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    locked = Counter(line.partition("==")[0] for line in lines if re.match(r"[a-z0-9]", line))
    assert locked["numpy"] == 1
    assert [package for package, versions in locked.items() if versions > 1] == []


def test_both_lock_files_name_the_same_versions():
    user, developer = (
        set(
            re.findall(r"^[a-z0-9].*==\S+", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE)
        )
        for name in ("requirements.lock", "requirements-dev.lock")
    )
    assert user <= developer


def test_the_pythons_promised_are_those_that_the_installer_takes():
    script = (ROOT / "scripts" / "install.sh").read_text(encoding="utf-8")
    tried = re.search(r"^for candidate in python3 (.*); do", script, re.MULTILINE)
    assert tried[1].split() == [f"python3.{minor}" for minor in reversed(PROMISED)]
    assert f"not (3, {PROMISED[0]}) <= sys.version_info < (3, {PROMISED[-1] + 1})" in script
    assert PROJECT["requires-python"] == f">=3.{PROMISED[0]}"


@pytest.mark.parametrize("name", ["README.md", "README.zh-Hans.md"])
def test_the_pythons_promised_are_those_that_the_first_page_names(name):
    page = (ROOT / name).read_text(encoding="utf-8")
    first, last = re.search(r"Python 3\.(\d+) (?:to|到) 3\.(\d+)", page).groups()
    assert [int(first), int(last)] == [PROMISED[0], PROMISED[-1]]


@pytest.mark.parametrize("needed", PROJECT["dependencies"])
def test_doctor_knows_by_which_name_a_library_that_is_needed_is_imported(needed):
    name = re.match(r"[a-z0-9-]+", needed)[0]
    assert find_spec(IMPORT_NAMES.get(name, name)) is not None
