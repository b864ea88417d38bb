"""``csatreport close``: a period of a named survey is frozen, with those before it.

Its record is taken from the very answers that its figures are made of, and of these the company's
as they are printed. A period stands beside those before it, in comparisons and trends, so whatever
is still open before it is closed with it.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from csatreport.answers.closing import closing_day
from csatreport.base.clock import today
from csatreport.base.errors import StudyError
from csatreport.base.files.lock import locked
from csatreport.counts.closed.keeping import FOLDER, write_records
from csatreport.counts.closed.record import ClosedPeriod
from csatreport.counts.ledger import Ledger
from csatreport.making.close.taking import Taking
from csatreport.making.execute import LOCK, LOCK_CODES
from csatreport.making.inputs import Inputs, kept_from_builds, read_inputs
from csatreport.making.plan import check_name, unknown_name
from csatreport.making.request import Progress, Request
from csatreport.study.model import Questionnaire, Study
from csatreport.study.periods import Period

EMPTY, RUNNING, TWICE, ANONYMOUS = "B631", "B632", "B633", "B634"


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseRequest:
    """Which period is to be closed, and of which questionnaire; "" for all that have it.

    Without a period it is the newest that is over, of each questionnaire; where that is closed
    already, there is nothing to do.
    """

    study: Path
    period: str = ""
    questionnaire: str = ""


def close(request: CloseRequest, progress: Progress) -> tuple[ClosedPeriod, ...]:
    """Close a period, and those before it that are open; return their records.

    Raises:
        StudyError: what stops a build; B601 nobody knows the period or the questionnaire, B631 it
            has no answers, B632 it is not over, B633 it is closed, B634 it closes when it is
            published; B603 somebody builds here. Exit code 2.
    """
    folder = Request(study=request.study).folder
    folder.mkdir(parents=True, exist_ok=True)
    with locked(folder / LOCK, LOCK_CODES) as lock:
        inputs = read_inputs(request.study, progress, kept_from_builds(request.study))
        taking = Taking(inputs=inputs, study=request.study, progress=progress)
        records = tuple(
            record
            for ledger, period in (_named if request.period else _newest)(inputs, request)
            for record in taking.records(ledger, _up_to(ledger, period))
        )
        lock.confirm()
        if records:
            write_records(request.study / FOLDER, taking.secret, records)
    return records


def having(
    study: Study, questionnaire: str, name: str, known: Collection[str], command: str
) -> list[tuple[Questionnaire, Period]]:
    """Return the questionnaires of which a name is a base period, with that period.

    ``questionnaire`` is the only one to look at, or ""; ``known`` are the periods that there are.

    Raises:
        StudyError: B601 there is none.
    """
    check_name("--questionnaire", questionnaire, study.by_id)
    found = [
        (asked, period)
        for asked in study.questionnaires
        if questionnaire in {"", asked.id}
        and (period := study.calendar.of(asked.every).parse(name)) is not None
        and period.kind is asked.every
    ]
    if not found:
        raise unknown_name(f"csatreport {command}", name, known)
    return found


def _newest(inputs: Inputs, request: CloseRequest) -> Iterator[tuple[Ledger, Period]]:
    """Yield the newest period of each named questionnaire that is over, where it is open."""
    check_name("--questionnaire", request.questionnaire, inputs.study.by_id)
    for ledger in inputs.ledgers.values():
        asked = ledger.questionnaire
        over = [one for one in ledger.base_periods if closing_day(one) < today()]
        chosen = asked.anonymity is None and request.questionnaire in {"", asked.id}
        if chosen and over and over[-1] not in ledger.records:
            yield ledger, over[-1]


def _named(inputs: Inputs, request: CloseRequest) -> list[tuple[Ledger, Period]]:
    """Return the ledgers of which the period can be closed."""
    known = {one.id for ledger in inputs.ledgers.values() for one in ledger.base_periods}
    found = having(inputs.study, request.questionnaire, request.period, known, "close")
    named = [(asked, period) for asked, period in found if asked.anonymity is None]
    if not named:
        raise _refused(ANONYMOUS, found[0][1])
    last = closing_day(named[0][1])
    if last >= today():
        raise _refused(RUNNING, named[0][1], last=last.isoformat())
    answered = [
        (ledger, period)
        for asked, period in named
        if (ledger := inputs.ledgers.get(asked.id)) and period in ledger.base_periods
    ]
    if not answered:
        raise _refused(EMPTY, named[0][1])
    still = [(ledger, period) for ledger, period in answered if period not in ledger.records]
    if not still:
        ledger, period = answered[0]
        printed = ledger.records[period].printed
        raise _refused(TWICE, period, day=printed.closed if printed else "")
    return still


def _up_to(ledger: Ledger, last: Period) -> list[Period]:
    """Return the open base periods up to one."""
    before = (one for one in ledger.base_periods if one.start <= last.start)
    return [one for one in before if one not in ledger.records]


def _refused(code: str, period: Period, **facts: object) -> StudyError:
    return StudyError.at(code, f"csatreport close {period.id}", period=period.id, **facts)
