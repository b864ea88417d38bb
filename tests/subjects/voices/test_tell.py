"""Low answers, comments and ranked wishes: complete, as written, and without names where open."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csatreport.base.label import LANGUAGES
from csatreport.report.model import Bars, Callout, Paragraph, Quotes, Report, Table
from csatreport.statistics.estimate import Hidden
from csatreport.study.periods import PeriodKind
from csatreport.study.policy import Anonymity, Audience, Reporting
from csatreport.subjects import SUBJECTS
from csatreport.subjects.voices.measure import Said
from csatreport.subjects.voices.subject import VOICES
from tests.report.build import (
    BAD,
    GOOD,
    WISH,
    blocks,
    chapter,
    comment,
    found,
    item,
    low,
    options,
    period,
    questionnaire,
    ranked,
    report,
    texts,
    unit,
)

CLOSED = questionnaire(anonymity=Anonymity())
NAME = "Zebra Trading 斑马商行"


def table(shown, css: str) -> Table:
    return next(t for t in blocks(shown, Table) if t.css == css)


def test_every_low_answer_stands_with_its_reason():
    shown = report("en", lows=(low(3, "rude"), low(2, "slow", where="c")))
    assert table(shown, "reasons").heads == (
        "Unit", "Question", "Answer", "Reason, as written", "Date",
    )  # fmt: skip
    cells = [[getattr(c, "text", c) for c in row] for row in table(shown, "reasons").rows]
    assert cells == [
        ["a·en", "1 q1·en", "dissatisfied·en", "rude", "2026-10-12"],
        ["c·en", "1 q1·en", "rather not·en", "slow", "2026-10-12"],
    ]
    assert chapter(shown, "voices").heading == "2 low answers, each with a reason"


def test_low_answers_without_a_reason_are_counted_and_listed():
    shown = report("en", lows=(low(reason=""), low(reason=""), low(2, ""), low()))
    silent = table(shown, "silent")
    assert silent.caption == "3 low answers without a reason"
    assert [row[-1] for row in silent.rows] == ["2", "1"]
    assert chapter(shown, "voices").heading == "4 low answers; 25% say why"


def test_a_name_stands_in_restricted_lists_only():
    said = {"lows": (low(name=NAME),), "comments": (comment("more tills", NAME),)}
    restricted = report("en", Audience.RESTRICTED, **said)
    assert "Name" in table(restricted, "reasons").heads
    assert NAME in table(restricted, "reasons").rows[0]
    assert blocks(restricted, Quotes)[0].rows[0].source == f"{NAME}, a·en, 2026-10-03"
    assert "Name" not in table(report("en", **said), "reasons").heads


@settings(deadline=None, max_examples=25)
@given(
    names=st.lists(
        st.text(st.characters(codec="utf-8", categories=["Lu", "Lo"]), min_size=4, max_size=12),
        min_size=1,
        max_size=4,
    ),
    language=st.sampled_from(LANGUAGES),
    of_unit=st.booleans(),
    silent=st.booleans(),
)
def test_an_open_report_never_holds_a_name(names, language, of_unit, silent):
    secrets = [f"\u2042{name}\u2042" for name in names]
    shown = report(
        language,
        unit=unit("a", "north") if of_unit else questionnaire().units.root,
        lows=tuple(low(name=s, reason="" if silent else "slow") for s in secrets),
        comments=tuple(comment("more tills", s) for s in secrets),
        ranked=(ranked("shorter queues"),),
    )
    assert not [text for text in texts(shown) for s in secrets if s in text]


def test_a_long_answer_has_its_language_and_is_shortened_on_paper():
    asked = questionnaire(answers_language="zh-Hant")
    (quotes,) = blocks(report("en", questionnaire=asked, comments=(comment("字" * 3000),)), Quotes)
    words = quotes.rows[0].words
    assert (len(words.text), len(words.short), words.language) == (3000, 400, "zh-Hant")


def test_anonymous_words_tell_neither_unit_nor_day_nor_order():
    shown = report(
        "en",
        Audience.RESTRICTED,
        questionnaire=CLOSED,
        lows=(low(3, "z last", NAME), low(3, "a first", NAME)),
        comments=(comment("zz", NAME), comment("aa", NAME), comment("zz", NAME)),
    )
    assert table(shown, "reasons").heads == ("Question", "Answer", "Reason, as written")
    assert [row[-1].text for row in table(shown, "reasons").rows] == ["a first", "z last"]
    quotes = blocks(shown, Quotes)[0].rows
    assert [(q.words.text, q.source) for q in quotes] == [("aa", ""), ("zz", "said 2 times")]
    whole = "\n".join(texts(shown))
    assert NAME not in whole
    assert "2026-10-12" not in whole


def test_an_anonymous_sheet_tells_no_day_and_counts_no_question():
    said = (low(3, "b", NAME), low(2, "a", NAME))
    sheet = report("en", questionnaire=CLOSED, unit=unit("a", "north"), lows=said)
    quotes = chapter(sheet, "words").blocks[0]
    assert quotes.title == "Low answers and their reasons, as written"
    assert [(quote.words.text, quote.source) for quote in quotes.rows] == [("a", ""), ("b", "")]
    assert "Low answers by question" not in [bars.caption for bars in blocks(sheet, Bars)]


@pytest.mark.parametrize(
    ("language", "reason"),
    [("en", "from 8 comments on only"), ("zh-Hans", "满 8 条意见"), ("zh-Hant", "滿 8 條意見")],
)
def test_hidden_comments_are_announced_with_the_reason(language, reason):
    kept_back = {**dict.fromkeys(SUBJECTS), VOICES: Said(hidden=Hidden.WITHHELD)}
    shown = report(language, questionnaire=CLOSED, results=kept_back)
    assert reason in next(b.text for b in blocks(shown, Callout))


def test_comments_beyond_the_newest_are_left_to_the_units_reports():
    many = tuple(comment(f"c{i}") for i in range(45))
    company = blocks(report("en", comments=many), Quotes)[0]
    assert (len(company.rows), company.more) == (
        40, "5 older comments stand in the units’ own reports.",
    )  # fmt: skip
    alone = questionnaire(
        reporting=Reporting(periods=(PeriodKind.MONTH,), units_read_by="none"), units=CLOSED.units
    )
    assert len(blocks(report("en", questionnaire=alone, comments=many), Quotes)[0].rows) == 45
    store = blocks(report("en", unit=unit("a", "north"), comments=many), Quotes)[0]
    assert len(store.rows) == 45


def test_ranked_wishes_are_counted_both_ways():
    shown = report("en", ranked=(ranked("pay", 5, 14), ranked("tools", 6, 9)))
    wishes = next(t for t in blocks(shown, Table) if t.caption == "first·en")
    assert wishes.rows == (("pay", "5", "14"), ("tools", "6", "9"))


def test_many_low_answers_stand_apart_on_the_screen():
    many = tuple(low(3, f"r{i}" if i % 2 else "") for i in range(300))
    shown = report("en", lows=many)
    assert len(table(shown, "reasons").rows) == 50
    assert any(
        b.text.startswith("The newest 50 of 150") for b in chapter(shown, "voices").blocks
        if isinstance(b, Paragraph)
    )  # fmt: skip
    annex = chapter(shown, "lows")
    assert annex.screen_only
    assert [len(block.rows) for block in annex.blocks] == [150, 1]
    by_unit = next(
        b for b in blocks(shown, Bars) if b.caption == "150 low answers without a reason"
    )
    assert [(row.label, row.count) for row in by_unit.rows] == [("a·en", "150")]


def _unlisted(shown: Report) -> str:
    assert chapter(shown, "lows") is None
    return "\n".join(b.text for b in chapter(shown, "voices").blocks if isinstance(b, Paragraph))


def test_a_year_leaves_thousands_of_low_answers_to_the_reports_of_units_or_of_months():
    many = tuple(low(3, "r") for _ in range(3200))
    whole = {"lows": many, "period": period("2026-Q3")}
    assert "in the units’ own reports" in _unlisted(report("en", **whole))
    months = Reporting(
        periods=(PeriodKind.MONTH, PeriodKind.QUARTER), units_read_by="none", units_for=None
    )
    alone = questionnaire(reporting=months, units=CLOSED.units)
    told = _unlisted(report("en", questionnaire=alone, **whole))
    assert "in the reports of the shorter periods" in told
    newest = questionnaire(reporting=replace(months, units_for=3), units=CLOSED.units)
    assert chapter(report("en", questionnaire=newest, **whole), "lows") is not None


def test_a_region_leaves_many_low_answers_to_the_reports_of_its_units():
    many = tuple(low(3, "r") for _ in range(300))
    region = report("en", unit=unit("north", "all"), units=(), lows=many)
    assert "in the units’ own reports" in _unlisted(region)
    store = report("en", unit=unit("a", "north"), lows=many)
    assert len(chapter(store, "lows").blocks[0].rows) == 300


def test_a_units_sheet_has_its_three_newest_reasons():
    shown = report(
        "en", unit=unit("a", "north"), lows=tuple(low(3, r) for r in ("1", "2", "", "3", "4"))
    )
    quotes = chapter(shown, "words").blocks[0]
    assert [quote.words.text for quote in quotes.rows] == ["1", "2", "3"]
    assert quotes.rows[0].about == "q1·en: dissatisfied·en"
    assert not chapter(shown, "words").screen_only


def test_a_crowded_sheet_has_fewer_reasons():
    asked = tuple(
        item(f"q{i}", options((f"good {i}", 1, GOOD), (f"bad {i}", 0, BAD))) for i in range(1, 11)
    )
    shown = report(
        "en", questionnaire=questionnaire(asked), unit=unit("a", "north"),
        items=tuple(found(one, (9, 9)) for one in asked), lows=(low(), low(), low()),
    )  # fmt: skip
    assert len(chapter(shown, "words").blocks[0].rows) == 2


def test_without_any_words_there_is_no_chapter():
    assert chapter(report("en"), "voices") is None
    assert WISH.options == ()
