"""The base installation does without the libraries of paper forms, and says so where they are needed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.paper.study import make_study

PROGRAM = """
import json
import sys
import importlib.util as util

for name in ("pikepdf", "segno"):
    sys.modules[name] = None
found = util.find_spec
util.find_spec = lambda name, *rest: None if name in ("pikepdf", "segno") else found(name, *rest)
from csatreport.cli import main
codes = [main(["-C", sys.argv[1], *command]) for command in json.loads(sys.argv[2])]
sys.stderr.write(f"codes {codes}")
"""
"""Several commands in one process: most of what one takes is spent on its imports."""


def without(study: Path, *commands: tuple[str, ...]) -> str:
    """Return what commands say on standard error, their codes at the end."""
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(study), json.dumps(commands)],
        capture_output=True, text=True, check=True, timeout=240,
    )  # fmt: skip
    return ran.stderr


def test_forms_name_what_is_missing(tmp_path):
    file = tmp_path / "form.pdf"
    file.write_bytes(b"x")
    said = without(make_study(tmp_path / "study"), ("forms", "kinds"), ("import", str(file)))
    assert said.endswith("codes [2, 2]")
    assert said.count("F911") == 2


def test_everything_else_works_without_them(tmp_path):
    study = make_study(
        tmp_path / "study", **{"data/kinds/2026-10.csv": "unit,staff,range\nS1,A,B\n"}
    )
    said = without(
        study, ("check",), ("entry", "kinds"), ("forms", "kinds", "--tally"), ("forms", "--help")
    )
    assert said.endswith("codes [0, 0, 0, 0]"), said
