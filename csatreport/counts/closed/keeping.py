"""The folder of records: ``data/closed/<questionnaire>/<period>.json``, and the secret beside them.

It lies with the answers, because ``build/`` may be deleted, and only its owner may enter it: the
records hold what small units said. The secret is made once, before anything anonymous is told of:
lots are drawn by it, and rows of published periods are known again.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeAlias

from csatreport.base.errors import Issue
from csatreport.base.files.atomic import write_together
from csatreport.base.files.modes import keep_to_owner
from csatreport.counts.closed.record import (
    ClosedPeriod,
    EditedRecordError,
    PublishedFigure,
    promises_of,
)
from csatreport.study.model import Questionnaire, Study
from csatreport.study.periods import Calendar, Period

FOLDER = "data/closed"
"""Where records lie in a study."""
SECRET = "secret"  # noqa: S105 - the name of its file
NO_SECRET = "A466"  # noqa: S105 - a code
UNREADABLE = "A467"
EDITED = "A473"
LESS = "A471"

RESTATED = "restated"
"""The folder beside records that holds those they replaced, numbered from 1."""
SHOWN = "published.txt"
"""The file beside a questionnaire's records that lists what readers have seen of it."""

RecordPlace: TypeAlias = tuple[str, str]
"""The ids of a questionnaire and of a base period."""

_HEX = re.compile("[0-9a-f]{64}")
_OWNER_ONLY = 0o600
_SECRET_BYTES = 32


@dataclass(frozen=True, kw_only=True)
class KeptRecords:
    """The records of a study by questionnaire and period id, with the secret; b"" for none."""

    records: Mapping[str, Mapping[str, ClosedPeriod]] = field(default_factory=dict)
    secret: bytes = b""
    published: Mapping[str, frozenset[PublishedFigure]] = field(default_factory=dict)
    """What readers have seen, by questionnaire."""

    def of(self, questionnaire: Questionnaire, calendar: Calendar) -> dict[Period, ClosedPeriod]:
        """Return the records of a questionnaire by period, in time order.

        Of a named one those that a person closed.
        """
        calendar = calendar.of(questionnaire.every)
        named = questionnaire.anonymity is None
        found = {
            period: record
            for name, record in self.records.get(questionnaire.id, {}).items()
            if (period := calendar.parse(name)) and not (named and record.printed is None)
        }
        return dict(sorted(found.items(), key=lambda pair: pair[0].sort_key()))

    def seen(self, questionnaire: Questionnaire) -> frozenset[PublishedFigure]:
        """Return what readers have seen under today's promise.

        Where more is promised now, figures that were published are withdrawn, with the releases
        that show them.
        """
        today = promises_of(questionnaire.anonymity)
        records = self.records.get(questionnaire.id, {}).values()
        if any(record.promise != today for record in records):
            return frozenset()
        return self.published.get(questionnaire.id, frozenset())

    def without(self, reopened: Collection[RecordPlace]) -> KeptRecords:
        """Return them without some periods, so that these are told by their answers."""
        return replace(
            self,
            records={
                asked: {n: one for n, one in records.items() if (asked, n) not in reopened}
                for asked, records in self.records.items()
            },
        )

    def __iter__(self) -> Iterator[ClosedPeriod]:
        """Go through all records."""
        return (one for records in self.records.values() for one in records.values())


def read_records(folder: Path) -> tuple[KeptRecords, tuple[Issue, ...]]:
    """Read every record below a folder of records.

    It is an error where one cannot be read (A467), or all of them not, for want of the secret
    (A466).
    """
    found: dict[str, dict[str, ClosedPeriod]] = {}
    issues: list[Issue] = []
    for file in sorted(folder.glob("*/*.json")):
        try:
            record = ClosedPeriod.parse(file.read_text(encoding="utf-8"))
        except EditedRecordError:
            issues.append(Issue.at(EDITED, _shown(file)))
            continue
        except (OSError, ValueError) as fault:
            issues.append(_unreadable(file, str(fault)))
            continue
        if (record.questionnaire, record.period) == (file.parent.name, file.stem):
            found.setdefault(record.questionnaire, {})[record.period] = record
        else:
            issues.append(_unreadable(file, f"{record.questionnaire}, {record.period}"))
    secret = _read_secret(folder / SECRET)
    if found and not secret:
        issues.append(Issue.at(NO_SECRET, f"{FOLDER}/{SECRET}"))
    seen: dict[str, frozenset[PublishedFigure]] = {}
    for file in sorted(folder.glob(f"*/{SHOWN}")):
        try:
            seen[file.parent.name] = _parse_published(file.read_text(encoding="utf-8"))
        except (OSError, ValueError) as fault:
            issues.append(_unreadable(file, str(fault)))
    return KeptRecords(records=found, secret=secret, published=seen), tuple(issues)


