"""Stores, departments and regions: from the blocks of a file to one tree under one root."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from csatreport.errors import Issue, Severity, worst
from csatreport.label import Label
from csatreport.survey.block import Fields
from csatreport.survey.format_study import UNITS
from csatreport.survey.items import note_duplicates
from csatreport.survey.model import Unit, Units
from csatreport.survey.path_names import note_device_name
from csatreport.survey.units_csv import read_unit_rows
from csatreport.survey.written import Problems, WrittenText, choices
from csatreport.survey.yaml_file import read_yaml
from csatreport.tabular.fold import fold

ENDINGS = (".csv", ".yaml", ".yml")


@dataclass(frozen=True, kw_only=True)
class UnitsFile:
    """A units file as read; ``units`` is None where it has errors."""

    name: str
    digest: str
    units: Units | None
    issues: tuple[Issue, ...]


def lone_unit(name: Label) -> Units:
    """Return the units of a questionnaire that names none: the organisation itself."""
    return Units(all=(Unit(id="all", name=name, parent=None),))


def units_path(config: Path, name: str) -> Path | None:
    """Return the path a questionnaire's ``units`` means; None if it is no file below config/."""
    parts = PurePosixPath(name).parts
    if ".." in parts or name.startswith("/") or "\\" in name or ":" in name:
        return None
    path = config.joinpath(*parts)
    return path if path.suffix.casefold() in ENDINGS and path.is_file() else None


def read_units(
    path: Path, name: str, kinds: Mapping[str, Label], languages: tuple[str, ...]
) -> UnitsFile:
    """Read a units file that messages call ``name``."""
    if path.suffix.casefold() == ".csv":
        rows, row_problems = read_unit_rows(path, name, languages)
        return _finished(rows, kinds, row_problems.table.sha256, row_problems)
    file = read_yaml(path, name)
    problems = Problems(name, file.lines, languages)
    problems.found.extend(file.issues)
    block = UNITS.read(file.root, "units", problems) if file.root else None
    own = block.entries("kinds") if block else ()
    named = {**kinds, **{e.name: e.value for e in own if isinstance(e.value, Label)}}
    return _finished(block.blocks("units") if block else None, named, file.digest, problems)


def _finished(
    blocks: tuple[Fields, ...] | None,
    kinds: Mapping[str, Label],
    digest: str,
    problems: Problems,
) -> UnitsFile:
    if blocks == () and not problems.errors:
        problems.add("C275", WrittenText(line=1, column=0, text=""))
    units = _tree(blocks, kinds, problems) if blocks else None
    sound = worst(problems.found) is not Severity.ERROR
    return UnitsFile(
        name=problems.file,
        digest=digest,
        units=units if sound else None,
        issues=tuple(problems.found),
    )


def _tree(blocks: Sequence[Fields], kinds: Mapping[str, Label], problems: Problems) -> Units:
    note_duplicates(blocks, problems)
    named = [block for block in blocks if block.text("id") is not None]
    for block in named:
        note_device_name(block, problems)
        kind = block.text("kind")
        if kind is not None and kinds and kind not in kinds:
            facts = choices(kind, tuple(kinds))
            problems.add("C280", block.place("kind"), kind=kind, **facts)
    parents = {block.text("id") or "": _parent(block, named, problems) for block in named}
    _check_roots(named, parents, problems)
    _check_cycles(named, parents, problems)
    units = [_unit(block, parents) for block in named]
    return Units(
        all=tuple(sorted(units, key=lambda unit: unit.parent is not None)),
        kinds=tuple(kinds.items()),
    )


def _unit(block: Fields, parents: Mapping[str, str | None]) -> Unit:
    name = block.text("id") or ""
    return Unit(
        id=name,
        name=block.label("name") or Label.of(name),
        parent=parents[name],
        kind=block.text("kind"),
        region=block.text("region"),
        population=block.whole("population"),
    )


def _parent(block: Fields, units: Sequence[Fields], problems: Problems) -> str | None:
    ids = [unit.text("id") or "" for unit in units]
    if (parent := block.text("parent")) is not None:
        if parent not in ids:
            problems.add("C272", block.place("parent"), parent=parent, **choices(parent, ids))
        return parent
    if (region := block.text("region")) is None:
        return None
    if region in ids:
        return region
    namesakes = [i for i, unit in zip(ids, units, strict=True) if _is_called(unit, region)]
    if len(namesakes) != 1:
        code = "C282" if namesakes else "C272"
        facts = choices(region, namesakes or ids)
        problems.add(code, block.place("region"), parent=region, **facts)
    return namesakes[0] if namesakes else region


def _is_called(unit: Fields, name: str) -> bool:
    label = unit.label("name")
    return label is not None and fold(name) in map(fold, label.all())


def _check_roots(
    units: Sequence[Fields], parents: Mapping[str, str | None], problems: Problems
) -> None:
    roots = [unit for unit in units if parents[unit.text("id") or ""] is None]
    if units and not roots:
        problems.add("C275", units[0].node)
    for unit in roots[1:]:
        root = roots[0].text("id")
        problems.add("C274", unit.place("id"), id=unit.text("id"), root=root)


def _check_cycles(
    units: Sequence[Fields], parents: Mapping[str, str | None], problems: Problems
) -> None:
    settled: set[str] = set()
    for unit in units:
        path: list[str] = []
        name = unit.text("id")
        while name is not None and name not in settled and name not in path:
            path.append(name)
            name = parents.get(name)
        if name in path:
            circle = " → ".join([*path[path.index(name) :], name])
            problems.add("C273", unit.place("parent"), circle=circle)
        settled.update(path)
