"""A kept geometry is believed only as long as it says what was printed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from csatreport.base.errors import StudyError
from csatreport.making.tools.forms import PrintOrder, print_forms
from csatreport.paper.keep import geometry_file, keep_geometry, kept_geometry
from csatreport.paper.model import Geometry
from csatreport.paper.register import read_register
from tests.paper.study import form_of, make_study


@pytest.fixture
def study(tmp_path) -> Path:
    return make_study(tmp_path / "study")


@pytest.fixture
def kept(study) -> tuple[Geometry, Path]:
    geometry = form_of(study)[1].geometry
    return geometry, keep_geometry(geometry, study)


def changed(file: Path, change) -> None:
    data = json.loads(file.read_text("utf-8"))
    change(data)
    file.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")


def swap_codes(data) -> None:
    one, other = [box for box in data["boxes"] if box["item"] == "range"][:2]
    one["option"], other["option"] = other["option"], one["option"]


def move_a_box(data) -> None:
    data["boxes"][0]["rect"][0] += 0.5


def rename_a_field(data) -> None:
    next(f for f in data["fields"] if f["item"] == "words")["item"] = "visits"


def move_a_mark(data) -> None:
    data["marks"]["corners"][0][0] += 1


def code_of_a_form(geometry: Geometry, study: Path) -> str:
    with pytest.raises(StudyError) as caught:
        kept_geometry(study, geometry.form)
    (issue,) = caught.value.issues
    assert issue.source.file == f"data/forms/{geometry.form}.geometry.json"
    return issue.code


def test_a_geometry_comes_back_as_it_was_kept(study, kept):
    assert kept_geometry(study, kept[0].form) == kept[0]


@pytest.mark.parametrize("change", [swap_codes, move_a_box, rename_a_field, move_a_mark])
def test_a_change_in_its_file_is_found_when_it_is_read(study, kept, change):
    changed(kept[1], change)
    assert code_of_a_form(kept[0], study) == "F935"


@pytest.mark.parametrize("change", [swap_codes, move_a_box, rename_a_field])
def test_a_file_of_an_earlier_version_is_held_against_its_fingerprint(study, kept, change):
    changed(kept[1], lambda data: data.pop("sha256"))
    assert kept_geometry(study, kept[0].form) == kept[0]
    changed(kept[1], change)
    assert code_of_a_form(kept[0], study) == "F935"


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", '{"boxes": 1', "\x00"])
def test_a_damaged_file_is_told(study, kept, text):
    kept[1].write_text(text, encoding="utf-8")
    assert code_of_a_form(kept[0], study) == "F935"


def test_a_file_under_the_name_of_another_form_is_told(study, kept):
    other = form_of(study, language="en")[1].geometry
    geometry_file(study, other.form).write_bytes(kept[1].read_bytes())
    assert code_of_a_form(other, study) == "F935"


def test_spaces_and_whole_numbers_of_an_editor_are_no_change(study, kept):
    changed(kept[1], lambda data: data.pop("sha256"))
    kept[1].write_text(kept[1].read_text("utf-8").replace(".0,", ","), encoding="utf-8")
    assert kept_geometry(study, kept[0].form) == kept[0]


@pytest.mark.parametrize("name", ["../forms/x", "", "*", "/etc/passwd"])
def test_a_name_from_elsewhere_opens_no_other_file(study, kept, name):
    assert kept[1].is_file()
    assert kept_geometry(study, name) is None


def test_nothing_is_printed_over_a_changed_geometry_and_no_number_taken(study, kept):
    changed(kept[1], swap_codes)
    with pytest.raises(StudyError) as caught:
        print_forms(PrintOrder(study=study, questionnaire="kinds", copies=3, out=study / "f.pdf"))
    assert [issue.code for issue in caught.value.issues] == ["F935"]
    assert read_register(study) == ()
    assert not (study / "f.pdf").exists()
