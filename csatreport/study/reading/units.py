"""Stores, departments and regions: from the blocks of a file to one tree under one root."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from csatreport.base.errors import Issue, Severity, worst
from csatreport.base.label import Label
from csatreport.study.reading.items import note_duplicates
from csatreport.study.reading.path_names import note_device_name
from csatreport.study.reading.units_csv import read_unit_rows
from csatreport.study.units import Unit, Units
from csatreport.study.yaml.block import Fields
from csatreport.study.yaml.declared import block_of, read_settings
from csatreport.study.yaml.file import read_yaml
from csatreport.study.yaml.written import Problems, WrittenText, choices
from csatreport.tables.fold import fold

MOST_LEVELS = 30
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
        table = row_problems.table
        return _finished(rows, kinds, table.sha256, row_problems, lost=bool(table.refused))
    file = read_yaml(path, name)
    problems = Problems(name, file.lines, languages)
    problems.found.extend(file.issues)
    block = block_of(Units).read(file.root, "units", problems) if file.root else None
    own = block.entries("kinds") if block else ()
    named = {**kinds, **{e.name: e.value for e in own if isinstance(e.value, Label)}}
    units = block.blocks("units") if block else None
    lost = block is not None and not block.all_blocks("units")
    return _finished(units, named, file.digest, problems, lost=lost)


def _finished(
    blocks: tuple[Fields, ...] | None,
    kinds: Mapping[str, Label],
    digest: str,
    problems: Problems,
    *,
    lost: bool,
) -> UnitsFile:
    if blocks == () and not problems.errors:
        problems.add("C275", WrittenText(line=1, column=0, text=""))
    for block in blocks or ():
        _check_alone(block, kinds, problems)
    note_duplicates(blocks or (), problems)
    # Where an id could not be read, units that seem to be missing may be there after all.
    known = bool(blocks) and not lost and all(block.text("id") for block in blocks or ())
    units = _tree(blocks or (), kinds, problems) if known else None
    sound = worst(problems.found) is not Severity.ERROR
    return UnitsFile(
        name=problems.file,
        digest=digest,
        units=units if sound else None,
        issues=tuple(problems.found),
    )


def _check_alone(block: Fields, kinds: Mapping[str, Label], problems: Problems) -> None:
    note_device_name(block, problems)
    kind = block.text("kind")
    if kind is not None and kinds and kind not in kinds:
        problems.add("C280", block.place("kind"), kind=kind, **choices(kind, tuple(kinds)))


def _tree(blocks: Sequence[Fields], kinds: Mapping[str, Label], problems: Problems) -> Units:
    called = _ids_by_name(blocks)
    ids = {block.text("id") or "": block for block in blocks}
    parents = {name: _parent(block, called, ids, problems) for name, block in ids.items()}
    _check_roots(blocks, parents, problems)
    _check_levels(blocks, parents, problems)
    units = [
        read_settings(Unit, block, id=name, parent=parents[name])
        for block in blocks
        for name in (block.text("id") or "",)
    ]
    return Units(
        all=tuple(sorted(units, key=lambda unit: unit.parent is not None)),
        kinds=tuple(kinds.items()),
    )


def _parent(
    block: Fields, called: Mapping[str, Sequence[str]], ids: Collection[str], problems: Problems
) -> str | None:
    """Return the unit above; ``called`` lists the ids of the units of a (folded) name."""
    if (parent := block.text("parent")) is not None:
        if parent not in ids:
            known = choices(parent, tuple(ids))
            problems.add("C272", block.place("parent"), parent=parent, **known)
        return parent
    region = block.text("region")
    if region is None or region in ids:
        return region
    namesakes = called.get(fold(region), ())
    if len(namesakes) != 1:
        code = "C282" if namesakes else "C272"
        facts = choices(region, tuple(namesakes or ids))
        problems.add(code, block.place("region"), parent=region, **facts)
    return namesakes[0] if namesakes else region


def _ids_by_name(blocks: Sequence[Fields]) -> dict[str, list[str]]:
    called: dict[str, list[str]] = {}
    for block in blocks:
        label = block.label("name") or Label()
        for name in {fold(text) for text in label.all()}:
            called.setdefault(name, []).append(block.text("id") or "")
    return called


def _check_roots(
    units: Sequence[Fields], parents: Mapping[str, str | None], problems: Problems
) -> None:
    roots = [unit for unit in units if parents[unit.text("id") or ""] is None]
    if units and not roots:
        problems.add("C275", units[0].node)
    for unit in roots[1:]:
        root = roots[0].text("id")
        problems.add("C274", unit.place("id"), id=unit.text("id"), root=root)


def _check_levels(
    units: Sequence[Fields], parents: Mapping[str, str | None], problems: Problems
) -> None:
    """Note circles, and the first unit that lies too deep."""
    levels: dict[str, int] = {}
    for unit in units:
        path: dict[str, None] = {}
        name = unit.text("id")
        while name is not None and name not in levels and name not in path:
            path[name] = None
            name = parents.get(name)
        if name in path:
            ring = list(path)[list(path).index(name) :]
            problems.add("C273", unit.place("parent"), circle=" → ".join([*ring, name]))
        above = levels.get(name or "", 0)
        levels.update({below: above + n for n, below in enumerate(reversed(path), 1)})
        if above + len(path) > MOST_LEVELS:
            problems.add("C281", unit.node, id=unit.text("id"), limit=MOST_LEVELS)
            return
