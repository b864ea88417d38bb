"""The chapter on data quality says in one line whether to rely on the answers, then shows why."""

from __future__ import annotations

import pytest

from csatreport.base.label import LANGUAGES
from csatreport.privacy.gate import Gate
from csatreport.report.model import Callout, Paragraph, Report, Table
from csatreport.study.policy import Anonymity, Audience
from csatreport.subjects.compose import compose_report
from csatreport.subjects.measured import measure
from tests.counts.build import edition, ledger, node, questionnaire, units
from tests.report.build import chapter
from tests.subjects.quality.build import EIGHT, TREE, mixed, places, straight

PEOPLE = {"a": 40, "b": 10}


def report(rows, language="en", unit="all", items=EIGHT, index=None, **settings) -> Report:
    asked = questionnaire(
        [edition(items, index)], **{"units": units(TREE, PEOPLE), "anonymity": None, **settings}
    )
    book = ledger(asked, rows)
    found = measure(book, asked.units.by_id[unit], book.base_periods[-1])
    return compose_report(
        Gate.of(book).apply(found), language, audience=Audience.OPEN, sample=False
    )


def agreeing(count: int, **about) -> list[dict]:
    """Make answers in which the questions go together, though nobody ticks straight down."""
    rows = []
    for i in range(count):
        answers = {f"q{j}": (i % 4 + (j == i % 8)) % 4 for j in range(8)}
        rows.append({"period": "2025-01", "unit": "ab"[i % 4 == 0], **answers, **about})
    return rows


def table(shown: Report, caption: str) -> Table:
    blocks = chapter(shown, "quality").blocks
    return next(b for b in blocks if isinstance(b, Table) and b.caption.startswith(caption))


def captions(shown: Report) -> list[str]:
    return [b.caption for b in chapter(shown, "quality").blocks if isinstance(b, Table)]


def words(cells) -> list[str]:
    return [cell if isinstance(cell, str) else cell.text for cell in cells]


def test_the_first_line_says_that_nothing_speaks_against_the_answers():
    first = chapter(report(agreeing(40)), "quality").blocks[0]
    assert first == Paragraph(
        text="Nothing that could be checked speaks against relying on these answers."
    )


def test_the_first_line_names_everything_that_speaks_against_them():
    rows = [{**row, "q7": 3 - row["q6"]} for row in agreeing(40)] + straight(*[0] * 8)
    first = chapter(report(rows), "quality").blocks[0]
    assert isinstance(first, Callout)
    assert first.text.startswith("Read these results with care: ")
    assert "1 question runs against the others" in first.text
    assert "17% of the answers look careless" in first.text
    assert "the index differs by −" in first.text


def test_questions_that_do_not_go_together_are_in_the_verdict():
    rows = [
        {"period": "2025-01", **{f"q{j}": p for j, p in enumerate(places(i))}} for i in range(60)
    ]
    assert "go together little (alpha" in chapter(report(rows), "quality").blocks[0].text


def test_branches_whose_questions_clearly_do_not_go_together_are_in_the_verdict():
    index = node("headline", children=[node("one", ["q0", "q1", "q2"]), node("two", ["q3", "q4"])])
    rows = [
        {"period": "2025-01", **{f"q{j}": p for j, p in enumerate(places(i)[:3])}, "q3": i % 4}
        for i in range(200)
    ]
    rows = [{**row, "q4": row["q3"] if i % 9 else 0} for i, row in enumerate(rows)]
    said = chapter(report(rows, items=EIGHT[:5], index=index), "quality").blocks[0].text
    assert "the questions of 1 branch go together little" in said


def test_flagged_answers_are_counted_and_stay_in_every_other_figure():
    shown = report(agreeing(40) + straight(0, 1))
    name, judged, flagged, share = words(table(shown, "Answers that look careless").rows[0])
    assert name.startswith("Straight-lining")
    assert (judged, flagged, share) == ("42", "2", "5%")
    assert shown.data["responses"] == 42
    rows = [words(row) for row in table(shown, "The index with and without").rows]
    assert [row[1] for row in rows] == ["42", "40"]
    assert rows[0][2] != rows[1][2]


def test_with_one_sign_only_its_sum_is_not_repeated():
    assert len(table(report(agreeing(40)), "Answers that look careless").rows) == 1
    assert len(table(report(agreeing(40, seconds=60)), "Answers that look careless").rows) == 3


def test_what_was_not_looked_for_is_said():
    notes = " ".join(
        b.text for b in chapter(report(agreeing(40)), "quality").blocks if isinstance(b, Paragraph)
    )
    assert "Speeding is not looked for" in notes
    assert "Forms sent twice are not looked for" in notes
    assert "the answers carry no dates" in notes


