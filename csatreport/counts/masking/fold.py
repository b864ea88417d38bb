"""A text as it is to be read: compatible characters as one (NFKC), invisible ones left out.

Source: Unicode Standard Annex 15, Normalization Forms.
"""

import re
from collections.abc import Iterable, Iterator
from unicodedata import category, normalize

HAN = r"\u4e00-\u9fff"
"""Chinese characters, as a range within a pattern's brackets."""
Span = tuple[int, int]
"""Where something begins, and where the text goes on behind it."""


def find_shapes(shapes: Iterable[re.Pattern[str]], text: str) -> Iterator[Span]:
    """Yield the stretches that have one of the shapes: of each its group ``x``, or all of it."""
    for shape in shapes:
        for found in shape.finditer(text):
            yield found.span("x" if "x" in shape.groupindex else 0)


def fold(text: str) -> tuple[str, list[int]]:
    r"""Return the folded text, and for each of its characters its place in the text as written.

    >>> fold("１３8\u200b0")
    ('1380', [0, 1, 2, 4])
    """
    if text.isascii():
        return text, list(range(len(text)))
    folded: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        if category(character) in {"Cf", "Mn"}:
            continue
        for part in normalize("NFKC", character):
            folded.append(part)
            places.append(place)
    return "".join(folded), places
