"""An action or complaint opened, assigned or closed: what is written, and the command that does it.

Each of the three writes a few fields of one row. On which day something happened stands in the
field that the register has for it; who is in charge is ``owner``.
"""

import datetime as dt
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from csatreport.base.errors import StudyError, errors_among, stop_at
from csatreport.base.files.journal import alone_in, write_noted
from csatreport.registers.enter import EntryChange, RegisterBook
from csatreport.study.reading.registers import REGISTERS, read_registers
from csatreport.study.register import Register, RegisterKind
from csatreport.study.register_entries import Action, Complaint, Entry
from csatreport.subjects.actions.measure import ActionState
from csatreport.subjects.study import own_settings, read_sound_study
from csatreport.tables.fold import fold

CLOSED, NO_REGISTER, SEVERAL_REGISTERS = "G525", "G530", "G531"


class EntryStep(StrEnum):
    """What can be done with an entry."""

    OPEN = "open"
    ASSIGN = "assign"
    CLOSE = "close"


@dataclass(frozen=True, kw_only=True)
class RegisterOrder:
    """What is to be done.

    Args:
        study: the study's folder.
        kind: actions or complaints.
        step: what is done.
        day: the day on which it was received, or closed.
        id: of the entry; "" for one that is opened.
        values: what is written besides, by field or header.
        questionnaire: whose register; "" for the only one.
        file: to which file an entry is added; "" for the only one.
    """

    study: Path
    kind: RegisterKind
    step: EntryStep
    day: dt.date
    id: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    questionnaire: str = ""
    file: str = ""

    @property
    def command(self) -> str:
        """Return the command line that does the same."""
        words = ["csatreport", self.kind.value, self.step.value, *filter(None, (self.id,))]
        for name, value in self.values.items():
            words += ["--set", f"{name}={value}"]
        words += ["--date", self.day.isoformat()] if self.step is not EntryStep.ASSIGN else []
        words += ["--questionnaire", self.questionnaire] if self.questionnaire else []
        words += ["--file", self.file] if self.file else []
        return shlex.join(words)


def propose_entry(order: RegisterOrder) -> EntryChange:
    """Return what an order would write, and write nothing.

    Raises:
        StudyError: why it cannot be done; exit code 2 or 3.
    """
    book = open_book(order.study, order.kind, order.questionnaire)
    if order.step is EntryStep.OPEN:
        return book.add(dict(_opening(order, book)) | dict(order.values), order.file)
    entry = book.entry(order.id)
    closing = dict(_closing(order, book, entry)) if order.step is EntryStep.CLOSE else {}
    return book.change(entry.id, closing | dict(order.values))


def settle_entry(order: RegisterOrder, who: str = "") -> EntryChange:
    """Write what was ordered, and note it so that it can be taken back.

    Raises:
        StudyError: as `propose_entry`; the file is open elsewhere or was changed; somebody
            else is writing.
        OSError: the disk refuses; the register stands as it was.
    """
    with alone_in(order.study) as held:
        change = propose_entry(order)
        change.confirm(order.study)
        contents = {change.file: change.after}
        write_noted(order.study, contents, order.command, held=held, who=who)
    return change


def open_book(study: Path, kind: RegisterKind, questionnaire: str = "") -> RegisterBook:
    """Read the register of a kind.

    Raises:
        StudyError: the configuration has errors, or there is no such register (G530) or more than
            one (G531).
    """
    settled = read_sound_study(study)
    registers, issues = read_registers(study, settled, own_settings())
    stop_at(errors_among(issues))
    of_kind = [one for one in registers if one.kind is kind]
    found = [one for one in of_kind if questionnaire in {"", one.questionnaire}]
    if len(found) != 1:
        code = SEVERAL_REGISTERS if found else NO_REGISTER
        known = ", ".join(one.questionnaire for one in of_kind) or "–"
        raise StudyError.at(code, REGISTERS, kind=kind.value, known=known)
    return RegisterBook.open(study, found[0], settled.by_id[found[0].questionnaire])


def _opening(order: RegisterOrder, book: RegisterBook) -> Iterator[tuple[str, str]]:
    if order.kind is RegisterKind.COMPLAINTS:
        yield "received", order.day.isoformat()
    elif _has_state(book.register):
        yield "state", ActionState.OPEN


def _closing(order: RegisterOrder, book: RegisterBook, entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield what closes an entry that is open."""
    day = entry.done if isinstance(entry, Action) else None
    name = "done"
    if isinstance(entry, Complaint):
        again = entry.reopened is not None
        day = entry.resolved_again if again else entry.resolved
        name = "resolved_again" if again else "resolved"
    if day is not None:
        raise StudyError.at(CLOSED, entry.file, id=entry.id, day=day)
    yield name, order.day.isoformat()
    if isinstance(entry, Action) and _has_state(book.register):
        yield "state", ActionState.DONE


def _has_state(register: Register) -> bool:
    """Tell whether the description names a column of states that can say what is meant."""
    return fold("state") in {fold(name) for name, _ in (*register.columns, *register.codes)}
