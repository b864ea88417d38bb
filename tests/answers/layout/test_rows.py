"""When and where rows were answered, and which are refused."""

import datetime as dt

import pytest

from csatreport.study.periods import Calendar, PeriodKind
from csatreport.study.policy import ColumnNames, DuplicateRule
from tests.answers.build import (
    ANONYMOUS,
    codes,
    column,
    edition,
    faulty,
    item,
    mapping,
    month,
    named_round,
    one_unit,
    questionnaire,
    refused,
)
from tests.frames import frame_of


def periods(found):
    """Return the period id of each row of the only wave."""
    return [found.periods[place].id for place in column(found, "_period")]


def test_the_period_comes_from_the_date_else_from_the_name(desk):
    desk.write("date,a\n2026-09-30,A\n,B\n2026-10-01,C\n", "2026-10.csv")
    found = desk.read(item("a"))
    assert periods(found) == ["2026-09", "2026-10", "2026-10"]
    assert [period.id for period in found.periods] == ["2026-09", "2026-10"]
    assert [str(day)[:10] for day in column(found, "_date")] == ["2026-09-30", "NaT", "2026-10-01"]


def test_a_row_without_any_period_is_refused(desk):
    desk.write("date,a\n2026-09-30,A\n,B\nsoon,C\n", "answers.csv")
    found = desk.read(item("a"))
    assert periods(found) == ["2026-09"]
    assert refused(found) == [(3, "date", "", "A424"), (4, "date", "soon", "A424")]
    (issue,) = found.intake.issues
    assert (issue.code, issue.severity, str(issue.source)) == (
        "A424",
        "warning",
        "data/shop/answers.csv:3:date",
    )
    assert issue.facts == {"count": 2, "value": "", "values": "– (1), soon (1)"}


def test_a_file_without_a_date_column_and_a_period_in_its_name_is_refused_row_by_row(desk):
    desk.write("a\nA\nB\n", "answers.csv")
    found = desk.read(item("a"))
    assert refused(found) == [(2, "", "", "A424"), (3, "", "", "A424")]
    assert (found.periods, found.waves) == ((), ())


def test_a_date_that_cannot_be_read_is_a_bad_cell_where_the_name_has_the_period(desk):
    found = desk.answers(item("a"), "date,a\n05/10/2026,A\n")
    assert periods(found) == ["2026-10"]
    assert faulty(found) == [(2, "date", "05/10/2026", "A433")]
    assert found.intake.files[0].invalid_cells == 1


def test_dates_outside_the_period_of_the_name_are_worth_a_warning(desk):
    found = desk.answers(item("a"), "date,a\n2026-10-05,A\n2062-10-05,B\n2026-09-30,A\n")
    (issue,) = found.intake.issues
    assert (issue.code, str(issue.source)) == ("A445", "data/shop/2026-10.csv:3:date")
    assert issue.facts == {"count": 2, "value": "2062-10-05"}


def test_the_mapping_s_period_stands_for_the_name(desk):
    desk.write("a\nA\n", "answers.csv")
    assert periods(desk.read(item("a"), mapping(period="2026-08"))) == ["2026-08"]


def test_the_mapping_says_how_dates_are_written(desk):
    desk.write("date,a\n05/10/2026 9 h,A\n", "answers.csv")
    found = desk.read(item("a"), mapping(date_format="%d/%m/%Y %H h"))
    assert periods(found) == ["2026-10"]


def test_longer_base_periods_take_up_days_and_months(desk):
    desk.write("date,a\n2026-04-01,A\n2027-03-31,B\n", "answers.csv")
    asked = questionnaire(edition(item("a")), every=PeriodKind.YEAR)
    found = desk.read(asked, calendar=Calendar(fiscal_year_start=4))
    assert periods(found) == ["FY2027", "FY2027"]


ROUND = named_round("r2024", dt.date(2024, 5, 6), dt.date(2024, 5, 31), dt.date(2024, 6, 7))


def round_of(desk, text, name="r2024.csv"):
    desk.write(text, name)
    asked = questionnaire(edition(item("a")), every=PeriodKind.ROUND)
    return desk.read(asked, calendar=Calendar(rounds=(ROUND,)))


