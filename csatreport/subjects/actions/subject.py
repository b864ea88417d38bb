"""Actions as a subject: their figures, what of them may be shown, and their term."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from csatreport.base.exposure import Exposure
from csatreport.report.figure import DataSheet, Figure, Figures
from csatreport.report.scope import Scope
from csatreport.report.subject import REGISTERS, Subject, Term
from csatreport.study.register import RegisterKind
from csatreport.subjects.actions.measure import (
    Effect,
    Judged,
    measure_actions,
    of_unit,
    without_effects,
)
from csatreport.subjects.actions.tell import ACTIONS as ID
from csatreport.subjects.actions.tell import compose_actions, explain_actions, overdue_actions

_REGISTER, _NEVER = Exposure.REGISTER, Exposure.NEVER


def _effect(take: Callable[[Effect], object]) -> Callable[[Judged, Scope], Any]:
    """Take a figure of an effect; None where there is none."""
    return lambda one, _: take(one.effect) if one.effect is not None else None


FIGURES = Figures(
    columns=(
        Figure(key="id", exposure=_REGISTER, value=lambda one, _: one.action.id,
               doc="of the entry in the plan"),
        Figure(key="item", exposure=_REGISTER, value=lambda one, _: one.item.id,
               doc="the question it is to improve"),
        Figure(key="unit", exposure=_REGISTER, value=lambda one, _: one.action.unit,
               doc="where it is taken"),
        Figure(key="state", exposure=_REGISTER, value=lambda one, _: one.state.value,
               doc="`overdue`, `open`, `done` or `dropped` at the end of the period"),
        Figure(key="before", exposure=_NEVER, value=_effect(lambda made: made.before.id),
               doc="the last period before the day it was finished"),
        Figure(key="after", exposure=_NEVER, value=_effect(lambda made: made.after.id),
               doc="the first whole one after it; null until there is one"),
        Figure(key="difference", exposure=_NEVER,
               value=_effect(lambda made: made.change.difference),
               doc="how far the question's index moved in the unit, in points"),
        Figure(key="verdict", exposure=_NEVER,
               value=_effect(lambda made: made.change.verdict.value), doc="as of any change"),
        Figure(key="others", exposure=_NEVER, value=_effect(lambda made: made.others),
               doc="how far it moved in units without such an action"),
        Figure(key="net", exposure=_NEVER,
               value=_effect(lambda made: made.net.value if made.net else None),
               doc="the difference of the two"),
    )
)  # fmt: skip

ACTIONS = Subject(
    id=ID,
    within=REGISTERS,
    doc="The improvement plan, what is overdue first; no effects where answers are anonymous.",
    measure=measure_actions,
    gate=lambda _, found: without_effects(found),
    figures=FIGURES,
    nothing=(),
    sheets=(DataSheet(title="actions.sheet", figures=FIGURES),),
    chapter=compose_actions,
    explain=explain_actions,
    overdue=overdue_actions,
    undivided=of_unit,
    terms=(
        Term(
            id="effect",
            formula="(x′ − x) − (y′ − y)",
            source="Card, Krueger (1994)",
            used=lambda asked: asked.keeps(RegisterKind.ACTIONS),
        ),
    ),
)
"""The improvement plan and what became of it."""
