"""One file of answers to coded blocks, with an account of each of its rows.

The rows are placed first (period, unit) and then coded, each by the edition of the questionnaire
that was in force in its period, because the same header may name another item in another
edition. Every row of the file ends either in a block or among the refusals.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np

from csatreport.answers.cells.blocks import CodedBlock, code_block
from csatreport.answers.cells.coding import mark_empty
from csatreport.answers.cells.plain import Array, Translation, look_up
from csatreport.answers.layout.asking import ask_about_numbers, ask_about_zone, prove_days
from csatreport.answers.layout.drift import drifted_columns, drifted_options
from csatreport.answers.layout.heads import find_heads
from csatreport.answers.layout.layout import (
    AnswerFile,
    Layout,
    Setting,
    check_layout,
    choose_mapping,
)
from csatreport.answers.layout.rows import PlacedRows, read_moments
from csatreport.answers.layout.special import tell_utc
from csatreport.answers.layout.strangers import find_strangers
from csatreport.answers.layout.unit_names import NOWHERE, read_units
from csatreport.answers.layout.units import fill_merged, find_units
from csatreport.answers.layout.unread_columns import unread_columns
from csatreport.answers.layout.variables import tell_weight
from csatreport.answers.model import Refusal, UnreadColumn
from csatreport.answers.prints import print_rows
from csatreport.base.errors import Issue, Severity
from csatreport.study.periods import Period
from csatreport.tables.read import read_table
from csatreport.tables.table import ReadTable, excerpt

NO_PERIOD = "A424"
UNKNOWN_UNIT = "A425"
TOO_LATE = "A427"
STRAY_DATES = "A445"
NO_UNIT = "A446"
NO_ROWS = "A447"
NO_ANSWER = "A455"
NO_DATE = "A461"

_COLUMN_AT_FAULT = {UNKNOWN_UNIT: "unit", NO_PERIOD: "date", TOO_LATE: "date"}
"""The special column that is why a row is refused."""


@dataclass(frozen=True, kw_only=True)
class FilePart:
    """What one file contributes.

    ``read`` is the number of its rows; ``refusals`` are those that are in no block.
    """

    name: str
    sha256: str
    encoding: str
    read: int = 0
    blocks: tuple[CodedBlock, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    issues: tuple[Issue, ...] = ()
    unread: tuple[UnreadColumn, ...] = ()
    id_header: str = ""


@dataclass(frozen=True, kw_only=True)
class LaidOutTable:
    """A table with its true headers, what they mean, and what is odd about how that was found."""

    table: ReadTable
    layout: Layout
    doubts: tuple[Issue, ...]


def lay_out_table(setting: Setting, file: AnswerFile, table: ReadTable) -> LaidOutTable:
    """Find out where the answers of a table begin and what its columns mean."""
    mapping, doubts = choose_mapping(setting, file)
    table, layout = find_heads(table, setting, mapping)
    layout, about_units = find_units(setting, file, table, layout)
    table = tell_utc(table, layout.special)
    layout, about_days = prove_days(setting, table, layout)
    return LaidOutTable(
        table=fill_merged(table, layout), layout=layout, doubts=(*doubts, *about_units, *about_days)
    )


def read_part(setting: Setting, file: AnswerFile) -> FilePart:
    """Read one file; never raises for what it contains."""
    table = read_table(file.path, file.name, file.sheet)
    if table.broken:
        return FilePart(
            name=table.name, sha256=table.sha256, encoding=table.encoding, issues=table.issues
        )
    return code_part(setting, file, lay_out_table(setting, file, table))


def code_part(setting: Setting, file: AnswerFile, laid_out: LaidOutTable) -> FilePart:
    """Code the rows of a table of which it is known what its columns mean."""
    table, layout = laid_out.table, laid_out.layout
    placed = _place_rows(setting, table, layout, setting.named_period(file, layout.mapping))
    in_use = np.unique(placed.edition[placed.kept]).tolist()
    concerned = in_use or range(len(setting.names))
    odd = check_layout(setting, table, layout, concerned)
    if wrong := next((one for one in odd if one.severity is Severity.ERROR), None):
        placed.reason[:] = wrong.code
        placed.fault[:] = NOWHERE
    coded = [code_block(setting, table, layout, placed, edition) for edition in in_use]
    blocks = [block for block in coded if block is not None]
    if setting.several:
        blocks = _with_prints(blocks, table, placed)
    asked = (ask_about_numbers(setting, file, table, layout, block) for block in blocks)
    drifted = (drifted_options(setting, table, layout, block) for block in blocks)
    return FilePart(
        name=table.name,
        sha256=table.sha256,
        encoding=table.encoding,
        read=table.read,
        blocks=tuple(blocks),
        refusals=(*_refused_by_shape(table), *_refused_by_place(table, layout, placed)),
        issues=(
            *(*table.issues, *laid_out.doubts, *odd, *drifted_columns(table, layout)),
            *_check_rows(setting, table, layout, placed),
            *ask_about_zone(setting, table, layout),
            *tell_weight(table, setting.questionnaire),
            *chain(*asked, *drifted),
        ),
        unread=unread_columns(setting, table, layout, concerned),
        id_header=layout.header("id"),
    )


def _with_prints(
    blocks: Iterable[CodedBlock], table: ReadTable, placed: PlacedRows
) -> list[CodedBlock]:
    prints = print_rows(table)
    return [
        replace(block, prints=prints[placed.kept & (placed.edition == block.edition)])
        for block in blocks
    ]


def _place_rows(
    setting: Setting, table: ReadTable, layout: Layout, named: Period | None
) -> PlacedRows:
    dates = layout.cells(table, "date")
    moments = read_moments(dates, setting.clock, named, layout.date_format)
    unit = read_units(layout.cells(table, "unit"), setting.questionnaire.units)
    unit[:] = unit if layout.unit is None else layout.unit
    reason = np.full(len(table.rows), "", dtype=object)
    reason[unit == NOWHERE] = UNKNOWN_UNIT
    reason[moments.period == NOWHERE] = NO_PERIOD
    reason[moments.late] = TOO_LATE
    fault = np.full(len(table.rows), NOWHERE, dtype=np.int32)
    for code, special in _COLUMN_AT_FAULT.items():
        fault[reason == code] = layout.special.get(special, NOWHERE)
    strangers = find_strangers(table, layout, setting, unit)
    reason = np.where(strangers.reason == "", reason, strangers.reason)
    fault = np.where(strangers.reason == "", fault, strangers.column)
    by_period = [setting.edition_of(period) for period in moments.periods]
    edition = np.array([*by_period, NOWHERE], dtype=np.int32)[moments.period]
    return PlacedRows(moments=moments, unit=unit, edition=edition, reason=reason, fault=fault)


def _refused_by_shape(table: ReadTable) -> Iterator[Refusal]:
    for one in table.refused:
        yield Refusal(file=table.name, row=one.row, column="", value=one.value, code=one.code)


def _refused_by_place(table: ReadTable, layout: Layout, placed: PlacedRows) -> Iterator[Refusal]:
    for place in np.flatnonzero(~placed.kept).tolist():
        code = placed.reason[place]
        fault = int(placed.fault[place])
        column = "" if fault == NOWHERE else layout.headers[fault]
        value = "" if fault == NOWHERE else excerpt(table.columns[fault][place])
        row = table.rows[place]
        yield Refusal(file=table.name, row=row, column=column, value=value, code=code)


def _check_rows(
    setting: Setting, table: ReadTable, layout: Layout, placed: PlacedRows
) -> Iterator[Issue]:
    """Yield warnings about rows that are kept although something is odd about them."""
    if not table.read:
        yield Issue.warning(NO_ROWS, table.name)
    if placed.moments.no_date:
        place = table.at(table.header_row, layout.header("date"))
        yield Issue.warning(NO_DATE, place, count=len(table.rows))
    strays = np.zeros(len(table.rows), dtype=np.bool_)
    strays[placed.moments.strays] = True
    yield from _odd_rows(STRAY_DATES, strays & placed.kept, table, layout, "date")
    empty = _without_answer(setting, table, layout)
    yield from _odd_rows(NO_ANSWER, empty & placed.kept, table, layout, "id")
    if "unit" in layout.special:
        blank = look_up(layout.cells(table, "unit"), lambda text: not text.strip(), np.bool_)
        yield from _odd_rows(NO_UNIT, blank & placed.kept, table, layout, "unit")


def _without_answer(setting: Setting, table: ReadTable, layout: Layout) -> Array:
    """Mark the rows in which no column of an item holds anything."""
    empty = np.full(len(table.rows), True)
    for names, columns in zip(setting.names, layout.editions, strict=True):
        for item in names.edition.items:
            for place in columns.places(item.id):
                said = layout.translation(item, place)
                empty &= mark_empty(table.columns[place], item, said)
        for place in columns.reasons.values():
            empty &= mark_empty(table.columns[place], None, Translation())
    return empty


def _odd_rows(
    code: str, odd: Array, table: ReadTable, layout: Layout, special: str
) -> Iterator[Issue]:
    """Yield one warning for all odd rows, at the first of them."""
    places = np.flatnonzero(odd)
    if places.size:
        first = int(places[0])
        source = table.at(table.rows[first], layout.header(special))
        value = excerpt(layout.cells(table, special)[first])
        yield Issue.warning(code, source, count=places.size, value=value)
