"""The register of printed forms: which serial numbers went where, and when.

Serial numbers are taken one after the other for the whole study and never twice, under a lock, so
that two people who print at once get different ones. The register is a table that anybody can
open, and nothing in it is ever changed: print runs are added at its end.

In an anonymous survey a number says which unit a sheet was printed for and nothing more.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from csatreport.base.errors import ExitCode, StudyError
from csatreport.base.files.atomic import write_table
from csatreport.base.files.lock import LockCodes, locked
from csatreport.paper.keep import FOLDER
from csatreport.paper.payload import LAST_SERIAL
from csatreport.paper.returns.kept_rows import kept_rows, not_understood
from csatreport.study.policy import HandedOut

REGISTER = "register.csv"
LOCK = ".lock"
_CODES = LockCodes(busy="F917", lost="F918", exit_code=ExitCode.USAGE)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Copies that are to be printed: for a unit, or one for a customer."""

    copies: int
    unit: str = ""
    id: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintRun:
    """One line of the register: a run of serial numbers, both ends included."""

    batch: str
    printed: str
    """ISO date."""
    questionnaire: str
    form: str
    period: str
    first: int
    last: int
    unit: str = ""
    id: str = ""
    name: str = ""

    @property
    def copies(self) -> int:
        """How many were printed."""
        return self.last - self.first + 1


_HEAD = tuple(field.name for field in fields(PrintRun))


def register_file(study: Path) -> Path:
    """Return where the register is kept."""
    return study / FOLDER / REGISTER


def read_register(study: Path) -> tuple[PrintRun, ...]:
    """Return all entries, oldest first.

    Raises:
        StudyError: F920, the file or a line of it cannot be understood (2).
    """
    return tuple(_entry(row, study, at) for at, row in kept_rows(register_file(study), study)[1:])


def _entry(row: list[str], study: Path, number: int) -> PrintRun:
    try:
        known = {name: _plain(text) for name, text in zip(_HEAD, row, strict=True)}
        first, last = int(known.pop("first")), int(known.pop("last"))
        dt.date.fromisoformat(known["printed"])
    except ValueError:
        first, last, known = 0, 0, {}
    if not 0 < first <= last <= LAST_SERIAL:
        raise not_understood(register_file(study), study, number)
    return PrintRun(first=first, last=last, **known)


def print_run(
    study: Path,
    wanted: Sequence[Wanted],
    about: tuple[str, str, str],
    day: dt.date,
    make: Callable[[tuple[PrintRun, ...]], None],
) -> tuple[PrintRun, ...]:
    """Take serial numbers, let ``make`` print the forms, and write the run down.

    Where ``make`` fails, nothing is written and the numbers are free again.

    Args:
        study: the study's folder.
        wanted: what is to be printed, in order.
        about: questionnaire, form and period.
        day: when it is printed.
        make: prints the forms of the entries it is given.

    Raises:
        StudyError: F912, too few numbers are left; F917 another run is printing; F920 (2).
    """
    file = register_file(study)
    file.parent.mkdir(parents=True, exist_ok=True)
    with locked(file.parent / LOCK, _CODES) as lock:
        before = read_register(study)
        made = tuple(_numbered(wanted, before, about, day))
        make(made)
        lock.confirm()
        rows = ([_guarded(str(value)) for value in astuple(entry)] for entry in (*before, *made))
        write_table(file, _HEAD, rows)
    return made


def _numbered(
    wanted: Sequence[Wanted], before: Sequence[PrintRun], about: tuple[str, str, str], day: dt.date
) -> Iterator[PrintRun]:
    last = max((entry.last for entry in before), default=0)
    total = sum(one.copies for one in wanted)
    if last + total > LAST_SERIAL:
        raise StudyError.at("F912", f"{FOLDER}/{REGISTER}", wanted=total, left=LAST_SERIAL - last)
    today = day.isoformat()
    run = len({entry.batch for entry in before if entry.printed == today}) + 1
    questionnaire, form, period = about
    for one in wanted:
        yield PrintRun(
            batch=f"{today}-{run}",
            printed=today,
            questionnaire=questionnaire,
            form=form,
            period=period,
            first=last + 1,
            last=last + one.copies,
            unit=one.unit,
            id=one.id,
            name=one.name,
        )
        last += one.copies


def _guarded(text: str) -> str:
    """Keep a name from being taken for a formula by whatever opens the register."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _plain(text: str) -> str:
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text


def handed_out(study: Path, questionnaire: str) -> tuple[HandedOut, ...]:
    """Return what was printed of a questionnaire, for the count of what came back."""
    return tuple(
        HandedOut(
            unit=entry.unit,
            copies=entry.copies,
            period=entry.period,
            day=dt.date.fromisoformat(entry.printed),
        )
        for entry in read_register(study)
        if entry.questionnaire == questionnaire
    )
