"""Comments without what points to a person: telephone, card and plate numbers, addresses, names.

What is masked is found by its shape, so a shape that nobody thought of stays; a comment of an
anonymous survey is therefore shown only among many, whatever is masked in it. Names are found only
where they are listed, or where the person's own name stands with the answer.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

MASK = "***"

_PROVINCES = (
    "京津沪滬渝冀豫云雲辽遼黑湘皖鲁魯新苏蘇浙赣贛鄂桂甘晋晉蒙陕陝吉闽閩贵貴粤粵青藏川宁寧琼瓊使领領"
)
_DIGIT = "[0-9０-９]"
_MAIL = r"[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
_PLATE = rf"[{_PROVINCES}][A-HJ-Z][·•\- ]?[A-HJ-NP-Z0-9]{{4,5}}[A-HJ-NP-Z0-9挂掛学學警港澳]"
_DATE = rf"{_DIGIT}{{4}}-{_DIGIT}{{1,2}}-{_DIGIT}{{1,2}}(?!{_DIGIT})"
_NUMBER = rf"(?<![0-9０-９A-Za-z.])(?!{_DATE})\+?{_DIGIT}(?:[ -]?{_DIGIT}){{6,}}[Xx]?(?!{_DIGIT})"
"""Telephone, identity and bank card numbers: seven digits and more; a date is none."""
_SHAPES = re.compile(f"{_MAIL}|{_PLATE}|{_NUMBER}")
_SHORTEST = 2
"""A name of one character would mask half of all comments."""


def mask(text: str, names: Collection[str] = ()) -> str:
    """Return a text with numbers, addresses and names put out of sight.

    >>> mask("Call 138-1234-5678 or wang@example.cn, 沪A12345; 8 points on 2026-10-05")
    'Call *** or ***, ***; 8 points on 2026-10-05'
    """
    text = _SHAPES.sub(MASK, text)
    known = frozenset(name.strip() for name in names if len(name.strip()) >= _SHORTEST)
    return _pattern(known).sub(MASK, text) if known else text


@lru_cache(maxsize=256)
def _pattern(names: frozenset[str]) -> re.Pattern[str]:
    # Longer names first, so that none is left over behind a shorter one.
    ordered = sorted(names, key=lambda name: (-len(name), name))
    parts = (rf"\b{re.escape(n)}\b" if n.isascii() else re.escape(n) for n in ordered)
    return re.compile("|".join(parts), re.IGNORECASE)
