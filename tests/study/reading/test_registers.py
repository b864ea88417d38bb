"""Descriptions of registers: what they may say, and what does not fit the study."""

from __future__ import annotations

import pytest

from csatreport.study.format.schema import formats
from csatreport.study.reading.registers import read_registers
from csatreport.study.register import RegisterKind
from csatreport.subjects.complaints.settings import ComplaintRule
from csatreport.subjects.kano.settings import KanoRule
from csatreport.subjects.study import own_settings, read_study

FILE = "config/registers/shop-complaints.yaml"
GOOD = """\
kind: complaints
questionnaire: shop
columns: {received: 收到}
codes: {channel: {电话: phone}}
handling: seven
answer_days: 2
causes: [{id: service, label: S}, {id: rude, label: R, parent: service}]
"""


def read(write, **files: str):
    folder = write(files)
    study, issues = read_study(folder)
    assert study is not None, issues
    return read_registers(folder, study, own_settings())


def test_a_register_is_read_with_every_default(write):
    (found,), issues = read(write, **{FILE: GOOD})
    assert issues == ()
    assert (found.kind, found.files, found.settings_of(ComplaintRule).times) == (
        RegisterKind.COMPLAINTS,
        "shop-complaints*",
        3,
    )
    assert [step.id for step in found.steps][:2] == ["encouraged", "understood"]
    assert found.codes == (("channel", (("电话", "phone"),)),)
    assert found.label("rude")["en"] == "R"
    assert found.label("unknown")["en"] == "unknown"


def test_what_is_set_in_another_kind_of_file_is_not_answered_with_a_default(write):
    folder = write({FILE: GOOD})
    study, _ = read_study(folder)
    (found,), _ = read_registers(folder, study, own_settings())
    asked = study.questionnaires[0]
    assert asked.settings_of(KanoRule).pouliot is False
    for file, made in ((found, KanoRule), (asked, ComplaintRule)):
        with pytest.raises(TypeError, match=made.__name__):
            file.settings_of(made)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("parent: service", "parent: nothing", "C322"),
        ("{id: service, label: S}", "{id: service, label: S, parent: rude}", "C322"),
        ("kind: complaints", "kind: complaint", "C139"),
        ("handling: seven", "handling: [{id: a, label: A}, {id: a, label: B}]", "C234"),
        ("handling: seven", "files: ../secret*", "C296"),
        ("columns: {received: 收到}", "columns: {recieved: 收到}", "C324"),
        ("codes: {channel:", "codes: {chanel:", "C324"),
        ("handling: seven", "handling: [{id: resolved, label: R}]", "C325"),
        ("answer_days: 2", "answer_days: 9\nresolve_days: 5", "C326"),
        ("answer_days: 2", "escalations: [fone]", "C327"),
        ("answer_days: 2", "iceberg: 0", "C135"),
    ],
)
def test_what_does_not_fit_is_an_error_with_its_line(write, old: str, new: str, code: str):
    registers, issues = read(write, **{FILE: GOOD.replace(old, new)})
    assert registers == ()
    assert {issue.code for issue in issues} == {code}
    assert all(issue.source.line for issue in issues)


KEYS = formats(own_settings())["register"].keys
FOREIGN = [
    (kind, key) for kind in RegisterKind for key in KEYS if key.kinds and kind not in key.kinds
]


@pytest.mark.parametrize(("kind", "key"), FOREIGN, ids=lambda one: getattr(one, "name", one))
def test_a_key_of_another_kind_is_refused_with_its_place_and_where_it_belongs(write, kind, key):
    text = f"kind: {kind}\nquestionnaire: shop\n{key.example}\n"
    registers, issues = read(write, **{FILE: text})
    assert registers == ()
    (issue,) = [one for one in issues if one.code == "C328"]
    assert (issue.source.line, issue.facts["key"], issue.facts["kind"]) == (3, key.name, str(kind))
    assert issue.facts["kinds"] == ", ".join(sorted(key.kinds))


def test_a_register_of_defects_takes_no_rules_of_complaints_or_visits():
    refused = {key.name for kind, key in FOREIGN if kind is RegisterKind.DEFECTS}
    assert {"composite", "checklist", "answer_days", "iceberg"} < refused
    own = {key.name for key in KEYS} - refused
    assert own == {"kind", "questionnaire", "files", "columns", "codes", "labels", "date_format"}


def test_two_registers_of_a_kind_for_one_questionnaire_are_one_too_many(write):
    _, issues = read(write, **{FILE: GOOD, "config/registers/shop-more.yaml": GOOD})
    assert [issue.code for issue in issues] == ["C321"]


def test_steps_may_be_ones_own(write):
    own = GOOD.replace("handling: seven", "handling: [{id: called, label: Called}]")
    (found,), _ = read(write, **{FILE: own})
    assert [step.id for step in found.steps] == ["called"]


def test_a_register_of_a_questionnaire_that_is_not_there_is_left_aside(write):
    """As when somebody begins with the sample and puts in a questionnaire of their own."""
    registers, issues = read(
        write, **{FILE: GOOD.replace("questionnaire: shop", "questionnaire: x")}
    )
    assert registers == ()
    assert [(issue.code, issue.severity.value) for issue in issues] == [("C323", "warning")]
