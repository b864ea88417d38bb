"""What is compared with what, over which periods, in which family; and who stands beside whom."""

from __future__ import annotations

from dataclasses import replace

import pytest
from scipy import stats

from csatreport.base.words import issue_message, issue_remedy
from csatreport.counts.count import keyed_points
from csatreport.counts.findings.findings import check_population, complete, periods
from csatreport.counts.samples import concerned
from csatreport.statistics.means import estimate_index, sample_of_counts
from csatreport.statistics.proportions import estimate_share
from csatreport.statistics.tally import ItemTally
from csatreport.statistics.verdict import Against, Verdict
from csatreport.study.item import Kind, Missing, Role
from csatreport.study.periods import PeriodKind
from csatreport.study.policy import Anonymity, Sampling, Target
from csatreport.subjects.measured import measure
from csatreport.subjects.voices.measure import Said
from csatreport.subjects.voices.subject import VOICES
from tests.counts.build import (
    CALENDAR,
    PLAIN,
    edition,
    item,
    ledger,
    month,
    node,
    questionnaire,
    units,
)

TREE = {"all": None, "north": "all", "a": "north", "b": "north", "c": "all"}
ASKED = edition([item("q1"), item("q2")])


def answers(period: str, places: list[int], unit: str = "all") -> list[dict]:
    return [{"unit": unit, "period": period, "q1": p, "q2": (p + 1) % 4} for p in places]


def survey(rows, asked=(ASKED,), **settings):
    settings.setdefault("units", units(TREE))
    return ledger(questionnaire(asked, **settings), rows)


def found(book, period: str, unit: str = "all"):
    return measure(book, book.questionnaire.units.by_id[unit], CALENDAR.parse(period))


MIXED = [0, 0, 1, 1, 2, 3, 0, 1, 2, 1, 0, 1]


def test_periods_are_those_with_answers():
    book = survey(answers("2024-12", [0]) + answers("2025-05", [0]))
    assert [p.id for p in periods(book, PeriodKind.MONTH)] == ["2024-12", "2025-05"]
    assert [p.id for p in periods(book, PeriodKind.QUARTER)] == ["2024-Q4", "2025-Q2"]
    assert [p.id for p in periods(book, PeriodKind.YEAR)] == ["2024", "2025"]
    assert periods(book, PeriodKind.ROUND) == ()
    assert periods(survey([]), PeriodKind.MONTH) == ()


def test_a_base_of_quarters_has_no_months():
    q = questionnaire([ASKED], every=PeriodKind.QUARTER)
    assert periods(ledger(q, [{"period": "2025-Q1"}]), PeriodKind.MONTH) == ()


def test_no_answers_give_empty_figures_and_no_error():
    findings = found(survey([]), "2025-01")
    assert findings.responses == 0
    assert findings.headline.index is None
    assert [(f.n, f.index, f.favourable, f.mean, f.median) for f in findings.items] == [
        (0, None, None, None, None)
    ] * 2
    assert findings.trend == ()
    assert findings.of(VOICES) == Said()


def test_one_answer_has_a_value_and_no_interval():
    findings = found(survey(answers("2025-01", [1])), "2025-01")
    assert findings.headline.index.value == pytest.approx(50)
    assert findings.headline.index.low is None
    assert findings.items[0].sd is None


def test_a_month_is_compared_with_the_one_before_and_with_last_years():
    rows = [r for p in ("2024-02", "2025-01", "2025-02") for r in answers(p, MIXED)]
    changes = found(survey(rows), "2025-02").headline.changes
    assert [(c.against, c.period.id) for c in changes] == [
        (Against.PREVIOUS, "2025-01"),
        (Against.YEAR_AGO, "2024-02"),
    ]


def test_a_gap_in_the_months_is_compared_with_the_last_that_has_answers():
    rows = answers("2025-01", MIXED) + answers("2025-03", MIXED)
    findings = found(survey(rows), "2025-03")
    for one in (findings.headline, *findings.items):
        (change,) = one.changes
        assert (change.against, change.period.id, change.gap) == (
            Against.PREVIOUS, "2025-01", True,
        )  # fmt: skip


def test_without_a_gap_none_is_said():
    rows = answers("2025-01", MIXED) + answers("2025-02", MIXED)
    (change,) = found(survey(rows), "2025-02").headline.changes
    assert (change.period.id, change.gap) == ("2025-01", False)


