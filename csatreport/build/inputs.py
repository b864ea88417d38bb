"""Everything a build starts from: the study, and all answers counted once.

Reading stops with every problem at once: a fault in the configuration ends the build with exit
code 2, a file of answers that cannot be read with 3. Refused rows do not end it; they are counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from csatreport.build.request import Progress, Step
from csatreport.errors import ExitCode, Issue, Severity, Source, StudyError
from csatreport.measures.findings import check_population
from csatreport.measures.ledger import Ledger
from csatreport.responses.model import Intake
from csatreport.responses.read import read_responses
from csatreport.survey.lint import check_method
from csatreport.survey.mapping import read_mappings
from csatreport.survey.model import Study
from csatreport.survey.read import read_study


@dataclass(frozen=True, kw_only=True)
class Inputs:
    """The study with one ledger of counts per questionnaire that has answers."""

    study: Study
    ledgers: dict[str, Ledger]
    intakes: tuple[tuple[str, Intake], ...]
    issues: tuple[Issue, ...]

    @property
    def warnings(self) -> tuple[Issue, ...]:
        """Issues that did not stop the build."""
        return tuple(i for i in self.issues if i.severity is Severity.WARNING)


def read_configuration(folder: Path) -> tuple[Study, tuple[Issue, ...]]:
    """Read and check ``config/``; return the study and the warnings.

    Raises:
        StudyError: with every error found, exit code 2.
    """
    study, issues = read_study(folder)
    if study is None or _has_errors(issues):
        raise StudyError(issues, ExitCode.USAGE)
    method = tuple(issue for q in study.questionnaires for issue in check_method(q, folder))
    return study, (*issues, *method)


def read_inputs(folder: Path, progress: Progress) -> Inputs:
    """Read the study and count all answers.

    Raises:
        StudyError: with every error found; exit code 2 for ``config/``, 3 for ``data/``.
    """
    progress(Step("read", 0, 1, "config"))
    study, issues = read_configuration(folder)
    mappings, mapping_issues = read_mappings(folder, study)
    if _has_errors(mapping_issues):
        raise StudyError((*issues, *mapping_issues), ExitCode.USAGE)
    found = [*issues, *mapping_issues]
    ledgers: dict[str, Ledger] = {}
    intakes: list[tuple[str, Intake]] = []
    for place, questionnaire in enumerate(study.questionnaires):
        progress(Step("read", place, len(study.questionnaires), questionnaire.id))
        responses = read_responses(study, questionnaire, mappings, folder)
        intakes.append((questionnaire.id, responses.intake))
        found += responses.intake.issues
        if responses.periods:
            ledgers[questionnaire.id] = Ledger.of(responses, study.calendar)
            found += check_population(ledgers[questionnaire.id])
    if not ledgers:
        # An empty site would take the place of a good one when a folder was merely misplaced.
        found.append(Issue(code="B604", source=Source(file="data")))
    if _has_errors(found):
        raise StudyError(found, ExitCode.UNREADABLE)
    return Inputs(study=study, ledgers=ledgers, intakes=tuple(intakes), issues=tuple(found))


def _has_errors(issues: tuple[Issue, ...] | list[Issue]) -> bool:
    return any(issue.severity is Severity.ERROR for issue in issues)
