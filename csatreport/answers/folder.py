"""The files of answers in a questionnaire's folder, and what lies there that cannot be read.

Nothing is passed over without a word: a folder that may not be opened, a link that leads nowhere
and a name that is not text stop the build, because the answers behind them would be gone from the
report; a table in another form does too; what was never a file of answers is a warning.
"""

from collections.abc import Iterator
from pathlib import Path

from csatreport.answers.layout.layout import AnswerFile
from csatreport.base.errors import Issue, Severity, Source
from csatreport.base.files.folders import below, is_trace, leads_nowhere, unreadable_name
from csatreport.study.model import Questionnaire
from csatreport.tables.archive import ARCHIVES
from csatreport.tables.read import FOREIGN, READABLE

TAKEN = (*READABLE, *ARCHIVES)
"""Endings of the files of answers, in lower case."""
DATA = "data"
"""The folder of a study that holds one folder of answers for each questionnaire."""

FOREIGN_FILE = "A413"
NO_FILE = "A415"
CLOSED_FOLDER = "A416"
NOWHERE = "A417"
NO_NAME = "A418"


def find_files(questionnaire: Questionnaire, folder: Path) -> tuple[AnswerFile, ...]:
    """Return a questionnaire's files of answers, ordered by path."""
    home = _home(questionnaire, folder)
    return tuple(
        AnswerFile(path=path, below=name, name=f"{DATA}/{questionnaire.id}/{name}")
        for path, name in _entries(home)
        if path.suffix.casefold() in TAKEN and not unreadable_name(name) and _is_file(path)
    )


def check_files(questionnaire: Questionnaire, folder: Path) -> Iterator[Issue]:
    """Yield an issue for everything that is there and not read, and may be answers.

    It is an error for a folder that may not be opened (A416), a link that leads nowhere (A417), a
    name that is not UTF-8 (A418) and a table in another form (A413); else a warning (A415).
    """
    home = _home(questionnaire, folder)
    if leads_nowhere(home):
        yield _issue(NOWHERE, questionnaire, ".")
    for fault in below(home).closed:
        place = Path(str(fault.filename)).relative_to(home).as_posix()
        yield _issue(CLOSED_FOLDER, questionnaire, place, reason=fault.strerror or str(fault))
    for path, name in _entries(home):
        yield from _about(questionnaire, path, name)


def _about(questionnaire: Questionnaire, path: Path, name: str) -> Iterator[Issue]:
    ending = path.suffix.casefold()
    if leads_nowhere(path):
        yield _issue(NOWHERE, questionnaire, name)
    elif unreadable_name(path.name) and (path.is_dir() or ending in (*TAKEN, *FOREIGN)):
        yield _issue(NO_NAME, questionnaire, name)
    elif ending in FOREIGN and _is_file(path):
        yield _issue(FOREIGN_FILE, questionnaire, name, ending=path.suffix)
    elif _is_strange(path):
        yield _issue(NO_FILE, questionnaire, name, severity=Severity.WARNING)


def _is_strange(path: Path) -> bool:
    """Tell whether this is a link to a folder, or a pipe and the like with a table's name."""
    if path.is_dir():
        return path.is_symlink()
    return path.suffix.casefold() in TAKEN and not _is_file(path)


def _home(questionnaire: Questionnaire, folder: Path) -> Path:
    return folder / DATA / questionnaire.id


def _entries(home: Path) -> Iterator[tuple[Path, str]]:
    for path in below(home).entries:
        name = path.relative_to(home)
        if not is_trace(name):
            yield path, name.as_posix()


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except PermissionError:
        return True  # Opening it will say what is wrong.


def _issue(
    code: str,
    questionnaire: Questionnaire,
    name: str,
    severity: Severity = Severity.ERROR,
    **facts: object,
) -> Issue:
    place = f"{DATA}/{questionnaire.id}" + ("" if name == "." else f"/{name}")
    return Issue(code=code, source=Source(file=place), severity=severity, facts=facts)
