"""What people said as a subject: what of it may be shown; it has no figures of its own."""

from dataclasses import replace
from typing import TypeVar

from csatreport.counts.findings.findings import judged_items
from csatreport.counts.voices import Comment, LowAnswer
from csatreport.privacy.gate_items import ItemGate
from csatreport.privacy.grid import Topic
from csatreport.report.model import ReportPage
from csatreport.report.subject import Subject, Term
from csatreport.study.item import Item, Kind, Role
from csatreport.study.model import Questionnaire
from csatreport.study.units import Unit
from csatreport.subjects.voices.lows import compose_annex, compose_sheet_voices, unexplained
from csatreport.subjects.voices.measure import Said, measure_voices
from csatreport.subjects.voices.tell import compose_voices

_Words = TypeVar("_Words", LowAnswer, Comment)


def shown(gate: ItemGate, found: Said) -> Said:
    """Return words, from enough of them on, in the order of the form and the alphabet."""
    words = gate.why(Topic.WORDS)
    if words is not None:
        return Said(hidden=words)
    edition = gate.ledger.edition(gate.period)
    place = {item.id: number for number, item in enumerate(edition.items)}
    counted = {
        (item.id, item.series)
        for item in judged_items(edition)
        if not gate.why(Topic.COUNTS, item.series)
    }
    lows = [low for low in found.lows if (low.item.id, low.item.series) in counted]
    lows.sort(key=lambda low: (place[low.item.id], low.option, low.reason))
    told = (one for one in found.comments if _tells_no_count(gate, one.item))
    comments = sorted(told, key=lambda one: (place.get(one.item.id, 0), one.text))
    return Said(
        lows=tuple(_nobodys(low, gate.unit) for low in lows),
        comments=tuple(_nobodys(one, gate.unit) for one in comments),
        ranked=found.ranked,
    )


def _tells_no_count(gate: ItemGate, item: Item) -> bool:
    """Tell whether words may stand: those beside an option say that somebody ticked it."""
    spread = item.kind is Kind.SEVERAL or item.role is Role.BACKGROUND
    topic = Topic.SPREAD if spread else Topic.COUNTS
    return item.kind in (Kind.TEXT, Kind.RANKED) or gate.why(topic, item.series) is None


def _nobodys(said: _Words, unit: Unit) -> _Words:
    return replace(said, unit=unit, date="", name="")


def undivided(found: Said, root: Unit) -> Said:
    """Return words as those of the whole; what people wrote stays as it is."""
    return replace(
        found,
        lows=tuple(replace(low, unit=root) for low in found.lows),
        comments=tuple(replace(one, unit=root) for one in found.comments),
    )


def _has_follow_up(questionnaire: Questionnaire) -> bool:
    return any(item.follow_up is not None for e in questionnaire.editions for item in e.items)


VOICES = Subject(
    id="voices",
    doc="What people said.",
    measure=measure_voices,
    gate=shown,
    undivided=undivided,
    page=ReportPage.VOICES,
    chapter=compose_voices,
    sheet_chapter=compose_sheet_voices,
    annex=compose_annex,
    remarks=unexplained,
    terms=(Term("low", used=_has_follow_up),),
)
"""What people said."""
