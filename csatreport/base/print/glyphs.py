"""Characters that no font of this machine has.

A character without a glyph prints as an empty box, in the PDF at least, and nobody finds out until
somebody asks who that customer is. Before anything is rendered, rare characters are therefore
looked up in the fonts; the usual ones, which every Chinese font has, are not asked for.
"""

import subprocess
from bisect import bisect_right
from collections.abc import Iterable
from functools import lru_cache

from csatreport.base.print.fonts import usual_characters

_INVISIBLE = frozenset((*range(0x20), 0x7F, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0xFEFF))
"""Control characters and those without a shape need none."""


@lru_cache(maxsize=1)
def _usual() -> frozenset[int]:
    return frozenset().union(*usual_characters("SC"), *usual_characters("TC")) | _INVISIBLE


def unusual(text: str) -> set[str]:
    """Return the characters of a text that a font may lack."""
    usual = _usual()
    return {character for character in set(text) if ord(character) not in usual}


def without_glyph(characters: Iterable[str]) -> frozenset[str]:
    """Return those of the characters that no installed font has.

    Empty where there is no fontconfig to ask, as on a machine that makes no PDFs.
    """
    asked = set(characters)
    starts, ends = _covered() if asked else ((), ())
    if not starts:
        return frozenset()
    return frozenset(c for c in asked if ends[bisect_right(starts, ord(c)) - 1] < ord(c))


@lru_cache(maxsize=1)
def _covered() -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the first and last code points of the stretches that any font has, in order.

    One question for all fonts and characters: an answer file may hold thousands of rare ones.
    """
    try:
        told = subprocess.run(
            ["fc-list", "--format", "%{charset} "],
            capture_output=True, check=True, timeout=30, encoding="ascii", errors="ignore",
        ).stdout  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return (), ()
    stretches = sorted(
        (int(first, 16), int(last or first, 16))
        for first, _, last in (stretch.partition("-") for stretch in set(told.split()))
    )
    merged = [(-1, -1)] if stretches else []
    for first, last in stretches:
        if first > merged[-1][1] + 1:
            merged.append((first, last))
        else:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
    return tuple(first for first, _ in merged), tuple(last for _, last in merged)


def code_point(character: str) -> str:
    """Name a character by its number.

    >>> code_point("A")
    'U+0041'
    """
    return f"U+{ord(character):04X}"
