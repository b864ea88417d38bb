"""The account of answers: who answered, what was not scored, which files and refusals."""

from __future__ import annotations

from csatreport.answers.model import FileIntake, Intake, Refusal
from csatreport.study.policy import Anonymity, Ids
from csatreport.subjects.measured import measure
from tests.counts.build import CALENDAR, edition, item, ledger, questionnaire, units

ASKED = edition([item("q1"), item("q2"), item("q3")])
TREE = {"all": None, "a": "all"}


def quality(rows, period="2025-01", unit="all", intake=None, **settings):
    book = ledger(questionnaire([ASKED], units=units(TREE), **settings), rows, intake)
    return measure(book, book.questionnaire.units.by_id[unit], CALENDAR.parse(period)).quality


def row(period="2025-01", **settings):
    return {"period": period, "q1": 0, "q2": 1, **settings}


def test_respondents_are_counted_once_in_a_quarter():
    rows = [row(id="x"), row("2025-02", id="x"), row("2025-02", id="y"), row("2025-03")]
    found = quality(rows, "2025-Q1", ids=Ids.ACCOUNT)
    assert (found.responses, found.respondents) == (4, 3)


def test_rows_without_any_id_have_no_count_of_respondents():
    assert quality([row(), row()]).respondents is None


def test_respondents_of_an_anonymous_survey_are_not_counted():
    assert quality([row(id="x")], anonymity=Anonymity()).respondents is None


def test_a_response_with_less_than_half_of_the_items_is_unscored():
    rows = [row(), row(q2=-1), row(q1=-3, q2=-1)]
    assert quality(rows).unscored == 2


def intake() -> Intake:
    def file(name: str, kept: int, refused: int) -> FileIntake:
        return FileIntake(
            file=name,
            sha256="",
            encoding="utf-8",
            read=kept + refused,
            kept=kept,
            refused=refused,
            invalid_cells=refused,
        )

    def refusal(name: str, code: str, *, kept: bool = False) -> Refusal:
        return Refusal(file=name, row=2, column="", value="", code=code, kept=kept)

    return Intake(
        files=(file("1.csv", 1, 2), file("2.csv", 1, 1), file("none.csv", 0, 1)),
        refusals=(
            refusal("1.csv", "A425"),
            refusal("1.csv", "A425"),
            refusal("1.csv", "A431", kept=True),
            refusal("2.csv", "A426"),
            refusal("none.csv", "A401"),
        ),
    )


ROWS = [row(file=0), row("2025-02", file=1, unit="a")]


def test_a_period_accounts_for_the_files_that_gave_it_rows():
    found = quality(ROWS, intake=intake())
    assert found.files == (("1.csv", 3, 1, 2, 2),)
    assert found.refusals == (("A425", 2),)


def test_a_file_that_gave_no_row_is_reported_with_the_newest_period():
    found = quality(ROWS, "2025-02", intake=intake())
    assert [name for name, *_ in found.files] == ["2.csv", "none.csv"]
    assert found.refusals == (("A401", 1), ("A426", 1))


def test_files_are_the_companys_account_only():
    found = quality(ROWS, "2025-02", "a", intake=intake())
    assert (found.files, found.refusals) == ((), ())
