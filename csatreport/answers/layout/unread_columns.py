"""Which columns of a file nothing is read from, each with its own reason."""

from collections.abc import Collection, Iterator

from csatreport.answers.layout.headers.names import Names
from csatreport.answers.layout.layout import Layout, Setting
from csatreport.answers.model import UnreadColumn, Why
from csatreport.study.names import SPECIAL_COLUMNS
from csatreport.tables.fold import fold
from csatreport.tables.table import ReadTable


def unread_columns(
    setting: Setting, table: ReadTable, layout: Layout, editions: Collection[int]
) -> tuple[UnreadColumn, ...]:
    """Return the columns that nothing is read from, in the order of the file.

    A column without a name is called by its place, "(4)", and left out where it is empty.

    Args:
        setting: how the questionnaire is read.
        table: the file's rows.
        layout: what its columns mean.
        editions: places of the editions in use.
    """
    used = frozenset((*layout.special.values(), *layout.only))
    used = used.union(*(layout.editions[e].used for e in editions))
    return tuple(
        UnreadColumn(header=header or f"({place + 1})", why=_why(setting, layout, place, editions))
        for place, header in enumerate(layout.headers)
        if place not in used and (header or any(map(str.strip, table.columns[place])))
    )


def _why(setting: Setting, layout: Layout, place: int, editions: Collection[int]) -> Why:
    header = layout.headers[place]
    if not header:
        return Why.UNKNOWN
    settings = {fold(getattr(setting.questionnaire.columns, word)) for word in SPECIAL_COLUMNS}
    if layout.mapped.get(place) in SPECIAL_COLUMNS or fold(header) in settings:
        return Why.NEEDLESS
    said = layout.mapped.get(place, header)
    in_use = [setting.names[edition] for edition in editions]
    reasons = {reason for names in in_use for reason in _reasons(names, said)}
    if not reasons and any(names.owner(said) is not None for names in setting.names):
        return Why.EDITION
    return next((why for why in Why if why in reasons), Why.UNKNOWN)


def _reasons(names: Names, header: str) -> Iterator[Why]:
    """Yield why an edition does not read a column of this name."""
    owner = names.owner(header)
    part = names.part_of(header) if owner is None else None
    if any(item is not None and item.personal for item in (owner, part)):
        yield Why.PERSONAL
    elif owner is not None:
        yield Why.DOUBLE
    elif part is not None:
        yield Why.PART
    elif names.shared(header):
        yield Why.SHARED
