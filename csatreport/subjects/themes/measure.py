"""Comments by theme: how many speak of what, whether that has changed, and what is new.

A theme is known by its words. A word does not count where a negation stands before it, unless the
theme says so, nor inside a phrase that means something else. One comment may be about several
themes, or none. The shares of all themes are set against the period before as one family, as the
questions that groups divide are (`csatreport.statistics.groups.evenness`).

New terms are proposed, never counted by themselves: words that stand in more comments than before,
by Fisher's exact test among all words that stand in enough comments of both times together. The
surest come first by the log-odds ratio with an informative prior, which does not mistake rare words
for new ones.

Sources: Fisher (1935); Monroe, Colaresi and Quinn (2008), Fightin' words: lexical feature selection
and evaluation for identifying the content of political conflict, Political Analysis 16.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import exp, lgamma, log, sqrt

from csatreport.counts.findings.asked import Asked
from csatreport.counts.ledger import Ledger
from csatreport.counts.voices import Comment
from csatreport.statistics.change import ALPHA, SMALLEST_BASE, benjamini_hochberg, decide
from csatreport.statistics.estimate import Estimate
from csatreport.statistics.groups.association import newcombe
from csatreport.statistics.groups.evenness import evenness
from csatreport.statistics.proportions import estimate_share
from csatreport.statistics.verdict import Against, Change, Verdict
from csatreport.study.item import Kind
from csatreport.study.periods import Period
from csatreport.subjects.themes.segmenter import words
from csatreport.subjects.themes.settings import Theme, ThemeSettings

LEAST = 30
"""Fewer comments propose no terms."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemePast:
    """How many comments were about a theme in a period before, of how many."""

    period: Period
    n: int
    comments: int

    @property
    def share(self) -> float | None:
        """Their share; None where nobody said anything."""
        return self.n / self.comments if self.comments else None


@dataclass(frozen=True, kw_only=True)
class ThemeCount:
    """How many of a period's comments are about a theme.

    ``trend`` are the periods before, oldest first; ``change`` is the difference of the share to the
    last of them, in percentage points, judged among all themes; None where there is none before.
    """

    theme: Theme
    n: int
    share: Estimate | None
    trend: tuple[ThemePast, ...]
    change: Change | None
    quotes: tuple[Comment, ...]

    @property
    def compared(self) -> Change | None:
        """The change, where both periods have comments."""
        return self.change if self.change and self.change.difference is not None else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """A term that stands in more comments than before: in how many now and then, and how sure.

    ``z`` is its log-odds ratio in standard errors, ``q`` the p of Fisher's exact test after
    Benjamini-Hochberg among all terms that were looked at.
    """

    term: str
    n: int
    before: int
    z: float
    q: float


@dataclass(frozen=True, kw_only=True)
class Themes:
    """The comments of a period by theme; ``other`` are about none of them."""

    comments: int
    other: int
    counts: tuple[ThemeCount, ...]
    proposed: tuple[Proposed, ...] = ()

    @property
    def most(self) -> tuple[ThemeCount, ...]:
        """The themes, those first that most comments are about."""
        return tuple(sorted(self.counts, key=lambda one: -one.n))


