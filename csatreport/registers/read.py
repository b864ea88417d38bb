"""Files of a register to typed entries; whatever cannot be used is refused row by row.

The rules are those of answers: nothing in a file raises, every row read is kept or refused, and
each refusal says file, row, column, value and reason.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from csatreport.errors import Issue, Severity, Source
from csatreport.registers.model import Complaint, Entry, Registers
from csatreport.registers.schema import (
    ENTRIES,
    ORDERED,
    Field,
    Holds,
    Schema,
    clashes,
    schema_of,
)
from csatreport.responses.days import parse_day
from csatreport.responses.model import FileIntake, Intake, Refusal
from csatreport.survey.model import Questionnaire
from csatreport.survey.register import Register, RegisterKind
from csatreport.tabular.fold import fold
from csatreport.tabular.read import READABLE, read_table
from csatreport.tabular.table import Table, excerpt

FOLDER = "data/registers"
BLANK, TWICE, NO_DAY, NO_NUMBER = "G501", "G502", "G503", "G504"
NO_UNIT, NO_CODE, DISORDER, NEVER_CLOSED, NO_ITEM = "G505", "G506", "G507", "G508", "G509"
NO_COLUMN, NO_FILE, NOT_THERE, CLASH = "G510", "G511", "G512", "G513"
_YES = frozenset({"yes", "y", "true", "1", "是", "有", "√", "通过", "通過", "合格", "满意", "滿意"})
_NO = frozenset(
    {"no", "n", "false", "0", "否", "无", "無", "×", "不通过", "不通過", "不合格", "不满意",
     "不滿意"}
)  # fmt: skip
_LEAST, _MOST = 1e-6, 1e12
"""Beyond these a number is a slip of the hand, and rates made with it are none."""
_NEITHER = frozenset({"na", "n/a", "不适用", "不適用"})


class _RefusedError(Exception):
    """A row cannot be used. Carries the code and the field at fault."""

    def __init__(self, code: str, field: str) -> None:
        super().__init__(code)
        self.code = code
        self.field = field


@dataclass(frozen=True, kw_only=True)
class _Desk:
    """What one register's rows are read with."""

    register: Register
    questionnaire: Questionnaire
    schema: Schema
    units: Mapping[str, str]
    codes: Mapping[str, Mapping[str, str]]

    @classmethod
    def of(cls, register: Register, questionnaire: Questionnaire) -> _Desk:
        named: dict[str, str] = {}
        for unit in questionnaire.units.all:
            named |= {fold(text): unit.id for text in unit.name.all()}
        named |= {fold(unit.id): unit.id for unit in questionnaire.units.all}
        codes = {
            field: {fold(written): code for written, code in pairs}
            | {fold(code): code for _, code in pairs}
            for field, pairs in register.codes
        }
        return cls(
            register=register,
            questionnaire=questionnaire,
            schema=schema_of(register),
            units=named,
            codes=codes,
        )


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
    entries: dict[str, Any] = {}
    intake = Intake()
    for register in registers:
        if register.questionnaire != questionnaire.id:
            continue
        desk = _Desk.of(register, questionnaire)
        seen: dict[str, str] = {}
        parts = [_read(desk, file, seen) for file in _files(register, folder)]
        rules[register.kind] = register
        entries[register.kind.value] = tuple(entry for part in parts for entry in part.entries)
        issues = [*_clashing(register), *(issue for part in parts for issue in part.issues)]
        intake = Intake(
            files=(*intake.files, *(part.file for part in parts)),
            refusals=(*intake.refusals, *(one for part in parts for one in part.refusals)),
            issues=(*intake.issues, *issues, *([] if parts else [_missing(register)])),
        )
    return Registers(rules=rules, intake=intake, **entries)


def _clashing(register: Register) -> list[Issue]:
    facts: dict[str, object] = {"steps": ", ".join(clashes(register))}
    return [Issue(code=CLASH, source=register.source, facts=facts)] if clashes(register) else []


def _missing(register: Register) -> Issue:
    name = f"{FOLDER}/{register.files}"
    return Issue(code=NO_FILE, severity=Severity.WARNING, source=Source(file=name))


def _files(register: Register, folder: Path) -> list[Path]:
    home = folder / FOLDER
    found = (file for file in home.glob("*") if file.suffix.casefold() in READABLE)
    pattern = register.files.casefold()
    return sorted(
        file
        for file in found
        if not file.name.startswith(("~$", "."))
        and fnmatchcase(file.stem.casefold(), pattern)
        and file.is_file()
    )


