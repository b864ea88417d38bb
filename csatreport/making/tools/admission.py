"""Whether a returned form is taken: its number, its day, its unit and its codes must be true.

Nothing is filled in by guess. A form without a day that can be read belongs to the period it was
printed for, if the register or the person who imports it says so, else it is refused. A form whose
number was taken with other answers is shown answer by answer, and waits until a person decides.
"""

import datetime as dt
from dataclasses import dataclass, field
from typing import TypeAlias

from csatreport.answers.cells.days import parse_day
from csatreport.answers.layout.unit_names import NOWHERE, read_units
from csatreport.base.clock import today
from csatreport.base.errors import Issue
from csatreport.paper.keep import FOLDER
from csatreport.paper.payload import SERIAL, serial_text
from csatreport.paper.register import PrintRun
from csatreport.paper.returns.returned import DATE, UNIT, Return, ReturnedForm
from csatreport.paper.returns.taken import ANSWERS, TAKEN, Books, answers_digest, note, taken_before
from csatreport.study.item import Kind
from csatreport.study.model import Questionnaire, Study
from csatreport.study.periods import Period

MadeFor: TypeAlias = PrintRun | ReturnedForm
"""What says for which unit and period a form was made: the register, else the form itself."""


@dataclass(frozen=True, kw_only=True)
class Door:
    """What decides about a form that comes in.

    ``period`` is that of forms that do not say their day, ``corrected`` the numbers whose later
    answers replace the earlier ones.
    """

    study: Study
    register: tuple[PrintRun, ...]
    period: str = ""
    corrected: frozenset[int] = field(default=frozenset())

    def admit(self, one: Return, books: Books) -> Issue | None:
        """Take a form into the books, or say why it is not taken."""
        asked = self.study.by_id.get(one.form.questionnaire)
        if asked is None:
            return _issue("F931", one, form=one.form.name)
        entry = self._entry(one)
        if one.serial and entry is None:
            return _issue("F937", one, serial=serial_text(one.serial), form=one.form.name)
        made_for = one.form if entry is None else entry
        earlier = taken_before(one, books.taken)
        if earlier is not None and (not one.serial or earlier.answers == answers_digest(one)):
            same = not one.keyed or earlier.answers == answers_digest(one)
            return _issue("F932" if same else "F947", one, earlier=earlier.file or "–")
        day = self._day(one, asked, made_for)
        if isinstance(day, Issue):
            return day
        fault = self._edition(one, asked, day) or _unknown(one, asked, made_for)
        if fault is not None:
            return fault
        row = _row(one, asked, day, made_for)
        if earlier is not None:
            fault = self._differs(one, row, books.answers(asked.id).of_serial(one.serial))
        if fault is None:
            line = note(one, today(), anonymous=asked.anonymity is not None)
            books.take(line, asked.id, row)
        return fault

    def _entry(self, one: Return) -> PrintRun | None:
        """Return the line of the register in which a form's number was printed for this form."""
        form = one.form
        return next(
            (
                entry
                for entry in self.register
                if (entry.questionnaire, entry.form) == (form.questionnaire, form.name)
                and entry.first <= one.serial <= entry.last
            ),
            None,
        )

    def _day(self, one: Return, asked: Questionnaire, made_for: MadeFor) -> dt.date | Issue:
        """Return the day written on a form, else the first of the period it is known to be of."""
        written = one.values.get(DATE, "")
        day = parse_day(written)
        if day is not None and day <= today():
            return day
        told = self.period or made_for.period
        period = self.study.calendar.of(asked.every).parse(told) if told else None
        if told and (period is None or period.kind is not asked.every):
            return _issue("F923", one, value=told, every=asked.every.value)
        return period.start if period is not None else _issue("F938", one, value=written or "–")

    def _edition(self, one: Return, asked: Questionnaire, day: dt.date) -> Issue | None:
        """Refuse a form of an edition that is not in force on its day."""
        period: Period | None = self.study.calendar.of(asked.every).containing(day, asked.every)
        force = (asked.edition(period) if period is not None else asked.newest).number
        if force == one.form.edition:
            return None
        return _issue("F933", one, edition=one.form.edition, force=force, day=day.isoformat())

    def _differs(
        self, one: Return, row: dict[str, str], before: dict[str, str] | None
    ) -> Issue | None:
        """Show what differs from the earlier answers of a number, unless a person has decided."""
        serial = serial_text(one.serial)
        if before is None:
            return _issue("F946", one, serial=serial, table=ANSWERS, list=f"{FOLDER}/{TAKEN}")
        if one.serial in self.corrected:
            return None
        differences = "; ".join(
            f"{column}: {before.get(column) or '–'} → {value or '–'}"
            for column, value in row.items()
            if before.get(column, "") != value
        )
        return _issue("F942", one, serial=serial, differences=differences)


def _issue(code: str, one: Return, **facts: object) -> Issue:
    return Issue.at(code, one.file, **facts)


def _unknown(one: Return, asked: Questionnaire, made_for: MadeFor) -> Issue | None:
    """Refuse a form with a unit or a code that is none of the questionnaire or of its form."""
    unit = one.values.get(UNIT, "")
    place, printed = read_units([unit, made_for.unit], asked.units)
    strange = len(asked.units.all) > 1 and (place == NOWHERE or (printed > 0 and place != printed))
    if unit and strange:
        return _issue("F939", one, field=UNIT, value=unit)
    several = {item.id for e in asked.editions for item in e.items if item.kind is Kind.SEVERAL}
    for item, known in one.form.codes.items():
        value = one.values.get(item, "")
        for code in value.split(";") if item in several else [value]:
            if code and code not in known:
                return _issue("F939", one, field=item, value=code)
    return None


def _row(one: Return, asked: Questionnaire, day: dt.date, made_for: MadeFor) -> dict[str, str]:
    """Make a row of answers, by the headers that the reader of answers knows."""
    columns = asked.columns
    row = {SERIAL: serial_text(one.serial)} if one.serial else {}
    row |= {
        columns.unit or UNIT: one.values.get(UNIT, "") or made_for.unit,
        columns.date or DATE: day.isoformat(),
    }
    for item in asked.edition_by_number(one.form.edition).items:
        if item.personal and item.id != columns.name:
            continue
        if item.kind is Kind.RANKED:
            for rank in item.ranks:
                row[f"{item.id} {rank}"] = one.values.get(f"{item.id}#{rank}", "")
            continue
        row[item.id] = one.values.get(item.id, "")
        if item.follow_up is not None:
            row[f"{item.id}?"] = one.values.get(f"{item.id}?", "")
    return row
