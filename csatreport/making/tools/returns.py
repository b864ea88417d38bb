"""Returned forms into a study, PDFs and saved answers: each read, checked, and taken once."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from csatreport.base.errors import ExitCode, Issue
from csatreport.base.files.lock import LockCodes, locked
from csatreport.making.tools.admission import Door
from csatreport.making.tools.forms import require_paper
from csatreport.paper.keep import FOLDER
from csatreport.paper.register import LOCK, read_register
from csatreport.paper.returns.returned import Return
from csatreport.paper.returns.saved import read_saved_answer
from csatreport.paper.returns.taken import Books
from csatreport.subjects.study import read_sound_study

_CODES = LockCodes(busy="F943", lost="F944", exit_code=ExitCode.USAGE)

_SAVED = ".json"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnsAccount:
    """What became of the files: forms taken by questionnaire, blank ones, and what was refused."""

    taken: tuple[tuple[str, int], ...]
    blank: int
    refused: tuple[Issue, ...]


def take_returns(
    folder: Path, files: Sequence[Path], period: str = "", corrected: frozenset[int] = frozenset()
) -> ReturnsAccount:
    """Take the answers of returned PDF forms, and of files that forms for a screen saved.

    Args:
        folder: the study's folder.
        files: the PDFs and saved answers (.json).
        period: the id of the period of forms that do not say their day; "" for none.
        corrected: serial numbers whose later answers replace those that were taken before.

    Raises:
        StudyError: the configuration has errors, a list of forms cannot be understood (F920), or
            somebody else is taking or printing forms (F943, F944); exit code 2.
    """
    study = read_sound_study(folder)
    taken, blank, refused = Counter[str](), 0, list[Issue]()
    (folder / FOLDER).mkdir(parents=True, exist_ok=True)
    with locked(folder / FOLDER / LOCK, _CODES) as lock:
        books = Books(folder)
        door = Door(study=study, register=read_register(folder), period=period, corrected=corrected)
        for file in files:
            found, fault = _read(file, folder)
            refused += [fault] if fault is not None else []
            for one in found:
                if one.blank:
                    blank += 1
                elif (issue := door.admit(one, books)) is not None:
                    refused.append(issue)
                else:
                    taken[one.form.questionnaire] += 1
        lock.confirm()
        if taken:
            books.write()
    return ReturnsAccount(taken=tuple(taken.items()), blank=blank, refused=tuple(refused))


def _read(file: Path, study: Path) -> tuple[tuple[Return, ...], Issue | None]:
    """Read what came back in a file."""
    if file.suffix.lower() == _SAVED:
        return read_saved_answer(file, study)
    require_paper()
    # Deferred: the library that reads PDFs is an extra.
    from csatreport.paper.returns.pdf_form import read_pdf_form  # noqa: PLC0415

    return read_pdf_form(file, study)
