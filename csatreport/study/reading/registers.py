"""Reads ``config/registers/*.yaml``, and notes what does not fit the study."""

from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from csatreport.base.errors import Issue, Severity, worst
from csatreport.base.files.hand import in_hand
from csatreport.study.date_format import check_date_format
from csatreport.study.format.own import Own, read_own, register_format
from csatreport.study.model import Study
from csatreport.study.reading.items import note_duplicates
from csatreport.study.reading.study import yaml_files
from csatreport.study.register import Register, RegisterKind
from csatreport.study.register_entries import clashes, schema_of
from csatreport.study.yaml.block import Fields
from csatreport.study.yaml.declared import read_settings
from csatreport.study.yaml.file import read_yaml
from csatreport.study.yaml.written import Problems, choices

REGISTERS = "config/registers"


def read_registers(
    folder: Path, study: Study, own: Own
) -> tuple[tuple[Register, ...], tuple[Issue, ...]]:
    """Read the registers of a study; ``own`` are the settings of subjects.

    Returns:
        The registers by file name, without those that have errors; and all issues.
    """
    registers: list[Register] = []
    issues: list[Issue] = []
    first: dict[tuple[RegisterKind, str], str] = {}
    for name in yaml_files(folder, REGISTERS):
        with in_hand(name):
            register, fields, problems = _read(folder / name, name, study, own)
        if register is not None and fields is not None:
            key = (register.kind, register.questionnaire)
            if key in first:
                problems.add("C321", fields.place("kind"), kind=str(key[0]), other=first[key])
            first.setdefault(key, name)
        issues += problems.found
        if register is not None and worst(problems.found) is not Severity.ERROR:
            registers.append(register)
    return tuple(registers), tuple(issues)


def _read(
    path: Path, name: str, study: Study, own: Own
) -> tuple[Register | None, Fields | None, Problems]:
    file = read_yaml(path, name)
    problems = Problems(name, file.lines, study.languages)
    problems.found += file.issues
    fields = register_format(own).read(file.root, "", problems) if file.root else None
    return (_register(fields, name, study, own, problems) if fields else None), fields, problems


def _register(
    fields: Fields, name: str, study: Study, own: Own, problems: Problems
) -> Register | None:
    kind, asked = fields.text("kind"), fields.text("questionnaire")
    if kind is None or asked is None:
        return None
    if asked not in study.by_id:
        facts = choices(asked, tuple(study.by_id))
        problems.warn("C323", fields.place("questionnaire"), id=asked, **facts)
        return None
    stem = PurePosixPath(name).stem
    register = read_settings(
        Register,
        fields,
        id=stem,
        files=_files(fields, problems) or f"{stem}*",
        settings=read_own(own, Register, fields, study.by_id[asked].newest, problems),
        source=problems.source(fields.node),
    )
    for listed in ("handling", "causes", "checklist", "criteria"):
        note_duplicates(fields.blocks(listed), problems)
    _note_parents(fields, problems)
    check_date_format(fields, problems)
    register_format(own).note_foreign(fields, register.kind, "C328", problems)
    _note_fields(register, fields, problems)
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


def _files(fields: Fields, problems: Problems) -> str | None:
    pattern = fields.text("files")
    if pattern is not None and ("/" in pattern or "\\" in pattern or ".." in pattern):
        problems.add("C296", fields.place("files"), pattern=pattern)
    return pattern


def _note_parents(fields: Fields, problems: Problems) -> None:
    """Note causes whose wider cause is none, or is wider than itself."""
    blocks = fields.blocks("causes")
    parents: Mapping[str, str] = {b.text("id") or "": b.text("parent") or "" for b in blocks}
    for block in blocks:
        parent = block.text("parent")
        if parent is not None and (parent not in parents or _circular(parent, parents)):
            problems.add(
                "C322", block.place("parent"), parent=parent, **choices(parent, list(parents))
            )


def _circular(start: str, parents: Mapping[str, str]) -> bool:
    seen, at = {start}, parents.get(start, "")
    while at:
        if at in seen:
            return True
        seen.add(at)
        at = parents.get(at, "")
    return False
