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

from csatreport.answers.layout.headers.choices import BY_ANSWER, option_of, ordinal, split_header
from csatreport.answers.layout.headers.trimmings import TRIMMINGS, bare_header, plain_header
from csatreport.study.edition import Edition
from csatreport.study.item import Item, Kind
from csatreport.tables.fold import fold

_NUMBERED = re.compile(
    r"[(\[【]?(?:q|第|题|題)?\s*(\w{1,40}?)\s*[题題问問]?[.、:)\]】_\-\s]\s*(.+)"
)
_COUNT = re.compile(r"[a-z]{1,3}|[一二三四五六七八九十百]{1,3}")
"""What counts questions without a digit: "a", "iv" or "十二"; any other word counts nothing."""
SIGNED = re.compile(r"([^?#@]*)([?#@]?)(.*)", re.DOTALL)
_REASON = re.compile(r"(?:reasons?|原因|理由)\)?\Z")
"""The end of a header. What stands before it is cut off by hand: as one pattern, a header of many
hyphens would be tried from each of them to the end."""
_BEFORE_REASON = " _:(-"
_LAST_PART = re.compile(r".*(?:[—–:]| - |\[|(?<=[^\sa-z0-9])\.)\s*([^—–\[\]]+?)\]?", re.DOTALL)

_GROUP = re.compile(r"[a-z_][a-z0-9_]{0,60}", re.IGNORECASE)
_BEHIND_GROUP = re.compile(r"[/.:\-]")
"""The name of a group of questions, and what stands behind it: ``main/staff``, ``main-staff``."""

WORDS_BESIDE = re.compile(
    r"\s*(?:[\[(【](?:选项|選項|选)?填空[\])】]|[-—–_]\s*(?:选项|選項)?(?:填空|文本|text))\Z"
)
"""Marks a second column of an option, which holds somebody's own words."""

_OWN_WORDS = re.compile(
    r"\b(?:reasons?|comments?|remarks?|why|importance|important)\b|\Aother\b"
    r"|原因|理由|意见|意見|备注|備註|说明|說明|重要|\A其[他它]"
)
"""Stand in the first part of a header that asks for words, or for weight, and not for the item."""


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

        ``<id>@A`` is the column of an option (`csatreport.answers.layout.headers.choices`).
        None where it names nothing of this edition.
        """
        if item := self.item(header):
            return item.id
        if item := self._reason_for(plain_header(header)):
            return f"{item.id}?"
        if counted := ordinal(header):
            item = self.item(counted[0])
            if item and item.kind is Kind.RANKED and int(counted[1]) <= (item.picks or 9):
                return f"{item.id}#{counted[1]}"
        return self._choice(header) or self._within(header)

    def _within(self, header: str) -> str | None:
        """Return what a header names behind the group it stands in, or before its words."""
        if group := self._group(header):
            return self.target(group[1])
        code, _, words = header.partition(". ")
        return self._choice(code) if words else None

    def _group(self, header: str) -> tuple[str, str] | None:
        """Return what stands behind the name of a group of questions, and the rest."""
        sign = _BEHIND_GROUP.search(header)
        if sign is None or sign.end() == len(header):
            return None
        group, rest = header[: sign.start()], header[sign.end() :]
        titled = sign[0] == "/" and fold(group) in self._sections
        named = _GROUP.fullmatch(group) and not _OWN_WORDS.search(group.replace("_", " "))
        grouped = (titled or named) and self.item(group) is None
        return (sign[0], rest) if grouped else None

    def _choice(self, header: str) -> str | None:
        """Return the option of an item that a header names, or the column of one of its answers."""
        header = WORDS_BESIDE.sub("", plain_header(header))
        parts = split_header(header, self.item)
        if parts is not None and (code := option_of(*parts, header)):
            return f"{parts[0].id}@{code}"
        counted = ordinal(header)
        item = self.item(counted[0]) if counted else None
        if counted and item and item.kind is Kind.SEVERAL:
            return f"{item.id}@{BY_ANSWER}{counted[1]}"
        return None

    def owner(self, header: str) -> Item | None:
        """Return the item whose answers, reason, rank or option a header names."""
        target = SIGNED.fullmatch(self.target(header) or "")
        return self.edition.by_id.get(target[1]) if target else None

    def shared(self, header: str) -> bool:
        """Tell whether several items bear a header's name, so that it names none of them."""
        return self._all.get(fold(header), "") is None

    def part_of(self, header: str) -> Item | None:
        """Return the item that the first part of a header names, else that its last part names."""
        if parts := split_header(header, self.item):
            return parts[0]
        _, last = self._last_part(plain_header(header))
        return self.edition.by_id[last] if last else None

    def item(self, header: str) -> Item | None:
        """Return the item that a header names by id, number or wording."""
        name = plain_header(header)
        found = self._all.get(name)
        if found is None and self._asks_reason(name) is None:
            found = self._all.get(name.strip(TRIMMINGS)) or self._worded(name)
        return self.edition.by_id[found] if found else None

    def worded(self, text: str) -> Item | None:
        """Return the item whose label or wording a text holds; an id or a number is none."""
        found = self._wordings.get(fold(text)) or self._worded(fold(text))
        return self.edition.by_id[found] if found else None

    def numbers(self, header: str) -> bool:
        """Tell whether a header is the number of an item and nothing else."""
        return fold(header) in self._numbers.keys() - self._ids.keys()

    def weak(self, header: str) -> bool:
        """Tell whether only the last part of a header names an item, as in a row of a matrix.

        The name of a group of questions is certain only before a slash.
        """
        name = plain_header(header)
        known = self._all.get(name) or self._all.get(name.strip(TRIMMINGS)) or self._whole(name)
        if known is not None or self.item(header) is not None:
            return known is None
        group = self._group(header) if self._choice(header) is None else None
        return group is not None and group[0] != "/"

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
        counts = _COUNT.fullmatch(parts[1]) or any(sign.isdecimal() for sign in parts[1])
        return wording if other == wording or (other is None and counts) else None


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
