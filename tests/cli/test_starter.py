"""A new study from the sample, in a folder that held nothing of anybody's."""

from __future__ import annotations

from pathlib import Path

import pytest

from csatreport.base.errors import StudyError
from csatreport.base.resources import shipped
from csatreport.making import starter
from csatreport.making.starter import FOLDERS, sample_questionnaires, start_study


@pytest.fixture
def _sample(tmp_path: Path, monkeypatch) -> Path:
    """A small shipped sample of two questionnaires."""
    root = tmp_path / "shipped"
    files = {
        "config/study.yaml": "name: 青禾\nquestionnaires: [retail, staff]\n",
        "config/questionnaires/retail.yaml": "id: retail\n",
        "config/questionnaires/staff.yaml": "id: staff\n",
        "config/units/retail.csv": "id\n",
        "config/mappings/staff.yaml": "questionnaire: staff\n",
        "config/library/retail-corrected.yaml": "id: retail\n",
        "config/.schema/study.json": "{}",
        "data/retail/2026-10.csv": "q1\r\nA\r\n",
        "data/staff/r2026.csv": "q1\nB\n",
    }
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(text.encode())
    monkeypatch.setattr(starter, "shipped", lambda name: root / name)
    return root


def _refused(folder: Path, *questionnaires: str) -> str | None:
    try:
        start_study(folder, questionnaires)
    except StudyError as error:
        return error.issues[0].code
    return None


def _files(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }


@pytest.mark.usefixtures("_sample")
def test_a_start_makes_the_four_folders_with_the_sample_byte_for_byte(tmp_path):
    folder = tmp_path / "a" / "new"
    start_study(folder)
    assert sorted(entry.name for entry in folder.iterdir()) == sorted(FOLDERS)
    made, shown = _files(folder), _files(tmp_path / "shipped")
    del shown["config/.schema/study.json"]
    assert {path: made[path] for path in shown} == shown
    assert set(made) - set(shown) == {"templates/README.txt"}


@pytest.mark.usefixtures("_sample")
def test_a_second_start_writes_nothing(tmp_path):
    folder = tmp_path / "new"
    first = start_study(folder)
    second = start_study(folder)
    assert second.written == ()
    assert second.present == first.written


@pytest.mark.usefixtures("_sample")
def test_a_start_cut_short_is_completed(tmp_path):
    folder = tmp_path / "new"
    start_study(folder)
    before = _files(folder)
    (folder / "data" / "staff" / "r2026.csv").unlink()
    assert start_study(folder).written == ("data/staff/r2026.csv",)
    assert _files(folder) == before


@pytest.mark.parametrize("path", ["notes.txt", "config/study.yaml", "data/retail/2027-01.csv"])
@pytest.mark.usefixtures("_sample")
def test_anybodys_own_work_is_neither_written_over_nor_mixed_with_the_sample(tmp_path, path):
    folder = tmp_path / "new"
    (folder / path).parent.mkdir(parents=True)
    (folder / path).write_text("mine")
    assert _refused(folder) == "D850"
    assert _files(folder) == {path: b"mine"}


@pytest.mark.usefixtures("_sample")
def test_a_file_is_no_folder_to_start_in(tmp_path):
    (tmp_path / "file").touch()
    assert _refused(tmp_path / "file") == "D850"


@pytest.mark.usefixtures("_sample")
def test_hidden_files_such_as_a_repositorys_are_no_hindrance(tmp_path):
    (tmp_path / "new" / ".git").mkdir(parents=True)
    assert _refused(tmp_path / "new") is None


@pytest.mark.usefixtures("_sample")
def test_one_questionnaire_comes_with_its_units_mappings_and_answers_only(tmp_path):
    start_study(tmp_path / "new", ("staff",))
    made = _files(tmp_path / "new")
    assert made["config/study.yaml"].decode() == "name: 青禾\nquestionnaires: [staff]\n"
    assert {path for path in made if "retail" in path} == {"config/library/retail-corrected.yaml"}
    assert "config/mappings/staff.yaml" in made


@pytest.mark.usefixtures("_sample")
def test_a_questionnaire_the_sample_does_not_have_is_refused(tmp_path):
    assert _refused(tmp_path / "new", "hotel") == "D851"
    assert not (tmp_path / "new").exists()


def test_an_incomplete_installation_is_told(tmp_path, monkeypatch):
    def missing(name: str) -> Path:
        raise FileNotFoundError(name)

    monkeypatch.setattr(starter, "shipped", missing)
    assert _refused(tmp_path / "new") == "D802"


def test_the_real_sample_has_the_three_main_surveys_and_names_its_files_after_them():
    assert sample_questionnaires() == ("retail", "staff", "supplier")
    for folder in ("units", "mappings"):
        names = {file.stem for file in (shipped("config") / folder).glob("*")}
        assert names <= set(sample_questionnaires())
    study = (shipped("config") / "study.yaml").read_text(encoding="utf-8")
    assert starter._ORDER_LINE.search(study)
