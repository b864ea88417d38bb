"""The short lists of the one page."""

from csatreport.counts.findings.model import Quality, UnitPoint
from csatreport.report.model import Card, Cards
from csatreport.statistics.estimate import Hidden, Suppressed
from csatreport.statistics.verdict import Against, Verdict
from csatreport.study.policy import Anonymity
from csatreport.subjects.quality.cards import often_blank
from csatreport.subjects.results.cards import weakest
from csatreport.subjects.results.strips import bad_count
from tests.report.build import (
    COMPANY,
    ITEMS,
    blocks,
    change,
    findings,
    found,
    hide,
    low,
    node,
    questionnaire,
    report,
    score,
    tree,
    trend,
    unit,
)


def cards(language: str = "en", **more) -> tuple[Card, ...]:
    return blocks(report(language, **more), Cards)[0].cards


def heads(card: Card) -> list[str]:
    return [row.head.text for row in card.rows]


def titled(title: str, *told: Card) -> Card:
    return next(card for card in told if card.title == title)


def look(**more) -> Card:
    return titled("Look first", *cards(**more))


def risks(**more) -> Card:
    return titled("Signals and risks", *cards(**more))


STORE = unit("a", "north")


def test_a_store_looks_first_at_what_is_furthest_behind_its_region():
    above = findings(items=tuple(found(item, (90, 5, 3, 2)[: len(item.options)]) for item in ITEMS))
    own = (
        found(ITEMS[0], (20, 10, 20, 10)),
        found(ITEMS[1], (10, 10, 20, 20)),
        found(ITEMS[2], (54, 4, 2)),
    )
    first = look(unit=STORE, parent=above, items=own)
    assert heads(first) == ["q2·en", "q1·en", "q3·en"]
    assert first.rows[0].detail == "33% favourable, 95% in all·en; 40 of 60 unfavourable"
    assert first.rows[2].detail == "favourable 90%; unfavourable 2 (3%)"


def test_the_company_looks_first_at_what_fell_on_the_year():
    fell = change(-9.0, Verdict.DOWN, Against.YEAR_AGO)
    items = (
        found(ITEMS[0], (40, 12, 5, 3), change(4.0, Verdict.UP)),
        found(ITEMS[1], (40, 12, 5, 3), change(-1.0), fell),
        found(ITEMS[2], (30, 10, 20), change(1.0)),
    )
    first = look(items=items)
    assert heads(first) == ["q2·en", "q3·en", "q1·en"]
    assert first.rows[0].detail == "9.0 below October 2025; 8 of 60 unfavourable"
    assert first.numbered


def test_where_counts_are_hidden_none_is_told_of_what_fell():
    fell = found(ITEMS[0], (2, 2, 2, 2), change(-9.0, Verdict.DOWN))
    masked = type(fell)(**{**_fields(fell), "counts_hidden": Hidden.WITHHELD})
    closed = questionnaire(anonymity=Anonymity())
    first = look(items=(masked,), questionnaire=closed)
    assert first.rows[0].detail == "9.0 below September"


def test_the_weakest_are_those_with_the_largest_share_of_bad_answers():
    assert heads(look()) == ["q2·en", "q3·en", "q1·en"]
    assert look().rows[0].detail == "favourable 58%; unfavourable 25 (42%)"


def test_a_middling_answer_makes_no_item_weak():
    middling = found(ITEMS[2], (5, 90, 5))
    bad = found(ITEMS[0], (60, 20, 10, 10))
    assert weakest((middling, bad)) == (bad, middling)


def test_hidden_counts_are_ranked_by_their_share_alone():
    shown = found(ITEMS[0], (2, 2, 2, 2))
    masked = type(shown)(**{**_fields(shown), "counts_hidden": Hidden.WITHHELD})
    assert bad_count(masked) is None
    closed = questionnaire(anonymity=Anonymity())
    details = [row.detail for row in look(items=(masked,), questionnaire=closed).rows]
    assert details == ["favourable 50%"]


def _fields(finding) -> dict:
    return {name: getattr(finding, name) for name in finding.__dataclass_fields__}


def test_a_card_without_a_row_does_not_exist():
    content = (found(ITEMS[0], (50, 10, 0, 0)),)
    assert blocks(report(items=content), Cards) == []


