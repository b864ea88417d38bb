"""All answers to a questionnaire: every file below its folder, as one coded table per edition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from csatreport.errors import Issue, Severity, Source
from csatreport.responses.intake import account
from csatreport.responses.join import join_parts
from csatreport.responses.layout import AnswerFile, Setting
from csatreport.responses.model import Responses
from csatreport.responses.parts import read_part
from csatreport.survey.mapping import Mapping
from csatreport.survey.model import Questionnaire, Study
from csatreport.tabular.read import FOREIGN, READABLE

DATA = "data"
"""The folder of a study that holds one folder of answers for each questionnaire."""

FOREIGN_FILE = "A413"
NO_FILE = "A415"
NO_ANSWERS = "A448"

_LOCK = ("~$", ".")
"""How the names of files begin that are not answers but traces of an open program."""


def read_responses(
    study: Study, questionnaire: Questionnaire, mappings: Iterable[Mapping], folder: Path
) -> Responses:
    """Read every CSV and XLSX file below ``data/<questionnaire>/``.

    Files are read in the order of their paths. Nothing in them raises: what cannot be used is
    refused and stands in the intake, and ``read == kept + refused`` for every file. There is one
    wave for each edition that has answers, and none at all without answers.

    Args:
        study: the study.
        questionnaire: one of its questionnaires.
        mappings: translations of foreign headers and values; those of other questionnaires are
            passed over.
        folder: the study's folder, which holds ``data/``.
    """
    setting = Setting.of(study, questionnaire, mappings)
    parts = [read_part(setting, file) for file in find_files(questionnaire, folder)]
    joined = join_parts(questionnaire, parts)
    about_folder = list(_check_folder(questionnaire, folder, answered=any(joined.kept)))
    return Responses(
        questionnaire=questionnaire,
        periods=joined.periods,
        waves=joined.waves,
        intake=account(parts, joined, about_folder, anonymous=questionnaire.anonymity is not None),
    )


def find_files(questionnaire: Questionnaire, folder: Path) -> tuple[AnswerFile, ...]:
    """Return a questionnaire's files of answers, ordered by path."""
    return tuple(_files(questionnaire, folder, READABLE))


def _files(
    questionnaire: Questionnaire, folder: Path, endings: tuple[str, ...]
) -> Iterator[AnswerFile]:
    home = folder / DATA / questionnaire.id
    found = {
        path.relative_to(home).as_posix(): path
        for path in home.rglob("*")
        if path.suffix.casefold() in endings and path.is_file()
    }
    for below in sorted(found):
        if not any(part.startswith(_LOCK) for part in below.split("/")):
            name = f"{DATA}/{questionnaire.id}/{below}"
            yield AnswerFile(path=found[below], below=below, name=name)


def _passed_over(questionnaire: Questionnaire, folder: Path) -> list[str]:
    """Name what looks like answers but is never read: links to folders, pipes, broken links."""
    home = folder / DATA / questionnaire.id
    return sorted(
        f"{DATA}/{questionnaire.id}/{path.relative_to(home).as_posix()}"
        for path in home.rglob("*")
        if not path.name.startswith(_LOCK)
        and (
            (path.is_symlink() and path.is_dir())
            or (path.suffix.casefold() in READABLE and not path.is_file() and not path.is_dir())
        )
    )


def _check_folder(questionnaire: Questionnaire, folder: Path, *, answered: bool) -> Iterator[Issue]:
    for file in _files(questionnaire, folder, FOREIGN):
        ending = {"ending": file.path.suffix}
        yield Issue(code=FOREIGN_FILE, source=Source(file=file.name), facts={**ending})
    for name in _passed_over(questionnaire, folder):
        yield Issue(code=NO_FILE, source=Source(file=name), severity=Severity.WARNING)
    if not answered:
        home = f"{DATA}/{questionnaire.id}"
        yield Issue(code=NO_ANSWERS, source=Source(file=home), severity=Severity.WARNING)
