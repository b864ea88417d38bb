"""How the columns and codes of foreign answer files translate into a questionnaire's own.

A survey platform names its columns as it likes, and changes them from year to year. A mapping in
``config/mappings/`` says, for the files a pattern matches, which header stands for which item and
which value for which option, so that the files themselves are never edited.
"""

from collections.abc import Collection
from pathlib import Path

from csatreport.base.errors import Issue, Severity, Source, worst
from csatreport.base.files.hand import in_hand
from csatreport.study.date_format import check_date_format
from csatreport.study.model import Questionnaire, Study
from csatreport.study.names import (
    ITEM_ID,
    MISSING_WORDS,
    NUMBER_WORDS,
    PERIOD,
    PLAIN,
    QUESTIONNAIRE_ID,
    SPECIAL_COLUMNS,
    one_of,
)
from csatreport.study.path_pattern import fits
from csatreport.study.reading.editions import read_period
from csatreport.study.reading.study import MAPPINGS, yaml_files
from csatreport.study.yaml.block import Fields
from csatreport.study.yaml.declared import block_of, key, read_settings, settings
from csatreport.study.yaml.file import YamlFile, read_yaml
from csatreport.study.yaml.groups import Either, ListOf, MapOf
from csatreport.study.yaml.shapes import Flag
from csatreport.study.yaml.written import Problems, choices

_VALUES = MapOf(keys=PLAIN, of=PLAIN)


def _numbers() -> str:
    found: str = key(
        one_of(NUMBER_WORDS),
        "scores",
        doc="What bare numbers stand for in items with points whose codes are no numbers: "
        "`positions` (1 is the first option as printed), `scores` (1 is the worst option, the "
        "largest number the best) or `points` (as the questionnaire gives them).",
        default="",
        says="asked for, where an item has points and the ways differ",
    )
    return found


@settings(name="item_values", title="An entry of `items`", example='{values: {"0": blank}}')
class ItemValues:
    """What the values of one item's column mean.

    It goes before what holds for all items.
    """

    values: tuple[tuple[str, str], ...] = key(_VALUES, '{"0": blank}', default=())
    """As `values` above, for this item only; goes before it."""
    numbers: str = _numbers()


NOT_READ = "not_read"
"""What a column that nothing is read from is adopted as."""


@settings(name="adopted", example='{columns: {"2. How was our staff?": staff}}')
class Adopted:
    """What stood in the file that was adopted; `csatreport adopt` writes it.

    Files are held against it: a new column, one that is gone or called otherwise, and an option
    that nobody knows stop the build.
    """

    columns: tuple[tuple[str, str], ...] = key(
        MapOf(keys=PLAIN, of=PLAIN),
        '{"2. How was our staff?": staff, IP: not_read}',
        doc="Each header with what it was read as; `not_read` for one that was not.",
        default=(),
    )
    labels: tuple[tuple[str, tuple[str, ...]], ...] = key(
        MapOf(keys=ITEM_ID, of=ListOf(PLAIN, may_be_empty=True, example="[satisfied]")),
        "{staff: [satisfied, so so]}",
        default=(),
    )
    """Closed items in whose column every value was understood, with values that stood there. In
    their columns nothing else may stand."""


