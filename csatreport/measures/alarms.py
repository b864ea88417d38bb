"""How often a stable series signals by chance: no control chart is ever quite still.

Limits that are learnt from few points are uncertain, and each further point is one more occasion
for a signal. So even where nothing happens at all, one chart of 24 points in four or five raises
one. The table was simulated: 200,000 series of independent normal values under an XmR chart with
both rules, limits learnt from the first points and then frozen (`benchmarks/chance/control.py`
does the same with fewer). Between its entries it is read by straight lines.
"""

from __future__ import annotations

import numpy as np

_POINTS = (6, 8, 10, 12, 15, 18, 24, 30, 36, 48, 60, 84, 120)
_RATES = {
    6: (0.012, 0.088, 0.142, 0.193, 0.270, 0.324, 0.411, 0.474, 0.524, 0.602, 0.660, 0.739, 0.813),
    8: (0.012, 0.016, 0.069, 0.113, 0.183, 0.244, 0.335, 0.403, 0.458, 0.545, 0.609, 0.698, 0.785),
    12: (0.012, 0.016, 0.021, 0.027, 0.078, 0.130, 0.227, 0.301, 0.362, 0.458, 0.531, 0.637, 0.739),
    18: (0.012, 0.016, 0.021, 0.027, 0.040, 0.054, 0.129, 0.206, 0.270, 0.372, 0.453, 0.572, 0.691),
    24: (0.012, 0.016, 0.021, 0.027, 0.040, 0.054, 0.085, 0.145, 0.210, 0.314, 0.399, 0.527, 0.655),
    36: (0.012, 0.016, 0.021, 0.027, 0.040, 0.054, 0.085, 0.116, 0.148, 0.244, 0.331, 0.466, 0.608),
}
"""By the number of points that the limits were learnt from; as long as `_POINTS`."""


def false_alarms(points: int, baseline: int) -> float:
    """Return how often (0-1) a stable series of ``points`` signals anywhere, at 6 points or more.

    ``baseline`` is how many first points the limits are learnt from; all, where there are fewer.
    """
    learnt = baseline if points > baseline else max(_RATES)
    rates = [float(np.interp(points, _POINTS, one)) for one in _RATES.values()]
    return float(np.interp(learnt, tuple(_RATES), rates))
