"""What the columns of one file mean, and what is odd about them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Mapping as Lookup
from dataclasses import dataclass, replace
from pathlib import Path

from csatreport.answers.cells.plain import Translation
from csatreport.answers.layout.headers.item_columns import ItemColumns, match_items
from csatreport.answers.layout.headers.names import Names
from csatreport.answers.layout.platforms import puts_own_words
from csatreport.answers.layout.rows import Clock
from csatreport.answers.layout.special import match_mapping, match_special
from csatreport.answers.layout.variables import described_codes, described_values, proven_numbers
from csatreport.answers.naming import base_period, period_of_path
from csatreport.base.counted import clipped
from csatreport.base.errors import Issue, Source
from csatreport.study.item import Item
from csatreport.study.mapping import ItemValues, Mapping
from csatreport.study.model import Questionnaire, Study
from csatreport.study.periods import Period
from csatreport.study.yaml.written import choices
from csatreport.tables.fold import fold
from csatreport.tables.table import ReadTable, Variable

NO_ITEMS = "A420"
MISSING_COLUMNS = "A441"
LOOK_ALIKE = "A456"
CLASH = "A442"
UNMATCHED_MAPPING = "A443"
SEVERAL_MAPPINGS = "A444"
NO_FILTER = "A528"


@dataclass(frozen=True, kw_only=True)
class AnswerFile:
    """A file of answers: where it lies and what it is called.

    ``below`` is its path below the questionnaire's folder, which mappings go by; ``name`` its path
    relative to the study, which issues go by. ``sheet`` is the sheet of a workbook of which several
    have the same headers, and are read each for itself.
    """

    path: Path
    below: str
    name: str
    sheet: str = ""
    archive: str = ""
    """The path of the archive that it was unpacked from; mappings may go by it too."""

    @property
    def spoken(self) -> str:
        """The path that may speak of a period or a unit: the sheet's name comes last."""
        return f"{self.below}/{self.sheet}.sheet" if self.sheet else self.below


@dataclass(frozen=True, kw_only=True)
class Setting:
    """All that reading one questionnaire's files needs to know."""

    questionnaire: Questionnaire
    clock: Clock
    names: tuple[Names, ...]
    mappings: tuple[Mapping, ...]
    several: bool = False
    """Whether there is more than one file, so that a row may stand in two of them."""

    @classmethod
    def of(cls, study: Study, questionnaire: Questionnaire, mappings: Iterable[Mapping]) -> Setting:
        """Prepare a questionnaire for reading."""
        return cls(
            questionnaire=questionnaire,
            clock=Clock(
                calendar=study.calendar.of(questionnaire.every),
                every=questionnaire.every,
                anonymous=questionnaire.anonymity is not None,
                zone=study.timezone,
            ),
            names=tuple(Names(edition) for edition in questionnaire.editions),
            mappings=tuple(one for one in mappings if one.questionnaire == questionnaire.id),
        )

    def edition_of(self, period: Period) -> int:
        """Return the place of the edition in force in a period."""
        edition = self.questionnaire.edition(period)
        return next(i for i, one in enumerate(self.questionnaire.editions) if one is edition)

    def named_period(self, file: AnswerFile, mapping: Mapping | None) -> Period | None:
        """Return the base period that the mapping, else the file's name, speaks of."""
        calendar, every = self.clock.calendar, self.clock.every
        if mapping is not None and mapping.period is not None:
            return base_period(calendar.parse(mapping.period), calendar, every)
        return period_of_path(file.spoken, calendar, every)


@dataclass(frozen=True, kw_only=True)
class Layout:
    """The columns of one file: special ones, and items for each edition.

    ``mapped`` is what the mapping says about headers, by place.
    """

    headers: tuple[str, ...]
    mapping: Mapping | None
    mapped: Lookup[int, str]
    special: Lookup[str, int]
    editions: tuple[ItemColumns, ...]
    zone: str = ""
    """The IANA name of the time zone in which days are told."""
    proven_format: str | None = None
    """How dates are written that do not begin with the year, where one of them proves it."""
    unit: int | None = None
    """The place of the unit that all rows belong to, where the path tells it and no column does."""
    variables: tuple[Variable, ...] = ()
    """What the file itself says of each column, where it does."""

    @property
    def date_format(self) -> str | None:
        """How dates are written: as the mapping says, else as they prove themselves."""
        said = None if self.mapping is None else self.mapping.date_format
        return said or self.proven_format

    @property
    def only(self) -> dict[int, frozenset[str]]:
        """Which values rows must have that count, folded, by the place of their column."""
        said = {} if self.mapping is None else {fold(h): v for h, v in self.mapping.only}
        at = {place: said.get(fold(header)) for place, header in enumerate(self.headers)}
        return {
            place: frozenset(map(fold, (values,) if isinstance(values, str) else values))
            for place, values in at.items()
            if values is not None
        }

    def header(self, special: str) -> str:
        """Return the header of a special column; "" where there is none."""
        return self.headers[self.special[special]] if special in self.special else ""

    def cells(self, table: ReadTable, special: str) -> Sequence[str]:
        """Return a special column's cells; blanks where there is none."""
        if special in self.special:
            return table.columns[self.special[special]]
        return [""] * len(table.rows)

    def codes(self, item: Item, place: int, *, ticked: bool) -> dict[str, str]:
        """Return the codes that the file says are the answers behind texts in an item's column."""
        if not self.variables:
            return {}
        return described_codes(item, self.variables[place], ticked=ticked)

    def translation(self, item: Item, *places: int) -> Translation:
        """Return what mapping and file say about an item's values in its columns.

        Values given for all items hold in the columns that the mapping names.
        """
        told = self.mapping or _NOTHING_SAID
        own = dict(told.items).get(item.id, ItemValues())
        general = told.values if places[0] in self.mapped else ()
        found = Translation(
            values=dict(own.values),
            general=dict(general),
            numbers=own.numbers or told.numbers,
            date_format=self.date_format,
            zone=self.zone,
            own_words=puts_own_words(self.headers),
        )
        said = dict((*general, *own.values))
        described = (self.variables[place] for place in places if self.variables)
        values = {t: m for one in described for t, m in described_values(item, one, said).items()}
        if self.variables and not found.numbers and len(places) == 1:
            values = proven_numbers(item, self.variables[places[0]]) | values
        return replace(found, values=values | dict(own.values)) if values else found


