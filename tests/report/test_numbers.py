"""Numbers are rounded once, half away from zero, and never claim more than they know."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csatreport.report import numbers

LAWS = settings(deadline=None, max_examples=200)


@LAWS
@given(st.integers(-9_999_999, 9_999_999), st.integers(0, 2))
def test_rounding_goes_half_away_from_zero(thousandths: int, digits: int):
    step = Decimal(1).scaleb(-digits)
    exact = (Decimal(thousandths) / 1000).quantize(step, ROUND_HALF_UP)
    expected = f"{exact:,}".replace("-", "\u2212") if exact else f"{abs(exact):,}"
    assert numbers.fixed(thousandths / 1000, digits) == expected


def test_a_computed_half_is_a_half_despite_binary_noise():
    assert numbers.fixed(28.499999999999996, 0) == "29"
    assert numbers.fixed(100 * 0.285, 0) == "29"
    assert numbers.fixed(28.4999, 0) == "28"


@LAWS
@given(st.integers(1, 100_000), st.integers(0, 100_000), st.integers(0, 1))
def test_a_share_is_0_or_100_percent_only_if_it_is_exactly_that(n: int, count: int, digits: int):
    count = min(count, n)
    text = numbers.share(count / n, digits)
    assert (text == "0%") == (count == 0)
    assert (text == "100%") == (count == n)
    if text[0] not in "<>":
        assert abs(Fraction(text.removesuffix("%")) / 100 - Fraction(count, n)) <= Fraction(
            51, 10 ** (4 + digits)
        )


@pytest.mark.parametrize(
    ("fraction", "digits", "text"),
    [(0.0004, 0, "<1%"), (0.0004, 1, "<0.1%"), (0.9996, 0, ">99%"), (0.9996, 1, ">99.9%")],
)
def test_hardly_anybody_is_not_nobody(fraction: float, digits: int, text: str):
    assert numbers.share(fraction, digits) == text


def test_a_difference_shows_its_sign_unless_it_prints_as_zero():
    assert numbers.signed(5.84) == "+5.8"
    assert numbers.signed(-5.85) == "\u22125.9"
    assert [numbers.signed(x) for x in (0.0, 0.04, -0.04)] == ["0.0"] * 3


def test_an_interval_joins_its_ends_and_a_missing_one_is_empty():
    assert numbers.interval(76.44, 78.06) == "76.4\u201378.1"
    assert numbers.interval(None, None) == ""
    assert numbers.difference_interval(-1.0, 2.0) == "\u22121.0 … +2.0"


def test_a_small_p_is_a_bound_not_a_zero():
    assert numbers.probability(0.0000001) == "<0.001"
    assert numbers.probability(0.0123) == "0.012"
    assert numbers.probability(None) == numbers.NOTHING


def test_a_size_known_roughly_is_printed_roughly():
    assert [numbers.roughly(x) for x in (8.37, 2.0, 1.96, 1.66)] == ["8", "2", "2", "1.7"]


def test_thousands_are_separated_and_settings_stand_as_written():
    assert numbers.count(1_234_567) == "1,234,567"
    assert numbers.fixed(-1234.56) == "\u22121,234.6"
    assert [numbers.plain(x) for x in (80.0, 77.5)] == ["80", "77.5"]
    assert numbers.optional(None) == numbers.NOTHING
