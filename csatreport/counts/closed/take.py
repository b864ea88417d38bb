"""Taking the record of a period: what a ledger holds of it, before it is published.

A build alone closes nothing. It leaves what publishing it would close in its private account, taken
from the very answers that its pages are made of; `csatreport.publish.closed` puts it into the study
when the site is published.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from csatreport.counts.closed.keeping import KeptRecords, write_records
from csatreport.counts.closed.prints import digest_rows
from csatreport.counts.closed.record import ClosedPeriod, options_of, parents_of, promises_of
from csatreport.counts.ledger import Ledger
from csatreport.statistics.tally import Tally
from csatreport.study.periods import Period

PENDING = "private/closed"
"""Where a build leaves the records that publishing it would make."""


def write_pending(folder: Path, ledgers: Iterable[Ledger], kept: KeptRecords) -> None:
    """Write the record of every anonymous period with answers that has none."""
    found = [
        record
        for ledger in ledgers
        if ledger.questionnaire.anonymity is not None
        for record in take_records(
            ledger, kept.secret, kept.of(ledger.questionnaire, ledger.calendar)
        )
    ]
    if found:
        write_records(folder, kept.secret, found)


def take_records(
    ledger: Ledger, secret: bytes, closed: Collection[Period]
) -> Iterator[ClosedPeriod]:
    """Yield the record of each base period with answers that is not ``closed`` yet."""
    tallies: dict[Period, dict[str, Tally]] = defaultdict(dict)
    for (unit, period), tally in ledger.cells.items():
        tallies[period][unit] = tally
    digests = _digests(ledger, secret)
    for period in ledger.base_periods:
        if period not in closed:
            yield ClosedPeriod(
                questionnaire=ledger.questionnaire.id,
                period=period.id,
                ends=period.end.isoformat(),
                promise=promises_of(ledger.questionnaire.anonymity),
                parents=parents_of(ledger.questionnaire.units, tallies[period]),
                options=options_of(ledger.edition(period)),
                tallies=tallies[period],
                digests=tuple(sorted(digests[period])),
            )


def _digests(ledger: Ledger, secret: bytes) -> dict[Period, list[str]]:
    found: dict[Period, list[str]] = defaultdict(list)
    for wave in ledger.responses.waves:
        told = digest_rows(wave, ledger.questionnaire.units, secret)
        for place, digest in zip(wave.column("_period").tolist(), told, strict=True):
            found[ledger.base_periods[place]].append(digest)
    return found
