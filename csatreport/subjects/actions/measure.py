"""The improvement plan: what is open and late, and whether what was finished worked.

The effect of a finished action is the change of its item in its unit, from the last period before
the day it was finished to the first one that begins after it, by the same test and words as any
change. Beside it stands the same change in the units without such an action, and the difference of
the two differences: a rise that everybody had is no effect. "Moved after" is all that is said.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from math import sqrt

from csatreport.counts.findings.asked import Asked
from csatreport.counts.ledger import Ledger
from csatreport.counts.samples import Counted, samples_of
from csatreport.statistics.change import SMALLEST_BASE, compare, decide, independent
from csatreport.statistics.estimate import Estimate
from csatreport.statistics.means import Sample
from csatreport.statistics.proportions import Z
from csatreport.statistics.tally import total
from csatreport.statistics.verdict import Against, Change, Verdict
from csatreport.study.item import Item
from csatreport.study.periods import Period
from csatreport.study.register_entries import Action
from csatreport.study.units import Unit


class ActionState(StrEnum):
    """Where an action stands at the end of the period."""

    OVERDUE = "overdue"
    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


TOLD = (ActionState.DONE, ActionState.OPEN)
"""What those who answered are told about, in this order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What moved after an action; ``others`` are the units without one, ``net`` the difference.

    ``together`` counts further finished actions on the same item and unit in the same time.
    """

    before: Period
    after: Period
    change: Change
    others: float | None
    net: Estimate | None
    together: int

    @property
    def now(self) -> Estimate | None:
        """The index after the action; None where there was none before."""
        reference, difference = self.change.reference, self.change.difference
        if reference is None or difference is None:
            return None
        return Estimate(value=reference + difference)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """An action with its state, its item, and its effect, None where that cannot be told yet."""

    action: Action
    item: Item
    state: ActionState
    effect: Effect | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionType:
    """The actions of one type, such as training: ``done`` of ``n``, and what moved after these.

    Of the ``judged``, those with enough answers before and after, questions ``rose`` or ``fell``
    clearly.
    """

    name: str
    n: int
    done: int
    judged: int
    rose: int
    fell: int


def by_type(found: Iterable[Judged]) -> tuple[ActionType, ...]:
    """Count actions by their type, in order of name; those without one are left out."""
    types: dict[str, list[Judged]] = {}
    for one in found:
        if one.action.type:
            types.setdefault(one.action.type, []).append(one)
    return tuple(_summed(name, types[name]) for name in sorted(types))


def _summed(name: str, some: Sequence[Judged]) -> ActionType:
    verdicts = [one.effect.change.verdict for one in some if one.effect is not None]
    return ActionType(
        name=name,
        n=len(some),
        done=sum(one.state is ActionState.DONE for one in some),
        judged=sum(verdict is not Verdict.TOO_FEW for verdict in verdicts),
        rose=verdicts.count(Verdict.UP),
        fell=verdicts.count(Verdict.DOWN),
    )


def measure_actions(asked: Asked) -> tuple[Judged, ...]:
    """Judge the actions of a unit and of those below it."""
    registers = asked.ledger.registers_of(asked.unit.id)
    return judge_actions(asked.ledger, registers.of(Action), asked.period)


def without_effects(found: Iterable[Judged]) -> tuple[Judged, ...]:
    """Return actions without what moved after them: that is made of answers."""
    return tuple(replace(one, effect=None) for one in found)


def of_unit(found: Iterable[Judged], unit: Unit) -> tuple[Judged, ...]:
    """Return the actions of one unit without those below it."""
    return tuple(one for one in found if one.action.unit == unit.id)


def judge_actions(
    ledger: Ledger, actions: tuple[Action, ...], period: Period
) -> tuple[Judged, ...]:
    """Judge some actions as they stand at the end of a period: overdue, open, done, dropped.

    Which units had such an action too is taken from the plan of all units, so that an action is
    judged alike in every report.
    """
    order, plan = list(ActionState), ledger.planned()
    found = []
    for action in actions:
        item = _item(ledger, action.item)
        if item is not None:
            state = state_of(action, period)
            effect = _effect(ledger, action, item, plan, period) if action.done else None
            found.append(Judged(action=action, item=item, state=state, effect=effect))
    return tuple(
        sorted(
            found,
            key=lambda one: (order.index(one.state), one.action.due or dt.date.max, one.action.id),
        )
    )


def measure_wider(ledger: Ledger, unit: str, period: Period) -> tuple[Judged, ...]:
    """Judge the actions of the units that hold this one: they were taken for it too."""
    units = ledger.questionnaire.units
    above = {one.id for one in units.path(unit)[:-1]}
    wider = tuple(action for action in ledger.planned() if action.unit in above)
    return judge_actions(ledger, wider, period)


def has_news(ledger: Ledger, unit: str, period: Period) -> bool:
    """Tell whether something was done, or begun, for a unit, for those below or those that hold it.

    Of what somebody planned, nothing else is told to those who answered.
    """
    units = ledger.questionnaire.units
    about = {one.id for one in (*units.path(unit), *units.below(unit))}
    return any(
        action.unit in about
        and _item(ledger, action.item) is not None
        and state_of(action, period) in TOLD
        for action in ledger.planned()
    )


def state_of(action: Action, period: Period) -> ActionState:
    """Return where an action stands at the end of a period."""
    if action.done is not None and action.done <= period.end:
        return ActionState.DONE
    if action.state == ActionState.DROPPED:
        return ActionState.DROPPED
    late = action.due is not None and action.due < period.end
    return ActionState.OVERDUE if late else ActionState.OPEN


def _item(ledger: Ledger, name: str) -> Item | None:
    editions = reversed(ledger.questionnaire.editions)
    return next((e.by_id[name] for e in editions if name in e.by_id), None)


def _effect(
    ledger: Ledger, action: Action, item: Item, actions: tuple[Action, ...], period: Period
) -> Effect | None:
    """Compare the last period before with the first whole one after, of those that have answers.

    None until there are both.
    """
    assert action.done is not None, "only what is finished can have worked"  # noqa: S101
    bases = ledger.base_periods
    done = action.done
    earlier = (one for one in reversed(bases) if one.end < done)
    later = (one for one in bases if one.start > done and one.end <= period.end)
    past = _first_asked(ledger, item, action.unit, earlier)
    if past is None or done > period.end:
        return None
    present = _first_asked(ledger, item, action.unit, later)
    if present is None:
        return None
    (before, then), (after, now) = past, present
    change = compare(now, then, independent(now, then), Against.CHOSEN, before)
    (judged,) = decide([change], ledger.questionnaire.smallest.index)
    if judged is None:
        return None
    same = [a for a in actions if a.item == action.item and a.done is not None]
    busy = {a.unit for a in same}
    others, net = _beside(ledger, item, (before, after), busy, (now, then))
    together = sum(
        a.id != action.id and a.unit == action.unit and before.end < (a.done or done) < after.start
        for a in same
    )
    return Effect(
        before=before, after=after, change=judged, others=others, net=net, together=together
    )


def _first_asked(
    ledger: Ledger, item: Item, unit: str, periods: Iterable[Period]
) -> tuple[Period, Sample] | None:
    """Return the first period in which a unit answered an item, with the answers."""
    found = ((one, samples_of(ledger, unit, one).index(item)) for one in periods)
    return next(((one, sample) for one, sample in found if sample is not None and sample.n), None)


def _beside(
    ledger: Ledger,
    item: Item,
    periods: tuple[Period, Period],
    busy: set[str],
    own: tuple[Sample, Sample],
) -> tuple[float | None, Estimate | None]:
    """Return the change of the units without an action, and how far the unit's own differs."""
    units = ledger.questionnaire.units
    taken = {below.id for unit in busy for below in units.below(unit)}
    leaves = [u.id for u in units.all if not units.children(u.id) and u.id not in taken]
    sides = [_pooled(ledger, item, leaves, period) for period in periods]
    if not leaves or any(side is None or side.n < SMALLEST_BASE for side in sides):
        return None, None
    then, now = (side for side in sides if side is not None)
    difference = now.mean - then.mean
    samples = (*own, now, then)
    if min(sample.n for sample in samples) < SMALLEST_BASE or not all(s.tells for s in samples):
        return difference, None
    net = own[0].mean - own[1].mean - difference
    reach = Z * sqrt(sum(sample.noise for sample in samples))
    base = min(own[0].n, own[1].n)
    return difference, Estimate(value=net, low=net - reach, high=net + reach, base=base)


def _pooled(ledger: Ledger, item: Item, units: list[str], period: Period) -> Sample | None:
    whole = total(ledger.tally(unit, period) for unit in units)
    return Counted(tally=whole).index(item)
