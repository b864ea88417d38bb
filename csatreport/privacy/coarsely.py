"""Figures that leave the gate, rounded to what is printed of them.

Where the counts of a question's options are shown, its own figures follow from them and stay as
they are; all else is told as coarsely as pages print it, in every printing alike. What is worked
out from figures that have left the gate cannot be finer than they are.
"""

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from csatreport.base.coarse import coarse_index, coarse_number, coarse_share, significant
from csatreport.counts.findings.model import ItemFinding, NodeFinding, Quantity
from csatreport.statistics.estimate import Estimate, Score
from csatreport.statistics.verdict import Change

_Found = TypeVar("_Found")
_DECIMALS = {"low": 1, "high": 1, "detectable": 1, "df": 1, "error": 2, "p": 3, "q": 3}
"""Of what stands beside a difference."""


def told_index(score: Score) -> Score:
    """Return an index as it is told, with its interval."""
    if not isinstance(score, Estimate):
        return score
    low, high = (None if end is None else coarse_number(end) for end in (score.low, score.high))
    return replace(score, value=coarse_index(score.value), low=low, high=high)


def told_tree(found: NodeFinding) -> NodeFinding:
    """Return the findings about a node and all below it as they are told."""
    index = told_index(found.index)
    return replace(
        found,
        index=index,
        sd=None if found.sd is None else coarse_number(found.sd),
        changes=tuple(told_change(change, index) for change in found.changes),
        children=tuple(map(told_tree, found.children)),
    )


def told_item(found: ItemFinding) -> ItemFinding:
    """Return the findings about an item whose counts are not shown as they are told."""
    index, (low, high) = told_index(found.index), found.item.bounds
    mean = low + index.value / 100 * (high - low) if isinstance(index, Estimate) else None
    share = found.favourable
    if isinstance(share, Estimate):
        ends = (None if end is None else coarse_share(end) for end in (share.low, share.high))
        share_low, share_high = ends
        share = replace(share, value=coarse_share(share.value), low=share_low, high=share_high)
    return replace(found, index=index, mean=mean, favourable=share)


def told_change(change: Change, now: Score) -> Change:
    """Return a comparison as it is told: the difference is that of the figures that are told."""
    then = change.reference
    if change.period is not None and then is not None:
        then = coarse_index(then)
    value = now.value if isinstance(now, Estimate) else None
    told: dict[str, Any] = {
        name: None if (one := getattr(change, name)) is None else round(one, decimals)
        for name, decimals in _DECIMALS.items()
    }
    difference = None if value is None or then is None else round(value - then, 6)
    return replace(change, reference=then, difference=difference, effect=None, **told)


def told_quantity(found: Quantity) -> Quantity:
    """Return a number about people as it is told."""
    return replace(found, mean=None if found.mean is None else coarse_number(found.mean))


def told_result(found: _Found) -> _Found:
    """Return what a subject found with every number in three digits; counts are whole."""
    return _walked(found)  # type: ignore[return-value]


def _walked(found: object) -> object:
    if isinstance(found, float):
        return significant(found)
    if isinstance(found, tuple) and type(found) is tuple:
        return tuple(map(_walked, found))
    if isinstance(found, dict):
        return {key: _walked(value) for key, value in found.items()}
    if is_dataclass(found) and not isinstance(found, type) and _findings(found):
        told = {one.name: getattr(found, one.name) for one in fields(found) if one.init}
        if isinstance(found, Change):
            told |= {"effect": None}  # it would tell how much people differ
        return replace(found, **{name: _walked(value) for name, value in told.items()})
    return found


def _findings(found: object) -> bool:
    """Tell whether something was found and not asked: what the form says stays as it is."""
    return not type(found).__module__.startswith("csatreport.study.")
