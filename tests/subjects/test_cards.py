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
    RECOMMEND,
    blocks,
    change,
    found,
    hide,
    low,
    node,
    questionnaire,
    report,
    score,
    tree,
    unit,
)


def cards(language: str = "en", **more) -> tuple[Card, ...]:
    return blocks(report(language, **more), Cards)[0].cards


def heads(card: Card) -> list[str]:
    return [row.head.text for row in card.rows]


def test_clear_changes_stand_by_size_and_are_three_at_most():
    moved = tuple(
        found(item, (30,) + (10,) * (len(item.options) - 1), change(size, verdict))
        for item, size, verdict in (
            (ITEMS[0], 4.0, Verdict.UP),
            (ITEMS[1], -9.0, Verdict.DOWN),
            (ITEMS[2], 6.0, Verdict.UP),
            (RECOMMEND, 5.0, Verdict.UP),
        )
    )
    first = cards(items=moved)[0]
    assert heads(first) == ["q2·en", "q3·en", "recommend·en"]
    assert first.rows[0].mark.number == "\u22129.0"
    assert first.note.startswith(
        "Of 4 questions compared with September: 3 clearly up and 1 clearly"
    )


def test_without_a_clear_change_the_card_says_so():
    assert cards()[0].rows == ()
    assert cards()[0].empty == "No question shows a change since September."
    assert cards("zh-Hans")[0].empty == "与 9 月相比，没有哪一题显示变化。"


def test_small_changes_beyond_chance_stand_on_the_card_where_nothing_is_clear():
    small = found(ITEMS[0], (30, 10, 10, 10), change(-1.2, Verdict.SMALL))
    same = found(ITEMS[1], (30, 10, 10, 10), change(0.4))
    first = cards(items=(same, small))[0]
    assert (first.title, heads(first)) == ("Small changes, but beyond chance", ["q1·en"])
    assert first.note.startswith("Of 2 questions compared with September: 1 changed little but")
    clear = found(ITEMS[2], (30, 10, 10), change(6.0, Verdict.UP))
    both = cards("zh-Hans", items=(small, clear))[0]
    assert (both.title, heads(both)) == ("明确变化", ["q3·zh-Hans"])
    assert "1 题明确上升、1 题变化虽小但超出偶然" in both.note


def test_the_first_period_has_nothing_to_compare_with():
    first = tuple(found(item, (9,) * len(item.options)) for item in ITEMS)
    assert cards(items=first, headline=node(tree(), score(70.0)))[0].empty == (
        "Nothing to compare with yet."
    )


def test_too_few_answers_everywhere_is_not_no_change():
    few = change(5.0, Verdict.TOO_FEW)
    items = tuple(found(item, (2,) * len(item.options), few) for item in ITEMS)
    assert cards(items=items)[0].empty == "Too few answers to tell."


def test_the_weakest_are_those_with_the_largest_share_of_bad_answers():
    assert heads(cards()[1]) == ["q2·en", "q3·en", "q1·en"]
    assert cards()[1].rows[0].detail == "favourable 58%; unfavourable 25 (42%)"


def test_a_middling_answer_makes_no_item_weak():
    middling = found(ITEMS[2], (5, 90, 5))
    bad = found(ITEMS[0], (60, 20, 10, 10))
    assert weakest((middling, bad)) == (bad, middling)


def test_hidden_counts_are_ranked_by_their_share_alone():
    shown = found(ITEMS[0], (2, 2, 2, 2))
    masked = type(shown)(**{**_fields(shown), "counts_hidden": Hidden.WITHHELD})
    assert bad_count(masked) is None
    closed = questionnaire(anonymity=Anonymity())
    details = [row.detail for row in cards(items=(masked,), questionnaire=closed)[1].rows]
    assert details == ["favourable 50%"]


def _fields(finding) -> dict:
    return {name: getattr(finding, name) for name in finding.__dataclass_fields__}


def test_no_bad_answer_leaves_the_card_empty():
    content = (found(ITEMS[0], (50, 10, 0, 0)),)
    assert cards(items=content)[1].rows == ()
    assert cards(items=content)[1].empty == "No unfavourable answer."


def test_low_answers_without_a_reason_need_attention():
    third = cards(lows=(low(reason=""), low(), low(reason="")))[2]
    assert ("Low answers without a reason", "2 of 3 (67%), although the form asks for one") in [
        (row.head.text, row.detail) for row in third.rows
    ]


def test_a_clearly_missed_target_comes_first_and_units_far_below_next():
    aimed = change(-8.0, Verdict.DOWN, Against.TARGET, reference=80.0, period=None)
    far = (UnitPoint(unit=COMPANY.by_id["a"], score=score(50.0, 30), n=30, sd=10.0),
           UnitPoint(unit=COMPANY.by_id["b"], score=score(71.0, 30), n=30, sd=10.0))  # fmt: skip
    third = cards(headline=node(tree(), score(72.0), change(), aimed), units=far)[2]
    assert heads(third) == ["Target missed", "a·en"]
    assert third.rows[0].detail == "target 80, now 72.0"
    assert third.rows[1].detail == "50.0, clearly below the whole (72.0)"


def test_withheld_figures_are_counted():
    closed = questionnaire(anonymity=Anonymity())
    secret = UnitPoint(unit=COMPANY.by_id["a"], score=Suppressed(Hidden.WITHHELD), n=0)
    items = (hide(found(ITEMS[0], (1, 1, 1, 0)), Hidden.WITHHELD),)
    third = cards(questionnaire=closed, units=(secret,), items=items)[2]
    assert third.rows[0].detail == "2 figures are withheld to keep answers anonymous"


def test_a_few_refused_rows_among_many_are_no_matter_for_the_director():
    little = Quality(
        responses=60, respondents=None, unscored=0, files=(("a.csv", 1000, 997, 3, 2),)
    )
    much = Quality(responses=60, respondents=None, unscored=4, files=(("a.csv", 100, 60, 40, 2),))
    assert cards(quality=little)[2].rows == ()
    assert cards(quality=little)[2].empty == "Nothing this time."
    details = [row.detail for row in cards(quality=much)[2].rows]
    assert details[0] == "40 rows refused, 2 invalid cells"
    assert details[1].startswith("4 answers fill in fewer than half of the questions")
    assert len(details) == 2


def test_an_item_left_blank_too_often_is_named():
    blank = found(ITEMS[0], (30, 10, 5, 5), blank=10)
    assert often_blank(blank)
    assert not often_blank(found(ITEMS[0], (30, 10, 5, 5), blank=5))
    assert cards(items=(blank,))[2].rows[0].detail == "by more than 10%: q1·en"


def test_a_units_page_has_no_cards():
    assert blocks(report(unit=unit("a", "north")), Cards) == []
