"""A file that nobody has seen before is looked at, asked about, and adopted."""

from pathlib import Path
from zipfile import ZipFile

import pytest

from csatreport.answers.adopting.mapping_text import FileAnswers
from csatreport.base.errors import Issue, StudyError, errors_among
from csatreport.making.tools.adopting import Adoption
from tests.answers.platforms.reading import in_codes, make_study, read_shop, what_is_read
from tests.answers.platforms.shapes import RIGHT, Shape, all_shapes

SHAPES = all_shapes()
ASKED = {
    "wjx-codes": {"numbers": "positions"},
    "wjx-scores": {"numbers": "scores"},
    "redcap-raw": {"numbers": "positions"},
    "code-and-label": {"value:clean:X": "not_applicable"},
}
"""What a person answers about each shape; nothing about all others."""
PLATFORM = {"wjx": "wjx", "google": "google", "lime": "limesurvey", "excel": "by_hand"}


def _outside(folder: Path, shape: Shape) -> Path:
    file = folder / "downloads" / shape.file
    file.parent.mkdir()
    file.write_bytes(shape.content)
    return file


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_every_shape_is_adopted_from_nothing_to_right_answers(tmp_path, shape):
    study = make_study(tmp_path / "study")
    adoption = Adoption.open(study, _outside(tmp_path, shape))
    said = FileAnswers(answers=ASKED.get(shape.name, {}))
    first = adoption.propose(FileAnswers())
    assert {question.key for question in first.questions} == set(said.answers)
    proposal = adoption.propose(said)
    assert (proposal.questions, errors_among(proposal.issues)) == ((), ())
    platform = PLATFORM.get(shape.name.split("-")[0], shape.name.split("-")[0])
    assert proposal.platform.platform == {"code": "by_hand"}.get(platform, platform)
    written = adoption.settle(proposal, said)
    assert len(written) == 2
    responses = read_shop(study)
    assert errors_among(responses.intake.issues) == ()
    assert what_is_read(responses) == RIGHT


def test_an_archive_is_adopted_whole(tmp_path):
    months = {"一月.csv": ROW.replace("03-05", "01-05"), "三月.csv": ROW}
    with ZipFile(tmp_path / "export.zip", "w") as packed:
        for name, row in months.items():
            packed.writestr(name, HEAD + row)
    study = make_study(tmp_path / "study")
    adoption = Adoption.open(study, tmp_path / "export.zip")
    proposal = adoption.propose(FileAnswers())
    assert (proposal.open, proposal.read, proposal.kept) == ((), 2, 2)
    assert adoption.settle(proposal, FileAnswers())[-1] == "data/shop/export.zip"
    responses = read_shop(study)
    assert errors_among(responses.intake.issues) == ()
    assert [one.kept for one in responses.intake.files] == [1, 1]


def test_an_archive_without_a_table_is_refused(tmp_path):
    with ZipFile(tmp_path / "export.zip", "w") as packed:
        packed.writestr("readme.md", "nothing")
    with pytest.raises(StudyError) as refused:
        Adoption.open(make_study(tmp_path / "study"), tmp_path / "export.zip")
    assert [one.code for one in refused.value.issues] == ["A526"]


HEAD = "门店,日期,服务态度,环境卫生,来店原因,总体评分,意见\n"
ROW = "人民路店,2026-03-05,满意,一般,价格低,4,慢\n"


def _look(tmp_path: Path, text: str, name: str = "export.csv", *, zone: bool = True) -> Adoption:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    return Adoption.open(make_study(tmp_path / "study", zone=zone), file)


def test_months_and_days_that_could_be_either_are_asked_once(tmp_path):
    adoption = _look(tmp_path, HEAD + ROW.replace("2026-03-05", "3/5/2026"))
    (question,) = adoption.propose(FileAnswers()).open
    assert [one.facts["day"] for one in question.offered] == ["2026-03-05", "2026-05-03"]
    proposal = adoption.propose(FileAnswers(answers={"dates": "day"}))
    assert (proposal.questions, proposal.kept) == ((), 1)
    assert 'date_format: "%d/%m/%Y"' in proposal.mapping


