"""Files of a register to typed entries; whatever cannot be used is refused row by row.

The rules are those of answers: nothing in a file raises, every row read is kept or refused, and
each refusal says file, row, column, value and reason.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from csatreport.answers.folder import NOWHERE
from csatreport.answers.model import FileIntake, Intake, Refusal
from csatreport.base.counted import clipped
from csatreport.base.errors import Issue, Source
from csatreport.base.files.folders import is_trace, leads_nowhere, listing, unreadable_name
from csatreport.base.files.hand import in_hand
from csatreport.registers.cells import Desk, RefusedError, complete_check, read_cell
from csatreport.registers.model import Registers
from csatreport.registers.suppliers import complete_figure
from csatreport.study.model import Questionnaire
from csatreport.study.path_pattern import fits
from csatreport.study.register import Register, RegisterKind
from csatreport.study.register_entries import ENTRIES, Complaint, Entry, ExposureMonth
from csatreport.study.units import Units
from csatreport.tables.fold import fold
from csatreport.tables.read import READABLE, read_table
from csatreport.tables.table import ReadTable, excerpt

FOLDER = "data/registers"
TWICE, DISORDER, NEVER_CLOSED = "G502", "G507", "G508"
NO_COLUMN, NO_FILE, NOT_THERE, UNEXPOSED = "G510", "G511", "G512", "G514"


@dataclass(frozen=True, kw_only=True)
class _Part:
    """What one file gives."""

    entries: tuple[Entry, ...]
    file: FileIntake
    refusals: tuple[Refusal, ...]
    issues: tuple[Issue, ...]


def read_registers_of(
    registers: Sequence[Register], questionnaire: Questionnaire, folder: Path
) -> Registers:
    """Read every register that belongs to a questionnaire."""
    rules: dict[RegisterKind, Register] = {}
    entries: dict[RegisterKind, tuple[Entry, ...]] = {}
    intake = Intake()
    for register in registers:
        if register.questionnaire != questionnaire.id:
            continue
        desk = Desk.of(register, questionnaire)
        seen: dict[str, str] = {}
        files = files_of(register, folder)
        parts = [_read(desk, file, seen) for file in files if not leads_nowhere(file)]
        rules[register.kind] = register
        entries[register.kind] = tuple(entry for part in parts for entry in part.entries)
        issues = [issue for part in parts for issue in part.issues]
        issues += [
            Issue.at(NOWHERE, f"{FOLDER}/{file.name}") for file in files if leads_nowhere(file)
        ]
        intake = Intake(
            files=(*intake.files, *(part.file for part in parts)),
            refusals=(*intake.refusals, *(one for part in parts for one in part.refusals)),
            issues=(*intake.issues, *issues, *([] if parts else [_missing(register)])),
        )
    found = Registers(rules=rules, intake=intake, entries=entries)
    noted = (*intake.issues, *_unexposed(found, questionnaire.units))
    return replace(found, intake=replace(intake, issues=noted))


def _unexposed(found: Registers, units: Units) -> Iterator[Issue]:
    """Yield a warning of the months with complaints about a unit for which no exposure is kept."""
    rule = found.rules.get(RegisterKind.EXPOSURE)
    kept = {(one.unit, f"{one.month:%Y-%m}") for one in found.of(ExposureMonth)}
    if rule is None or not kept:
        return
    heard = {(one.unit, f"{one.received:%Y-%m}") for one in found.of(Complaint)}
    missing = sorted(
        f"{month} {name}"
        for name, month in heard
        if not any((unit.id, month) in kept for unit in (*units.path(name), *units.below(name)))
    )
    if missing:
        yield Issue.warning(
            UNEXPOSED, f"{FOLDER}/{rule.files}", months=clipped(missing), count=len(missing)
        )


def _missing(register: Register) -> Issue:
    name = f"{FOLDER}/{register.files}"
    return Issue.warning(NO_FILE, name)


def files_of(register: Register, folder: Path) -> list[Path]:
    """Return the files of a register that there are, links that lead nowhere among them."""
    home = folder / FOLDER
    found = (file for file in listing(home) if file.suffix.casefold() in READABLE)
    return [
        file
        for file in found
        if not is_trace(file.relative_to(home))
        and not unreadable_name(file.name)
        and fits(register.files, file.stem)
        and (file.is_file() or leads_nowhere(file))
    ]


def _read(desk: Desk, path: Path, seen: dict[str, str]) -> _Part:
    name = f"{FOLDER}/{path.name}"
    with in_hand(name):
        return _part(desk, read_table(path, name), seen)


def _part(desk: Desk, table: ReadTable, seen: dict[str, str]) -> _Part:
    name, issues = table.name, list(table.issues)
    columns, missing = _columns(desk, table)
    entries: list[Entry] = []
    refusals = [
        Refusal(file=name, row=one.row, column="", value=one.value, code=one.code)
        for one in table.refused
    ]
    absent, headers = _absent(desk, table), ", ".join(table.headers)
    if missing and not table.broken:
        issues.append(Issue.at(NO_COLUMN, name, columns=", ".join(missing), headers=headers))
    if absent and not table.broken:
        issues.append(Issue.warning(NOT_THERE, name, columns=", ".join(absent), headers=headers))
    for place, row in enumerate(table.rows):
        texts = {field: columns[field][place].strip() for field in columns}
        try:
            entries.append(_entry(desk, texts, missing, (name, row), seen))
        except RefusedError as fault:
            header = dict(desk.register.columns).get(fault.field, fault.field)
            refusals.append(
                Refusal(
                    file=name,
                    row=row,
                    column=header,
                    value=excerpt(texts.get(fault.field, "")),
                    code=fault.code,
                )
            )
    return _Part(
        entries=tuple(entries),
        file=FileIntake(
            file=name, sha256=table.sha256, encoding=table.encoding, read=table.read,
            kept=len(entries), refused=len(refusals), invalid_cells=0,
        ),
        refusals=tuple(refusals),
        issues=(*issues, *_about(refusals)),
    )  # fmt: skip


def _about(refusals: Sequence[Refusal]) -> Iterator[Issue]:
    """Yield one warning for each reason, at the first row that was refused for it."""
    for code in dict.fromkeys(one.code for one in refusals):
        some = [one for one in refusals if one.code == code]
        if code != NO_COLUMN:
            yield Issue.warning(
                code, Source(file=some[0].file, row=some[0].row, header=some[0].column or None),
                count=len(some), value=some[0].value,
            )  # fmt: skip


def _columns(desk: Desk, table: ReadTable) -> tuple[dict[str, Sequence[str]], tuple[str, ...]]:
    """Return the column of each field that has one, and the headers of those that must."""
    headers = {fold(header): place for place, header in enumerate(table.headers)}
    named = dict(desk.register.columns)
    found, missing = {}, []
    for name, field in desk.schema.items():
        place = headers.get(fold(named.get(name, name)))
        if place is not None:
            found[name] = table.columns[place]
        elif field.required:
            missing.append(named.get(name, name))
    return found, tuple(missing)


def _absent(desk: Desk, table: ReadTable) -> list[str]:
    """Return the headers that the description names for optional fields and the file lacks."""
    there = {fold(header) for header in table.headers}
    return [
        header
        for name, header in desk.register.columns
        if (field := desk.schema.get(name)) is not None
        and not field.required
        and fold(header) not in there
    ]


def _entry(
    desk: Desk,
    texts: Mapping[str, str],
    missing: Sequence[str],
    place: tuple[str, int],
    seen: dict[str, str],
) -> Entry:
    """Make the entry of a row, whose ``place`` is its file and number.

    Raises:
        RefusedError: something in it cannot be used.
    """
    if missing:
        raise RefusedError(NO_COLUMN, missing[0])
    file, row = place
    values: dict[str, Any] = {}
    for name, field in desk.schema.items():
        value = read_cell(desk, name, field, texts.get(name, ""))
        if value is not None:
            values[name] = value
    _check_days(desk.register, values)
    unique = ENTRIES[desk.register.kind].unique
    if named := fold(" ".join(str(values[name]) for name in unique if name in values)):
        if named in seen:
            raise RefusedError(TWICE, unique[0])
        seen[named] = file
    if desk.checks:
        complete_check(desk.checks, values)
    if desk.criteria:
        complete_figure(desk.criteria, values)
    values.setdefault("id", f"{file}:{row}")
    values.setdefault("unit", desk.questionnaire.units.root.id)
    return _made(desk, values, file, row)


def _check_days(register: Register, values: Mapping[str, Any]) -> None:
    """Hold the days of a row against each other.

    Raises:
        RefusedError: one lies before another that must come first.
    """
    if "reopened" in values and "resolved" not in values:
        raise RefusedError(NEVER_CLOSED, "reopened")
    if "resolved_again" in values and "reopened" not in values:
        raise RefusedError(DISORDER, "resolved_again")
    for earlier, later in ENTRIES[register.kind].ordered:
        if earlier in values and later in values and values[earlier] > values[later]:
            raise RefusedError(DISORDER, later)
    for step in register.steps:
        if step.id in values and values[step.id] < values["received"]:
            raise RefusedError(DISORDER, step.id)


def _made(desk: Desk, values: dict[str, Any], file: str, row: int) -> Entry:
    kind = desk.register.kind
    if kind is RegisterKind.COMPLAINTS:
        steps = tuple((s.id, values.pop(s.id)) for s in desk.register.steps if s.id in values)
        # The first step of handling is an answer too.
        first = min((day for _, day in steps), default=None)
        values.setdefault("answered", first)
        return Complaint(**values, steps=steps, file=file, row=row)
    return ENTRIES[kind](**values, file=file, row=row)
