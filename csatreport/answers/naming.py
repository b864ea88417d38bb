"""The period that a file's name speaks of.

A period's id may stand anywhere in the name: ``retail-2026-10.csv``, ``202610.xlsx``,
``2026-Q3 north.csv``, ``2026年10月.csv``, a whole day, the id or label of a round. What is shorter
than the questionnaire's base period falls into it; what is longer says too little. If the name
says nothing, the folders above are asked, the nearest first. A name that speaks of two periods
says nothing either: better no period than a guessed one.
"""

import datetime as dt
import re
from pathlib import PurePosixPath

from csatreport.study.periods import Calendar, Period, PeriodKind
from csatreport.tables.fold import fold

_Y = r"(?:19|2\d)\d\d"
_SPELT_DAY = r"(?P<s>[-_./])\d\d(?P=s)\d\d|\d{4}|年\d{1,2}月\d{1,2}[日号號]"
_FISCAL = r"(?:(?<![a-z])fy|(?<![a-z0-9]))"
_DAY = rf"(?P<day>(?<!\d){_Y}(?:{_SPELT_DAY})(?!\d))"
_QUARTER = rf"(?P<quarter>{_FISCAL}{_Y}[-_./ 年]?(?:q[1-4](?!\d)|第?[1-4一二三四]季))"
_MONTH = rf"(?P<month>(?<!\d){_Y}(?:[-_./年](?:1[0-2]|0?[1-9])|1[0-2]|0[1-9])(?!\d))"
_YEAR = rf"(?P<year>{_FISCAL}{_Y}(?!\d))"
_WRITTEN = re.compile(f"{_DAY}|{_QUARTER}|{_MONTH}|{_YEAR}")
_CHINESE_DIGITS = str.maketrans("一二三四", "1234")


def period_of_path(path: str, calendar: Calendar, every: PeriodKind) -> Period | None:
    """Return the base period a file's path below its questionnaire's folder speaks of.

    >>> period_of_path("2026/retail-2026-10.csv", Calendar(), PeriodKind.MONTH).id
    '2026-10'
    """
    file = PurePosixPath(path)
    names = (file.stem, *reversed(file.parent.parts))
    for name in names:
        spoken = _periods_in(fold(name), calendar.of(every), every)
        if spoken:
            return spoken.pop() if len(spoken) == 1 else None
    return None


def base_period(period: Period | None, calendar: Calendar, every: PeriodKind) -> Period | None:
    """Return the base period that holds a period; None where it is longer or lies in none."""
    if period is None or period.kind is every:
        return period
    base = calendar.containing(period.start, every)
    return base if base is not None and base.contains(period) else None


def _periods_in(name: str, calendar: Calendar, every: PeriodKind) -> set[Period]:
    written = _rounds_in(name, calendar) or {
        _parse(found, calendar, every) for found in _WRITTEN.finditer(name)
    }
    based = {base_period(period, calendar, every) for period in written}
    return {period for period in based if period is not None}


def _rounds_in(name: str, calendar: Calendar) -> set[Period | None]:
    found: set[Period | None] = set()
    for one in calendar.rounds:
        words = [re.escape(fold(word)) for word in (one.id, *one.label.all())]
        if re.search(rf"(?<![a-z0-9])(?:{'|'.join(words)})(?![a-z0-9])", name):
            found.add(one)
    return found


def _parse(found: re.Match[str], calendar: Calendar, every: PeriodKind) -> Period | None:
    text = found[0]
    digits = "".join(re.findall(r"\d+", text))
    if found["day"]:
        return _of_day(re.findall(r"\d+", text), calendar, every)
    if found["quarter"]:
        quarter = text.translate(_CHINESE_DIGITS).rstrip("季")[-1]
        fiscal = "FY" if text.startswith("fy") else ""
        return calendar.parse(f"{fiscal}{digits[:4]}-Q{quarter}")
    return calendar.parse(text)


def _of_day(numbers: list[str], calendar: Calendar, every: PeriodKind) -> Period | None:
    compact = numbers[0]
    year, month, day = numbers if len(numbers) == 3 else (compact[:4], compact[4:6], compact[6:])
    try:
        return calendar.containing(dt.date(int(year), int(month), int(day)), every)
    except ValueError:
        return None
