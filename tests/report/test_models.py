"""The chapters on expectations, features and importance: what they say, and where they do not."""

from __future__ import annotations

import io
from dataclasses import replace

import numpy as np
import openpyxl
import pytest

from csatreport.label import LANGUAGES, Label
from csatreport.render.downloads import write_xlsx
from csatreport.report.compose import compose_report
from csatreport.report.figures import Trend
from csatreport.report.gate import Gate
from csatreport.report.model import Callout, Quotes, Table
from csatreport.report.plots import Plot, Ranges
from csatreport.subjects.measured import measure
from csatreport.survey.model import Kind, Role
from csatreport.survey.models import PairRule, Theme
from csatreport.survey.periods import PeriodKind
from csatreport.survey.policy import Anonymity, Audience, Reporting
from tests.measures.build import PLAIN, edition, item, ledger, node, questionnaire, units
from tests.measures.test_gaps import SEVEN, pair
from tests.report.build import blocks, chapter
from tests.subjects.kano.test_measure import ABSENT, DISLIKE, FEATURE, LIKE, MUST_BE, NEUTRAL

TREE = node("headline", children=[node("quick", ["a"]), node("kind", ["b"])])
WHO = item("who", PLAIN[:2], role=Role.BACKGROUND)


def report(rows, items, language="en", tree=None, **settings):
    survey = questionnaire([edition(items, tree)], **settings)
    book = ledger(survey, [{"period": "2026-10", **row} for row in rows])
    found = Gate.of(book).apply(measure(book, survey.units.root, book.base_periods[-1]))
    return compose_report(found, language, audience=Audience.OPEN, sample=False)


def people(number: int, shortfall: int = 2) -> list[dict]:
    dice = np.random.default_rng(3)
    return [
        {"a": int(e) + shortfall + (-1) ** n, "e_a": int(e), "b": int(e), "e_b": int(e)}
        for n, e in enumerate(dice.integers(0, 3, number))
    ]


