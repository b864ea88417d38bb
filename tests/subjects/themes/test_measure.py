"""Comments by theme: what counts as a mention, what is masked, and which terms are new."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from csatreport.base.label import Label
from csatreport.counts.masking import MASK, mask
from csatreport.statistics.change import benjamini_hochberg
from csatreport.statistics.verdict import Verdict
from csatreport.study.item import Kind, Role
from csatreport.subjects.measured import measure
from csatreport.subjects.themes import segmenter
from csatreport.subjects.themes.measure import ThemePast, Themes, matches, more_often, proposed
from csatreport.subjects.themes.segmenter import words
from csatreport.subjects.themes.settings import Theme, ThemeSettings
from csatreport.subjects.themes.subject import THEMES
from tests.counts.build import edition, follow_up, item, ledger, questionnaire

SAID = item("said", (), kind=Kind.TEXT, role=Role.COMMENT)


def theme(*phrases: str, name: str = "t", **more) -> Theme:
    return Theme(id=name, label=Label.of(name), words=phrases, **more)


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("排队太久", True), ("今天排队，人多", True), ("没有排队", False), ("不用排队", False),
        ("不太排队", False), ("没排队的时候少", False), ("The QUEUE was long", True),
        ("queues everywhere", True), ("no queue at all", False), ("I did not see any queue", False),
        ("didn't queue", False), ("barbequeue", False), ("nothing", False),
        ("不热情，排队也久", True), ("It was not clean. The queue was long.", True),
    ],
)  # fmt: skip
def test_a_mention_counts_unless_it_is_denied(text: str, about: bool):
    assert matches(theme("排队", "queue*"), text) is about


def test_a_theme_may_count_denials_too():
    assert matches(theme("排队", negated=True), "没有排队")


def test_a_phrase_that_means_something_else_is_passed_over():
    oil = theme("油", besides=("酱油", "加油"))
    assert not matches(oil, "买瓶酱油，给店员加油")
    assert matches(oil, "买瓶酱油，地上有油")


def test_english_words_are_whole_unless_they_end_in_a_star():
    assert not matches(theme("bag"), "bags")
    assert matches(theme("bag*"), "bags")
    assert not matches(theme("rude.*"), "rudely")


def test_one_denial_does_not_hide_another_mention():
    assert matches(theme("排队"), "上午没有排队，下午排队排到门口")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("打13812345678找我", f"打{MASK}找我"),
        ("电话 138-1234-5678", f"电话 {MASK}"),
        ("电话１３８１２３４５６７８", f"电话{MASK}"),
        ("0571-87654321或400-820-8820", f"{MASK}或{MASK}"),
        ("+86 138 1234 5678", MASK),
        ("身份证11010519491231002X没还我", f"身份证{MASK}没还我"),
        ("卡号6222 0212 3456 7890 123", f"卡号{MASK}"),
        ("车牌沪A12345，还有京AD12345", f"车牌{MASK}，还有{MASK}"),
        ("写给wang.fang@example.com.cn吧", f"写给{MASK}吧"),
        ("2026-10-05花了1234元，排了20分钟", "2026-10-05花了1234元，排了20分钟"),
        ("满100减20，第3次", "满100减20，第3次"),
    ],
)
def test_numbers_and_addresses_of_people_are_masked(text: str, shown: str):
    assert mask(text) == shown


def test_listed_names_are_masked_and_no_parts_of_words():
    names = ("王芳", "Ann", "王")
    assert mask("王芳 Ann", names) == f"{MASK} {MASK}"
    assert mask("Ask Ann, not Anna", names) == f"Ask {MASK}, not Anna"
    assert mask("王府井", names) == "王府井"


@given(st.text(max_size=60))
def test_masking_twice_is_masking_once(text: str):
    assert mask(mask(text)) == mask(text)


def book(rows, *themes: Theme, **settings):
    rated = item("q", follow_up=follow_up("C", "D"))
    survey = questionnaire(
        [edition([rated, SAID])], settings=(ThemeSettings(themes=themes),), **settings
    )
    return ledger(survey, rows)


def themes_of(made, place: int) -> Themes | None:
    root = made.questionnaire.units.root
    return measure(made, root, made.base_periods[place]).of(THEMES)


def test_comments_and_reasons_are_counted_by_theme():
    rows = [
        {"period": "2026-10", "said": "排队太久"},
        {"period": "2026-10", "q": 3, "q?": "排队，而且态度差"},
        {"period": "2026-10", "said": "很好"},
        {"period": "2026-10", "said": ""},
    ]
    made = book(rows, theme("排队", name="queue"), theme("态度", name="manner"))
    found = themes_of(made, 0)
    assert found is not None
    assert (found.comments, found.other) == (3, 1)
    assert [(one.theme.id, one.n) for one in found.counts] == [("queue", 2), ("manner", 1)]
    assert found.counts[0].share.low is not None
    assert found.counts[0].change is None


def test_the_change_is_told_from_enough_comments_on():
    rows = [{"period": p, "said": "排队" if n < k else "好"} for p, k in (("2026-09", 24), ("2026-10", 6))
            for n in range(40)]  # fmt: skip
    made = book(rows, theme("排队"))
    found = themes_of(made, 1)
    (one,) = found.counts
    assert one.trend == (ThemePast(period=made.base_periods[0], n=24, comments=40),)
    assert one.change.difference == pytest.approx(-45)
    assert one.change.high < 0
    want = stats.chi2_contingency([[6, 34], [24, 16]], correction=False)
    assert one.change.p == pytest.approx(want.pvalue)
    assert (one.change.test, one.change.verdict) == ("chi_square", Verdict.DOWN)


def test_all_themes_of_a_report_are_one_family():
    rows = [{"period": p, "said": "排队 态度" if n < k else "好"} for p, k in (("2026-09", 12), ("2026-10", 3))
            for n in range(20)]  # fmt: skip
    made = book(
        rows, *(theme(word, name=f"t{n}") for n, word in enumerate(("排队", "态度", "价格")))
    )
    found = themes_of(made, 1)
    changes = [one.change for one in found.counts]
    assert [change.family for change in changes] == [2, 2, 2]
    assert [change.q for change in changes[:2]] == list(
        benjamini_hochberg([change.p for change in changes[:2]])
    )
    assert changes[2].p is None


def test_few_comments_on_either_side_do_not_tell_of_a_change():
    rows = [{"period": p, "said": "排队" if n < k else "好"} for p, k in (("2026-09", 9), ("2026-10", 0))
            for n in range(9)]  # fmt: skip
    made = book(rows, theme("排队"))
    found = themes_of(made, 1)
    assert found.counts[0].change.verdict is Verdict.TOO_FEW


@pytest.mark.parametrize(
    ("k", "n", "before", "m"), [(7, 10, 2, 10), (15, 45, 0, 40), (5, 60, 20, 200)]
)
def test_a_term_is_tested_exactly(k, n, before, m):
    want = stats.fisher_exact([[k, n - k], [before, m - before]], alternative="greater").pvalue
    assert more_often(k, n, before, m) == pytest.approx(want)


def test_nothing_is_sorted_where_no_themes_are_declared():
    made = book([{"period": "2026-10", "said": "hello"}])
    assert themes_of(made, 0) is None


def test_names_and_numbers_never_pass_the_voices():
    rows = [{"period": "2026-10", "said": "张伟打13812345678", "name": "李娜"},
            {"period": "2026-10", "q": 3, "q?": "李娜说的", "name": "李娜"}]  # fmt: skip
    made = book(rows, masked_names=("张伟",))
    all_rows = made.row_numbers("all", made.base_periods[0])
    assert [one.text for one in made.voices.comments(all_rows)] == [f"{MASK}打{MASK}"]
    assert [one.reason for one in made.voices.lows(all_rows)] == [f"{MASK}说的"]


def test_terms_that_are_new_are_proposed_and_known_ones_are_not():
    before = ["排队太久 service is fine"] * 40
    now = ["排队太久 service is fine"] * 30 + ["parking is closed, 排队"] * 15
    found = proposed(now, before, [theme("排队")])
    assert {"parking", "closed"} <= {one.term for one in found}
    assert all(one.before == 0 for one in found if one.term == "parking")
    assert not any("排队" in one.term for one in found)


def test_few_comments_propose_nothing():
    assert proposed(["parking"] * 20, ["service"] * 40, ()) == ()


def test_the_same_words_as_before_propose_nothing():
    texts = ["parking was hard to find"] * 40
    assert proposed(texts, texts, ()) == ()


def test_without_a_dictionary_pairs_of_characters_are_words(monkeypatch):
    monkeypatch.setattr(segmenter, "_dictionary", lambda: None)
    assert words("停车难 Parking") == {"停车", "车难", "parking"}


def test_with_a_dictionary_chinese_is_cut_into_words():
    pytest.importorskip("rjieba")
    assert "停车场" in words("停车场关门了")
