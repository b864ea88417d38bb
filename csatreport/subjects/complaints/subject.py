"""Complaints as a subject: their figures, which hold no answers, and their terms."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from csatreport.base.exposure import Exposure
from csatreport.report.figure import DataSheet, Figure, Figures, Record, part, with_interval
from csatreport.report.model import ReportPage
from csatreport.report.subject import REGISTERS, Subject, Term
from csatreport.study.register import RegisterKind
from csatreport.study.units import Unit
from csatreport.subjects.complaints.explain import explain_complaints
from csatreport.subjects.complaints.measure import ComplaintFindings, of_unit
from csatreport.subjects.complaints.settings import ComplaintRule
from csatreport.subjects.complaints.tell import (
    compose_complaints,
    compose_week,
    heard_complaints,
    pending_complaints,
    recurring_card,
)

_OF = Exposure.REGISTER
_COMPARED = Figures.of(
    Figure("ratio", _OF, "this over that", lambda one, _: one.value),
    Figure("low", _OF, "the lower end of its interval"),
    Figure("high", _OF, "the upper end; null where it has none"),
    Figure("p", _OF, "of the exact test that they are alike"),
)
_SPEED = Figures.of(
    Figure("n", _OF, "complaints of the period"),
    Figure("open", _OF, "how many are not over yet"),
    Figure("not_due", _OF, "open and not yet due"),
    *with_interval("median", _OF, "days until half were over", lambda one: one.median, "days"),
    *with_interval("ninetieth", _OF, "days until nine in ten were over", lambda one: one.ninetieth,
                   "days"),
    *with_interval("inside", _OF, "share inside the deadline, of those over or past it",
                   lambda one: one.inside),
)  # fmt: skip
_CAUSES = Figures.of(
    Figure("id", _OF, "the cause", lambda one, _: one[0]),
    Figure("n", _OF, "complaints about it", lambda one, _: one[1]),
)
_CHANNELS = Figures.of(
    Figure("id", _OF, "the channel", lambda one, _: one.channel),
    Figure("n", _OF, "complaints that came in this way"),
    Figure("open", _OF, "how many of them are open"),
)
_LINES = Figures.of(
    Figure("id", _OF, "the line", lambda one, _: one.line),
    Figure("n", _OF, "complaints about it"),
    *with_interval("rate", _OF, "for so much exposure of its own, or else of all lines",
                   lambda one: one.rate),
)  # fmt: skip
_STATE = (
    Figure("open", _OF, "how many of them are open"),
    Figure("back", _OF, "how many came soon after a closure"),
)
_RECURRING = Figures.of(
    Figure("id", _OF, "the cause", lambda one, _: one.cause),
    Figure("n", _OF, "complaints about it in the window"),
    *_STATE,
)
FIGURES = Figures.of(
    Figure("n", _OF, "complaints received in the period", part("volume.n")),
    Figure("exposure", _OF, "what they are set against; null where a month is missing",
           part("volume.exposure")),
    *with_interval("rate", _OF, "complaints for so much exposure", lambda one: one.rate),
    Figure("escalated", _OF, "appeals to a higher body"),
    Figure("previous", _OF, "the rate over that of the period before, or null", below=_COMPARED),
    Figure("year_ago", _OF, "the rate over that of the year before, or null", below=_COMPARED),
    Figure("answer", _OF, "time to the first answer", below=_SPEED),
    Figure("resolution", _OF, "time to the resolution", below=_SPEED),
    Figure("open", _OF, "open at the end of the period, whenever they were received",
           lambda one, _: len(one.open)),
    Figure("overdue", _OF, "those of them whose day has passed", lambda one, _: len(one.overdue)),
    Figure("repeats", _OF, "customers who complained more than once"),
    Figure("reopened", _OF, "cases that were opened again"),
    Figure("causes", _OF, "by cause, the most frequent first", lambda one, _: one.by_cause,
           below=_CAUSES),
    Figure("channels", _OF, "by the way they came in", lambda one, _: one.by_channel,
           below=_CHANNELS),
    Figure("lines", _OF, "by line of business", lambda one, _: one.by_line, below=_LINES),
    Figure("recurring", _OF, "causes under supervision", below=_RECURRING),
    *with_interval("followed", _OF, "share of the resolved that were followed up",
                   lambda one: one.followed),
    *with_interval("satisfied", _OF, "share satisfied with the resolution, of who said so",
                   lambda one: one.satisfied),
    Figure("iceberg", _OF, "dissatisfied customers they may stand for: an assumption"),
)  # fmt: skip


def _causes(data: dict[str, Any] | None) -> Iterator[Record]:
    """Yield each cause; those under supervision with what is open and came back."""
    told = data or {}
    recurring = {one["id"]: one for one in told.get("recurring", ())}
    for one in told.get("causes", ()):
        yield {**recurring.get(one["id"], {}), **one}


def _undivided(found: ComplaintFindings, root: Unit) -> ComplaintFindings:
    """Return complaints as if all were about the whole."""
    return replace(
        found,
        by_unit=(),
        open=tuple(
            replace(one, complaint=replace(one.complaint, unit=root.id)) for one in found.open
        ),
        cases=tuple(replace(one, unit=root.id) for one in found.cases),
    )


COMPLAINTS = Subject(
    id="complaints",
    doc="What the register of complaints says.",
    within=REGISTERS,
    settings=ComplaintRule,
    measure=of_unit,
    gate=lambda _, found: found,
    of_answers=False,
    figures=FIGURES,
    sheets=(DataSheet("complaints.sheet", Figures.of(*_CAUSES.columns, *_STATE), records=_causes),),
    page=ReportPage.REGISTERS,
    chapter=compose_complaints,
    explain=explain_complaints,
    terms=(
        Term(
            "complaint_rate",
            "1000 · x/E;  c ± 3√c;  u ± 3√(u/E)",
            source="Garwood (1936); Przyborowski, Wilenski (1940); Shewhart (1931)",
            used=lambda asked: asked.keeps(RegisterKind.COMPLAINTS),
        ),
        Term(
            "duration",
            "S(t) = Π(1 − d/n)",
            source="Kaplan, Meier (1958); Brookmeyer, Crowley (1982)",
            used=lambda asked: asked.keeps(RegisterKind.COMPLAINTS),
        ),
    ),
    week=compose_week,
    pending=pending_complaints,
    cards=recurring_card,
    heard=heard_complaints,
    undivided=_undivided,
)
"""What customers complain about."""
