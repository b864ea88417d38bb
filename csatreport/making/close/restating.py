"""``csatreport restate``: closed figures are changed in the open.

A closed period is read by its answers again, and its record taken anew. What is printed otherwise
stays in it for ever, old and new, with the date and a reason; the record from before stays beside
it. Periods after it stand beside its figures, so theirs may change with them: their own answers
stay closed, and they are restated for the same reason.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from csatreport.base.clock import today
from csatreport.base.errors import ExitCode, StudyError, stop_at
from csatreport.base.files.lock import locked
from csatreport.counts.closed.keeping import (
    FOLDER,
    KeptRecords,
    RecordPlace,
    read_records,
    write_records,
)
from csatreport.counts.closed.printed import PrintedFigures, Restatement
from csatreport.counts.closed.record import ClosedPeriod
from csatreport.counts.ledger import Ledger
from csatreport.making.close.closing import having
from csatreport.making.close.held import tells_all
from csatreport.making.close.taking import Taking
from csatreport.making.execute import LOCK, LOCK_CODES
from csatreport.making.inputs import kept_from_builds, read_inputs
from csatreport.making.request import Progress, Request
from csatreport.study.model import Study
from csatreport.study.periods import Period
from csatreport.subjects.study import read_sound_study

NOT_CLOSED, ANONYMOUS, REASONLESS, NOTHING_MOVES, EMPTY = "B635", "B636", "B637", "B638", "B631"


@dataclass(frozen=True, slots=True, kw_only=True)
class RestateRequest:
    """Which closed periods are told anew, and why; no period for all of them."""

    study: Path
    reason: str
    period: str = ""
    questionnaire: str = ""


def restate(request: RestateRequest, progress: Progress) -> tuple[ClosedPeriod, ...]:
    """Tell closed periods by what the study says today; return the records that changed.

    Raises:
        StudyError: what stops a build; B601 nobody knows the period or the questionnaire, B631 no
            answers are left, B635 it is not closed, B636 it is anonymous, B637 no reason is given,
            B638 nothing would change; B603 somebody builds here. Exit code 2.
    """
    reason = " ".join(request.reason.split())
    if not reason:
        raise _refused(REASONLESS, request)
    folder = Request(study=request.study).folder
    folder.mkdir(parents=True, exist_ok=True)
    with locked(folder / LOCK, LOCK_CODES) as lock:
        kept, faults = read_records(request.study / FOLDER)
        stop_at(faults, ExitCode.UNREADABLE)
        reopened = _reopened(kept, read_sound_study(request.study), request)
        means = kept_from_builds(request.study)
        inputs = read_inputs(request.study, progress, means, reopened)
        taking = Taking(inputs=inputs, study=request.study, progress=progress)
        changed = [
            (told, old)
            for ledger in inputs.ledgers.values()
            for old, new in _anew(taking, ledger, kept.of(ledger.questionnaire, ledger.calendar))
            if (told := _restated(old, new, reason)) is not None
        ]
        if not changed:
            raise _refused(NOTHING_MOVES, request)
        lock.confirm()
        records, before = zip(*changed, strict=True)
        write_records(request.study / FOLDER, kept.secret, records, before)
    return tuple(records)


def _reopened(kept: KeptRecords, study: Study, request: RestateRequest) -> frozenset[RecordPlace]:
    """Return the closed periods that are to be told by their answers again."""
    closed = {(one.questionnaire, one.period) for one in kept if one.printed is not None}
    if not request.period:
        places = {one for one in closed if request.questionnaire in {"", one[0]}}
    else:
        known = {period for _, period in closed}
        found = having(study, request.questionnaire, request.period, known, "restate")
        if all(asked.anonymity is not None for asked, _ in found):
            raise _refused(ANONYMOUS, request)
        places = closed.intersection((asked.id, period.id) for asked, period in found)
    if not places:
        raise _refused(NOT_CLOSED, request)
    return frozenset(places)


def _anew(
    taking: Taking, ledger: Ledger, before: Mapping[Period, ClosedPeriod]
) -> Iterator[tuple[ClosedPeriod, ClosedPeriod]]:
    """Yield the records of periods that are told anew, and of those after them, old and new.

    Raises:
        StudyError: B631 no answers of one are left.
    """
    reopened = [period for period in before if period not in ledger.records]
    for period in reopened:
        if period not in ledger.base_periods:
            place = f"csatreport restate {period.id}"
            raise StudyError.at(EMPTY, place, period=period.id)
    for record in taking.records(ledger, reopened):
        yield next(o for o in before.values() if o.period == record.period), record
    for period, old in before.items():
        if reopened and period.start > reopened[0].start and period not in reopened:
            yield (
                old,
                replace(old, printed=_beside(taking.printed(ledger, period), old, ledger, period)),
            )


def _beside(
    now: PrintedFigures, old: ClosedPeriod, ledger: Ledger, period: Period
) -> PrintedFigures:
    """Return the figures of a period that stays closed; what needs rows that are gone stays."""
    if old.printed is None or tells_all(ledger, period):
        return now
    return replace(now, figures={**old.printed.figures, **now.figures})


def _restated(old: ClosedPeriod, new: ClosedPeriod, reason: str) -> ClosedPeriod | None:
    """Return the new record with what it restates; None where it says the same."""
    was, now = old.printed, new.printed
    if was is None or now is None:
        return None
    figures = was.moved(now.figures)
    if not figures and old.same_answers(new):
        return None
    told = Restatement(day=today().isoformat(), reason=reason, figures=figures, before=old.name)
    past = (*was.restated, told)
    return replace(new, printed=replace(now, closed=was.closed, restated=past))


def _refused(code: str, request: RestateRequest) -> StudyError:
    period = request.period or "--all"
    return StudyError.at(code, f"csatreport restate {period}", period=period)
