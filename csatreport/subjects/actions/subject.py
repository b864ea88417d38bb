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


FIGURES = Figures.of(
    Figure("id", _REGISTER, "of the entry in the plan", lambda one, _: one.action.id),
    Figure("item", _REGISTER, "the question it is to improve", lambda one, _: one.item.id),
    Figure("unit", _REGISTER, "where it is taken", lambda one, _: one.action.unit),
    Figure("state", _REGISTER, "`overdue`, `open`, `done` or `dropped` at the end of the period",
           lambda one, _: one.state.value),
    Figure("before", _NEVER, "the last period before the day it was finished",
           _effect(lambda made: made.before.id)),
    Figure("after", _NEVER, "the first whole one after it; null until there is one",
           _effect(lambda made: made.after.id)),
    Figure("difference", _NEVER, "how far the question's index moved in the unit, in points",
           _effect(lambda made: made.change.difference)),
    Figure("verdict", _NEVER, "as of any change", _effect(lambda made: made.change.verdict.value)),
    Figure("others", _NEVER, "how far it moved in units without such an action",
           _effect(lambda made: made.others)),
    Figure("net", _NEVER, "the difference of the two",
           _effect(lambda made: made.net.value if made.net else None)),
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