def test_every_branch_has_its_alpha_with_interval_and_base():
    index = node("headline", children=[node("one", ["q0", "q1", "q2"]), node("two", ["q3"])])
    shown = report(agreeing(40), items=EIGHT[:4], index=index)
    whole, one, two = (words(row) for row in table(shown, "Do the questions").rows)
    assert whole[:3] == ["headline", "4", "40"]
    assert one[4].count("–") == 1
    assert two[:4] == ["two", "1", "40", "–"]
    assert two[5:] == ["–", "fewer than two questions that vary"]


def test_a_question_that_all_answered_alike_is_named():
    rows = [{**row, "q3": 0} for row in agreeing(40)]
    (row,) = table(report(rows), "Do the questions").rows
    assert words(row)[-1] == "All gave the same answer, left out: q3."


def test_only_questions_that_pull_against_the_rest_are_listed():
    rows = [{**row, "q7": 3 - row["q6"]} for row in agreeing(40)]
    listed = table(report(rows), "Questions that go little with")
    assert [words(row)[0] for row in listed.rows] == ["q7"]
    assert "marked reverse" in listed.note
    assert len(report(rows).data["quality"]["items"]) == 8


def test_late_answers_stand_beside_early_ones_with_a_verdict_in_words():
    rows = [
        {**row, "q0": 3, "q1": 3, "q2": 3, "date": f"2025-01-{day:02}"}
        if day > 20
        else {**row, "date": f"2025-01-{day:02}"}
        for day in range(1, 31)
        for row in agreeing(4)
    ]
    shown = table(report(rows), "Early and late answers")
    assert [words(row)[1] for row in shown.rows] == ["40", "40", ""]
    assert words(shown.rows[2])[3] == "clearly down"
    assert "late differ clearly" in chapter(report(rows), "quality").blocks[0].text


def test_who_did_not_answer_stands_beside_who_could_have():
    rows = table(report(agreeing(40)), "Who did not answer").rows
    assert rows == (("a", "40", "30", "10", "75%"), ("b", "10", "10", "0", "100%"))


def test_departments_too_small_to_show_are_not_among_those_who_did_not_answer():
    tree = {"all": None, "a": "all", "b": "all", "c": "all", "d": "all"}
    people = dict.fromkeys("abcd", 40)
    rows = [{**row, "unit": "cd"[i % 2]} for i, row in enumerate(mixed(40))]
    rows += [{**row, "unit": "a"} for row in mixed(3)] + [{**r, "unit": "b"} for r in mixed(9)]
    shown = report(rows, units=units(tree, people), anonymity=Anonymity())
    assert [row[0] for row in table(shown, "Who did not answer").rows] == ["c", "d"]
    answered = {u["unit"]: u["answered"] for u in shown.data["quality"]["nonresponse"]}
    assert answered == {"a": None, "b": None, "c": 20, "d": 20}


def test_few_careless_answers_of_an_anonymous_survey_are_fewer_than_five():
    shown = report(agreeing(40) + straight(0, 1), anonymity=Anonymity())
    row = words(table(shown, "Answers that look careless").rows[0])
    assert row[1:] == ["42", "fewer than 5", "–"]
    assert "The index with and without the flagged answers" not in captions(shown)
    assert "groups of fewer than 5" in chapter(shown, "quality").blocks[-1].text
    assert shown.data["quality"]["flags"][0]["flagged"] is None


def test_a_units_report_has_its_flags_but_no_agreement():
    shown = report(agreeing(40) + straight(0, 1), unit="a")
    assert "Answers that look careless" in captions(shown)
    assert not any(caption.startswith("Do the questions") for caption in captions(shown))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_all_of_it(language):
    rows = [{**row, "q7": 3 - row["q6"]} for row in agreeing(60, seconds=60)]
    dated = [{**row, "date": f"2025-01-{i % 28 + 1:02}"} for i, row in enumerate(rows)]
    shown = report(dated + straight(0, 1), language)
    assert len(captions(shown)) == 8
    assert "{" not in str(chapter(shown, "quality").blocks).replace("{'", "")


def test_the_data_name_every_figure():
    quality = report(agreeing(40) + straight(0, 1)).data["quality"]
    assert quality["reliability"][0]["n"] == 42
    assert [flag["sign"] for flag in quality["flags"]] == ["straight", "fast", "twice", "any"]
    assert quality["without"]["unflagged"]["n"] == 40
    assert quality["runs"]["longest"] == 8
    assert quality["early_late"] is None
