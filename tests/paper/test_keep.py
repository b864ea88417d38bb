"""A kept geometry is believed only as long as it says what was printed."""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path

import pytest
from pypdf import PdfReader

from csatreport.base.errors import StudyError
from csatreport.making.tools.forms import PrintOrder, print_forms
from csatreport.paper.keep import from_data, geometry_file, keep_geometry, kept_geometry
from csatreport.paper.model import Geometry
from csatreport.paper.register import read_register
from tests.paper.study import form_of, make_study


@pytest.fixture
def study(tmp_path) -> Path:
    return make_study(tmp_path / "study")


@pytest.fixture
def kept(study) -> tuple[Geometry, Path]:
    form = form_of(study)[1]
    return form.geometry, keep_geometry(form, study)


@pytest.fixture
def earlier(study) -> tuple[Geometry, Path]:
    """Return a geometry that an earlier version of the program kept of this form."""
    (held,) = Path(__file__).parent.glob("kinds-*.geometry.json")
    file = geometry_file(study, held.name.partition(".")[0])
    file.parent.mkdir(parents=True)
    file.write_bytes(held.read_bytes())
    return from_data(json.loads(held.read_bytes())), file


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


def move_a_label(data) -> None:
    data["labels"][0]["rect"][0] += 0.5


def take_another_blank(data) -> None:
    data["blank"] = "0" * 64


def turn_options_round(data) -> None:
    next(one for one in data["items"] if one["id"] == "range")["options"].reverse()


def take_for_earlier(data) -> None:
    data.pop("sha256")
    data["version"] = 1


def code_of_a_form(geometry: Geometry, study: Path) -> str:
    with pytest.raises(StudyError) as caught:
        kept_geometry(study, geometry.form)
    (issue,) = caught.value.issues
    assert issue.source.file == f"data/forms/{geometry.form}.geometry.json"
    return issue.code


def test_a_geometry_comes_back_as_it_was_kept(study, kept):
    assert kept_geometry(study, kept[0].form) == kept[0]


@pytest.mark.parametrize("change", [swap_codes, move_a_box, rename_a_field, move_a_mark, move_a_label, take_another_blank,
                                    take_for_earlier, turn_options_round, lambda data: data.pop("sha256")])  # fmt: skip
def test_a_change_in_its_file_is_found_when_it_is_read(study, kept, change):
    changed(kept[1], change)
    assert code_of_a_form(kept[0], study) == "F935"


@pytest.mark.parametrize("change", [swap_codes, move_a_box, rename_a_field])
def test_a_file_of_an_earlier_version_is_read_as_before(study, earlier, change):
    geometry, file = earlier
    for way in (lambda _: None, lambda data: data.pop("sha256")):
        changed(file, way)
        assert kept_geometry(study, geometry.form) == geometry
        assert (geometry.version, geometry.blank, geometry.items) == (1, "", ())
    changed(file, change)
    assert code_of_a_form(geometry, study) == "F935"


@pytest.mark.parametrize("change", [Path.unlink, lambda file: file.write_bytes(b"%PDF-1.7")])
def test_a_blank_page_that_is_gone_or_another_is_told_when_it_is_read_and_when_it_is_printed(
    study, kept, change
):
    blank = kept[1].with_name(f"{kept[0].form}.blank.pdf")
    change(blank)
    with pytest.raises(StudyError) as caught:
        kept_geometry(study, kept[0].form)
    assert str(caught.value.issues[0].source) == f"data/forms/{blank.name}"
    with pytest.raises(StudyError):
        print_forms(PrintOrder(study=study, questionnaire="kinds", out=study / "f.pdf"))


def test_a_machine_needs_the_files_alone(kept):
    told = json.loads(kept[1].read_bytes())
    assert {one["id"] for one in told["items"]} >= {one["item"] for one in told["boxes"]}
    (media,) = [one for one in told["items"] if one["id"] == "media"]
    assert media == {"id": "media", "kind": "several", "options": ["paper", "web", "friends"]}
    labelled = {(one["item"], one["option"]) for one in told["labels"]}
    assert ("staff", "N") in labelled
    assert [one["page"] for one in told["pictures"]] == [1]
    marks = told["marks"]
    assert (marks["version"], marks["frame"], len(marks["strip_parts"])) == (2, 0.45, 13)
    blank = kept[1].with_name(f"{kept[0].form}.blank.pdf").read_bytes()
    assert hashlib.sha256(blank).hexdigest() == told["blank"]
    assert len(PdfReader(io.BytesIO(blank)).pages) == told["pages"]


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", '{"boxes": 1', "\x00"])
def test_a_damaged_file_is_told(study, kept, text):
    kept[1].write_text(text, encoding="utf-8")
    assert code_of_a_form(kept[0], study) == "F935"


def test_a_file_under_the_name_of_another_form_is_told(study, kept):
    other = form_of(study, language="en")[1].geometry
    geometry_file(study, other.form).write_bytes(kept[1].read_bytes())
    assert code_of_a_form(other, study) == "F935"


def test_spaces_and_whole_numbers_of_an_editor_are_no_change(study, earlier):
    geometry, file = earlier
    changed(file, lambda data: data.pop("sha256"))
    file.write_text(file.read_text("utf-8").replace(".0,", ", "), encoding="utf-8")
    assert kept_geometry(study, geometry.form) == geometry


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
