"""Real answers, from the files to the findings, equal what R made of them."""

from __future__ import annotations

from functools import cache

import pytest

from csatreport.counts.findings.model import ItemFinding
from csatreport.counts.findings.whole import Findings
from csatreport.statistics.change import benjamini_hochberg
from csatreport.statistics.means import t_quantile
from csatreport.statistics.proportions import wilson
from csatreport.statistics.verdict import Against
from csatreport.subjects.measured import measure
from tests.counts.airport import NAMES, airport
from tests.statistics.oracles import exactly, read_oracle

CHANGES = read_oracle("period_change", "change/2015/2016/")
SHARES = read_oracle("proportions", "t2b/")
TALLIES = read_oracle("merge_and_johnson", "tally/")
POINT = 25
"""Index points per mark, as marks run from 1 to 5."""


@cache
def findings(year: str) -> Findings:
    book = airport()
    period = next(p for p in book.base_periods if p.id == year)
    return measure(book, book.questionnaire.units.root, period)


def item(year: str, oracle: str) -> ItemFinding:
    """Return an item's figures that count every answer once, which is what most oracles do."""
    return next(f for f in findings(year).unweighted.items if f.item.id == NAMES[oracle])


@pytest.mark.parametrize("case", TALLIES)
def test_the_counts_and_their_mean_sd_and_median_equal_r(case: str):
    name, years = case.split("/")
    want, found = TALLIES[case], item(years[:4], name)
    by_mark = {int(o.code): n for o, n in zip(found.item.options, found.tally.counts, strict=True)}
    assert by_mark == {mark: want[f"count_{mark}"] for mark in range(1, 6)}
    assert found.tally.not_applicable == want["count_6"]
    assert found.tally.blank == want["blank"]
    assert found.n == want["n_valid"]
    assert (found.mean, found.sd) == exactly((want["mean"], want["sd"]))
    assert found.median == want["median"]
    assert found.favourable.value == exactly(want["top2_share"])


@pytest.mark.parametrize("case", SHARES)
def test_the_favourable_shares_and_indices_equal_r(case: str):
    year, name = case.split("/")
    want, found = SHARES[case], item(year, name)
    share = found.favourable
    assert found.n == share.base == want["n"]
    assert (share.value, share.low, share.high) == exactly(
        (want["p"], want["wilson_lower"], want["wilson_upper"])
    )
    assert found.index.value == exactly(want["index_0_100"])


@pytest.mark.parametrize("name", CHANGES)
def test_every_change_from_2015_to_2016_equals_r(name: str):
    want, found = CHANGES[name], item("2016", name)
    change = found.change(Against.PREVIOUS)
    assert (item("2015", name).n, found.n) == (want["n_a"], want["n_b"])
    assert item("2015", name).mean == exactly(want["mean_a"])
    assert found.mean == exactly(want["mean_b"])
    assert change.difference / POINT == exactly(want["diff"])
    assert change.p == exactly(want["welch_p"])
    bounds = (change.low / POINT, change.high / POINT)
    assert bounds == exactly((want["welch_lower"], want["welch_upper"]))
    assert change.test == "welch"


@pytest.mark.parametrize("name", CHANGES)
def test_order_and_shape_of_every_change_equal_r(name: str):
    want = CHANGES[name]
    change = item("2016", name).change(Against.PREVIOUS)
    assert change.order.p == exactly(want["mwu_p_cc"])
    assert change.order.superiority == exactly(want["prob_superiority"])
    assert change.shape.statistic == exactly(want["chisq"])
    assert change.shape.df == want["chisq_df"]
    assert change.shape.p == exactly(want["chisq_p"])


def test_the_q_values_of_the_fifteen_items_equal_r():
    ps = [item("2016", name).change(Against.PREVIOUS).p for name in CHANGES]
    assert benjamini_hochberg(ps) == exactly([want["welch_p_bh"] for want in CHANGES.values()])


@pytest.mark.parametrize("case", SHARES)
def test_the_weighted_figures_equal_rs_survey_package(case: str):
    year, name = case.split("/")
    want = SHARES[case]
    found = next(f for f in findings(year).items if f.item.id == NAMES[name])
    assert found.index.value == exactly((want["weighted_mean"] - 1) * POINT)
    assert found.mean == exactly(want["weighted_mean"])
    assert found.favourable.value == exactly(want["weighted_p"])
    assert found.worth == exactly(want["kish_neff"])
    reach = (found.index.high - found.index.low) / 2 / POINT
    t = t_quantile(want["kish_neff"] - 1)
    assert reach == exactly(want["svy_mean_se"] * t)
    base = want["weighted_p"] * (1 - want["weighted_p"]) / want["svy_p_se"] ** 2
    bounds = wilson(want["weighted_p"] * base, base, t)
    assert (found.favourable.low, found.favourable.high) == exactly(bounds)


def test_the_years_before_areas_were_recorded_stand_at_the_airport_only():
    assert findings("2013").responses > 3000
    assert all(point.score is None and point.n == 0 for point in findings("2013").units)
    assert sum(point.n for point in findings("2016").units) == findings("2016").responses
