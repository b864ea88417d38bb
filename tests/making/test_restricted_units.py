"""Where units are restricted, no open page and no open file tells of them.

The study is made up for this test. Its units have names that occur nowhere else, and everything
that could name one does: files, answers with reasons, comments, targets, registers, actions.
"""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from pathlib import Path

import pytest

from csatreport.base.errors import StudyError
from csatreport.publish.site import readers_of
from csatreport.study.policy import Audience
from tests.folders import lay
from tests.making.study import build_study

NAMES = ("Quillstone", "Brambleford", "zq17", "zq18", "Northreach", "Southreach")
UNITS = """\
id,name,parent,kind,region,population
all,Corner Stores,,,,
zq17,Quillstone,all,small,Northreach,400
zq18,Brambleford,all,large,Southreach,500
"""
QUESTIONNAIRE = """\
id: retail
title: Shoppers
every: month
units: units.csv
target: [{value: 60}, {unit: zq17, value: 90}]
follow_up: {options: bad, text: Reason}
reports: {periods: [month, year], units: READERS}
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
      - {id: staff, text: Manner of the staff, scale: pleased}
      - {id: range, text: Range of goods, scale: pleased}
      - id: advise
        text: Would you recommend us
        kind: rating
        role: recommend
        low: 0
        high: 10
        good: [9, 10]
        bad: [0, 1, 2, 3, 4, 5, 6]
        follow_up: false
      - {id: why, kind: text, text: Comments}
"""
RULES = {
    "complaints": "iceberg: 20\nescalations: [appeal]\n",
    "exposure": "",
    "actions": "",
    "defects": "",
    "inspections": "composite: {survey: 2, inspections: 1}\n",
}
ROWS = {
    "complaints": """\
id,received,unit,channel,cause,text,lesson,resolved
1,2026-10-02,zq17,phone,till,Waited,,
2,2026-10-03,zq18,web,till,Waited too,Open a till,2026-10-05
3,2026-10-03,zq17,web,till,Waited,,
""",
    "exposure": "unit,month,number\nzq17,2026-10,900\nzq18,2026-10,800\n",
    "actions": """\
id,item,unit,action,evidence,done,due,told
1,staff,zq17,More training,Their index,2026-09-30,,We trained
2,range,,New shelves,javascript:alert(1)<b>x</b>,,2027-01-01,New shelves come
""",
    "defects": "id,found,unit,area,by\n1,2026-10-02,zq17,till,staff\n2,2026-10-02,zq18,shelf,audit\n",
    "inspections": """\
unit,day,check,passed,section
zq17,2026-10-02,Exit,no,safety
zq18,2026-10-03,Exit,yes,safety
""",
}


def answers(month: str, unit: str, low: int) -> str:
    rows = [f"{month}-{unit}-{n},{unit},A,B,9,," for n in range(30)]
    rows += [f"{month}-{unit}-low{n},{unit},C,A,3,Nobody came,Too slow" for n in range(low)]
    return "id,unit,staff,range,advise,staff_reason,why\n" + "\n".join(rows) + "\n"


def make_study(folder: Path, readers: str, *, anonymous: bool = False) -> Path:
    texts = {
        "config/study.yaml": "name: Stores\nlanguages: [en]\n",
        "config/units.csv": UNITS,
        "config/questionnaires/retail.yaml": QUESTIONNAIRE.replace("READERS", readers)
        + ("anonymous: true\n" if anonymous else ""),
    }
    for month in ("2026-09", "2026-10"):
        texts[f"data/retail/{month}-Quillstone.csv"] = answers(month, "zq17", 20)
        texts[f"data/retail/{month}-Brambleford.csv"] = answers(month, "zq18", 2)
    for kind, rules in RULES.items():
        texts[f"config/registers/{kind}.yaml"] = f"kind: {kind}\nquestionnaire: retail\n{rules}"
        texts[f"data/registers/{kind}-Quillstone.csv"] = ROWS[kind]
    return lay(folder, texts)


def telling(site: Path) -> dict[str, set[str]]:
    """Return which files of a site name a unit, in their path or in what they hold."""
    found = {}
    for file in sorted(path for path in site.rglob("*") if path.is_file()):
        content = file.read_bytes()
        if file.suffix == ".xlsx":
            with zipfile.ZipFile(io.BytesIO(content)) as sheets:
                content = b"".join(sheets.read(name) for name in sheets.namelist())
        name = file.relative_to(site).as_posix()
        told = {one for one in NAMES if one.encode() in content or one in name}
        if told:
            found[name] = told
    return found


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    study = make_study(tmp_path_factory.mktemp("kept"), "restricted")
    build_study(study)
    return study / "build"


def test_no_open_file_names_a_restricted_unit(kept: Path):
    assert telling(kept / "site") == {}


def test_the_open_data_hold_the_whole_and_no_unit(kept: Path):
    told = json.loads((kept / "site/en/retail/2026-10/data.json").read_text("utf-8"))
    assert told["responses"] == 82
    assert (told["units"], told["funnels"]) == ([], [])
    assert [one["units"] for one in told["recommend"]] == [[]]
    assert told["population"] == 900
    registers = told["registers"]
    assert [one["id"] for one in registers["actions"]] == ["2"]
    assert registers["composite"]["units"] == []
    assert (registers["complaints"]["n"], registers["complaints"]["open"]) == (3, 2)


def test_the_evidence_of_an_action_is_never_markup_nor_a_link(kept: Path):
    page = (kept / "site/en/retail/2026-10/registers.html").read_text("utf-8")
    assert "javascript:alert(1)&lt;b&gt;x&lt;/b&gt;" in page
    assert 'href="javascript' not in page


def test_the_restricted_site_has_the_company_with_its_units_side_by_side(kept: Path):
    told = json.loads((kept / "restricted/en/retail/2026-10/data.json").read_text("utf-8"))
    assert {one["id"] for one in told["units"]} == {"zq17", "zq18"}
    assert (kept / "restricted/en/retail/2026-10/zq17/index.html").exists()


def test_a_renamed_copy_of_the_restricted_site_is_still_known(kept: Path, tmp_path: Path):
    copy = shutil.copytree(kept / "restricted", tmp_path / "monthly")
    assert readers_of(copy, restricted=True) is Audience.RESTRICTED
    with pytest.raises(StudyError, match="P722"):
        readers_of(copy)
    assert readers_of(kept / "site") is Audience.OPEN


def test_the_search_finds_names_where_units_are_open(tmp_path: Path):
    build_study(make_study(tmp_path, "open"))
    found = telling(tmp_path / "build/site")
    assert {one.rpartition(".")[2] for one in found} == {"html", "json", "csv", "xlsx", "txt"}
    assert set().union(*found.values()) == set(NAMES)


def test_anonymous_answers_of_restricted_units_are_told_of_nowhere_open(tmp_path: Path):
    build_study(make_study(tmp_path, "restricted", anonymous=True))
    assert telling(tmp_path / "build/site") == {}
    assert telling(tmp_path / "build/restricted")
