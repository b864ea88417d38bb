from pathlib import Path

import pytest

from csatreport.base.errors import Severity
from csatreport.base.issue_text import format_issue
from csatreport.base.label import LANGUAGES
from csatreport.base.resources import shipped
from csatreport.study.lint.form import check_method
from csatreport.study.lint.wording import joined_by
from csatreport.subjects.study import read_study

INSTRUMENTS = Path(__file__).parents[1] / "instruments"
STUDY = "name: Q\nlanguages: [zh-Hans, en]\n"


def lint(write, name: str, changes=()):
    text = (INSTRUMENTS / f"{name}.yaml").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    file = f"config/questionnaires/{name}.yaml"
    folder = write({"config/study.yaml": STUDY, file: text})
    study, issues = read_study(folder)
    assert issues == ()
    return check_method(study.by_id[name], folder)


def numbers(issues, code: str) -> list[str]:
    return [str(issue.facts["number"]) for issue in issues if issue.code == code]


def test_the_retail_forms_double_questions_are_2_4_5_6_7_8(write):
    assert numbers(lint(write, "retail"), "L301") == ["2", "4", "5", "6", "7", "8"]


@pytest.mark.parametrize("language", ["zh-Hans", "en"])
def test_each_language_alone_finds_the_same_double_questions(write, language):
    text = (INSTRUMENTS / "retail.yaml").read_text(encoding="utf-8")
    study, _ = read_study(write({"config/questionnaires/retail.yaml": text}))
    items = [item for item in study.by_id["retail"].newest.items if item.scored]
    double = [item.number for item in items if joined_by(item.text[language])]
    assert double == ["2", "4", "5", "6", "7", "8"]


def test_the_retail_form_needs_not_applicable_at_2_4_11(write):
    assert numbers(lint(write, "retail"), "L305") == ["2", "4", "11"]


def test_offering_not_applicable_ends_the_warning(write):
    issues = lint(write, "retail", [("  satisfied:\n", "  satisfied:\n    not_applicable: true\n")])
    assert numbers(issues, "L305") == []


def test_the_retail_forms_queue_has_another_number_of_options(write):
    issues = lint(write, "retail")
    (odd,) = [issue for issue in issues if issue.code == "L304"]
    assert odd.facts == {"number": "9", "count": 3, "usual": 4}


def test_where_no_number_of_options_prevails_none_is_odd(write):
    three = "text: Is it clean {}, options: [{{code: A, label: Good, points: 2, valence: good}}, {{code: B, label: Fair, points: 1, valence: neutral}}, {{code: C, label: Bad, points: 0, valence: bad}}]"
    odd = "".join(f"      - {{id: x{n}, {three.format(n)}}}\n" for n in range(7))
    issues = lint(write, "retail", [("  - id: checkout\n", odd + "  - id: checkout\n")])
    assert numbers(issues, "L304") == ["16"]


def test_the_retail_forms_aisles_are_asked_on_a_lopsided_scale(write):
    assert numbers(lint(write, "retail"), "L306") == ["7"]


def test_a_label_about_accuracy_does_not_answer_a_question_about_time(write):
    (odd,) = [issue for issue in lint(write, "supplier") if issue.code == "L307"]
    assert odd.facts["number"] == "3"
    assert odd.facts["label"] == "经常不准确"


def test_the_supplier_forms_certificates_mix_completeness_and_damage(write):
    issues = lint(write, "supplier")
    assert "8" in numbers(issues, "L308")
    assert numbers(issues, "L308") == ["6", "7", "8"]
    assert numbers(issues, "L305") == ["8"]


def test_the_supplier_forms_lopsided_scales_are_6_to_9(write):
    assert numbers(lint(write, "supplier"), "L306") == ["6", "7", "8", "9"]


def test_the_corrected_label_of_item_3_raises_nothing(write):
    issues = lint(
        write, "supplier", [("经常不准确", "经常误期"), ("Often inaccurate", "Often late")]
    )
    assert numbers(issues, "L307") == []


def test_the_source_classes_of_tenure_leave_a_gap_and_overlap(write):
    issues = lint(write, "staff")
    gaps = [issue.facts for issue in issues if issue.code == "L302"]
    overlaps = [issue.facts for issue in issues if issue.code == "L303"]
    assert gaps == [{"number": "tenure", "lower": "不满 2 年", "upper": "3–10 年"}]
    assert {"number": "tenure", "lower": "3–10 年", "upper": "10–20 年"} in overlaps


def test_the_corrected_classes_of_tenure_raise_nothing(write):
    changes = [("3–10", "2–9"), ("10–20", "10–19"), ("Over 20 years", "20 years or more")]
    issues = lint(write, "staff", changes)
    assert [issue for issue in issues if issue.code in ("L302", "L303")] == []


def test_the_staff_forms_negative_statements_are_24_and_25(write):
    assert numbers(lint(write, "staff"), "L309") == ["24", "25"]


def test_the_staff_forms_double_statement_is_2(write):
    assert numbers(lint(write, "staff"), "L301") == ["2"]


def test_open_questions_and_background_are_not_judged_as_ratings(write):
    for name in ("retail", "supplier"):
        assert not {"13", "11", "open"} & {
            str(issue.facts["number"]) for issue in lint(write, name) if issue.code == "L301"
        }


@pytest.mark.parametrize("name", ["retail", "supplier", "staff"])
def test_every_warning_names_its_item_shows_its_line_and_can_be_said(write, name):
    for issue in lint(write, name):
        assert issue.severity is Severity.WARNING
        assert issue.excerpt
        assert issue.source.line
        for language in LANGUAGES:
            assert str(issue.facts["number"]) in format_issue(issue, language)


def test_without_the_folder_warnings_come_without_their_line(write):
    study, _ = read_study(write())
    assert all(issue.excerpt is None for issue in check_method(study.questionnaires[0]))


def test_only_the_edition_in_force_is_judged(write):
    text = (INSTRUMENTS / "retail.yaml").read_text(encoding="utf-8")
    newer = (
        text[: text.index("sections:")]
        + "sections:\n  - id: a\n    items:\n      - {id: q1, text: Shop, scale: satisfied}\n"
    )
    newer = newer.replace("every: month", "every: month\nedition: 2\nbegins: 2026-01")
    files = {
        "config/study.yaml": STUDY,
        "config/questionnaires/a.yaml": text,
        "config/questionnaires/b.yaml": newer,
    }
    study, _ = read_study(write(files))
    assert [issue.code for issue in check_method(study.by_id["retail"])] == ["L312"]


def test_the_corrected_editions_that_ship_ask_one_thing_at_a_time(write):
    config = shipped("config")
    library = {
        f"config/questionnaires/{f.name}": f.read_text(encoding="utf-8")
        for f in config.glob("library/*.yaml")
    } | {
        f"config/units/{f.name.replace('-units', '')}": f.read_text(encoding="utf-8")
        for f in config.glob("library/*-units.csv")
    }
    assert library
    originals = {
        f"config/{f.relative_to(config).as_posix()}": f.read_bytes()
        for f in config.rglob("*.*")
        if "library" not in f.parts
    }
    study, issues = read_study(write({**originals, **library}))
    assert study is not None, issues
    for questionnaire in (study.by_id["retail"], study.by_id["supplier"]):
        assert len(questionnaire.editions) == 2
        codes = {issue.code for issue in check_method(questionnaire)}
        assert not codes & {"L301", "L305", "L307", "L308"}
