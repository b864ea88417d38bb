"""The mapping that answers to a file's questions make, as the text of its YAML file.

Every text is written in double quotes as in JSON, which YAML reads as it stands.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from csatreport.answers.adopting.columns import ColumnReading
from csatreport.answers.adopting.questions import DATE_FORMATS, NOWHERE_SAID, AskedAbout
from csatreport.study.mapping import NOT_READ

_RUN_OF_DIGITS = re.compile(r"[0-9]+(?:[-_.年][0-9]+)*[月日]?")


@dataclass(frozen=True, kw_only=True)
class FileAnswers:
    """What was said of a file: answers by the key of their question, columns by header."""

    answers: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)

    def with_answer(self, key: str, answer: str) -> FileAnswers:
        """Return the same with one answer more."""
        return replace(self, answers={**self.answers, key: answer})


def pattern_of(below: str) -> str:
    """Return the pattern of a file and of those that are called so in other months.

    >>> pattern_of("export_2026-03.csv"), pattern_of("shop.xlsx")
    ('export_*.csv', 'shop.xlsx')
    """
    return _RUN_OF_DIGITS.sub("*", below)


def compose_mapping(
    questionnaire: str, files: str, said: FileAnswers, headers: Collection[str]
) -> str:
    """Return a mapping file: for which files it holds, and what was said of them.

    Args:
        questionnaire: the id of the questionnaire.
        files: the pattern of the files.
        said: what was said.
        headers: the file's headers: an answer about the period or the unit may be one of them.
    """
    lines = [f"questionnaire: {questionnaire}", f"files: {_quoted(files)}", *_lines(said, headers)]
    return "\n".join(lines) + "\n"


def compose_record(columns: Sequence[ColumnReading], labels: Mapping[str, Sequence[str]]) -> str:
    """Return what a mapping records of the file that was adopted, as lines to stand below it."""
    read_as = {one.header: one.target or NOT_READ for one in columns}
    lines = ["adopted:", *(f"  {line}" for line in _map("columns", read_as))]
    lines += ["  labels:"] if labels else []
    lines += [f"    {item}: {_quoted(list(seen))}" for item, seen in labels.items()]
    return "\n".join(lines) + "\n"


def without_record(text: str) -> str:
    """Return a mapping file without what it records of the file that was adopted."""
    kept, recorded = [], False
    for line in text.splitlines():
        recorded = line.startswith("adopted:") or (recorded and line[:1] in ("", " ", "#"))
        kept += [] if recorded else [line]
    return "\n".join(kept) + "\n"


def _lines(said: FileAnswers, headers: Collection[str]) -> Iterator[str]:
    answers = said.answers
    columns = dict(said.columns)
    unit = answers.get(AskedAbout.UNIT, NOWHERE_SAID)
    if unit in headers:
        columns[unit] = "unit"
    elif unit != NOWHERE_SAID:
        yield f"unit: {_quoted(unit)}"
    period = answers.get(AskedAbout.PERIOD)
    if period is not None and period in headers:
        columns[period] = "date"
    elif period is not None:
        yield f"period: {_quoted(period)}"
    if dates := answers.get(AskedAbout.DATES):
        yield f"date_format: {_quoted(DATE_FORMATS.get(dates, dates))}"
    if numbers := answers.get(AskedAbout.NUMBERS):
        yield f"numbers: {numbers}"
    yield from _map("columns", columns)
    yield from _values(answers)


def _values(answers: Mapping[str, str]) -> Iterator[str]:
    by_item: dict[str, dict[str, str]] = {}
    for key, answer in answers.items():
        about, _, rest = key.partition(":")
        item, _, text = rest.partition(":")
        if about == AskedAbout.VALUE and text:
            by_item.setdefault(item, {})[text] = answer
    if by_item:
        yield "items:"
    for item, values in by_item.items():
        yield f"  {item}:"
        yield from (f"    {line}" for line in _map("values", values))


def _map(name: str, entries: Mapping[str, str]) -> Iterator[str]:
    if entries:
        yield f"{name}:"
    for key, value in entries.items():
        yield f"  {_quoted(key)}: {_quoted(value)}"


def _quoted(text: str | list[str]) -> str:
    return json.dumps(text, ensure_ascii=False)
