"""The terms of the trade: their names, said the same way in every chapter and page."""

from __future__ import annotations

from csatreport.messages import say

TERMS = {
    "answer": "report.term.answer",
    "respondent": "report.term.respondent",
    "unit": "report.term.unit",
    "period": "report.term.period",
    "base": "report.term.base",
    "missing": "report.term.missing",
    "favourable": "report.term.favourable",
    "top_two": "report.term.top_two",
    "low": "report.term.low",
    "index": "report.term.index",
    "mean": "report.term.mean",
    "score": "report.term.score",
    "headline": "report.term.headline",
    "dimension": "report.term.dimension",
    "interval": "report.term.interval",
    "finite": "report.term.finite",
    "weights": "report.term.weights",
    "net": "report.term.net",
    "clear": "report.term.clear",
    "few": "report.term.few",
    "test": "report.term.test",
    "q": "report.term.q",
    "share_change": "report.term.share_change",
    "order": "report.term.order",
    "shape": "report.term.shape",
    "group": "report.term.group",
    "detectable": "report.term.detectable",
    "usual": "report.term.usual",
    "funnel": "report.term.funnel",
    "target": "report.term.target",
    "series": "report.term.series",
    "rate": "report.term.rate",
    "convenience": "report.term.convenience",
    "gap": "report.term.gap",
    "ratio": "report.term.ratio",
    "kano": "report.term.kano",
    "stated": "report.term.stated",
    "drivers": "report.term.drivers",
    "quarters": "report.term.quarters",
    "worth": "report.term.worth",
    "theme": "report.term.theme",
    "complaint_rate": "report.term.complaint_rate",
    "duration": "report.term.duration",
    "effect": "report.term.effect",
    "alpha": "report.term.alpha",
    "flagged": "report.term.flagged",
    "early": "report.term.early",
    "anonymity": "report.term.anonymity",
    "rounding": "report.term.rounding",
}
"""Ids that ``term:`` links lead to, with the key of each name."""


def term(name: str, language: str) -> str:
    """Say a term by its id."""
    return say(language, TERMS[name])
