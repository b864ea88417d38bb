"""Every problem of a study at once: its configuration, its method and its answers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from csatreport.errors import ExitCode, Issue, Severity
from csatreport.measures.findings import check_population
from csatreport.measures.ledger import Ledger
from csatreport.responses.model import FileIntake
from csatreport.responses.read import read_responses
from csatreport.survey.lint import check_method
from csatreport.survey.mapping import Mapping, read_mappings
from csatreport.survey.model import Questionnaire, Study
from csatreport.survey.read import read_study


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkup:
    """What a check found: issues in ``config/`` and ``data/``, and what became of the files."""

    configuration: tuple[Issue, ...]
    answers: tuple[Issue, ...] = ()
    files: tuple[FileIntake, ...] = ()

    @property
    def issues(self) -> tuple[Issue, ...]:
        """All issues in the order a person reads in."""
        return tuple(sorted((*self.configuration, *self.answers), key=Issue.sort_key))

    def count(self, severity: Severity) -> int:
        """Return how many issues are this grave."""
        return sum(issue.severity is severity for issue in self.issues)

    def exit_code(self, *, strict: bool) -> int:
        """Return what the shell is told; under ``strict`` a warning counts too."""
        if any(issue.severity is Severity.ERROR for issue in self.configuration):
            return ExitCode.USAGE
        if any(issue.severity is Severity.ERROR for issue in self.answers):
            return ExitCode.UNREADABLE
        return ExitCode.FINDINGS if strict and self.issues else ExitCode.FINE


def check_study(folder: Path, *, config_only: bool = False) -> Checkup:
    """Read everything a build would read, and keep every problem."""
    study, issues = read_study(folder)
    if study is None:
        return Checkup(configuration=issues)
    mappings, mapping_issues = read_mappings(folder, study)
    method = (issue for asked in study.questionnaires for issue in check_method(asked, folder))
    configuration = (*issues, *mapping_issues, *method)
    if config_only:
        return Checkup(configuration=configuration)
    answers: list[Issue] = []
    files: list[FileIntake] = []
    for questionnaire in study.questionnaires:
        found, read = _check_answers(study, questionnaire, mappings, folder)
        answers += found
        files += read
    return Checkup(configuration=configuration, answers=tuple(answers), files=tuple(files))


def _check_answers(
    study: Study, questionnaire: Questionnaire, mappings: tuple[Mapping, ...], folder: Path
) -> tuple[tuple[Issue, ...], tuple[FileIntake, ...]]:
    responses = read_responses(study, questionnaire, mappings, folder)
    intake = responses.intake
    if not responses.periods:
        return intake.issues, intake.files
    population = check_population(Ledger.of(responses, study.calendar))
    return (*intake.issues, *population), intake.files
