"""Themes as a subject: their figures, what of them may be shown, and their term.

They stand in the chapter of what people said.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from csatreport.base.exposure import Exposure
from csatreport.privacy.gate_items import ItemGate
from csatreport.privacy.grid import Topic
from csatreport.report import numbers
from csatreport.report.figure import DataSheet, Figure, Figures, under, with_interval
from csatreport.report.scope import Scope
from csatreport.report.subject import Subject, Term
from csatreport.statistics.change import ALPHA, SMALLEST_BASE
from csatreport.statistics.groups.evenness import ENOUGH_EXPECTED
from csatreport.subjects.themes.measure import IN_COMMENTS, ThemeCount, Themes, measure_themes
from csatreport.subjects.themes.settings import ThemeSettings
from csatreport.subjects.themes.tell import heard_of_themes


def shown(gate: ItemGate, found: Themes) -> Themes | None:
    """Return the themes that as many comments are about as words are shown from on.

    What other periods said is left out, and so are quotes: comments stand in an order of their own.
    """
    least = gate.promise.least.comments
    if gate.why(Topic.WORDS) or found.comments < least:
        return None
    counts = tuple(
        replace(one, trend=(), change=None, quotes=())
        for one in found.counts
        if one.n >= least and found.comments - one.n >= least
    )
    terms = tuple(replace(one, before=0) for one in found.proposed if one.n >= least)
    return replace(found, counts=counts, proposed=terms, other=0)


def _compared(read: Callable[[Any], object]) -> Callable[[ThemeCount, Scope], object]:
    """Read a figure of the change; null where there was nothing to compare with."""
    return lambda one, _: None if one.compared is None else read(one.compared)


def _fraction(points: float | None) -> float | None:
    return None if points is None else points / 100


_NAME, _BASE, _WORDS, _NEVER = Exposure.NAME, Exposure.BASE, Exposure.WORDS, Exposure.NEVER
_PAST = Figures(
    columns=(
        Figure(key="period", exposure=_NEVER, value=lambda one, _: one.period.id,
               doc="id of a period before"),
        Figure(key="n", exposure=_NEVER, doc="comments about the theme then"),
        Figure(key="comments", exposure=_NEVER, doc="comments then"),
    )
)  # fmt: skip
_COUNT = Figures(
    columns=(
        Figure(key="id", exposure=_NAME, value=lambda one, _: one.theme.id, doc="of the theme"),
        Figure(key="label", exposure=_NAME, doc="its name",
               value=lambda one, scope: one.theme.label[scope.language]),
        Figure(key="n", exposure=_WORDS, doc="comments about it"),
        *with_interval("share", _BASE, "their share of all comments, as a fraction",
                       lambda one: one.share),
        Figure(key="difference", exposure=_NEVER, doc="share minus that of the period before",
               value=_compared(lambda change: _fraction(change.difference))),
        Figure(key="difference_low", exposure=_NEVER, doc="lower end of its interval",
               value=_compared(lambda change: _fraction(change.low))),
        Figure(key="difference_high", exposure=_NEVER, doc="upper end of its interval",
               value=_compared(lambda change: _fraction(change.high))),
        Figure(key="p", exposure=_NEVER, value=_compared(lambda change: change.p),
               doc="of the test against the period before"),
        Figure(key="q", exposure=_NEVER, value=_compared(lambda change: change.q),
               doc="p after Benjamini–Hochberg correction among all themes"),
        Figure(key="test", exposure=_NEVER, value=_compared(lambda change: change.test or None),
               doc="`chi_square` or `permutation`"),
        Figure(key="draws", exposure=_NEVER, value=_compared(lambda change: change.draws or None),
               doc="of a permutation; null where nothing was drawn"),
        Figure(key="verdict", exposure=_NEVER, doc="as of comparisons",
               value=lambda one, _: one.change.verdict.value if one.change else None),
        Figure(key="trend", exposure=_NEVER, below=_PAST, doc="the periods before, oldest first"),
    )
)  # fmt: skip
_TERM = Figures(
    columns=(
        Figure(key="term", exposure=_BASE, doc="a word that is in more comments than before"),
        Figure(key="n", exposure=_WORDS, doc="comments that it is in now"),
        Figure(key="before", exposure=Exposure.ZERO, doc="comments that it was in before"),
        Figure(key="z", exposure=_BASE, doc="its log-odds ratio in standard errors"),
        Figure(key="q", exposure=_BASE,
               doc="p of Fisher's exact test after Benjamini–Hochberg among all terms looked at"),
    )
)  # fmt: skip
FIGURES = Figures(
    columns=(
        Figure(key="comments", exposure=_WORDS, doc="comments and reasons of the period"),
        Figure(key="other", exposure=Exposure.ZERO, doc="how many are about no theme"),
        Figure(key="counts", exposure=_WORDS, below=_COUNT, doc="by theme, in their order"),
        Figure(key="proposed", exposure=_WORDS, below=_TERM,
               doc="new terms, the surest first; of the company only"),
    )
)  # fmt: skip

THEMES = Subject(
    id="themes",
    doc="What comments are about.",
    measure=measure_themes,
    settings=ThemeSettings,
    gate=shown,
    figures=FIGURES,
    sheets=(DataSheet(title="themes.sheet", figures=_COUNT, records=under("counts")),),
    heard=heard_of_themes,
    terms=(
        Term(
            id="theme",
            source="Fisher (1935); Monroe, Colaresi, Quinn (2008)",
            used=lambda asked: bool(asked.settings_of(ThemeSettings).themes),
            facts=lambda _: {
                "few": SMALLEST_BASE,
                "enough_expected": numbers.plain(ENOUGH_EXPECTED),
                "alpha": ALPHA,
                "in_comments": IN_COMMENTS,
            },
        ),
    ),
)
"""What comments are about."""
