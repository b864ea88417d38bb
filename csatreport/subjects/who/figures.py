"""The figures of who answered: how many, of how many, and what they say about themselves."""

from __future__ import annotations

from collections.abc import Mapping

from csatreport.base.exposure import Exposure
from csatreport.counts.findings.model import Distribution
from csatreport.counts.findings.whole import Findings
from csatreport.report.figure import Figure, Figures, part
from csatreport.report.figure_data import labelled
from csatreport.report.scope import Scope
from csatreport.statistics.sampling import ResponseRates
from csatreport.subjects.who.fieldwork import rates

_NAME, _USED, _NEVER = Exposure.NAME, Exposure.USED, Exposure.NEVER
_REASON, _RATE = Exposure.REASON, Exposure.RATE


def _rates(_: Findings, scope: Scope) -> ResponseRates | None:
    return rates(scope) if scope.hidden is None else None


def _counts(found: Distribution, _: Scope) -> Mapping[str, int] | None:
    if found.hidden is not None:
        return None
    codes = (option.code for option in found.item.options)
    return dict(zip(codes, found.tally.counts, strict=True))


def _shown(key: str, path: str, doc: str) -> Figure:
    """Return a figure of a distribution; null where it is hidden."""
    value = part(path)
    return Figure(
        key=key, exposure=_USED, doc=doc,
        value=lambda one, scope: value(one, scope) if one.hidden is None else None,
    )  # fmt: skip


BACKGROUND = Figures(
    columns=(
        *labelled(),
        _shown("asked", "asked", "forms that asked the question"),
        _shown("blank", "tally.blank", "left blank"),
        _shown("multiple", "tally.multiple", "several ticks where one was asked for"),
        _shown("not_applicable", "tally.not_applicable", "not applicable"),
        _shown("invalid", "tally.invalid", "not among the options"),
        Figure(key="counts", exposure=_USED, value=_counts,
               doc="by option code; of a several-choice question, ticks"),
        Figure(key="suppressed", exposure=_REASON, value=part("hidden"),
               doc="why it is not shown, or null"),
    )
)  # fmt: skip
_QUANTITIES = Figures(
    columns=(
        *labelled(),
        Figure(key="kind", exposure=_NAME, value=part("item.kind"), doc="`number` or `date`"),
        Figure(key="unit", exposure=_NAME, value=lambda one, scope: one.item.unit[scope.language],
               doc="of the number"),
        Figure(key="n", exposure=_USED, value=lambda one, _: one.n if one.hidden is None else None,
               doc="valid answers"),
        Figure(key="blank", exposure=_NEVER, doc="left blank"),
        Figure(key="invalid", exposure=_NEVER, doc="not a number, or not a date"),
        Figure(key="mean", exposure=_USED, doc="of a number, in its unit"),
        Figure(key="median", exposure=_NEVER, doc="of a number, in its unit"),
        Figure(key="first", exposure=_NEVER, value=lambda one, _: one.first or None,
               doc="of a date, the first day"),
        Figure(key="last", exposure=_NEVER, value=lambda one, _: one.last or None,
               doc="of a date, the last day"),
        Figure(key="suppressed", exposure=_REASON, value=part("hidden"),
               doc="why it is not shown, or null"),
    )
)  # fmt: skip
_RATES = Figures(
    columns=(
        Figure(key="rr1", exposure=_RATE, doc="AAPOR's response rate 1"),
        Figure(key="rr2", exposure=_RATE, doc="with partial answers"),
        Figure(key="rr3", exposure=_RATE, doc="with the unknown who are likely to belong"),
    )
)
FIGURES = Figures(
    columns=(
        Figure(key="responses", exposure=_USED, doc="answers received: forms, not people",
               value=lambda found, scope: found.responses if scope.hidden is None else None),
        Figure(key="population", exposure=_USED, doc="how many could answer; null where not known, "
               "and for sums of several base periods"),
        Figure(key="response_rates", exposure=_RATE, below=_RATES, value=_rates,
               doc="of the whole company; null where the fieldwork is not known"),
        Figure(key="background", exposure=_USED, below=BACKGROUND,
               doc="how answers to background and several-choice questions spread"),
        Figure(key="background_numbers", exposure=_USED, below=_QUANTITIES,
               value=part("quantities"), doc="background questions answered with a number or a "
               "date; where answers are anonymous, a number has `n` and `mean` only, and dates are "
               "left out"),
    )
)  # fmt: skip
