"""Answers written for a statistics program, into the private account of the study.

Rows of an anonymous survey never leave the house in a file: who knows what one person answered
could look for the row.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from csatreport.answers.folder import DATA
from csatreport.answers.read import NO_ANSWERS
from csatreport.base.errors import ExitCode, StudyError
from csatreport.base.files.atomic import write_whole
from csatreport.counts.exported import ExportedAnswers, export_answers
from csatreport.making.inputs import kept_from_builds, read_inputs
from csatreport.making.plan import check_name
from csatreport.making.request import Progress
from csatreport.subjects.study import read_sound_study
from csatreport.tables.sav import LIBRARY
from csatreport.tables.sav_write import write_sav

NO_LIBRARY, ANONYMOUS = "A531", "A533"
_OWNER_ONLY = 0o600


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportOrder:
    """Whose answers are wanted; "" stands for the study's first language."""

    study: Path
    questionnaire: str
    language: str = ""
    out: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedFile:
    """A file that was written, how many answers it holds, and the items it does not."""

    file: Path
    rows: int
    left_out: tuple[str, ...]


def export_sav(order: ExportOrder, progress: Progress) -> tuple[ExportedFile, ...]:
    """Write a file for each edition that was answered.

    Raises:
        StudyError: pyreadstat is missing (A531), the questionnaire is anonymous (A533), nobody has
            answered (A448), an unknown name (B601), or what a build would stop for.
    """
    if find_spec(LIBRARY) is None:
        raise StudyError.at(NO_LIBRARY, "csatreport[spss]", package=LIBRARY)
    study = read_sound_study(order.study)
    check_name("QUESTIONNAIRE", order.questionnaire, study.by_id)
    asked = study.by_id[order.questionnaire]
    if asked.anonymity is not None:
        raise StudyError.at(ANONYMOUS, asked.source, questionnaire=asked.id)
    inputs = read_inputs(order.study, progress, kept_from_builds(order.study))
    if asked.id not in inputs.ledgers:
        raise StudyError.at(NO_ANSWERS, f"{DATA}/{asked.id}", ExitCode.UNREADABLE)
    language = order.language or study.languages[0]
    found = tuple(export_answers(inputs.ledgers[asked.id], language))
    return tuple(_write(order, found, asked.title[language]))


def _write(
    order: ExportOrder, found: tuple[ExportedAnswers, ...], title: str
) -> Iterator[ExportedFile]:
    whole = order.out or order.study / "build" / "private" / f"{order.questionnaire}.sav"
    for one in found:
        file = whole.with_stem(f"{whole.stem}-{one.edition}") if len(found) > 1 else whole
        write_whole(file, write_sav(one.columns, title, one.weight))
        file.chmod(_OWNER_ONLY)
        rows = len(one.columns[0].cells)
        yield ExportedFile(file=file, rows=rows, left_out=one.left_out)