def test_a_round_takes_answers_until_it_closes(desk):
    found = round_of(desk, "date,a\n2024-05-06,A\n2024-05-31,B\n2024-06-07,C\n", "staff.csv")
    assert periods(found) == ["r2024"] * 3


def test_answers_after_a_round_has_closed_are_refused(desk):
    found = round_of(desk, "date,a\n2024-06-07,A\n2024-06-08,B\n")
    assert refused(found) == [(3, "date", "2024-06-08", "A427")]


def test_a_day_in_no_round_belongs_to_the_round_of_the_name(desk):
    found = round_of(desk, "date,a\n2024-05-03,A\n")
    assert periods(found) == ["r2024"]


def test_a_day_in_no_round_and_no_name_is_refused(desk):
    found = round_of(desk, "date,a\n2024-05-03,A\n", "staff.csv")
    assert refused(found) == [(2, "date", "2024-05-03", "A424")]


@pytest.mark.parametrize(
    ("written", "place"), [("S1", 1), ("ｓ２", 2), ("东店", 1), (" WEST ", 2), ("All", 0)]
)
def test_units_are_known_by_id_and_by_name_in_any_language(desk, written, place):
    assert column(desk.answers(item("a"), f"unit,a\n{written},A\n"), "_unit") == [place]


def test_unknown_units_are_refused(desk):
    found = desk.answers(item("a"), "unit,a\nS9,A\nS1,B\n老店,A\n")
    assert refused(found) == [(2, "unit", "S9", "A425"), (4, "unit", "老店", "A425")]
    (issue,) = found.intake.issues
    facts = {"count": 2, "value": "S9", "values": "S9 (1), 老店 (1)"}
    assert (issue.code, issue.facts) == ("A425", facts)


def test_without_a_unit_column_answers_belong_to_the_whole(desk):
    found = desk.answers(item("a"), "a\nA\n")
    assert column(found, "_unit") == [0]
    assert codes(found) == []


def test_a_blank_unit_belongs_to_the_whole_and_is_worth_a_warning(desk):
    found = desk.answers(item("a"), "unit,a\n ,A\nS1,B\n")
    assert column(found, "_unit") == [0, 1]
    (issue,) = found.intake.issues
    assert (issue.code, issue.severity, issue.facts["count"]) == ("A446", "warning", 1)


def test_ragged_rows_are_refused_with_their_row(desk):
    found = desk.answers(item("a"), 'id,a\nr1,A\nr2\n\nr3,A,B\n"r4,A\n')
    assert [(row, code) for row, _, _, code in refused(found)] == [
        (3, "A421"),
        (5, "A421"),
        (6, "A422"),
    ]
    assert column(found, "_row") == [2]
    assert codes(found) == ["A421", "A422"]


TWICE = "id,a\nr1,A\nr2,B\nr1,C\n,A\n,A\n"


@pytest.mark.parametrize(
    ("rule", "kept", "rows"),
    [
        (DuplicateRule.FIRST, [2, 3, 5, 6], [4]),
        (DuplicateRule.LAST, [3, 4, 5, 6], [2]),
        (DuplicateRule.REFUSE, [3, 5, 6], [2, 4]),
    ],
)
def test_of_rows_with_the_same_id_the_rule_decides(desk, rule, kept, rows):
    found = desk.answers(questionnaire(edition(item("a")), duplicates=rule), TWICE)
    assert column(found, "_row") == kept
    assert refused(found) == [(row, "id", "r1", "A426") for row in rows]


def test_the_same_id_in_another_period_is_no_duplicate(desk):
    found = desk.answers(item("a"), "id,date,a\nr1,2026-10-01,A\nr1,2026-11-01,B\n")
    assert len(column(found, "a")) == 2


def test_a_period_whose_rows_were_all_refused_is_none(desk):
    text = "id,date,a\nr1,2026-09-01,A\nr1,2026-09-02,B\nr2,2026-10-01,C\n"
    found = desk.answers(item("a"), text)
    assert [period.id for period in found.periods] == ["2026-10"]
    assert periods(found) == ["2026-10"]


