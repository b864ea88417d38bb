"""What a question and its options talk about, to tell whether the options answer the question.

A scale climbs one ladder: all its labels speak of timeliness, or all of accuracy. Words are
sorted into families of one concept each, good and bad alike; a label of another family than the
question answers something that was not asked, and labels that share no family mix two ladders.
"""

import re
from collections.abc import Sequence

from csatreport.base.vocabulary import word_lists

_PATTERNS = {
    name: re.compile("|".join(words), re.IGNORECASE)
    for name, words in word_lists("wording", "concepts").items()
}


def families(text: str) -> frozenset[str]:
    """Return the concepts a text speaks of.

    >>> sorted(families("True and complete"))
    ['completeness', 'truth']
    """
    return frozenset(name for name, pattern in _PATTERNS.items() if pattern.search(text))


def strangers(question: str, labels: Sequence[str]) -> tuple[str, ...]:
    """Return the labels that speak of something else than the question and the other labels do."""
    asked = families(question)
    told = [(label, families(label)) for label in labels]
    if not any(asked & about for _, about in told):
        return ()
    return tuple(label for label, about in told if about and not asked & about)


def mixed_labels(labels: Sequence[str]) -> tuple[str, str] | None:
    """Return two labels that stand on different ladders; None if one concept runs through all."""
    told = [(label, about) for label in labels if (about := families(label))]
    if not told or frozenset.intersection(*(about for _, about in told)):
        return None
    # The pair farthest apart on the scale shows best what is mixed.
    for lower, concepts in reversed(told):
        for upper, about in told:
            if not about & concepts:
                return upper, lower
    return told[0][0], told[-1][0]
