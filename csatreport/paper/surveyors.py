"""Sheets for whoever goes from door to door, and for whoever inspects.

The route sheet lists addresses or units, with a box for what became of each; its codes are the
outcomes from which response rates are made. The tally sheet takes the answers of several people
side by side, each as the code of an option, for streets and counters where a form for each is too
much; they are keyed from it. The checklist is what an inspector takes on a visit: a box for passed,
failed and not applicable beside each check.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from csatreport.base.print.pdf import lay_out
from csatreport.base.print.templates import filled
from csatreport.paper.asked import AskedForm
from csatreport.study.item import TICKED, Item
from csatreport.study.register import Register

_SHEETS = ("lists.css",)
_RESPONDENTS = 10
_LINES = 19
_CHARACTERS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_CODES = (
    "paper.route_done",
    "paper.route_absent",
    "paper.route_refused",
    "paper.route_language",
    "paper.route_other",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TallyRow:
    """One question of the tally sheet; of each option what a cell takes, and its words."""

    number: str
    text: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRow:
    """One check of the checklist."""

    number: str
    text: str
    weight: str
    critical: bool


def route_sheet(asked: AskedForm, places: Sequence[str]) -> bytes:
    """Return the route sheet as PDF; the page is filled up with empty lines."""
    empty = [""] * (_LINES - len(places))
    codes = [asked.say(key) for key in _CODES]
    return _filled("route.html.j2", asked, codes=codes, places=[*places, *empty])


def tally_sheet(asked: AskedForm, unit: str) -> bytes:
    """Return the tally sheet of an edition as PDF."""
    rows = [_row(item, asked.language) for item in asked.edition.items if item.kind in TICKED]
    respondents = range(1, _RESPONDENTS + 1)
    return _filled("tally.html.j2", asked, rows=rows, respondents=respondents, unit=unit)


def checklist_sheet(asked: AskedForm, register: Register, unit: str) -> bytes:
    """Return the checklist of a register of inspections as PDF."""
    sections: dict[str, list[CheckRow]] = {}
    for place, check in enumerate(register.checklist, start=1):
        row = CheckRow(
            number=str(place),
            text=check.text[asked.language],
            weight=f"{check.weight:g}",
            critical=check.critical,
        )
        sections.setdefault(check.section, []).append(row)
    named = [
        (register.label(code)[asked.language] if code else "", rows)
        for code, rows in sections.items()
    ]
    return _filled("checklist.html.j2", asked, sections=named, unit=unit)


def _row(item: Item, language: str) -> TallyRow:
    """Make a row: what is written are the numbers of a scale, or one character an option."""
    first, last = item.options[0], item.options[-1]
    scale = all(option.code == option.label[language] for option in item.options)
    told = [(f"{first.code}–{last.code}", "")] if scale else []
    named = item.choices[len(item.options) :] if scale else item.choices
    short = all(len(option.code) == 1 for option in named) or len(named) > len(_CHARACTERS)
    codes = [option.code for option in named] if short else _CHARACTERS
    told += [(code, one.label[language]) for code, one in zip(codes, named, strict=False)]
    return TallyRow(number=item.number, text=item.text[language], options=tuple(told))


def _filled(name: str, asked: AskedForm, **values: object) -> bytes:
    html = filled(
        asked.study, name, language=asked.language, asked=asked, t=asked.say,
        title=asked.questionnaire.title[asked.language],
        organisation=asked.questionnaire.organisation[asked.language],
        **values,
    )  # fmt: skip
    return lay_out(html, asked.study, _SHEETS).pdf
