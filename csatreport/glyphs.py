"""Characters that no font of this machine has.

A character without a glyph prints as an empty box, in the PDF at least, and nobody finds out until
somebody asks who that customer is. Before anything is rendered, rare characters are therefore
looked up in the fonts; the usual ones, which every Chinese font has, are not asked for.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from functools import lru_cache

from csatreport.typeface import usual_characters

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
    return frozenset(character for character in characters if not _has_glyph(character))


@lru_cache(maxsize=4096)
def _has_glyph(character: str) -> bool:
    pattern = f":charset={ord(character):x}"
    try:
        answer = subprocess.run(
            ["fc-list", pattern, "family"], capture_output=True, check=True, timeout=30
        )
    except (OSError, subprocess.SubprocessError):
        return True
    return bool(answer.stdout.strip())


def code_point(character: str) -> str:
    """Name a character by its number.

    >>> code_point("A")
    'U+0041'
    """
    return f"U+{ord(character):04X}"
