"""Which column of a file answers which item.

A header may name an item by its id, its number, its label or its wording, in any language, or
carry number and wording together ("3. Cleanliness"); then the wording decides, because platforms
count questions of their own. Ids go before numbers, numbers before wordings, and what a mapping
says before them all. A name that two items share names neither. What platforms write around a
wording (the kind of question, a star, "required") makes no difference, and of a row of a matrix
("How was … - Cleanliness") its last part is the wording. That is the weakest name: it gives way to
a column that names the item by itself, and is none where the first part asks for words.
"""

import re
from collections.abc import Callable, Iterable
from collections.abc import Mapping as Lookup
from dataclasses import dataclass, field

from csatreport.answers.layout.choices import option_of, split_header
from csatreport.study.edition import Edition
from csatreport.study.item import Item, Kind
from csatreport.study.names import SPECIAL_COLUMNS
from csatreport.tables.fold import fold

_NUMBERED = re.compile(
    r"[(\[【]?(?:q|第|题|題)?\s*(\w{1,40}?)\s*[题題问問]?[.、:)\]】_\-\s]\s*(.+)"
)
_LONGEST_COUNT = 3
"""What counts questions without a digit is "a", "iv" or "十二"; a longer word counts nothing."""
_SIGNED = re.compile(r"([^?#@]*)([?#@]?)(.*)", re.DOTALL)
_REASON = re.compile(r"(?:reasons?|原因|理由)\)?\Z")
_RANK = re.compile(r"[ _\-(]([1-9])\)?\Z")
"""Ends of headers. What stands before them is cut off by hand: as one pattern, a header of many
hyphens would be tried from each of them to the end."""
_BEFORE_REASON, _BEFORE_RANK = " _:(-", " _-("
_TRIMMINGS = " *.:?!。、"
_AROUND = re.compile(
    r"[\[(【](?:单选|多选|單選|複選|量表|矩阵|矩陣|填空|排序|评分|評分|下拉|必填|必答|required)[^\])】]{0,6}[\])】]"
)
_UNSEEN = re.compile("[\u200b-\u200f\u2060\ufeff]|(?<=[\u3000-\u9fff]) (?=[\u3000-\u9fff])")
_LAST_PART = re.compile(r".*(?:[—–]| - |\[)\s*([^—–\[\]]+?)\]?", re.DOTALL)

_GROUP = re.compile(r"[a-z_][a-z0-9_]{0,60}", re.IGNORECASE)
"""The name of a group of questions, which stands before theirs: ``main/staff``."""

_OPTION_ALONE = re.compile(r"([0-9]{1,3})\s*[.、:]\s*\((.+)\)")
_WORDS_BESIDE = re.compile(r"\[[选選]项?填空\]|\[選項填空\]|\s-\s*text\Z")
"""Marks a second column of an option, which holds somebody's own words."""

_OWN_WORDS = re.compile(
    r"\b(?:reasons?|comments?|remarks?|why|importance|important)\b|\Aother\b"
    r"|原因|理由|意见|意見|备注|備註|说明|說明|重要|\A其[他它]"
)
"""Stand in the first part of a header that asks for words, or for weight, and not for the item."""


@dataclass(frozen=True, kw_only=True)
class ItemColumns:
    """Places of an edition's columns in a file.

    ``ranks`` holds the places of a ranked item that has one column for each rank, ``choices`` those
    of an item that has one for each option or answer, with what each stands for; ``clashes``
    are (item, header, header) where two headers name the same item. Personal items are never
    among the columns.
    """

    items: Lookup[str, int] = field(default_factory=dict)
    ranks: Lookup[str, tuple[int, ...]] = field(default_factory=dict)
    choices: Lookup[str, tuple[tuple[int, str], ...]] = field(default_factory=dict)
    reasons: Lookup[str, int] = field(default_factory=dict)
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
        parts = (place for item in shared for place in self.places(item))
        return frozenset((*self.items.values(), *self.reasons.values(), *parts))