def test_a_unit_is_compared_with_its_own_last_answers():
    rows = [r for p in ("2025-01", "2025-02", "2025-03") for r in answers(p, MIXED, "b")]
    rows += answers("2025-01", MIXED, "a") + answers("2025-03", MIXED, "a")
    units = [found(survey(rows), "2025-03", name).headline.changes[0] for name in ("a", "b", "all")]
    assert [(c.period.id, c.gap) for c in units] == [
        ("2025-01", True), ("2025-02", False), ("2025-02", False),
    ]  # fmt: skip


def test_the_same_month_of_last_year_is_that_month_or_none():
    rows = answers("2024-02", MIXED) + answers("2025-01", MIXED) + answers("2025-03", MIXED)
    changes = found(survey(rows), "2025-03").headline.changes
    assert [c.against for c in changes] == [Against.PREVIOUS]


def test_a_quarter_is_compared_across_a_gap_too():
    rows = answers("2024-05", MIXED) + answers("2025-03", MIXED)
    change = found(survey(rows), "2025-Q1").headline.change(Against.PREVIOUS)
    assert (change.period.id, change.gap) == ("2024-Q2", True)


def test_a_trend_shows_months_in_which_nobody_was_asked():
    rows = answers("2024-12", MIXED) + answers("2025-03", MIXED)
    points = found(survey(rows), "2025-03").trend
    assert [(p.period.id, p.n, p.score is None) for p in points] == [
        ("2024-12", 12, False), ("2025-01", 0, True), ("2025-02", 0, True), ("2025-03", 12, False),
    ]  # fmt: skip


def test_a_new_series_that_begins_in_a_gap_breaks_at_its_first_answers():
    new = edition([item("q1", series="q1@2"), item("q2")], number="2", begins=month("2025-02"),
                  index=node("headline", ["q1", "q2"], series="headline@2"))  # fmt: skip
    rows = answers("2025-01", MIXED) + answers("2025-03", MIXED)
    points = found(survey(rows, [ASKED, new]), "2025-03").trend
    assert [p.breaks for p in points] == [False, False, True]


def test_a_month_that_is_answered_late_is_a_need_of_those_after_it():
    book = survey(answers("2025-01", MIXED) + answers("2025-03", MIXED))
    with book.watch.noting() as needs:
        found(book, "2025-03")
    assert ("all", "2025-02") in needs


def test_a_unit_without_answers_before_has_no_comparison():
    rows = answers("2025-01", MIXED, "a") + answers("2025-02", MIXED, "b")
    assert found(survey(rows), "2025-02", "b").headline.changes == ()
    assert len(found(survey(rows), "2025-02", "north").headline.changes) == 1


def test_a_year_has_no_year_ago():
    rows = answers("2024-05", MIXED) + answers("2025-05", MIXED)
    changes = found(survey(rows), "2025").headline.changes
    assert [c.against for c in changes] == [Against.PREVIOUS]


def test_a_units_own_target_goes_before_the_general_one():
    targets = (Target(value=80.0), Target(value=60.0, unit="a"))
    rows = answers("2025-01", MIXED, "a") + answers("2025-01", MIXED, "b")
    book = survey(rows, targets=targets)
    assert found(book, "2025-01", "a").headline.change(Against.TARGET).reference == 60
    change = found(book, "2025-01", "b").headline.change(Against.TARGET)
    assert (change.reference, change.test, change.period) == (80, "one_sample", None)
    index = found(book, "2025-01", "b").headline.index
    assert change.difference == pytest.approx(index.value - 80)
    # The test is Student's; the level of so few answers has Wilson's interval, which is another.
    scores = [100 * (3 - (place + (place + 1) % 4) / 2) / 3 for place in MIXED]
    held = stats.ttest_1samp(scores, 80).confidence_interval()
    assert (change.low, change.high) == pytest.approx((held.low - 80, held.high - 80))


def test_a_target_of_a_dimension_is_judged_apart_from_the_headline():
    index = node(
        "headline",
        children=[node("one", ["q1"], target=99.0), node("two", ["q2"], target=50.0)],
        target=90.0,
    )
    book = survey(answers("2025-01", MIXED * 3), [edition([item("q1"), item("q2")], index)])
    top, one, two = found(book, "2025-01").headline.walk()
    assert top.change(Against.TARGET).family == 1
    assert [n.change(Against.TARGET).reference for n in (top, one, two)] == [90, 99, 50]
    assert one.change(Against.TARGET).family == two.change(Against.TARGET).family == 2
    assert one.change(Against.TARGET).verdict is Verdict.DOWN


