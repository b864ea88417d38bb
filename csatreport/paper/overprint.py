"""What is printed over a laid-out form: serial number, unit, and whom a copy is for.

A document holds a page for each page of some copies. It is set in type with the same fonts, so
that any name can be printed, and costs a few milliseconds a page.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor

from csatreport.base.errors import StudyError
from csatreport.base.print.pdf import lay_out
from csatreport.base.print.templates import filled
from csatreport.paper.compose import SMALL
from csatreport.paper.layout import LaidOutForm
from csatreport.paper.marks import SERIALS
from csatreport.paper.measure import text_width
from csatreport.paper.model import Purpose, WritingField
from csatreport.paper.payload import UNNUMBERED, serial_text
from csatreport.study.model import Questionnaire

TEMPLATE = "overprint.html.j2"
_SHEETS = ("overprint.css",)
_TOGETHER = 200
"""So many copies are set in type together: a document of thousands of pages takes ever longer."""
_SIZE = 10.0
_VALUE_UP = 6.6
"""A value stands so many mm above the lower end of its field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """One copy of a form: its number (0 for none), and what is known about it beforehand."""

    serial: int = UNNUMBERED
    unit: str = ""
    unit_name: str = ""
    id: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedText:
    """A line of text at a place on a page, in mm; ``size`` in points."""

    text: str
    left: float
    top: float
    width: float
    size: float


def set_over(copies: Sequence[Copy], form: LaidOutForm) -> tuple[bytes, ...]:
    """Return what is printed over some copies of a form: a PDF of so many of them at a time."""
    parts = [copies[first : first + _TOGETHER] for first in range(0, len(copies), _TOGETHER)]
    return tuple(_set(part, form) for part in parts)


def _set(copies: Sequence[Copy], form: LaidOutForm) -> bytes:
    asked, geometry = form.asked, form.geometry
    numbers = range(1, geometry.pages + 1)
    pages = [_texts(copy, number, form) for copy in copies for number in numbers]
    html = filled(asked.study, TEMPLATE, language=asked.language, title=geometry.form, pages=pages)
    return lay_out(html, asked.study, _SHEETS).pdf


def _texts(copy: Copy, page: int, form: LaidOutForm) -> list[PrintedText]:
    found = []
    if copy.serial != UNNUMBERED and not form.asked.plain:
        text = f"{form.asked.say('paper.number')} {serial_text(copy.serial)}"
        found += [
            PrintedText(text=text, left=place.left, top=place.top, width=place.width, size=9.0)
            for place in SERIALS
        ]
    for field in form.geometry.fields:
        value = _value(field, copy, form.asked.questionnaire) if field.page == page else ""
        if value:
            found.append(_fitted(value, field))
    return found


def _fitted(value: str, field: WritingField) -> PrintedText:
    """Set a value into its field, in smaller type where it is long.

    Raises:
        StudyError: F924, it would be too small to be read (2).
    """
    room = field.rect.width - 2.4
    size = min(_SIZE, _SIZE * room / text_width(value, _SIZE))
    if size < SMALL:
        raise StudyError.at("F924", "data/forms", value=value, field=field.item)
    return PrintedText(
        text=value,
        left=field.rect.left + 1.6,
        top=field.rect.bottom - _VALUE_UP,
        width=room,
        size=floor(10 * size) / 10,
    )


def _value(field: WritingField, copy: Copy, questionnaire: Questionnaire) -> str:
    """Return what is printed into a field: unit, and of a named respondent number and name."""
    if field.purpose is Purpose.HEAD:
        return copy.unit_name if field.item == "unit" else ""
    if field.purpose is not Purpose.ANSWER or questionnaire.anonymity is not None:
        return ""
    columns = questionnaire.columns
    values = {columns.id: copy.id, columns.name: copy.name}
    return values.get(field.item, "")