@settings(name="mapping", example="questionnaire: airport")
class Mapping:
    """How foreign answer files translate: a file in config/mappings/.

    It holds for the files of one questionnaire that match a pattern.

    ``columns`` pairs a header with an item id, ``<item id>?`` for the reason given, or one of
    `SPECIAL_COLUMNS`. ``values`` pairs a written value with one of `MISSING_WORDS` or an option's
    code, for all mapped items. ``numbers`` is one of `NUMBER_WORDS` or "". ``period`` is a period's
    id, ``date_format`` a ``strptime`` format.
    """

    questionnaire: str = key(QUESTIONNAIRE_ID, "airport")
    """The questionnaire whose answers these are."""
    files: str = key(PLAIN, '"2013*.csv"')
    """Which files, as a pattern on the path below data/<questionnaire>/. `*` stays in one folder,
    `**/` is any folder; capitals do not matter."""
    period: str | None = key(
        PERIOD, '"2013"', default=None, says="from the date column, else from the file name"
    )
    """The period of all rows."""
    unit: str | None = key(
        PLAIN, "S001", default=None, says="from a column, a file's or folder's name"
    )
    """The unit that all rows belong to, by its id."""
    columns: tuple[tuple[str, str], ...] = key(
        MapOf(keys=PLAIN, of=PLAIN),
        "{Q7A_ART: art, Q7A_WHY: art?, BAREA: unit, RESPNUM: id}",
        doc="Header to item id, `<item id>?` for its reason, `<item id>[A]` for a column ticked "
        "for option A, or " + ", ".join(SPECIAL_COLUMNS) + ".",
        default=(),
        says="headers are matched as in any file",
    )
    values: tuple[tuple[str, str], ...] = key(
        _VALUES,
        '{"0": blank, "6": not_applicable}',
        doc="Value to " + ", ".join(MISSING_WORDS) + ", or an option's code. A code that an item "
        "itself has is never overruled; `items` may do so by name.",
        default=(),
        says="values are matched as in any file",
    )
    items: tuple[tuple[str, ItemValues], ...] = key(
        MapOf(keys=ITEM_ID, of=block_of(ItemValues)), '{art: {values: {"0": blank}}}', default=()
    )
    """What values mean for single items."""
    numbers: str = _numbers()
    only: tuple[tuple[str, str | tuple[str, ...]], ...] = key(
        MapOf(
            keys=PLAIN, of=Either((PLAIN, ListOf(PLAIN, example="[Complete]")), example="Complete")
        ),
        '{Finished: "True", Status: [IP Address, Imported]}',
        default=(),
        says="rows that a platform marks as previews or as not sent off are left out",
    )
    """Only rows count in which these columns hold these values; the others are listed (A527). What
    is said of a column goes before what its platform's marks mean."""
    unfinished: bool = key(Flag(), "true", default=False)
    """Answers that the platform marks as not sent off count too."""
    replaces: tuple[str, ...] | None = key(
        ListOf(PLAIN, may_be_empty=True),
        '["0306.csv"]',
        default=None,
        says="asked for, where a file begins with another's rows and has no ids or times",
    )
    """Files, as patterns below data/<questionnaire>/, whose rows these files hold too: an export
    that grew. Their rows do not count. `[]`: these are other people."""
    date_format: str | None = key(
        PLAIN,
        '"%m/%d/%Y"',
        default=None,
        says="2026-10-31, 2026/10/31, 2026年10月31日 and dates of spreadsheets",
    )
    """How dates are written, in the letters of strptime."""
    adopted: Adopted | None = key(
        block_of(Adopted),
        '{columns: {"2. How was our staff?": staff}}',
        default=None,
        says="files are held against nothing",
    )
    """What stood in the file that was adopted; later files must be like it."""
    source: Source

    def matches(self, relative_path: str) -> bool:
        """Tell whether the pattern fits a path below ``data/<questionnaire>/``, ignoring case.

        ``*`` and ``?`` stay within one folder, ``**/`` stands for any folders or none.
        """
        return fits(self.files, relative_path)


def read_mappings(folder: Path, study: Study) -> tuple[tuple[Mapping, ...], tuple[Issue, ...]]:
    """Read ``config/mappings/*.yaml`` below a study's folder.

    Returns:
        The mappings by file name, without those that have errors; and all issues.
    """
    mappings: list[Mapping] = []
    issues: list[Issue] = []
    for name in yaml_files(folder, MAPPINGS):
        with in_hand(name):
            mapping, found = read_mapping(read_yaml(folder / name, name), study)
        issues += found
        if mapping is not None:
            mappings.append(mapping)
    return tuple(mappings), tuple(issues)


def read_mapping(file: YamlFile, study: Study) -> tuple[Mapping | None, tuple[Issue, ...]]:
    """Read one mapping; None where it has errors, and all issues."""
    problems = Problems(file.name, file.lines, study.languages)
    problems.found += file.issues
    fields = block_of(Mapping).read(file.root, "", problems) if file.root else None
    mapping = _mapping(fields, study, problems) if fields else None
    sound = worst(problems.found) is not Severity.ERROR
    return (mapping if sound else None), tuple(problems.found)


