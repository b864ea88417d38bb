"""Numbers that point to a person: telephones, identity and bank cards, in any grouping.

Digits with little between them are a run of groups. A window of groups is masked where its digits
together have the shape of such a number, whatever stands between them. What is left is masked where
seven digits and more stand together without a sign that they are an amount, a date, a measure, a
list or the number of a thing (`innocent`). Doubt is decided for the person.

The time is linear in the length of a text: a run is walked once, with windows of a few groups.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from csatreport.counts.masking.fold import Span
from csatreport.counts.masking.innocent import CLOCK, LongNumber, is_innocent

_SPOKEN = str.maketrans(
    "〇零一二三四五六七八九壹贰貳叁參肆伍陆陸柒捌玖幺oO", "00123456789122334566789100"
)
"""What is read as a digit beside the digits themselves."""
_CHARACTER = "0-9" + "".join(map(chr, _SPOKEN))
_GAP = r"[\s._/·•~*|,、()\[\]\-‐‑‒–—−]{1,3}"
_RUN = re.compile(rf"[{_CHARACTER}]+(?:{_GAP}[{_CHARACTER}]+)*")
_PIECE = re.compile("[0-9oO]+|[^0-9oO\\W_]+")
"""A group without its change from spoken to written digits."""
_WIDEST = 11
"""More groups than digits of a mobile number are none."""
_GROUPS = 6
"""More groups than this only where every digit stands alone."""
_LONG = 7
"""So many digits in one piece are no everyday number."""

_MOBILE = re.compile(r"(?:(?:00)?86)?1[3-9]\d{9}|(?:00)?85[23]\d{8}|(?:00)?886\d{9}|09\d{8}")
_FIXED = re.compile(r"0(?:10|2\d|[3-9]\d\d)[2-9]\d{6,7}|(?:00)?8600?[1-9]\d{8,10}|[48]00\d{7}")
_AREA = re.compile(r"0(?:10|2\d|[3-9]\d\d)")
_PERSON = re.compile(
    r"[1-9]\d{5}(?:(?:19|20)\d\d)(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX]"
)
_EXTENSION = re.compile(
    r"[\s,]*(?:转|轉|分机|分機|内线|內線|extension|ext|x|#)[\s.:号號]*(\d{1,6})(?!\d)",
    re.IGNORECASE,
)
_LINES = re.compile(
    r"(?:电话|電話|手机|手機|座机|座機|热线|熱線|传真|傳真|联系方式|聯絡|致电|致電|短信|"
    r"\btel|phone|mobile|\bfax|\bcall)[\s.:号號码碼是为為]{0,4}$",
    re.IGNORECASE,
)
_SHORTEST_LINE = 5
"""So many digits behind the word for a telephone are one."""
_SHORTEST_SHAPE = 9
"""An area code and its shortest line."""
_LISTING = {",", "、", ".", "/"}
"""What parts the numbers of a list, and seldom the groups of one number."""
_BEFORE, _BEHIND = 24, 8
"""How far the words around a number are looked at."""


@dataclass(frozen=True, slots=True)
class _DigitGroup:
    start: int
    end: int
    digits: str


def find_numbers(text: str) -> Iterator[Span]:
    """Yield where a folded text has numbers of people."""
    for run in _RUN.finditer(text):
        groups = list(_groups(text, run.start(), run.end()))
        for first, last in _windows(text, groups):
            yield _stretched(text, groups[first].start, groups[last].end)


def _groups(text: str, start: int, end: int) -> Iterator[_DigitGroup]:
    for piece in _PIECE.finditer(text, start, end):
        if piece.group().strip("oO"):
            digits = piece.group().translate(_SPOKEN)
            yield _DigitGroup(piece.start(), piece.end(), digits)


def _windows(text: str, groups: Sequence[_DigitGroup]) -> Iterator[tuple[int, int]]:
    """Yield first and last group of each number, from left to right, the widest first."""
    first = 0
    while first < len(groups):
        widest = min(len(groups), first + _WIDEST)
        last = next(
            (
                n
                for n in range(widest - 1, first - 1, -1)
                if _is_number(text, groups[first : n + 1])
            ),
            None,
        )
        if last is None:
            first += 1
        else:
            yield first, last
            first = last + 1


def _is_number(text: str, window: Sequence[_DigitGroup]) -> bool:
    digits = "".join(group.digits for group in window)
    if len(digits) < _SHORTEST_LINE or _GROUPS < len(window) < len(digits):
        return False
    shaped = _has_shape(digits, text[window[-1].end : window[-1].end + 1])
    if len(window) == len(digits) and not shaped:
        return False
    gaps = [text[a.end : b.start] for a, b in pairwise(window)]
    together = _is_together([len(group.digits) for group in window], gaps)
    if not (shaped or together):
        return _is_short_line(window)
    number = _in_context(text, window, gaps)
    if number.is_amount:
        return False
    named = bool(_LINES.search(number.before)) or number.before.endswith("+")
    return (
        shaped
        or named
        or _is_short_line(window)
        or (len(digits) >= _LONG and not is_innocent(number))
    )


def _in_context(text: str, window: Sequence[_DigitGroup], gaps: Sequence[str]) -> LongNumber:
    start, end = window[0].start, window[-1].end
    return LongNumber(
        groups=tuple(group.digits for group in window),
        gaps=tuple(gaps),
        before=text[max(0, start - _BEFORE) : start],
        behind=text[end : end + _BEHIND],
    )


def _has_shape(digits: str, behind: str) -> bool:
    """Tell whether digits are a telephone or identity card number as a whole."""
    if len(digits) < _SHORTEST_SHAPE:
        return False
    if any(shape.fullmatch(digits) for shape in (_MOBILE, _FIXED)):
        return True
    letter = "X" if behind in {"x", "X"} else ""
    return bool(_PERSON.fullmatch(digits) or _PERSON.fullmatch(digits + letter))


def _is_short_line(window: Sequence[_DigitGroup]) -> bool:
    """Tell whether an area code stands before a number of any length: 010-0199."""
    if len(window) < 2 or not _AREA.fullmatch(window[0].digits):
        return False
    line = "".join(group.digits for group in window[1:])
    hours = CLOCK.fullmatch(window[0].digits) and CLOCK.fullmatch(line)
    return 4 <= len(line) <= 8 and not hours


def _is_together(sizes: Sequence[int], gaps: Sequence[str]) -> bool:
    """Tell whether groups are written as one number: three digits and more, one kind of gap."""
    kinds = {gap.strip() for gap in gaps}
    return (
        len(kinds) <= 1
        and not kinds & _LISTING
        and min(sizes[1:], default=3) >= 3
        and sizes[0] >= 2
    )


def _stretched(text: str, start: int, end: int) -> Span:
    """Take in a plus before a number, a letter at its end and an extension behind it."""
    start -= text[start - 1 : start] == "+"
    end += text[end : end + 1] in {"x", "X"} and not text[end + 1 : end + 2].isalnum()
    extension = _EXTENSION.match(text, end)
    return start, extension.end() if extension else end