def matches(theme: Theme, text: str) -> bool:
    """Tell whether a text is about a theme.

    >>> from csatreport.base.label import Label
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


def measure_themes(asked: Asked) -> Themes | None:
    """Sort the comments of a unit and period by theme; None where no themes are declared.

    New terms are looked for among those of the whole.
    """
    ledger, unit = asked.ledger, asked.unit.id
    themes = ledger.questionnaire.settings_of(ThemeSettings).themes
    if not themes:
        return None
    before = asked.past[-_PERIODS:]
    now = _said(ledger, unit, asked.period)
    then = [_said(ledger, unit, one) for one in before]
    about = [_about(themes, one.text) for one in now]
    counts = [_count(theme, themes, now, about, list(zip(before, then, strict=True)))
              for theme in themes]  # fmt: skip
    new: tuple[Proposed, ...] = ()
    if asked.company:
        earlier_texts = [one.text for some in then for one in some]
        new = proposed([one.text for one in now], earlier_texts, themes)
    return Themes(
        comments=len(now),
        other=sum(not found for found in about),
        counts=judged(counts, ledger.questionnaire.smallest.share),
        proposed=new,
    )


def _said(ledger: Ledger, unit: str, period: Period) -> tuple[Comment, ...]:
    """Return comments and the reasons for low answers, newest first.

    What somebody wrote beside an option answers its question, and is no remark.
    """
    rows = ledger.row_numbers(unit, period)
    reasons = (
        Comment(item=low.item, text=low.reason, unit=low.unit, date=low.date, name=low.name)
        for low in ledger.voices.lows(rows)
        if low.reason
    )
    remarks = (one for one in ledger.voices.comments(rows) if one.item.kind is Kind.TEXT)
    return (*remarks, *reasons)


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
        ThemePast(
            period=period,
            n=sum(theme in _about(themes, one.text) for one in said),
            comments=len(said),
        )
        for period, said in then
    )
    return ThemeCount(
        theme=theme,
        n=len(mine),
        share=estimate_share(len(mine), len(now), None),
        trend=trend,
        change=moved(len(mine), len(now), trend[-1]) if trend else None,
        quotes=tuple(mine[:2]),
    )


def moved(n: int, comments: int, before: ThemePast) -> Change:
    """Set the share of comments about a theme against that of a period before, not judged yet."""
    gap = newcombe(n, comments, before.n, before.comments)
    test = evenness((n, before.n), (comments, before.comments))
    few = min(comments, before.comments) < SMALLEST_BASE
    return Change(
        against=Against.PREVIOUS,
        period=before.period,
        reference=100 * before.n / before.comments if before.comments else None,
        difference=100 * gap.difference if gap else None,
        low=100 * gap.low if gap else None,
        high=100 * gap.high if gap else None,
        p=test.p if test else None,
        verdict=Verdict.TOO_FEW if few else Verdict.NOT_SHOWN,
        test=test.test if test else "",
        draws=test.draws if test else 0,
        reference_n=before.comments,
    )


def judged(counts: Sequence[ThemeCount], smallest: float) -> tuple[ThemeCount, ...]:
    """Judge the changes of all themes of a report as one family."""
    changes = decide([one.change for one in counts], smallest)
    return tuple(replace(one, change=made) for one, made in zip(counts, changes, strict=True))


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
    # Chosen by both times together: chosen by now alone, chance would have picked them.
    asked = sorted(
        word for word in {*mine, *theirs}
        if mine[word] + theirs[word] >= IN_COMMENTS and word not in known
    )  # fmt: skip
    qs = benjamini_hochberg(
        [more_often(mine[word], len(now), theirs[word], len(before)) for word in asked]
    )
    found = [
        Proposed(term=word, n=mine[word], before=theirs[word], z=_log_odds(word, mine, theirs), q=q)
        for word, q in zip(asked, qs, strict=True)
        if q <= ALPHA and mine[word] >= IN_COMMENTS
    ]
    return tuple(sorted(found, key=lambda one: (-one.z, one.term))[:_PROPOSED])


def more_often(k: int, n: int, k_before: int, n_before: int) -> float:
    """Return the one-sided p of Fisher's exact test that ``k`` of ``n`` is the larger share.

    >>> round(more_often(7, 10, 2, 10), 4)
    0.0349
    """
    whole = k + k_before
    every = _log_ways(n + n_before, whole)
    ways = range(k, min(n, whole) + 1)
    parts = (_log_ways(n, way) + _log_ways(n_before, whole - way) for way in ways)
    return min(1.0, sum(exp(part - every) for part in parts))


def _log_ways(n: int, k: int) -> float:
    """Return the logarithm of the number of ways to choose ``k`` of ``n``."""
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)


def _log_odds(word: str, mine: Counter[str], theirs: Counter[str]) -> float:
    """Return the log-odds ratio of a word in standard errors, with an informative prior."""
    n, m = mine.total(), theirs.total()
    prior, weight = _PRIOR * (mine[word] + theirs[word]), _PRIOR * (n + m)
    a, b = mine[word] + prior, theirs[word] + prior
    odds = log(a / (n + weight - a)) - log(b / (m + weight - b))
    return odds / sqrt(1 / a + 1 / b)
