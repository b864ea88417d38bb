"""Filled-in PDF forms that came back: what they say, and whether it was taken before.

A returned form says itself which form it is; the geometry kept at printing says what its fields
are called. Its answers become a row of a table below the questionnaire's answers and come in by
the same door as all others. What was taken is written down, so that no answer is taken twice.
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, fields, replace
from pathlib import Path

import pikepdf
from pikepdf import Pdf

from csatreport.errors import Issue, Source, StudyError
from csatreport.paper.fillable import FORM_KEY, read_fields
from csatreport.paper.keep import FOLDER, kept_geometry
from csatreport.paper.model import Geometry, Purpose
from csatreport.whole import write_table

TAKEN = "returned.csv"
"""The list of forms that were taken, beside the register."""
ANSWERS = "returned-forms.csv"
"""The table of their answers, in the questionnaire's folder."""


@dataclass(frozen=True, kw_only=True)
class Return:
    """One filled-in copy: its form, serial number (0 for none), and what its fields say."""

    file: str
    geometry: Geometry
    serial: int
    values: dict[str, str]
    sha256: str

    @property
    def blank(self) -> bool:
        """Whether nothing was filled in but what was printed beforehand."""
        heads = {f.item for f in self.geometry.fields if f.purpose is Purpose.HEAD}
        return not any(value for name, value in self.values.items() if name not in heads)


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


_HEAD = tuple(field.name for field in fields(Taken))


def read_return(file: Path, study: Path) -> tuple[tuple[Return, ...], Issue | None]:
    """Read a returned PDF; without copies and with an issue where it cannot be used.

    F930 it is no PDF form of ours, F931 its form was not printed from this study, F935 what was
    kept of its form was changed.
    """
    content = file.read_bytes()
    try:
        with Pdf.open(file) as pdf:
            about = json.loads(str(pdf.Root.get(FORM_KEY, "{}")))
            found = read_fields(pdf) if about else {}
    except (pikepdf.PdfError, ValueError, KeyError, AttributeError):
        about, found = {}, {}
    if not about:
        return (), Issue(code="F930", source=Source(file=file.name))
    try:
        geometry = kept_geometry(study, str(about.get("form")))
    except StudyError as fault:
        return (), replace(fault.issues[0], source=Source(file=file.name))
    if geometry is None:
        facts: dict[str, object] = {"form": str(about.get("form", "?"))}
        return (), Issue(code="F931", source=Source(file=file.name), facts=facts)
    digest = hashlib.sha256(content).hexdigest()
    return tuple(
        Return(
            file=file.name,
            geometry=geometry,
            serial=int(copy) if copy.isdecimal() else 0,
            values=values,
            sha256=digest,
        )
        for copy, values in found.items()
    ), None


def answers_digest(returned: Return) -> str:
    """Return what stands for the answers of a form, whatever program saved it."""
    told = json.dumps([returned.geometry.form, sorted(returned.values.items())])
    return hashlib.sha256(told.encode("utf-8")).hexdigest()[:16]


def taken_before(returned: Return, taken: Iterable[Taken]) -> Taken | None:
    """Return the line of a form that is the same one; None for a new one.

    The same number of the same form, or else the same file, or the same answers that hold words:
    two people may well tick alike, but not write alike.
    """
    digest = answers_digest(returned)
    for one in taken:
        if returned.serial and (one.form, one.serial) == (returned.geometry.form, returned.serial):
            return one
        same_file = one.sha256 == returned.sha256 and one.serial == returned.serial
        if not returned.serial and (same_file or (one.answers == digest and _worded(returned))):
            return one
    return None


def _worded(returned: Return) -> bool:
    written = {f.item for f in returned.geometry.fields if f.purpose is not Purpose.HEAD}
    return any(
        value
        for name, value in returned.values.items()
        if name.split("#")[0].rstrip("?") in written
    )


def note(returned: Return, day: dt.date, *, anonymous: bool) -> Taken:
    """Return the line that says a form was taken.

    Where answers are anonymous it does not keep the file's name, which may be a person's.
    """
    return Taken(
        day=day.isoformat(),
        form=returned.geometry.form,
        serial=returned.serial,
        sha256=returned.sha256,
        answers=answers_digest(returned),
        file="" if anonymous else returned.file,
    )


def read_taken(study: Path) -> tuple[Taken, ...]:
    """Return the forms that were taken, oldest first."""
    file = study / FOLDER / TAKEN
    if not file.is_file():
        return ()
    with file.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return tuple(
        Taken(
            day=row["day"],
            form=row["form"],
            serial=int(row["serial"]),
            sha256=row["sha256"],
            answers=row["answers"],
            file=row["file"],
        )
        for row in rows
    )


def write_taken(study: Path, taken: Sequence[Taken]) -> None:
    """Write the list of forms that were taken."""
    rows = ([str(value) for value in astuple(one)] for one in taken)
    write_table(study / FOLDER / TAKEN, _HEAD, rows)


def add_answers(file: Path, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Add rows of answers to a table; columns that are new to it are added at its right."""
    before: list[list[str]] = []
    columns = list(head)
    if file.is_file():
        with file.open(encoding="utf-8-sig", newline="") as stream:
            known, *before = list(csv.reader(stream))
        columns = [*known, *(name for name in head if name not in known)]
    width = len(columns)
    places = [columns.index(name) for name in head]
    made = [[*row, *[""] * (width - len(row))] for row in before]
    for row in rows:
        line = [""] * width
        for place, value in zip(places, row, strict=True):
            line[place] = value
        made.append(line)
    write_table(file, columns, made)
