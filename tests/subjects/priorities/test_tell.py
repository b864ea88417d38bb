"""The chapter on priorities: what matters, what is weak, and plain words where nobody can tell."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from csatreport.base.label import LANGUAGES
from csatreport.privacy.gate import Gate
from csatreport.report.model import Bars, Callout, Cards, Paragraph, Table
from csatreport.report.plots import Plot, Ranges
from csatreport.study.item import Role
from csatreport.study.periods import PeriodKind
from csatreport.study.policy import Anonymity, Audience, Reporting, Target
from csatreport.subjects.compose import compose_report
from csatreport.subjects.measured import measure
from tests.counts.build import edition, item, ledger, node, questionnaire, units
from tests.report.build import blocks, chapter, report

ITEMS = [item(f"q{n}") for n in range(4)]
WHOLE = item("whole", role=Role.OVERALL)


def told(number: int, language: str = "en", *, loud: int = 3, partial: int = 0, **settings):
    """Report a company whose whole follows its first question, which is weak.

    Besides ``number`` people who answered everything there may be some who left out the whole.
    """
    dice = np.random.default_rng(5)
    rows = []
    for _ in range(number):
        marks = dice.integers(0, 4, 4)
        bad = int(min(3, max(0, round((loud * (marks[0]) + marks[1:].sum()) / (loud + 3)))))
        rest = {f"q{n}": int(marks[n] // 2) for n in (1, 2, 3)}
        rows.append({"period": settings.get("period", "2026-10"), "q0": int(marks[0]),
                     "whole": bad, **rest})  # fmt: skip
    rows += [{key: value for key, value in row.items() if key != "whole"} for row in rows[:partial]]
    settings.pop("period", None)
    survey = questionnaire([edition([*ITEMS, WHOLE])], **settings)
    book = ledger(survey, rows)
    found = Gate.of(book).apply(measure(book, survey.units.root, book.base_periods[0]))
    return compose_report(found, language, audience=Audience.OPEN, sample=False)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_important_and_weak_stands_in_the_heading_and_on_the_one_page(language: str):
    shown = told(3000, language)
    found = chapter(shown, "priorities")
    assert "q0" in found.heading
    assert any(isinstance(block, Plot) for block in found.blocks)
    cards = next(b for b in chapter(shown, "summary").blocks if isinstance(b, Cards))
    assert cards.cards[0].rows[0].head.text == "q0"
    drivers = next(b for b in found.blocks if isinstance(b, Ranges))
    assert drivers.rows[0].label.text == "q0"
    assert drivers.reference == 25


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_to_act_on_says_on_what_part_of_all_answers_it_rests(language: str):
    """1,500 of 3,000 answers are complete."""
    shown = told(1500, language, partial=1500)
    lead = next(b.text for b in chapter(shown, "priorities").blocks if isinstance(b, Paragraph))
    cards = next(b for b in chapter(shown, "summary").blocks if isinstance(b, Cards))
    for text in (lead, cards.cards[0].note):
        assert all(part in text for part in ("1,500", "3,000", "50%"))


def test_of_fewer_than_ten_answers_no_question_is_said_to_come_first():
    heading = "Too few answers to put the questions in order"
    assert chapter(told(9), "priorities").heading == heading
    assert chapter(told(10), "priorities").heading != heading


def test_nothing_is_said_to_cause_anything():
    text = " ".join(
        block.note
        for block in chapter(told(3000), "priorities").blocks
        if isinstance(block, Ranges)
    )
    assert "does not show what causes what" in text


def test_too_few_answers_show_correlations_and_say_how_many_are_needed():
    found = chapter(told(45), "priorities")
    lead = next(b.text for b in found.blocks if isinstance(b, Paragraph))
    assert "45" in lead
    assert "50" in lead
    ranges = next(b for b in found.blocks if isinstance(b, Ranges))
    assert len(ranges.heads) == 3
    assert ranges.reference is None
    assert not any(isinstance(b, Plot) for b in found.blocks)


def test_without_a_question_for_the_whole_the_bad_answers_are_listed():
    found = chapter(report("en"), "priorities")
    assert "No question asks" in found.blocks[0].text
    pareto = next(b for b in found.blocks if isinstance(b, Bars))
    assert [(row.count, row.share) for row in pareto.rows] == [
        ("25", "42%"), ("10", "17%"), ("8", "13%"),
    ]  # fmt: skip


def test_the_list_names_what_a_rise_to_the_target_is_worth():
    shown = told(200, targets=(Target(value=80.0),))
    rows = next(b for b in chapter(shown, "priorities").blocks if isinstance(b, Table))
    assert "To target" in rows.heads
    weakest = min((p for p in shown.data["priorities"]), key=lambda one: one["index"])
    assert weakest["rise"] == pytest.approx(80 - weakest["index"])
    assert weakest["gain"] == pytest.approx(weakest["rise"] / 4)


def test_an_anonymous_survey_shows_drivers_of_many_only():
    promise = {"anonymity": Anonymity(), "every": PeriodKind.ROUND, "period": "r2025",
               "reporting": Reporting(periods=(PeriodKind.ROUND,))}  # fmt: skip
    assert told(400, **promise).data["drivers"] is not None
    assert told(45, **promise).data["drivers"] is None


def test_a_question_that_all_answer_alike_is_named():
    survey = questionnaire([edition([*ITEMS, WHOLE])])
    dice = np.random.default_rng(5)
    rows = [{"period": "2026-10", "q0": 1, "q1": int(a), "q2": int(b), "q3": int(c),
             "whole": int((a + b + c) // 3)} for a, b, c in dice.integers(0, 4, (90, 3))]  # fmt: skip
    book = ledger(survey, rows)
    found = measure(book, survey.units.root, book.base_periods[0])
    shown = compose_report(found, "en", audience=Audience.OPEN, sample=False)
    assert any("q0" in b.text for b in blocks(shown, Callout))


def test_the_chart_of_steps_adds_up():
    tree = node("headline", children=[node("a", ["q0", "q1"]), node("b", ["q2", "q3"])])
    survey = questionnaire([edition(ITEMS, tree)], units=units({"all": None}))
    dice = np.random.default_rng(8)
    rows = [{"period": month, **{f"q{n}": int(min(3, v + better)) for n, v in enumerate(marks)}}
            for month, better in (("2026-09", 1), ("2026-10", 0))
            for marks in dice.integers(0, 4, (60, 4))]  # fmt: skip
    book = ledger(survey, rows)
    found = measure(book, survey.units.root, book.base_periods[-1])
    shown = compose_report(found, "en", audience=Audience.OPEN, sample=False)
    steps = next(b for b in chapter(shown, "results").blocks if isinstance(b, Ranges))
    first, *parts, last = steps.rows
    assert parts[0].start == first.value
    assert all(after.start == before.value for before, after in pairwise(parts))
    assert parts[-1].value == pytest.approx(last.value)


def alike(*weak: int) -> str:
    """Return the heading where twenty people gave some questions a worse answer than others."""
    rows = [{"period": "2026-10"} | {f"q{n}": 2 if n in weak else 1 for n in range(4)}] * 20
    survey = questionnaire([edition(ITEMS)], targets=(Target(value=90.0),))
    book = ledger(survey, rows)
    found = measure(book, survey.units.root, book.base_periods[0])
    shown = compose_report(found, "en", audience=Audience.OPEN, sample=False)
    return chapter(shown, "priorities").heading


def test_a_heading_names_one_question_only_where_it_alone_would_bring_the_most():
    assert alike(2) == "A rise in “q2” would bring the most"
    assert alike(1, 2) == "A rise would bring the most in: q1 and q2"
    assert alike() == "A rise of each question would bring as much"