def test_low_answers_without_a_reason_need_attention():
    third = risks(lows=(low(reason=""), low(), low(reason="")))
    assert ("Low answers without a reason", "2 of 3 (67%), although the form asks for one") in [
        (row.head.text, row.detail) for row in third.rows
    ]


def test_units_far_below_are_named():
    far = (UnitPoint(unit=COMPANY.by_id["a"], score=score(50.0, 30), n=30, sd=10.0),
           UnitPoint(unit=COMPANY.by_id["b"], score=score(71.0, 30), n=30, sd=10.0))  # fmt: skip
    (row,) = risks(headline=node(tree(), score(72.0), change()), units=far).rows
    assert (row.head.text, row.detail) == ("a·en", "50.0, clearly lower (all·en 72.0)")


def test_a_store_is_told_of_itself_alone_where_units_lie_far_below():
    far = tuple(
        UnitPoint(unit=COMPANY.by_id[name], score=score(value, 30), n=30, sd=10.0)
        for name, value in (("a", 50.0), ("b", 49.0), ("c", 75.0))
    )
    whole = findings(headline=node(tree(), score(72.0)))
    assert heads(risks(unit=STORE, parent=whole, units=far)) == ["a·en"]


def test_withheld_figures_are_counted():
    closed = questionnaire(anonymity=Anonymity())
    secret = UnitPoint(unit=COMPANY.by_id["a"], score=Suppressed(Hidden.WITHHELD), n=0)
    items = (hide(found(ITEMS[0], (1, 1, 1, 0)), Hidden.WITHHELD),)
    third = risks(questionnaire=closed, units=(secret,), items=items)
    assert third.rows[0].detail == "2 figures are withheld to keep answers anonymous"


def test_a_few_refused_rows_among_many_are_no_matter_for_the_director():
    little = Quality(
        responses=60, respondents=None, unscored=0, files=(("a.csv", 1000, 997, 3, 2),)
    )
    much = Quality(responses=60, respondents=None, unscored=4, files=(("a.csv", 100, 60, 40, 2),))
    assert [card.title for card in cards(quality=little)] == ["Look first"]
    details = [row.detail for row in risks(quality=much).rows]
    assert details[0].startswith("4 answers fill in fewer than half of the questions")
    assert details[1] == "40 rows refused, 2 invalid cells"
    assert len(details) == 2


def test_an_item_left_blank_too_often_is_named():
    blank = found(ITEMS[0], (30, 10, 5, 5), blank=10)
    assert often_blank(blank)
    assert not often_blank(found(ITEMS[0], (30, 10, 5, 5), blank=5))
    assert risks(items=(blank,)).rows[0].detail == "by more than 10%: q1·en"


def test_a_report_that_may_not_speak_says_what_can_be_read_instead_and_what_to_do():
    closed = questionnaire(anonymity=Anonymity())
    secret = node(tree(), Suppressed(Hidden.WITHHELD))
    made = {"questionnaire": closed, "headline": secret, "responses": 0, "items": ()}
    read, to_do = cards(unit=STORE, parent=findings(), trend=trend(71.0, None), **made)
    assert read.title == "What can be read instead"
    assert [(r.head.text, r.head.target, r.detail) for r in read.rows] == [
        ("all·en", "unit:all", "index 72.0"), ("September 2026", "", "index 71.0"),
    ]  # fmt: skip
    assert heads(to_do)[0] == "Talk about the figures of all·en"
    assert to_do.rows[1].detail.startswith("Figures can stand here from 5 answers on")


def test_of_the_unit_above_nothing_is_told_that_its_own_report_hides():
    closed = questionnaire(anonymity=Anonymity())
    secret = node(tree(), Suppressed(Hidden.WITHHELD))
    made = {"questionnaire": closed, "headline": secret, "responses": 0, "items": (), "trend": ()}
    above = findings(**made)
    (to_do,) = cards(unit=STORE, parent=above, **made)
    assert to_do.title == "What to do"


def test_a_report_without_answers_says_whom_to_ask():
    (to_do,) = cards(responses=0, headline=node(tree(), None), trend=(), items=())
    assert heads(to_do) == ["Find out whether forms were handed out"]
