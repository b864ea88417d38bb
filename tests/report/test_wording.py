"""Words that every chapter shares."""

import datetime as dt

import pytest

from csatreport.base.label import Label
from csatreport.report import wording
from csatreport.report.inline import Direction
from csatreport.report.lexicon.method import compose_method
from csatreport.report.notation import NET, share_notation
from csatreport.statistics.estimate import Estimate
from csatreport.statistics.verdict import Against, Verdict
from csatreport.study.item import Role
from csatreport.study.periods import Calendar, Period, PeriodKind
from csatreport.subjects import SUBJECTS
from tests.report.build import COMPANY, change, item, period, questionnaire

ROUND = Period(
    kind=PeriodKind.ROUND, id="r1", start=dt.date(2026, 5, 1), end=dt.date(2026, 5, 31),
    label=Label.of({"en": "Spring round", "zh-Hans": "春季轮次"}),
)  # fmt: skip
CITY = Label.of({"en": "the city", "zh-Hans": "全市"})
FISCAL = Calendar(fiscal_year_start=4)


@pytest.mark.parametrize(
    ("name", "english", "hans", "hant"),
    [
        ("2026-10", "October 2026", "2026 年 10 月", "2026 年 10 月"),
        ("2026-Q3", "Q3 2026", "2026 年三季度", "2026 年第三季"),
        ("2026", "2026", "2026 年", "2026 年"),
    ],
)
def test_a_calendar_period_has_a_name_in_each_language(name, english, hans, hant):
    names = [wording.period_name(period(name), x) for x in ("en", "zh-Hans", "zh-Hant")]
    assert names == [english, hans, hant]


def test_a_fiscal_period_is_named_after_the_year_it_ends_in():
    year = FISCAL.containing(dt.date(2026, 10, 1), PeriodKind.YEAR)
    quarter = FISCAL.containing(dt.date(2026, 10, 1), PeriodKind.QUARTER)
    assert wording.period_name(year, "en") == "FY2027"
    assert wording.period_name(year, "zh-Hans") == "2027 财年"
    assert wording.period_name(quarter, "en") == "Q3 FY2027"
    assert wording.period_name(quarter, "zh-Hant") == "2027 會計年度第三季"
    assert wording.period_axis(quarter, "en") == "FY2027 Q3"


def test_a_round_goes_by_its_own_name():
    assert wording.period_name(ROUND, "en") == "Spring round"
    assert wording.period_axis(ROUND, "zh-Hans") == "春季轮次"


def test_labels_under_an_axis_are_short():
    shorts = [wording.period_axis(period(x), "en") for x in ("2024-11", "2026-Q3", "2026")]
    assert shorts == ["Nov 2024", "2026 Q3", "2026"]
    assert wording.period_axis(period("2024-11"), "zh-Hans") == "2024.11"


def test_a_month_next_to_another_needs_no_year():
    assert wording.period_nearby(period("2026-09"), "en") == "September"
    assert wording.period_nearby(period("2026-Q2"), "en") == "Q2 2026"


def test_english_counts_agree_in_number():
    assert wording.answers("en", 1) == "1 answer"
    assert wording.answers("en", 57) == "57 answers"
    assert wording.answers("en", 0) == "0 answers"
    assert wording.answers("zh-Hant", 1152) == "1,152 份答卷"


def test_a_list_is_joined_as_each_language_does():
    assert wording.listed("en", ["a", "b", "c"]) == "a, b and c"
    assert wording.listed("zh-Hans", ["甲", "乙"]) == "甲、乙"
    assert wording.listed("en", ["a"]) == "a"
    assert wording.listed("en", []) == ""


def test_the_root_named_like_the_organisation_is_the_whole_company():
    asked = questionnaire(organisation=COMPANY.root.name)
    assert wording.unit_name(asked, COMPANY.root, "zh-Hans") == "全公司"
    assert wording.unit_name(questionnaire(), COMPANY.root, "en") == "all·en"


def test_units_go_by_their_own_noun_in_the_languages_that_have_one():
    noun = Label.of({"zh-Hans": "家门店", "en": "store|stores"})
    shops = questionnaire(unit_noun=noun)
    said = [wording.units(shops, one, 24) for one in ("zh-Hans", "zh-Hant", "en")]
    assert said == ["24 家门店", "24 個單位", "24 stores"]
    assert wording.units(shops, "en", 1) == "1 store"
    assert wording.units(questionnaire(), "en", 1) == "1 unit"


def test_what_a_mark_says_has_the_punctuation_of_its_language():
    assert wording.paired("en", "Service", "75.0", "70–80") == "Service: 75.0 (70–80)"
    assert wording.paired("zh-Hans", "服务", "75.0", "70–80") == "服务：75.0（70–80）"


