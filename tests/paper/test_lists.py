"""Plans and lists of customers are read as people write them, and every fault has its row."""

from __future__ import annotations

import pytest

from csatreport.base.errors import StudyError
from csatreport.making.tools.forms import find_questionnaire
from csatreport.paper.lists import read_addresses, read_customers, read_plan
from csatreport.paper.register import Wanted
from tests.paper.study import make_study


@pytest.fixture
def units(tmp_path):
    return find_questionnaire(make_study(tmp_path / "study"), "kinds").units


def written(tmp_path, text: str):
    file = tmp_path / "list.csv"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_plan_names_units_by_id_or_by_name(tmp_path, units):
    plan = read_plan(written(tmp_path, "单位,名称,份数\nS1,北店,12\n南店,,3\n"), units)
    assert plan == (Wanted(copies=12, unit="S1"), Wanted(copies=3, unit="S2"))


def test_customers_have_a_form_each(tmp_path, units):
    found = read_customers(
        written(tmp_path, "id,name,unit\nK1,清河商行,S1\nK2,Corner Inc.,\n"), units
    )
    assert found == (
        Wanted(copies=1, unit="S1", id="K1", name="清河商行"),
        Wanted(copies=1, unit="", id="K2", name="Corner Inc."),
    )


def test_addresses_may_have_gaps(tmp_path):
    assert read_addresses(written(tmp_path, "address\n1 High St\n\n2 High St\n")) == (
        "1 High St",
        "2 High St",
    )


@pytest.mark.parametrize(
    ("read", "text", "faults"),
    [
        (read_plan, "unit,forms\nS1,0\nS9,5\nS2,many\n", [("F915", 2), ("F919", 3), ("F915", 4)]),
        (read_plan, "unit,number\nS1,4\n", [("F914", None)]),
        (read_plan, "unit,forms\n", [("F921", None)]),
        (read_customers, "id,name\nK1,a\nK2,b\nK1,c\n", [("F913", 4)]),
        (read_customers, "id,name,unit\nK1,a,S7\n", [("F919", 2)]),
        (read_customers, "name\na\n", [("F914", None)]),
        (read_customers, "id,name\nK1,a\nK2,\U000f1234\n", [("F922", 3)]),
    ],
)
def test_every_fault_of_a_list_is_told_with_its_row(tmp_path, units, read, text, faults):
    with pytest.raises(StudyError) as caught:
        read(written(tmp_path, text), units)
    assert [(issue.code, issue.source.row) for issue in caught.value.issues] == faults


def test_a_list_that_is_no_table_is_refused(tmp_path, units):
    file = tmp_path / "list.xlsx"
    file.write_bytes(b"no workbook")
    with pytest.raises(StudyError):
        read_plan(file, units)
