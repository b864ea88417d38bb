"""Files in ``data/`` that nobody reads."""

import os
import sys
from pathlib import Path

import pytest

from csatreport.base.label import Label
from csatreport.making.tools.unread import check_unread
from csatreport.study.model import Study
from csatreport.study.periods import Calendar
from tests.answers.build import edition, item, questionnaire


def unread(folder: Path, *names: str) -> list[tuple[str, object]]:
    for name in names:
        (folder / "data" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "data" / name).write_bytes(b"x")
    study = Study(
        name=Label.of("Q"),
        languages=("en",),
        calendar=Calendar(),
        questionnaires=(questionnaire(edition(item("a"))),),
    )
    found = check_unread(study, (), folder)
    return sorted((one.code, one.facts.get("names")) for one in found)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("shop/a.sas7bdat", "A462"),
        ("shop/2026/b.DTA", "A462"),
        ("shop/e.rar", "A463"),
        ("shop/j.csv.gz", "A463"),
        ("shop/d.json", "A464"),
        ("shop/answers.txt", "A464"),
        ("shop/n.html", "A464"),
        ("shop/without", "A464"),
        ("shopp/2026-10.csv", "A465"),
        ("2026-10.csv", "A465"),
        ("registers/complaint.csv", "A465"),
        ("registers/complaints.dta", "A462"),
    ],
)
def test_what_nobody_reads_is_named_with_the_reason(tmp_path, name, code):
    assert unread(tmp_path, name) == [(code, name)]


@pytest.mark.parametrize(
    "name",
    [
        "shop/2026-10.csv",
        "shop/M.XLSX",
        "shop/old.xls",
        "shop/~$2026-10.xlsx",
        "shop/.DS_Store",
        "shop/Thumbs.db",
        "shop/README.md",
        ".git/config",
        "forms/a.pdf",
    ],
)
def test_what_is_read_or_refused_elsewhere_or_a_trace_is_not_named(tmp_path, name):
    assert unread(tmp_path, name) == []


def test_many_files_of_one_kind_are_one_warning(tmp_path):
    names = [f"shop/{number:02}.jpg" for number in range(14)]
    ((code, told),) = unread(tmp_path, *names)
    assert code == "A464"
    assert str(told).startswith("shop/00.jpg, shop/01.jpg")
    assert str(told).endswith("… (+2)")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_register_whose_name_is_no_text_is_an_error(tmp_path):
    name = os.fsdecode("投诉.csv".encode("gb18030"))
    ((code, _),) = unread(tmp_path, f"registers/{name}")
    assert code == "A418"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
@pytest.mark.parametrize(("ending", "code"), [("rar", "A463"), ("dta", "A462"), ("txt", "A464")])
def test_what_nobody_reads_is_named_though_its_name_is_no_text(tmp_path, ending, code):
    name = os.fsdecode(f"零售.{ending}".encode("gb18030"))
    assert unread(tmp_path, f"shop/{name}") == [(code, f"shop/零售.{ending}")]
