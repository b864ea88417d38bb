"""Which chapters a report has, their order and numbers, and what is printed on paper."""

import time

import pytest

from csatreport.base.label import LANGUAGES
from csatreport.counts.findings.model import Quality
from csatreport.report.around import around
from csatreport.report.model import Callout, ReportPage, Table
from csatreport.statistics.estimate import Hidden
from csatreport.statistics.verdict import Verdict
from csatreport.study.periods import PeriodKind
from csatreport.study.policy import Anonymity, Audience, Reporting
from csatreport.subjects.compose import compose_report
from tests.report.build import (
    BEFORE,
    ITEMS,
    blocks,
    change,
    chapter,
    comment,
    findings,
    found,
    item,
    low,
    node,
    period,
    questionnaire,
    report,
    score,
    texts,
    tree,
    trend,
    unit,
)

FULL = {"lows": (low(),), "comments": (comment("more tills"),)}
CHAPTERS = [
    "summary",
    "results",
    "change",
    "compare",
    "priorities",
    "who",
    "voices",
    "quality",
    "explain",
    "method",
]
STORE = unit("a", "north")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_company_report_has_every_chapter_numbered_after_the_one_page(language):
    shown = report(language, **FULL)
    assert [c.id for c in shown.chapters] == CHAPTERS
    assert [c.number for c in shown.chapters] == ["", "1", "2", "3", "4", "5", "6", "7", "", "8"]
    assert [c.id for c in shown.chapters if c.screen_only] == ["explain"]
    assert shown.company


def test_a_report_is_a_small_set_of_pages_and_a_sheet_a_smaller_one():
    pages = {p: [c.id for c in some] for p, some in report("en", **FULL).pages.items()}
    assert pages == {
        "index": ["summary", "results", "change", "compare", "priorities"],
        "detail": ["who"], "voices": ["voices"], "quality": ["quality"], "workings": ["explain"],
    }  # fmt: skip
    sheet = report("en", unit=STORE, parent=findings(), **FULL).pages
    assert list(sheet) == ["index", "detail", "workings"]
    assert [c.id for c in sheet[ReportPage.FRONT]] == ["summary", "items", "words"]


def test_numbers_stay_consecutive_where_a_chapter_is_left_out():
    shown = report("en", units=())
    assert [(c.number, c.id) for c in shown.chapters] == [
        ("", "summary"), ("1", "results"), ("2", "change"), ("3", "priorities"), ("4", "who"),
        ("5", "quality"), ("", "explain"), ("6", "method"),
    ]  # fmt: skip


def test_a_unit_prints_one_sheet_and_keeps_the_rest_for_the_screen():
    shown = report("en", unit=STORE, parent=findings(), **FULL)
    printed = [c.id for c in shown.chapters if not c.screen_only]
    assert printed == ["summary", "items", "words"]
    assert [c.id for c in shown.chapters if c.screen_only] == [
        "who", "change", "compare", "priorities", "voices", "quality", "explain",
    ]  # fmt: skip
    assert not shown.company
    assert (shown.title, shown.where) == ("a·en", "Survey·en, October 2026")


def test_a_unit_may_have_the_full_report():
    full = questionnaire(reporting=Reporting(periods=(PeriodKind.MONTH,), unit_level="full"))
    shown = report("en", questionnaire=full, unit=STORE, **FULL)
    assert [c.id for c in shown.chapters] == CHAPTERS
    assert [c.id for c in shown.chapters if c.screen_only] == ["explain"]


def test_a_sheet_with_too_many_questions_shows_the_weakest_and_says_so():
    asked = tuple(item(f"q{i}") for i in range(1, 27))
    made = tuple(found(one, (30, 20, place, 3), change()) for place, one in enumerate(asked))
    shown = report(
        "en", questionnaire=questionnaire(asked, tree(items=("q1",))), unit=STORE, items=made
    )
    sheet, rest = chapter(shown, "items"), chapter(shown, "results")
    assert sheet.blocks[0].text.startswith("12 of 26 questions: those that changed beyond chance")
    assert sheet.blocks[1].groups[0].rows[-1].id == "q26"
    assert len(sheet.blocks[1].groups[0].rows) == 12
    assert len(rest.blocks[0].groups[0].rows) == 26


