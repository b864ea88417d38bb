"""The company's figures of a period as they are printed, and what they are made of."""

import json
from collections.abc import Iterator, Mapping
from functools import cached_property

from csatreport import __version__
from csatreport.base.digest import digest_of
from csatreport.base.identity import program
from csatreport.counts.ledger import Ledger
from csatreport.making.documents import Document, DocumentKind
from csatreport.making.plan import Plan
from csatreport.making.tools.worker import Worker
from csatreport.privacy.audit.published import Value, values_of
from csatreport.report.numbers import fixed
from csatreport.site.downloads import write_json
from csatreport.study.periods import Period

_FINE_UP_TO = 1.0
_FINE, _COARSE = 3, 1
"""Decimals of what is a share or a probability, and of all else: as reports print them."""
_WORDS = "verdict"
"""A word that is a finding; all others are names."""
_ABOUT = frozenset(
    {"version", "sample", "language", "organisation", "questionnaire", "period", "unit", "closing"}
)
"""Entries of ``data.json`` that say what a report is about, or that it was closed."""


def printed(data: bytes) -> dict[str, str]:
    """Return the figures of a report's ``data.json`` as they are printed, by place.

    >>> printed(b'{"nodes": [{"id": "headline", "index": 62.44, "label": "All"}]}')
    {'nodes.index headline': '62.4'}
    """
    found = values_of(json.loads(data))
    return {
        " ".join((kind, *about)): text
        for (kind, about), value in found.items()
        if kind.partition(".")[0] not in _ABOUT
        for text in _told(kind, value)
    }


def _told(kind: str, value: Value) -> Iterator[str]:
    if isinstance(value, float):
        yield fixed(value, _FINE if abs(value) <= _FINE_UP_TO else _COARSE)
    elif not isinstance(value, str):
        yield str(value).lower()
    elif kind.endswith(_WORDS):
        yield value


def parts_of(ledger: Ledger) -> dict[str, str]:
    """Return the digests of what figures are made of besides answers, by the name of each."""
    asked = ledger.questionnaire
    form = (asked.editions, asked.smallest, asked.baseline, asked.settings, asked.sampling)
    return {
        "questionnaire": digest_of(form),
        "units": digest_of(asked.units),
        "weights": digest_of(asked.weights),
        "targets": digest_of(asked.targets),
        "registers": digest_of(ledger.registers_of(asked.units.root.id).content),
        "program": digest_of(__version__, program()),
    }


class CompanyReports:
    """The company's report of each period, as a plan has it."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan

    @cached_property
    def _documents(self) -> Mapping[tuple[str, str], Document]:
        found: dict[tuple[str, str], Document] = {}
        for one in self._plan.documents:
            site = self._plan.sites[one.audience]
            if one.kind is DocumentKind.REPORT and one.language == site.languages[0]:
                root = site.by_id[one.questionnaire].root.id
                if one.period is not None and one.unit == root:
                    found.setdefault((one.questionnaire, one.period.id), one)
        return found

    def of(self, questionnaire: str, period: Period) -> Document | None:
        """Return the document, on the open site if it is there; None where there is none."""
        return self._documents.get((questionnaire, period.id))

    def figures(self, worker: Worker, questionnaire: str, period: Period) -> dict[str, str]:
        """Return its figures as they are printed; none where a period has no such report."""
        document = self.of(questionnaire, period)
        if document is None:
            return {}
        return printed(write_json(worker.report(document, document.unit, period)))