class Names:
    """The names that an edition's items go by."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self._numbers = _names(edition.items, _number_names)
        self._wordings = {
            **_names(edition.items, _trimmed_wordings),
            **_names(edition.items, _wordings),
        }
        self._ids = {fold(item.id): item.id for item in edition.items}
        self._sections = {fold(text) for one in edition.sections for text in one.title.all()}
        self._short = {**self._numbers, **self._ids}
        self._all = {**self._wordings, **self._short}

    def target(self, header: str) -> str | None:
        """Return what a header names: an item id, ``<id>?`` for its reason, ``<id>#2`` for a rank.

        ``<id>@A`` is the column of an option (`csatreport.answers.layout.choices`).
        None where it names nothing of this edition.
        """
        if item := self.item(header):
            return item.id
        if item := self._reason_for(fold(header)):
            return f"{item.id}?"
        name = fold(header)
        end = _RANK.search(name)
        item = self.item(name[: end.start()].rstrip(_BEFORE_RANK)) if end else None
        ranked = end and item and item.kind is Kind.RANKED and int(end[1]) <= (item.picks or 9)
        if end and item and ranked:
            return f"{item.id}#{end[1]}"
        return self._choice(header) or self._within(header)

    def _within(self, header: str) -> str | None:
        """Return what a header names behind the group it stands in, or before its words."""
        group, _, rest = header.partition("/")
        grouped = _GROUP.fullmatch(group) or fold(group) in self._sections
        if rest and grouped and self.item(group) is None:
            return self.target(rest)
        code, _, words = header.partition(". ")
        return self._choice(code) if words else None

    def _choice(self, header: str) -> str | None:
        """Return the option of an item that a header names."""
        parts = split_header(header, self.item)
        code = option_of(*parts, header) if parts is not None else None
        return f"{parts[0].id}@{code}" if parts is not None and code is not None else None

    def owner(self, header: str) -> Item | None:
        """Return the item whose answers, reason, rank or option a header names."""
        target = _SIGNED.fullmatch(self.target(header) or "")
        return self.edition.by_id.get(target[1]) if target else None

    def shared(self, header: str) -> bool:
        """Tell whether several items bear a header's name, so that it names none of them."""
        return self._all.get(fold(header), "") is None

    def part_of(self, header: str) -> Item | None:
        """Return the item that the first part of a header names, else that its last part names."""
        if parts := split_header(header, self.item):
            return parts[0]
        _, last = self._last_part(fold(header))
        return self.edition.by_id[last] if last else None

    def item(self, header: str) -> Item | None:
        """Return the item that a header names by id, number or wording."""
        name = fold(header)
        found = self._all.get(name)
        if found is None and self._asks_reason(name) is None:
            found = self._all.get(name.strip(_TRIMMINGS)) or self._worded(name)
        return self.edition.by_id[found] if found else None

    def worded(self, text: str) -> Item | None:
        """Return the item whose label or wording a text holds; an id or a number is none."""
        found = self._wordings.get(fold(text)) or self._worded(fold(text))
        return self.edition.by_id[found] if found else None

    def numbers(self, header: str) -> bool:
        """Tell whether a header is the number of an item and nothing else."""
        return fold(header) in self._numbers.keys() - self._ids.keys()

    def weak(self, header: str) -> bool:
        """Tell whether only the last part of a header names an item, as in a row of a matrix."""
        name = fold(header)
        known = self._all.get(name) or self._all.get(name.strip(_TRIMMINGS)) or self._whole(name)
        return known is None and self.item(header) is not None

    def _worded(self, name: str) -> str | None:
        found = self._whole(name)
        first, last = ("", None) if found else self._last_part(name)
        return found if _OWN_WORDS.search(first) else found or last

    def _whole(self, name: str) -> str | None:
        bare = bare_header(name)
        return self._wordings.get(bare) or self._numbered(bare) or self._numbered(name)

    def _last_part(self, name: str) -> tuple[str, str | None]:
        """Return the first part of a header, and the item that its last part names."""
        bare = bare_header(name)
        part = _LAST_PART.fullmatch(bare)
        first = bare_header(bare[: part.start(1)]) if part else ""
        if part is None or self._wordings.get(first):
            return first, None  # behind the name of an item stands one of its options
        return first, self._wordings.get(bare_header(part[1]))

    def _asks_reason(self, name: str) -> Item | None:
        """Return the item of a header ``<id>?``, which never means the item itself."""
        found = self._short.get(name[:-1].strip()) if name.endswith("?") else None
        return self.edition.by_id[found] if found else None

    def _reason_for(self, name: str) -> Item | None:
        item = self._asks_reason(name)
        if item is None and (end := _REASON.search(name)):
            item = self.item(name[: end.start()].rstrip(_BEFORE_REASON).removesuffix("的"))
        return item if item is not None and item.follow_up is not None else None

    def _numbered(self, name: str) -> str | None:
        parts = _NUMBERED.fullmatch(name)
        if parts is None:
            return None
        wording = self._wordings.get(parts[2]) or self._wordings.get(bare_header(parts[2]))
        other = self._ids.get(parts[1])
        counts = len(parts[1]) <= _LONGEST_COUNT or any(sign.isdecimal() for sign in parts[1])
        return wording if other == wording or (other is None and counts) else None