def test_a_question_that_changed_clearly_is_on_the_sheet_however_good_it_is():
    asked = tuple(item(f"q{i}") for i in range(1, 27))
    made = [found(one, (30, 20, place, 3), change()) for place, one in enumerate(asked)]
    made[0] = found(asked[0], (60, 0, 0, 0), change(9.0, Verdict.UP))
    shown = report("en", questionnaire=questionnaire(asked), unit=STORE, items=tuple(made))
    sheet = chapter(shown, "items")
    assert sheet.heading == "Clearly up on September: q1·en"
    assert "q1" in [row.id for row in sheet.blocks[1].groups[0].rows]


def test_a_sheet_is_headed_by_what_changed():
    assert chapter(report("en", unit=STORE), "items").heading == "No question shows a change"


def test_the_cover_names_period_unit_and_sample():
    shown = report("zh-Hant")
    assert (shown.title, shown.where) == ("Survey·zh-Hant", "2026 年 10 月，all·zh-Hant")
    assert (shown.base, shown.sample) == ("n = 60 份答卷", "")
    assert (shown.questionnaire, shown.period, shown.unit) == ("retail", "2026-10", "all")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_speaks_one_language(language):
    others = [f"·{other}" for other in LANGUAGES if other != language]
    shown = report(language, **FULL)
    assert not [t for t in texts(shown) if any(other in t for other in others)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_has_an_unfilled_gap_or_a_python_value(language):
    for audience in Audience:
        for where in (questionnaire().units.root, STORE):
            for text in texts(report(language, audience, unit=where, parent=findings(), **FULL)):
                assert "{" not in text.replace("min{ p(j)", "")
                assert text not in {"None", "nan"}
                assert "<bound" not in text


def test_the_quality_chapter_accounts_for_files_and_refusals():
    quality = Quality(
        responses=60, respondents=None, unscored=0,
        files=(("a.csv", 50, 49, 1, 2), ("b.csv", 12, 11, 1, 0)), refusals=(("A425", 2),),
    )  # fmt: skip
    shown = report("en", quality=quality)
    assert chapter(shown, "quality").heading == "62 rows read, 2 refused"
    files, refusals, missing = chapter(shown, "quality").blocks[:3]
    assert files.rows[-1] == ("All files", "62", "60", "2", "2")
    assert refusals.rows == (("A425", "unknown unit", "2"),)
    row = missing.rows[1]
    assert (row[0].text, *row[1:]) == ("q2·en", "60", "1", "2%", "0", "4", "0")


def test_often_blank_items_are_flagged_and_head_the_chapter():
    blank = (found(ITEMS[0], (30, 10, 5, 5), blank=10),)
    shown = report("en", items=blank)
    assert chapter(shown, "quality").heading == "1 question is often left blank"
    table = next(b for b in chapter(shown, "quality").blocks if isinstance(b, Table))
    assert table.rows[0][3] == "17% †"
    assert chapter(report("en"), "quality").heading == "No question is left blank by more than 10%"


def test_missing_answers_of_an_anonymous_group_are_not_counted():
    hidden = found(ITEMS[0], (4, 2, 1, 1), blank=3)
    fields = {name: getattr(hidden, name) for name in hidden.__dataclass_fields__}
    masked = type(hidden)(**{**fields, "counts_hidden": Hidden.WITHHELD})
    shown = report("en", questionnaire=questionnaire(anonymity=Anonymity()), items=(masked,))
    assert chapter(shown, "quality").heading.startswith("Missing answers are not counted here")
    table = next(b for b in chapter(shown, "quality").blocks if isinstance(b, Table))
    assert table.rows[0][2:] == ("–",) * 5


def test_a_questionnaire_without_scored_items_still_reports_its_answers():
    plain = questionnaire(indexed=False)
    shown = report("en", questionnaire=plain, headline=None, trend=(), items=())
    assert [c.id for c in shown.chapters] == [
        "summary", "who", "quality", "method",
    ]  # fmt: skip
    assert blocks(shown, Callout)


def test_a_unit_report_is_composed_quickly():
    made = findings(unit=STORE, trend=trend(*[70.0] * 24), headline=node(tree(), score(72.0)))
    above = around(findings(period=period(BEFORE)), [STORE])[STORE.id]
    best = 1.0
    for _ in range(15):
        start = time.process_time()
        compose_report(made, "en", audience=Audience.OPEN, sample=False, around=above)
        best = min(best, time.process_time() - start)
    assert best < 0.1  # It takes a tenth of that; a machine may be slow.
