"""The whole of ``config/`` to a study, with every problem in it.

Nothing stops at the first fault: each file is read and checked as far as it can be, and only
then does an error anywhere mean that there is no study.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from csatreport.base.errors import Issue, Severity, shown_name, worst
from csatreport.base.files.folders import listing
from csatreport.base.files.hand import in_hand
from csatreport.base.label import LANGUAGES, Label
from csatreport.study.format.own import Own, check_among, questionnaire_format, read_own
from csatreport.study.model import Questionnaire, Study
from csatreport.study.periods import Calendar
from csatreport.study.reading.editions import Draft, in_time_order, read_edition
from csatreport.study.reading.questionnaire import check_closing, compose_questionnaire
from csatreport.study.reading.rounds import read_calendar
from csatreport.study.reading.units import lone_unit, read_units, units_path
from csatreport.study.units import Units
from csatreport.study.yaml.block import Block, Fields
from csatreport.study.yaml.declared import block_of, read_settings
from csatreport.study.yaml.file import read_yaml
from csatreport.study.yaml.written import Problems, choices

STUDY_FILE = "config/study.yaml"
QUESTIONNAIRES = "config/questionnaires"
MAPPINGS = "config/mappings"


@dataclass
class _Reading:
    """What one reading of ``config/`` has gathered so far."""

    folder: Path
    own: Own
    issues: list[Issue] = field(default_factory=list)
    inputs: dict[str, str] = field(default_factory=dict)
    languages: tuple[str, ...] = LANGUAGES
    calendar: Calendar = field(default_factory=Calendar)
    organisation: Label = field(default_factory=Label)
    whole: Label = field(default_factory=Label)
    rounds_known: bool = False
    incomplete: bool = False
    """A questionnaire's file could not be read, so that its id is not known."""

    def open(self, name: str, block: Block) -> tuple[Fields | None, Problems]:
        """Read a YAML file as a block; what is wrong with its YAML is noted at once."""
        with in_hand(name):
            file = read_yaml(self.folder / name, name)
            self.inputs[name] = file.digest
            self.issues += file.issues
            problems = Problems(name, file.lines, self.languages)
            return (block.read(file.root, "", problems) if file.root else None), problems


def read_config(folder: Path, own: Own) -> tuple[Study | None, tuple[Issue, ...]]:
    """Read ``config/`` below a folder; ``own`` are the settings of subjects.

    Returns:
        The study, or None where there are errors; and all issues, by file and line.
    """
    if not (folder / STUDY_FILE).is_file():
        return None, (Issue.at("C150", STUDY_FILE),)
    reading = _Reading(folder, own)
    with in_hand(STUDY_FILE):
        fields, problems = _open_study(reading)
    questionnaires = _questionnaires(reading)
    known = None if reading.incomplete else [q.id for q in questionnaires]
    order = _order(fields, known, problems) if fields else []
    reading.issues += problems.found
    issues = _each_once(reading.issues)
    if fields is None or worst(issues) is Severity.ERROR:
        return None, issues
    _note_mappings(reading)
    study = read_settings(
        Study,
        fields,
        languages=reading.languages,
        calendar=reading.calendar,
        questionnaires=tuple(sorted(questionnaires, key=lambda q: order.index(q.id))),
        inputs=tuple(sorted(reading.inputs.items())),
    )
    return study, issues


def yaml_files(folder: Path, below: str) -> tuple[str, ...]:
    """Return the YAML files directly in a folder of the study, by name."""
    found = listing(folder / below)
    return tuple(f"{below}/{f.name}" for f in found if f.suffix.casefold() in (".yaml", ".yml"))


def _check_zone(fields: Fields, problems: Problems) -> None:
    name = fields.text("timezone")
    if name is None:
        return
    try:
        ZoneInfo(name)
    except (ValueError, OSError, ZoneInfoNotFoundError):
        problems.add("C122", fields.place("timezone"), zone=name)


def _each_once(issues: Sequence[Issue]) -> tuple[Issue, ...]:
    """Sort issues; items that share a scale, and questionnaires a file, find the same ones."""
    once = {(issue.code, issue.source): issue for issue in reversed(issues)}
    return tuple(sorted(once.values(), key=Issue.sort_key))


def _open_study(reading: _Reading) -> tuple[Fields | None, Problems]:
    file = read_yaml(reading.folder / STUDY_FILE, STUDY_FILE)
    reading.inputs[STUDY_FILE] = file.digest
    reading.issues += file.issues
    if file.root is None:
        return None, Problems(STUDY_FILE, file.lines)
    # The languages decide what a label lacks, so they are read before any label is.
    form = block_of(Study)
    first = form.read(file.root, "", Problems(STUDY_FILE, file.lines, ()))
    reading.languages = (first.texts("languages") if first else ()) or LANGUAGES
    problems = Problems(STUDY_FILE, file.lines, reading.languages)
    fields = form.read(file.root, "", problems)
    if fields is not None:
        _check_zone(fields, problems)
        _note_repeats(fields, "languages", problems)
        reading.calendar = read_calendar(fields, problems)
        reading.rounds_known = "rounds" not in fields.faulty
        reading.organisation = fields.label("name") or Label()
        reading.whole = fields.label("whole") or Label()
    return fields, problems


