"""The shipped studies read without a complaint, lint as documented, and lose no answer silently."""

import shutil
from functools import cache
from pathlib import Path

import pytest

from csatreport.answers.read import read_responses
from csatreport.study.lint.form import check_method
from csatreport.study.mapping import read_mappings
from csatreport.subjects.study import read_study
from tests.frames import frame_of

ROOT = Path(__file__).parents[2]
AIRPORT = ROOT / "examples/airport"


@cache
def _study(folder: Path):
    study, issues = read_study(folder)
    assert study is not None
    return study, issues


def _warned(questionnaire, code: str) -> set[str]:
    found = check_method(questionnaire)
    return {str(issue.facts["number"]) for issue in found if issue.code == code}


@cache
def _responses(folder: Path, name: str):
    study, _ = _study(folder)
    mappings, issues = read_mappings(folder, study)
    assert issues == ()
    return read_responses(study, study.by_id[name], mappings, folder)


@pytest.mark.parametrize("folder", [ROOT, AIRPORT], ids=["sample", "airport"])
def test_the_shipped_studies_read_without_a_complaint(folder):
    assert _study(folder)[1] == ()


def test_the_staff_survey_lints_clean():
    assert check_method(_study(ROOT)[0].by_id["staff"]) == ()


def test_the_shopper_survey_is_warned_of_its_six_double_questions():
    retail = _study(ROOT)[0].by_id["retail"]
    assert _warned(retail, "L301") == {"2", "4", "5", "6", "7", "8"}
    assert _warned(retail, "L304") == {"9"}
    assert _warned(retail, "L305") == set()


def test_the_supplier_survey_is_warned_of_the_mixed_options_of_item_eight():
    assert "8" in _warned(_study(ROOT)[0].by_id["supplier"], "L308")


@pytest.mark.parametrize("name", ["retail", "supplier"])
def test_a_corrected_edition_continues_the_unchanged_items_and_splits_the_double_ones(
    tmp_path, name
):
    shutil.copytree(ROOT / "config", tmp_path / "config")
    corrected = tmp_path / f"config/library/{name}-corrected.yaml"
    shutil.copy(corrected, tmp_path / "config/questionnaires")
    study, issues = read_study(tmp_path)
    assert issues == ()
    questionnaire = study.by_id[name]
    assert [edition.number for edition in questionnaire.editions] == ["1", "2"]
    renamed = {i.id: i.series for i in questionnaire.newest.items if i.series != i.id}
    assert renamed == (
        {"checkout_clean": "clean", "cashier_answers": "answers"}
        if name == "retail"
        else {"outer_packaging": "packaging"}
    )
    assert questionnaire.newest.index.series == "headline@2"
    assert not {"L301", "L305", "L307", "L308"} & {i.code for i in check_method(questionnaire)}


@pytest.mark.parametrize(
    ("folder", "name", "files", "read"),
    [
        (ROOT, "retail", 24, 23743),
        (ROOT, "supplier", 24, 2468),
        (ROOT, "staff", 3, 540),
        (AIRPORT, "airport", 4, 12398),
    ],
)
def test_every_row_is_accounted_for(folder, name, files, read):
    intake = _responses(folder, name).intake
    assert len(intake.files) == files
    assert sum(file.read for file in intake.files) == read
    for file in intake.files:
        assert file.read == file.kept + file.refused, file.file
    assert sum(file.refused for file in intake.files) < 20
    assert {column.header for file in intake.files for column in file.unread_columns} <= {
        "调查人",
        "RESPNUM",
        "*RESPNUM",
        "STRATA",
        "INTDATE",
        "LANG",
        "WEIGHT",
    }


def test_all_airport_answers_are_kept_and_areas_begin_in_the_second_year():
    responses = _responses(AIRPORT, "airport")
    assert responses.intake.refusals == ()
    assert [period.id for period in responses.periods] == ["2013", "2014", "2015", "2016"]
    frame = frame_of(responses.waves[0])
    at_root = frame["_unit"] == 0
    assert set(frame.loc[at_root, "_period"]) == {0}
    assert not at_root[frame["_period"] > 0].any()
