"""The figures of who answered: how many, of how many, and what they say about themselves."""

from collections.abc import Iterator, Mapping

from csatreport.base.exposure import Exposure
from csatreport.counts.findings.model import Distribution
from csatreport.counts.findings.whole import Findings
from csatreport.report.figure import DataSheet, Figure, Figures, Record, by_option, part
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
    return Figure(key, _USED, doc,
                  lambda one, scope: value(one, scope) if one.hidden is None else None)  # fmt: skip


BACKGROUND = Figures.of(
    *labelled(),
    _shown("asked", "asked", "forms that asked the question"),
    _shown("blank", "tally.blank", "left blank"),
    _shown("multiple", "tally.multiple", "several ticks where one was asked for"),
    _shown("not_applicable", "tally.not_applicable", "not applicable"),
    _shown("invalid", "tally.invalid", "not among the options"),
    Figure("counts", _USED, "by option code; of a several-choice question, ticks", _counts),
    Figure("suppressed", _REASON, "why it is not shown, or null", part("hidden")),
)
_QUANTITIES = Figures.of(
    *labelled(),
    Figure("kind", _NAME, "`number` or `date`", part("item.kind")),
    Figure("unit", _NAME, "of the number", lambda one, scope: one.item.unit[scope.language]),
    Figure("n", _USED, "valid answers", lambda one, _: one.n if one.hidden is None else None),
    Figure("blank", _NEVER, "left blank"),
    Figure("invalid", _NEVER, "not a number, or not a date"),
    Figure("mean", _USED, "of a number, in its unit"),
    Figure("median", _NEVER, "of a number, in its unit"),
    Figure("first", _NEVER, "of a date, the first day", lambda one, _: one.first or None),
    Figure("last", _NEVER, "of a date, the last day", lambda one, _: one.last or None),
    Figure("suppressed", _REASON, "why it is not shown, or null", part("hidden")),
)
_RATES = Figures.of(
    Figure("rr1", _RATE, "AAPOR's response rate 1"),
    Figure("rr2", _RATE, "with partial answers"),
    Figure("rr3", _RATE, "with the unknown who are likely to belong"),
)
FIGURES = Figures.of(
    Figure("responses", _USED, "answers received: forms, not people",
           lambda found, scope: found.responses if scope.hidden is None else None),
    Figure("population", _USED,
           "how many could answer; null where not known, and for sums of several base periods"),
    Figure("response_rates", _RATE, "of the whole company; null where the fieldwork is not known",
           _rates, below=_RATES),
    Figure("background", _USED, "how answers to background and several-choice questions spread",
           below=BACKGROUND),
    Figure("background_numbers", _USED,
           "background questions answered with a number or a date; where answers are anonymous, "
           "a number has `n` and `mean` only, and dates are left out",
           part("quantities"), below=_QUANTITIES),
)  # fmt: skip


def _spread(data: Record) -> Iterator[Record]:
    """Yield a row for each option; one that says why where they are not shown."""
    for row in data.get("background") or ():
        for option, count in by_option(row, "counts"):
            yield {**row, "option": option, "count": count}


SHEET = DataSheet(
    "download.sheet.background",
    Figures.of(*BACKGROUND.but("counts"), Figure("option", _NAME), Figure("count", _USED)),
    records=_spread,
)
