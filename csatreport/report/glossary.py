"""The glossary: every term once, in a sentence anybody understands, without formulas."""

from __future__ import annotations

from csatreport.messages import say
from csatreport.report.model import Definition, Definitions
from csatreport.report.terms import term

_TEXTS = {
    "answer": "report.glossary.answer",
    "respondent": "report.glossary.respondent",
    "unit": "report.glossary.unit",
    "period": "report.glossary.period",
    "base": "report.glossary.base",
    "missing": "report.glossary.missing",
    "favourable": "report.glossary.favourable",
    "top_two": "report.glossary.top_two",
    "low": "report.glossary.low",
    "index": "report.glossary.index",
    "mean": "report.glossary.mean",
    "score": "report.glossary.score",
    "headline": "report.glossary.headline",
    "dimension": "report.glossary.dimension",
    "interval": "report.glossary.interval",
    "finite": "report.glossary.finite",
    "weights": "report.glossary.weights",
    "net": "report.glossary.net",
    "clear": "report.glossary.clear",
    "few": "report.glossary.few",
    "test": "report.glossary.test",
    "q": "report.glossary.q",
    "share_change": "report.glossary.share_change",
    "order": "report.glossary.order",
    "shape": "report.glossary.shape",
    "group": "report.glossary.group",
    "detectable": "report.glossary.detectable",
    "usual": "report.glossary.usual",
    "funnel": "report.glossary.funnel",
    "target": "report.glossary.target",
    "series": "report.glossary.series",
    "rate": "report.glossary.rate",
    "convenience": "report.glossary.convenience",
    "gap": "report.glossary.gap",
    "ratio": "report.glossary.ratio",
    "kano": "report.glossary.kano",
    "stated": "report.glossary.stated",
    "drivers": "report.glossary.drivers",
    "quarters": "report.glossary.quarters",
    "worth": "report.glossary.worth",
    "theme": "report.glossary.theme",
    "complaint_rate": "report.glossary.complaint_rate",
    "duration": "report.glossary.duration",
    "effect": "report.glossary.effect",
    "alpha": "report.glossary.alpha",
    "flagged": "report.glossary.flagged",
    "early": "report.glossary.early",
    "anonymity": "report.glossary.anonymity",
    "rounding": "report.glossary.rounding",
}


def compose_glossary(language: str) -> Definitions:
    """Make the glossary in a language, in the order in which a reader meets the terms."""
    return Definitions(
        entries=tuple(
            Definition(id=name, term=term(name, language), text=say(language, key))
            for name, key in _TEXTS.items()
        )
    )