def test_headline_dimensions_and_items_are_three_families():
    index = node("headline", children=[node("one", ["q1"]), node("two", ["q2", "q3"])])
    asked = edition([item("q1"), item("q2"), item("q3")], index)
    rows = [
        {"period": p, "q1": i % 4, "q2": i % 3, "q3": (i + k) % 4}
        for k, p in enumerate(("2025-01", "2025-02"))
        for i in range(20)
    ]
    findings = found(survey(rows, [asked]), "2025-02")
    assert [n.changes[0].family for n in findings.headline.walk()] == [1, 2, 2]
    assert [f.changes[0].family for f in findings.items] == [3, 3, 3]
    assert findings.headline.changes[0].q == findings.headline.changes[0].p


def test_a_clear_rise_is_up_and_a_clear_fall_down():
    low, high = [2, 3, 2, 3, 2] * 6, [0, 1, 0, 1, 0] * 6
    rows = answers("2025-01", low) + answers("2025-02", high) + answers("2025-03", low)
    asked = [edition([item("q1")])]
    assert found(survey(rows, asked), "2025-02").headline.changes[0].verdict is Verdict.UP
    assert found(survey(rows, asked), "2025-03").headline.changes[0].verdict is Verdict.DOWN


def test_a_changed_wording_starts_anew_and_the_trend_shows_the_break():
    second = edition(
        [item("q1"), item("q2", series="q2@2")],
        node("headline", ["q1", "q2"], series="headline@2"),
        number="2",
        begins=month("2025-02"),
    )
    rows = [r for p in ("2025-01", "2025-02", "2025-03") for r in answers(p, MIXED)]
    book = survey(rows, [ASKED, second])
    february, march = found(book, "2025-02"), found(book, "2025-03")
    assert [(f.breaks, len(f.changes)) for f in february.items] == [(False, 1), (True, 0)]
    assert [(f.breaks, len(f.changes)) for f in march.items] == [(False, 1), (False, 1)]
    year_ago = survey(rows + answers("2024-03", MIXED), [ASKED, second])
    assert [(f.breaks, len(f.changes)) for f in found(year_ago, "2025-03").items] == [
        (False, 2),
        (False, 1),
    ]
    (over_one,) = february.headline.changes
    assert (over_one.common.shared.questions, over_one.common.shared.of) == (1, 2)
    assert [point.breaks for point in march.trend] == [False, True, False]
    assert [point.n for point in march.trend] == [12, 12, 12]


def test_a_quarter_does_not_mix_an_older_wording_in():
    second = edition([item("q1"), item("q2", series="q2@2")], number="2", begins=month("2025-02"))
    rows = [r for p in ("2025-01", "2025-02", "2025-03") for r in answers(p, MIXED)]
    first, other = found(survey(rows, [ASKED, second]), "2025-Q1").items
    assert (first.n, other.n) == (36, 24)


def test_a_trend_ends_here_and_goes_back_to_the_first_answers():
    names = [f"{year}-{m:02}" for year in (2023, 2024, 2025) for m in range(1, 13)]
    book = survey([r for p in names for r in answers(p, [0, 1, 2])])
    trend = found(book, "2025-11").trend
    assert (trend[0].period.id, trend[-1].period.id, len(trend)) == ("2023-01", "2025-11", 35)
    assert len(found(book, "2025-Q4").trend) == 12


def test_a_trend_begins_with_the_units_first_answers_and_keeps_its_gaps():
    rows = [
        *answers("2025-01", MIXED, "a"),
        *answers("2025-02", MIXED, "b"),
        *answers("2025-03", MIXED, "a"),
        *answers("2025-04", MIXED, "b"),
    ]
    trend = found(survey(rows), "2025-04", "b").trend
    assert [(p.period.id, p.n) for p in trend] == [("2025-02", 12), ("2025-03", 0), ("2025-04", 12)]
    assert trend[1].score is None


