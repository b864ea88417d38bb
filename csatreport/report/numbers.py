"""Numbers as they are printed: rounded once, half away from zero, never more exact than they are.

Everything before this module computes in full. What leaves it is text. A share is printed as 0 %
or 100 % only if it is exactly that, because "nobody" and "hardly anybody" are different findings.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

MINUS = "\u2212"
DASH = "\u2013"
NOTHING = "\u2013"
"""Stands where there is no number."""

_NOISE = 9
"""Decimal places kept before rounding: a computed 28.499999999999996 was meant as 28.5."""
_PLACES = tuple(Decimal(1).scaleb(-digits) for digits in range(5))
_LEAST_P = 0.001


def rounded(value: float, digits: int = 0) -> Decimal:
    """Round half away from zero; never returns a negative zero.

    >>> rounded(0.25, 1), rounded(-2.5), rounded(-0.04, 1)
    (Decimal('0.3'), Decimal('-3'), Decimal('0.0'))
    """
    # Half up on a Decimal is half away from zero: the sign is kept apart from the digits.
    result = Decimal(repr(round(float(value), _NOISE))).quantize(_PLACES[digits], ROUND_HALF_UP)
    return result or abs(result)


def fixed(value: float, digits: int = 1) -> str:
    """Print a number with fixed decimals, thousands separated, and a true minus sign.

    >>> fixed(1234.55), fixed(-3.05, 1)
    ('1,234.6', '−3.1')
    """
    return f"{rounded(value, digits):,}".replace("-", MINUS)


def optional(value: float | None, digits: int = 1) -> str:
    """Print a number, or a dash where there is none."""
    return NOTHING if value is None else fixed(value, digits)


def signed(value: float, digits: int = 1) -> str:
    """Print a difference with its sign; none before a difference that rounds to zero.

    >>> signed(5.84), signed(-5.84), signed(0.04)
    ('+5.8', '−5.8', '0.0')
    """
    plus = "+" if rounded(value, digits) > 0 else ""
    return plus + fixed(value, digits)


def count(number: int) -> str:
    """Print a count with thousands separated.

    >>> count(1152)
    '1,152'
    """
    return f"{number:,}"


def share(fraction: float, digits: int = 0) -> str:
    """Print a share (0-1) in percent; 0 % and 100 % only if it is exactly that.

    >>> share(0.6725), share(0.6725, 1), share(0.004), share(0.9996, 1), share(1)
    ('67%', '67.3%', '<1%', '>99.9%', '100%')
    """
    percent = rounded(fraction * 100, digits)
    if fraction > 0 and percent == 0:
        return f"<{_PLACES[digits]}%"
    if fraction < 1 and percent == 100:
        return f">{100 - _PLACES[digits]}%"
    if percent in {0, 100}:
        return f"{percent:.0f}%"
    return f"{percent}%"


def interval(low: float | None, high: float | None, digits: int = 1) -> str:
    """Print an interval; "" where there is none.

    >>> interval(76.44, 78.06), interval(-1.2, 3), interval(None, None)
    ('76.4–78.1', '−1.2–3.0', '')
    """
    if low is None or high is None:
        return ""
    return f"{fixed(low, digits)}{DASH}{fixed(high, digits)}"


def difference_interval(low: float | None, high: float | None) -> str:
    """Print the interval of a difference, both ends signed.

    >>> difference_interval(-1.2, 3.44)
    '−1.2 … +3.4'
    """
    if low is None or high is None:
        return ""
    return f"{signed(low)} … {signed(high)}"


def probability(value: float | None) -> str:
    """Print a p or q value with three decimals.

    >>> probability(0.0004), probability(0.0494), probability(None)
    ('<0.001', '0.049', '–')
    """
    if value is None:
        return NOTHING
    return f"<{_LEAST_P}" if value < _LEAST_P else fixed(value, 3)


def roughly(points: float) -> str:
    """Print a size that is only known roughly: whole from two on, else one decimal.

    >>> roughly(8.37), roughly(1.66)
    ('8', '1.7')
    """
    return fixed(points, 0) if rounded(points, 1) >= 2 else fixed(points, 1)


def plain(value: float) -> str:
    """Print a configured number as it was written.

    >>> plain(80.0), plain(77.5)
    ('80', '77.5')
    """
    return fixed(value, 0 if value == int(value) else 1)
