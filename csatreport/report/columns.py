"""Tables of a report, by columns that know their head, their cells and their alignment together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from csatreport.report.inline import Link, Mark
from csatreport.report.model import ExplanationStep, Table
from csatreport.report.scope import Scope

CellText: TypeAlias = str | Link | Mark


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column: the key of its head, what it says of a thing, and whether that is a number.

    ``facts`` fill the gaps of its head.
    """

    head: str
    text: Callable[[Any, Scope], CellText]
    numeric: bool = True
    facts: Callable[[Scope], dict[str, object]] | None = None

    def title(self, scope: Scope) -> str:
        """Say its head."""
        facts = self.facts(scope) if self.facts is not None else {}
        return scope.say(self.head, **facts)

    def said(self, thing: object, scope: Scope) -> str:
        """Say its cell of a thing in words alone."""
        text = self.text(thing, scope)
        if isinstance(text, Mark):
            return text.word
        return text.text if isinstance(text, Link) else text


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
