"""Editions of a questionnaire: one file each, put in order and checked against one another."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from csatreport.study.edition import Edition
from csatreport.study.format.own import QUESTIONNAIRE, Own, own_keys
from csatreport.study.item import Item
from csatreport.study.periods import Calendar, Period, PeriodKind
from csatreport.study.reading.items import ReadItem, read_sections, unknown_item
from csatreport.study.reading.pairs import check_pairs
from csatreport.study.reading.path_names import note_device_name, note_own_folder
from csatreport.study.reading.tree import read_index
from csatreport.study.series import predecessors, scale
from csatreport.study.yaml.block import Fields
from csatreport.study.yaml.written import Problems, Written, choices

_SETTINGS = (
    "units",
    "unit_kinds",
    "columns",
    "ids",
    "anonymous",
    "target",
    "organisation",
    "sampling",
    "trend",
    "weights",
    "fieldwork",
    "form",
    "pairs",
    "masked_names",
)
"""Settings whose loss in a new edition would change results without a word, beside subjects'."""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """One edition with the file it was read from; its series are not filled in yet."""

    fields: Fields
    problems: Problems
    edition: Edition
    items: tuple[ReadItem, ...]

    @property
    def begins(self) -> dt.date:
        """The first day of the edition, for sorting."""
        return self.edition.begins.start if self.edition.begins else dt.date.min


def read_edition(fields: Fields, calendar: Calendar, problems: Problems) -> Draft:
    """Read one edition, with everything in it that can be checked alone."""
    note_device_name(fields, problems)
    note_own_folder(fields, problems)
    sections, items = read_sections(fields, problems)
    for read in items:
        note_device_name(read.fields, problems)
    by_id: dict[str, Item] = {read.item.id: read.item for read in items}
    edition = Edition(
        number=fields.text("edition") or "1",
        begins=_begins(fields, calendar, problems),
        sections=sections,
        index=read_index(fields, by_id, _unsure(fields, items), problems),
        source=problems.source(fields.node),
    )
    check_pairs(items, edition.index, problems)
    return Draft(fields=fields, problems=problems, edition=edition, items=items)


def _unsure(edition: Fields, items: Sequence[ReadItem]) -> frozenset[str]:
    """Return the ids of items that were dropped, or kept without certainty about their options."""
    written = {
        item.text("id") or ""
        for section in edition.blocks("sections")
        for item in section.blocks("items")
    }
    return frozenset(written - {read.item.id for read in items if read.sound})


def read_period(fields: Fields, key: str, calendar: Calendar, problems: Problems) -> Period | None:
    """Return the period a key names; None, noted, where it names none."""
    text = fields.text(key)
    period = calendar.parse(text) if text else None
    if text and period is None:
        problems.add("C141", fields.place(key), key=key, value=text)
    return period


def _begins(fields: Fields, calendar: Calendar, problems: Problems) -> Period | None:
    """Return the base period an edition begins with."""
    every = PeriodKind(fields.text("every") or PeriodKind.MONTH)
    period = read_period(fields, "begins", calendar.of(every), problems)
    if period is None:
        return None
    base = calendar.containing(period.start, every)
    if base is None or base.start != period.start:
        problems.add("C243", fields.place("begins"), value=period.id, every=str(every))
        return period
    return base


def in_time_order(drafts: Sequence[Draft], own: Own) -> tuple[Draft, ...]:
    """Sort editions by their beginning, and note what does not fit together."""
    ordered = tuple(sorted(drafts, key=lambda draft: (draft.begins, draft.edition.number)))
    for before, draft in pairwise(ordered):
        _check_beginning(before, draft)
        _check_kept_settings(before, draft, own)
        _check_renames(draft, before)
        _check_corrections(draft, before)
    _check_renames(ordered[0], None)
    _check_corrections(ordered[0], None)
    _check_numbers(ordered)
    return ordered


def _check_beginning(before: Draft, draft: Draft) -> None:
    fields, problems = draft.fields, draft.problems
    facts = {"edition": draft.edition.number, "other": before.problems.file}
    if "begins" not in fields.nodes:
        problems.add("C240", fields.node, **facts)
    elif draft.edition.begins is not None and draft.begins == before.begins:
        problems.add("C241", fields.place("begins"), **facts)
    if fields.text("every") != before.fields.text("every"):
        problems.add("C247", fields.place("every"), **facts)


def _check_kept_settings(before: Draft, draft: Draft, own: Own) -> None:
    for key in (*_SETTINGS, *(key.name for key in own_keys(own, QUESTIONNAIRE))):
        if key in before.fields.nodes and key not in draft.fields.nodes:
            file = before.problems.file
            draft.problems.warn("C246", draft.fields.node, key=key, other=file)
            return


def _check_numbers(drafts: Sequence[Draft]) -> None:
    first: dict[str, str] = {}
    for draft in drafts:
        number = draft.edition.number
        if number in first:
            place, other = draft.fields.place("edition"), first[number]
            draft.problems.add("C242", place, edition=number, other=other)
        first.setdefault(number, draft.problems.file)


def _check_renames(draft: Draft, before: Draft | None) -> None:
    earlier = before.edition.by_id if before else {}
    claimed: dict[str, str] = {}
    for read in draft.items:
        was, place = read.item.was, read.fields.place("was")
        if was is None:
            continue
        if was not in earlier:
            draft.problems.add("C244", place, **unknown_item(was, earlier))
        elif was in claimed:
            draft.problems.add("C245", place, id=was, other=claimed[was])
        claimed.setdefault(was, read.item.id)


def _check_corrections(draft: Draft, before: Draft | None) -> None:
    """Note items that cannot go on as before: there is none to go on from, or it counts other."""
    known = {item.id: old for item, old in predecessors(
        draft.edition, before.edition if before else None
    )}  # fmt: skip
    for read in draft.items:
        item, place = read.item, read.fields.place("same_as_before")
        if not item.same_as_before:
            continue
        if item.id not in known:
            draft.problems.add("C258", place, id=item.id)
        elif read.sound and scale(known[item.id]) != scale(item):
            draft.problems.add("C259", place, id=item.id, other=known[item.id].id)


def background_item(name: str, node: Written, edition: Edition, problems: Problems) -> Item | None:
    """Return the background item of an id, which parts people; None, noted, where it is none."""
    known = {item.id: item for item in edition.background}
    if name not in known:
        problems.add("C267", node, id=name or "–", **choices(name, list(known)))
    return known.get(name)
