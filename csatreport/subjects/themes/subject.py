"""Themes as a subject: their figures, what of them may be shown, and their term.

They stand in the chapter of what people said.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from csatreport.base.exposure import Exposure
from csatreport.privacy.gate_items import ItemGate
from csatreport.privacy.grid import Topic
from csatreport.report import numbers
from csatreport.report.figure import DataSheet, Figure, Figures, part, under, with_interval
from csatreport.report.scope import Scope
from csatreport.report.subject import Subject, Term
from csatreport.statistics.change import ALPHA, SMALLEST_BASE
from csatreport.statistics.estimate import fraction
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


def _share(points: float | None) -> float | None:
    return None if points is None else fraction(points)


_NAME, _BASE, _WORDS, _NEVER = Exposure.NAME, Exposure.BASE, Exposure.WORDS, Exposure.NEVER
_PAST = Figures.of(
    Figure("period", _NEVER, "id of a period before", part("period.id")),
    Figure("n", _NEVER, "comments about the theme then"),
    Figure("comments", _NEVER, "comments then"),
)
_COUNT = Figures.of(
    Figure("id", _NAME, "of the theme", part("theme.id")),
    Figure("label", _NAME, "its name", lambda one, scope: one.theme.label[scope.language]),
    Figure("n", _WORDS, "comments about it"),
    *with_interval("share", _BASE, "their share of all comments, as a fraction",
                   lambda one: one.share),
    Figure("difference", _NEVER, "share minus that of the period before",
           _compared(lambda change: _share(change.difference))),
    Figure("difference_low", _NEVER, "lower end of its interval",
           _compared(lambda change: _share(change.low))),
    Figure("difference_high", _NEVER, "upper end of its interval",
           _compared(lambda change: _share(change.high))),
    Figure("p", _NEVER, "of the test against the period before", part("compared.p")),
    Figure("q", _NEVER, "p after Benjamini–Hochberg correction among all themes",
           part("compared.q")),
    Figure("test", _NEVER, "`chi_square` or `permutation`",
           _compared(lambda change: change.test or None)),
    Figure("draws", _NEVER, "of a permutation; null where nothing was drawn",
           _compared(lambda change: change.draws or None)),
    Figure("verdict", _NEVER, "as of comparisons", part("change.verdict.value")),
    Figure("trend", _NEVER, "the periods before, oldest first", below=_PAST),
)  # fmt: skip
_TERM = Figures.of(
    Figure("term", _BASE, "a word that is in more comments than before"),
    Figure("n", _WORDS, "comments that it is in now"),
    Figure("before", Exposure.ZERO, "comments that it was in before"),
    Figure("z", _BASE, "its log-odds ratio in standard errors"),
    Figure("q", _BASE,
           "p of Fisher's exact test after Benjamini–Hochberg among all terms looked at"),
)  # fmt: skip
FIGURES = Figures.of(
    Figure("comments", _WORDS, "comments and reasons of the period"),
    Figure("other", Exposure.ZERO, "how many are about no theme"),
    Figure("counts", _WORDS, "by theme, in their order", below=_COUNT),
    Figure("proposed", _WORDS, "new terms, the surest first; of the company only", below=_TERM),
)

THEMES = Subject(
    id="themes",
    doc="What comments are about.",
    measure=measure_themes,
    settings=ThemeSettings,
    gate=shown,
    figures=FIGURES,
    sheets=(DataSheet("themes.sheet", _COUNT, under("counts")),),
    heard=heard_of_themes,
    terms=(
        Term(
            "theme",
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
