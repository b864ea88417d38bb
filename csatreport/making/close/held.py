"""A build beside what was closed: no closed figure is printed otherwise than it was.

Late answers cannot move one, because a closed period is told from its record or from the rows that
it knows. A changed definition, unit tree, weight, register or program can. Then the build stops and
says what would move, from what to what, and which of these is not as it was.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from csatreport.base.digest import digest_of
from csatreport.base.errors import ExitCode, Issue, stop_at
from csatreport.base.store import Store
from csatreport.counts.closed.keeping import FOLDER
from csatreport.counts.closed.printed import MovedFigure
from csatreport.counts.closed.record import ClosedPeriod
from csatreport.counts.ledger import Ledger
from csatreport.making.close.printed import CompanyReports, parts_of, printed
from csatreport.making.documents import Document
from csatreport.making.outcome import BuildOutcome
from csatreport.making.plan import Plan
from csatreport.report.numbers import NOTHING
from csatreport.study.periods import Period

MOVED = "B630"
_LISTED = 6
"""So many figures of a period are listed."""


def hold_to_closed(outcome: BuildOutcome, plan: Plan, store: Store) -> None:
    """Hold what was made against the records of closed periods.

    Reports that were found to agree before, byte for byte, are not read again.

    Raises:
        StudyError: B630 for each period of which figures would move; exit code 4.
    """
    reports = CompanyReports(plan)
    stop_at(
        (
            issue
            for ledger in outcome.inputs.ledgers.values()
            for period in ledger.records
            if (document := reports.of(ledger.questionnaire.id, period)) is not None
            for issue in _held(_data_of(outcome, document), ledger, period, store)
        ),
        ExitCode.RENDERING,
    )


def _data_of(outcome: BuildOutcome, document: Document) -> str:
    """Return the hash of a report's ``data.json``."""
    files = outcome.documents[document.name].files
    return next(one.sha256 for one in files if one.path.endswith("data.json"))


def _held(data: str, ledger: Ledger, period: Period, store: Store) -> Iterator[Issue]:
    """Yield what in the data of a report is otherwise than the record of its period says."""
    record, whole = ledger.records[period], tells_all(ledger, period)
    agreed = digest_of("closed", record.name, data, whole)
    if record.printed is None or store.get(agreed) is not None:
        return
    moved = record.printed.moved(printed(store.get_object(data) or b"{}"), whole=whole)
    if moved:
        yield _told(moved, record.printed.changed(parts_of(ledger)), record)
    else:
        store.put(agreed, b"")


def tells_all(ledger: Ledger, period: Period) -> bool:
    """Tell whether a report must have every figure it was closed with.

    One that is told from its record has none that needs rows; but where answers are weighted, all
    of them do, and a report without any is none.
    """
    return not ledger.rowless(period) or ledger.questionnaire.weights is not None


def _told(moved: Sequence[MovedFigure], changed: Iterable[str], record: ClosedPeriod) -> Issue:
    listed = (f"{figure} {old} → {new or NOTHING}" for figure, old, new in moved)
    more = ["…"] if len(moved) > _LISTED else []
    return Issue.at(
        MOVED, f"{FOLDER}/{record.questionnaire}/{record.period}.json",
        period=record.period, count=len(moved),
        figures="; ".join([*islice(listed, _LISTED), *more]),
        changed=", ".join(changed) or "answers",
    )  # fmt: skip
