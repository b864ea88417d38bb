"""The figures of complaints are explained by numbers that can be worked out again."""

from __future__ import annotations

from scipy.stats import chi2

from tests.report.registered import explained, text


def test_a_rate_follows_from_its_count_and_exposure_with_its_exact_interval():
    told = text(explained()["complaints"])
    assert "c.csv: 2 rows about this unit" in told
    low, high = (chi2.ppf(0.025, 4) / 2, chi2.ppf(0.975, 6) / 2)
    assert "2 / 1,000 · 1,000 = 2.000; exact" in told
    assert f"complaints: {low:.3f}–{high:.3f}." in told


def test_the_curve_of_open_complaints_stands_day_by_day():
    (step,) = (s for s in explained()["complaints"].steps if s.title == "Time to resolution")
    assert "2 complaints, 1 of them done and 1 open" in step.lines[0]
    assert [row[:2] for row in step.rows] == [("4", "50.0%")]