def test_a_parent_shows_its_leaves_and_a_leaf_its_siblings():
    rows = answers("2025-01", MIXED, "a") + answers("2025-01", MIXED, "c")
    book = survey(rows)
    seen = {u: [p.unit.id for p in found(book, "2025-01", u).units] for u in TREE}
    assert seen == {
        "all": ["a", "b", "c"],
        "north": ["a", "b"],
        "a": ["a", "b"],
        "b": ["a", "b"],
        "c": ["c"],
    }
    points = {p.unit.id: p for p in found(book, "2025-01").units}
    assert points["b"].score is None
    assert (points["a"].n, points["b"].n) == (12, 0)


def test_a_study_without_units_has_nothing_beside_it():
    assert found(survey(answers("2025-01", MIXED), units=units()), "2025-01").units == ()


def test_background_is_a_distribution_over_all_who_were_asked():
    asked = edition(
        [
            item("q1"),
            item("age", PLAIN, role=Role.BACKGROUND),
            item("why", PLAIN, role=Role.BACKGROUND, kind=Kind.SEVERAL),
        ]
    )
    rows = [{"period": "2025-01", "age": 0, "why": 0b11}, {"period": "2025-01", "why": 0b10}]
    age, why = found(survey(rows, [asked]), "2025-01").background
    assert (age.tally.counts, age.tally.blank, age.asked) == ((1, 0, 0), 1, 2)
    assert (why.tally.counts, why.asked) == ((1, 2, 0), 2)


PEOPLE = {"a": 20, "b": 12, "c": 5}


@pytest.mark.parametrize("sampling", [Sampling.CENSUS, Sampling.RANDOM])
def test_a_known_group_narrows_intervals_and_a_complete_one_has_none(sampling: Sampling):
    rows = answers("2025-01", MIXED, "a") + answers("2025-01", MIXED, "b")
    free = survey(rows)
    bound = survey(rows, units=units(TREE, PEOPLE), sampling=sampling)
    wide, narrow = found(free, "2025-01", "a"), found(bound, "2025-01", "a")
    assert narrow.population == 20
    assert narrow.headline.index.low > wide.headline.index.low
    assert narrow.items[0].favourable.high < wide.items[0].favourable.high
    complete = found(bound, "2025-01", "b")
    assert complete.headline.index.census
    assert complete.items[0].index.census
    assert complete.items[0].favourable.low is None


def test_a_change_is_never_shrunk_by_a_known_group():
    rows = [r for p in ("2025-01", "2025-02") for r in answers(p, MIXED, "a")]
    free, bound = (
        found(survey(rows, units=units(TREE, people), sampling=Sampling.RANDOM), "2025-02", "a")
        for people in ({}, PEOPLE)
    )
    assert free.headline.changes == bound.headline.changes


def test_a_convenience_sample_is_not_narrowed_but_knows_its_population():
    rows = answers("2025-01", MIXED, "a")
    bound = found(survey(rows, units=units(TREE, PEOPLE)), "2025-01", "a")
    assert bound.population == 20
    assert bound.headline.index == found(survey(rows), "2025-01", "a").headline.index


def test_a_quarter_of_months_has_no_population():
    rows = answers("2025-01", MIXED, "a")
    book = survey(rows, units=units(TREE, PEOPLE), sampling=Sampling.CENSUS)
    assert found(book, "2025-Q1", "a").population is None
    free = found(survey(rows), "2025-Q1", "a")
    assert found(book, "2025-Q1", "a").headline.index == free.headline.index


def test_more_answers_than_people_are_reported_and_the_population_left_aside():
    rows = answers("2025-01", MIXED[:7], "c") + answers("2025-02", MIXED[:9], "c")
    book = survey(rows, units=units(TREE, PEOPLE), sampling=Sampling.CENSUS)
    assert found(book, "2025-01", "c").population is None
    (issue,) = check_population(book)
    assert issue.code == "A490"
    assert issue.facts == {"unit": "c", "period": "2025-02", "responses": 9, "population": 5}
    for language in ("en", "zh-Hans", "zh-Hant"):
        assert "2025-02" in issue_message(issue, language)
        assert issue_remedy(issue, language)


def test_a_population_that_fits_is_no_problem():
    rows = answers("2025-01", MIXED, "b")
    assert check_population(survey(rows, units=units(TREE, PEOPLE))) == ()
    assert check_population(survey([], units=units(TREE, PEOPLE))) == ()


