"""What is wrong with the grades that a register declares, told at its place."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from csatreport.study.reading.registers import read_registers
from csatreport.subjects.grades.settings import GradeRule
from csatreport.subjects.study import own_settings, read_study

ROOT = Path(__file__).parents[3]


def read(folder: Path, levels: str):
    shutil.copytree(ROOT / "config", folder / "config")
    text = f"kind: grades\nquestionnaire: supplier\nlevels: [{levels}]\n"
    (folder / "config/registers/supplier-points.yaml").write_text(text, "utf-8")
    registers, issues = read_registers(folder, read_study(folder)[0], own_settings())
    found = (one.settings_of(GradeRule) for one in registers if one.id == "supplier-points")
    return next(found, None), [issue.code for issue in issues]


@pytest.mark.parametrize(
    ("levels", "codes"),
    [
        ("{id: a, label: A, from: 60}, {id: b, label: B}", []),
        ("{id: a, label: A, share: 20}, {id: b, label: B, share: 80}", []),
        ("{id: a, label: A, from: 60}, {id: b, label: B, share: 40}", ["C330"]),
        ("{id: a, label: A, share: 20}, {id: b, label: B}", ["C330"]),
        ("{id: a, label: A, share: 20}, {id: b, label: B, share: 70}", ["C331"]),
        ("{id: a, label: A, from: 60}, {id: b, label: B, from: 60}", ["C332"]),
        ("{id: a, label: A}, {id: b, label: B}", ["C332"]),
        ("{id: a, label: A, from: 60}, {id: a, label: B}", ["C234"]),
    ],
)
def test_grades_fit_together_or_are_told(tmp_path: Path, levels: str, codes: list[str]):
    rule, noted = read(tmp_path, levels)
    assert noted == codes
    assert (rule is None) == bool(codes)
