"""The headline: each thing there is to say has its own sentence, in three languages."""

import re

import pytest

from csatreport.base.label import LANGUAGES
from csatreport.report.figures import Trend
from csatreport.report.inline import Direction
from csatreport.statistics.estimate import Estimate, Hidden, Suppressed
from csatreport.statistics.verdict import Against, Verdict
from csatreport.study.policy import Anonymity
from tests.report.build import (
    ITEMS,
    blocks,
    change,
    chapter,
    findings,
    found,
    headline,
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

CLEAR_UP, CLEAR_DOWN = change(3.1, Verdict.UP), change(-3.1, Verdict.DOWN)


def whole(*changes, value=None, **more):
    return {"headline": node(tree(), value or score(82.4), *changes), **more}


@pytest.mark.parametrize(
    ("made", "english", "hans", "hant"),
    [
        (CLEAR_UP, "Up 3.1 on September: clear", "比 9 月高 3.1 分：明确上升",
         "比 9 月高 3.1 分：明確上升"),
        (CLEAR_DOWN, "Down 3.1 on September: clear", "比 9 月低 3.1 分：明确下降",
         "比 9 月低 3.1 分：明確下降"),
        (change(1.8), "Up 1.8 on September: no change shown", "比 9 月高 1.8 分：未显示变化",
         "比 9 月高 1.8 分：未顯示變化"),
        (change(-1.8), "Down 1.8 on September: no change shown", "比 9 月低 1.8 分：未显示变化",
         "比 9 月低 1.8 分：未顯示變化"),
        (change(0.04), "Level with September: no change shown", "与 9 月持平：未显示变化",
         "與 9 月持平：未顯示變化"),
        (change(1.2, Verdict.SMALL), "Up 1.2 on September: small, but beyond chance",
         "比 9 月高 1.2 分：变化虽小，但超出偶然", "比 9 月高 1.2 分：變化雖小，但超出偶然"),
        (change(-0.04, Verdict.SMALL), "Down <0.1 on September: small, but beyond chance",
         "比 9 月低 <0.1 分：变化虽小，但超出偶然", "比 9 月低 <0.1 分：變化雖小，但超出偶然"),
        (change(9.0, Verdict.TOO_FEW), "Too few answers to tell", "答卷太少，无法判断",
         "答卷太少，無法判斷"),
    ],
)  # fmt: skip
def test_the_verdict_is_the_finding_in_one_clause(made, english, hans, hant):
    said = [headline(report(x, **whole(made))).verdict for x in ("en", "zh-Hans", "zh-Hant")]
    assert said == [english, hans, hant]


@pytest.mark.parametrize(
    ("language", "verdict", "sentence"),
    [
        ("en", "Up 3.1 on August 2026: clear", "Compared with August 2026, the last period with"),
        ("zh-Hans", "比 2026 年 8 月高 3.1 分：明确上升", "其间没有答卷"),
        ("zh-Hant", "比 2026 年 8 月高 3.1 分：明確上升", "其間沒有答卷"),
    ],
)
def test_after_a_gap_the_period_compared_with_is_named_in_full(language, verdict, sentence):
    made = change(3.1, Verdict.UP, period=period("2026-08"), gap=True)
    said = headline(report(language, **whole(made)))
    assert said.verdict == verdict
    assert sentence in said.sentence


def test_the_number_has_its_interval_and_base():
    shown = headline(report("en", **whole(CLEAR_UP)))
    assert (shown.value, shown.interval.text) == ("82.4", "95% interval 80.4–84.4")
    assert shown.base == "n = 60 answers"
    assert shown.direction is Direction.UP
    assert shown.interval.target == "term:interval"


def test_a_headline_is_100_only_if_everybody_gave_the_best_answer():
    shown = [
        headline(report("en", headline=node(tree(), score(size), change(1.0)))).value
        for size in (99.95, 100.0, 0.04, 0.0)
    ]
    assert shown == ["99.9", "100.0", "0.1", "0.0"]


def test_a_base_smaller_than_the_answers_received_says_of_how_many():
    shown = report("zh-Hans", **whole(change(1.0), responses=75))
    assert headline(shown).base == "n = 60（共 75 份答卷）"
    assert headline(report("en", **whole(responses=75))).base == "n = 60 of 75 answers"
    assert shown.base == "n = 75 份答卷"


def test_not_shown_says_what_would_probably_have_been_missed():
    said = headline(report("en", **whole(change(1.8)))).sentence
    assert said == (
        "With 60 answers, a change of less than about 8 points would probably have been missed."
    )
    hans = headline(report("zh-Hans", **whole(change(1.8)))).sentence
    assert hans == "以这 60 份答卷而论，小于约 8 分的变化很可能看不出来。"


def test_a_clear_change_says_which_questions_moved():
    moved = (
        found(ITEMS[0], (40, 12, 5, 3), change(9.0, Verdict.UP)),
        found(ITEMS[1], (20, 15, 12, 13), change(-7.0, Verdict.DOWN)),
        found(ITEMS[2], (30, 20, 10), change(11.0, Verdict.UP)),
    )
    said = headline(report("en", **whole(CLEAR_UP, items=moved))).sentence
    assert said == "Clearly down: q2·en. Clearly up: q3·en and q1·en."


def test_questions_that_moved_in_a_quiet_month_are_named_for_the_company():
    moved = (found(ITEMS[0], (40, 12, 5, 3), change(9.0, Verdict.UP)),)
    company = headline(report("en", **whole(change(1.0), items=moved))).sentence
    assert company.startswith("Clearly up: q1·en. With 60 answers")
    store = report("en", **whole(change(1.0), items=moved, unit=unit("a", "north")))
    assert headline(store).sentence.startswith("With 60 answers")
    assert chapter(store, "items").heading == "Clearly up on September: q1·en"


def test_what_is_small_but_beyond_chance_is_never_called_nothing():
    moved = (found(ITEMS[0], (40, 12, 5, 3), change(-1.2, Verdict.SMALL)),)
    shown = report("en", **whole(change(1.0), items=moved))
    assert headline(shown).sentence.startswith("Changed little, but beyond chance: q1·en. With")
    store = report("en", **whole(change(1.0), items=moved, unit=unit("a", "north")))
    assert chapter(store, "items").heading == "Changed little, but beyond chance: q1·en"
    alone = headline(report("en", **whole(change(1.0, Verdict.SMALL))))
    assert alone.direction is Direction.SMALL_UP
    assert "No single question shows" not in alone.sentence


def test_a_quiet_month_does_not_hide_a_clear_change_on_last_year():
    then = change(-17.9, Verdict.DOWN, Against.YEAR_AGO)
    shown = headline(report("en", **whole(change(0.9), then)))
    assert shown.verdict == "Down 17.9 on October 2025: clear"
    assert shown.sentence.startswith("Up 0.9 on September: no change shown.")
    assert ("October 2025", "70.0; now −17.9: clearly down") in shown.facts


def test_without_the_month_before_the_year_before_is_compared():
    shown = headline(report("en", **whole(change(4.0, Verdict.UP, Against.YEAR_AGO), items=())))
    assert shown.verdict == "Up 4.0 on October 2025: clear"
    assert shown.facts == ()


def test_the_first_period_ever_has_nothing_to_compare_with():
    shown = report("en", **whole(trend=trend(72.0), items=()))
    assert headline(shown).verdict == "First results: nothing to compare with yet"
    assert blocks(shown, Trend) == []


def test_a_broken_series_says_why_it_starts_anew():
    shown = report("zh-Hans", **whole(trend=trend(70.0, 71.0, 72.0, breaks=0), items=()))
    assert headline(shown).verdict == "题目已改，指数重新起算，尚无可比"
    assert blocks(shown, Trend)[0].break_text == "2026 年 10 月起题目已改"
    assert blocks(shown, Trend)[0].points[-1].breaks


def test_a_period_before_without_a_figure_is_said():
    shown = report("en", **whole(trend=trend(70.0, None, 72.0), items=()))
    assert headline(shown).verdict == "The last period before has no figure to compare with"
    assert blocks(shown, Trend)[0].points[1].value is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_answers_at_all_is_said_and_nothing_else_is_claimed(language):
    shown = report(
        language, headline=node(tree(), None), responses=0, trend=(), units=(), background=(),
        items=tuple(found(i, (0,) * len(i.options)) for i in ITEMS),
    )  # fmt: skip
    assert headline(shown).value == "–"
    assert headline(shown).facts == ()
    assert [c.id for c in shown.chapters] == ["summary", "who", "quality", "method"]
    expected = {"en": "No answers", "zh-Hans": "没有答卷", "zh-Hant": "沒有答卷"}
    assert headline(shown).verdict == expected[language]


def test_one_answer_has_no_interval_and_no_verdict():
    one = tuple(found(i, (1,) + (0,) * (len(i.options) - 1)) for i in ITEMS)
    value = Estimate(value=100.0, base=1)
    few = change(30.0, Verdict.TOO_FEW)
    shown = report("en", **whole(few, value=value, items=one, responses=1))
    assert headline(shown).interval.text == "no interval can be given"
    assert headline(shown).base == "n = 1 answer"
    assert headline(shown).direction is Direction.FEW
    assert headline(shown).sentence == (
        "Change is judged only where both periods have at least 10 answers."
    )


def test_where_all_answers_are_alike_no_interval_is_claimed():
    alike = tuple(found(i, (30,) + (0,) * (len(i.options) - 1)) for i in ITEMS)
    shown = report("en", headline=node(tree(), Estimate(value=100.0, base=30)), items=alike)
    assert headline(shown).interval.text == "no interval can be given"
    assert not any(re.search(r"\bnan\b|\binf\b", text) for text in texts(shown))


def test_a_census_says_that_everybody_answered():
    census = Estimate(value=71.0, base=60, census=True)
    shown = report("zh-Hans", **whole(value=census, population=60))
    assert headline(shown).interval.text == "全员作答，没有抽样误差"
    assert chapter(shown, "who").heading == "60 份答卷，全员作答"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reason", list(Hidden))
def test_a_hidden_headline_says_why_and_shows_no_number(language, reason):
    closed = questionnaire(anonymity=Anonymity())
    shown = report(
        language, questionnaire=closed, headline=node(tree(), Suppressed(reason)), responses=0,
        items=(), trend=(), units=(), background=(),
    )  # fmt: skip
    assert headline(shown).value == "–"
    assert headline(shown).sentence.startswith(("Not shown", "不予显示", "不予顯示"))
    assert [c.id for c in shown.chapters] == ["summary", "who", "method"]


def test_fewer_than_the_minimum_tells_no_base():
    closed = questionnaire(anonymity=Anonymity())
    few = report(
        "en", questionnaire=closed, headline=node(tree(), Suppressed(Hidden.WITHHELD)), responses=0
    )
    assert few.base == "number of answers not shown"
    assert few.data["responses"] is None


@pytest.mark.parametrize(
    ("made", "statement"),
    [
        (change(2.4, Verdict.UP), "80: met, clearly above"),
        (change(0.4), "80: met, but not clearly"),
        (change(-0.4), "80: not met, but not clearly"),
        (change(0.9, Verdict.SMALL), "80: met; the margin is small, but beyond chance"),
        (change(-0.9, Verdict.SMALL), "80: not met; what is missing is small, but beyond chance"),
        (change(-5.0, Verdict.DOWN), "80: clearly missed"),
        (change(-5.0, Verdict.TOO_FEW), "80: too few answers to tell"),
    ],
)
def test_the_target_is_met_or_missed_clearly_or_not(made, statement):
    aimed = change(made.difference, made.verdict, Against.TARGET, reference=80.0, period=None)
    shown = report("en", **whole(change(1.0), aimed))
    assert ("Target", statement) in headline(shown).facts
    assert blocks(shown, Trend)[0].target == 80.0


def test_a_questionnaire_without_points_has_no_headline_but_says_so():
    plain = questionnaire(indexed=False)
    shown = report("en", questionnaire=plain, headline=None, trend=())
    assert blocks(shown, type(headline(report()))) == []
    assert "there is no index" in chapter(shown, "summary").blocks[0].text
    assert chapter(shown, "summary").heading == "n = 60 answers"


def test_an_anonymous_questionnaire_without_points_hides_its_few_answers():
    plain = questionnaire(indexed=False, anonymity=Anonymity())
    shown = report("en", questionnaire=plain, headline=None, trend=(), responses=0)
    assert shown.base == "number of answers not shown"


def test_nobody_who_answered_half_means_no_index():
    shown = report("en", headline=node(tree(), None), trend=())
    assert headline(shown).verdict == "No index"
    assert "at least half" in headline(shown).sentence


@pytest.mark.parametrize(
    ("value", "where"),
    [(72.0, "not clearly different"), (60.0, "clearly higher"), (90.0, "clearly lower")],
)
def test_a_unit_sees_where_the_unit_above_stands(value, where):
    above = findings()
    shown = report("en", unit=unit("a", "north"), parent=above, headline=node(tree(), score(value)))
    assert ("all·en", f"72.0, {where}") in headline(shown).facts


def test_the_trend_names_a_few_periods_and_always_the_last():
    shown = report("en", trend=trend(*([70.0] * 23), 72.0))
    named = [point.short for point in blocks(shown, Trend)[0].points]
    assert named[-1] == "Oct 2026"
    assert 4 <= sum(bool(name) for name in named) <= 5


def test_a_hidden_point_leaves_a_gap_in_the_trend():
    points = trend(70.0, 71.0, 72.0)
    closed = [points[0], type(points[0])(
        period=period("2026-09"), score=Suppressed(Hidden.WITHHELD), n=0), points[2]]  # fmt: skip
    middle = blocks(report("en", trend=tuple(closed)), Trend)[0].points[1]
    assert (middle.value, middle.text) == (None, "September 2026: not shown")
