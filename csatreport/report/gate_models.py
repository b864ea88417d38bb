"""What may be shown of what was registered, where answers are anonymous."""

from __future__ import annotations

from dataclasses import replace

from csatreport.measures.actions import Judged
from csatreport.measures.registered import Registered


def shown_registered(found: Registered | None) -> Registered | None:
    """Return what registers say, without the effects of actions: those are made of answers."""
    if found is None:
        return None
    return replace(found, actions=without_effects(found.actions))


def without_effects(actions: tuple[Judged, ...]) -> tuple[Judged, ...]:
    """Return actions without what moved after them."""
    return tuple(replace(one, effect=None) for one in actions)
