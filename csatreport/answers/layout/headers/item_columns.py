"""The columns of an edition's items in one file, found by the names of its headers."""

import re
from collections.abc import Iterable
from collections.abc import Mapping as Lookup
from dataclasses import dataclass, field

from csatreport.answers.cells.labels import other_of
from csatreport.answers.layout.headers.choices import option_of
from csatreport.answers.layout.headers.names import SIGNED, WORDS_BESIDE, Names
from csatreport.answers.layout.headers.trimmings import plain_header
from csatreport.study.edition import Edition
from csatreport.study.item import Item, Kind
from csatreport.study.names import SPECIAL_COLUMNS

_OPTION_ALONE = re.compile(r"([0-9]{1,3})\s*[.、:]\s*(\(.+\)|[^(].*)")
_COUNTED = re.compile(r"([0-9]{1,3})\s*[.、:]")


@dataclass(frozen=True, kw_only=True)
class ItemColumns:
    """Places of an edition's columns in a file.

    ``ranks`` holds the places of a ranked item that has one column for each rank, ``choices`` those
    of an item that has one for each option or answer, with what each stands for; ``words`` are
    columns of the option "other" beside an item's one column with all answers; ``clashes`` are
    (item, header, header) where two headers name the same item. Personal items are never among the
    columns.
    """

    items: Lookup[str, int] = field(default_factory=dict)
    ranks: Lookup[str, tuple[int, ...]] = field(default_factory=dict)
    choices: Lookup[str, tuple[tuple[int, str], ...]] = field(default_factory=dict)
    reasons: Lookup[str, int] = field(default_factory=dict)
    words: Lookup[str, tuple[tuple[int, str], ...]] = field(default_factory=dict)
    clashes: tuple[tuple[str, str, str], ...] = ()

    @property
    def recognised(self) -> bool:
        """Whether at least one item has a column."""
        return bool(self.items or self.ranks or self.choices)

    def places(self, item: str) -> tuple[int, ...]:
        """Return the places of an item's columns: one, one for each rank or option, or none."""
        if item in self.items:
            return (self.items[item],)
        return self.ranks.get(item, ()) or tuple(p for p, _ in self.choices.get(item, ()))

    @property
    def used(self) -> frozenset[int]:
        """Places of all columns that are read."""
        shared = (*self.ranks, *self.choices)
        parts = [place for item in shared for place in self.places(item)]
        parts += [place for beside in self.words.values() for place, _ in beside]
        return frozenset((*self.items.values(), *self.reasons.values(), *parts))


def match_items(
    names: Names, headers: tuple[str, ...], mapped: Lookup[int, str], special: Lookup[str, int]
) -> ItemColumns:
    """Find the columns of an edition's items.

    Args:
        names: the names of the edition's items.
        headers: the file's header row.
        mapped: what a mapping says, by place: an item id, ``<id>?``, or a special column's name.
        special: places of special columns by the item id that the questionnaire gives for them;
            such an item is answered by that column where it has none of its own.
    """
    claims: dict[str, int] = {}
    for place, word in mapped.items():
        target = None if word in SPECIAL_COLUMNS else names.target(word)
        if target is not None:
            claims.setdefault(target, place)
    clashes = []
    by_name: dict[str, int] = {}
    beside: list[tuple[str, int]] = []
    alone = _options_alone(names, headers)
    targets = [
        None if at in mapped else names.target(one) or alone.get(at)
        for at, one in enumerate(headers)
    ]
    weak = [target is not None and names.weak(headers[at]) for at, target in enumerate(targets)]
    strong = {target for at, target in enumerate(targets) if not weak[at]} | special.keys()
    for place, (header, target) in enumerate(zip(headers, targets, strict=True)):
        if target is None or target in claims or (weak[place] and target in strong):
            continue
        if target in by_name and "@" in target and _holds_words(names.edition, target, header):
            beside.append((target, place))
        elif target in by_name:
            clashes.append((target, headers[by_name[target]], header))
        by_name.setdefault(target, place)
    told = [*{**special, **by_name, **claims}.items(), *beside]
    return _sort_claims(names.edition, told, tuple(clashes))


def _holds_words(edition: Edition, target: str, header: str) -> bool:
    """Tell whether a second column of an option holds somebody's own words."""
    item, _, code = target.partition("@")
    other = other_of(edition.by_id[item])
    is_other = other is not None and edition.by_id[item].options[other].code == code
    return is_other or WORDS_BESIDE.search(plain_header(header)) is not None


def _options_alone(names: Names, headers: tuple[str, ...]) -> dict[int, str]:
    """Return what columns stand for that bear a number and an option: ``4、(离家近)``.

    The number is the platform's own; the options with the same one tell whose they are. Without
    brackets the first column must bear the question too: ``4、Why?—Near``, ``4、Cheap``.
    """
    groups: dict[str, list[tuple[int, str]]] = {}
    begun: dict[str, str] = {}
    for place, header in enumerate(headers):
        name, target = plain_header(header), names.target(header)
        if target is not None and (number := _COUNTED.match(name)):
            begun.setdefault(number[1], target.partition("@")[0])
        elif target is None and (found := _OPTION_ALONE.fullmatch(name)):
            groups.setdefault(found[1], []).append((place, found[2]))
    told: dict[int, str] = {}
    asked = [item for item in names.edition.items if item.kind is Kind.SEVERAL]
    for counted, group in groups.items():
        bare = any(not part.startswith("(") for _, part in group)
        parts = [(at, part.removeprefix("(").removesuffix(")")) for at, part in group]
        fits = [item for item in asked if all(option_of(item, part, "") for _, part in parts)]
        if len(fits) == 1 and (not bare or begun.get(counted) == fits[0].id):
            told |= {at: f"{fits[0].id}@{option_of(fits[0], part, '')}" for at, part in parts}
    return told


def _sort_claims(
    edition: Edition, claims: Iterable[tuple[str, int]], clashes: tuple[tuple[str, str, str], ...]
) -> ItemColumns:
    items: dict[str, int] = {}
    reasons: dict[str, int] = {}
    ranks: dict[str, dict[str, int]] = {}
    choices: dict[str, list[tuple[int, str]]] = {}
    for target, place in claims:
        item_id, sign, part = SIGNED.fullmatch(target).groups()  # type: ignore[union-attr]
        item = edition.by_id.get(item_id)
        if item is None or item.personal:
            continue
        if sign == "#":
            ranks.setdefault(item_id, {})[part] = place
        elif sign == "@":
            choices.setdefault(item_id, []).append((place, part))
        elif sign == "?":
            reasons[item_id] = place
        else:
            items[item_id] = place
    in_order = {
        item_id: tuple(places[rank] for rank in sorted(places))
        for item_id, places in ranks.items()
        if item_id not in items
    }
    by_choice = {name: tuple(sorted(c)) for name, c in choices.items()}
    words = {name: _other_columns(edition.by_id[name], by_choice.get(name, ())) for name in items}
    return ItemColumns(
        items=items,
        ranks=in_order,
        choices={name: parts for name, parts in by_choice.items() if name not in items},
        reasons=reasons,
        words={name: parts for name, parts in words.items() if parts},
        clashes=clashes,
    )


def _other_columns(item: Item, choices: Iterable[tuple[int, str]]) -> tuple[tuple[int, str], ...]:
    """Return the columns of the option "other": beside all answers, words may stand there."""
    other = other_of(item)
    code = None if other is None else item.options[other].code
    return tuple((place, part) for place, part in choices if part == code)
