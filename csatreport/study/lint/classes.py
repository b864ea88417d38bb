"""Classes of numbers in option labels, such as ages, and whether they leave gaps or overlap.

Labels are read as half-open spans. "2–9 年" counts whole years and so reaches up to 10; "under 2"
stops at 2. Chinese 以下 may or may not include its number, and is given the benefit of the doubt
except with years, months and hours, where it means that the time has not passed yet.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from math import inf
from typing import TypeAlias

_NUMBER = r"(\d+(?:,\d{3})*(?:\.\d+)?)\s*(万|萬|千|k\b)?"
_UNIT = r"[^\d\s–—~,至到以及含或和不未()-]{0,6}\s*"
_TO = r"(?:-|–|—|~|至|到|to|and|,)\s*"
_TIMES = {"万": 10_000.0, "萬": 10_000.0, "千": 1_000.0, "k": 1_000.0}
_LASTING = re.compile("年|个月|個月|小时|小時|分钟|分鐘|天|日")
_CLOCK = re.compile(r"\d[:：]\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassSpan:
    """Numbers from ``start`` up to, not including, ``end``; ``latest`` is its most generous end."""

    label: str
    start: float
    end: float
    latest: float
    alone: bool = False
    """A single number, not a class."""


class Fault(StrEnum):
    """What is wrong between two classes."""

    GAP = "gap"
    OVERLAP = "overlap"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassFault:
    """Two neighbouring classes that do not meet."""

    fault: Fault
    lower: str
    upper: str


_Reach: TypeAlias = Callable[[list[float], float], tuple[float, float]]


def _pattern(written: str) -> re.Pattern[str]:
    parts = {"N": _NUMBER, "U": _UNIT, "T": _TO}
    filled = re.sub("[NUT]", lambda found: parts[found[0]], written)
    return re.compile(filled, re.IGNORECASE)


_NOT_FULL = (
    "(?:不足|不到|不满|不滿|未满|未滿|少于|少於|小于|小於"
    "|under|below|less than|fewer than|younger than|<)"
)
_NOT_MORE = "(?:不超过|不超過|最多|至多|up to|at most|no more than|≤)"
_MORE = "(?:超过|超過|多于|多於|大于|大於|over|above|more than|older than|>)"
_NOT_LESS = "(?:不少于|不少於|至少|满|滿|from|at least|≥)"
_AND_BELOW = "(?:[及和或]以下|以内|以內|or (?:less|fewer|younger|under|below))"
_AND_ABOVE = (
    r"(?:[及和或]?以上|\+|or (?:more|over|older|above|longer)|and (?:over|above|more|older))"
)

# The first that fits decides, so the longer ones stand first.
_READINGS: tuple[tuple[re.Pattern[str], _Reach], ...] = (
    (_pattern(rf"NUT{_NOT_FULL}\s*N"), lambda n, _: (n[0], n[1])),
    (_pattern(rf"{_NOT_LESS}\s*NU,?\s*{_NOT_FULL}\s*N"), lambda n, _: (n[0], n[1])),
    (_pattern("NUTN"), lambda n, step: (n[0], n[1] + step)),
    (_pattern(rf"{_NOT_MORE}\s*N|NU{_AND_BELOW}"), lambda n, step: (-inf, n[0] + step)),
    (_pattern(rf"NU{_AND_ABOVE}"), lambda n, _: (n[0], inf)),
    (_pattern(rf"{_NOT_FULL}\s*N|NU以下"), lambda n, _: (-inf, n[0])),
    (_pattern(rf"{_MORE}\s*N"), lambda n, step: (n[0] + step, inf)),
    (_pattern(rf"{_NOT_LESS}\s*N"), lambda n, _: (n[0], inf)),
)
_ALONE = _pattern(r"^NU$")


def parse_span(label: str, step: float = 1.0) -> ClassSpan | None:
    """Return the numbers a label covers; None where it names none.

    ``step`` is the distance of neighbouring values: 1 for whole numbers.

    >>> span = parse_span("2–9 years")
    >>> (span.start, span.end)
    (2.0, 10.0)
    """
    text = unicodedata.normalize("NFKC", label).strip()
    if _CLOCK.search(text):
        return None
    for pattern, reach in _READINGS:
        if found := pattern.search(text):
            start, end = reach(_numbers(found), step)
            generous = "以下" in text and start == -inf and not _LASTING.search(text)
            return ClassSpan(label=label, start=start, end=end, latest=end + step * generous)
    if found := _ALONE.search(text):
        start = _numbers(found)[0]
        return ClassSpan(
            label=label, start=start, end=start + step, latest=start + step, alone=True
        )
    return None


def _numbers(found: re.Match[str]) -> list[float]:
    groups = found.groups()
    pairs = [(n, t) for n, t in zip(groups[::2], groups[1::2], strict=True) if n is not None]
    # In "1–3 万元" the first number counts in ten thousands too.
    last = pairs[-1][1]
    return [
        float(n.replace(",", "")) * _TIMES.get((t or last or "").lower(), 1.0) for n, t in pairs
    ]


def class_faults(labels: Sequence[str]) -> tuple[ClassFault, ...]:
    """Return the gaps and overlaps between classes; nothing where labels are no classes.

    Labels without a digit ("prefer not to say") are left out; one that has a digit and cannot be
    read means that nothing is said about any. Nor is anything said about mixed units.
    """
    numeric = [label for label in labels if re.search(r"\d", label)]
    if len({bool(re.search("月|month", label)) for label in numeric}) > 1:
        return ()
    decimals = max((len(d) for label in numeric for d in re.findall(r"\.(\d+)", label)), default=0)
    read = [parse_span(label, 10.0**-decimals) for label in numeric]
    spans = sorted((span for span in read if span), key=lambda span: (span.start, span.end))
    if len(spans) < max(2, len(numeric)) or all(span.alone for span in spans):
        return ()
    return tuple(fault for pair in pairwise(spans) if (fault := _fault(*pair)))


def _fault(lower: ClassSpan, upper: ClassSpan) -> ClassFault | None:
    tolerance = 1e-9
    if upper.start < lower.end - tolerance:
        return ClassFault(fault=Fault.OVERLAP, lower=lower.label, upper=upper.label)
    if upper.start > lower.latest + tolerance:
        return ClassFault(fault=Fault.GAP, lower=lower.label, upper=upper.label)
    return None
