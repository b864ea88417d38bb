import pytest

from csatreport.base.errors import Severity, Source
from csatreport.base.issue_text import format_issue
from csatreport.base.label import LANGUAGES
from csatreport.study.mapping import ItemValues, Mapping, read_mappings
from csatreport.study.names import SPECIAL_COLUMNS
from csatreport.subjects.study import read_study


def mapping(files: str) -> Mapping:
    return Mapping(questionnaire="shop", files=files, source=Source(file="config/mappings/x.yaml"))


@pytest.mark.parametrize(
    ("pattern", "path", "fits"),
    [
        ("2013*.csv", "2013.csv", True),
        ("2013*.csv", "2013-may.CSV", True),
        ("2013*.csv", "old/2013.csv", False),
        ("*.csv", "a/b.csv", False),
        ("**/*.csv", "b.csv", True),
        ("**/*.csv", "a/b/c.csv", True),
        ("old/**", "old/a/b.csv", True),
        ("201?.csv", "2013.csv", True),
        ("201?.csv", "201.csv", False),
        ("a+(1).csv", "a+(1).csv", True),
        ("2013.csv", "2013xcsv", False),
    ],
)
def test_a_pattern_fits_paths_below_the_questionnaires_folder(pattern, path, fits):
    assert mapping(pattern).matches(path) is fits


def read(write, changed=None):
    folder = write(changed)
    study, issues = read_study(folder)
    assert issues == ()
    return read_mappings(folder, study)


def test_a_mapping_keeps_what_the_file_says(write):
    (one,), issues = read(write)
    assert issues == ()
    assert (one.questionnaire, one.files, one.period) == ("shop", "old*.csv", "2026-03")
    assert one.columns == (("Q1", "q1"), ("Q1W", "q1?"), ("NR", "id"), ("WHERE", "unit"))
    assert one.values == (("9", "blank"), ("1", "A"))
    assert one.items == (("q1", ItemValues(values=(("8", "not_applicable"),))),)
    assert one.date_format == "%d.%m.%Y"
    assert one.source.file == "config/mappings/old.yaml"


def test_only_what_is_needed_need_be_said(write):
    text = "questionnaire: shop\nfiles: '*.csv'\n"
    mappings, issues = read(write, {"config/mappings/old.yaml": text})
    assert issues == ()
    assert mappings[0] == Mapping(questionnaire="shop", files="*.csv", source=mappings[0].source)


def test_headers_that_look_like_numbers_or_truth_are_headers(write):
    text = "questionnaire: shop\nfiles: '*.csv'\ncolumns: {1: q1, yes: q2, 2.0: q3}\n"
    (one,), _ = read(write, {"config/mappings/old.yaml": text})
    assert [header for header, _ in one.columns] == ["1", "yes", "2.0"]


def test_a_faulty_mapping_is_left_out_and_the_others_stay(write):
    mappings, issues = read(
        write, {"config/mappings/bad.yaml": "questionnaire: shop\nfiles: [a]\n"}
    )
    assert [issue.code for issue in issues] == ["C132"]
    assert len(mappings) == 1


def test_items_of_an_earlier_edition_can_be_mapped(write, shop):
    newer = shop.replace("id: shop\n", "id: shop\nedition: 2\nbegins: 2027\n").replace(
        "q1", "goods1"
    )
    mappings, issues = read(write, {"config/questionnaires/shop-2.yaml": newer})
    assert issues == ()
    assert len(mappings) == 1


def test_a_reason_needs_an_item_that_asks_for_one(write):
    text = "questionnaire: shop\nfiles: '*.csv'\ncolumns: {WHY: 'q3?'}\n"
    _, issues = read(write, {"config/mappings/old.yaml": text})
    assert [issue.code for issue in issues] == ["C291"]


def test_a_value_that_is_an_items_own_code_is_told_with_its_line(write):
    text = (
        "questionnaire: shop\nfiles: '*.csv'\ncolumns: {G: q1, H: q2}\n"
        "values:\n  a: blank\nitems: {q2: {values: {A: invalid}}}\n"
    )
    mappings, issues = read(write, {"config/mappings/old.yaml": text})
    assert [(issue.code, issue.severity, issue.source.line) for issue in issues] == [
        ("C289", Severity.WARNING, 5)
    ]
    assert issues[0].facts["items"] == "q1"
    assert len(mappings) == 1


def test_what_bare_numbers_are_stands_for_the_files_and_for_single_items(write):
    text = (
        "questionnaire: shop\nfiles: '*.csv'\nnumbers: scores\nitems: {q1: {numbers: positions}}\n"
    )
    (one,), issues = read(write, {"config/mappings/old.yaml": text})
    assert issues == ()
    assert (one.numbers, one.items) == ("scores", (("q1", ItemValues(numbers="positions")),))


def test_a_column_may_stand_for_one_option_of_an_item(write):
    text = "questionnaire: shop\nfiles: '*.csv'\ncolumns: {X: 'q1[A]', Y: 'q1[nothing]'}\n"
    _, issues = read(write, {"config/mappings/old.yaml": text})
    assert [(issue.code, issue.facts["target"]) for issue in issues] == [("C291", "q1[nothing]")]


def test_a_target_that_is_none_is_told_what_is_possible_however_many_items_there_are(write, shop):
    more = "".join(f"      - {{id: more{n}, text: More {n}, kind: text}}\n" for n in range(40))
    longer = shop.replace("      - {id: q2,", f"{more}      - {{id: q2,")
    text = "questionnaire: shop\nfiles: '*.csv'\ncolumns: {X: q22}\n"
    files = {"config/questionnaires/shop.yaml": longer, "config/mappings/old.yaml": text}
    _, (issue,) = read(write, files)
    known = str(issue.facts["known"]).split(", ")
    assert (known[0], issue.facts["nearest"]) == ("q2", "q2")
    assert len(known) < 20
    left = int(known[-1].removeprefix("… (+").removesuffix(")"))
    assert len(known) - 1 + left == len(("q1?", "q2?")) + 9 + 40 + len(SPECIAL_COLUMNS)
    for language in LANGUAGES:
        told = format_issue(issue, language)
        assert all(word in told for word in (*SPECIAL_COLUMNS, "why[A]"))