def test_without_a_date_the_period_is_asked_or_the_column_that_tells_it(tmp_path):
    text = HEAD.replace("日期", "何日") + ROW
    adoption = _look(tmp_path, text)
    (question,) = adoption.propose(FileAnswers()).open
    assert [one.answer for one in question.offered] == ["何日"]
    by_column = adoption.propose(FileAnswers(answers={"period": "何日"}))
    assert (by_column.open, by_column.kept) == ((), 1)
    assert '"何日": "date"' in by_column.mapping
    assert adoption.propose(FileAnswers(answers={"period": "2026-04"})).kept == 1
    wrong = adoption.propose(FileAnswers(answers={"period": "April"}))
    assert [one.code for one in errors_among(wrong.issues)]


def test_without_a_unit_the_column_is_asked_and_none_is_an_answer(tmp_path):
    adoption = _look(tmp_path, HEAD.replace("门店", "在哪里") + ROW)
    (question,) = adoption.propose(FileAnswers()).open
    assert [one.answer for one in question.offered] == ["在哪里", "none", "S001", "S002"]
    told = adoption.propose(FileAnswers(answers={"unit": "在哪里"}))
    assert told.columns[0].target == "unit"
    assert adoption.propose(FileAnswers(answers={"unit": "none"})).open == ()


def test_a_time_zone_is_asked_and_written_into_the_study(tmp_path):
    adoption = _look(tmp_path, HEAD + ROW.replace("2026-03-05", "2026-03-31T22:00:00Z"), zone=False)
    assert [one.key for one in adoption.propose(FileAnswers()).open] == ["timezone"]
    said = FileAnswers(answers={"timezone": "Asia/Shanghai"})
    assert "config/study.yaml" in adoption.settle(adoption.propose(said), said)
    (period,) = read_shop(tmp_path / "study").periods
    assert period.id == "2026-04"


def test_what_is_open_is_refused_by_code_and_nothing_is_written(tmp_path):
    adoption = _look(tmp_path, HEAD + ROW.replace("2026-03-05", "3/5/2026"))
    with pytest.raises(StudyError) as refused:
        adoption.settle(adoption.propose(FileAnswers()), FileAnswers())
    assert [one.code for one in refused.value.issues] == ["A500"]
    assert not (tmp_path / "study" / "data").exists()


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ({"numbers": "marks"}, "A502"),
        ({"timezone": "Mars"}, "A502"),
        ({"unit": "no such column"}, "A502"),
        ({"number": "scores"}, "A503"),
        ({"value:staff:X": "ok"}, "C293"),
    ],
)
def test_an_answer_that_is_none_is_an_error(tmp_path, answers, code):
    proposal = _look(tmp_path, HEAD + ROW).propose(FileAnswers(answers=answers))
    assert [one.code for one in errors_among(proposal.issues)] == [code]


def test_another_file_of_that_name_is_never_written_over(tmp_path):
    adoption = _look(tmp_path, HEAD + ROW)
    there = tmp_path / "study" / "data" / "shop" / "export.csv"
    there.parent.mkdir(parents=True)
    there.write_text("other", encoding="utf-8")
    with pytest.raises(StudyError, match="A501"):
        adoption.propose(FileAnswers())
    assert there.read_text(encoding="utf-8") == "other"


