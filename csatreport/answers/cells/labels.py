"""Several answers in one cell, where labels hold signs that also part them, or blanks.

"Near, Cheap, always" is two answers where "Cheap, always" is one option. So the longest label that
fits is taken first. Some platforms put somebody's own words beside the option "other", in many
kinds of brackets; some put them in its place: what is no option then is that.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from csatreport.study.item import Item
from csatreport.tables.fold import fold

_PARTING = ";,|┋、\n\t→>"
_SKIPPED = _PARTING + " \r"
_ANY_SIGNS = _PARTING + " \r\"'[]#§·-–—/&+"
"""Signs of which any may part answers where nothing but labels stands between them."""
OTHER = ("other", "其他", "其它")
"""How the label of an option begins that stands for somebody's own words."""
_FILLED_IN = re.compile(r"〖([^〗]*)〗|【([^】]*)】")
_HINT = re.compile(
    r"[(\[]?(?:请|請)?(?:注明|註明|说明|說明|填写|填寫)[)\]]?|[(\[]?(?:please )?specify[)\]]?",
    re.IGNORECASE,
)
_SIGNS = " \t:：;,.、_-—–()[]{}<>《》「」〖〗【】\"'"
_OPENING = frozenset(" :(_-—–[{<《「〖【.")
"""What may stand between the option "other" and somebody's own words."""
_TOKENS = re.compile(r"[\s:(_\-—–\[{<《「〖【.)\]}>》」〗】]+")
_PARTS = re.compile(r"[;|┋、\r\n\t→]+")
_LISTED = ";,|┋、\\n"
_LETTER = re.compile(r"[A-Za-z0-9]{1,3}\s*[.、)]\s*")
_NO_WORDS = frozenset({"(跳过)", "(空)", "n/a", "-oth-", "-3", "-2"})


def other_names(item: Item) -> tuple[str, ...]:
    """Return how the labels of the option "other" begin, folded, without their hints."""
    place = other_of(item)
    labels = () if place is None else item.options[place].label.all()
    stems = (re.split(r"[(\[:_]", fold(label))[0].strip() for label in labels)
    return tuple(dict.fromkeys(filter(None, (*map(fold, labels), *stems))))


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
    named: tuple[str, ...] = field(default=())
    """How the labels of the option "other" begin, folded; where it has words beside it."""

    @cached_property
    def _by_length(self) -> tuple[str, ...]:
        return tuple(sorted(filter(None, self.labels), key=len, reverse=True))

    def stands_for_other(self, name: str) -> bool:
        """Tell whether a folded text is the option "other" with somebody's own words behind it."""
        return self._behind(name) is not None

    def _behind(self, name: str) -> str | None:
        """Return what stands behind the option "other"; None where a label is among it."""
        if not any(one in name for one in self.named):
            return None
        for text in (name, _LETTER.sub("", name, count=1)):
            for one in self.named:
                if text.startswith(one) and text[len(one) : len(one) + 1] in _OPENING:
                    rest = text[len(one) :]
                    label = any(part in self.labels for part in _TOKENS.split(rest))
                    return None if label or not rest else rest
        return None

    def is_plain(self, text: str) -> bool:
        """Tell at a glance whether no own words can stand in a text."""
        if self.other is not None:
            return False
        name = fold(text)
        return "〖" not in text and "【" not in text and not any(n in name for n in self.named)

    def own_words(self, text: str) -> str:
        """Return what somebody wrote of their own in a cell, as written; "" for nothing."""
        plain = unicodedata.normalize("NFKC", text).strip()
        filled = [one or other for one, other in _FILLED_IN.findall(plain)]
        if not filled:
            filled = list(self._behind_other(plain)) or list(self._in_its_place(plain))
        told = (_HINT.sub("", one).strip(_SIGNS) for one in filled)
        return "; ".join(one for one in told if one and fold(one) not in _NO_WORDS)

    def _behind_other(self, plain: str) -> Iterator[str]:
        for part in _PARTS.split(plain):
            if fold(part) not in self.labels and self.stands_for_other(fold(part)):
                bare = part.strip()
                bare = bare if fold(bare).startswith(self.named) else _LETTER.sub("", bare, count=1)
                yield bare[max(len(one) for one in self.named if fold(bare).startswith(one)) :]

    def _in_its_place(self, plain: str) -> Iterator[str]:
        """Yield what is no option, where the platform puts own words in place of "other"."""
        if self.other is None:
            return
        rest = plain
        for label in self._by_length:
            alone = rf"(?:(?<=[{_LISTED}])|\A)\s*{re.escape(label)}\s*(?=[{_LISTED}]|\Z)"
            rest = re.sub(alone, "", rest, flags=re.IGNORECASE)
        yield re.sub(rf"\A[{_LISTED}\s]+|[{_LISTED}\s]+\Z", "", rest)

    @cached_property
    def holds_signs(self) -> bool:
        """Whether a label holds a sign that also parts answers."""
        return any(sign in label for label in self.labels for sign in _PARTING)

    def part(self, name: str, place_of: Callable[[str], int | None]) -> tuple[int, ...] | None:
        """Return the places of the answers in a folded text; None where a part is no answer.

        ``place_of`` understands what stands alone.
        """
        by_length = self._by_length
        found: list[int] = []
        worded = False
        while name := name.lstrip(_SKIPPED):
            label = next((o for o in by_length if name.startswith(o) and _ends_with(o, name)), None)
            written = label or name[: min(map(name.find, _ends(name)), default=len(name))]
            place = self.labels[label] if label else place_of(written)
            if place is None or place < 0:
                if not (worded or self.other is not None) or not any(map(str.isalpha, written)):
                    return None
                place = found[-1] if worded or self.other is None else self.other
            worded = worded or (label is None and self.stands_for_other(written))
            found.append(place)
            name = name[len(written) :]
        return tuple(dict.fromkeys(found)) or None

    def only_labels(self, name: str) -> tuple[int, ...] | None:
        """Return the places of labels between which nothing but signs stands; None else."""
        by_length = self._by_length
        found: list[int] = []
        while name := name.lstrip(_ANY_SIGNS):
            label = next((one for one in by_length if name.startswith(one)), None)
            behind = name[len(label) :][:1] if label else ""
            if label is None or (behind and behind not in _ANY_SIGNS):
                return None
            found.append(self.labels[label])
            name = name[len(label) :]
        return tuple(found) or None


def _ends_with(label: str, name: str) -> bool:
    """Tell whether an answer ends where the label does, with which the name begins."""
    behind = name[len(label) :].lstrip(" ")
    return not behind or behind[0] in _PARTING


def _ends(name: str) -> list[str]:
    return [sign for sign in _PARTING if sign in name]
