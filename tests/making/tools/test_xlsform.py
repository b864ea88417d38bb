"""An XLSForm becomes a questionnaire that passes check, and gives back the one it was made of."""

import io
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from csatreport.answers.adopting.mapping_text import FileAnswers
from csatreport.answers.adopting.xlsform.conditions import asked_of, chosen_codes, limits
from csatreport.answers.adopting.xlsform.sheets import language_of
from csatreport.base.errors import StudyError, errors_among
from csatreport.making.tools.drafting import Drafting
from csatreport.making.tools.forms import SheetOrder
from csatreport.making.tools.xlsform import make_xlsform
from csatreport.study.item import Item, Kind
from csatreport.subjects.study import read_study
from tests.paper.xlsform.shop import make_study

SURVEY = [
    ("type", "name", "label::English (en)", "label::中文 (zh)", "label::Français (fr)", "hint::English (en)", "required", "relevant", "constraint", "parameters", "media::image"),
    ("start", "start"),
    ("select_one shops", "store", "Which store?", "哪家门店？"),
    ("note", "hello", "Hello there", "您好"),
    ("begin group", "Service", "Service", "服务"),
    ("select_one sat", "Staff-Care", "How was our staff?", "您对店员满意吗？", "Le personnel ?", "Think of today", "yes"),
    ("text", "staff_why", "What happened?", "发生了什么？", "", "", "", "selected(${Staff-Care}, 'c') or ${Staff-Care} = 'd'"),
    ("select one sat", "clean", "Was it clean?", "干净吗？"),
    ("range", "again", "Recommend us?", "会推荐吗？", "", "", "", "", "", "start=0 end=10 step=1"),
    ("text", "again_reason", "Why so low?", "为什么？", "", "", "", "${again} <= 6"),
    ("end group",),
    ("select_multiple why or_other", "why", "Why here?", "来店原因", "", "", "", "", "count-selected(.) < 3"),
    ("integer", "age", "Age", "年龄", "", "", "", "${clean} = 'a'", ". > 0 and . <= 120"),
    ("select_one sex", "sex", "Sex", "性别", "", "", "", "", "", "", "sex.png"),
    ("rank why", "top", "Put in order", "请排序"),
    ("geopoint", "where", "Where are you?", "您在哪里？"),
    ("text", "phone", "Your phone", "您的电话"),
    ("calculate", "x"),
]  # fmt: skip
CHOICES = [
    ("list_name", "name", "label::English (en)", "label::中文 (zh)"),
    ("shops", "S001", "People St.", "人民路店"), ("shops", "S002", "Willow St.", "柳树路店"),
    ("sat", "a", "Very satisfied", "非常满意"), ("sat", "b", "Satisfied", "满意"),
    ("sat", "c", "Dissatisfied", "不满意"), ("sat", "d", "Very dissatisfied", "非常不满意"),
    ("why", "near", "Near", "离家近"), ("why", "cheap and good", "Cheap", "便宜"),
    ("sex", "f", "Female", "女"), ("sex", "m", "Male", "男"),
]  # fmt: skip


def drafting(folder: Path, survey=SURVEY, choices=CHOICES, name="form.xlsx") -> Drafting:
    book = openpyxl.Workbook()
    book.remove(book.active)
    settings = [("form_title", "form_id"), ("Shoppers", "shoppers")]
    for sheet, rows in (("survey", survey), ("choices", choices), ("settings", settings)):
        page = book.create_sheet(sheet)
        for row in rows:
            page.append(row)
    content = io.BytesIO()
    book.save(content)
    return drafted(folder, content.getvalue(), name)


def drafted(folder: Path, content: bytes, name: str = "form.xlsx") -> Drafting:
    config = folder / "new" / "config"
    config.mkdir(parents=True)
    text = "name: {zh-Hans: 青禾超市, en: Qinghe}\nlanguages: [zh-Hans, en]\n"
    (config / "study.yaml").write_text(text, encoding="utf-8")
    (folder / name).write_bytes(content)
    return Drafting.open(folder / "new", folder / name, "shop")


def answered(drafting: Drafting, **said: str):
    asked = drafting.propose(FileAnswers()).questions
    answers = {one.key: one.offered[0].answer for one in asked} | said
    return drafting.propose(FileAnswers(answers=answers))


def items_of(folder: Path) -> tuple[Item, ...]:
    study, issues = read_study(folder)
    assert errors_among(issues) == ()
    assert study is not None
    return study.by_id["shop"].newest.items


@pytest.fixture
def foreign(tmp_path):
    made = drafting(tmp_path)
    draft = answered(made)
    made.settle(draft)
    return draft, {item.id: item for item in items_of(tmp_path / "new")}


