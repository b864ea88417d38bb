"""What each column of a file is read as, with three of its values.

Of an anonymous survey no answer is shown, only what stands in the questionnaire anyway: labels of
options and names of units.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from csatreport.answers.cells.coding import option_book
from csatreport.answers.layout.layout import Layout, Setting
from csatreport.answers.layout.unit_names import NOWHERE, read_units
from csatreport.answers.layout.unread_columns import unread_columns
from csatreport.answers.model import OWN, Why
from csatreport.answers.parts import FilePart, LaidOutTable
from csatreport.study.item import CLOSED, Item, Kind
from csatreport.tables.table import ReadTable, Texts, excerpt

ONLY = "only"
"""What a column is read as by which rows are left out."""
_SAMPLES = 3
_LOOKED_AT = 200
"""Of so many distinct values of a column the samples are taken."""

_MayBeShown = Callable[[str], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnReading:
    """What a column is read as.

    Args:
        header: its header, or its place, "(4)", where it has none.
        target: as a mapping writes it: an item's id, ``why[A]``, ``staff?``, unit, date …; also
            ``why+`` for words beside its options, ``only``; "" for a column that is not read.
        label: the item's label; "" where it is none's.
        why: why it is not read; None for a column that is.
        samples: up to three of its values.
    """

    header: str
    target: str = ""
    label: str = ""
    why: Why | None = None
    samples: tuple[str, ...] = ()


def read_columns(
    setting: Setting, table: ReadTable, layout: Layout, edition: int
) -> tuple[ColumnReading, ...]:
    """Return all columns of a file in their order, read by one edition or not read."""
    targets = _targets(setting, layout, edition)
    unread = {one.header: one.why for one in unread_columns(setting, table, layout, (edition,))}
    found = []
    for place, header in enumerate(layout.headers):
        name = header or f"({place + 1})"
        target, item, shown = targets.get(place, ("", None, _anything(setting)))
        if place not in targets and name not in unread:
            continue  # neither a header nor a cell
        why = None if place in targets else unread[name]
        found.append(
            ColumnReading(
                header=name,
                target=target,
                label="" if item is None else next(iter(item.label.all()), item.id),
                why=why,
                samples=() if why is Why.PERSONAL else _samples(table.columns[place], shown),
            )
        )
    return tuple(found)


def _targets(
    setting: Setting, layout: Layout, edition: int
) -> dict[int, tuple[str, Item | None, _MayBeShown]]:
    """Return by place what a column is read as, its item, and which values may be shown."""
    columns = layout.editions[edition]
    by_id = setting.names[edition].edition.by_id
    anything = _anything(setting)
    found: dict[int, tuple[str, Item | None, _MayBeShown]] = {
        place: (f"{name}?", by_id[name], anything) for name, place in columns.reasons.items()
    }
    for item in by_id.values():
        for target, place in _of_item(item, layout, edition):
            found[place] = (target, item, _shown(setting, item, layout, place))
    found |= dict.fromkeys(layout.only, (ONLY, None, anything))
    for word, place in layout.special.items():
        target, whose, _ = found.get(place, ("", None, anything))
        both = f"{word} = {target}" if target else word
        found[place] = (both, whose, _is_unit(setting) if word == "unit" else anything)
    return found


def _of_item(item: Item, layout: Layout, edition: int) -> Iterator[tuple[str, int]]:
    columns = layout.editions[edition]
    if item.id in columns.items:
        yield item.id, columns.items[item.id]
    for rank, place in enumerate(columns.ranks.get(item.id, ()), 1):
        yield f"{item.id}#{rank}", place
    yield from ((f"{item.id}{OWN}", place) for place, _ in columns.words.get(item.id, ()))
    for place, code in columns.choices.get(item.id, ()):
        yield f"{item.id}{code}" if code.startswith("#") else f"{item.id}[{code}]", place


def _anything(setting: Setting) -> _MayBeShown:
    hidden = setting.clock.anonymous
    return lambda _: not hidden


def _is_unit(setting: Setting) -> _MayBeShown:
    if not setting.clock.anonymous:
        return _anything(setting)
    return lambda text: int(read_units([text], setting.questionnaire.units)[0]) != NOWHERE


def _shown(setting: Setting, item: Item, layout: Layout, place: int) -> _MayBeShown:
    return option_shown(item, layout, place) if setting.clock.anonymous else _anything(setting)


def option_shown(item: Item, layout: Layout, place: int) -> _MayBeShown:
    """Return what tells whether a cell is one option of an item and nothing else."""
    if item.kind not in CLOSED and item.kind is not Kind.SEVERAL:
        return lambda _: False
    book = option_book(item, layout.translation(item, place))

    def is_option(text: str) -> bool:
        found = book.place(text)
        return found is not None and found >= 0 and not book.words(text)

    return is_option


def distinct_texts(cells: Sequence[str]) -> Iterator[str]:
    """Yield what stands in a column, each text once and in the order of its rows; blanks not."""
    yield from (
        text
        for text in (cells.distinct if isinstance(cells, Texts) else dict.fromkeys(cells))
        if text.strip()
    )


def _samples(cells: Sequence[str], shown: _MayBeShown) -> tuple[str, ...]:
    looked_at = islice(distinct_texts(cells), _LOOKED_AT)
    return tuple(excerpt(text) for text in islice(filter(shown, looked_at), _SAMPLES))


def understood_labels(
    setting: Setting, looked_at: Sequence[tuple[LaidOutTable, FilePart]]
) -> dict[str, tuple[str, ...]]:
    """Return what stands in the columns of items with options, where every answer is understood.

    Nothing that people wrote themselves is among it, so that it may be kept.
    """
    found: dict[str, set[str]] = {}
    doubtful: set[str] = set()
    for laid_out, part in looked_at:
        for block in part.blocks:
            faulty = {bad.place for bad in block.bad}
            by_id = setting.names[block.edition].edition.by_id
            for name, place in laid_out.layout.editions[block.edition].items.items():
                if by_id[name].kind in (*CLOSED, Kind.SEVERAL):
                    shown = option_shown(by_id[name], laid_out.layout, place)
                    texts = islice(distinct_texts(laid_out.table.columns[place]), _LOOKED_AT)
                    found.setdefault(name, set()).update(t.strip() for t in texts if shown(t))
                    doubtful |= {name} if place in faulty else set()
    return {name: tuple(sorted(seen)) for name, seen in found.items() if name not in doubtful}