def _note_repeats(fields: Fields, key: str, problems: Problems) -> None:
    seen: set[object] = set()
    for entry in fields.entries(key):
        if entry.value in seen:
            problems.add("C202", entry.node, key=key, value=entry.value)
        seen.add(entry.value)


def _order(study: Fields, ids: Sequence[str] | None, problems: Problems) -> list[str]:
    """Return the ids in the order the study asks for, the rest after them."""
    _note_repeats(study, "questionnaires", problems)
    if ids is None:
        return []
    for entry in study.entries("questionnaires"):
        if entry.value not in ids:
            name = str(entry.value)
            problems.add("C201", entry.node, id=name, **choices(name, ids))
    asked = study.texts("questionnaires")
    return [*asked, *sorted(name for name in ids if name not in asked)]


def _questionnaires(reading: _Reading) -> list[Questionnaire]:
    files = yaml_files(reading.folder, QUESTIONNAIRES)
    form = questionnaire_format(reading.own)
    if not files:
        reading.issues.append(Issue.at("C151", QUESTIONNAIRES))
    drafts: dict[str, list[Draft]] = {}
    for name in files:
        fields, problems = reading.open(name, form)
        if fields is not None and (key := fields.text("id")) is not None:
            with in_hand(name):
                draft = read_edition(fields, reading.calendar, problems)
            drafts.setdefault(key, []).append(draft)
        else:
            reading.incomplete = True
            reading.issues += problems.found
    ordered = {name: in_time_order(drafts[name], reading.own) for name in sorted(drafts)}
    found = {name: _questionnaire(name, some, reading) for name, some in ordered.items()}
    for name, some in ordered.items():
        _check_same_people(name, some[-1], found, reading)
        if not reading.incomplete:
            check_among(found[name], some[-1].fields, found, some[-1].problems)
        for draft in some:
            reading.issues += draft.problems.found
    return list(found.values())


def _check_same_people(
    name: str, draft: Draft, found: Mapping[str, Questionnaire], reading: _Reading
) -> None:
    """Note other questionnaires that are not there, and those that promise nothing."""
    for entry in draft.fields.entries("same_people"):
        other = str(entry.value)
        if other not in found and not reading.incomplete:
            draft.problems.add("C201", entry.node, id=other, **choices(other, list(found)))
        for one in dict.fromkeys((name, other)):
            if one in found and found[one].anonymity is None:
                draft.problems.add("C285", entry.node, id=one)


def _questionnaire(name: str, ordered: Sequence[Draft], reading: _Reading) -> Questionnaire:
    newest = ordered[-1]
    organisation = newest.fields.label("organisation") or reading.organisation
    units = _units(newest.fields, organisation, reading, newest.problems)
    if reading.rounds_known:
        check_closing(newest.fields, reading.calendar, newest.problems)
    made = compose_questionnaire(name, ordered, organisation, units, reading.calendar)
    settings = read_own(reading.own, Questionnaire, newest.fields, newest.edition, newest.problems)
    spoken = made.answers_language or reading.languages[0]
    return replace(made, whole=reading.whole, settings=settings, answers_language=spoken)


def _units(
    fields: Fields, organisation: Label, reading: _Reading, problems: Problems
) -> Units | None:
    """Return the questionnaire's units; None where its file has errors."""
    entries = fields.entries("unit_kinds")
    kinds = {e.name: e.value for e in entries if isinstance(e.value, Label)}
    name, config = fields.text("units"), reading.folder / "config"
    if name is None:
        return lone_unit(organisation)
    path = units_path(config, name)
    if path is None:
        known = [f"units/{shown_name(file.name)}" for file in listing(config / "units")]
        problems.add("C270", fields.place("units"), file=name, **choices(name, known))
        return None
    with in_hand(f"config/{name}"):
        file = read_units(path, f"config/{name}", kinds, reading.languages)
    reading.inputs[file.name] = file.digest
    reading.issues += file.issues
    return file.units


def _note_mappings(reading: _Reading) -> None:
    """Mappings are read later, with the study; what they say still belongs to the inputs."""
    for name in yaml_files(reading.folder, MAPPINGS):
        with in_hand(name):
            reading.inputs[name] = read_yaml(reading.folder / name, name).digest
