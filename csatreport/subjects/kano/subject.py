"""Kano's features as a subject: their figures, what of them may be shown, and their term."""

from csatreport.base.exposure import Exposure
from csatreport.privacy.gate_items import MANY, ItemGate
from csatreport.report.figure import DataSheet, Figure, Figures, part
from csatreport.report.model import ReportPage
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
FIGURES = Figures.of(
    Figure("id", Exposure.NAME, "of the question that asks about the feature being there",
           part("item.id")),
    Figure("label", Exposure.NAME, "its name",
           lambda one, scope: item_name(one.item, scope.language)),
    Figure("n", Exposure.SIZE, "people who answered both halves"),
    Figure("missing", _BASE, "people who answered one half only"),
    Figure("classes", _BASE, "people by class", lambda one, _: dict(one.counts),
           parts=tuple(Feeling)),
    Figure("first", _BASE, "the most frequent class; null where n is 0"),
    Figure("second", _BASE, "the next one; null where nobody is in it"),
    Figure("mixed", _BASE, "whether chance may have ordered these two"),
    Figure("better", _BASE, "how much satisfaction it can add, 0 to 1"),
    Figure("worse", _BASE, "how much its absence takes away, −1 to 0"),
    Figure("category_strength", _BASE, "share of the first class minus that of the second",
           lambda one, _: one.category),
    Figure("total_strength", _BASE, "share of M, O and A together", lambda one, _: one.total),
    Figure("importance", _BASE, "mean of what was asked about its importance, in points"),
    Figure("importance_n", _BASE, "people who stated one"),
)  # fmt: skip

KANO = Subject(
    id="kano",
    doc="What each feature is to people, in form order.",
    measure=measure_kano,
    settings=KanoRule,
    gate=shown,
    figures=FIGURES,
    nothing=(),
    sheets=(DataSheet("kano.sheet", FIGURES),),
    page=ReportPage.DETAIL,
    chapter=compose_kano,
    explain=explain_kano,
    terms=(
        Term(
            "kano",
            "(A + O)/k;  −(O + M)/k;  k = A + O + M + I;  1.65 · √((a + b)(2n − a − b)/2n)",
            source="Kano (1984); Berger (1993); Fong (1996)",
            used=lambda asked: bool(asked.newest.with_role(Role.PRESENT)),
            facts=lambda asked: {
                "kano_table": "Pouliot" if asked.settings_of(KanoRule).pouliot else "Berger"
            },
        ),
    ),
)
"""What a feature is to people."""
