"""A form that would not be read back, or does not fit, is refused with its place: nothing is printed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from csatreport.base.errors import ExitCode, StudyError
from csatreport.base.resources import shipped
from csatreport.making.tools.forms import PrintOrder, print_forms
from tests.paper.study import QUESTIONNAIRE, make_study

TEMPLATES = shipped("templates")


def printing(study: Path, **more) -> list[tuple[str, str]]:
    """Try to print and return (code, place) of what was wrong."""
    with pytest.raises(StudyError) as caught:
        print_forms(PrintOrder(study=study, questionnaire="kinds", copies=2, **more))
    assert not (study / "build" / "forms").exists()
    assert not list((study / "data" / "forms").glob("*"))
    return [(issue.code, str(issue.source)) for issue in caught.value.issues]


def with_template(folder: Path, name: str, *changes: tuple[str, str]) -> Path:
    """Make the study with a template of its own: the shipped one, changed."""
    text = (TEMPLATES / name).read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return make_study(folder, **{f"templates/{name}": text})


CSS = "assets/form.css"


@pytest.mark.parametrize(
    ("name", "change", "code"),
    [
        (CSS, ("i { display: block; width: 5mm; height: 5mm;", "i { display: block; width: 4mm; height: 4mm;"), "F901"),
        (CSS, (".cell i { position: absolute; left: 0;", ".cell i { position: absolute; left: -14mm;"), "F902"),
        (CSS, (".lab { position: absolute; left: 8mm;", ".lab { position: absolute; left: 6mm;"), "F903"),
        (CSS, (".grid tbody td { height: 9.4mm;", ".grid tbody td { height: 6mm;"), "F904"),
        ("form.html.j2", ('<i id="b:{{ c.name }}"></i>', "<i></i>"), "F907"),
        (CSS, ("@page :first { margin-top: 20mm;", "@page :first { margin-top: 14mm;"), "F909"),
        (CSS, ("html { color: #000;", "html { color: #555;"), "F910"),
    ],
)  # fmt: skip
def test_a_template_that_breaks_the_geometry_is_refused(tmp_path, name, change, code):
    if code == "F904":
        change = (change[0], change[1] + " line-height: 0;")
        more = [
            (
                ".grid tbody th {",
                ".grid tbody th { padding: 0 !important; line-height: 3mm !important;",
            )
        ]
    elif code == "F909":
        more = [
            (".head { margin: .6mm 0 1.2mm;", ".head { position: absolute; top: 5mm; width: 164mm;")
        ]
    else:
        more = []
    found = printing(with_template(tmp_path, name, change, *more))
    assert code in {one for one, _ in found}


def test_a_wording_too_long_for_its_space_is_named_by_its_line(tmp_path):
    long = QUESTIONNAIRE.replace("zh-Hans: 店员的态度", "zh-Hans: " + "店员的态度怎么样" * 30)
    ((code, place),) = printing(make_study(tmp_path, long))
    line = next(n for n, text in enumerate(long.splitlines(), 1) if "id: staff" in text)
    assert (code, place.split(":")[:2]) == ("F906", ["config/questionnaires/kinds.yaml", str(line)])


def test_an_option_too_wide_for_its_line_is_named(tmp_path):
    wide = QUESTIONNAIRE.replace("zh-Hans: 朋友", "zh-Hans: " + "朋友和亲戚都说过的" * 7)
    found = printing(make_study(tmp_path, wide))
    assert ("F905", "config/questionnaires/kinds.yaml") in {
        (code, re.sub(r":\d+", "", place)) for code, place in found
    }


def test_a_character_no_font_has_is_named_before_anything_is_printed(tmp_path):
    strange = QUESTIONNAIRE.replace("还想说什么", "还想说什么\U000f1234")
    ((code, place),) = printing(make_study(tmp_path, strange))
    assert code == "C297"
    assert place.startswith("config/questionnaires/kinds.yaml:")


def test_a_template_that_asks_for_a_file_elsewhere_is_refused(tmp_path):
    study = with_template(
        tmp_path, "form.html.j2", ("<body", '<body style="background:url(/etc/passwd)"')
    )
    ((code, _),) = printing(study)
    assert code in {"R501", "R503"}


def test_texts_are_never_markup(tmp_path):
    evil = QUESTIONNAIRE.replace(
        "zh-Hans: 谢谢您。", "zh-Hans: '<img src=x><script>{{ 1/0 }}</script>'"
    )
    printed = print_forms(PrintOrder(study=make_study(tmp_path, evil), questionnaire="kinds"))
    assert printed.file.is_file()


@pytest.mark.parametrize(("more", "code"), [({"edition": "9"}, "B601"), ({"unit": "S9"}, "B601")])
def test_a_name_that_is_not_known_is_refused(tmp_path, more, code):
    ((found, _),) = printing(make_study(tmp_path), **more)
    assert found == code


def test_an_error_of_the_configuration_stops_the_printing(tmp_path):
    broken = make_study(tmp_path, QUESTIONNAIRE.replace("every: month", "every: moon"))
    with pytest.raises(StudyError) as caught:
        print_forms(PrintOrder(study=broken, questionnaire="kinds"))
    assert caught.value.exit_code == ExitCode.USAGE
