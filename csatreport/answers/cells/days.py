"""Days, and times of day, as people write them.

Only forms that start with the year, or name the month in a word, are understood without a word in
the configuration, because in 05/10/2026 nobody can tell the day from the month. Any other form
needs the ``date_format`` of a mapping. A time of day may follow, and an offset such as Z or +08:00:
that moment is told as a clock in the study's time zone shows it. Where the study names none, it is
taken as written, and whoever reads the file asks for the zone (`first_offset`).
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from csatreport.study.periods import YEARS

_HALF = r"[ap]m|上午|下午"
_OFFSET = r"z|(?:gmt|utc)?[+-]\d{1,2}(?::?\d\d)?|gmt|utc"
_ZONE = rf"(?:\s*(?P<half>{_HALF}))?\s*(?P<zone>{_OFFSET})?"
_CLOCK = (
    r"(?P<hour>\d{1,2})[:时時点點]"
    r"(?P<minute>\d{1,2})(?:[:分](?P<second>\d{1,2})(?:\.\d+)?)?[分秒]?"
)
_WEEKDAY = r"(?:\s*\(?(?:周|週|星期|礼拜|禮拜)[一二三四五六日天]\)?)?"
_TIME = _WEEKDAY + rf"(?:[T\s]*(?P<before>{_HALF})?\s*" + _CLOCK + _ZONE + r")?"
_SEPARATED = re.compile(r"(\d{4})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{1,2})" + _TIME, re.IGNORECASE)
_CHINESE = re.compile(
    r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号號]" + _TIME, re.IGNORECASE
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})" + _TIME, re.IGNORECASE)
MONTH_FIRST, DAY_FIRST = "%m/%d/%Y", "%d/%m/%Y"
"""How dates are written that end with the year; a time of day may follow them."""
_YEAR_LAST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})" + _TIME, re.IGNORECASE)
_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?P<month>{'|'.join(_MONTH_NAMES)})[a-z]{{0,6}}\.?"
_NAMED_MONTH = tuple(
    re.compile(order + r",?" + _TIME, re.IGNORECASE)
    for order in (
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[-/ ]{_MONTH},?[-/ ](?P<year>\d{{4}})",
        rf"{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}})",
    )
)
_GAP = r"[^\S\n]*"
_WITH_OFFSET = re.compile(
    rf"[:：时時分]\d{{1,2}}(?:\.\d+)?[分秒]?{_GAP}(?:{_HALF})?{_GAP}(?:{_OFFSET}){_GAP}$",
    re.IGNORECASE | re.MULTILINE,
)
_SPAN = re.compile(
    rf"[^T\d:：]\d{{1,2}}[:：时時]\d{{1,2}}分?{_GAP}(?:{_HALF})?{_GAP}-\d{{1,2}}:\d\d{_GAP}$",
    re.IGNORECASE,
)
"""From one time of day to another, as in 10:30-11:00, which begins at the first."""
_MINUS = re.compile(r":\d\d(?:\.\d+)?\s?-\d")
_SERIAL = re.compile(r"(\d{5})(\.\d+)?")
_SERIAL_ZERO = dt.date(1899, 12, 30)
_DAY = 86_400
"""Seconds of a day."""
_MONTHS = 12
_ORDERS = (MONTH_FIRST, DAY_FIRST)
_CLOCK_FORMATS = ("%H", "%I", "%T", "%R", "%X", "%c")


def parse_day(text: str, date_format: str | None = None, zone: str = "") -> dt.date | None:
    """Return the day a text names; None if it names none.

    Five digits are the serial number by which a spreadsheet counts days. A moment with an offset
    lies on the day that it is in ``zone``, an IANA name.

    >>> parse_day("2026年10月5日 14:30")
    datetime.date(2026, 10, 5)
    >>> parse_day("05.10.2026", "%d.%m.%Y")
    datetime.date(2026, 10, 5)
    >>> parse_day("2026-03-31T22:14:35Z", zone="Asia/Shanghai")
    datetime.date(2026, 4, 1)
    """
    if zone and (moment := _moved(text, date_format, zone)):
        return moment.date()
    plain = unicodedata.normalize("NFKC", text).strip()
    day = _parse_format(plain, date_format) if date_format else None
    day = day or _parse_year_first(plain) or _parse_serial(plain) or _parse_named_month(plain)
    return day if day is not None and day.year in YEARS else None


def parse_time(text: str, date_format: str | None = None, zone: str = "") -> dt.datetime | None:
    """Return the day and time of day a text names; None if it lacks either.

    >>> parse_time("2026年10月5日 2:30 PM")
    datetime.datetime(2026, 10, 5, 14, 30)
    >>> parse_time("2026-10-05") is None
    True
    """
    if zone and (moment := _moved(text, date_format, zone)):
        return moment
    day = parse_day(text, date_format)
    plain = unicodedata.normalize("NFKC", text).strip()
    second = None if day is None else _second_of_day(plain, date_format)
    if day is None or second is None:
        return None
    return dt.datetime.combine(day, dt.time()) + dt.timedelta(seconds=second)


def first_offset(texts: Iterable[str]) -> str:
    """Return the line with the first text that holds an offset; "" where there is none."""
    # All at once, and first for signs that are quickly found: there may be a million moments.
    lines = "\n".join(map(in_one_line, texts))
    folded = lines.casefold()
    signs = any(sign in folded for sign in ("+", "z", "gmt", "utc"))
    if not signs and not _MINUS.search(lines):
        return ""
    for found in _WITH_OFFSET.finditer(lines):
        line = lines[lines.rfind("\n", 0, found.start()) + 1 : found.end()]
        if not _SPAN.search(line):
            return line
    return ""


def in_one_line(text: str) -> str:
    """Return the text of a cell without breaks of lines, so that cells can stand in lines."""
    return text.replace("\n", " ")


def _has_offset(text: str) -> bool:
    line = in_one_line(text)
    return _WITH_OFFSET.search(line) is not None and not _SPAN.search(line)


def _moved(text: str, date_format: str | None, zone: str) -> dt.datetime | None:
    """Return a moment with an offset as a clock of the zone shows it; None without an offset."""
    if not _has_offset(text):
        return None
    written = parse_time(text, date_format)
    offset = _offset(unicodedata.normalize("NFKC", text).strip())
    if written is None or offset is None:
        return None
    try:
        moment = (written - offset).replace(tzinfo=dt.UTC).astimezone(ZoneInfo(zone))
    except OverflowError:
        return None
    return moment.replace(tzinfo=None) if moment.year in YEARS else None


def _offset(text: str) -> dt.timedelta | None:
    found = re.search(r"([+-])(\d{1,2})(?::?(\d\d))?$", text)
    if found is None or text[-1] in "zZcCtT":
        return dt.timedelta()
    hours, minutes = int(found[2]), int(found[3] or 0)
    size = dt.timedelta(hours=hours, minutes=minutes)
    return None if hours > 14 or minutes > 59 else size * (-1 if found[1] == "-" else 1)


def _second_of_day(text: str, date_format: str | None) -> int | None:
    if date_format and any(sign in date_format for sign in _CLOCK_FORMATS):
        try:
            moment = dt.datetime.strptime(text, date_format)  # noqa: DTZ007 as written
        except ValueError:
            return None
        return moment.hour * 3600 + moment.minute * 60 + moment.second
    if found := _SERIAL.fullmatch(text):
        return round(float(found[2]) * _DAY) if found[2] else None
    patterns = (_SEPARATED, _CHINESE, _COMPACT, *_NAMED_MONTH)
    patterns += (_YEAR_LAST,) if date_format in _ORDERS else ()
    found = next((f for p in patterns if (f := p.fullmatch(text))), None)
    return _second_on_clock(found) if found is not None and found["hour"] else None


def _second_on_clock(found: re.Match[str]) -> int | None:
    hour, minute, second = (int(found[part] or 0) for part in ("hour", "minute", "second"))
    half = found["half"] or found["before"]
    if half:
        hour = hour % 12 + 12 * (half.casefold() in {"pm", "下午"})
    sound = hour < 24 and minute < 60 and second < 60
    return hour * 3600 + minute * 60 + second if sound else None


def proven_format(texts: Iterable[str]) -> str | None:
    """Return how a column writes days that end with the year, if one of them can be only that.

    All must be written so: in 3/31/2026 the month stands first, whatever stands in the others.

    >>> proven_format(["3/5/2026", "3/31/2026 23:30"])
    '%m/%d/%Y'
    >>> proven_format(["3/5/2026", "3/6/2026"]) is None
    True
    """
    written = [plain for text in texts if (plain := unicodedata.normalize("NFKC", text).strip())]
    found = [_YEAR_LAST.fullmatch(text) for text in written]
    if not written or None in found:
        return None
    first, second = (max(int(day[n]) for day in found if day) for n in (1, 2))
    if (first > _MONTHS) == (second > _MONTHS):
        return None
    return DAY_FIRST if first > _MONTHS else MONTH_FIRST


def _parse_format(text: str, date_format: str) -> dt.date | None:
    if date_format in _ORDERS and (found := _YEAR_LAST.fullmatch(text)):
        text = "/".join(found.groups()[:3])
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


def _parse_named_month(text: str) -> dt.date | None:
    """Return the day where the month is a word, so that nobody can take it for the day."""
    found = next((f for p in _NAMED_MONTH if (f := p.fullmatch(text))), None)
    if found is None:
        return None
    month = _MONTH_NAMES.index(found["month"].casefold()) + 1
    try:
        return dt.date(int(found["year"]), month, int(found["day"]))
    except ValueError:
        return None


def _parse_serial(text: str) -> dt.date | None:
    found = _SERIAL.fullmatch(text)
    return _SERIAL_ZERO + dt.timedelta(days=int(found[1])) if found else None
