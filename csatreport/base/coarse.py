"""Figures as coarse as they are printed, and what may lie behind one that is.

What is told of anonymous answers is rounded once, where it leaves the gate: an index of fifty
people to ten decimals says how every single one of them answered. Whoever reads a rounded figure
knows that the true one lies within half a step of it, and nothing more. The ends of a scale are
told only of what is exactly there.

Source: rounding as disclosure control, Hundepool et al. (2012), Statistical Disclosure Control,
chapter 5.
"""

INDEX_STEP = 0.1
"""The step in which indices, deviations and means of anonymous answers are told."""
SHARE_STEP = 0.001
_TINY = 1e-6
_APART = 0.001
"""Of a step: what lies nearer to an end than that is there."""
_DIGITS = 3


def coarse(value: float, step: float, low: float, high: float) -> float:
    """Return a figure between two ends in steps, halves up; an end only of what is just there.

    >>> coarse(84.349, 0.1, 0, 100), coarse(99.96, 0.1, 0, 100), coarse(100.0, 0.1, 0, 100)
    (84.3, 99.9, 100)
    """
    for end in (low, high):
        if abs(value - end) < _APART * step:
            return end
    steps = int((value - low) / step + 0.5 + _TINY)
    return round(min(max(low + step * steps, low + step), high - step), 6)


def coarse_index(value: float) -> float:
    """Return an index of 0 to 100 as it is told."""
    return coarse(value, INDEX_STEP, 0.0, 100.0)


def coarse_share(value: float) -> float:
    """Return a share of 0 to 1 as it is told."""
    return coarse(value, SHARE_STEP, 0.0, 1.0)


def coarse_number(value: float) -> float:
    """Return a number without ends as it is told.

    >>> coarse_number(38.25), coarse_number(-0.04)
    (38.3, 0.0)
    """
    return round(round(value * 10 + (_TINY if value > 0 else -_TINY)) / 10, 6) + 0.0


def significant(value: float) -> float:
    """Return any number with three digits.

    >>> significant(0.04449), significant(84.349), significant(1234.5)
    (0.0445, 84.3, 1230.0)
    """
    return float(f"{value:.{_DIGITS}g}")


def behind(told: float, step: float, low: float, high: float) -> tuple[float, float]:
    """Return between what ends lies the figure that is told.

    >>> behind(84.3, 0.1, 0, 100), behind(100, 0.1, 0, 100)
    ((84.25, 84.35), (100, 100))
    """
    if told in {low, high}:
        return told, told
    # What lies so near to an end that only this keeps it apart is told one step inside.
    down = low + _APART * step if told < low + 1.5 * step else round(told - step / 2, 6)
    up = high - _APART * step if told > high - 1.5 * step else round(told + step / 2, 6)
    return down, up
