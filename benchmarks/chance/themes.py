"""Themes of comments: how often does a report say that a theme moved, or propose a new term, where nothing changed?

Eight themes, from rare to common, of comments that are drawn alike in both periods; words of
comments by Zipf's law. Power is that of one theme that doubles among seven that stay.
"""

from __future__ import annotations

import datetime as dt

import numpy as np

from benchmarks.chance import Rate
from csatreport.base.label import Label
from csatreport.statistics.arrays import Floats
from csatreport.statistics.change import ALPHA
from csatreport.study.periods import Period, PeriodKind
from csatreport.subjects.themes.measure import ThemeCount, ThemePast, judged, moved, proposed
from csatreport.subjects.themes.settings import Theme

FEW = 60
_SHARES = (0.01, 0.03, 0.05, 0.08, 0.1, 0.15, 0.2, 0.35)
_RISING = 5
_BASES = ((12, 15), (30, 200), (200, 30), (150, 150), (800, 800))
_WORDS = np.array([f"word{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(400)])
_ZIPF = 1 / np.arange(1, 401)
_LENGTH = 8


def _theme(name: str) -> Theme:
    return Theme(id=name, label=Label.of(name), words=(name,))


_THEMES = tuple(_theme(f"t{n}") for n in range(len(_SHARES)))


_THEN = Period(
    kind=PeriodKind.MONTH, id="2026-09", start=dt.date(2026, 9, 1), end=dt.date(2026, 9, 30)
)


def _report(
    dice: np.random.Generator, now: int, before: int, shares: Floats
) -> tuple[ThemeCount, ...]:
    """Count themes in two periods of so many comments, and judge them as a report does."""
    counts, past = dice.binomial(now, shares).tolist(), dice.binomial(before, _SHARES).tolist()
    made = [
        ThemeCount(
            theme=theme,
            n=n,
            share=None,
            trend=(),
            quotes=(),
            change=moved(n, now, ThemePast(period=_THEN, n=k, comments=before)),
        )
        for theme, n, k in zip(_THEMES, counts, past, strict=True)
    ]
    return judged(made, 5.0)


def _names(one: ThemeCount) -> bool:
    return one.change is not None and one.change.q is not None and one.change.q <= ALPHA


def _texts(dice: np.random.Generator, number: int) -> list[str]:
    drawn = dice.choice(_WORDS, size=(number, _LENGTH), p=_ZIPF / _ZIPF.sum())
    return [" ".join(text) for text in drawn.tolist()]


def _moving(dice: np.random.Generator, studies: int, now: int, before: int) -> Rate:
    shares = np.array(_SHARES)
    hits = sum(any(map(_names, _report(dice, now, before, shares))) for _ in range(studies))
    return Rate(
        situation=f"{now} comments after {before}: reports that say a theme moved",
        hits=hits, of=studies, most=0.06,
    )  # fmt: skip


def _proposing(dice: np.random.Generator, studies: int, now: int, before: int) -> Rate:
    hits = sum(
        bool(proposed(_texts(dice, now), _texts(dice, before), _THEMES)) for _ in range(studies)
    )
    return Rate(
        situation=f"{now} comments after {before}: reports that propose a term",
        hits=hits, of=studies, most=0.06,
    )  # fmt: skip


def simulate(studies: int, seed: int) -> tuple[Rate, ...]:
    """Simulate two periods alike, and two in one of which a theme is twice as common."""
    dice = np.random.default_rng(seed)
    moving = [_moving(dice, studies, now, before) for now, before in _BASES]
    proposing = [_proposing(dice, studies, now, before) for now, before in ((40, 160), (150, 600))]
    shares = np.array(_SHARES)
    shares[_RISING] *= 2
    found = sum(_names(_report(dice, 150, 150, shares)[_RISING]) for _ in range(studies))
    power = Rate(
        situation="150 comments after 150: a theme that rises from 15 to 30 % is found",
        hits=found, of=studies, least=0.55,
    )  # fmt: skip
    return (*moving, *proposing, power)
