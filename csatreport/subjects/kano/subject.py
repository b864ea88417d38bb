"""Kano's features as a subject: their figures, what of them may be shown, and their term."""

from __future__ import annotations

from csatreport.base.exposure import Exposure
from csatreport.privacy.gate_items import MANY, ItemGate
from csatreport.report.figure import DataSheet, Figure, Figures
from csatreport.report.subject import Subject, Term
from csatreport.report.wording import item_name
from csatreport.study.item import Role
from csatreport.subjects.kano.measure import Feature, Feeling, measure_kano
from csatreport.subjects.kano.settings import KanoRule
from csatreport.subjects.kano.tell import compose_kano, explain_kano


def shown(gate: ItemGate, found: tuple[Feature, ...]) -> tuple[Feature, ...]:
    """Return the features where each was classed by many, and nobody stands in a small class."""
    least = gate.promise.least.counts
    few = any(
        one.n < MANY or one.missing or any(0 < n < least for n in one.counts.values())
        for one in found
    )
    return found if gate.models and not few else ()


_BASE = Exposure.BASE
FIGURES = Figures(
    columns=(
        Figure(key="id", exposure=Exposure.NAME, value=lambda one, _: one.item.id,
               doc="of the question that asks about the feature being there"),
        Figure(key="label", exposure=Exposure.NAME,
               value=lambda one, scope: item_name(one.item, scope.language), doc="its name"),
        Figure(key="n", exposure=Exposure.SIZE, doc="people who answered both halves"),
        Figure(key="missing", exposure=_BASE, doc="people who answered one half only"),
        Figure(key="classes", exposure=_BASE, parts=tuple(Feeling), doc="people by class",
               value=lambda one, _: dict(one.counts)),
        Figure(key="first", exposure=_BASE, doc="the most frequent class; null where n is 0"),
        Figure(key="second", exposure=_BASE, doc="the next one; null where nobody is in it"),
        Figure(key="mixed", exposure=_BASE, doc="whether chance may have ordered these two"),
        Figure(key="better", exposure=_BASE, doc="how much satisfaction it can add, 0 to 1"),
        Figure(key="worse", exposure=_BASE, doc="how much its absence takes away, −1 to 0"),
        Figure(key="category_strength", exposure=_BASE, value=lambda one, _: one.category,
               doc="share of the first class minus that of the second"),
        Figure(key="total_strength", exposure=_BASE, value=lambda one, _: one.total,
               doc="share of M, O and A together"),
        Figure(key="importance", exposure=_BASE,
               doc="mean of what was asked about its importance, in points"),
        Figure(key="importance_n", exposure=_BASE, doc="people who stated one"),
    )
)  # fmt: skip

KANO = Subject(
    id="kano",
    doc="What each feature is to people, in form order.",
    measure=measure_kano,
    settings=KanoRule,
    gate=shown,
    figures=FIGURES,
    nothing=(),
    sheets=(DataSheet(title="kano.sheet", figures=FIGURES),),
    chapter=compose_kano,
    explain=explain_kano,
    terms=(
        Term(
            id="kano",
            formula="(A + O)/k;  −(O + M)/k;  k = A + O + M + I;  1.65 · √((a + b)(2n − a − b)/2n)",
            source="Kano (1984); Berger (1993); Fong (1996)",
            used=lambda asked: bool(asked.newest.with_role(Role.PRESENT)),
            facts=lambda asked: {
                "kano_table": "Pouliot" if asked.settings_of(KanoRule).pouliot else "Berger",
            },
        ),
    ),
)
"""What a feature is to people."""
