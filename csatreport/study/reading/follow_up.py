"""The rule that asks for reasons, written once and applied to items with different options."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from csatreport.base.label import Label
from csatreport.study.item import FollowUp, Item
from csatreport.study.names import WHOLE_NUMBER
from csatreport.study.words import standard_label
from csatreport.study.yaml.block import Fields
from csatreport.study.yaml.groups import GivenEntry
from csatreport.study.yaml.written import Problems


@dataclass(frozen=True, kw_only=True)
class FollowUpRule:
    """Which options ask for a reason; no ``entries`` means all bad ones."""

    text: Label
    entries: tuple[GivenEntry, ...] = ()

    @classmethod
    def of(cls, block: Fields | None) -> FollowUpRule | None:
        """Make the rule of a ``follow_up`` block."""
        if block is None:
            return None
        text = block.label("text") or standard_label("follow_up")
        return cls(text=text, entries=block.entries("options"))

    def on(self, item: Item) -> FollowUp | None:
        """Return what the rule means for an item; None if it touches none of its options."""
        codes = [option.code for option in item.options]
        if not self.entries:
            asked = frozenset(codes[place] for place in item.bad)
        else:
            asked = frozenset(filter(None, (self._code(entry, codes) for entry in self.entries)))
        return FollowUp(options=asked, text=self.text) if asked else None

    def _code(self, entry: GivenEntry, codes: Sequence[str]) -> str | None:
        """Return the code an entry means: itself if all entries are codes, else by place."""
        written = str(entry.value)
        if all(str(other.value) in codes for other in self.entries):
            return written
        if WHOLE_NUMBER.fullmatch(written) and 1 <= int(written) <= len(codes):
            return codes[int(written) - 1]
        return None

    def _means_something(self, entry: GivenEntry, item: Item) -> bool:
        codes = [option.code for option in item.options]
        return str(entry.value) in codes or self._code(entry, codes) is not None

    def check(self, items: Sequence[Item], problems: Problems) -> None:
        """Note entries that mean no option of any of the items."""
        for entry in self.entries:
            if not any(self._means_something(entry, item) for item in items):
                problems.add("C230", entry.node, option=entry.value)
