"""From which platform a file comes, told by the headers that only this platform writes.

Three of them are certain, two are likely, one is a guess; without any, people wrote the file.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from csatreport.answers.layout.platforms import QUALTRICS_NAMES
from csatreport.base.vocabulary import word_list, word_lists
from csatreport.tables.fold import fold

BY_HAND, SPSS = "by_hand", "spss"

_SIGNS = word_lists("platforms", "signs")
"""Headers by platform, folded. One that two platforms share speaks for both."""


_ENDINGS = re.compile(
    r"(?:instanceid|_timestamp|_complete|-(?:latitude|longitude|altitude|accuracy)|_id)\Z"
)
"""How headers end that programs write: moments and states of forms, places on earth, numbers."""
_OTHERS = QUALTRICS_NAMES.union(word_list("platforms", "others"))
"""Headers of many platforms, which speak for none."""


class Certainty(StrEnum):
    """How sure it is from which platform a file comes."""

    CERTAIN = "certain"
    LIKELY = "likely"
    GUESSED = "guessed"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformGuess:
    """A platform, how sure that is, and the headers that say so."""

    platform: str
    certainty: Certainty
    evidence: tuple[str, ...] = ()


def guess_platform(headers: Iterable[str], *, described: bool = False) -> PlatformGuess:
    """Return the platform that most of the headers speak for; `BY_HAND` where none does.

    A file that is ``described`` comes from a statistics program, from wherever it went there.

    >>> guess_platform(["Timestamp", "How was it?"]).certainty
    <Certainty.GUESSED: 'guessed'>
    """
    if described:
        return PlatformGuess(platform=SPSS, certainty=Certainty.CERTAIN)
    there = {name: header for header in headers for name in _spellings(header)}
    found = {
        platform: tuple(dict.fromkeys(there[sign] for sign in signs if sign in there))
        for platform, signs in _SIGNS.items()
    }
    platform, evidence = max(found.items(), key=lambda one: len(one[1]))
    if not evidence:
        return PlatformGuess(platform=BY_HAND, certainty=Certainty.GUESSED)
    by_count = {1: Certainty.GUESSED, 2: Certainty.LIKELY}
    certainty = by_count.get(len(evidence), Certainty.CERTAIN)
    return PlatformGuess(platform=platform, certainty=certainty, evidence=evidence)


def is_sign(header: str) -> bool:
    """Tell whether only a platform writes this header, and nobody asks it."""
    signs = {sign for signs in _SIGNS.values() for sign in signs}
    return any(
        name in signs or name in _OTHERS or _ENDINGS.search(name) for name in _spellings(header)
    )


def _spellings(header: str) -> tuple[str, ...]:
    """Return a header folded, and the code and the words that LimeSurvey joins."""
    name = fold(header)
    return (name, *name.split(". ", 1))
