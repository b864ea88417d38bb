"""Which day it is: asked once, at the edge, and only to know whether a round has closed.

``SOURCE_DATE_EPOCH`` (https://reproducible-builds.org/specs/source-date-epoch/) sets another day,
for builds that must come out the same at any time.
"""

import datetime as dt
import os


def today() -> dt.date:
    """Return the day on which we work, in local time."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    if fixed.isdecimal():
        return dt.datetime.fromtimestamp(int(fixed), dt.UTC).date()
    return dt.datetime.now().astimezone().date()
