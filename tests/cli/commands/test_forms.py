"""``csatreport forms`` and ``csatreport import``, as a person uses them."""

from __future__ import annotations

import json
import subprocess

import pytest

from csatreport.base.errors import ExitCode
from csatreport.cli import main
from tests.cli.conftest import CHECKLIST, TWO_UNITS, make_study


def _run(study, *arguments: str) -> int:
    return main(["-C", str(study), *arguments])


def test_one_form_to_be_copied_takes_no_number(tiny, capsys):
    assert _run(tiny, "forms", "retail") == ExitCode.FINE
    told = capsys.readouterr().out
    assert "without a number" in told
    assert "machine" not in told
    assert told.strip().endswith(".pdf")
    assert not (tiny / "data/forms/register.csv").exists()
    assert list((tiny / "data/forms").glob("retail-1-en-*.geometry.json"))


def test_pages_without_a_number_cannot_be_joined_again_and_forms_says_so(tmp_path, capsys):
    from tests.paper.study import make_study  # noqa: PLC0415

    study = make_study(tmp_path / "study")
    assert _run(study, "forms", "kinds") == ExitCode.FINE
    assert "no machine can read it" in capsys.readouterr().out
    for arguments, readable in (((), False), (("--copies", "1"), True)):
        assert _run(study, "forms", "kinds", *arguments, "--format", "json") == ExitCode.FINE
        assert json.loads(capsys.readouterr().out)["readable"] is readable


def test_numbered_copies_are_told_by_their_numbers(tiny, capsys):
    assert _run(tiny, "forms", "retail", "--copies", "3", "--unit", "S1") == ExitCode.FINE
    assert "numbers 000001-R to 000003-A (batch 2026-11-01-1)" in capsys.readouterr().out
    assert _run(tiny, "forms", "retail", "--copies", "2", "--format", "json") == ExitCode.FINE
    told = json.loads(capsys.readouterr().out)
    assert (told["copies"], told["first"], told["last"]) == (2, 4, 5)


def test_a_plan_goes_from_the_sample_to_the_forms(tmp_path, capsys):
    study, plan = make_study(tmp_path / "study", units=TWO_UNITS), tmp_path / "plan.csv"
    assert _run(study, "sample", "retail", "--margin", "20", "--out", str(plan)) == ExitCode.FINE
    capsys.readouterr()
    assert _run(study, "forms", "retail", "--batch", str(plan), "--format", "json") == ExitCode.FINE
    wanted = sum(
        int(line.rsplit(",", 1)[1]) for line in plan.read_text("utf-8-sig").splitlines()[1:]
    )
    assert json.loads(capsys.readouterr().out)["copies"] == wanted > 10


@pytest.mark.parametrize("by", ["whole", "kind", "unit"])
def test_where_nobody_knows_how_many_there_are_a_plan_shares_out_evenly(tiny, tmp_path, by):
    plan = tmp_path / "plan.csv"
    assert _run(tiny, "sample", "retail", "--by", by, "--out", str(plan)) == ExitCode.FINE
    assert plan.read_text("utf-8-sig").splitlines() == ["unit,name,forms", "S1,North,385"]


def test_sheets_for_surveyors_are_pdfs_with_the_questions_and_the_places(tiny, tmp_path, capsys):
    places = tmp_path / "addresses.csv"
    places.write_text("address\n1 High Street\n", encoding="utf-8")
    for arguments, words in (
        (("--route", str(places)), ("1 High Street", "not at home", "refused")),
        (("--tally", "--unit", "S1"), ("Manner of the staff", "A satisfied", "North")),
    ):
        out = tmp_path / "sheet.pdf"
        assert _run(tiny, "forms", "retail", *arguments, "--out", str(out)) == ExitCode.FINE
        text = subprocess.run(["pdftotext", str(out), "-"], capture_output=True, check=True).stdout
        assert all(word in text.decode() for word in words)
    assert capsys.readouterr().err == ""


def test_a_checklist_is_a_pdf_with_its_sections_and_checks(tiny, tmp_path, capsys):
    file = tiny / "config/registers/retail-inspections.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(CHECKLIST, encoding="utf-8")
    out = tmp_path / "sheet.pdf"
    sheet = ("forms", "retail", "--checklist", "--unit", "S1", "--out", str(out))
    assert _run(tiny, *sheet) == ExitCode.FINE
    text = subprocess.run(["pdftotext", str(out), "-"], capture_output=True, check=True).stdout
    assert all(word in text.decode() for word in ("Safety", "Fire exit clear", "critical", "North"))
    file.unlink()
    assert _run(tiny, *sheet) == ExitCode.USAGE
    assert "F934" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [("--copies", "2", "--tally"), ("--copies", "0"), ("--lang", "fr"), ("--batch", "missing.csv")],
)
def test_orders_that_make_no_sense_are_refused(tiny, arguments):
    assert _run(tiny, "forms", "retail", *arguments) == ExitCode.USAGE


def test_an_anonymous_survey_prints_nothing_for_single_people(tiny, tmp_path, capsys):
    file = tiny / "config/questionnaires/retail.yaml"
    text = file.read_text("utf-8").replace("every: month", "every: month\nanonymous: true")
    file.write_text(text, encoding="utf-8")
    people = tmp_path / "people.csv"
    people.write_text("id,name\n1,Ann\n", encoding="utf-8")
    assert _run(tiny, "forms", "retail", "--for", str(people)) == ExitCode.USAGE
    assert "F916" in capsys.readouterr().err


@pytest.mark.parametrize("period", ["2026-13", "2026", "2026-Q3", "October"])
def test_a_period_that_is_none_of_the_questionnaires_is_refused(tiny, capsys, period):
    assert _run(tiny, "forms", "retail", "--copies", "2", "--period", period) == ExitCode.USAGE
    assert "F923" in capsys.readouterr().err
    assert not (tiny / "data/forms/register.csv").exists()


def test_returned_files_are_told_one_by_one(tiny, tmp_path, capsys):
    blank = tmp_path / "form.pdf"
    assert _run(tiny, "forms", "retail", "--fillable", "--out", str(blank)) == ExitCode.FINE
    junk = tmp_path / "junk.pdf"
    junk.write_bytes(b"junk")
    capsys.readouterr()
    assert _run(tiny, "import", str(blank), str(junk)) == ExitCode.FINDINGS
    told = capsys.readouterr()
    assert "1 forms were blank." in told.out
    assert "junk.pdf F930" in told.err


def test_forms_are_counted_against_the_answers_in_the_report(tiny, tmp_path, capsys):
    plan = tmp_path / "plan.csv"
    plan.write_text("unit,forms\nS1,20\n", encoding="utf-8")
    assert (
        _run(tiny, "forms", "retail", "--batch", str(plan), "--period", "2026-10") == ExitCode.FINE
    )
    assert _run(tiny, "build", "--pdf", "none") == ExitCode.FINE
    page = (tiny / "build/site/en/retail/2026-10/detail.html").read_text("utf-8")
    assert "20 numbered forms were printed for this; 12 answers came in. That is 60%." in page
    # The study keeps its units for a limited audience.
    assert "Forms and answers by unit" not in page
    page = (tiny / "build/restricted/en/retail/2026-10/detail.html").read_text("utf-8")
    assert "Forms and answers by unit" in page
    assert capsys.readouterr().err.count("Traceback") == 0