def test_an_edition_whose_rows_were_all_refused_has_no_table(desk):
    found = desk.answers(item("a"), "id,a\nr1,A\nr1,B\n")
    assert (found.waves, found.periods) == ((), ())
    assert codes(found) == ["A448", "A426"]


def test_duplicates_are_found_across_files(desk):
    asked = questionnaire(edition(item("a")), duplicates=DuplicateRule.LAST)
    desk.write("id,a\nr1,A\n", "2026-10-east.csv")
    desk.write("no,a\nr1,B\n", "2026-10-west.csv")
    found = desk.read(asked, mapping(files="*west*", columns=(("no", "id"),)))
    assert column(found, "a") == [1]
    assert [(one.file, one.row, one.column) for one in found.intake.refusals] == [
        ("data/shop/2026-10-east.csv", 2, "id")
    ]


def test_a_bad_cell_of_a_refused_duplicate_does_not_count(desk):
    asked = questionnaire(edition(item("a")), duplicates=DuplicateRule.FIRST)
    found = desk.answers(asked, "id,a\nr1,?\nr1,!\n")
    assert found.intake.files[0].invalid_cells == 1
    assert faulty(found) == [(2, "a", "?", "A431")]


def test_a_refused_row_is_refused_for_one_reason_only(desk):
    desk.write("id,unit,date,a\nr1,S9,,?\n", "answers.csv")
    found = desk.read(item("a"))
    assert refused(found) == [(2, "date", "", "A424")]
    assert faulty(found) == []


def test_an_anonymous_questionnaire_forgets_who_answered_after_the_duplicates_are_found(desk):
    asked = questionnaire(
        edition(item("a")),
        anonymity=ANONYMOUS,
        columns=ColumnNames(name="name"),
        duplicates=DuplicateRule.FIRST,
    )
    found = desk.answers(asked, "id,name,a\nr1,Li Lei,A\nr1,Li Lei,B\nr2,Han,C\n")
    assert column(found, "_id") == ["", ""]
    assert column(found, "_name") == ["", ""]
    assert column(found, "a") == [0, 2]
    assert refused(found) == [(3, "id", "", "A426")]


def test_ids_and_names_are_kept_where_nothing_else_was_promised(desk):
    asked = questionnaire(edition(item("a")), columns=ColumnNames(name="name"))
    found = desk.answers(asked, "id,name,a\n r1 ,Li Lei,A\n")
    assert column(found, "_id") == ["r1"]
    assert column(found, "_name") == ["Li Lei"]


def test_each_row_is_read_by_the_edition_of_its_period(desk):
    first = edition(item("old", number="1"), item("both", number="2"))
    second = edition(
        item("both", number="1"), item("new", number="2"), number="2", begins=month("2026-10")
    )
    found = desk.answers(questionnaire(first, second), "date,1,2\n2026-10-02,A,B\n2026-09-02,B,C\n")
    old, new = found.waves
    assert (old.edition, new.edition) == (first, second)
    assert (frame_of(old)["old"].tolist(), frame_of(old)["both"].tolist()) == ([1], [2])
    assert (frame_of(new)["both"].tolist(), frame_of(new)["new"].tolist()) == ([0], [1])
    assert [period.id for period in found.periods] == ["2026-09", "2026-10"]
    assert (frame_of(old)["_period"].tolist(), frame_of(new)["_period"].tolist()) == ([0], [1])


def test_the_special_columns_have_the_promised_types(desk):
    found = desk.answers(questionnaire(edition(item("a")), units=one_unit()), "a\nA\n")
    frame = frame_of(found.waves[0])
    assert {name: str(kind) for name, kind in frame.dtypes.items()} == {
        "_unit": "int32",
        "_period": "int32",
        "_date": "datetime64[s]",
        "_file": "int32",
        "_row": "int32",
        "_id": "object",
        "_name": "object",
        "_moment": "datetime64[s]",
        "_seconds": "float64",
        "_weight": "float64",
        "a": "int8",
    }