def test_a_study_may_have_another_word_for_all_units_together():
    city = questionnaire(organisation=COMPANY.root.name, whole=CITY)
    assert wording.unit_name(city, COMPANY.root, "en") == "the city"
    assert wording.unit_name(city, COMPANY.root, "zh-Hans") == "全市"
    assert wording.whole_name(city, "en") == "the city"
    assert wording.whole_name(questionnaire(), "en") == "the whole company"
    leaf = COMPANY.all[-1]
    assert wording.unit_name(city, leaf, "en") == leaf.name["en"]


def test_the_method_names_the_whole_by_the_word_of_the_study():
    rated = questionnaire(items=(item("q1"), item("q2", role=Role.OVERALL)), whole=CITY)
    told = " ".join(str(block) for block in compose_method(rated, "en", SUBJECTS).blocks)
    assert "worked out for the city" in told
    assert "company" not in told


def test_a_mark_has_a_shape_only_where_the_test_allows_one():
    shapes = {
        verdict: wording.change_mark(change(3.0, verdict), "en").direction for verdict in Verdict
    }
    assert shapes == {
        Verdict.UP: Direction.UP,
        Verdict.DOWN: Direction.DOWN,
        Verdict.SMALL: Direction.SMALL_UP,
        Verdict.NOT_SHOWN: Direction.NONE,
        Verdict.TOO_FEW: Direction.FEW,
    }
    fell = wording.change_mark(change(-1.2, Verdict.SMALL), "en")
    assert (fell.direction, fell.number) == (Direction.SMALL_DOWN, "\u22121.2")


def test_a_change_beyond_chance_never_prints_as_zero():
    words = [wording.moved_by(change(size, Verdict.SMALL)) for size in (0.04, -0.04, 0.4)]
    assert words == ["+<0.1", "\u2212<0.1", "+0.4"]
    assert wording.moved_by(change(0.04)) == "0.0"


def test_a_mark_says_what_it_rests_on():
    mark = wording.change_mark(change(-5.84, Verdict.DOWN), "en")
    assert (mark.number, mark.word) == ("\u22125.8", "clearly down")
    assert mark.title == (
        "\u22125.8 points, 95% interval \u22127.8 … \u22123.8; q = 0.020 among 3 tested together"
    )
    alone = wording.change_mark(change(-5.84, Verdict.DOWN, family=1), "en")
    assert "p = 0.010" in alone.title


def test_too_few_answers_show_no_number():
    mark = wording.change_mark(change(12.0, Verdict.TOO_FEW), "zh-Hans")
    assert (mark.number, mark.word, mark.title) == ("", "答卷太少，无法判断", "")


def test_nothing_compared_has_no_mark():
    assert wording.change_mark(None, "en") is None


@pytest.mark.parametrize(
    ("difference", "verdict", "word"),
    [
        (4.0, Verdict.UP, "clearly above"),
        (1.0, Verdict.NOT_SHOWN, "met, not clearly above"),
        (-1.0, Verdict.NOT_SHOWN, "not met, not clearly below"),
        (-4.0, Verdict.DOWN, "clearly below"),
        (1.0, Verdict.SMALL, "met; small, but beyond chance"),
        (-1.0, Verdict.SMALL, "not met; small, but beyond chance"),
        (-4.0, Verdict.TOO_FEW, "too few answers to tell"),
    ],
)
def test_a_target_has_its_own_words(difference, verdict, word):
    assert wording.target_mark(change(difference, verdict, Against.TARGET), "en").word == word


def test_an_interval_says_when_there_is_none_and_why():
    assert wording.interval_phrase(Estimate(value=70), "en") == "no interval can be given"
    everybody = Estimate(value=70, census=True)
    assert wording.interval_phrase(everybody, "zh-Hans") == "全员作答，没有抽样误差"


def test_a_refusal_is_explained_by_its_code():
    assert wording.refusal_reason("A425", "en") == "unknown unit"
    assert wording.refusal_reason("X000", "en") == ""


@pytest.mark.parametrize(
    ("language", "all_answered", "few"),
    [
        ("en", "all answered", "too few answers"),
        ("zh-Hans", "全部作答", "答卷太少"),
        ("zh-Hant", "全部作答", "答卷太少"),
    ],
)
def test_where_no_interval_stands_in_a_table_a_word_says_why(language, all_answered, few):
    everybody, scanty = Estimate(value=0.7, census=True), Estimate(value=0.7, worth=9.4)
    assert wording.interval_or_word(everybody, language) == all_answered
    assert wording.interval_or_word(scanty, language) == few
    assert wording.interval_or_word(Estimate(value=70.0, base=1), language) == few
    assert wording.interval_or_word(Estimate(value=70.0, base=9), language) == ""
    assert wording.interval_or_word(Estimate(value=70.0, base=9), language, NET) == few
    assert wording.interval_or_word(Estimate(value=70.0, base=10), language, NET) == ""
    known = Estimate(value=0.7, low=0.6123, high=0.8, worth=30.0)
    assert wording.interval_or_word(known, language, share_notation(1)) == "61.2–80.0"
