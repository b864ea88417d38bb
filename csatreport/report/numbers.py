"""Numbers as they are printed: rounded once, half away from zero, never more exact than they are.

Everything before this module computes in full. What leaves it is text. A share is printed as 0 %
or 100 %, and an index as 0.0 or 100.0, only if it is exactly that, because "nobody" and "hardly
anybody" are different findings.
"""

from datetime import date as Date  # noqa: N812

MINUS = "\u2212"
DASH = "\u2013"
NOTHING = "\u2013"
"""Stands where there is no number."""

_NOISE = 1e-9
"""A computed 28.499999999999996 was meant as 28.5: halves this near are halves."""
_LEAST_P = 0.001
_WHOLE_FROM = 2.0


def _rounded(value: float, digits: int) -> str:
    """Round a size, without its sign, half up."""
    return f"{abs(value) + _NOISE:,.{digits}f}"


def vanishes(value: float, digits: int = 1) -> bool:
    """Tell whether a number prints as zero.

    >>> vanishes(-0.04), vanishes(0.05)
    (True, False)
    """
    return not _rounded(value, digits).strip("0.")


def fixed(value: float, digits: int = 1) -> str:
    """Print a number with fixed decimals, thousands separated, and a true minus sign.

    Halves go away from zero, and there is no negative zero.

    >>> fixed(1234.55), fixed(-3.05), fixed(0.25), fixed(-2.5, 0), fixed(-0.04)
    ('1,234.6', '−3.1', '0.3', '−3', '0.0')
    """
    minus = MINUS if value < 0 and not vanishes(value, digits) else ""
    return minus + _rounded(value, digits)


def figures(value: float) -> str:
    """Print a number with three figures, as many decimals as that takes.

    >>> figures(17.29), figures(1.0), figures(123.4)
    ('17.3', '1.00', '123')
    """
    whole = len(f"{abs(value):.0f}")
    return fixed(value, max(0, 3 - whole))


def optional(value: float | None, digits: int = 1) -> str:
    """Print a number, or a dash where there is none."""
    return NOTHING if value is None else fixed(value, digits)


def told(text: str) -> str:
    """Print a number that was rounded before with the decimals it was told with, one at least.

    >>> told("84.30"), told("84.29"), told("1.000"), told("–")
    ('84.3', '84.29', '1.0', '–')
    """
    whole, point, decimals = text.partition(".")
    return whole + point + (decimals.rstrip("0") or decimals[:1])


def index(value: float | None, digits: int = 1) -> str:
    """Print a figure that runs from 0 to 100; a dash where there is none.

    The ends are printed only for what is exactly there; what lies so near stands one step inside.

    >>> index(99.95), index(100.0), index(0.04), index(0.0), index(82.45), index(99.996, 2)
    ('99.9', '100.0', '0.1', '0.0', '82.5', '99.99')
    """
    return NOTHING if value is None else fixed(_inside(value, 0.0, 100.0, digits), digits)


def _inside(value: float, low: float, high: float, digits: int) -> float:
    """Return what is printed between two ends: what only rounds to one stands a step inside."""
    step = 10.0**-digits
    for end, inside in ((low, low + step), (high, high - step)):
        if _NOISE < abs(value - end) < step and fixed(value, digits) == fixed(end, digits):
            return inside
    return value


def signed(value: float, digits: int = 1) -> str:
    """Print a difference with its sign; none before a difference that rounds to zero.

    >>> signed(5.84), signed(-5.84), signed(0.04)
    ('+5.8', '−5.8', '0.0')
    """
    plus = "+" if value > 0 and not vanishes(value, digits) else ""
    return plus + fixed(value, digits)


def net(value: float) -> str:
    """Print a net score, from -100 to 100, signed; the ends only for what is exactly there.

    >>> net(99.95), net(100.0), net(-99.96), net(9.04)
    ('+99.9', '+100.0', '−99.9', '+9.0')
    """
    return signed(_inside(value, -100.0, 100.0, 1))


def net_interval(low: float, high: float) -> str:
    """Print the interval of a net score, both ends signed."""
    return f"{net(low)} … {net(high)}"


