"""Several answers in one cell, where labels hold signs that also part them, or blanks.

"Near, Cheap, always" is two answers where "Cheap, always" is one option. So the longest label that
fits is taken first. Some platforms put somebody's own words beside the options, in place of the
option "other": what is no option then is that.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from csatreport.study.item import Item

_PARTING = ";,|┋、\n\t→>"
_SKIPPED = _PARTING + " \r"
OTHER = ("other", "其他", "其它")
"""How the label of an option begins that stands for somebody's own words."""


def other_of(item: Item) -> int | None:
    """Return the place of the only option that stands for own words; None without one."""
    found = [
        place
        for place, option in enumerate(item.options)
        if any(label.casefold().startswith(OTHER) for label in option.label.all())
    ]
    return found[0] if len(found) == 1 else None


@dataclass(frozen=True, kw_only=True)
class WrittenAnswers:
    """How several answers stand in a cell.

    ``labels`` are the places of options by folded label; ``other`` is the place that own words
    stand for, None where they stand for nothing.
    """

    labels: Mapping[str, int]
    other: int | None = None

    @property
    def holds_signs(self) -> bool:
        """Whether a label holds a sign that also parts answers."""
        return any(sign in label for label in self.labels for sign in _PARTING)

    def part(
        self, name: str, place_of: Callable[[str], int | None]
    ) -> tuple[tuple[int, ...], bool] | None:
        """Return the places of the answers in a folded text, and whether own words stand there.

        None where a part is no answer. ``place_of`` understands what stands alone.
        """
        by_length = sorted(self.labels, key=len, reverse=True)
        found: list[int] = []
        worded = False
        while name := name.lstrip(_SKIPPED):
            label = next((one for one in by_length if _stands_first(one, name)), None)
            written = label or name[: min(map(name.find, _ends(name)), default=len(name))]
            place = self.labels[label] if label else place_of(written)
            if place is None or place < 0:
                if self.other is None or not any(map(str.isalpha, written)):
                    return None
                place, worded = self.other, True
            found.append(place)
            name = name[len(written) :]
        return (tuple(found), worded) if found else None


def _stands_first(label: str, name: str) -> bool:
    behind = name[len(label) :].lstrip(" ")
    return bool(label) and name.startswith(label) and (not behind or behind[0] in _PARTING)


def _ends(name: str) -> list[str]:
    return [sign for sign in _PARTING if sign in name]
