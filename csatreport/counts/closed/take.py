"""Taking the record of a period: what a ledger holds of it, before it is published.

A build alone closes nothing. It leaves what publishing it would close in its private account, taken
from the very answers that its pages are made of; `csatreport.publish.closed` puts it into the study
when the site is published. The account names the records too that the build was held against: of a
site that rests on others, or on none, figures of groups and models could be of other answers.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from csatreport.base.files.atomic import write_together
from csatreport.base.files.modes import keep_to_owner
from csatreport.counts.closed.keeping import KeptRecords, write_records
from csatreport.counts.closed.prints import digest_rows
from csatreport.counts.closed.record import (
    ClosedPeriod,
    RecordNames,
    options_of,
    parents_of,
    people_of,
    promises_of,
)
from csatreport.counts.ledger import Ledger
from csatreport.statistics.tally import Tally
from csatreport.study.periods import Period

_RESTS = "rests.json"
"""The file there that names the records it was held against."""


def write_pending(folder: Path, ledgers: Iterable[Ledger], kept: KeptRecords) -> None:
    """Write the record of every anonymous period that has none, and name those of the others."""
    anonymous = [one for one in ledgers if one.questionnaire.anonymity is not None]
    found = [
        record
        for ledger in anonymous
        for record in take_records(
            ledger, kept.secret, kept.of(ledger.questionnaire, ledger.calendar)
        )
    ]
    if found:
        write_records(folder, kept.secret, found)
    rests = {
        one.questionnaire.id: {period.id: record.name for period, record in one.records.items()}
        for one in anonymous
    }
    if any(rests.values()):
        keep_to_owner(folder)
        write_together({folder / _RESTS: json.dumps(rests, sort_keys=True).encode()})


def read_rests(folder: Path) -> RecordNames:
    """Return the names of the records that a build was held against; none where none were."""
    try:
        found: RecordNames = json.loads((folder / _RESTS).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found


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
                people=people_of(ledger.questionnaire.units),
                exact=False,
            )


def _digests(ledger: Ledger, secret: bytes) -> dict[Period, list[str]]:
    found: dict[Period, list[str]] = defaultdict(list)
    for wave in ledger.responses.waves:
        told = digest_rows(wave, ledger.questionnaire.units, secret)
        for place, digest in zip(wave.column("_period").tolist(), told, strict=True):
            found[ledger.base_periods[place]].append(digest)
    return found