def test_results_are_the_closed_items_that_rate_something():
    asked = edition(
        [
            item("q1"),
            item("age", PLAIN, role=Role.BACKGROUND),
            item("overall", role=Role.OVERALL),
            item("say", (), kind=Kind.TEXT, role=Role.COMMENT),
        ]
    )
    findings = found(survey([{"period": "2025-01", "q1": 0, "overall": 3}], [asked]), "2025-01")
    assert [f.item.id for f in findings.items] == ["q1", "overall"]
    # The overall item is no part of the index.
    assert findings.headline.index.value == 100


def test_the_index_of_an_item_is_on_its_own_scale():
    asked = edition([item("q1", ((1.0, None), (5.0, None), (2.0, None)))])
    rows = [{"period": "2025-01", "q1": place} for place in (0, 1, 2, 2)]
    result = found(survey(rows, [asked]), "2025-01").items[0]
    assert result.mean == 2.5
    assert result.index.value == pytest.approx(37.5)
    assert result.favourable is result.net is None


def test_a_questionnaire_without_points_has_no_headline():
    asked = edition([item("age", PLAIN, role=Role.BACKGROUND)])
    book = survey([{"period": "2025-01", "age": 1}], [replace(asked, index=None)])
    findings = found(book, "2025-01")
    assert findings.headline is None
    assert findings.quality.unscored == 0
    assert [point.score for point in findings.trend] == [None]


def asked_but_not_concerned(answered: int, concerned: int, people: int = 30, **settings):
    """Made up for this test: all answer q1, q2 is not applicable to all but some."""
    rows = [{"unit": "a", "period": "2025-01", "q1": n % 2,
             "q2": n % 3 if n < concerned else Missing.NOT_APPLICABLE}
            for n in range(answered)]  # fmt: skip
    sizes = units({"all": None, "a": "all"}, {"all": people, "a": people})
    book = survey(rows, units=sizes, sampling=Sampling.CENSUS, **settings)
    return found(book, "2025-01", "a").items[1]


def test_an_item_that_concerns_few_is_a_census_where_all_answered():
    one = asked_but_not_concerned(30, 10)
    assert one.n == 10
    assert one.index.census
    assert one.favourable.census
    assert one.net.census


def test_an_items_population_is_as_large_a_part_as_it_concerns_of_the_answers():
    one = asked_but_not_concerned(20, 10)
    sample = sample_of_counts(keyed_points(one.item), one.tally.counts)
    wanted = estimate_share(sum(one.tally.counts[n] for n in one.item.good), 10, 30 * 10 / 20)
    assert one.favourable == wanted
    assert one.index == estimate_index(sample.rescaled(*one.item.bounds), 15)
    assert one.people == 15


def test_a_blank_is_missing_and_no_census():
    rows = [{"unit": "a", "period": "2025-01", "q1": 0, "q2": n % 2 if n else Missing.BLANK}
            for n in range(30)]  # fmt: skip
    sizes = units({"all": None, "a": "all"}, {"all": 30, "a": 30})
    book = survey(rows, units=sizes, sampling=Sampling.CENSUS)
    assert not found(book, "2025-01", "a").items[1].favourable.census


def test_an_anonymous_interval_does_not_tell_how_many_an_item_does_not_concern():
    one = asked_but_not_concerned(20, 10, anonymity=Anonymity())
    assert one.favourable == estimate_share(sum(one.tally.counts[n] for n in one.item.good), 10, 30)
    assert one.people == 30


def test_a_year_that_is_still_running_is_named_with_the_newest_month_and_not_complete():
    rows = answers("2025-12", MIXED) + answers("2026-09", MIXED) + answers("2026-10", MIXED)
    book = survey(rows)
    assert [p.id for p in complete(book, PeriodKind.YEAR)] == ["2025"]
    assert [p.id for p in found(book, "2026-10").running] == ["2026-Q4", "2026"]
    assert found(book, "2026-09").running == found(book, "2025").running == ()


def test_a_year_with_answers_to_its_last_month_is_finished():
    book = survey(answers("2026-01", MIXED) + answers("2026-12", MIXED))
    assert found(book, "2026-12").running == ()
    assert [p.id for p in complete(book, PeriodKind.YEAR)] == ["2026"]


@pytest.mark.parametrize("people", range(2, 60))
def test_a_census_is_known_whatever_the_part_of_those_concerned(people):
    for away in range(people):
        counts = ItemTally((people - away,), not_applicable=away)
        assert concerned(people, counts) == counts.n