def test_a_file_in_its_folder_stays_and_next_months_file_needs_no_mapping(tmp_path):
    study = make_study(tmp_path / "study")
    home = study / "data" / "shop"
    home.mkdir(parents=True)
    (home / "export-2026-03.csv").write_text(HEAD + ROW, encoding="utf-8")
    adoption = Adoption.open(study, home / "export-2026-03.csv")
    assert adoption.settle(adoption.propose(FileAnswers()), FileAnswers()) == (
        "config/mappings/shop-by_hand.yaml",
    )
    following = tmp_path / "export-2026-04.csv"
    following.write_text(HEAD + ROW.replace("-03-", "-04-"), encoding="utf-8")
    adoption = Adoption.open(study, following)
    proposal = adoption.propose(FileAnswers())
    assert (proposal.mapping, proposal.kept) == ("", 1)
    assert adoption.settle(proposal, FileAnswers()) == ("data/shop/export-2026-04.csv",)


def test_a_file_with_other_columns_beside_it_keeps_its_own_mapping(tmp_path):
    study = make_study(tmp_path / "study")
    home = study / "data" / "shop"
    home.mkdir(parents=True)
    (home / "export-2026-02.csv").write_text("门店,日期,总体评分\n", encoding="utf-8")
    file = tmp_path / "export-2026-03.csv"
    file.write_text(HEAD + ROW, encoding="utf-8")
    assert (
        'files: "export-2026-03.csv"' in Adoption.open(study, file).propose(FileAnswers()).mapping
    )


def test_of_an_anonymous_survey_only_labels_and_units_are_shown(tmp_path):
    study = make_study(tmp_path / "study")
    file = study / "config" / "questionnaires" / "shop.yaml"
    text = file.read_text(encoding="utf-8").replace("every: month", "every: month\nanonymous: true")
    file.write_text(text, encoding="utf-8")
    row = ROW.replace("满意", "我是张三") + ROW
    export = tmp_path / "export.csv"
    export.write_text(HEAD + row, encoding="utf-8")
    proposal = Adoption.open(study, export).propose(FileAnswers())
    shown = {one.target: one.samples for one in proposal.columns}
    assert shown == {
        "unit": ("人民路店",), "date": (), "staff": ("满意",), "clean": ("一般",),
        "why": ("价格低",), "score": ("4",), "say": (),
    }  # fmt: skip
    assert "张三" not in repr(proposal)


def test_of_two_questionnaires_the_one_with_columns_is_taken_and_else_it_is_asked(tmp_path):
    adoption = _look(tmp_path, HEAD + ROW)
    config = tmp_path / "study" / "config" / "questionnaires"
    text = (config / "shop.yaml").read_text(encoding="utf-8")
    (config / "cafe.yaml").write_text(text.replace("id: shop", "id: cafe"), encoding="utf-8")
    adoption = Adoption.open(tmp_path / "study", adoption.source)
    (question,) = adoption.propose(FileAnswers()).open
    assert question.key == "questionnaire"
    assert adoption.propose(FileAnswers(answers={"questionnaire": "cafe"})).questionnaire == "cafe"
    with pytest.raises(StudyError, match="A505"):
        adoption.propose(FileAnswers(answers={"questionnaire": "bar"}))


def _adopted(tmp_path: Path) -> Path:
    """Return a study that has adopted a file of March."""
    adoption = _look(tmp_path, HEAD + ROW, "export-2026-03.csv")
    said = FileAnswers()
    adoption.settle(adoption.propose(said), said)
    return tmp_path / "study"


def _issues_of_april(study: Path, text: str) -> list[Issue]:
    """Return the errors of next month's file, which lies in the study's folder."""
    file = study / "data" / "shop" / "export-2026-04.csv"
    file.write_text(text.replace("-03-", "-04-"), encoding="utf-8")
    return list(errors_among(read_shop(study).intake.issues))


def test_next_months_file_that_is_alike_has_no_error(tmp_path):
    study = _adopted(tmp_path)
    assert _issues_of_april(study, HEAD + ROW + ROW.replace("一般", "非常不满意")) == []
    assert _issues_of_april(study, HEAD.replace("服务态度", "7、服务态度[单选题]") + ROW) == []


