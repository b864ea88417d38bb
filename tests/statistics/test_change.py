"""Tests, q values and verdicts equal R, scipy and the published example."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.power import TTestIndPower

from csatreport.statistics.change import (
    Overlap,
    benjamini_hochberg,
    compare,
    compare_target,
    decide,
    fisher,
    one_sample,
    overlapping,
    welch,
)
from csatreport.statistics.means import Sample
from csatreport.statistics.verdict import Against, Change, Verdict
from tests.statistics.oracles import exactly, read_oracle

CHANGES = read_oracle("period_change", "change/")
PUBLISHED = read_oracle("period_change", "bh1995")[""]
values = st.lists(st.sampled_from([0.0, 25.0, 50.0, 75.0, 100.0]), min_size=3, max_size=25)


def sample(rows) -> Sample:
    rows = np.asarray(rows, float)
    variance = float(rows.var(ddof=1)) if len(rows) > 1 else 0.0
    return Sample(n=len(rows), mean=float(rows.mean()) if len(rows) else 0.0, variance=variance)


def varies(rows) -> bool:
    return len(set(rows)) > 1


@given(values.filter(varies), values.filter(varies))
@settings(max_examples=80, deadline=None)
def test_welch_equals_scipy(now, before):
    found, want = welch(sample(now), sample(before)), stats.ttest_ind(now, before, equal_var=False)
    assert found.p == pytest.approx(want.pvalue, abs=1e-12)
    assert found.df == pytest.approx(want.df)
    interval = want.confidence_interval()
    difference = np.mean(now) - np.mean(before)
    assert difference - found.reach() == pytest.approx(interval.low)
    assert difference + found.reach() == pytest.approx(interval.high)


@given(values.filter(varies), st.data())
@settings(max_examples=80, deadline=None)
def test_with_everybody_on_both_sides_it_is_the_paired_test(now, data):
    before = data.draw(
        st.lists(st.sampled_from([0.0, 33.0, 100.0]), min_size=len(now), max_size=len(now)).filter(
            varies
        )
    )
    differences = np.subtract(now, before)
    if differences.std() < 1e-9:
        return
    r = float(np.corrcoef(now, before)[0, 1])
    found = overlapping(sample(now), sample(before), Overlap(pairs=len(now), correlation=r))
    want = stats.ttest_rel(now, before)
    assert found.name == "paired"
    assert found.p == pytest.approx(want.pvalue, abs=1e-9)
    assert found.df == want.df
    assert found.reach() == pytest.approx(
        want.confidence_interval().high - differences.mean(), rel=1e-6
    )


@given(values.filter(varies), values.filter(varies))
@settings(max_examples=30, deadline=None)
def test_with_nobody_on_both_sides_it_is_welchs(now, before):
    assert overlapping(sample(now), sample(before), Overlap()) == welch(sample(now), sample(before))


def test_partial_overlap_follows_the_published_formula():
    # The example of Derrick, Toher and White (2017), worked out here step by step.
    alone_a, both_a = [20, 21, 16, 18, 14, 12, 14, 17], [14, 15, 18, 20, 11, 19, 14, 15]
    alone_b, both_b = [10, 16, 18, 16, 15, 14, 13, 10], [15, 10, 15, 17, 13, 19, 12, 13]
    a, b = np.array(alone_a + both_a, float), np.array(alone_b + both_b, float)
    r = float(np.corrcoef(both_a, both_b)[0, 1])
    part_a, part_b = a.var(ddof=1) / 16, b.var(ddof=1) / 16
    error = math.sqrt(part_a + part_b - 2 * r * 8 * a.std(ddof=1) * b.std(ddof=1) / 256)
    gamma = (part_a + part_b) ** 2 / (part_a**2 / 15 + part_b**2 / 15)
    df = 7 + (gamma - 8 + 1) / (8 + 8 + 16) * 16
    found = overlapping(sample(a), sample(b), Overlap(pairs=8, correlation=r))
    assert (found.name, found.pairs) == ("overlapping", 8)
    assert (found.error, found.df) == pytest.approx((error, df))
    t = (a.mean() - b.mean()) / error
    assert found.p == pytest.approx(2 * stats.t.sf(abs(t), df))
    # With equal variances the authors print p = 0.026; the variances here are nearly equal.
    assert found.p == pytest.approx(0.026, abs=0.001)


def test_pairs_that_leave_no_noise_fall_back_to_welch():
    now, before = sample([10, 20, 30]), sample([20, 30, 40])
    assert overlapping(now, before, Overlap(pairs=3, correlation=1.0)) == welch(now, before)
    assert overlapping(now, before, Overlap(pairs=1)) == welch(now, before)


@given(values.filter(varies), st.floats(0, 100))
@settings(max_examples=40, deadline=None)
def test_against_a_target_it_equals_scipys_one_sample_test(now, target):
    found, want = one_sample(sample(now), target), stats.ttest_1samp(now, target)
    assert found.p == pytest.approx(want.pvalue, abs=1e-12)


def test_fisher_decides_where_nothing_varies():
    assert fisher(12, 12, 0, 12).p == pytest.approx(stats.fisher_exact([[12, 0], [0, 12]]).pvalue)


def test_q_equals_the_example_of_1995():
    ps = [PUBLISHED[f"p{i}"] for i in range(1, 16)]
    assert benjamini_hochberg(ps) == exactly([PUBLISHED[f"bh{i}"] for i in range(1, 16)])


@given(st.lists(st.floats(0, 1), max_size=30))
@settings(max_examples=60, deadline=None)
def test_q_equals_scipy_and_is_never_below_p(ps):
    qs = benjamini_hochberg(ps)
    if ps:
        assert qs == pytest.approx(tuple(stats.false_discovery_control(ps)))
    assert all(p <= q + 1e-15 <= 1 + 1e-15 for p, q in zip(ps, qs, strict=True))


def test_the_airports_q_values_equal_r():
    ps = [want["welch_p"] for want in CHANGES.values()]
    qs = [want["welch_p_bh"] for want in CHANGES.values()]
    assert len(ps) == 15
    assert benjamini_hochberg(ps) == exactly(qs)


def judged(n: int, family: int, smallest: float = 3.0) -> Change:
    """Return a change of nothing at a deviation of 30, judged among so many others like it."""
    now = before = Sample(n=n, mean=50.0, variance=900.0)
    made = compare(now, before, welch(now, before), Against.PREVIOUS, None)
    return decide([made] * family, smallest)[0]


@pytest.mark.parametrize(
    ("n", "family"), [(12, 1), (12, 8), (29, 8), (60, 12), (400, 1), (400, 12)]
)
def test_the_smallest_detectable_change_has_80_percent_power_at_the_familys_level(n, family):
    power = TTestIndPower().power(judged(n, family).detectable / 30, n, 0.05 / family)
    assert power == pytest.approx(0.8, abs=0.02 if n < 400 else 0.003)


def test_what_a_family_can_detect_is_never_below_what_matters():
    error = 30 * math.sqrt(2 / 40_000)
    assert judged(40_000, 12).detectable == pytest.approx(3 + 0.8416 * error, abs=1e-4)
    assert judged(40_000, 12, 0.5).detectable == pytest.approx(3.7067 * error, abs=1e-4)
    assert judged(40_000, 1).detectable == pytest.approx(2.8016 * error, abs=1e-4)


def test_too_few_answers_detect_nothing():
    assert judged(9, 3).detectable is None


def change(p: float | None, difference: float | None = 10.0, n: int = 50) -> Change:
    verdict = Verdict.TOO_FEW if n < 10 else Verdict.NOT_SHOWN
    return Change(
        against=Against.PREVIOUS,
        period=None,
        reference=50.0,
        difference=difference,
        p=p,
        verdict=verdict,
    )


def test_too_few_answers_and_missing_p_leave_the_family():
    few, untested, clear, also = decide(
        [change(0.001, n=9), change(None), change(0.03), change(0.04)], 3.0
    )
    assert (few.verdict, few.q) == (Verdict.TOO_FEW, None)
    assert (untested.verdict, untested.q) == (Verdict.NOT_SHOWN, None)
    assert (clear.verdict, clear.q, clear.family) == (Verdict.UP, pytest.approx(0.04), 2)
    assert also.q == pytest.approx(0.04)


def test_a_change_is_clear_only_if_it_is_unlikely_and_large_enough():
    verdicts = [
        decide([change(p, difference)], 3.0)[0].verdict
        for p, difference in [(0.01, 3.0), (0.01, -3.0), (0.01, 2.9), (0.06, 30.0)]
    ]
    assert verdicts == [Verdict.UP, Verdict.DOWN, Verdict.SMALL, Verdict.NOT_SHOWN]


def test_many_items_at_once_need_smaller_p():
    alone = decide([change(0.03)], 3.0)[0]
    among = decide([change(0.03), *[change(0.9)] * 11], 3.0)[0]
    assert alone.verdict is Verdict.UP
    assert among.verdict is Verdict.NOT_SHOWN
    assert among.q == pytest.approx(0.36)


def test_places_without_a_change_stay_empty():
    assert decide([None, change(0.01)], 3.0)[0] is None


@pytest.mark.parametrize(("n", "verdict"), [(9, Verdict.TOO_FEW), (10, Verdict.NOT_SHOWN)])
def test_nine_answers_on_one_side_are_too_few(n: int, verdict: Verdict):
    small, large = Sample(n=n, mean=50.0, variance=9.0), Sample(n=90, mean=51.0, variance=9.0)
    for now, before in ((small, large), (large, small)):
        found = compare(now, before, welch(now, before), Against.PREVIOUS, None)
        assert found.verdict is verdict
    assert compare_target(small, 60.0).verdict is verdict


def test_a_side_without_answers_has_no_difference():
    none, some = Sample(n=0, mean=0.0, variance=0.0), Sample(n=20, mean=50.0, variance=9.0)
    found = compare(some, none, welch(some, none), Against.PREVIOUS, None)
    assert (found.reference, found.difference, found.p) == (None, None, None)
    assert found.verdict is Verdict.TOO_FEW
