"""Which of several means cannot be told apart, as letters: two that share one were not.

Each pair is tested by Welch's t (Fisher where nothing varies) and judged by the false discovery
rate over all pairs, which without any true difference names somebody in at most one family in
twenty. The letters are the fewest columns, found by inserting and absorbing: begin with one column
of all; for each pair that differs, a column that holds both is parted into two, each without one of
them; a column that lies within another is dropped.

Sources: Benjamini and Hochberg 1995; Piepho, Journal of Computational and Graphical Statistics 13,
2004 (compact letter display; as multcompView in R).
"""

from collections.abc import Collection, Sequence
from itertools import combinations
from string import ascii_lowercase

from csatreport.statistics.change import benjamini_hochberg, independent
from csatreport.statistics.means import Sample

ALPHA = 0.05


def told_apart(samples: Sequence[Sample]) -> dict[tuple[int, int], float]:
    """Return q of each pair of places that differ beyond chance."""
    pairs = list(combinations(range(len(samples)), 2))
    tests = [independent(samples[a], samples[b]).p for a, b in pairs]
    qs = benjamini_hochberg([1.0 if p is None else p for p in tests])
    return {pair: q for pair, q in zip(pairs, qs, strict=True) if q <= ALPHA}


def letters(number: int, apart: Collection[tuple[int, int]]) -> tuple[str, ...]:
    """Return the letters of each place, in whose order the columns are named.

    >>> letters(3, [(1, 2)])
    ('ab', 'a', 'b')
    """
    columns = [frozenset(range(number))]
    for one, other in apart:
        parted = [
            part
            for column in columns
            for part in (
                (column - {one}, column - {other}) if {one, other} <= column else (column,)
            )
        ]
        columns = [
            part
            for place, part in enumerate(parted)
            if not any(
                part < rest or (part == rest and place > at) for at, rest in enumerate(parted)
            )
        ]
    columns.sort(key=sorted)
    named = [(_name(place), column) for place, column in enumerate(columns)]
    return tuple("".join(name for name, c in named if place in c) for place in range(number))


def _name(place: int) -> str:
    """Name a column: a … z, and with a number behind it beyond."""
    number, letter = divmod(place, len(ascii_lowercase))
    return ascii_lowercase[letter] + (str(number) if number else "")
