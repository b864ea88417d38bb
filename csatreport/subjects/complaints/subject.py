"""Complaints as a subject: their figures, which hold no answers, and their terms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from csatreport.base.exposure import Exposure
from csatreport.report.figure import DataSheet, Figure, Figures, Record, with_interval
from csatreport.report.subject import REGISTERS, Subject, Term
from csatreport.study.register import RegisterKind
from csatreport.study.units import Unit
from csatreport.subjects.complaints.explain import explain_complaints
from csatreport.subjects.complaints.measure import ComplaintFindings, of_unit
from csatreport.subjects.complaints.tell import (
    compose_complaints,
    heard_complaints,
    late_complaints,
    recurring_card,
)

_OF = Exposure.REGISTER
_COMPARED = Figures(
    columns=(
        Figure(key="ratio", exposure=_OF, value=lambda one, _: one.value, doc="this over that"),
        Figure(key="low", exposure=_OF, doc="the lower end of its interval"),
        Figure(key="high", exposure=_OF, doc="the upper end; null where it has none"),
        Figure(key="p", exposure=_OF, doc="of the exact test that they are alike"),
    )
)
_SPEED = Figures(
    columns=(
        Figure(key="n", exposure=_OF, doc="complaints of the period"),
        Figure(key="open", exposure=_OF, doc="how many are not over yet"),
        Figure(key="not_due", exposure=_OF, doc="open and not yet due"),
        *with_interval("median", _OF, "days until half were over", lambda one: one.median, "days"),
        *with_interval(
            "ninetieth", _OF, "days until nine in ten were over", lambda one: one.ninetieth, "days"
        ),
        *with_interval(
            "inside",
            _OF,
            "share inside the deadline, of those over or past it",
            lambda one: one.inside,
        ),
    )
)
_CAUSES = Figures(
    columns=(
        Figure(key="id", exposure=_OF, value=lambda one, _: one[0], doc="the cause"),
        Figure(key="n", exposure=_OF, value=lambda one, _: one[1], doc="complaints about it"),
    )
)
_CHANNELS = Figures(
    columns=(
        Figure(key="id", exposure=_OF, value=lambda one, _: one.channel, doc="the channel"),
        Figure(key="n", exposure=_OF, doc="complaints that came in this way"),
        Figure(key="open", exposure=_OF, doc="how many of them are open"),
    )
)
_LINES = Figures(
    columns=(
        Figure(key="id", exposure=_OF, value=lambda one, _: one.line, doc="the line"),
        Figure(key="n", exposure=_OF, doc="complaints about it"),
        *with_interval(
            "rate",
            _OF,
            "for so much exposure of its own, or else of all lines",
            lambda one: one.rate,
        ),
    )
)
_STATE = (
    Figure(key="open", exposure=_OF, doc="how many of them are open"),
    Figure(key="back", exposure=_OF, doc="how many came soon after a closure"),
)
_RECURRING = Figures(
    columns=(
        Figure(key="id", exposure=_OF, value=lambda one, _: one.cause, doc="the cause"),
        Figure(key="n", exposure=_OF, doc="complaints about it in the window"),
        *_STATE,
    )
)
FIGURES = Figures(
    columns=(
        Figure(key="n", exposure=_OF, value=lambda one, _: one.volume.n,
               doc="complaints received in the period"),
        Figure(key="exposure", exposure=_OF, value=lambda one, _: one.volume.exposure,
               doc="what they are set against; null where a month is missing"),
        *with_interval("rate", _OF, "complaints for so much exposure",
                       lambda one: one.rate),
        Figure(key="escalated", exposure=_OF, doc="appeals to a higher body"),
        Figure(key="previous", exposure=_OF, below=_COMPARED,
               doc="the rate over that of the period before, or null"),
        Figure(key="year_ago", exposure=_OF, below=_COMPARED,
               doc="the rate over that of the year before, or null"),
        Figure(key="answer", exposure=_OF, below=_SPEED, doc="time to the first answer"),
        Figure(key="resolution", exposure=_OF, below=_SPEED, doc="time to the resolution"),
        Figure(key="open", exposure=_OF, value=lambda one, _: len(one.open),
               doc="open at the end of the period, whenever they were received"),
        Figure(key="overdue", exposure=_OF, value=lambda one, _: len(one.overdue),
               doc="those of them whose day has passed"),
        Figure(key="repeats", exposure=_OF, doc="customers who complained more than once"),
        Figure(key="reopened", exposure=_OF, doc="cases that were opened again"),
        Figure(key="causes", exposure=_OF, value=lambda one, _: one.by_cause, below=_CAUSES,
               doc="by cause, the most frequent first"),
        Figure(key="channels", exposure=_OF, value=lambda one, _: one.by_channel, below=_CHANNELS,
               doc="by the way they came in"),
        Figure(key="lines", exposure=_OF, value=lambda one, _: one.by_line, below=_LINES,
               doc="by line of business"),
        Figure(key="recurring", exposure=_OF, below=_RECURRING, doc="causes under supervision"),
        *with_interval("followed", _OF, "share of the resolved that were followed up",
                       lambda one: one.followed),
        *with_interval("satisfied", _OF, "share satisfied with the resolution, of who said so",
                       lambda one: one.satisfied),
        Figure(key="iceberg", exposure=_OF,
               doc="dissatisfied customers they may stand for: an assumption"),
    )
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
    measure=of_unit,
    gate=lambda _, found: found,
    figures=FIGURES,
    sheets=(
        DataSheet(
            title="complaints.sheet",
            figures=Figures(columns=(*_CAUSES.columns, *_STATE)),
            records=_causes,
        ),
    ),
    chapter=compose_complaints,
    explain=explain_complaints,
    terms=(
        Term(
            id="complaint_rate",
            formula="1000 · x/E;  c ± 3√c;  u ± 3√(u/E)",
            source="Garwood (1936); Przyborowski, Wilenski (1940); Shewhart (1931)",
            used=lambda asked: asked.keeps(RegisterKind.COMPLAINTS),
        ),
        Term(
            id="duration",
            formula="S(t) = Π(1 − d/n)",
            source="Kaplan, Meier (1958); Brookmeyer, Crowley (1982)",
            used=lambda asked: asked.keeps(RegisterKind.COMPLAINTS),
        ),
    ),
    overdue=late_complaints,
    cards=recurring_card,
    heard=heard_complaints,
    undivided=_undivided,
)
"""What customers complain about."""
