"""Sections and items of one edition: every default filled in, every contradiction noted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from csatreport.study.edition import Section
from csatreport.study.item import CLOSED, Item, Kind, Role
from csatreport.study.names import WHOLE_NUMBER
from csatreport.study.reading.follow_up import FollowUpRule
from csatreport.study.reading.options import Choices, check_scoring, keyed, read_choices
from csatreport.study.yaml.block import Fields
from csatreport.study.yaml.declared import block_of, read_settings
from csatreport.study.yaml.written import Problems, Written, choices

_SCORED_ROLES = (Role.RATED, Role.OVERALL, Role.RECOMMEND)
_UNNUMBERED = (Role.BACKGROUND, Role.DETAIL)


@dataclass(frozen=True, kw_only=True)
class ReadItem:
    """An item together with the block it was read from."""

    item: Item
    fields: Fields
    sound: bool = True
    """Its options are what the author meant, as far as one can tell."""


def read_sections(
    edition: Fields, problems: Problems
) -> tuple[tuple[Section, ...], tuple[ReadItem, ...]]:
    """Return the sections of an edition, and its items with their blocks in form order."""
    scales = {
        entry.name: entry.value
        for entry in edition.entries("scales")
        if isinstance(entry.value, Fields)
    }
    blocks = edition.blocks("sections")
    by_section = [
        [read for block in section.blocks("items") if (read := _item(block, scales, problems))]
        for section in blocks
    ]
    in_order = [read for reads in by_section for read in reads]
    items = _with_follow_ups(_numbered(in_order), edition, problems)
    note_duplicates(blocks, problems)
    note_duplicates([read.fields for read in items], problems)
    _note_duplicate_numbers(items, problems)
    _note_unused_scales(edition, problems)
    named = {id(read.fields): read.item for read in items}
    sections = tuple(
        read_settings(Section, block, items=tuple(named[id(read.fields)] for read in reads))
        for block, reads in zip(blocks, by_section, strict=True)
    )
    return sections, items


def note_duplicates(blocks: Sequence[Fields], problems: Problems) -> None:
    """Note ids that two blocks share, capitals or not."""
    first: dict[str, Written] = {}
    for block in blocks:
        name = block.text("id")
        if name is None:
            continue
        if name.casefold() in first:
            before = problems.source(first[name.casefold()])
            line = before.line or before.row
            problems.add("C234", block.place("id"), id=name, first=line)
        first.setdefault(name.casefold(), block.place("id"))


def _item(fields: Fields, scales: Mapping[str, Fields], problems: Problems) -> ReadItem | None:
    name, text = fields.text("id"), fields.label("text")
    kind = _kind(fields, problems)
    if name is None or text is None or kind is None:
        return None
    block_of(Item).note_foreign(fields, kind, "C211", problems)
    said = fields.text("role")
    asked = Role(said) if said else None
    found = read_choices(fields, kind, asked, scales, problems)
    role = asked or _usual_role(kind, scored=found.scored)
    _check_role(fields, kind, role, found, problems)
    item = read_settings(
        Item,
        fields,
        kind=kind,
        role=role,
        label=fields.label("label") or text,
        options=keyed(found.options) if fields.flag("reversed") else found.options,
        not_applicable=found.not_applicable,
        follow_up=None,
        picks=_picks(fields, kind, found, problems),
        source=problems.source(fields.node),
    )
    return ReadItem(item=item, fields=fields, sound=found.sound)


def _kind(fields: Fields, problems: Problems) -> Kind | None:
    if said := fields.text("kind"):
        return Kind(said)
    if "kind" in fields.nodes:
        return None
    if "scale" in fields.nodes or "options" in fields.nodes:
        return Kind.CHOICE
    if not fields.faulty:
        problems.add("C210", fields.node, id=fields.text("id") or "")
    return None


def _usual_role(kind: Kind, *, scored: bool) -> Role:
    if scored and kind in CLOSED:
        return Role.RATED
    return Role.COMMENT if kind is Kind.TEXT else Role.BACKGROUND


def _check_role(fields: Fields, kind: Kind, role: Role, found: Choices, problems: Problems) -> None:
    name = fields.text("id") or ""
    scored = found.scored and kind in CLOSED
    if found.scored and kind not in CLOSED:
        problems.add("C224", fields.node, id=name, kind=str(kind))
    if role in _SCORED_ROLES:
        if found.sound and not scored:
            problems.add("C232", fields.place("role"), id=name, role=str(role))
        elif scored and found.sound:
            check_scoring(found, fields, problems)
        if fields.flag("personal"):
            problems.add("C237", fields.place("personal"), id=name)
    if role is Role.COMMENT and kind not in (Kind.TEXT, Kind.RANKED):
        problems.add("C232", fields.place("role"), id=name, role=str(role))
    low, high = fields.number("low"), fields.number("high")
    if kind is Kind.NUMBER and low is not None and high is not None and low > high:
        problems.add("C238", fields.place("low"), low=f"{low:g}", high=f"{high:g}")


def _picks(fields: Fields, kind: Kind, found: Choices, problems: Problems) -> int | None:
    picks, offered = fields.whole("picks"), len(found.options)
    if picks is None and kind is Kind.RANKED:
        return offered or 3
    if picks is not None and offered and picks > offered:
        problems.add("C231", fields.place("picks"), picks=picks, options=offered)
    return picks


def _numbered(items: Sequence[ReadItem]) -> list[ReadItem]:
    """Count on from the item before; a number such as 1a does not move the count."""
    count = 0
    numbered: list[ReadItem] = []
    for read in items:
        number = read.item.number
        if number:
            count = int(number) if WHOLE_NUMBER.fullmatch(number) else count
        elif read.item.role not in _UNNUMBERED:
            count += 1
            number = str(count)
        numbered.append(replace(read, item=replace(read.item, number=number)))
    return numbered


def _note_duplicate_numbers(items: Sequence[ReadItem], problems: Problems) -> None:
    first: dict[str, str] = {}
    for read in items:
        number = read.item.number
        if number and number in first:
            place = read.fields.place("number")
            problems.add("C235", place, number=number, id=read.item.id, other=first[number])
        first.setdefault(number, read.item.id)


def _note_unused_scales(edition: Fields, problems: Problems) -> None:
    used = {
        item.text("scale")
        for section in edition.blocks("sections")
        for item in section.blocks("items")
    }
    for entry in edition.entries("scales"):
        if entry.name not in used and entry.name_node is not None:
            problems.warn("C236", entry.name_node, scale=entry.name)


def _with_follow_ups(
    items: Sequence[ReadItem], edition: Fields, problems: Problems
) -> tuple[ReadItem, ...]:
    general = FollowUpRule.of(edition.block("follow_up"))
    done: list[ReadItem] = []
    for read in items:
        own = FollowUpRule.of(read.fields.block("follow_up"))
        refused = read.fields.flag("follow_up") is False
        rule = own or (None if refused or not read.item.scored else general)
        asked = rule.on(read.item) if rule else None
        done.append(replace(read, item=replace(read.item, follow_up=asked)))
        if own:
            own.check((read.item,), problems)
    if general:
        scored = [r.item for r in items if r.item.scored and "follow_up" not in r.fields]
        general.check(scored, problems)
    return tuple(done)


def unknown_item(name: str, items: Mapping[str, Item]) -> dict[str, object]:
    """Return the facts of an item id that the edition does not have."""
    return {"id": name, **choices(name, tuple(items))}
