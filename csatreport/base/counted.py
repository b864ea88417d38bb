"""Names with how often each stands there, in one line of a message."""

from collections import Counter
from collections.abc import Sequence

NAMED = 12
"""So many names are listed; of the others the number is told."""


def in_words(counts: Counter[str]) -> str:
    """Return names with their counts, the most frequent first; "…" tells how many are left out.

    >>> in_words(Counter({"north": 2, "south": 5, "": 1}))
    'south (5), north (2), – (1)'
    """
    told = [f"{name or '–'} ({count})" for name, count in counts.most_common(NAMED)]
    left = len(counts) - len(told)
    return ", ".join([*told, *([f"… (+{left})"] if left else [])])


def clipped(names: Sequence[str], most: int = NAMED) -> str:
    """Return names in a line; "…" tells how many are left out, "–" that there are none.

    >>> clipped(["a", "b", "c"], 2)
    'a, b, … (+1)'
    """
    left = len(names) - most
    return ", ".join([*names[:most], *([f"… (+{left})"] if left > 0 else [])]) or "–"
