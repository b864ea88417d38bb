"""How the interval of a mean on 0-100 came about: Student's t, or Wilson's formula for few values.

A weighted mean has the same two, from its linearised standard error and Kish's number of answers.
"""

from math import isinf

from csatreport.base.words import say
from csatreport.report import numbers, wording
from csatreport.report.scope import Scope
from csatreport.statistics.estimate import Estimate
from csatreport.statistics.means import ASKEW, as_share, error_of_mean, reach_of, t_quantile
from csatreport.statistics.verdict import Change

EXACT = 3
"""Digits of what is worked with, where a figure itself has one."""


def mean_interval(index: Estimate, sd: float | None, people: float | None, scope: Scope) -> str:
    """Work out the interval of a mean on 0-100, which a known number of people makes shorter."""
    language = scope.language
    if index.census or index.low is None or index.high is None or sd is None:
        return wording.interval_phrase(index, language)
    if scope.findings.unweighted is not None:
        return weighted_index(index, sd, None, scope)
    n = index.base
    error = error_of_mean(sd, n, people)
    if n < ASKEW:
        return _bounded(index, error, n - 1, language)
    shrink = "" if people is None else f" · √(1 − {numbers.count(n)}/{numbers.plain(people)})"
    return scope.say(
        "report.explain.student",
        level=wording.level(index.level),
        value=numbers.index(index.value),
        t=numbers.fixed(t_quantile(n - 1), EXACT),
        sd=scope.told(numbers.fixed(sd, EXACT)),
        n=n,
        shrink=shrink,
        reach=numbers.fixed(reach_of(error, n - 1), 2),
        interval=numbers.index_interval(index.low, index.high),
    )


def weighted_index(
    index: Estimate, spread: float | None, plain: Estimate | None, scope: Scope
) -> str:
    """Work out a weighted index, with what counting every answer once would give."""
    language = scope.language
    error = error_of_mean(spread, index.base) if spread is not None and index.base else None
    once = numbers.index(plain.value) if plain is not None else None
    return as_weighted(_weighted(index, error, language), index, once, language)


def as_weighted(worked: str, found: Estimate, once: str | None, language: str) -> str:
    """Add to a weighted figure what fitting added, and what counting every answer once gives."""
    plain = say(language, "report.explain.once", plain=once) if once is not None else ""
    return wording.joined(language, (worked, fitted_sentence(found, language), plain))


def fitted_sentence(found: Estimate | Change, language: str) -> str:
    """Say what an error is taken times because weights were fitted; "" where they were not."""
    if found.stretch <= 1 or isinf(found.stretch):
        return ""
    return say(language, "report.explain.fitted", stretch=numbers.fixed(found.stretch, EXACT))


def _weighted(index: Estimate, error: float | None, language: str) -> str:
    worth = index.worth if index.low is not None else None
    if error and worth is not None and worth < ASKEW:
        mean = say(language, "report.explain.weighted_mean", value=numbers.index(index.value))
        return wording.joined(language, (mean, _bounded(index, error, worth - 1, language)))
    return say(
        language, "report.explain.weighted_index",
        value=numbers.index(index.value), level=wording.level(index.level),
        error=numbers.optional(error, EXACT),
        t=numbers.NOTHING if worth is None else numbers.fixed(t_quantile(worth - 1), EXACT),
        df=numbers.NOTHING if worth is None else numbers.fixed(worth - 1),
        interval=numbers.index_interval(index.low, index.high) or numbers.NOTHING,
    )  # fmt: skip


def _bounded(index: Estimate, error: float, df: float, language: str) -> str:
    """Work out Wilson's interval of a mean of few values, from its standard error."""
    share, base = as_share(index.value, index.judged(error))
    return say(
        language, "report.explain.bounded",
        level=wording.level(index.level), few=ASKEW,
        share=numbers.fixed(share, EXACT), error=numbers.fixed(error, EXACT),
        base=numbers.fixed(base, 2),
        t=numbers.fixed(t_quantile(df), EXACT), df=numbers.fixed(df),
        interval=numbers.index_interval(index.low, index.high),
    )  # fmt: skip
