"""An XLSForm asks the same questions, and what is gathered with it is read without a mapping."""

import io
from pathlib import Path

import openpyxl
import pytest

from csatreport.base.errors import errors_among
from csatreport.making.inputs import examine
from csatreport.making.tools.forms import SheetOrder
from csatreport.making.tools.xlsform import make_xlsform
from tests.frames import frame_of
from tests.making.study import silent
from tests.paper.xlsform.shop import make_study

KOBO = (
    "date;unit;main/staff;main/staff_reason;main/queue;main/queue_reason;main/again;main/member;"
    "more/why;more/why/N1;more/why/P1;more/why/Q1;more/top_1;more/top_2;more/order;more/rivals_1;"
    "more/rivals_2;more/age;more/since;more/phone;more/say;_id;_uuid;_submission_time;_index\n"
    "2026-03-31;S001;C;等太久;A;;9;Y;N1 Q1;1;0;1;Q;P;Q P;永辉;;35;2020-01-02;138;很好;7;a-b;2026-04-01T01:02:03;1\n"
    "2026-03-05;S002;N;;;;0;N;;;;;;;;;;;;;;8;c-d;2026-03-05T01:02:03;2\n"
)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    study = make_study(tmp_path_factory.mktemp("study"))
    return make_xlsform(SheetOrder(study=study, questionnaire="shop"))


def rows(file: Path, sheet: str) -> list[dict[str, str]]:
    head, *rest = openpyxl.load_workbook(io.BytesIO(file.read_bytes()))[sheet].values
    return [{k: v for k, v in zip(head, row, strict=True) if v is not None} for row in rest]


def test_every_question_stands_in_the_survey_under_a_name_that_is_read_again(made):
    survey = rows(made[0], "survey")
    assert [(row["type"], row.get("name")) for row in survey] == [
        ("today", "date"), ("select_one units", "unit"), ("note", "intro"),
        ("begin_group", "main"),
        ("select_one staff", "staff"), ("text", "staff_reason"),
        ("select_one staff", "queue"), ("text", "queue_reason"),
        ("select_one rating_0_10", "again"), ("text", "again_reason"),
        ("select_one yes_no", "member"),
        ("end_group", None), ("begin_group", "more"),
        ("select_multiple why", "why"),
        ("select_one top", "top_1"), ("select_one top", "top_2"), ("rank order", "order"),
        ("text", "rivals_1"), ("text", "rivals_2"),
        ("decimal", "age"), ("date", "since"), ("text", "phone"), ("text", "say"),
        ("end_group", None),
    ]  # fmt: skip
    by_name = {row.get("name"): row for row in survey}
    assert by_name["staff"]["label::English (en)"] == "How was our staff?"
    assert by_name["staff_reason"]["relevant"] == "${staff} = 'C'"
    # Queueing is worded against the scale: whoever agrees is asked.
    assert by_name["queue_reason"]["relevant"] == "${queue} = 'A'"
    assert by_name["why"]["constraint"] == "count-selected(.) <= 2"
    assert by_name["top_2"]["constraint"] == ". != ${top_1}"
    assert by_name["age"]["constraint"] == ". >= 0 and . <= 120"
    assert by_name["unit"]["required"] == "yes"


def test_choices_are_shared_and_carry_what_they_mean(made):
    choices = rows(made[0], "choices")
    told = [(r["list_name"], r["name"], r.get("points"), r.get("valence")) for r in choices]
    assert told[:2] == [("units", "S001", None, None), ("units", "S002", None, None)]
    assert told[2:6] == [
        ("staff", "A", "3", "good"), ("staff", "B", "1.5", "neutral"),
        ("staff", "C", "0", "bad"), ("staff", "N", None, None),
    ]  # fmt: skip
    numbers = [row for row in choices if row["list_name"] == "rating_0_10"]
    assert [row["name"] for row in numbers] == [str(n) for n in range(11)]
    assert "一定不会" in numbers[0]["label::简体中文 (zh-Hans)"]


def test_the_form_has_an_id_a_version_and_a_language_and_the_same_bytes(made, tmp_path):
    (settings,) = rows(made[0], "settings")
    assert settings["form_id"] == "shop"
    assert settings["version"].startswith("1-")
    assert settings["default_language"] == "简体中文 (zh-Hans)"
    again, _ = make_xlsform(SheetOrder(study=make_study(tmp_path), questionnaire="shop"))
    assert again.read_bytes() == made[0].read_bytes()


def test_what_an_xlsform_cannot_say_is_listed(made):
    told = [(one.code, one.facts["key"], one.facts["item"]) for one in made[1]]
    assert told == [("F960", "picks", "top"), ("F960", "picks", "rivals")]


def test_a_form_for_one_unit_does_not_ask_for_it(tmp_path):
    order = SheetOrder(study=make_study(tmp_path), questionnaire="shop", unit="S002")
    survey = rows(make_xlsform(order)[0], "survey")
    assert survey[1] == {"type": "calculate", "name": "unit", "calculation": "'S002'"}


def test_answers_gathered_with_the_form_are_read_without_a_mapping(tmp_path):
    study = make_study(tmp_path)
    (study / "data/shop").mkdir(parents=True)
    (study / "data/shop/export.csv").write_text(KOBO, encoding="utf-8")
    found = examine(study, silent)
    assert errors_among(found.issues) == ()
    assert {i.code for i in found.answers} <= {"A455"}
    (wave,) = found.ledgers["shop"].responses.waves
    frame = frame_of(wave)
    told = {name: frame[name].tolist() for name in frame if not name.startswith("_")}
    assert told["staff"] == [2, -3]
    assert told["staff?"] == ["等太久", ""]
    assert (told["queue"], told["again"], told["member"]) == ([0, -1], [1, 10], [0, 1])
    assert told["why"] == [0b101, -1]
    assert (told["top"], told["order"]) == ([("Q", "P"), ()], [("Q", "P"), ()])
    assert told["rivals"] == [("永辉",), ()]
    assert (told["age"][0], told["say"]) == (35, ["很好", ""])
    assert [period.id for period in found.ledgers["shop"].base_periods] == ["2026-03"]
    assert [str(day)[:10] for day in frame["_date"]] == ["2026-03-31", "2026-03-05"]
    (file,) = found.files
    assert {c.header: c.why.value for c in file.unread_columns} == {
        "more/why/N1": "double", "more/why/P1": "double", "more/why/Q1": "double",
        "more/phone": "personal", "_id": "unknown", "_submission_time": "unknown", "_index": "unknown",
    }  # fmt: skip


def test_odk_takes_the_form(made):
    convert = pytest.importorskip("pyxform.xls2xform").convert
    found = convert(xlsform=str(made[0]))
    assert 'id="shop"' in found.xform
    assert [one for one in found.warnings if "machine-readable" not in one] == []
