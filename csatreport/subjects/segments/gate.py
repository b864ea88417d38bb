"""What may be shown of groups of people who were promised anonymity: all of a question, or none."""

from dataclasses import replace

from csatreport.privacy.gate_items import ItemGate
from csatreport.privacy.grid import Topic
from csatreport.statistics.estimate import Estimate, Hidden, Suppressed
from csatreport.study.item import Item
from csatreport.subjects.segments.measure import judged
from csatreport.subjects.segments.parts import Division, GroupFinding, Segment


def shown_segments(gate: ItemGate, found: tuple[Segment, ...]) -> tuple[Segment, ...]:
    """Return the groups that may be shown.

    Families are made anew afterwards, so that no q is made of a p that is not shown.
    """
    return judged((_segment(gate, one) for one in found), gate.ledger.questionnaire)


def divides(found: tuple[Segment, ...], item: Item, by: Item) -> bool:
    """Tell whether the favourable shares of a question are shown by the groups of another one."""
    return any(
        division.item.series == item.series
        and not any(isinstance(share, Suppressed) for share in division.shares)
        for segment in found
        if segment.item.id == by.id and segment.hidden is None
        for division in segment.divisions
    )


def _segment(gate: ItemGate, found: Segment) -> Segment:
    """Show the groups of a background question all together or not at all.

    With every group large, also those who did not say, nothing is left over to be worked out.
    """
    sizes = [group.n for group in found.groups]
    least = gate.promise.least.counts
    if gate.parted(sizes, found.item) or any(_alike(one, least) for one in found.groups):
        return Segment(item=found.item, hidden=Hidden.WITHHELD)
    all_told = not any(group.n for group in found.groups if group.option is None)
    divisions = (_division(gate, one, all_told=all_told) for one in found.divisions)
    return replace(found, divisions=tuple(divisions))


def _alike(group: GroupFinding, least: int) -> bool:
    """Tell whether all of a group score the same, or too few of them score at all."""
    if group.n == 0:
        return False
    scored = isinstance(group.score, Estimate) and group.score.base >= least
    return not scored or not group.sd


def _division(gate: ItemGate, found: Division, *, all_told: bool) -> Division:
    """Show how groups answer a question if each has many answers, and not all the same.

    Where some did not say what group they are in (not ``all_told``), their answers would be
    left over from the whole.
    """
    bases = [share.base for share in found.shares if isinstance(share, Estimate)]
    values = [share.value for share in found.shares if isinstance(share, Estimate)]
    least = gate.promise.least.counts
    few = min(bases, default=0) < least or not {0.0, 1.0}.isdisjoint(values)
    if all_told and not few and not gate.why(Topic.COUNTS, found.item.series):
        return found
    return Division(
        item=found.item,
        shares=(Suppressed(Hidden.WITHHELD),) * len(found.shares),
        test=None, widest=None, gap=None,
    )  # fmt: skip
