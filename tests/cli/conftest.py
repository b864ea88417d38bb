"""A study small enough to be built in a moment, and the command as a person runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.folders import lay

STUDY = """\
name: 小店
languages: [en]
"""

QUESTIONNAIRE = """\
id: retail
title: Shoppers
every: month
units: units.csv
reports: {periods: [month], company: open, units: restricted}
scales:
  pleased:
    options:
      - {code: A, label: satisfied, points: 2, valence: good}
      - {code: B, label: so-so, points: 1, valence: neutral}
      - {code: C, label: dissatisfied, points: 0, valence: bad}
sections:
  - id: shop
    title: The shop
    items:
      - {id: staff, text: Manner of the staff, scale: pleased, not_applicable: true}
      - {id: range, text: Range of goods, scale: pleased}
"""

FILES = {
    "config/study.yaml": STUDY,
    "config/units.csv": "id,name,parent,kind,region,population\nall,Shop,,,,\nS1,North,all,,,\n",
    "config/questionnaires/retail.yaml": QUESTIONNAIRE,
    "data/retail/2026-09.csv": "unit,staff,range\n" + 8 * "S1,A,B\n" + 4 * "S1,C,A\n",
    "data/retail/2026-10.csv": "unit,staff,range\n" + 9 * "S1,A,A\n" + 3 * "S1,B,C\n",
}

CHECKLIST = """\
kind: inspections
questionnaire: retail
labels: {safety: Safety}
checklist:
  - {id: exit, section: safety, weight: 5, critical: true, text: Fire exit clear}
  - {id: badge, text: Badge worn}
"""


SUPPLIERS = {
    "config/registers/retail-suppliers.yaml": """\
kind: suppliers
questionnaire: retail
criteria:
  - {id: on_time, label: {en: On time}, weight: 60, per: 100, points: {80: 0, 100: 100}}
  - {id: service, label: {en: Service}, weight: 40, low: 1, high: 5, points: {1: 0, 5: 100}}
""",
    "data/registers/retail-suppliers.csv": """\
day,supplier,criterion,value,count,of
2026-10,Acme / North,on_time,,97,100
2026-10,Acme / North,service,4,,
2026-10,Baker,on_time,,80,100
""",
}
"""A register of two suppliers beside it."""

COMPLAINTS = {
    "config/registers/retail-complaints.yaml": "kind: complaints\nquestionnaire: retail\n",
    "data/registers/retail-complaints.csv": (
        "id,received,unit,channel,text,owner,resolved\nC-0016,2026-10-02,S1,phone,Dirty,,\n"
    ),
}
"""A register of one complaint."""


def make_study(folder: Path, **changed: str) -> Path:
    """Write the small study; ``changed`` gives other texts by file stem."""
    return lay(folder, {name: changed.get(Path(name).stem, text) for name, text in FILES.items()})


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    return make_study(tmp_path / "tiny")


def run(
    *arguments: str, cwd: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own, with messages in English."""
    root = Path(__file__).parent.parent.parent
    settings = {"CSATREPORT_LANG": "en", "PYTHONPATH": str(root), "PYTHONUTF8": "1"}
    return subprocess.run(
        [sys.executable, "-m", "csatreport", *arguments],
        cwd=cwd,
        capture_output=True,
        check=False,
        encoding="utf-8",
        env={**os.environ, **settings, **environment},
        timeout=300,
    )


TWO_UNITS = (
    "id,name,parent,kind,region,population\nall,Shop,,,,\nS1,North,all,,,150\nS2,South,all,,,50\n"
)
