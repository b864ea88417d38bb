"""How often a stable series signals by chance: no control chart is ever quite still.

Limits that are learnt from few points are uncertain, and each further point is one more occasion
for a signal. So even where nothing happens at all, one chart of 24 points in four or five raises
one. The table was simulated: 200,000 series (40,000 of the longest) of independent normal values
under an XmR chart with both rules, limits learnt from the first points and then frozen
(`benchmarks/chance/control.py` does the same with fewer). Between its entries it is read by
straight lines.
"""

import numpy as np

_POINTS = (6, 8, 10, 12, 15, 18, 24, 30, 36, 48, 60, 84, 120, 240, 480)
_RATES = {
    6: (12, 88, 142, 193, 270, 324, 411, 474, 524, 602, 660, 739, 813, 922, 981),
    8: (12, 16, 69, 113, 183, 244, 335, 403, 458, 545, 609, 698, 785, 910, 978),
    12: (12, 16, 21, 27, 78, 130, 227, 301, 362, 458, 531, 637, 739, 894, 975),
    18: (12, 16, 21, 27, 40, 54, 129, 206, 270, 372, 453, 572, 691, 874, 970),
    24: (12, 16, 21, 27, 40, 54, 85, 145, 210, 314, 399, 527, 655, 859, 968),
    36: (12, 16, 21, 27, 40, 54, 85, 116, 148, 244, 331, 466, 608, 837, 963),
}
"""Rates in thousandths, by how many points the limits were learnt from; as long as `_POINTS`."""
MOST_LEARNT = max(_RATES)
"""Limits learnt from more points signal more rarely than is told."""


def false_alarms(points: int, baseline: int) -> float:
    """Return how often (0-1) a stable series of ``points`` signals anywhere, at 6 points or more.

    ``baseline`` is how many first points the limits are learnt from; all, where there are fewer.
    Beyond `MOST_LEARNT` the rate is an upper bound.
    """
    learnt = baseline if points > baseline else MOST_LEARNT
    rates = [float(np.interp(points, _POINTS, one)) / 1000 for one in _RATES.values()]
    return float(np.interp(learnt, tuple(_RATES), rates))