def bare_header(name: str) -> str:
    """Return a header without what platforms write around it."""
    return _UNSEEN.sub("", _AROUND.sub("", name)).strip(_TRIMMINGS + "—–-[")


def _names(
    items: Iterable[Item], names_of: Callable[[Item], Iterable[str]]
) -> dict[str, str | None]:
    """Return item ids by name; None under a name that two items share."""
    found: dict[str, str | None] = {}
    for item in items:
        for name in set(names_of(item)) - {""}:
            found[name] = None if name in found else item.id
    return found


def _number_names(item: Item) -> tuple[str, ...]:
    n = fold(item.number)
    if not n:
        return ()
    return (n, f"q{n}", f"第{n}题", f"第{n}題", f"第{n}问", f"第{n}問", f"问题{n}", f"問題{n}")


def _wordings(item: Item) -> Iterable[str]:
    return (fold(text) for text in (*item.label.all(), *item.text.all()))


def _trimmed_wordings(item: Item) -> Iterable[str]:
    return (bare_header(wording) for wording in _wordings(item))


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
        if target in by_name and "@" in target and _WORDS_BESIDE.search(fold(header)):
            beside.append((target, place))
        elif target in by_name:
            clashes.append((target, headers[by_name[target]], header))
        by_name.setdefault(target, place)
    told = [*{**special, **by_name, **claims}.items(), *beside]
    return _sort_claims(names.edition, told, tuple(clashes))


def _options_alone(names: Names, headers: tuple[str, ...]) -> dict[int, str]:
    """Return what columns stand for that bear a number and an option: ``4、(离家近)``.

    The number is the platform's own; the options with the same one tell whose they are.
    """
    groups: dict[str, list[tuple[int, str]]] = {}
    for place, header in enumerate(headers):
        if (found := _OPTION_ALONE.fullmatch(fold(header))) and names.target(header) is None:
            groups.setdefault(found[1], []).append((place, found[2]))
    told: dict[int, str] = {}
    asked = [item for item in names.edition.items if item.kind is Kind.SEVERAL]
    for group in groups.values():
        fits = [item for item in asked if all(option_of(item, label, "") for _, label in group)]
        if len(fits) == 1:
            told |= {at: f"{fits[0].id}@{option_of(fits[0], label, '')}" for at, label in group}
    return told


def _sort_claims(
    edition: Edition, claims: Iterable[tuple[str, int]], clashes: tuple[tuple[str, str, str], ...]
) -> ItemColumns:
    items: dict[str, int] = {}
    reasons: dict[str, int] = {}
    ranks: dict[str, dict[str, int]] = {}
    choices: dict[str, list[tuple[int, str]]] = {}
    for target, place in claims:
        item_id, sign, part = _SIGNED.fullmatch(target).groups()  # type: ignore[union-attr]
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
    by_choice = {name: tuple(sorted(c)) for name, c in choices.items() if name not in items}
    return ItemColumns(
        items=items, ranks=in_order, choices=by_choice, reasons=reasons, clashes=clashes
    )
