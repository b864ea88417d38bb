"""Texts to words: English by its blanks, Chinese by a dictionary, or by pairs of characters.

The dictionary is that of jieba, read by ``rjieba`` (extra ``csatreport[words]``). Without it every
two characters that stand together count as a word, which finds the same topics less readably.
"""

import re
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from csatreport.base.vocabulary import word_list

_PIECES = re.compile(r"[a-z]+(?:['’][a-z]+)?|[\u3400-\u9fff]+")
_EMPTY = frozenset(word_list("comments", "empty"))
"""Words that say nothing about what a comment is about."""


@lru_cache(maxsize=1)
def _dictionary() -> Any | None:  # noqa: ANN401 - the library has no types
    return import_module("rjieba") if find_spec("rjieba") is not None else None


def words(text: str) -> frozenset[str]:
    """Return the words of a text that may say what it is about, each once."""
    found: set[str] = set()
    for piece in _PIECES.findall(text.casefold()):
        found.update([piece] if piece.isascii() or "’" in piece else _chinese(piece))
    return frozenset(word for word in found if len(word) > 1 and word not in _EMPTY)


def _chinese(piece: str) -> list[str]:
    library = _dictionary()
    if library is not None:
        return list(library.cut(piece))
    return [piece[place : place + 2] for place in range(len(piece) - 1)]
