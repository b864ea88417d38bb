"""How a new file would be read: its platform, its columns, what is open, and its mapping."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from zoneinfo import available_timezones

from csatreport.answers.adopting.columns import ColumnReading, read_columns, understood_labels
from csatreport.answers.adopting.mapping_text import FileAnswers, compose_mapping, compose_record
from csatreport.answers.adopting.platform_guess import PlatformGuess, guess_platform
from csatreport.answers.adopting.questions import (
    DATE_FORMATS,
    NOWHERE_SAID,
    ZONES,
    AskedAbout,
    FileQuestion,
    find_questions,
)
from csatreport.answers.cells.coding import NOT_A_DAY, UNDECIDED
from csatreport.answers.intake import account
from csatreport.answers.join import join_parts
from csatreport.answers.layout.asking import NO_ZONE
from csatreport.answers.layout.layout import AnswerFile, Setting
from csatreport.answers.layout.units import NO_UNIT_COLUMN
from csatreport.answers.parts import NO_PERIOD, code_part, lay_out_table
from csatreport.base.errors import Issue
from csatreport.study.mapping import Mapping, read_mapping
from csatreport.study.model import Questionnaire, Study
from csatreport.study.names import NUMBER_WORDS
from csatreport.study.yaml.file import parse_yaml
from csatreport.study.yaml.written import choices
from csatreport.tables.table import ReadTable

WRONG_ANSWER = "A502"
NO_QUESTION = "A503"

_ASKED_INSTEAD = {
    AskedAbout.NUMBERS: (UNDECIDED,),
    AskedAbout.TIMEZONE: (NO_ZONE,),
    AskedAbout.PERIOD: (NO_PERIOD,),
    AskedAbout.DATES: (NO_PERIOD, NOT_A_DAY),
    AskedAbout.UNIT: (NO_UNIT_COLUMN,),
}
"""Issues that a question stands for."""


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """How a file would be read.

    Args:
        questionnaire: the id of its questionnaire.
        platform: from where it comes.
        columns: all of its columns.
        questions: what is still open; some of it must be answered.
        issues: what is wrong (errors) or odd about it; no answer of an anonymous survey is quoted.
        read: how many rows it has.
        kept: how many of them would count.
        mapping: the text of its mapping; "" where one holds already.
    """

    questionnaire: str
    platform: PlatformGuess
    columns: tuple[ColumnReading, ...] = ()
    questions: tuple[FileQuestion, ...] = ()
    issues: tuple[Issue, ...] = ()
    read: int = 0
    kept: int = 0
    mapping: str = ""

    @property
    def open(self) -> tuple[FileQuestion, ...]:
        """The questions that must be answered."""
        return tuple(one for one in self.questions if not one.default)


@dataclass(frozen=True, kw_only=True)
class NewFile:
    """A file to adopt: as whose answers, what it holds, and for which files its mapping holds."""

    study: Study
    questionnaire: Questionnaire
    files: tuple[AnswerFile, ...]
    tables: tuple[ReadTable, ...]
    """One, or one for each sheet of a workbook whose sheets have the same headers."""
    pattern: str
    standing: Mapping | None = None
    """The mapping that holds for it already."""
    renewed: str = ""
    """The text of this mapping without its record, where the file's new shape is taken over."""

    @property
    def stands(self) -> bool:
        """Whether a mapping holds as it is."""
        return self.standing is not None and not self.renewed


def propose(new: NewFile, said: FileAnswers) -> Proposal:
    """Return how a file would be read after what was said of it."""
    headers = _headers(new)
    text = new.renewed
    if new.standing is None:
        text = compose_mapping(new.questionnaire.id, new.pattern, said, headers)
    described = bool(new.tables[0].variables)
    first = Proposal(
        questionnaire=new.questionnaire.id,
        platform=guess_platform((*new.tables[0].headers, *headers), described=described),
        mapping=text,
    )
    faults = tuple(
        wrong_answers(new.files[0].name, said, (*headers, *new.questionnaire.units.by_id))
    )
    mapping, found = (None, faults) if faults else _mapping(new, text)
    return replace(first, issues=found) if mapping is None else _look(new, said, mapping, first)


def _headers(new: NewFile) -> tuple[str, ...]:
    plain = Setting.of(new.study, new.questionnaire, ())
    return lay_out_table(plain, new.files[0], new.tables[0]).layout.headers


def _mapping(new: NewFile, text: str) -> tuple[Mapping | None, tuple[Issue, ...]]:
    if new.standing is not None and new.stands:
        return new.standing, ()
    return read_mapping(parse_yaml(text.encode(), new.files[0].name), new.study)


def _look(new: NewFile, said: FileAnswers, mapping: Mapping, first: Proposal) -> Proposal:
    setting = Setting.of(new.study, new.questionnaire, (mapping,))
    if zone := said.answers.get(AskedAbout.TIMEZONE):
        setting = replace(setting, clock=replace(setting.clock, zone=zone))
    looked_at = [
        (laid_out, code_part(setting, file, laid_out))
        for file, table in zip(new.files, new.tables, strict=True)
        for laid_out in [lay_out_table(setting, file, table)]
    ]
    parts = [part for _, part in looked_at]
    intake = account(parts, join_parts(new.questionnaire, parts, {}), (), new.questionnaire)
    laid_out, part = looked_at[0]
    edition = part.blocks[-1].edition if part.blocks else len(setting.names) - 1
    columns = read_columns(setting, laid_out.table, laid_out.layout, edition)
    asked = {
        question.key: question
        for file, one in zip(new.files, looked_at, strict=True)
        for question in find_questions(setting, file, (*one, intake.issues), columns)
    }.values()
    record = compose_record(columns, understood_labels(setting, looked_at))
    instead = {code for one in asked for code in _ASKED_INSTEAD.get(one.about, ())}
    return replace(
        first,
        columns=columns,
        mapping=first.mapping + record if first.mapping else "",
        questions=() if new.stands else tuple(q for q in asked if q.key not in said.answers),
        issues=tuple(one for one in intake.issues if new.stands or one.code not in instead),
        read=sum(part.read for part in parts),
        kept=sum(file.kept for file in intake.files),
    )


def wrong_answers(file: str, said: FileAnswers, headers: Collection[str]) -> Iterator[Issue]:
    """Yield an error for each answer that answers no question, and for each that is none.

    What stands in a mapping as it was said (a period, the meaning of a value) its reader judges.
    """
    takes: dict[str, Collection[str]] = {
        AskedAbout.NUMBERS: NUMBER_WORDS,
        AskedAbout.DATES: tuple(DATE_FORMATS),
        AskedAbout.UNIT: (NOWHERE_SAID, *headers),
    }
    for key, answer in said.answers.items():
        about = key.partition(":")[0]
        if about not in tuple(AskedAbout):
            facts = choices(key, tuple(map(str, AskedAbout)))
            yield Issue.at(NO_QUESTION, file, key=key, **facts)
        elif answer not in takes.get(about, (answer,)):
            facts = choices(answer, tuple(takes[about]))
            yield Issue.at(WRONG_ANSWER, file, key=key, answer=answer, **facts)
        elif about == AskedAbout.TIMEZONE and answer not in available_timezones():
            facts = choices(answer, ZONES)
            yield Issue.at(WRONG_ANSWER, file, key=key, answer=answer, **facts)
