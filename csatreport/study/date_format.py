"""Whether a ``date_format`` describes a day, found out by writing one and reading it back."""

import datetime as dt
import re

from csatreport.study.yaml.block import Fields
from csatreport.study.yaml.written import Problems


def check_date_format(fields: Fields, problems: Problems) -> None:
    """Note a ``date_format`` that does not lead back to the day it was written from (C295)."""
    written = fields.text("date_format")
    if written is not None and not _names_days(written):
        problems.add("C295", fields.place("date_format"), value=written)


def _names_days(written: str) -> bool:
    moment = dt.datetime(2026, 10, 31, 13, 45, tzinfo=dt.UTC).replace(tzinfo=None)
    try:
        shown = moment.strftime(written)
        # Without a year, Python warns of reading a day of a month at all.
        has_year = shown != moment.replace(year=2027).strftime(written)
        return has_year and dt.datetime.strptime(shown, written).date() == moment.date()  # noqa: DTZ007
    except (ValueError, re.error):
        return False  # The second is for a letter that stands twice.
