"""How long answering took, as platforms write it: ``79秒``, ``1分19秒``, ``0:01:19``, ``79``.

Two numbers with one colon are not understood, because 1:19 is minutes to one reader and hours to
another.
"""

import math
import re
import unicodedata

_PARTS = re.compile(
    r"(?:(?P<h>\d+)\s*(?:小时|小時|时|時|h|hours?|hrs?)\s*)?"
    r"(?:(?P<m>\d+)\s*(?:分钟|分鐘|分|m|min|minutes?)\s*)?"
    r"(?:(?P<s>\d+(?:\.\d+)?)\s*(?:秒钟|秒鐘|秒|s|sec|seconds?))?",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(\d+):([0-5]\d):([0-5]\d(?:\.\d+)?)")
_PLAIN = re.compile(r"\d+(?:\.\d+)?")


def parse_seconds(text: str) -> float:
    """Return how many seconds a text names; NaN if it names none.

    >>> parse_seconds("1分19秒"), parse_seconds("0:01:19"), parse_seconds("79")
    (79.0, 79.0, 79.0)
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if _PLAIN.fullmatch(plain):
        return float(plain)
    found = _CLOCK.fullmatch(plain) or (_PARTS.fullmatch(plain) if plain else None)
    if found is None:
        return math.nan
    hours, minutes, seconds = (float(part or 0) for part in found.groups())
    return 3600 * hours + 60 * minutes + seconds
