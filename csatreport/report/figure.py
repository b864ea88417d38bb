"""Figures declared once: what `data.json`, the workbook, the audit and the docs say of them.

A *figure* is a key, where its value comes from, and its *exposure*: why an outsider may know it of
an anonymous questionnaire. Everything that lists figures is derived from the declaration, so that
a figure cannot be in the file and missing in the docs, or published without the audit knowing it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from csatreport.base.exposure import Beside, Exposure
from csatreport.report.scope import Scope
from csatreport.tables.write import Cell

Record: TypeAlias = Mapping[str, Any]
Rows: TypeAlias = tuple[Sequence[Cell], ...]


@dataclass(frozen=True)
class Figure:
    """One figure of something: its key, its value, why it may be known, and what it means.

    Without a ``value`` the thing has an attribute of the figure's name. Where ``parts`` are named,
    the value is a map with these keys, and each is a column of its own. Where there are figures
    ``below``, the value is a thing or a list of things that have these.
    """

    key: str
    exposure: Exposure | Beside
    doc: str = ""
    value: Callable[[Any, Scope], object] | None = None
    parts: tuple[str, ...] = ()
    below: Figures | None = None

    def of(self, thing: object, scope: Scope) -> object:
        """Return the figure of a thing, as plain data."""
        value = getattr(thing, self.key) if self.value is None else self.value(thing, scope)
        return value if self.below is None else self.below.data(value, scope)


def part(path: str) -> Callable[[Any, Scope], Any]:
    """Take an attribute, or one of an attribute (``item.id``); None where one before it is None."""

    def value(thing: Any, _: Scope) -> object:  # noqa: ANN401 any thing that has figures
        for name in path.split("."):
            if thing is None:
                return None
            thing = getattr(thing, name)
        return thing

    return value


def nothing(*_: object) -> None:
    """Give no value: a thing lacks a figure that others of its list have."""


def with_interval(
    key: str,
    exposure: Exposure | Beside,
    doc: str,
    value: Callable[[Any], object],
    centre: str = "value",
    *,
    ends: Exposure | Beside | None = None,
) -> tuple[Figure, Figure, Figure]:
    """Return an estimate and the ends of its interval, each null where there is none.

    ``value`` takes the estimate, which has ``low``, ``high`` and, under ``centre``, itself; what is
    hidden has none of these. ``ends`` is the exposure of the interval, where it is another one.
    """

    def end(name: str) -> Callable[[Any, Scope], float | None]:
        return lambda thing, _: getattr(value(thing), name, None)

    low, high, ends = f"{key}_low", f"{key}_high", ends or exposure
    return (
        Figure(key=key, exposure=exposure, value=end(centre), doc=doc),
        Figure(key=low, exposure=ends, value=end("low"), doc=f"{doc}: lower end"),
        Figure(key=high, exposure=ends, value=end("high"), doc=f"{doc}: upper end"),
    )


@dataclass(frozen=True, kw_only=True)
class Figures:
    """The figures of one thing, or of each in a list, in the order of `data.json`."""

    columns: tuple[Figure, ...]

    @classmethod
    def of(cls, *columns: Figure) -> Figures:
        """Return those that are named."""
        return cls(columns=columns)

    def only(self, *keys: str) -> tuple[Figure, ...]:
        """Return those of some keys, in their order."""
        by_key = {figure.key: figure for figure in self.columns}
        return tuple(by_key[key] for key in keys)

    def but(self, *keys: str) -> tuple[Figure, ...]:
        """Return those of all other keys."""
        return tuple(figure for figure in self.columns if figure.key not in keys)

    def data(self, found: object, scope: Scope) -> object:
        """Return plain data of a thing, of each in a list, or null of nothing."""
        if found is None:
            return None
        if isinstance(found, list | tuple):
            return [self.record(one, scope) for one in found]
        return self.record(found, scope)

    def record(self, thing: object, scope: Scope) -> dict[str, object]:
        """Return the figures of one thing by key."""
        return {figure.key: figure.of(thing, scope) for figure in self.columns}

    @property
    def heads(self) -> tuple[str, ...]:
        """The heads of a sheet of these figures; figures below others have sheets of their own."""
        flat = (figure for figure in self.columns if figure.below is None)
        return tuple(name for figure in flat for name in (figure.parts or (figure.key,)))

    def sheet(self, records: Iterable[Record]) -> Rows:
        """Return the rows of a sheet, heads first, one for each record."""
        return (self.heads, *(tuple(self._cells(record)) for record in records))

    def _cells(self, record: Record) -> Iterator[Cell]:
        for figure in self.columns:
            if figure.parts:
                yield from (record[figure.key][part] for part in figure.parts)
            elif figure.below is None:
                yield record.get(figure.key)

    def exposed(self, prefix: str) -> Iterator[tuple[str, Exposure | Beside]]:
        """Yield each entry that the audit may meet, by its dotted name, and why it may."""
        for figure in self.columns:
            name = f"{prefix}.{figure.key}" if prefix else figure.key
            if figure.below is not None:
                yield from figure.below.exposed(name)
            for part in figure.parts:
                yield f"{name}.{part}", figure.exposure
            if not figure.parts and figure.below is None:
                yield name, figure.exposure


NO_FIGURES = Figures(columns=())
"""Those of a subject that has none: it stands on pages only."""


def under(key: str) -> Callable[[Any], Iterable[Record]]:
    """Take the records that stand under a key of a subject's data; none where there are none."""
    return lambda data: (data or {}).get(key) or ()


@dataclass(frozen=True)
class DataSheet:
    """A sheet of the workbook: the key of its title, its figures, and which records it lists.

    Where the figures depend on the data, they are made of it.
    """

    title: str
    figures: Figures | Callable[[Any], Figures]
    records: Callable[[Any], Iterable[Record]] = lambda data: data or ()

    def rows(self, data: Any) -> Rows:  # noqa: ANN401 plain data
        """Return its rows, heads first."""
        figures = self.figures if isinstance(self.figures, Figures) else self.figures(data)
        return figures.sheet(self.records(data))


def by_option(record: Record, key: str) -> Iterable[tuple[str | None, Any]]:
    """Give what a record holds by option; where it holds nothing, nothing of no option."""
    return (record.get(key) or {None: None}).items()
