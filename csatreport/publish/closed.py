"""What a publish has to do with closed periods: nothing that was published is ever told otherwise.

A published figure that changes shows those who came in between. So before readers are switched,
the figures of every anonymous period on a site are held against its record in ``data/closed``, and
a period that is published for the first time gets its record there, as the build that made the site
left it. The share itself names the records its releases rest on: without these, from another
checkout or after ``data/closed`` was lost, nothing is published to it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from csatreport.base.errors import ExitCode, Issue, Severity, Source, StudyError
from csatreport.counts.closed.keeping import FOLDER as RECORDS
from csatreport.counts.closed.keeping import KeptRecords, read_records, write_records
from csatreport.counts.closed.record import ClosedPeriod
from csatreport.counts.closed.take import PENDING
from csatreport.privacy.audit.published import PublishedReport, read_sheets
from csatreport.publish.figures import differences, shows_more
from csatreport.study.model import Questionnaire, Study
from csatreport.study.periods import Period
from csatreport.subjects.study import read_sound_study

CONFIG = "config/study.yaml"
LACKING, DIFFERENT, UNKNOWN, BEFORE = "P723", "P724", "P725", "P726"

RecordNames: TypeAlias = Mapping[str, Mapping[str, str]]
"""The names of records (`ClosedPeriod.name`) by questionnaire and period."""
_RecordsById: TypeAlias = Mapping[str, ClosedPeriod]


@dataclass(frozen=True, kw_only=True)
class Footing:
    """What a site rests on: all records a share is to name, and those to be written first.

    ``issues`` warn of what a share from before shows otherwise.
    """

    asked: tuple[Questionnaire, ...] = ()
    names: RecordNames = field(default_factory=dict)
    written: tuple[ClosedPeriod, ...] = ()
    secret: bytes = b""
    issues: tuple[Issue, ...] = ()

    def write(self, study: Path) -> None:
        """Write the records that are not there yet."""
        if self.written:
            write_records(study / RECORDS, self.secret, self.written)

    def shows_more(self, old: Path, new: Path) -> bool:
        """Tell whether a release shows a cell of a closed period that a newer one withholds."""
        for asked in self.asked:
            now = {(one.unit, one.period): one for one in read_sheets((new,), asked.id)}
            for before in _read_before(old, asked) if now else ():
                sheet = now.get((before.unit, before.period))
                if sheet is not None and shows_more(before, sheet):
                    return True
        return False


def find_footing(
    site: Path, study: Path, named: Sequence[RecordNames], current: Path | None
) -> Footing:
    """Hold a site against the records, and say what publishing it adds to them.

    Args:
        site: the built site's folder.
        study: the study's folder.
        named: the records that each release of the share names.
        current: the folder of the release that readers meet.

    Raises:
        StudyError: A466, A467 the records cannot be read; P723 the share names one that is not
            there; P724 the site tells otherwise; P725 no record and no build knows its answers.
    """
    kept = _sound(study / RECORDS)
    names = _merged(named)
    _refuse(_lacking(kept, names))
    asked = _anonymous(study, names)
    pending = _sound(site.parent / PENDING)
    written: list[ClosedPeriod] = []
    issues: list[Issue] = []
    for one in asked:
        sheets = read_sheets((site,), one.id)
        added = _added(sheets, kept.records.get(one.id, {}), pending.records.get(one.id, {}))
        records = {**kept.records.get(one.id, {}), **added}
        _refuse(_unknown(one, sheets, records))
        _refuse(_different(one, sheets, records, DIFFERENT))
        written += added.values()
        names = _merged((names, {one.id: {name: r.name for name, r in records.items()}}))
        if current is not None and not any(one.id in some for some in named):
            before = _read_before(current, one)
            issues += _different(one, before, records, BEFORE, Severity.WARNING)
    if written and kept.secret not in (b"", pending.secret):
        _refuse([Issue.at(UNKNOWN, str(site), count=len(written))])
    return Footing(
        asked=asked,
        names=names,
        written=tuple(written),
        secret=pending.secret,
        issues=tuple(issues),
    )


def _read_before(release: Path, asked: Questionnaire) -> tuple[PublishedReport, ...]:
    """Read the reports of a release from before; none where they cannot be read any more."""
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        return read_sheets((release,), asked.id)
    return ()


def _sound(folder: Path) -> KeptRecords:
    kept, faults = read_records(folder)
    _refuse(faults)
    return kept


def _refuse(issues: Sequence[Issue]) -> None:
    if issues:
        raise StudyError(issues, ExitCode.PUBLISHING)


def _merged(named: Sequence[RecordNames]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for names in named:
        for questionnaire, periods in names.items():
            found.setdefault(questionnaire, {}).update(periods)
    return found


def _lacking(kept: KeptRecords, names: RecordNames) -> list[Issue]:
    return [
        Issue.at(LACKING, f"{RECORDS}/{questionnaire}/{period}.json")
        for questionnaire, periods in names.items()
        for period, name in periods.items()
        if (record := kept.records.get(questionnaire, {}).get(period)) is None
        or record.name != name
    ]


def _anonymous(study: Path, names: RecordNames) -> tuple[Questionnaire, ...]:
    """Return the questionnaires whose periods close; none for a folder without a study."""
    if not names and not (study / CONFIG).is_file():
        return ()
    found: Study = read_sound_study(study)
    return tuple(q for q in found.questionnaires if q.anonymity is not None or q.id in names)


def _added(
    sheets: Sequence[PublishedReport], kept: _RecordsById, pending: _RecordsById
) -> dict[str, ClosedPeriod]:
    """Return the records that a site adds: of its own periods, and of those before them."""
    ends = [sheet.period for sheet in sheets]
    return {
        name: record
        for name, record in pending.items()
        if name not in kept and any(record.ends <= one.end.isoformat() for one in ends)
    }


def _unknown(
    asked: Questionnaire, sheets: Sequence[PublishedReport], records: _RecordsById
) -> list[Issue]:
    """Return an issue where a report is of answers that no record holds."""
    missing = {sheet.period.id for sheet in sheets if not _within(asked, records, sheet.period)}
    return [Issue.at(UNKNOWN, asked.id, count=len(missing))] if missing else []


def _within(
    asked: Questionnaire, records: _RecordsById, period: Period
) -> tuple[ClosedPeriod, ...]:
    """Return the records that a period is made of."""
    if period.kind is asked.every:
        return (records[period.id],) if period.id in records else ()
    first, last = period.start.isoformat(), period.end.isoformat()
    return tuple(record for record in records.values() if first <= record.ends <= last)


def _different(
    asked: Questionnaire,
    sheets: Sequence[PublishedReport],
    records: _RecordsById,
    code: str,
    severity: Severity = Severity.ERROR,
) -> list[Issue]:
    """Return an issue for every report that tells otherwise than its records."""
    found = (
        (sheet, tuple(differences(asked, sheet, within)))
        for sheet in sheets
        if (within := _within(asked, records, sheet.period))
    )
    return [
        Issue(
            code=code,
            severity=severity,
            source=Source(file=f"{asked.id}/{sheet.period.id}"),
            facts={"unit": sheet.unit, "period": sheet.period.id, "figure": names[0]},
        )
        for sheet, names in found
        if names
    ]
