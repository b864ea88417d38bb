"""What was taken of the forms that came back: the list of forms, and the tables of their answers.

The answers become rows of a table below the questionnaire's answers and come in by the same door
as all others, each with the serial number of its form. The list says which forms were taken, so
that no answer is taken twice. List and tables are written together, once, at the end.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from dataclasses import astuple, dataclass, field, fields
from pathlib import Path

from csatreport.base.files.atomic import table_bytes, write_together
from csatreport.paper.keep import FOLDER
from csatreport.paper.payload import SERIAL, serial_text
from csatreport.paper.returns.kept_rows import kept_rows, not_understood
from csatreport.paper.returns.returned import Return

TAKEN = "returned.csv"
"""The list of forms that were taken, beside the register."""
ANSWERS = "returned-forms.csv"
"""The table of their answers, in the questionnaire's folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """One line of the list of forms that were taken."""

    day: str
    form: str
    serial: int
    sha256: str
    answers: str
    """A digest of what the fields say."""
    file: str


_HEAD = tuple(one.name for one in fields(Taken))


def answers_digest(returned: Return) -> str:
    """Return what stands for the answers of a form, whatever program saved it."""
    told = json.dumps([returned.form.name, sorted(returned.values.items())])
    return hashlib.sha256(told.encode("utf-8")).hexdigest()[:16]


def taken_before(returned: Return, taken: Iterable[Taken]) -> Taken | None:
    """Return the line of a form that is the same one; None for a new one.

    The same number, and with the same answers if there is such a line; of answers with a key the
    same key; of other forms the same file, or the same answers that hold words.
    """
    digest = answers_digest(returned)
    if returned.serial:
        same = [one for one in taken if one.serial == returned.serial]
        return next((one for one in same if one.answers == digest), same[-1] if same else None)
    unnumbered = [one for one in taken if not one.serial]
    return next(
        (
            one
            for one in unnumbered
            if one.sha256 == returned.sha256
            or (one.answers == digest and returned.in_words and not returned.keyed)
        ),
        None,
    )


def note(returned: Return, day: dt.date, *, anonymous: bool) -> Taken:
    """Return the line that says a form was taken.

    Where answers are anonymous it does not keep the file's name, which may be a person's.
    """
    return Taken(
        day=day.isoformat(),
        form=returned.form.name,
        serial=returned.serial,
        sha256=returned.sha256,
        answers=answers_digest(returned),
        file="" if anonymous else returned.file,
    )


@dataclass
class TakenTable:
    """A table of answers: its columns, and its rows by column."""

    head: list[str] = field(default_factory=list)
    rows: list[dict[str, str]] = field(default_factory=list)

    def add(self, row: dict[str, str]) -> None:
        """Add a row; columns that are new to the table are added at its right."""
        self.head += [column for column in row if column not in self.head]
        self.rows.append(row)

    def of_serial(self, serial: int) -> dict[str, str] | None:
        """Return the row of a numbered form; None where the table has none of it."""
        name = serial_text(serial)
        return next((row for row in self.rows if row.get(SERIAL) == name), None)

    def as_bytes(self) -> bytes:
        """Return the table as a file."""
        lines = ([row.get(column, "") for column in self.head] for row in self.rows)
        return table_bytes(self.head, lines)


class Books:
    """List and tables of a study while forms are being taken; on the disk only after `write`."""

    def __init__(self, study: Path) -> None:
        self._study = study
        self.taken = list(_read_taken(study))
        self._tables: dict[Path, TakenTable] = {}

    def answers(self, questionnaire: str) -> TakenTable:
        """Return the table of a questionnaire's returned forms."""
        return self._table(self._study / "data" / questionnaire / ANSWERS)

    def take(self, line: Taken, questionnaire: str, row: dict[str, str]) -> None:
        """Take a form. The row of an earlier one of its number is moved, never lost.

        It moves to ``data/forms/corrected-<questionnaire>.csv``.
        """
        table = self.answers(questionnaire)
        before = table.of_serial(line.serial) if line.serial else None
        if before is not None:
            table.rows.remove(before)
            self._table(self._study / FOLDER / f"corrected-{questionnaire}.csv").add(before)
        table.add(row)
        self.taken.append(line)

    def write(self) -> None:
        """Write what was changed: everything, or on a full disk nothing."""
        lines = ([str(value) for value in astuple(one)] for one in self.taken)
        contents = {file: table.as_bytes() for file, table in self._tables.items() if table.rows}
        contents[self._study / FOLDER / TAKEN] = table_bytes(_HEAD, lines)
        write_together(contents)

    def _table(self, file: Path) -> TakenTable:
        if file not in self._tables:
            head, *rows = [row for _, row in kept_rows(file, self._study)] or [[]]
            named = [dict(zip(head, row, strict=False)) for row in rows]
            self._tables[file] = TakenTable(head=head, rows=named)
        return self._tables[file]


def _read_taken(study: Path) -> Iterable[Taken]:
    """Yield the forms that were taken, oldest first.

    Raises:
        StudyError: F920, the file or a line of it cannot be understood (2).
    """
    file = study / FOLDER / TAKEN
    for number, row in kept_rows(file, study)[1:]:
        try:
            known = dict(zip(_HEAD, row, strict=True))
            serial = int(known.pop("serial"))
        except ValueError as fault:
            raise not_understood(file, study, number) from fault
        yield Taken(serial=serial, **known)