def _parse_published(text: str) -> frozenset[PublishedFigure]:
    found = set()
    for line in text.splitlines():
        topic, series, unit, period = line.split("\t")
        found.add((topic, series, unit, period))
    return frozenset(found)


def write_published(folder: Path, published: Mapping[str, Iterable[PublishedFigure]]) -> None:
    """Write what readers have seen of each questionnaire.

    Raises:
        OSError: nothing is half written.
    """
    keep_to_owner(folder)
    files = {
        folder / name / SHOWN: "".join("\t".join(one) + "\n" for one in sorted(seen)).encode()
        for name, seen in published.items()
    }
    write_together(files)


def check_records(kept: KeptRecords, study: Study) -> Iterator[Issue]:
    """Yield an error (A467) for every record of a period or a company that the study has not.

    Under another name its answers would be told a second time, and otherwise. It is an error too
    where less is promised now than was to those who answered (A471).
    """
    for record in kept:
        asked = study.by_id.get(record.questionnaire)
        if asked is None:
            continue
        if not record.keeps(asked.anonymity):
            promised = ", ".join(f"{name}: {base}" for name, base in record.promise.items())
            yield Issue.at(LESS, _shown(_place(Path(), record)), promise=promised)
        period = study.calendar.of(asked.every).parse(record.period)
        if period is None or period.kind is not asked.every:
            yield _unreadable(_place(Path(), record), f"every, rounds: {record.period}")
        elif record.parents.get(asked.units.root.id, "") is not None:
            yield _unreadable(_place(Path(), record), f"units: {asked.units.root.id}")


def write_records(
    folder: Path,
    secret: bytes,
    records: Iterable[ClosedPeriod],
    replaced: Iterable[ClosedPeriod] = (),
) -> None:
    """Write records, and the secret before the first of them.

    Those that are ``replaced`` stay, under ``restated/`` beside them.

    Raises:
        OSError: nothing is half written.
    """
    keep_to_owner(folder)
    if not _read_secret(folder / SECRET):
        make_secret(folder, secret)
    old = {_place(folder, one, past=True): one.text.encode() for one in replaced}
    write_together(old | {_place(folder, one): one.text.encode() for one in records})


def make_secret(folder: Path, secret: bytes = b"") -> bytes:
    """Put a secret into a folder of records, a new one unless it is given; return it.

    Raises:
        OSError: nothing is half written.
    """
    secret = secret or fresh_secret()
    keep_to_owner(folder)
    # Made empty and closed to others before anything is in it; what is written keeps its mode.
    os.close(os.open(folder / SECRET, os.O_CREAT | os.O_WRONLY, _OWNER_ONLY))
    write_together({folder / SECRET: f"{secret.hex()}\n".encode()})
    return secret


def fresh_secret() -> bytes:
    """Return a new secret."""
    return secrets.token_bytes(_SECRET_BYTES)


def _read_secret(file: Path) -> bytes:
    try:
        text = file.read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        return b""
    return bytes.fromhex(text) if _HEX.fullmatch(text) else b""


def _place(folder: Path, record: ClosedPeriod, *, past: bool = False) -> Path:
    """Return where a record lies, or, once it is ``past``, where it stays beside the new one."""
    folder = folder / record.questionnaire
    if past and record.printed is not None:
        return folder / RESTATED / f"{record.period}-{len(record.printed.restated) + 1}.json"
    return folder / f"{record.period}.json"


def _shown(file: Path) -> str:
    return "/".join((FOLDER, *file.parts[-2:]))


def _unreadable(file: Path, reason: str) -> Issue:
    return Issue.at(UNREADABLE, _shown(file), reason=reason)
