"""Days as people write them.

Only forms that start with the year are understood without a word in the configuration, because
in 05/10/2026 nobody can tell the day from the month. Any other form needs the ``date_format`` of
a mapping. A time of day may follow; it is not kept.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

from csatreport.survey.periods import YEARS

_ZONE = r"(?:\s*[ap]m|z|[+-]\d\d:?\d\d)?"
_TIME = r"(?:[T\s]*\d{1,2}[:时時]\d{1,2}(?:[:分]\d{1,2}(?:\.\d+)?)?[分秒]?" + _ZONE + r")?"
_SEPARATED = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})" + _TIME, re.IGNORECASE)
_CHINESE = re.compile(
    r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号號]" + _TIME, re.IGNORECASE
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})" + _TIME, re.IGNORECASE)
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_SERIAL_ZERO = dt.date(1899, 12, 30)


def parse_day(text: str, date_format: str | None = None) -> dt.date | None:
    """Return the day a text names; None if it names none.

    Five digits are the serial number by which a spreadsheet counts days.

    >>> parse_day("2026年10月5日 14:30")
    datetime.date(2026, 10, 5)
    >>> parse_day("05.10.2026", "%d.%m.%Y")
    datetime.date(2026, 10, 5)
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    day = _parse_format(plain, date_format) if date_format else None
    day = day or _parse_year_first(plain) or _parse_serial(plain)
    return day if day is not None and day.year in YEARS else None


def _parse_format(text: str, date_format: str) -> dt.date | None:
    try:
        return dt.datetime.strptime(text, date_format).date()  # noqa: DTZ007 only the day is kept
    except ValueError:
        return None


def _parse_year_first(text: str) -> dt.date | None:
    if found := _SEPARATED.fullmatch(text):
        parts = (found[1], found[3], found[4])
    elif found := _CHINESE.fullmatch(text) or _COMPACT.fullmatch(text):
        parts = (found[1], found[2], found[3])
    else:
        return None
    try:
        return dt.date(int(parts[0]), int(parts[1]), int(parts[2]))
    except ValueError:
        return None


def _parse_serial(text: str) -> dt.date | None:
    found = _SERIAL.fullmatch(text)
    return _SERIAL_ZERO + dt.timedelta(days=int(found[1])) if found else None