def below_print(value: float) -> str:
    """Print a difference that is known not to be zero, but would print so.

    >>> below_print(0.04), below_print(-0.04)
    ('+<0.1', '−<0.1')
    """
    return f"{MINUS if value < 0 else '+'}<0.1"


def count(number: int | None) -> str:
    """Print a count with thousands separated; a dash where there is none.

    >>> count(1152)
    '1,152'
    """
    return NOTHING if number is None else f"{number:,}"


def day(date: Date | None) -> str:
    """Print a day, or a dash where there is none."""
    return NOTHING if date is None else date.isoformat()


def share(fraction: float | None, digits: int = 0) -> str:
    """Print a share (0-1) in percent; 0 % and 100 % only if it is exactly that.

    A dash where there is none.

    >>> share(0.6725), share(0.6725, 1), share(0.004), share(0.9996, 1), share(1)
    ('67%', '67.3%', '<1%', '>99.9%', '100%')
    """
    if fraction is None:
        return NOTHING
    if fraction in {0, 1}:
        return f"{100 * fraction:.0f}%"
    text, step = _rounded(100 * fraction, digits), 10.0**-digits
    if not text.strip("0."):
        return f"<{step:.{digits}f}%"
    if text.startswith("100"):
        return f">{100 - step:.{digits}f}%"
    return f"{text}%"


def part(count: float, base: float, digits: int = 0) -> str:
    """Print a count as a share of its base; a dash where there is no base.

    >>> part(1, 3), part(1, 3, 1), part(0, 0)
    ('33%', '33.3%', '–')
    """
    return share(count / base if base else None, digits)


def interval(low: float | None, high: float | None, digits: int = 1) -> str:
    """Print an interval; "" where there is none.

    >>> interval(76.44, 78.06), interval(-1.2, 3), interval(None, None)
    ('76.4–78.1', '−1.2–3.0', '')
    """
    if low is None or high is None:
        return ""
    return f"{fixed(low, digits)}{DASH}{fixed(high, digits)}"


def index_interval(low: float | None, high: float | None, digits: int = 1) -> str:
    """Print an interval of figures that run from 0 to 100; "" where there is none.

    >>> index_interval(97.31, 99.97), index_interval(None, None)
    ('97.3–99.9', '')
    """
    if low is None or high is None:
        return ""
    return f"{index(low, digits)}{DASH}{index(high, digits)}"


def share_interval(low: float, high: float, digits: int = 0) -> str:
    """Print an interval of shares (0-1) in percent, without the sign.

    >>> share_interval(0.9731, 0.9997), share_interval(0.9731, 1, 1)
    ('97–99', '97.3–100.0')
    """
    return index_interval(100 * low, 100 * high, digits)


def whole_percents(low: float | None, high: float | None) -> str:
    """Print an interval of percents without decimals; "" where there is none.

    >>> whole_percents(12.4, 30.6)
    '12–31%'
    """
    told = interval(low, high, 0)
    return f"{told}%" if told else ""


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


def stated(value: float | None) -> str:
    """Print a p or q value behind its letter.

    >>> f"p {stated(0.0004)}, q {stated(0.0494)}"
    'p < 0.001, q = 0.049'
    """
    text = probability(value)
    return f"< {text[1:]}" if text.startswith("<") else f"= {text}"


def roughly(points: float) -> str:
    """Print a size that is only known roughly: whole from two on, else one decimal.

    >>> roughly(8.37), roughly(1.66)
    ('8', '1.7')
    """
    return fixed(points, 1 if points < _WHOLE_FROM - 0.05 else 0)


def plain(value: float) -> str:
    """Print a configured number as it was written.

    >>> plain(80.0), plain(77.5)
    ('80', '77.5')
    """
    return fixed(value, 0 if value == int(value) else 1)


def few(number: float, digits: int) -> str:
    """Say a small expected number; what would be printed as 0 is less than the last digit."""
    least = 10.0**-digits
    return f"<{fixed(least, digits)}" if number < least else fixed(number, digits)
