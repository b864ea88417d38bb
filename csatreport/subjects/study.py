"""The study, read with what may be set about every subject."""

from pathlib import Path

from csatreport import subjects
from csatreport.base.errors import ExitCode, Issue, Severity, StudyError
from csatreport.study.format.own import Own
from csatreport.study.model import Study
from csatreport.study.reading.study import read_config


def own_settings() -> Own:
    """Return the settings of all subjects, in the order of the report."""
    return tuple(one.settings for one in subjects.SUBJECTS if one.settings is not None)


def read_study(folder: Path) -> tuple[Study | None, tuple[Issue, ...]]:
    """Read ``config/`` below a folder.

    Returns:
        The study, or None where there are errors; and all issues, by file and line.
    """
    return read_config(folder, own_settings())


def read_sound_study(folder: Path) -> Study:
    """Read a study that has no error.

    Raises:
        StudyError: every problem found, if one of them is an error; exit code 2.
    """
    study, issues = read_study(folder)
    errors = [issue for issue in issues if issue.severity is Severity.ERROR]
    if study is None or errors:
        raise StudyError(errors or issues, ExitCode.USAGE)
    return study
