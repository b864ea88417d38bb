"""The five gaps by hand and by SciPy: levels of every source, gaps, what is widest, where to begin."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from csatreport.statistics.proportions import wilson
from csatreport.statistics.verdict import Verdict
from csatreport.study.periods import PeriodKind
from csatreport.study.policy import Anonymity, Reporting, Sampling
from csatreport.subjects.five_gaps.levels import Lacking, LevelSource, pass_rate
from csatreport.subjects.five_gaps.measure import ServiceGap
from csatreport.subjects.five_gaps.subject import SERVICE_GAPS
from csatreport.subjects.gaps.subject import GAPS
from tests.counts.build import node, units
from tests.subjects.five_gaps.build import (
    CUSTOMERS,
    MANAGERS,
    RULE,
    asked,
    check,
    findings,
    promise,
)

KNOWLEDGE, STANDARDS, DELIVERY, PROMISES, SERVICE = ServiceGap


def found(*args, **more):
    return findings(*args, **more).of(SERVICE_GAPS)


def hundred(places) -> np.ndarray:
    """Return places on the scale of seven, the best first, on 0-100."""
    return np.array([100 * (6 - place) / 6 for place in places])


def test_the_gap_of_knowledge_is_what_managers_believe_less_what_customers_expect():
    made = found(asked("managers", MANAGERS))
    quick, kind, _ = made.of(KNOWLEDGE)
    managers, customers = hundred([2, 3] * 6), hundred([0, 1] * 30)
    assert quick.gap.value == pytest.approx(managers.mean() - customers.mean())
    # Of twelve managers the interval is Wilson's, so that p is near Welch's and not the same.
    assert quick.p == pytest.approx(stats.ttest_ind(managers, customers, equal_var=False).pvalue,
                                    abs=1e-4)  # fmt: skip
    assert quick.short
    assert kind.gap.low is None, "all managers say the same, so that chance cannot be told"
    assert made.ranks(quick.of) == (1, 1)
    assert made.ranks(made.whole) is None


def test_the_fifth_gap_is_that_of_the_chapter_before_on_a_hundred():
    made = findings(rows=[*CUSTOMERS, {"a": 0}, {"e_a": 0, "b": 1}])
    told, before = made.of(SERVICE_GAPS), made.of(GAPS)
    for mine, theirs in zip(told.of(SERVICE), (*before.nodes, before.whole), strict=True):
        assert mine.gap.value == pytest.approx(theirs.gap.value * 100 / 6)
        assert mine.gap.low == pytest.approx(theirs.gap.low * 100 / 6)
    quick = hundred([3, 4, 5] * 20) - hundred([0, 1] * 30)
    assert told.of(SERVICE)[0].gap.value == pytest.approx(quick.mean())


def test_the_first_three_gaps_add_up_to_what_is_delivered_less_what_is_expected():
    checks = [check(n, "quick", passed=n % 3 > 0) for n in range(1, 13)]
    made = found(asked("managers", MANAGERS), entries=checks)
    total = sum(made.of(kind)[0].gap.value for kind in (KNOWLEDGE, STANDARDS, DELIVERY))
    levels = [
        made.level(one, made.dimensions[0]).level
        for one in (LevelSource.DELIVERED, LevelSource.EXPECTED)
    ]
    assert total == pytest.approx(levels[0].value - levels[1].value)


def test_a_pass_rate_has_the_error_of_a_ratio_over_visits():
    marks = ((1, 3), (2, 3), (3, 3), (1, 2), (2, 2), (0, 1))
    checks = [
        check(visit, "s", passed=n < good, weight=2.0)
        for visit, (good, of) in enumerate(marks, 1)
        for n in range(of)
    ] + [check(1, "s", passed=None)]
    made = pass_rate(checks)
    good, of = (np.array(some) for some in zip(*marks, strict=True))
    share = good.sum() / of.sum()
    error = np.sqrt(((good - share * of) ** 2).sum() * 6 / 5) / of.sum()
    worth = share * (1 - share) / error**2
    assert worth < of.sum()
    ends = wilson(share * worth, worth, stats.t.ppf(0.975, 5))
    assert made.value == pytest.approx(100 * share)
    assert (made.low, made.high) == pytest.approx((100 * ends[0], 100 * ends[1]))
    assert made.base == 6


def test_visits_that_were_all_alike_count_once_each_and_a_single_one_tells_nothing_of_others():
    alike = pass_rate([check(visit, "s", passed=True) for visit in (1, 2, 3) for _ in range(20)])
    assert alike.low == pytest.approx(100 * wilson(3, 3, stats.t.ppf(0.975, 2))[0])
    assert alike.high == 100
    assert pass_rate([check(1, "s", passed=True)]).low is None
    assert pass_rate([check(1, "s", passed=None)]) is None


def test_promises_fall_short_where_even_the_upper_end_does():
    made = found(entries=[promise("quick", 100, 90), promise("kind", 9, 2), promise("other", 5, 5)])
    quick, kind, whole = made.of(PROMISES)
    low, high = wilson(90, 100)
    assert (quick.gap.low, quick.gap.high) == pytest.approx((100 * low - 100, 100 * high - 100))
    assert [one.verdict for one in (quick, kind)] == [Verdict.DOWN, Verdict.TOO_FEW]
    assert whole.gap.value == pytest.approx(100 * 97 / 114 - 100)
    assert [one.promise for one in made.promises.apart] == ["other"]
    assert found(entries=[promise("quick", 60, 58)]).of(PROMISES)[0].verdict is Verdict.NOT_SHOWN


def test_sections_and_promises_belong_to_the_dimension_that_names_them():
    rule = replace(
        RULE, delivered=(("kind", ("looks", "manners")),), promises=(("kind", ("call",)),)
    )
    entries = [check(1, "looks", passed=True), check(2, "manners", passed=False),
               check(1, "kind", passed=True), promise("call", 10, 10), promise("quick", 4, 3)]  # fmt: skip
    made = found(rule=rule, entries=entries)
    kind = made.dimensions[1]
    assert made.level(LevelSource.DELIVERED, kind).level.value == 50
    assert [one.section for one in made.checks.apart] == ["kind"]
    assert [made.level(LevelSource.KEPT, one).level.value for one in made.dimensions] == [75, 100]


def test_what_has_no_source_is_not_measured_and_says_why():
    made = found(
        rule=replace(RULE, standards=(("quick", 80.0),)), entries=[check(3, "quick", passed=True)]
    )
    whole = made.whole
    why = {(one.source, one.of.id): one.lacking for one in made.levels}
    assert why[LevelSource.BELIEVED, whole.id] is Lacking.TIME
    assert why[LevelSource.DEMANDED, "quick"] is None
    assert (
        why[LevelSource.DEMANDED, "kind"]
        is why[LevelSource.DEMANDED, whole.id]
        is Lacking.DIMENSION
    )
    assert why[LevelSource.DELIVERED, "kind"] is Lacking.DIMENSION
    assert why[LevelSource.KEPT, "kind"] is Lacking.SOURCE
    assert made.in_all(KNOWLEDGE).wants.source is LevelSource.BELIEVED
    assert (
        found(rule=replace(RULE, managers="")).level(LevelSource.BELIEVED, whole).lacking
        is Lacking.SOURCE
    )


def test_an_old_register_is_kept_but_has_nothing_of_this_period():
    old = replace(promise("quick", 9, 9), day=promise("quick", 1, 1).day.replace(month=8))
    made = found(entries=[old])
    assert made.level(LevelSource.KEPT, made.whole).lacking is Lacking.TIME


def test_fewer_than_five_managers_are_no_level():
    made = found(asked("managers", MANAGERS[:4]))
    assert {made.level(LevelSource.BELIEVED, one).lacking for one in made.nodes} == {Lacking.FEW}
    assert (
        found(asked("managers", MANAGERS[:5])).level(LevelSource.BELIEVED, made.whole).level
        is not None
    )


def test_of_another_questionnaire_the_newest_report_of_the_year_before_is_taken():
    for period, taken in (
        ("2025-10", True),
        ("2025-09", False),
        ("2026-10", True),
        ("2026-11", False),
    ):
        other = asked("managers", MANAGERS, period, every=PeriodKind.MONTH,
                      reporting=Reporting(periods=(PeriodKind.MONTH,)))  # fmt: skip
        told = found(other).managers
        assert (told.period.id if told else None) == (period if taken else None)


def test_the_whole_of_another_form_is_compared_only_if_it_has_the_same_dimensions():
    tree = node("headline", children=[node("quick", ["a"]), node("warm", ["b"])])
    made = found(asked("managers", MANAGERS, tree=tree))
    assert [made.level(LevelSource.BELIEVED, one).lacking for one in made.nodes] == [
        None, Lacking.DIMENSION, Lacking.DIMENSION
    ]  # fmt: skip


def test_of_anonymous_managers_nothing_is_told_that_their_own_report_withholds():
    promised = {"anonymity": Anonymity(), "reporting": Reporting(periods=(PeriodKind.MONTH,))}
    varied = [{"a": 2 + n % 3, "b": 1 + n % 4} for n in range(14)]
    made = found(asked("managers", varied, **promised))
    assert all(one.gap.low is not None for one in made.of(KNOWLEDGE))
    wide = found(asked("managers", varied[:9], **promised))
    assert [one.gap.low for one in wide.of(KNOWLEDGE)] == [None] * 3
    assert [one.verdict for one in wide.of(KNOWLEDGE)] == [None] * 3
    few = found(asked("managers", MANAGERS[:4], **promised))
    assert few.level(LevelSource.BELIEVED, few.whole).lacking is Lacking.WITHHELD


def test_of_a_census_on_both_sides_size_alone_decides():
    people = units({"all": None}, {"all": 12})
    made = found(asked("managers", MANAGERS, units=people, sampling=Sampling.CENSUS))
    quick, kind, _ = made.of(STANDARDS)
    assert quick.gap.census
    assert quick.gap.value == pytest.approx(80 - hundred([2, 3]).mean())
    assert (quick.q, quick.verdict) == (None, Verdict.UP)
    assert (kind.gap.value, kind.verdict) == (0, Verdict.NOT_SHOWN)


def test_the_widest_gap_stands_alone_unless_intervals_meet():
    some = [promise("quick", 400, 380)]
    made = found(asked("managers", MANAGERS), entries=some)
    assert [one.kind for one in made.widest] == [KNOWLEDGE]
    assert made.widest[0].of is made.whole
    near = found(asked("managers", MANAGERS), entries=[promise("quick", 60, 42)])
    assert {one.kind for one in near.widest} == {KNOWLEDGE, PROMISES}


def test_where_customers_miss_most_the_widest_gap_inside_comes_first():
    made = found(asked("managers", MANAGERS), entries=[promise("quick", 100, 90)])
    assert [(one.of.id, one.kind) for one in made.first] == [("quick", KNOWLEDGE)]
    content = [{**one, "a": one["e_a"]} for one in CUSTOMERS]
    alone = found(entries=[promise("kind", 100, 50)], rows=content)
    assert [(one.of.id, one.kind) for one in alone.first] == [("kind", PROMISES)]


def test_nothing_is_measured_of_anonymous_customers_or_where_nothing_is_set():
    promised = {"anonymity": Anonymity(), "every": PeriodKind.MONTH}
    assert found(**promised) is None
    assert found(rule=None) is None
