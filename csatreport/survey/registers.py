"""Reads ``config/registers/*.yaml``, and notes what does not fit the study."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from csatreport.errors import Issue, Severity, worst
from csatreport.hand import in_hand
from csatreport.label import Label
from csatreport.survey.block import Fields
from csatreport.survey.date_format import check_date_format
from csatreport.survey.format_register import REGISTER
from csatreport.survey.items import note_duplicates
from csatreport.survey.model import Study
from csatreport.survey.read import yaml_files
from csatreport.survey.register import (
    Cause,
    ChecklistItem,
    HandlingStep,
    Register,
    RegisterKind,
)
from csatreport.survey.register_fields import clashes, schema_of
from csatreport.survey.words import standard_label
from csatreport.survey.written import Problems, choices
from csatreport.survey.yaml_file import read_yaml

REGISTERS = "config/registers"
_SCHEMES = {
    "five": ("listened", "shared", "clarified", "illustrated", "asked"),
    "seven": ("encouraged", "understood", "repeated", "converted", "coordinated", "fed_back",
              "followed_up"),
}  # fmt: skip


def read_registers(folder: Path, study: Study) -> tuple[tuple[Register, ...], tuple[Issue, ...]]:
    """Read the registers of a study.

    Returns:
        The registers by file name, without those that have errors; and all issues.
    """
    registers: list[Register] = []
    issues: list[Issue] = []
    first: dict[tuple[RegisterKind, str], str] = {}
    for name in yaml_files(folder, REGISTERS):
        with in_hand(name):
            register, fields, problems = _read(folder / name, name, study)
        if register is not None and fields is not None:
            key = (register.kind, register.questionnaire)
            if key in first:
                problems.add("C321", fields.place("kind"), kind=str(key[0]), other=first[key])
            first.setdefault(key, name)
        issues += problems.found
        if register is not None and worst(problems.found) is not Severity.ERROR:
            registers.append(register)
    return tuple(registers), tuple(issues)


def _read(path: Path, name: str, study: Study) -> tuple[Register | None, Fields | None, Problems]:
    file = read_yaml(path, name)
    problems = Problems(name, file.lines, study.languages)
    problems.found += file.issues
    fields = REGISTER.read(file.root, "", problems) if file.root else None
    return (_register(fields, name, study, problems) if fields else None), fields, problems


def _register(fields: Fields, name: str, study: Study, problems: Problems) -> Register | None:
    kind, asked = fields.text("kind"), fields.text("questionnaire")
    if kind is None or asked is None:
        return None
    if asked not in study.by_id:
        facts = choices(asked, tuple(study.by_id))
        problems.warn("C323", fields.place("questionnaire"), id=asked, **facts)
        return None
    own = PurePosixPath(name).stem
    usual = Register(id=own, kind=RegisterKind(kind), questionnaire=asked, files=f"{own}*")
    times, window, back = (fields.whole(key) for key in ("times", "window", "back"))
    iceberg, per = fields.number("iceberg"), fields.number("per")
    register = Register(
        id=own,
        kind=RegisterKind(kind),
        questionnaire=asked,
        files=_files(fields, problems) or usual.files,
        columns=tuple((e.name or "", str(e.value)) for e in fields.entries("columns")),
        codes=_codes(fields),
        labels=tuple((e.name or "", e.value) for e in fields.entries("labels")
                     if isinstance(e.value, Label)),
        owners=fields.texts("owners"),
        date_format=fields.text("date_format"),
        answer_days=fields.whole("answer_days"),
        resolve_days=fields.whole("resolve_days"),
        steps=_steps(fields, problems),
        causes=_causes(fields, problems),
        escalations=fields.texts("escalations"),
        times=times or usual.times,
        window=window or usual.window,
        back=back or usual.back,
        iceberg=iceberg or usual.iceberg,
        per=per or usual.per,
        intro=fields.label("intro") or Label(),
        thanks=fields.label("thanks") or Label(),
        composite=tuple((e.name or "", e.value) for e in fields.entries("composite")
                        if isinstance(e.value, int | float)),
        checklist=_checklist(fields, problems),
        worst=fields.number("worst") or usual.worst,
        source=problems.source(fields.node),
    )  # fmt: skip
    check_date_format(fields, problems)
    REGISTER.note_foreign(fields, register.kind, "C328", problems)
    _note_fields(register, fields, problems)
    _note_rules(register, fields, problems)
    return register


def _note_fields(register: Register, fields: Fields, problems: Problems) -> None:
    """Note names that no field of this kind of register has, and steps that have a field's."""
    known = tuple(schema_of(register))
    for key in ("columns", "codes"):
        for entry in fields.entries(key):
            if entry.name not in known:
                facts = choices(entry.name or "", known)
                problems.add("C324", entry.node, field=entry.name, kind=str(register.kind), **facts)
    for name in clashes(register):
        problems.add("C325", fields.place("handling"), step=name)


