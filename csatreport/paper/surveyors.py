"""Sheets for whoever goes from door to door, and for whoever inspects.

The route sheet lists addresses or units, with a box for what became of each; its codes are the
outcomes from which response rates are made. The tally sheet takes the answers of several people
side by side, each as the code of an option, for streets and counters where a form for each is too
much; they are keyed from it. The checklist is what an inspector takes on a visit: a box for passed,
failed and not applicable beside each check.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from csatreport.base.print.pdf import lay_out
from csatreport.base.print.templates import filled
from csatreport.base.words import say
from csatreport.paper.compose import unit_label
from csatreport.study.edition import Edition
from csatreport.study.item import TICKED, Item
from csatreport.study.model import Questionnaire
from csatreport.study.register import Register

_SHEETS = ("lists.css",)
_RESPONDENTS = 10
_EMPTY_LINES = 20
_CODES = (
    "paper.route_done",
    "paper.route_absent",
    "paper.route_refused",
    "paper.route_language",
    "paper.route_other",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TallyRow:
    """One question of the tally sheet, with its options in one line."""

    number: str
    text: str
    options: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRow:
    """One check of the checklist."""

    number: str
    text: str
    weight: str
    critical: bool


def route_sheet(
    questionnaire: Questionnaire, language: str, study: Path, places: Sequence[str]
) -> bytes:
    """Return the route sheet as PDF; without places it has empty lines."""
    return _filled(
        "route.html.j2",
        questionnaire,
        language,
        study,
        codes=[say(language, key) for key in _CODES],
        places=list(places) or [""] * _EMPTY_LINES,
    )


def tally_sheet(
    questionnaire: Questionnaire, edition: Edition, language: str, study: Path, unit: str
) -> bytes:
    """Return the tally sheet of an edition as PDF."""
    asked = [item for item in edition.items if item.kind in TICKED]
    return _filled(
        "tally.html.j2",
        questionnaire,
        language,
        study,
        rows=[_row(item, language) for item in asked],
        respondents=list(range(1, _RESPONDENTS + 1)),
        unit=unit,
        unit_label=unit_label(questionnaire, language),
    )


def checklist_sheet(
    questionnaire: Questionnaire, register: Register, language: str, study: Path, unit: str
) -> bytes:
    """Return the checklist of a register of inspections as PDF."""
    sections: dict[str, list[CheckRow]] = {}
    for place, check in enumerate(register.checklist, start=1):
        row = CheckRow(
            number=str(place),
            text=check.text[language],
            weight=f"{check.weight:g}",
            critical=check.critical,
        )
        sections.setdefault(check.section, []).append(row)
    named = [
        (register.label(code)[language] if code else "", rows) for code, rows in sections.items()
    ]
    return _filled(
        "checklist.html.j2",
        questionnaire,
        language,
        study,
        sections=named,
        unit=unit,
        unit_label=unit_label(questionnaire, language),
    )


def _row(item: Item, language: str) -> TallyRow:
    options = item.choices
    told = [f"{option.code} {option.label[language]}" for option in options]
    bare = all(option.code == option.label[language] for option in item.options)
    ends = f"{options[0].code}–{options[-1].code}" if bare else "　".join(told)
    return TallyRow(number=item.number, text=item.text[language], options=ends)


def _filled(
    name: str, questionnaire: Questionnaire, language: str, study: Path, **values: object
) -> bytes:
    html = filled(
        study,
        name,
        language=language,
        title=questionnaire.title[language],
        organisation=questionnaire.organisation[language],
        t=partial(say, language),
        **values,
    )
    return lay_out(html, study, _SHEETS).pdf