ASKED = [*pair("a"), *pair("b")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_falls_short_of_expectation_is_named(language: str):
    found = chapter(report(people(60), ASKED, language, TREE), "expectation")
    assert "quick" in found.heading
    assert "kind" not in found.heading
    by_dimension, by_item = (b for b in found.blocks if isinstance(b, Ranges))
    assert [row.label.text for row in by_dimension.rows] == ["quick", "kind", "headline"]
    assert by_item.rows[0].cells[2] == "−2.00"
    assert by_item.reference == 0


def test_a_gap_of_few_says_so():
    found = chapter(report(people(6), ASKED, tree=TREE), "expectation")
    assert any("Only 6 people" in b.text for b in found.blocks if isinstance(b, Callout))


def test_nobody_who_answered_both_parts_leaves_one_sentence():
    found = chapter(report([{"a": 1}, {"e_b": 2}], ASKED, tree=TREE), "expectation")
    assert found.heading == "Nobody answered both parts"
    assert len(found.blocks) == 1


def test_where_all_expect_the_utmost_the_reader_is_told():
    rows = [{"a": n % 5, "e_a": 0} for n in range(30)]
    found = chapter(report(rows, list(pair("a"))), "expectation")
    assert any("only mirrors" in b.text for b in found.blocks if isinstance(b, Callout))


def test_units_and_periods_stand_beside_each_other():
    rows = [{**row, "period": p, "unit": u} for p in ("2026-09", "2026-10") for u in ("n", "s")
            for row in people(20)]  # fmt: skip
    survey = {"units": units({"all": None, "n": "all", "s": "all"})}
    found = chapter(report(rows, ASKED, tree=TREE, **survey), "expectation")
    assert any(isinstance(b, Trend) and len(b.points) == 2 for b in found.blocks)
    sites = [b for b in found.blocks if isinstance(b, Ranges)][-1]
    assert [row.label.target for row in sites.rows] == ["unit:n", "unit:s"]


def test_a_competitor_has_a_column_of_its_own():
    rival = item("r", SEVEN, role=Role.COMPETITOR, about="a")
    rows = [{**row, "r": 1} for row in people(20)]
    named = PairRule(competitor=Label.of("Rival & Co"))
    found = chapter(report(rows, [*ASKED, rival], tree=TREE, pairs=named), "expectation")
    by_item = [b for b in found.blocks if isinstance(b, Ranges)][1]
    assert "Rival & Co" in by_item.heads
    assert by_item.rows[0].cells[4] == "6.00"
    assert by_item.rows[1].cells[4] == "–"


def features(number: int, absent: int = DISLIKE) -> list[dict]:
    return [{"f": MUST_BE, "nf": absent} for _ in range(number)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_must_stands_in_the_heading(language: str):
    found = chapter(report(features(30), [FEATURE, ABSENT], language), "kano")
    assert "f" in found.heading
    table = next(b for b in found.blocks if isinstance(b, Table))
    assert table.rows[0][2] == "100%"


def test_doubts_about_features_are_said():
    rows = [{"f": LIKE, "nf": LIKE}, {"f": LIKE}, *features(3, NEUTRAL)]
    texts = [b.text for b in blocks(report(rows, [FEATURE, ABSENT]), Callout)]
    assert any("Too few" in text for text in texts)
    assert any("contradict themselves" in text for text in texts)
    assert any("Half a pair" in text for text in texts)


def test_a_feature_that_most_would_rather_not_have_should_be_asked_the_other_way_round():
    rows = [{"f": DISLIKE, "nf": LIKE}] * 20
    assert any("rather not" in b.text for b in blocks(report(rows, [FEATURE, ABSENT]), Callout))


def test_better_and_worse_are_drawn_from_two_features_on():
    other = [replace(FEATURE, id="g", series="g"), replace(ABSENT, id="ng", series="ng", about="g")]
    rows = [{"f": LIKE, "nf": NEUTRAL, "g": MUST_BE, "ng": DISLIKE}] * 20
    (plot,) = blocks(report(rows, [FEATURE, ABSENT, *other]), Plot)
    assert [(spot.x, spot.y) for spot in plot.spots] == [(0.0, 1.0), (1.0, 0.0)]


def importance(bosses: int):
    points = [item(f"w{n}", (), kind=Kind.NUMBER, role=Role.IMPORTANCE, about=name)
              for n, name in enumerate(("quick", "kind"))]  # fmt: skip
    rows = [{**row, "w0": 70.0, "w1": 30.0, "who": 0} for row in people(60)]
    rows += [{"w0": 20.0, "w1": 80.0, "who": 1} for _ in range(bosses)]
    return rows, [*ASKED, *points, WHO]


def test_managers_stand_beside_customers_where_they_were_asked():
    rows, asked = importance(12)
    rule = PairRule(asked_by="who", managers=("B",))
    tables = blocks(report(rows, asked, tree=TREE, pairs=rule), Table)
    table = next(t for t in tables if t.caption.startswith("What people share"))
    assert [row[0] for row in table.rows] == ["quick", "kind"]
    assert table.rows[0][1:] == ("1", "70.0", "60", "2", "20.0", "12")


ANONYMOUS = {"anonymity": Anonymity(), "every": PeriodKind.ROUND,
             "reporting": Reporting(periods=(PeriodKind.ROUND,))}  # fmt: skip


def models(rows, asked, **more):
    told = report([{**row, "period": "r2025"} for row in rows], asked, **ANONYMOUS, **more).data
    return told["gaps"], told["kano"], told["stated"]


def test_anonymous_models_are_shown_of_many_only():
    rows, asked = importance(0)
    gaps, _, stated = models(rows, asked, tree=TREE)
    assert gaps is not None
    assert stated
    assert gaps["trend"] == gaps["units"] == []
    assert models(rows[:40], asked, tree=TREE) == (None, [], [])


def test_few_managers_of_an_anonymous_survey_are_never_shown():
    rows, asked = importance(3)
    rule = PairRule(asked_by="who", managers=("B",))
    assert models(rows, asked, tree=TREE, pairs=rule)[2] == []


def test_a_class_of_few_people_hides_the_features_of_an_anonymous_survey():
    asked = [FEATURE, ABSENT, item("q")]
    many = [{**row, "q": n % 4} for n, row in enumerate(features(60))]
    assert models(many, asked)[1]
    assert models([*many, {"f": LIKE, "nf": NEUTRAL, "q": 1}], asked)[1] == []


def test_the_workbook_has_a_sheet_for_each_model_that_was_used():
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(report(people(60), ASKED, tree=TREE))))
    assert book["Gaps"].max_row == 1 + 1 + 2 + 2
    assert [cell.value for cell in book["Gaps"][1]][:3] == ["id", "label", "n"]
    assert "Features" not in book.sheetnames
    kano = openpyxl.load_workbook(io.BytesIO(write_xlsx(report(features(30), [FEATURE, ABSENT]))))
    assert kano["Features"]["E2"].value == 30


QUEUE = Theme(id="queue", label=Label.of("Queueing"), words=("queue*",))
SAID = item("said", (), kind=Kind.TEXT, role=Role.COMMENT)


def voices(rows, **settings):
    return report(rows, [item("q"), SAID], themes=(QUEUE,), **settings)


def test_themes_stand_with_their_share_their_past_and_somebodys_words():
    rows = [{"period": p, "q": n % 4, "said": "long queue" if n < k else "fine"}
            for p, k in (("2026-09", 2), ("2026-10", 14)) for n in range(20)]  # fmt: skip
    found = chapter(voices(rows), "voices")
    (ranges,) = (b for b in found.blocks if isinstance(b, Ranges))
    assert ranges.rows[0].cells[:2] == ("10%", "70%")
    assert "more often" in ranges.rows[0].cells[3]
    quotes = next(b for b in found.blocks if isinstance(b, Quotes))
    assert quotes.rows[0].text == "long queue"


def test_a_theme_of_few_anonymous_comments_is_not_told():
    def told(about: int):
        rows = [{"period": "r2025", "q": n % 4, "said": f"queue {n}" if n < about else f"fine {n}"}
                for n in range(40)]  # fmt: skip
        return voices(rows, **ANONYMOUS)

    assert [one["n"] for one in told(12).data["themes"]["counts"]] == [12]
    assert told(5).data["themes"]["counts"] == []
    assert told(36).data["themes"]["counts"] == []
    assert told(12).data["themes"]["counts"][0]["trend"] == []