def _note_rules(register: Register, fields: Fields, problems: Problems) -> None:
    """Note deadlines in the wrong order, and appeals through a channel that cannot be written."""
    answer, resolve = register.answer_days, register.resolve_days
    if answer is not None and resolve is not None and answer > resolve:
        problems.add("C326", fields.place("answer_days"), answer=answer, resolve=resolve)
    channels = tuple(code for _, code in dict(register.codes).get("channel", ()))
    for name in register.escalations:
        if channels and name not in channels:
            place = fields.place("escalations")
            problems.add("C327", place, channel=name, **choices(name, channels))


def _files(fields: Fields, problems: Problems) -> str | None:
    pattern = fields.text("files")
    if pattern is not None and ("/" in pattern or "\\" in pattern or ".." in pattern):
        problems.add("C296", fields.place("files"), pattern=pattern)
    return pattern


def _codes(fields: Fields) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    return tuple(
        (entry.name or "", tuple((one.name or "", str(one.value)) for one in entry.value))
        for entry in fields.entries("codes")
        if isinstance(entry.value, tuple)
    )


def _steps(fields: Fields, problems: Problems) -> tuple[HandlingStep, ...]:
    blocks = fields.blocks("handling")
    note_duplicates(blocks, problems)
    if blocks:
        return tuple(
            HandlingStep(id=block.text("id") or "", label=block.label("label") or Label())
            for block in blocks
        )
    names = _SCHEMES[fields.text("handling") or "five"]
    return tuple(HandlingStep(id=name, label=standard_label(f"step_{name}")) for name in names)


def _causes(fields: Fields, problems: Problems) -> tuple[Cause, ...]:
    blocks = fields.blocks("causes")
    note_duplicates(blocks, problems)
    parents: Mapping[str, str] = {b.text("id") or "": b.text("parent") or "" for b in blocks}
    for block in blocks:
        parent = block.text("parent")
        if parent is not None and (parent not in parents or _circular(parent, parents)):
            problems.add(
                "C322", block.place("parent"), parent=parent, **choices(parent, list(parents))
            )
    return tuple(
        Cause(
            id=block.text("id") or "",
            label=block.label("label") or Label(),
            parent=block.text("parent") or "",
        )
        for block in blocks
    )


def _checklist(fields: Fields, problems: Problems) -> tuple[ChecklistItem, ...]:
    blocks = fields.blocks("checklist")
    note_duplicates(blocks, problems)
    return tuple(
        ChecklistItem(
            id=block.text("id") or "",
            text=block.label("text") or Label(),
            section=block.text("section") or "",
            weight=block.number("weight") or 1.0,
            critical=block.flag("critical") or False,
        )
        for block in blocks
    )


def _circular(start: str, parents: Mapping[str, str]) -> bool:
    seen, at = {start}, parents.get(start, "")
    while at:
        if at in seen:
            return True
        seen.add(at)
        at = parents.get(at, "")
    return False
