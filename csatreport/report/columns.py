"""Tables of a report: bars of counts, and columns that know head, cells and alignment together."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from csatreport.report import numbers
from csatreport.report.inline import Link, Mark, Words
from csatreport.report.model import Bar, Bars, ExplanationStep, Table
from csatreport.report.scope import Scope
from csatreport.statistics.proportions import LEVEL

CellText: TypeAlias = str | Link | Mark | Words


@dataclass(frozen=True)
class Column:
    """One column: its head, what it says of a thing, and whether that is a number.

    A head is a key, or what says it where it is no fixed text.
    """

    head: str | Callable[[Scope], str]
    text: Callable[[Any, Scope], CellText]
    numeric: bool = True

    def title(self, scope: Scope) -> str:
        """Say its head."""
        return scope.say(self.head) if isinstance(self.head, str) else self.head(scope)

    def said(self, thing: object, scope: Scope) -> str:
        """Say its cell of a thing in words alone."""
        text = self.text(thing, scope)
        if isinstance(text, Mark):
            return text.word
        return text if isinstance(text, str) else text.text


@dataclass(frozen=True)
class TextColumn(Column):
    """A column of words, aligned to the left."""

    numeric: bool = False


def interval_head(scope: Scope) -> str:
    """Say the head above intervals, with their level."""
    return scope.say("report.interval.head", level=numbers.share(LEVEL))


def lay_out(
    columns: Sequence[Column],
    things: Iterable[object],
    scope: Scope,
    *,
    caption: str,
    note: str = "",
    empty: str = "",
    css: str = "",
) -> Table:
    """Make the table that has a row for each thing."""
    return Table(
        caption=caption,
        heads=tuple(column.title(scope) for column in columns),
        rows=tuple(tuple(column.text(one, scope) for column in columns) for one in things),
        numeric=tuple(column.numeric for column in columns),
        note=note,
        empty=empty,
        css=css,
    )


def lay_out_step(
    columns: Sequence[Column],
    things: Iterable[object],
    scope: Scope,
    *,
    title: str,
    lines: tuple[str, ...] = (),
) -> ExplanationStep:
    """Make the step of an explanation whose table has a row for each thing."""
    return ExplanationStep(
        title=title,
        lines=lines,
        heads=tuple(column.title(scope) for column in columns),
        rows=tuple(tuple(column.said(one, scope) for column in columns) for one in things),
        numeric=tuple(column.numeric for column in columns),
    )


def bars_of(caption: str, counts: Iterable[tuple[str, int]], base: int, note: str = "") -> Bars:
    """Make bars from (label, count), each with its share of a base."""
    rows = (
        Bar(
            label=label, count=numbers.count(n), share=numbers.part(n, base) if base else "", size=n
        )
        for label, n in counts
    )
    return Bars(caption=caption, rows=tuple(rows), note=note)
