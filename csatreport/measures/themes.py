"""Comments by theme: how many speak of what, whether that has changed, and what is new.

A theme is known by its words. A word does not count where a negation stands before it, unless the
theme says so, nor inside a phrase that means something else. One comment may be about several
themes, or none.

New terms are proposed, never counted by themselves: words that stand in more comments than before,
by the log-odds ratio with an informative prior, which does not mistake rare words for new ones.

Source: Monroe, Colaresi and Quinn (2008), Fightin' words: lexical feature selection and evaluation
for identifying the content of political conflict, Political Analysis 16.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log, sqrt

from csatreport.measures.association import newcombe
from csatreport.measures.change import SMALLEST_BASE
from csatreport.measures.ledger import Ledger
from csatreport.measures.model import Comment, Estimate, ShareDifference
from csatreport.measures.proportions import estimate_share
from csatreport.measures.segmenter import words
from csatreport.survey.periods import Period
from csatreport.survey.policy import Theme

LEAST = 30
"""Fewer comments propose no terms."""
TELLING = 2.58
"""A term's log-odds lie so many standard errors above those before (99 %)."""
IN_COMMENTS = 5
"""A term stands in at least so many comments."""
_PRIOR = 0.1
"""What is known beforehand weighs so much of all the words there are."""
_PROPOSED = 8
_PERIODS = 4
"""So many earlier periods are told."""

_NO_CHINESE = re.compile(
    r"(?:不|没|沒|无|無|未|非|别|別|毫无|毫無)(?:太|很|大|怎么|怎麼|会|會|再|算|是|有|用|必|需要|觉得|覺得)?$"
)
_NO_ENGLISH = re.compile(r"(?:\b(?:not|no|never|without|hardly|nothing)|n['’]t)(?:\s+\w+){0,2}\s*$")
_NEAR = 24
"""A negation is looked for in so many characters before a word."""


@dataclass(frozen=True, kw_only=True)
class ThemeCount:
    """How many of a period's comments are about a theme.

    ``trend`` are (period, comments about it, comments) before, oldest first; ``change`` is the
    difference to the last of them, None where either side has too few comments.
    """

    theme: Theme
    n: int
    share: Estimate | None
    trend: tuple[tuple[Period, int, int], ...]
    change: ShareDifference | None
    quotes: tuple[Comment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """A term that stands in more comments than before: in how many now and then, and how sure."""

    term: str
    n: int
    before: int
    z: float


@dataclass(frozen=True, kw_only=True)
class Themes:
    """The comments of a period by theme; ``other`` are about none of them."""

    comments: int
    other: int
    counts: tuple[ThemeCount, ...]
    proposed: tuple[Proposed, ...] = ()


def matches(theme: Theme, text: str) -> bool:
    """Tell whether a text is about a theme.

    >>> queue = Theme(id="q", label=Label.of("Q"), words=("queue*", "排队"))
    >>> [matches(queue, t) for t in ("Long queues!", "没有排队", "no more queues", "排队太久")]
    [True, False, False, True]
    """
    text = text.casefold()
    for phrase in theme.besides:
        text = text.replace(phrase.casefold(), " ")
    found = _pattern(theme.words).finditer(text)
    return any(theme.negated or not _denied(text, one.start()) for one in found)


def _denied(text: str, place: int) -> bool:
    before = text[max(0, place - _NEAR) : place]
    return bool(_NO_CHINESE.search(before) or _NO_ENGLISH.search(before))


@lru_cache(maxsize=512)
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(_phrase, phrases)))


def _phrase(phrase: str) -> str:
    folded = phrase.casefold().strip()
    stem = re.escape(folded.rstrip("*"))
    if not folded.isascii():
        return stem
    return rf"\b{stem}" + (r"\w*" if folded.endswith("*") else r"\b")


def measure_themes(
    ledger: Ledger, unit: str, period: Period, earlier: Sequence[Period], *, propose: bool
) -> Themes | None:
    """Sort the comments of a unit and period by theme; None where no themes are declared.

    Args:
        ledger: the counts, which know the comments.
        unit: the unit, with all below it.
        period: the period.
        earlier: periods of the same kind before it, oldest first.
        propose: whether to look for new terms too.
    """
    themes = ledger.questionnaire.themes
    if not themes:
        return None
    before = earlier[-_PERIODS:]
    now = _said(ledger, unit, period)
    then = [_said(ledger, unit, one) for one in before]
    about = [_about(themes, one.text) for one in now]
    counts = tuple(_count(theme, themes, now, about, list(zip(before, then, strict=True)))
                   for theme in themes)  # fmt: skip
    new: tuple[Proposed, ...] = ()
    if propose:
        earlier_texts = [one.text for some in then for one in some]
        new = proposed([one.text for one in now], earlier_texts, themes)
    return Themes(
        comments=len(now),
        other=sum(not found for found in about),
        counts=counts,
        proposed=new,
    )


def _said(ledger: Ledger, unit: str, period: Period) -> tuple[Comment, ...]:
    """Return comments and the reasons for low answers, newest first."""
    rows = ledger.row_numbers(unit, period)
    reasons = (
        Comment(item=low.item, text=low.reason, unit=low.unit, date=low.date, name=low.name)
        for low in ledger.voices.lows(rows)
        if low.reason
    )
    return (*ledger.voices.comments(rows), *reasons)


@lru_cache(maxsize=2**16)
def _about(themes: tuple[Theme, ...], text: str) -> tuple[Theme, ...]:
    return tuple(theme for theme in themes if matches(theme, text))


def _count(
    theme: Theme,
    themes: tuple[Theme, ...],
    now: Sequence[Comment],
    about: Sequence[Sequence[Theme]],
    then: Sequence[tuple[Period, Sequence[Comment]]],
) -> ThemeCount:
    mine = [one for one, found in zip(now, about, strict=True) if theme in found]
    trend = tuple(
        (period, sum(theme in _about(themes, one.text) for one in said), len(said))
        for period, said in then
    )
    change = None
    if trend and min(len(now), trend[-1][2]) >= SMALLEST_BASE:
        change = newcombe(len(mine), len(now), trend[-1][1], trend[-1][2])
    return ThemeCount(
        theme=theme,
        n=len(mine),
        share=estimate_share(len(mine), len(now), None),
        trend=trend,
        change=change,
        quotes=tuple(mine[:2]),
    )


def _counted(texts: Iterable[str]) -> Counter[str]:
    """Count in how many texts each word stands."""
    return Counter(word for text in texts for word in words(text))


def proposed(
    now: Sequence[str], before: Sequence[str], themes: Iterable[Theme]
) -> tuple[Proposed, ...]:
    """Return the terms that stand in clearly more comments than before, the surest first."""
    if min(len(now), len(before)) < LEAST:
        return ()
    mine, theirs = (_counted(some) for some in (now, before))
    known = " ".join(word.casefold().strip("*") for theme in themes for word in theme.words)
    found = []
    n, m = sum(mine.values()), sum(theirs.values())
    prior = {word: _PRIOR * (mine[word] + theirs[word]) for word in mine}
    weight = _PRIOR * (n + m)
    for word, count in mine.items():
        if count < IN_COMMENTS or word in known:
            continue
        a = prior[word]
        odds = log((count + a) / (n + weight - count - a))
        odds -= log((theirs[word] + a) / (m + weight - theirs[word] - a))
        z = odds / sqrt(1 / (count + a) + 1 / (theirs[word] + a))
        if z >= TELLING:
            found.append(Proposed(term=word, n=count, before=theirs[word], z=z))
    return tuple(sorted(found, key=lambda one: (-one.z, one.term))[:_PROPOSED])
