"""Everything a build starts from: the study, and all answers counted once.

`examine` reads whatever can be read and keeps every problem; ``check`` shows what it found. A build
asks `read_inputs`, which stops if any problem is an error: one in the configuration ends the build
with exit code 2, a file of answers that cannot be read with 3. Refused rows do not end it; they
are counted.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from csatreport.answers.cells.characters import check_characters as check_answered
from csatreport.answers.closing import hold_back
from csatreport.answers.model import FileIntake, Intake
from csatreport.answers.read import Means, read_responses
from csatreport.base.clock import today
from csatreport.base.errors import ExitCode, Issue, Severity, StudyError, errors_among
from csatreport.base.store import Store
from csatreport.counts.closed.keeping import FOLDER as RECORDS
from csatreport.counts.closed.keeping import (
    KeptRecords,
    RecordPlace,
    check_records,
    make_secret,
    read_records,
)
from csatreport.counts.closed.settle import Settled, settle
from csatreport.counts.findings.findings import check_population, unfinished
from csatreport.counts.ids import check_ids
from csatreport.counts.ledger import Ledger
from csatreport.counts.needs import Need
from csatreport.counts.needs.told import digest, fewest
from csatreport.counts.weighting import check_weights
from csatreport.making.request import Progress, Progressed, Request
from csatreport.making.tools.unread import check_unread
from csatreport.paper.register import handed_out
from csatreport.privacy.same_people import check_same_people
from csatreport.registers.model import Registers
from csatreport.registers.read import read_registers_of
from csatreport.study.lint.characters import check_characters as check_configured
from csatreport.study.lint.form import check_method
from csatreport.study.lint.untranslated import check_translated
from csatreport.study.mapping import read_mappings
from csatreport.study.model import Questionnaire, Study
from csatreport.study.reading.registers import read_registers
from csatreport.study.register import Register
from csatreport.subjects.quality.flags import check_twice
from csatreport.subjects.quality.measure import check_agreement
from csatreport.subjects.study import own_settings, read_study


@dataclass(frozen=True, kw_only=True)
class Inputs:
    """The study with one ledger of counts per questionnaire that has answers."""

    study: Study
    ledgers: dict[str, Ledger]
    intakes: tuple[tuple[str, Intake], ...]
    issues: tuple[Issue, ...]
    kept: KeptRecords
    """What was published of anonymous periods."""

    @property
    def warnings(self) -> tuple[Issue, ...]:
        """Issues that did not stop the build."""
        return tuple(i for i in self.issues if i.severity is Severity.WARNING)

    @contextmanager
    def watching(self, *, apart: bool = False) -> Iterator[Mapping[str, set[Need]]]:
        """Collect what is needed of each questionnaire's ledger within the block.

        ``apart`` tells nobody who watches around it.
        """
        with ExitStack() as stack:
            yield {
                name: stack.enter_context(ledger.watch.noting(apart=apart))
                for name, ledger in self.ledgers.items()
            }

    def repeat(self, needs: Mapping[str, set[Need]]) -> None:
        """Note needs that were noted before, for a result that was kept."""
        for name, some in needs.items():
            self.ledgers[name].watch.repeat(some)

    def digests(self, needs: Mapping[str, set[Need]]) -> dict[str, str]:
        """Return what was needed of each questionnaire's answers, with its digest as it is now.

        What follows from another need is left out.
        """
        return {
            "|".join((name, *need)): digest(self.ledgers[name], need)
            for name, some in needs.items()
            for need in sorted(fewest(self.ledgers[name], some))
        }

    def digest(self, need: str) -> str:
        """Return the digest of one need as `digests` names it; "" for one that is unknown."""
        name, unit, period = need.split("|")
        ledger = self.ledgers.get(name)
        return digest(ledger, (unit, period)) if ledger is not None else ""


@dataclass(frozen=True, kw_only=True)
class Examination:
    """What could be read of a study, and every problem in ``config/`` and ``data/``."""

    study: Study | None
    configuration: tuple[Issue, ...]
    answers: tuple[Issue, ...] = ()
    ledgers: dict[str, Ledger] = field(default_factory=dict)
    intakes: tuple[tuple[str, Intake], ...] = ()
    kept: KeptRecords = field(default_factory=KeptRecords)

    @property
    def issues(self) -> tuple[Issue, ...]:
        """All issues in the order a person reads in."""
        return tuple(sorted((*self.configuration, *self.answers), key=Issue.sort_key))

    @property
    def files(self) -> tuple[FileIntake, ...]:
        """What became of each file of answers."""
        return tuple(file for _, intake in self.intakes for file in intake.files)

    def count(self, severity: Severity) -> int:
        """Return how many issues are this grave."""
        return sum(issue.severity is severity for issue in self.issues)

    def exit_code(self, *, strict: bool) -> int:
        """Return what the shell is told; under ``strict`` a warning counts too."""
        if _has_errors(self.configuration):
            return ExitCode.USAGE
        if _has_errors(self.answers):
            return ExitCode.UNREADABLE
        return ExitCode.FINDINGS if strict and self.count(Severity.WARNING) else ExitCode.FINE


def examine(
    folder: Path,
    progress: Progress,
    means: Means | None = None,
    reopened: Collection[RecordPlace] = (),
    *,
    config_only: bool = False,
) -> Examination:
    """Read a study as far as it can be read, and keep every problem.

    ``reopened`` periods are told by their answers though they are closed.
    """
    progress(Progressed("read", 0, 1, "config"))
    study, issues = read_study(folder)
    if study is None:
        return Examination(study=None, configuration=issues)
    study = _with_forms(study, folder)
    mappings, mapping_issues = read_mappings(folder, study)
    method = (issue for asked in study.questionnaires for issue in check_method(asked, folder))
    registers, register_issues = read_registers(folder, study, own_settings())
    study = _with_registers(study, registers)
    plain = (i for asked in study.questionnaires for i in check_translated(asked, study.languages))
    configuration = (
        *issues, *mapping_issues, *register_issues, *method, *plain, *check_configured(folder)
    )  # fmt: skip
    if config_only or _has_errors(configuration):
        return Examination(study=study, configuration=configuration)
    kept, faults = read_records(folder / RECORDS)
    faults, kept = (*faults, *check_records(kept, study)), kept.without(reopened)

    def read(asked: Questionnaire) -> Settled:
        given = read_responses(study, asked, mappings=mappings, folder=folder, means=means)
        records = {} if faults else kept.of(asked, study.calendar)
        settled = settle(given, study.calendar, records, kept.secret)
        return replace(settled, published=kept.seen(asked), secret=kept.secret)

    registered = partial(read_registers_of, registers, folder=folder)
    found = _examine_answers(study, configuration, read, registered, progress)
    unread = check_unread(study, registers, folder)
    return replace(found, answers=(*found.answers, *unread, *faults), kept=kept)


def _with_forms(study: Study, folder: Path) -> Study:
    """Let each questionnaire know which forms of it were printed."""
    asked = tuple(replace(q, handed_out=handed_out(folder, q.id)) for q in study.questionnaires)
    return replace(study, questionnaires=asked)


def _with_registers(study: Study, registers: Sequence[Register]) -> Study:
    """Let each questionnaire know which registers stand beside it."""
    asked = tuple(
        replace(q, registered=tuple(r.kind.value for r in registers if r.questionnaire == q.id))
        for q in study.questionnaires
    )
    return replace(study, questionnaires=asked)


def _examine_answers(
    study: Study,
    configuration: tuple[Issue, ...],
    read: Callable[[Questionnaire], Settled],
    registered: Callable[[Questionnaire], Registers],
    progress: Progress,
) -> Examination:
    found: list[Issue] = []
    ledgers: dict[str, Ledger] = {}
    intakes: list[tuple[str, Intake]] = []
    for place, questionnaire in enumerate(study.questionnaires):
        progress(Progressed("read", place, len(study.questionnaires), questionnaire.id))
        settled = read(questionnaire)
        responses, waiting = hold_back(settled.responses, today())
        found += (*settled.issues, *waiting)
        intakes.append((questionnaire.id, settled.intake))
        found += (*responses.intake.issues, *check_answered(responses))
        beside = registered(questionnaire)
        if beside.rules:
            intakes.append((f"{questionnaire.id} registers", beside.intake))
            found += beside.intake.issues
        if responses.periods:
            ledger = ledgers[questionnaire.id] = Ledger.of(
                responses, study.calendar, beside, settled.closed, settled.published,
                deleted=settled.deleted, records=settled.records, secret=settled.secret,
                late=settled.late,
            )  # fmt: skip
            found += (*check_population(ledger), *check_weights(ledger), *check_twice(responses))
            found += (*check_ids(ledger), *check_agreement(ledger))
    found += check_same_people(ledgers.values())
    if not ledgers:
        # An empty site would take the place of a good one when a folder was merely misplaced.
        found.append(Issue.at("B604", "data"))
    return Examination(
        study=study,
        configuration=configuration,
        answers=tuple(found),
        ledgers=ledgers,
        intakes=tuple(intakes),
    )


def read_inputs(
    folder: Path,
    progress: Progress,
    means: Means | None = None,
    reopened: Collection[RecordPlace] = (),
) -> Inputs:
    """Read the study and count all answers; ``means`` says who reads, and where it is kept.

    ``reopened`` periods are told by their answers though they are closed.

    Raises:
        StudyError: with every error found; exit code 2 for ``config/``, 3 for ``data/``.
    """
    found = examine(folder, progress, means, reopened)
    code = found.exit_code(strict=False)
    study = found.study
    if code != ExitCode.FINE or study is None:
        raise StudyError(found.issues, code)
    found = _with_secret(found, folder / RECORDS)
    return Inputs(
        study=study,
        ledgers=found.ledgers,
        intakes=found.intakes,
        issues=found.issues,
        kept=found.kept,
    )


def _with_secret(found: Examination, records: Path) -> Examination:
    """Make the study's secret where anonymous answers are told of and there is none yet."""
    anonymous = any(one.questionnaire.anonymity for one in found.ledgers.values())
    if found.kept.secret or not anonymous:
        return found
    secret = make_secret(records)
    ledgers = {name: replace(one, secret=secret) for name, one in found.ledgers.items()}
    return replace(found, kept=replace(found.kept, secret=secret), ledgers=ledgers)


def running(ledgers: Iterable[Ledger]) -> tuple[dict[str, str], ...]:
    """Return the unfinished periods of each questionnaire that has some, and the newest answers."""
    return tuple(
        {
            "questionnaire": ledger.questionnaire.id,
            "periods": ", ".join(one.id for one in found),
            "last": ledger.base_periods[-1].id,
        }
        for ledger in ledgers
        if (found := unfinished(ledger))
    )


def kept_from_builds(study: Path) -> Means | None:
    """Return the means to read only what no build has read before; None where none has built."""
    cache = Request(study=study).cache
    return Means(store=Store(cache)) if cache.is_dir() else None


def _has_errors(issues: tuple[Issue, ...]) -> bool:
    return bool(errors_among(issues))
