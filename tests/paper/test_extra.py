"""The base installation does without the libraries of paper forms, and says so where they are needed."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.paper.study import make_study

PROGRAM = """
import sys
import importlib.util as util

for name in ("pikepdf", "segno"):
    sys.modules[name] = None
found = util.find_spec
util.find_spec = lambda name, *rest: None if name in ("pikepdf", "segno") else found(name, *rest)
from csatreport.cli import main
sys.exit(main(sys.argv[1:]))
"""


def without(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments],
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


@pytest.mark.parametrize("command", [("forms", "kinds"), ("import", "{file}")])
def test_forms_name_what_is_missing(tmp_path, command):
    study = make_study(tmp_path / "study")
    file = tmp_path / "form.pdf"
    file.write_bytes(b"x")
    done = without("-C", str(study), *(word.format(file=file) for word in command))
    assert done.returncode == 2
    assert "F911" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "command", [("check",), ("entry", "kinds"), ("forms", "kinds", "--tally"), ("forms", "--help")]
)
def test_everything_else_works_without_them(tmp_path, command):
    answers = {"data/kinds/2026-10.csv": "unit,staff,range\nS1,A,B\n"}
    done = without("-C", str(make_study(tmp_path / "study", **answers)), *command)
    assert done.returncode == 0, done.stderr