def test_types_options_limits_and_languages_are_carried_over(foreign):
    _, items = foreign
    assert {name: item.kind for name, item in items.items()} == {
        "staff_care": Kind.CHOICE, "clean": Kind.CHOICE, "again": Kind.RATING,
        "why": Kind.SEVERAL, "age": Kind.NUMBER, "sex": Kind.CHOICE, "top": Kind.RANKED,
        "phone": Kind.TEXT,
    }  # fmt: skip
    assert items["clean"].text.texts == (("en", "Was it clean?"), ("zh-Hans", "干净吗？"))
    assert [(o.code, o.points, str(o.valence)) for o in items["clean"].options] == [
        ("a", 3, "good"), ("b", 2, "good"), ("c", 1, "bad"), ("d", 0, "bad"),
    ]  # fmt: skip
    assert [o.code for o in items["why"].options] == ["near", "c2", "other"]
    assert (items["why"].picks, items["age"].low, items["age"].high) == (2, 1, 120)
    assert (items["phone"].personal, items["sex"].scored) == (True, False)


def test_a_question_asked_of_some_options_is_a_follow_up(foreign):
    _, items = foreign
    staff, again = items["staff_care"].follow_up, items["again"].follow_up
    assert (sorted(staff.options), staff.text["en"]) == (["c", "d"], "What happened?")
    assert sorted(again.options) == ["0", "1", "2", "3", "4", "5", "6"]
    assert items["clean"].follow_up is None


def test_groups_are_sections_and_the_question_for_the_store_names_the_units(foreign):
    draft, _ = foreign
    assert "  - id: service\n" in draft.text
    assert 'title: {en: "Service", zh-Hans: "服务"}' in draft.text
    assert 'columns: {unit: "store"}' in draft.text
    assert "S002,Willow St.,all" in draft.units.decode("utf-8-sig")
    assert draft.left_out == ("start",)


def test_what_cannot_be_carried_over_is_listed_with_its_place(foreign):
    draft, _ = foreign
    told = {(o.code, o.facts.get("key") or o.facts["name"], o.source.row) for o in draft.issues}
    assert told == {
        ("A534", "label::Français (fr)", 1), ("A534", "note", 4), ("A534", "hint", 6),
        ("A534", "required", 6), ("A534", "relevant", 13), ("A534", "media::image", 14),
        ("A534", "geopoint", 16), ("A534", "calculate", 18),
        ("A536", "Staff-Care", 6), ("A536", "staff_why", 7), ("A536", "cheap and good", 9),
    }  # fmt: skip


def test_direction_is_asked_once_for_each_scale_and_for_ratings(tmp_path):
    made = drafting(tmp_path)
    assert [one.key for one in made.propose(FileAnswers()).questions] == ["scale:sat", "rating"]
    turned = answered(made, **{"scale:sat": "last", "rating": "low"}).text
    assert turned.index("Very dissatisfied") < turned.index("Very satisfied")
    assert "reversed: true" in turned
    with pytest.raises(StudyError, match="A500"):
        made.settle(made.propose(FileAnswers()))


@pytest.mark.parametrize(
    ("kind", "name"),
    [("begin repeat", "people"), ("select_one_from_file shops.csv", "q"), ("select_one none", "q"),
     ("select_one ${people}", "q"), ("end group", "x")],
)  # fmt: skip
def test_what_no_questionnaire_can_ask_is_refused_with_its_row(tmp_path, kind, name):
    made = drafting(tmp_path, survey=[*SURVEY, (kind, name)])
    with pytest.raises(StudyError, match=r"survey\]:19 A535"):
        made.propose(FileAnswers())


def test_the_questionnaire_that_a_form_was_made_of_comes_back(tmp_path):
    first = make_study(tmp_path / "first")
    file, _ = make_xlsform(SheetOrder(study=first, questionnaire="shop"))
    made = drafted(tmp_path, file.read_bytes())
    draft = made.propose(FileAnswers())
    assert (draft.questions, draft.issues) == ((), ())
    made.settle(draft)
    before, after = items_of(first), items_of(tmp_path / "new")
    assert [one.id for one in after] == [one.id for one in before]
    for was, now in zip(before, after, strict=True):
        assert now == replace(was, series=now.series)
    # Made again of what was read, it is the same form.
    again, _ = make_xlsform(SheetOrder(study=tmp_path / "new", questionnaire="shop"))
    sheets = [openpyxl.load_workbook(one)["survey"].values for one in (file, again)]
    assert [*sheets[1]][1:] == [*sheets[0]][1:]


def test_conditions_are_understood_whole_or_not_at_all():
    codes = ["1", "2", "3", "9"]
    assert chosen_codes("${q}='1' or selected(${q}, '3')", codes) == ("1", "3")
    assert chosen_codes("${q} > 1 and ${q} < 9", codes) == ("2", "3")
    assert chosen_codes("(${q} != '9')", codes) == ("1", "2", "3")
    assert asked_of("${a} = '1' and ${b} = '2'") == ""
    assert chosen_codes("${q} = '1' or string-length(${q}) > 3", codes) == ()
    assert limits(". >= 1 or . = 99", whole=True) is None
    assert limits(". > 1.5", whole=False) is None


@pytest.mark.parametrize(
    ("name", "language"),
    [("English (en)", "en"), ("English", "en"), ("中文", "zh-Hans"), ("Chinese (zh-TW)", "zh-Hant"),
     ("繁體中文 (zh_HK)", "zh-Hant"), ("Français (fr)", "?")],
)  # fmt: skip
def test_languages_are_known_by_code_and_name(name, language):
    assert language_of(name) == language
