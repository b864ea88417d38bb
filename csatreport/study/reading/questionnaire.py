"""One questionnaire from its editions and the settings in the newest one's file."""

from collections.abc import Sequence
from dataclasses import replace

from csatreport.base.label import Label
from csatreport.study.model import Questionnaire
from csatreport.study.periods import Calendar, PeriodKind
from csatreport.study.printing import Printing
from csatreport.study.reading.editions import Draft
from csatreport.study.reading.settings import (
    read_anonymity,
    read_baseline,
    read_columns,
    read_fieldwork,
    read_reporting,
    read_targets,
)
from csatreport.study.reading.units import lone_unit
from csatreport.study.reading.weights import read_weights
from csatreport.study.series import continue_series
from csatreport.study.units import Units
from csatreport.study.yaml.block import Fields
from csatreport.study.yaml.declared import read_settings


def compose_questionnaire(
    name: str, drafts: Sequence[Draft], organisation: Label, units: Units | None, calendar: Calendar
) -> Questionnaire:
    """Return the questionnaire of the drafts, which are in time order.

    ``units`` is None where their file has errors; whatever names a unit is then not checked.
    """
    fields, problems = drafts[-1].fields, drafts[-1].problems
    every = PeriodKind(fields.text("every") or PeriodKind.MONTH)
    calendar = calendar.of(every)
    title = fields.label("title") or Label()
    known = units.by_id if units else None
    anonymity = read_anonymity(fields, problems)
    return read_settings(
        Questionnaire,
        fields,
        id=name,
        short=fields.label("short") or title,
        organisation=organisation,
        every=every,
        editions=continue_series([draft.edition for draft in drafts]),
        units=units or lone_unit(organisation),
        reporting=read_reporting(
            fields, every, drafts[-1].edition, problems, anonymous=anonymity is not None
        ),
        columns=read_columns(fields, problems),
        anonymity=anonymity,
        targets=read_targets(fields, calendar, known, problems),
        baseline=read_baseline(fields, calendar, problems),
        weights=read_weights(fields, drafts[-1].edition, problems),
        fieldwork=read_fieldwork(fields, calendar, problems),
        printing=_printing(fields, title),
        source=problems.source(fields.node),
    )


def _printing(fields: Fields, title: Label) -> Printing:
    """Return what forms say; the title and the intro have to do where nothing else is given."""
    found = read_settings(Printing, fields.block("form"))
    intro = fields.label("intro") or Label()
    return replace(found, heading=found.heading or title, thanks=found.thanks or intro)
