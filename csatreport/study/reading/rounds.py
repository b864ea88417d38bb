"""The study's calendar: where the fiscal year starts, and the named rounds in time order."""

import re
from itertools import pairwise

from csatreport.base.label import Label
from csatreport.study.periods import Calendar, Period, PeriodKind
from csatreport.study.reading.items import note_duplicates
from csatreport.study.reading.path_names import note_device_name, note_own_folder
from csatreport.study.yaml.block import Fields
from csatreport.study.yaml.declared import read_settings
from csatreport.study.yaml.written import Problems

_CALENDAR_LIKE = re.compile(r"(?i)(FY)?[0-9]{4}([-_]?(Q[1-4]|[0-9]{1,2}))?")


def read_calendar(study: Fields, problems: Problems) -> Calendar:
    """Return the calendar; rounds that contradict one another are noted."""
    blocks = study.blocks("rounds")
    note_duplicates(blocks, problems)
    rounds = [named for block in blocks if (named := _round(block, problems))]
    dated = [block for block in blocks if block.day("from") and block.day("to")]
    for before, block in pairwise(dated):
        start, end = block.day("from"), before.day("to")
        if start is not None and end is not None and start <= end:
            other = before.text("id")
            problems.add("C204", block.place("from"), id=block.text("id"), other=other)
    first = study.whole("fiscal_year_start") or 1
    return Calendar(fiscal_year_start=first, rounds=tuple(rounds))


def _round(block: Fields, problems: Problems) -> Period | None:
    name, start, end = block.text("id"), block.day("from"), block.day("to")
    if name is None or start is None or end is None:
        return None
    note_device_name(block, problems)
    note_own_folder(block, problems)
    if _CALENDAR_LIKE.fullmatch(name):
        problems.add("C206", block.place("id"), id=name)
    closes = block.day("closes")
    if end < start:
        problems.add("C203", block.place("to"), id=name)
    if closes is not None and closes < end:
        problems.add("C205", block.place("closes"), id=name)
    label = block.label("label") or Label.of(name)
    return read_settings(Period, block, kind=PeriodKind.ROUND, label=label)