def _mapping(fields: Fields, study: Study, problems: Problems) -> Mapping | None:
    name = fields.text("questionnaire")
    if name is None:
        return None
    if name not in study.by_id:
        facts = choices(name, tuple(study.by_id))
        problems.add("C290", fields.place("questionnaire"), id=name, **facts)
        return None
    questionnaire = study.by_id[name]
    codes = _codes(questionnaire)
    _check_files(fields, problems)
    unit, known = fields.text("unit"), tuple(questionnaire.units.by_id)
    if unit is not None and unit not in known:
        facts = choices(unit, known)
        problems.add("C286", fields.place("unit"), id=unit, questionnaire=name, **facts)
    check_date_format(fields, problems)
    _check_columns(fields, questionnaire, codes, problems)
    _check_overlap(fields, codes, problems)
    read_period(fields, "period", study.calendar.of(questionnaire.every), problems)
    _check_values(fields, {code for known in codes.values() for code in known}, problems)
    _check_items(fields, codes, problems)
    return read_settings(Mapping, fields, source=problems.source(fields.node))


def _codes(questionnaire: Questionnaire) -> dict[str, set[str]]:
    """Return the option codes of every item, over all editions."""
    codes: dict[str, set[str]] = {}
    for item in (item for edition in questionnaire.editions for item in edition.items):
        codes.setdefault(item.id, set()).update(option.code for option in item.options)
    return codes


def _check_files(fields: Fields, problems: Problems) -> None:
    written = [(fields.text("files") or "", fields.place("files"))]
    written += ((str(entry.value), entry.node) for entry in fields.entries("replaces"))
    for pattern, place in written:
        if pattern.startswith(("/", "./")) or "\\" in pattern or ".." in pattern.split("/"):
            problems.add("C296", place, pattern=pattern)


def _check_columns(
    fields: Fields, questionnaire: Questionnaire, codes: dict[str, set[str]], problems: Problems
) -> None:
    items = [item for edition in questionnaire.editions for item in edition.items]
    reasons = [f"{item.id}?" for item in items if item.follow_up]
    known = tuple(dict.fromkeys([*(item.id for item in items), *reasons, *SPECIAL_COLUMNS]))
    special = ", ".join(SPECIAL_COLUMNS)
    first: dict[str, str] = {}
    for entry in fields.entries("columns"):
        target = str(entry.value)
        if target not in known and not _is_option(target, codes):
            facts = choices(target, known)
            problems.add("C291", entry.node, target=target, special=special, **facts)
        elif target in first:
            problems.add("C292", entry.node, target=target, other=first[target])
        first.setdefault(target, entry.name)


def _is_option(target: str, codes: dict[str, set[str]]) -> bool:
    """Tell whether a target such as ``how[A]`` is the column of an option."""
    item, _, code = target.removesuffix("]").partition("[")
    return target.endswith("]") and code in codes.get(item, ())


def _check_overlap(fields: Fields, codes: dict[str, set[str]], problems: Problems) -> None:
    """Warn of values for all items that an item has as a code, where the code holds."""
    mapped = {str(entry.value) for entry in fields.entries("columns")}
    said = {
        entry.name: {value.name.casefold() for value in entry.value.entries("values")}
        for entry in fields.entries("items")
        if isinstance(entry.value, Fields)
    }
    for entry in fields.entries("values"):
        name = entry.name.strip().casefold()
        meets = [
            item
            for item, own in codes.items()
            if item in mapped
            and name not in said.get(item, ())
            and any(code.casefold() == name != str(entry.value).casefold() for code in own)
        ]
        if meets and entry.name_node is not None:
            facts = {"value": entry.name, "meaning": str(entry.value), "items": ", ".join(meets)}
            problems.warn("C289", entry.name_node, **facts)


def _check_values(fields: Fields, codes: Collection[str], problems: Problems) -> None:
    known = (*MISSING_WORDS, *sorted(codes))
    for entry in fields.entries("values"):
        if entry.value not in known:
            meaning = str(entry.value)
            problems.add("C293", entry.node, meaning=meaning, **choices(meaning, known))


def _check_items(fields: Fields, codes: dict[str, set[str]], problems: Problems) -> None:
    for entry in fields.entries("items"):
        if entry.name not in codes and entry.name_node is not None:
            facts = choices(entry.name, tuple(codes))
            problems.add("C294", entry.name_node, id=entry.name, **facts)
        elif isinstance(entry.value, Fields):
            _check_values(entry.value, codes[entry.name], problems)