def _read(desk: _Desk, path: Path, seen: dict[str, str]) -> _Part:
    name = f"{FOLDER}/{path.name}"
    table = read_table(path, name)
    columns, missing = _columns(desk, table)
    entries: list[Entry] = []
    refusals = [
        Refusal(file=name, row=one.row, column="", value=one.value, code=one.code)
        for one in table.refused
    ]
    issues = list(table.issues)
    if missing and not table.broken:
        headers = ", ".join(table.headers)
        facts: dict[str, object] = {"columns": ", ".join(missing), "headers": headers}
        issues.append(Issue(code=NO_COLUMN, source=Source(file=name), facts=facts))
    absent = _absent(desk, table)
    if absent and not table.broken:
        facts = {"columns": ", ".join(absent), "headers": ", ".join(table.headers)}
        where = Source(file=name)
        issues.append(Issue(code=NOT_THERE, severity=Severity.WARNING, source=where, facts=facts))
    for place, row in enumerate(table.rows):
        texts = {field: columns[field][place].strip() for field in columns}
        try:
            entries.append(_entry(desk, texts, missing, (name, row), seen))
        except _RefusedError as fault:
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
            yield Issue(
                code=code,
                severity=Severity.WARNING,
                source=Source(file=some[0].file, row=some[0].row, header=some[0].column or None),
                facts={"count": len(some), "value": some[0].value},
            )


def _columns(desk: _Desk, table: Table) -> tuple[dict[str, Sequence[str]], tuple[str, ...]]:
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


def _absent(desk: _Desk, table: Table) -> list[str]:
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
    desk: _Desk,
    texts: Mapping[str, str],
    missing: Sequence[str],
    place: tuple[str, int],
    seen: dict[str, str],
) -> Entry:
    """Make the entry of a row, whose ``place`` is its file and number.

    Raises:
        _RefusedError: something in it cannot be used.
    """
    if missing:
        raise _RefusedError(NO_COLUMN, missing[0])
    file, row = place
    values: dict[str, Any] = {}
    for name, field in desk.schema.items():
        value = _value(desk, name, field, texts.get(name, ""))
        if value is not None:
            values[name] = value
    for earlier, later in ORDERED.get(desk.register.kind, ()):
        if earlier in values and later in values and values[earlier] > values[later]:
            raise _RefusedError(DISORDER, later)
    for step in desk.register.steps:
        if step.id in values and values[step.id] < values["received"]:
            raise _RefusedError(DISORDER, step.id)
    if "reopened" in values and "resolved" not in values:
        raise _RefusedError(NEVER_CLOSED, "reopened")
    if "id" in values:
        if fold(values["id"]) in seen:
            raise _RefusedError(TWICE, "id")
        seen[fold(values["id"])] = file
    values.setdefault("id", f"{file}:{row}")
    values.setdefault("unit", desk.questionnaire.units.root.id)
    return _made(desk, values, file, row)


def _made(desk: _Desk, values: dict[str, Any], file: str, row: int) -> Entry:
    kind = desk.register.kind
    if kind is RegisterKind.COMPLAINTS:
        steps = tuple((s.id, values.pop(s.id)) for s in desk.register.steps if s.id in values)
        # The first step of handling is an answer too.
        first = min((day for _, day in steps), default=None)
        values.setdefault("answered", first)
        return Complaint(**values, steps=steps, file=file, row=row)
    return ENTRIES[kind](**values, file=file, row=row)


def _value(desk: _Desk, name: str, field: Field, text: str) -> object:
    """Return what a cell says; None where it is blank."""
    if not text:
        if field.required:
            raise _RefusedError(BLANK, name)
        return None
    if name in desk.codes:
        if fold(text) not in desk.codes[name]:
            raise _RefusedError(NO_CODE, name)
        text = desk.codes[name][fold(text)]
    if field.holds is Holds.DAY:
        return _day(desk.register, name, text)
    if field.holds is Holds.NUMBER:
        return _number(name, text)
    if field.holds is Holds.FLAG:
        return _flag(name, text)
    return _known(desk, name, field, text)


def _day(register: Register, name: str, text: str) -> dt.date:
    # A month counts as its first day.
    day = parse_day(text, register.date_format) or parse_day(f"{text}-01")
    if day is None:
        raise _RefusedError(NO_DAY, name)
    return day


def _number(name: str, text: str) -> float:
    try:
        value = float(text.replace(",", "").replace("，", ""))
    except ValueError:
        raise _RefusedError(NO_NUMBER, name) from None
    if value != 0 and not _LEAST <= value <= _MOST:
        raise _RefusedError(NO_NUMBER, name)
    return value


def _flag(name: str, text: str) -> bool | None:
    folded = fold(text)
    if folded in {fold(word) for word in _NEITHER}:
        return None
    for words, value in ((_YES, True), (_NO, False)):
        if folded in {fold(word) for word in words}:
            return value
    raise _RefusedError(NO_CODE, name)


def _known(desk: _Desk, name: str, field: Field, text: str) -> str:
    """Return a text, checked against what is known of units, causes, owners and items."""
    if field.holds is Holds.UNIT:
        if fold(text) not in desk.units:
            raise _RefusedError(NO_UNIT, name)
        return desk.units[fold(text)]
    causes = [cause.id for cause in desk.register.causes]
    if field.holds is Holds.CAUSE and causes and text not in causes:
        raise _RefusedError(NO_CODE, name)
    if field.holds is Holds.OWNER and desk.register.owners and text not in desk.register.owners:
        raise _RefusedError(NO_CODE, name)
    if field.holds is Holds.ITEM:
        known = {item.id for edition in desk.questionnaire.editions for item in edition.items}
        if text not in known:
            raise _RefusedError(NO_ITEM, name)
    return text