def test_a_new_column_is_an_error_and_one_of_other_words_is_named(tmp_path):
    study = _adopted(tmp_path)
    (new,) = _issues_of_april(study, HEAD.strip() + ",停车\n" + ROW.strip() + ",好\n")
    assert (new.code, new.facts["header"], "nearest" in new.facts) == ("A507", "停车", False)
    (reworded,) = _issues_of_april(study, HEAD.replace("环境卫生", "店内环境卫生") + ROW)
    assert (reworded.code, reworded.facts["nearest"]) == ("A507", "环境卫生")


def test_a_column_that_was_read_and_is_gone_is_an_error(tmp_path):
    study = _adopted(tmp_path)
    (gone,) = _issues_of_april(study, HEAD.replace(",总体评分", "") + ROW.replace(",4,", ","))
    assert (gone.code, gone.facts["target"]) == ("A508", "score")


def test_an_option_that_nobody_knows_is_an_error_with_the_nearest(tmp_path):
    study = _adopted(tmp_path)
    (new,) = _issues_of_april(study, HEAD + ROW.replace("满意", "比较满意"))
    assert (new.code, new.facts["value"], new.facts["nearest"]) == ("A509", "比较满意", "满意")


def test_drift_is_told_before_a_file_is_copied(tmp_path):
    study = _adopted(tmp_path)
    file = tmp_path / "export-2026-04.csv"
    file.write_text(HEAD + ROW.replace("满意", "比较满意"), encoding="utf-8")
    adoption = Adoption.open(study, file)
    with pytest.raises(StudyError, match="A509"):
        adoption.settle(adoption.propose(FileAnswers()), FileAnswers())
    assert not (study / "data" / "shop" / file.name).exists()


def test_a_new_shape_is_taken_over_after_it_was_shown(tmp_path):
    study = _adopted(tmp_path)
    file = tmp_path / "export-2026-04.csv"
    head = HEAD.replace("环境卫生", "店内环境卫生").strip() + ",停车\n"
    file.write_text(head + ROW.strip() + ",好\n", encoding="utf-8")
    (mapping,) = (study / "config" / "mappings").iterdir()
    before = mapping.read_text(encoding="utf-8")
    adoption = Adoption.open(study, file, renew=True)
    said = FileAnswers()
    proposal = adoption.propose(said)
    assert errors_among(proposal.issues) == ()
    assert adoption.settle(proposal, said) == (
        f"config/mappings/{mapping.name}", "data/shop/export-2026-04.csv",
    )  # fmt: skip
    after = mapping.read_text(encoding="utf-8")
    assert ('"停车": "not_read"' in after, '"停车"' in before) == (True, False)
    assert after.partition("adopted:")[0] == before.partition("adopted:")[0]
    assert errors_among(Adoption.open(study, file).propose(said).issues) == ()


def test_all_rows_may_belong_to_one_unit(tmp_path):
    adoption = _look(tmp_path, HEAD.replace("门店,", "") + ROW.partition(",")[2])
    said = FileAnswers(answers={"unit": "S002"})
    proposal = adoption.propose(said)
    assert (proposal.open, 'unit: "S002"' in proposal.mapping) == ((), True)
    adoption.settle(proposal, said)
    assert in_codes(read_shop(tmp_path / "study"))["unit"] == ["S002"]
    (wrong,) = adoption.propose(FileAnswers(answers={"unit": "S009"})).issues
    assert wrong.code == "A502"


def test_of_an_anonymous_survey_a_new_option_is_an_error_and_not_quoted(tmp_path):
    study = _adopted(tmp_path)
    file = study / "config" / "questionnaires" / "shop.yaml"
    text = file.read_text(encoding="utf-8").replace("every: month", "every: month\nanonymous: true")
    file.write_text(text, encoding="utf-8")
    (new,) = _issues_of_april(study, HEAD + ROW.replace("满意", "我是张三"))
    assert (new.code, new.facts["value"]) == ("A509", "…")
