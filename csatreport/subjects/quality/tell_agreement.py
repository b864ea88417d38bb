"""Do the questions of a branch go together: alpha by branch, and who hardly belongs to it."""

from collections.abc import Iterator

from csatreport.report import numbers, wording
from csatreport.report.columns import CellText, Column, TextColumn, lay_out
from csatreport.report.inline import Link
from csatreport.report.model import Paragraph, ReportBlock
from csatreport.report.scope import Scope
from csatreport.report.workings.figures import branch_target
from csatreport.study.edition import Node
from csatreport.subjects.quality.reliability import FAIR, WEAK, homes
from csatreport.subjects.quality.soundness import ItemRest, Reliability, Soundness, Unreliable

_WHY = wording.keyed("quality.why_{}", Unreliable)


def weak_items(found: Soundness, scope: Scope) -> list[tuple[Node, ItemRest]]:
    """Return the items that correlate too little with the others of their branch."""
    judged = homes(scope.findings.edition, found.reliability).values()
    return [(node, rest) for node, rest in judged if rest.r is not None and rest.r < WEAK]


def compose_agreement(scope: Scope, found: Soundness) -> Iterator[ReportBlock]:
    """Yield the agreement of every branch, and the questions that pull against it."""
    if any(one.k > 1 for one in found.reliability):
        yield lay_out(
            _BRANCHES, found.reliability, scope,
            caption=scope.say("quality.reliability"),
            note=scope.say("quality.reliability_note", limit=FAIR),
        )  # fmt: skip
        yield from _weak(found, scope)


def _alpha(one: Reliability, _: Scope) -> CellText:
    """Print alpha, leading to how it came about."""
    if one.alpha is None:
        return numbers.NOTHING
    return Link(text=numbers.fixed(one.alpha, 2), target=branch_target(one.node))


def _remark(one: Reliability, scope: Scope) -> str:
    remarks = []
    if one.why is not None:
        remarks.append(scope.say(_WHY[one.why]))
    elif one.alpha is not None and one.alpha < FAIR:
        remarks.append(scope.say("quality.below", limit=FAIR))
    if one.constant:
        names = scope.listed([scope.name_of(i) for i in one.constant])
        remarks.append(scope.say("quality.constant", items=names))
    return scope.joined(remarks) or numbers.NOTHING


_BRANCHES = (
    TextColumn("quality.head_branch",
               lambda one, scope: Link(text=one.node.label[scope.language], target="term:alpha")),
    Column("quality.head_questions", lambda one, _: numbers.count(one.k)),
    Column("report.base.head", lambda one, _: numbers.count(one.n)),
    Column("quality.head_alpha", _alpha),
    Column("report.term.interval",
           lambda one, _: numbers.interval(one.low, one.high, 2) or numbers.NOTHING),
    Column("quality.head_omega", lambda one, _: numbers.optional(one.omega, 2)),
    TextColumn("quality.head_remark", _remark),
)  # fmt: skip
_WEAK = (
    TextColumn("report.items.head_item",
               lambda one, scope: wording.item_name(one[1].item, scope.language)),
    TextColumn("quality.head_branch", lambda one, scope: one[0].label[scope.language]),
    Column("quality.head_rest", lambda one, _: numbers.optional(one[1].r, 2)),
)  # fmt: skip


def _weak(found: Soundness, scope: Scope) -> Iterator[ReportBlock]:
    weak = weak_items(found, scope)
    against = any(rest.against for _, rest in weak)
    if weak:
        yield lay_out(
            _WEAK, weak, scope,
            caption=scope.say("quality.weak", limit=WEAK),
            note=scope.say("quality.reverse") if against else "",
        )  # fmt: skip
    elif any(one.items for one in found.reliability):
        yield Paragraph(text=scope.say("quality.none_weak", limit=WEAK), note=True)
