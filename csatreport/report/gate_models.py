"""What may be shown of models over anonymous answers: importance, themes, what was registered.

Importance is shown for the whole company only, from as many answers as two questions about people
are crossed from.
"""

from __future__ import annotations

from dataclasses import replace

from csatreport.measures.actions import Judged
from csatreport.measures.registered import Registered
from csatreport.measures.stated import Importance
from csatreport.report.gate_items import MANY, ItemGate


def shown_stated(gate: ItemGate, found: tuple[Importance, ...]) -> tuple[Importance, ...]:
    """Return what customers hold important, said by many; managers are few."""
    if not gate.models:
        return ()
    shown = []
    for one in found:
        bases = [row.customers.base if row.customers is not None else 0 for row in one.rows]
        if min(bases, default=0) >= MANY and not any(row.managers for row in one.rows):
            shown.append(one)
    return tuple(shown)


def shown_registered(found: Registered | None) -> Registered | None:
    """Return what registers say, without the effects of actions: those are made of answers."""
    if found is None:
        return None
    return replace(found, actions=without_effects(found.actions))


def without_effects(actions: tuple[Judged, ...]) -> tuple[Judged, ...]:
    """Return actions without what moved after them."""
    return tuple(replace(one, effect=None) for one in actions)
