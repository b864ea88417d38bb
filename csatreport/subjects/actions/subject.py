"""Actions as a subject: their figures, what of them may be shown, and their term."""

from csatreport.base.exposure import Exposure
from csatreport.report.figure import DataSheet, Figure, Figures, part
from csatreport.report.model import ReportPage
from csatreport.report.subject import REGISTERS, Subject, Term
from csatreport.study.register import RegisterKind
from csatreport.subjects.actions.measure import measure_actions, of_unit, without_effects
from csatreport.subjects.actions.tell import ACTIONS as ID
from csatreport.subjects.actions.tell import (
    compose_actions,
    compose_week,
    explain_actions,
    pending_actions,
)

_REGISTER, _NEVER = Exposure.REGISTER, Exposure.NEVER


FIGURES = Figures.of(
    Figure("id", _REGISTER, "of the entry in the plan", part("action.id")),
    Figure("item", _REGISTER, "the question it is to improve", part("item.id")),
    Figure("unit", _REGISTER, "where it is taken", part("action.unit")),
    Figure("type", _REGISTER, "its type, such as training", part("action.type")),
    Figure("state", _REGISTER, "`overdue`, `open`, `done` or `dropped` at the end of the period",
           part("state.value")),
    Figure("before", _NEVER, "the last period before the day it was finished",
           part("effect.before.id")),
    Figure("after", _NEVER, "the first whole one after it; null until there is one",
           part("effect.after.id")),
    Figure("difference", _NEVER, "how far the question's index moved in the unit, in points",
           part("effect.change.difference")),
    Figure("verdict", _NEVER, "as of any change", part("effect.change.verdict.value")),
    Figure("others", _NEVER, "how far it moved in units without such an action",
           part("effect.others")),
    Figure("net", _NEVER, "the difference of the two", part("effect.net.value")),
)  # fmt: skip

ACTIONS = Subject(
    id=ID,
    within=REGISTERS,
    doc="The improvement plan, what is overdue first; no effects where answers are anonymous.",
    measure=measure_actions,
    gate=lambda _, found: without_effects(found),
    figures=FIGURES,
    nothing=(),
    sheets=(DataSheet("actions.sheet", FIGURES),),
    page=ReportPage.REGISTERS,
    chapter=compose_actions,
    explain=explain_actions,
    week=compose_week,
    pending=pending_actions,
    undivided=of_unit,
    terms=(
        Term(
            "effect",
            "(x′ − x) − (y′ − y)",
            source="Card, Krueger (1994)",
            used=lambda asked: asked.keeps(RegisterKind.ACTIONS),
        ),
    ),
)
"""The improvement plan and what became of it."""