_NOTHING_SAID = Mapping(questionnaire="", files="", source=Source(file=""))


def lay_out(setting: Setting, headers: tuple[str, ...], mapping: Mapping | None) -> Layout:
    """Find out what the columns of a file mean."""
    mapped = match_mapping(mapping, headers)
    special = match_special(setting.questionnaire, setting.names, headers, mapped)
    by_item = {
        getattr(setting.questionnaire.columns, word): place for word, place in special.items()
    }
    return Layout(
        headers=headers,
        mapping=mapping,
        mapped=mapped,
        special=special,
        editions=tuple(match_items(names, headers, mapped, by_item) for names in setting.names),
        zone=setting.clock.zone,
    )


def check_layout(
    setting: Setting, table: ReadTable, layout: Layout, editions: Sequence[int]
) -> tuple[Issue, ...]:
    """Return what is wrong (errors) or odd (warnings) about the columns, for editions in use."""
    place = table.at(table.header_row)
    if not any(layout.editions[edition].recognised for edition in editions):
        return (
            Issue.at(NO_ITEMS, place, headers=clipped(layout.headers), encoding=table.encoding),
        )
    issues: list[Issue] = []
    for edition in editions:
        columns = layout.editions[edition]
        issues += (_clash(place, *clash) for clash in columns.clashes)
        issues += _missing_columns(setting.names[edition], layout, columns, place)
    return (*issues, *_unmatched_mapping(layout, place))


def _clash(place: Source, item: str, first: str, second: str) -> Issue:
    return Issue.at(CLASH, replace(place, header=second), item=item, first=first, second=second)


def _missing_columns(
    names: Names, layout: Layout, columns: ItemColumns, place: Source
) -> Iterable[Issue]:
    """Yield warnings about items without a column, and about columns that look like an item's."""
    missing = [
        item.id for item in names.edition.items if not item.personal and not columns.places(item.id)
    ]
    if missing:
        yield Issue.warning(MISSING_COLUMNS, place, items=", ".join(missing), count=len(missing))
    alike = [f"{header} → {item}" for header, item in _look_alikes(names, layout, columns).items()]
    if alike:
        yield Issue.warning(LOOK_ALIKE, place, columns=clipped(alike), count=len(alike))


def _look_alikes(names: Names, layout: Layout, columns: ItemColumns) -> dict[str, str]:
    """Return the items by the headers that look like a part of them and are not read."""
    used = columns.used | frozenset(layout.special.values()) | frozenset(layout.mapped)
    found: dict[str, str] = {}
    for place, header in enumerate(layout.headers):
        item = names.part_of(header) if place not in used else None
        # Beside one column with all answers, a platform may have one for each option: the same.
        doubled = item is not None and (names.target(header) or "").startswith(f"{item.id}@")
        if item is not None and not item.personal and not doubled:
            found[header] = item.id
    return found


def _unmatched_mapping(layout: Layout, place: Source) -> Iterable[Issue]:
    there = {fold(header) for header in layout.headers}
    said = () if layout.mapping is None else layout.mapping.only
    for header in (header for header, _ in said if fold(header) not in there):
        facts = choices(header, tuple(filter(None, layout.headers)))
        yield Issue.at(NO_FILTER, place, header=header, **facts)
    named = () if layout.mapping is None else layout.mapping.columns
    absent = [header for header, _ in named if fold(header) not in there]
    if absent:
        yield Issue.warning(UNMATCHED_MAPPING, place, headers=", ".join(absent), count=len(absent))


def choose_mapping(setting: Setting, file: AnswerFile) -> tuple[Mapping | None, tuple[Issue, ...]]:
    """Return the first mapping whose pattern fits a file, and a warning if others fit too."""
    fitting = [
        mapping
        for mapping in setting.mappings
        if any(map(mapping.matches, filter(None, (file.below, file.archive))))
    ]
    if len(fitting) < 2:
        return (fitting[0] if fitting else None), ()
    warning = Issue.warning(
        SEVERAL_MAPPINGS, file.name, first=fitting[0].source.file, count=len(fitting)
    )
    return fitting[0], (warning,)
