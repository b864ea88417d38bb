"""Control charts equal the references, stay frozen, and raise two kinds of signal only."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csatreport.statistics.charts.control import (
    BASELINE,
    ChartKind,
    SignalRule,
    events,
    find_signals,
    laney_sigma,
    shares,
    waits,
    xmr,
)
from tests.statistics.oracles import TOLERANCE, read_oracle, read_places

VALUES = st.lists(st.floats(0, 100, allow_nan=False), min_size=2, max_size=40)


def _series(case: dict[str, float], letter: str) -> list[float]:
    return [case[f"{letter}{n}"] for n in range(1, 200) if f"{letter}{n}" in case]


def _beyond(values, limits) -> list[int]:
    return [s.place + 1 for s in find_signals(values, limits) if s.rule is SignalRule.OUTSIDE]


@pytest.mark.parametrize("name", ["montgomery_viscosity", "nile_24"])
def test_limits_of_single_values_equal_r(name):
    case = read_oracle("spc", "xmr/")[name]
    values = _series(case, "x")
    limits = xmr(values, baseline=len(values))
    assert limits.centre == pytest.approx(case["center"], rel=TOLERANCE)
    assert limits.low[0] == pytest.approx(case["lcl"], rel=TOLERANCE)
    assert limits.high[-1] == pytest.approx(case["ucl"], rel=TOLERANCE)


def test_limits_of_counts_equal_r():
    case = read_oracle("spc", "c/")["circuit"]
    counts = [int(count) for count in _series(case, "c")]
    limits = events(counts, baseline=len(counts))
    assert (limits.kind, limits.centre) == (ChartKind.C, pytest.approx(case["cbar"], rel=TOLERANCE))
    assert _beyond(counts, limits) == sorted(read_places("spc", "c/circuit", "beyond"))
    assert limits.low[0] == pytest.approx(case["lcl"], rel=TOLERANCE)
    assert limits.high[0] == pytest.approx(case["ucl"], rel=TOLERANCE)


def test_limits_of_shares_equal_r():
    case = read_oracle("spc", "p/")["orangejuice"]
    counts = [int(count) for count in _series(case, "d")]
    limits = shares(counts, [50] * len(counts), baseline=len(counts))
    assert limits.kind is ChartKind.P_PRIME
    assert limits.centre == pytest.approx(case["pbar"], rel=TOLERANCE)
    plain = (limits.high[0] - limits.centre) / limits.sigma_z
    low, high = limits.centre - plain, limits.centre + plain
    assert (low, high) == pytest.approx((case["lcl"], case["ucl"]), rel=TOLERANCE)
    beyond = [n for n, count in enumerate(counts, start=1) if not low <= count / 50 <= high]
    assert beyond == read_places("spc", "p/orangejuice", "beyond")


def test_steady_shares_keep_binomial_limits():
    counts = [21, 19, 20, 22, 20, 19, 21, 20, 18, 20]
    limits = shares(counts, [50] * 10)
    assert limits.kind is ChartKind.P
    assert limits.high[0] == pytest.approx(0.4 + 3 * (0.24 / 50) ** 0.5)


def test_five_large_yearly_surveys_need_laneys_limits():
    years = read_oracle("spc", "p/sfo_")
    counts = [int(year["k"]) for year in years.values()]
    bases = [int(year["n"]) for year in years.values()]
    expected = read_oracle("spc", "laney/")["sfo"]
    (sigma,) = expected.values()
    assert laney_sigma(counts, bases) == pytest.approx(sigma, rel=TOLERANCE)
    assert sigma > 1.5
    limits = shares(counts, bases)
    assert limits.kind is ChartKind.P_PRIME
    for place, year in enumerate(years.values()):
        plain = (limits.high[place] - limits.centre) / sigma
        assert limits.centre + plain == pytest.approx(year["ucl"], rel=TOLERANCE)


def test_rates_have_limits_by_their_exposure():
    limits = events([10, 20, 12], [1.0, 2.0, 1.0])
    assert limits.kind is ChartKind.U
    assert limits.centre == 42 / 4
    assert limits.high[1] - limits.centre < limits.high[0] - limits.centre


@pytest.mark.parametrize("values", [[], [70.0], [70.0, 70.0, 70.0]])
def test_without_movement_there_are_no_limits(values):
    assert xmr(values) is None


@pytest.mark.parametrize("counts", [[0, 0], [50, 50], [7]])
def test_shares_of_all_or_none_have_no_limits(counts):
    assert shares(counts, [50] * len(counts)) is None


@pytest.mark.parametrize("counts", [[], [4, 5, 4]])
def test_rare_events_have_no_limits(counts):
    assert events(counts) is None


@given(VALUES, st.lists(st.floats(0, 100, allow_nan=False), max_size=20))
def test_limits_are_frozen_once_the_baseline_is_full(values, later):
    first = (values * BASELINE)[:BASELINE]
    before, after = xmr(first), xmr([*first, *later])
    if before is None:
        assert after is None
    else:
        assert (before.centre, before.low[0], before.high[0]) == (
            after.centre, after.low[0], after.high[0],
        )  # fmt: skip


@given(VALUES, st.floats(-50, 50), st.floats(0.1, 10))
def test_limits_move_and_stretch_with_the_values(values, shift, factor):
    limits = xmr(values)
    moved = xmr([factor * value + shift for value in values])
    if limits is not None and limits.high[0] - limits.low[0] > 1e-5:
        assert moved.centre == pytest.approx(factor * limits.centre + shift, abs=1e-6)
        assert moved.high[0] - moved.low[0] == pytest.approx(
            factor * (limits.high[0] - limits.low[0]), rel=1e-6
        )


def test_a_point_outside_and_eight_on_one_side_are_signals_and_nothing_else_is():
    values = [70, 72, 70, 72, 70, 72, 70, 72, 70, 72, 70, 72, 71.5, 90, *[71.2] * 6, 71.2]
    found = find_signals(values, xmr(values))
    assert [(s.place, s.rule, s.above) for s in found] == [
        (13, SignalRule.OUTSIDE, True),
        (18, SignalRule.RUN, True),
        (19, SignalRule.RUN, True),
        (20, SignalRule.RUN, True),
    ]


def test_a_point_on_the_centre_ends_a_run_and_one_on_a_limit_is_inside():
    values = [72, 70] * 6 + [71.5] * 7 + [71.0] + [71.5] * 7
    limits = xmr(values)
    assert find_signals(values, limits) == ()
    assert find_signals([limits.high[0]], limits) == ()


def test_runs_of_another_length_equal_the_reference():
    case = read_oracle("spc", "xmr/")["nile_24"]
    values = _series(case, "x")
    limits = xmr(values, baseline=len(values))
    assert _beyond(values, limits) == read_places("spc", "xmr/nile_24", "beyond")
    runs = [s for s in find_signals(values, limits, run=7) if s.rule is SignalRule.RUN]
    assert [s.place + 1 for s in runs] == read_places("spc", "xmr/nile_24", "runs7")


def test_waits_are_judged_on_nelsons_scale():
    gaps = [3.0, 40.0, 11.0, 25.0, 7.0, 18.0, 0.0]
    limits = waits(gaps, baseline=6)
    assert limits is not None
    powers = np.array(gaps[:6]) ** (1 / 3.6)
    reach = 3 * np.abs(np.diff(powers)).mean() / 1.128
    assert limits.centre == pytest.approx(powers.mean() ** 3.6)
    assert limits.high[0] == pytest.approx((powers.mean() + reach) ** 3.6)
    assert limits.low[0] == pytest.approx(max(0, powers.mean() - reach) ** 3.6)


def test_a_sudden_row_of_short_waits_is_outside():
    gaps = [30.0, 28.0, 33.0, 31.0, 29.0, 30.0, 32.0, 1.0]
    limits = waits(gaps)
    assert limits is not None
    assert [not lo <= g <= hi for lo, g, hi in zip(limits.low, gaps, limits.high, strict=True)][-1]


@pytest.mark.parametrize("gaps", [[1.0, 2.0, 3.0, 4.0, 5.0], [7.0] * 9, []])
def test_few_or_equal_waits_have_no_limits(gaps: list[float]):
    assert waits(gaps) is None
