"""A questionnaire is drafted from a file, passes check, and its answers are then taken in."""

from pathlib import Path

import pytest

from csatreport.answers.adopting.mapping_text import FileAnswers
from csatreport.base.errors import StudyError, errors_among
from csatreport.making.tools.adopting import Adoption
from csatreport.making.tools.drafting import Drafting
from csatreport.study.item import Kind
from csatreport.subjects.study import read_study
from tests.answers.platforms.shapes import Shape, all_shapes
from tests.tables.savs import write_sav

SHAPES = all_shapes()


def _draft(tmp_path: Path, name: str, content: bytes) -> Drafting:
    config = tmp_path / "study" / "config"
    config.mkdir(parents=True)
    study = "name: 青禾超市\nlanguages: [zh-Hans]\ntimezone: Asia/Shanghai\n"
    (config / "study.yaml").write_text(study, encoding="utf-8")
    (tmp_path / name).write_bytes(content)
    return Drafting.open(tmp_path / "study", tmp_path / name, "shop")


def _answers(drafting: Drafting) -> FileAnswers:
    asked = drafting.propose(FileAnswers()).questions
    return FileAnswers(answers={one.key: one.offered[0].answer for one in asked})


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_the_draft_of_every_shape_passes_check(tmp_path, shape: Shape):
    drafting = _draft(tmp_path, shape.file, shape.content)
    drafting.settle(drafting.propose(_answers(drafting)))
    study, issues = read_study(tmp_path / "study")
    assert (study is not None, errors_among(issues)) == (True, ())


def _of_wjx(tmp_path: Path) -> Drafting:
    shape = next(shape for shape in SHAPES if shape.name == "wjx-text")
    return _draft(tmp_path, shape.file, shape.content)


def test_kinds_options_and_order_come_from_the_values(tmp_path):
    draft = _of_wjx(tmp_path).propose(FileAnswers())
    assert [(item.kind, item.options) for item in draft.items] == [
        (Kind.CHOICE, ("非常满意", "满意", "不满意")),
        (Kind.CHOICE, ("满意", "一般")),
        (Kind.SEVERAL, ("离家近", "价格低", "品种全", "其他")),
        (Kind.RATING, ()),
        (Kind.TEXT, ()),
    ]
    assert draft.items[0].text == "您对店员的服务态度满意吗？"


def test_one_scale_is_shared_and_asked_about_once(tmp_path):
    drafting = _of_wjx(tmp_path)
    draft = drafting.propose(FileAnswers())
    assert [one.key for one in draft.questions] == ["scale:scale1", "rating"]
    assert draft.text.count("scale: scale1") == 2
    assert '{code: C, label: "一般", points: 1, valence: neutral}' in draft.text
    turned = drafting.propose(FileAnswers(answers={"scale:scale1": "last", "rating": "low"}))
    assert '{code: A, label: "不满意", points: 3, valence: good}' in turned.text
    assert "reversed: true" in turned.text


def test_unanswered_it_is_refused_and_what_is_there_is_never_written_over(tmp_path):
    drafting = _of_wjx(tmp_path)
    with pytest.raises(StudyError, match="A500"):
        drafting.settle(drafting.propose(FileAnswers()))
    drafting.settle(drafting.propose(_answers(drafting)))
    with pytest.raises(StudyError, match="A510"):
        Drafting.open(tmp_path / "study", drafting.source, "shop")
    with pytest.raises(StudyError, match="C153"):
        Drafting.open(tmp_path / "study", drafting.source, "../shop")


def test_after_the_draft_the_file_is_adopted_with_every_row_and_question(tmp_path):
    drafting = _of_wjx(tmp_path)
    drafting.settle(drafting.propose(_answers(drafting)))
    proposal = Adoption.open(tmp_path / "study", drafting.source).propose(FileAnswers())
    assert (proposal.open, proposal.kept) == ((), 3)
    read = [column.target for column in proposal.columns if column.target]
    assert read == ["id", "date", "seconds", "unit", "q1", "q2", "q3", "q4", "q5"]


@pytest.mark.parametrize("name", ["qualtrics", "surveymonkey", "excel-title"])
def test_wordings_are_found_below_titles_and_among_several_header_rows(tmp_path, name):
    shape = next(shape for shape in SHAPES if shape.name == name)
    draft = _draft(tmp_path, shape.file, shape.content).propose(FileAnswers())
    assert len([item for item in draft.items if "Text" not in item.text]) == 5
    assert draft.units is not None


