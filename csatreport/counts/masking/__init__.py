"""Texts without what points to a person: numbers, addresses, plates, accounts and names.

People write a telephone number in many ways so that a machine will not see it, or because that is
how they write. So a text is read folded (`fold`): full-width and styled characters as plain ones,
invisible ones left out. What is found there is put out of sight in the text as it was written.

What is masked is found by its shape and by the word before it (`digits`, `contacts`, `names`), so a
shape that nobody thought of stays; a comment of an anonymous survey is therefore shown only among
many, whatever is masked in it. Amounts, dates, order numbers and bar codes stay: they are what a
comment is about.
"""

from collections.abc import Collection, Iterable

from csatreport.counts.masking.contacts import find_contacts
from csatreport.counts.masking.digits import find_numbers
from csatreport.counts.masking.fold import Span, fold
from csatreport.counts.masking.names import find_listed, find_titled

MASK = "***"
_SHORTEST = 2
"""A name of one character would mask half of all comments."""


def mask(text: str, names: Collection[str] = ()) -> str:
    """Return a text with numbers, addresses and names put out of sight.

    >>> mask("Call 138-1234-5678 or wang@example.cn, 沪A12345; 8 points on 2026-10-05")
    'Call *** or ***, ***; 8 points on 2026-10-05'
    """
    folded, places = fold(text)
    known = frozenset(name.strip() for name in names if len(name.strip()) >= _SHORTEST)
    spans = [
        *find_numbers(folded),
        *find_contacts(folded),
        *find_titled(folded),
        *(find_listed(folded, known) if known else ()),
    ]
    return _without(text, ((places[start], places[end - 1] + 1) for start, end in spans))


def _without(text: str, spans: Iterable[Span]) -> str:
    """Put a mask in the place of each span; those that touch become one."""
    parts, last = [], 0
    for start, end in _merged(spans):
        parts += [text[last:start], MASK]
        last = end
    return "".join([*parts, text[last:]])


def _merged(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
