"""The index tree as a table: each branch with its interval, its change, its part in the whole."""

from itertools import repeat

from csatreport.counts.findings.model import NodeFinding
from csatreport.report import numbers, wording
from csatreport.report.inline import Link, Mark
from csatreport.report.model import Table
from csatreport.report.plots import Range, Ranges
from csatreport.report.scope import Scope, estimate, hidden
from csatreport.report.workings.figures import branch_target
from csatreport.statistics.proportions import LEVEL
from csatreport.subjects.results.contributions import (
    change_of,
    contributions,
    difference,
    is_weighted,
)

_INDENT = "\u00a0\u00a0\u00a0\u00a0"
_PRINTED = 0.05
"""A rest below this prints as 0.0 and is left out."""


def compose_dimensions(scope: Scope) -> Table | None:
    """Make the table; None where the index has no branches."""
    whole = scope.findings.headline
    if whole is None or not whole.children or scope.hidden is not None:
        return None
    heads = [
        scope.say("report.dimensions.head_name"),
        scope.say("report.items.head_index"),
        scope.say("report.interval.head", level=numbers.share(LEVEL)),
        "n",
    ]
    parts = contributions(whole, scope.against)
    if scope.against is not None:
        reference = scope.reference_name
        heads.append(scope.say("results.items.head_change", reference=reference))
    if parts:
        heads.append(scope.say("results.dimensions.head_contribution"))
    rows = [_row(node, depth, parts, scope) for node, depth in _walk(whole, 0)]
    rest = _rest(whole, parts, scope)
    if rest is not None:
        label = scope.say("results.dimensions.rest")
        rows.append((label, "", "", "", "", numbers.signed(rest)))
    return Table(
        caption=scope.say("results.dimensions.caption"),
        heads=tuple(heads),
        rows=tuple(rows),
        numeric=(False, True, True, True, False, True)[: len(heads)],
        note=_note(whole, parts, scope),
        css="dimensions",
    )


def _rest(whole: NodeFinding, parts: dict[str, float], scope: Scope) -> float | None:
    total = difference(whole, scope.against)
    if not parts or total is None:
        return None
    rest = total - sum(parts[child.node.id] for child in whole.children)
    return rest if abs(rest) >= _PRINTED else None


def compose_steps(scope: Scope) -> Ranges | None:
    """Make the chart that leads from the headline before to the one now, branch by branch.

    None where the change of the whole cannot be taken apart.
    """
    whole, language = scope.findings.headline, scope.language
    change = change_of(whole, scope.against) if whole is not None else None
    parts = contributions(whole, scope.against) if whole is not None and whole.children else {}
    if whole is None or change is None or change.reference is None or len(parts) < 2:
        return None
    steps = [(child.node.label[language], parts[child.node.id]) for child in whole.children]
    rest = _rest(whole, parts, scope)
    steps += [(scope.say("results.dimensions.rest"), rest)] if rest is not None else []
    at = change.reference
    rows = [_level(scope.reference_name, at, scope)]
    for name, part in steps:
        text = numbers.signed(part)
        rows.append(
            Range(label=Link(text=name), cells=(text,), start=at, value=at + part,
                  text=scope.paired(name, text))
        )  # fmt: skip
        at += part
    now = change.reference + (change.difference or 0.0)
    rows.append(_level(scope.period, now, scope, strong=True))
    return Ranges(
        title=scope.say("results.dimensions.steps"),
        heads=(scope.say("report.dimensions.head_name"), scope.say("results.dimensions.head_step")),
        rows=tuple(rows),
        note=scope.say("results.dimensions.steps_note"),
    )


def _level(name: str, value: float, scope: Scope, *, strong: bool = False) -> Range:
    """Make the row of an index before or after the steps."""
    text = numbers.index(value)
    return Range(
        label=Link(text=name),
        cells=(text,),
        value=value,
        strong=strong,
        text=scope.paired(name, text),
    )


def _walk(node: NodeFinding, depth: int) -> list[tuple[NodeFinding, int]]:
    return [(node, depth), *(pair for child in node.children for pair in _walk(child, depth + 1))]


def _row(
    node: NodeFinding, depth: int, parts: dict[str, float], scope: Scope
) -> tuple[str | Link | Mark, ...]:
    language, score = scope.language, estimate(node.index)
    reason = hidden(node.index)
    name = "".join((*repeat(_INDENT, depth), node.node.label[language]))
    cells: list[str | Link | Mark] = [name]
    if reason is not None:
        why = wording.hidden_word(language)
        cells += [numbers.NOTHING, why, ""]
    else:
        cells += [
            Link(
                text=numbers.index(score.value if score else None), target=branch_target(node.node)
            ),
            wording.interval_or_word(score, language),
            numbers.count(node.n),
        ]
    if scope.against is not None:
        cells.append(wording.change_mark(change_of(node, scope.against), language) or "")
    if parts:
        part = difference(node, scope.against) if depth == 0 else parts.get(node.node.id)
        cells.append(numbers.signed(part) if part is not None else "")
    return tuple(cells)


def _note(whole: NodeFinding, parts: dict[str, float], scope: Scope) -> str:
    return scope.joined(
        (
            scope.say(
                "results.dimensions.weighted"
                if is_weighted(whole)
                else "results.dimensions.unweighted"
            ),
            scope.say("results.dimensions.note_contribution") if parts else "",
        )
    )