@pytest.mark.parametrize("name", ["tencent", "lime-text", "surveymonkey", "wjx-codes"])
def test_columns_of_single_options_are_one_question(tmp_path, name):
    shape = next(shape for shape in SHAPES if shape.name == name)
    draft = _draft(tmp_path, shape.file, shape.content).propose(FileAnswers())
    (several,) = [item for item in draft.items if item.kind is Kind.SEVERAL]
    assert several.options[:3] == ("离家近", "价格低", "品种全")


def test_a_file_that_says_its_words_is_drafted_from_them(tmp_path):
    labels = {1: "非常满意", 2: "满意", 3: "不满意", 9: "不知道"}
    columns = {
        "STAFF": [2, 2, 9],
        "Q2": [7, 7, 8],
        "SEX": [1, 1, 1],
        "门店": ["东店", "东店", "西店"],
    }
    made = write_sav(
        tmp_path / "made.sav", columns,
        column_labels={"STAFF": "您对店员满意吗？", "Q2": "您会推荐吗？", "SEX": None, "门店": None},
        variable_value_labels={"STAFF": labels, "Q2": {10: "一定会"}, "SEX": {2: "男", 1: "女"}},
        missing_ranges={"STAFF": [9]},
    )  # fmt: skip
    drafting = _draft(tmp_path, "2026-10.sav", made.read_bytes())
    draft = drafting.propose(_answers(drafting))
    assert [(item.id, item.text, item.kind, item.options) for item in draft.items] == [
        ("staff", "您对店员满意吗？", Kind.CHOICE, ("非常满意", "满意", "不满意")),
        ("q2", "您会推荐吗？", Kind.RATING, ()),
        ("sex", "SEX", Kind.CHOICE, ("女", "男")),
    ]
    drafting.settle(draft)
    proposal = Adoption.open(tmp_path / "study", drafting.source).propose(FileAnswers())
    assert (proposal.platform.platform, proposal.open, proposal.kept) == ("spss", (), 3)
    assert [column.target for column in proposal.columns] == ["staff", "q2", "sex", "unit"]


@pytest.mark.parametrize(
    ("content", "kinds"),
    [
        ("has_car,has_bike\n1,0\n0,1\n", [("has", Kind.SEVERAL)]),
        ("KEY,meta-instanceID,corner-Latitude,x_timestamp,x_complete,面积\na,b,1.5,2026-03-05,2,3.5\nc,d,2.5,,0,4.25\n",
         [("面积", Kind.NUMBER)]),
        ("可开车来\n1\n0\n", [("可开车来", Kind.CHOICE)]),
        ("请评价—服务,请评价—卫生\n满意,一般\n一般,满意\n", [("服务", Kind.CHOICE), ("卫生", Kind.CHOICE)]),
        ("满意度,,说说\n服务,卫生,\n满意,一般,好\n一般,满意,不错的店\n",
         [("服务", Kind.CHOICE), ("卫生", Kind.CHOICE), ("说说", Kind.TEXT)]),
        ("原因,,\n近,便宜,全\n√,,√\n,√,\n", [("原因", Kind.SEVERAL)]),
        ("1.原因:近,1.原因:便宜\n●,○\n○,●\n", [("原因", Kind.SEVERAL)]),
        # What Google and Microsoft write of several ticks; a sentence with a comma is no list.
        ('Why?\n"near, cheap"\nnear\n"cheap, near, kind"\n"kind, near"\n', [("Why", Kind.SEVERAL)]),
        ("Why?\nnear;cheap;\nnear;\ncheap;near;kind;\nkind;\n", [("Why", Kind.SEVERAL)]),
        ('Why?\n"Well, it is near"\n"Well, it is cheap"\nNo idea\n', [("Why", Kind.TEXT)]),
    ],
)  # fmt: skip
def test_ticks_matrices_and_two_header_rows_are_understood(tmp_path, content, kinds):
    drafting = _draft(tmp_path, "a.csv", content.encode())
    draft = drafting.propose(_answers(drafting))
    assert [(item.text, item.kind) for item in draft.items] == kinds
    drafting.settle(draft)
    study, issues = read_study(tmp_path / "study")
    assert (study is not None, errors_among(issues)) == (True, ())
