"""A closed period in words: how many answers came too late, and what was restated, when and why."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from csatreport.counts.closed.after import AfterClose
from csatreport.counts.closed.printed import MovedFigure, Restatement
from csatreport.report import numbers, wording
from csatreport.report.columns import Column, TextColumn, lay_out
from csatreport.report.model import Chapter, Paragraph, ReportBlock, Table
from csatreport.report.scope import Scope
from csatreport.report.subject import chapter
from csatreport.study.periods import Period

_UNFOLDED = 8
"""A longer table is folded."""
_SHARE = "favourable"
_MEASURES = {
    "index": "closing.index",
    "n": "closing.n",
    _SHARE: "closing.favourable",
    "net": "closing.net",
}
"""Figures that the page lists, with their names; `data.json` lists all."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A restated figure that is listed: its name, and how it was and is printed."""

    name: str
    old: str
    new: str


def compose_note(scope: Scope, found: AfterClose) -> Iterator[ReportBlock]:
    """Yield what stands on the one page."""
    text = scope.joined([*_late(scope, found), *(_short(scope, *one) for one in found.restated)])
    yield Paragraph(text=text, note=True)


def compose_closing(scope: Scope, found: AfterClose) -> Chapter:
    """Make the chapter on what happened after the close."""
    heading = scope.say("closing.heading" if found.restated else "closing.heading_late")
    return chapter(scope, "closing.topic", heading, _blocks(scope, found))


def _blocks(scope: Scope, found: AfterClose) -> Iterator[ReportBlock]:
    yield from (Paragraph(text=text) for text in _late(scope, found))
    for period, one in found.restated:
        yield Paragraph(text=_short(scope, period, one))
        lines = [line for figure in one.figures for line in _lines(scope, figure)]
        if lines:
            yield _table(scope, lines, len(one.figures) - len(lines))


def _late(scope: Scope, found: AfterClose) -> Iterator[str]:
    if found.late:
        yield scope.counted("closing.late", found.late)


def _short(scope: Scope, period: Period, one: Restatement) -> str:
    """Say when and why, and how the headline moved."""
    root = scope.findings.edition.index
    headline = f"nodes.index {root.id}" if root is not None else ""
    moved = next((f"{old} → {new}" for name, old, new in one.figures if name == headline), "")
    facts = {
        "period": wording.period_name(period, scope.language),
        "day": one.day,
        "reason": scope.masked(one.reason),
    }
    sentences = [scope.say("closing.restated", **facts)]
    if moved:
        sentences.append(scope.say("closing.headline", moved=moved))
    if one.figures:
        sentences.append(scope.counted("closing.figures", len(one.figures)))
    return scope.joined(sentences)


def _lines(scope: Scope, figure: MovedFigure) -> Iterator[_Line]:
    """Yield a figure of a branch or a question by its name; nothing for any other."""
    place, old, new = figure
    kind, _, about = place.partition(" ")
    level, _, key = kind.partition(".")
    if kind == "responses":
        yield _Line(scope.say("closing.responses"), old, new)
    named = _names(scope, level).get(about)
    if named is not None and key in _MEASURES:
        shown = [_percent(text) if key == _SHARE else text for text in (old, new)]
        yield _Line(scope.paired(named, scope.say(_MEASURES[key])), *shown)


def _names(scope: Scope, level: str) -> dict[str, str]:
    edition = scope.findings.edition
    if level == "items":
        return {item.id: wording.item_name(item, scope.language) for item in edition.items}
    if level == "nodes" and edition.index is not None:
        return {node.id: node.label[scope.language] for node in edition.index.walk()}
    return {}


def _percent(text: str) -> str:
    return numbers.share(float(text), 1) if text else text


_COLUMNS = (
    TextColumn("closing.head_figure", lambda one, _: one.name),
    Column("closing.head_old", lambda one, _: one.old),
    Column("closing.head_new", lambda one, _: one.new or numbers.NOTHING),
)


def _table(scope: Scope, lines: list[_Line], others: int) -> Table:
    note = scope.counted("closing.others", others) if others else ""
    table = lay_out(_COLUMNS, lines, scope, caption=scope.say("closing.table"), note=note)
    return replace(table, folded=len(lines) > _UNFOLDED)
