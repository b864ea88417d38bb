"""Which paths a pattern such as ``*/2026-*.csv`` fits, in a time that grows with both lengths only.

As a regular expression, a pattern of many stars would try every way to share a long name out among
them, and a check would never end. Here all places that the pattern's beginning can lead to are kept
at once.
"""

import re
from collections.abc import Callable

_WILD = re.compile(r"(\*\*/|\*\*|\*|\?)")

_Ends = list[bool]
"""For each place in a path, its end too: whether what was read of the pattern leads there."""


def fits(pattern: str, path: str) -> bool:
    """Tell whether a pattern fits a whole path, ignoring case.

    ``*`` and ``?`` stay within one folder, ``**/`` stands for any folders or none.

    >>> fits("**/shop-*.csv", "2026/10/Shop-3.csv"), fits("*.csv", "2026/10.csv")
    (True, False)
    """
    pattern, path = pattern.casefold(), path.casefold()
    places = [True, *(False for _ in path)]
    for part in filter(None, _WILD.split(pattern)):
        step = _STEPS.get(part)
        places = step(places, path) if step else _words(places, path, part)
    return places[-1]


def _words(places: _Ends, path: str, words: str) -> _Ends:
    after = [False] * len(places)
    for place, reached in enumerate(places):
        if reached and path.startswith(words, place):
            after[place + len(words)] = True
    return after


def _one(places: _Ends, path: str) -> _Ends:
    return [False, *(a and sign != "/" for a, sign in zip(places, path, strict=False))]


def _some(places: _Ends, path: str) -> _Ends:
    after = [places[0]]
    for place, sign in enumerate(path, 1):
        after.append(places[place] or (after[-1] and sign != "/"))
    return after


def _anything(places: _Ends, path: str) -> _Ends:
    del path
    first = places.index(True) if True in places else len(places)
    return [place >= first for place in range(len(places))]


def _folders(places: _Ends, path: str) -> _Ends:
    beyond = _anything(places, path)
    ends = [False, *(sign == "/" and b for sign, b in zip(path, beyond, strict=False))]
    return [a or b for a, b in zip(places, ends, strict=True)]


_STEPS: dict[str, Callable[[_Ends, str], _Ends]] = {
    "?": _one,
    "*": _some,
    "**": _anything,
    "**/": _folders,
}
