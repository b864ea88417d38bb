"""The page of one question through time."""

from dataclasses import replace

import pytest

from csatreport.base.label import LANGUAGES
from csatreport.report.figures import Trend
from csatreport.report.model import Callout, Paragraph, Table
from csatreport.statistics.estimate import Hidden, Suppressed
from csatreport.statistics.verdict import Verdict
from csatreport.study.policy import Anonymity, Audience
from csatreport.subjects.results.question import compose_question
from tests.report.build import (
    BEFORE,
    FOUR,
    ITEMS,
    NOW,
    THREE,
    change,
    found,
    hide,
    item,
    period,
    questionnaire,
    texts,
)

MOMENTS = (
    (period("2026-08"), None),
    (period(BEFORE), found(ITEMS[0], (30, 20, 5, 5))),
    (period(NOW), found(ITEMS[0], (40, 12, 5, 3), change(5.0, Verdict.UP), not_applicable=2)),
)


def page(moments=MOMENTS, language="en", asked=ITEMS[0], survey=None):
    return compose_question(
        survey or questionnaire(), asked, moments, language, audience=Audience.OPEN, sample=True
    )


def block(shown, kind):
    return next((b for b in shown.blocks if isinstance(b, kind)), None)


def tables(shown) -> list[Table]:
    return [b for b in shown.blocks if isinstance(b, Table)]


def test_the_page_is_headed_by_the_question_as_asked():
    shown = page()
    assert (shown.title, shown.where) == ("How about q1?·en", "1 q1·en, Survey·en")
    assert shown.sample == "sample data"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "October 2026: index 82.8. Up 5.0 on September: clear."),
        ("zh-Hans", "2026 年 10 月指数为 82.8。比 9 月高 5.0 分：明确上升。"),
        ("zh-Hant", "2026 年 10 月指數為 82.8。比 9 月高 5.0 分：明確上升。"),
    ],
)
def test_the_newest_figure_and_its_verdict_stand_first(language, text):
    assert page(language=language).blocks[0].text == text


def test_the_line_shows_the_favourable_share_and_leaves_gaps():
    line = block(page(), Trend)
    assert [point.value for point in line.points] == [
        None, pytest.approx(100 * 50 / 60), pytest.approx(100 * 52 / 60),
    ]  # fmt: skip
    assert line.last == "87%"
    assert not any(point.breaks for point in line.points)


def test_where_the_share_is_withheld_the_line_has_a_gap_and_no_index_in_its_place():
    half = replace(MOMENTS[1][1], favourable=Suppressed(Hidden.WITHHELD))
    line = block(page((*MOMENTS[:1], (period(BEFORE), half), MOMENTS[2], MOMENTS[2])), Trend)
    assert [point.value is None for point in line.points] == [True, True, False, False]
    assert "88" not in line.points[1].text


def test_every_count_stands_in_the_table_newest_first():
    counts = tables(page())[0]
    assert [row[0] for row in counts.rows] == ["October 2026", "September 2026"]
    assert counts.rows[0][1:7] == ("60", "40", "12", "5", "3", "2")
    share, index = counts.rows[0][8:]
    assert (share.text, index.text) == ("86.7%", "82.8")
    assert share.target == index.target == "explained:2026-10/q1"


def test_a_new_wording_breaks_the_line_and_starts_a_table():
    anew = item("q1", THREE, series="q1@2")
    shown = page((*MOMENTS[:2], (period(NOW), found(anew, (30, 20, 10)))), asked=anew)
    assert [point.breaks for point in block(shown, Trend).points] == [False, False, True]
    assert [len(t.heads) for t in tables(shown)[:2]] == [9, 10]
    assert "As asked then: How about q1?·en" in [
        b.text for b in shown.blocks if isinstance(b, Paragraph)
    ]


def test_how_an_option_counts_is_told():
    options = tables(page())[-1]
    assert options.rows[0] == ("satisfied·en", "3", "favourable")
    assert options.rows[3] == ("dissatisfied·en", "0", "unfavourable")
    turned = tables(page(asked=item("q1", FOUR, reversed=True)))[-1]
    assert "turned round" in turned.note


@pytest.mark.parametrize("language", LANGUAGES)
def test_hidden_periods_show_a_reason_and_no_count(language):
    secret = hide(found(ITEMS[0], (1, 1, 1, 1)), Hidden.WITHHELD)
    shown = page(
        (*MOMENTS[:2], (period(NOW), secret)), language,
        survey=questionnaire(anonymity=Anonymity()),
    )  # fmt: skip
    row = tables(shown)[0].rows[0]
    assert row[2:] == ("–",) * 8
    assert row[1]
    assert block(shown, Trend) is None


def test_a_question_nobody_answered_says_so():
    shown = page(((period(NOW), None),))
    assert block(shown, Callout).text == "no answers"
    assert block(shown, Trend) is None


def test_too_few_answers_are_not_called_a_change():
    few = (period(NOW), found(ITEMS[0], (3, 2, 1, 0), change(20.0, Verdict.TOO_FEW)))
    assert page((*MOMENTS[:2], few)).blocks[0].text.endswith("Too few answers to tell.")


def test_the_page_holds_only_finished_texts():
    assert not [text for text in texts(page().blocks) if "{" in text or text == "None"]
