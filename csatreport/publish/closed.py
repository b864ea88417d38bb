"""What a publish has to do with closed periods: nothing that was published is ever told otherwise.

A published figure that changes shows those who came in between. So before readers are switched,
the figures of every anonymous period on a site are held against its record in ``data/closed``, and
a period that is published for the first time gets its record there, as the build that made the site
left it. Groups and models need rows: that they are of the same ones follows from the build's own
account, which names the records it was held against. The share itself names the records its
releases rest on: without these, from another checkout or after ``data/closed`` was lost, nothing is
published to it.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeAlias

from csatreport.base.errors import ExitCode, Issue, Severity, stop_at
from csatreport.counts.closed import PENDING
from csatreport.counts.closed.keeping import FOLDER as RECORDS
from csatreport.counts.closed.keeping import (
    KeptRecords,
    read_records,
    write_published,
    write_records,
)
from csatreport.counts.closed.record import ClosedPeriod, PublishedFigure, RecordNames
from csatreport.counts.closed.take import read_rests
from csatreport.privacy.audit.published import FIGURES, PublishedReport, read_reports
from csatreport.publish.figures import differences, published_figures, shows_more
from csatreport.publish.releases import FOLDER, Release
from csatreport.publish.site import BuiltSite, FileHashes, refusal
from csatreport.study.model import Questionnaire, Study
from csatreport.study.periods import Period
from csatreport.subjects.study import read_sound_study

CONFIG = "config/study.yaml"
LACKING, DIFFERENT, UNKNOWN, BEFORE, UNAWARE = "P723", "P724", "P725", "P726", "P727"
_ROUNDED_SINCE = 4
"""The version of ``data.json`` from which figures of anonymous answers are rounded."""

_RecordsById: TypeAlias = Mapping[str, ClosedPeriod]


@dataclass(frozen=True, kw_only=True)
class Footing:
    """What a site rests on: all records a share is to name, and those to be written first.

    ``published`` is what readers will have seen, where that is more than is written down.
    ``issues`` warn of what a share from before shows otherwise. ``unaware`` are faults of a site
    whose build did not know what readers have seen: that is written down, and nothing published.
    """

    asked: tuple[Questionnaire, ...] = ()
    names: RecordNames = field(default_factory=dict)
    written: tuple[ClosedPeriod, ...] = ()
    secret: bytes = b""
    published: Mapping[str, frozenset[PublishedFigure]] = field(default_factory=dict)
    issues: tuple[Issue, ...] = ()
    unaware: tuple[Issue, ...] = ()

    def settle(self, study: Path) -> None:
        """Write down what readers have seen where the site's build did not know it.

        Raises:
            StudyError: P727 the site tells more of it.
        """
        if self.unaware:
            self.write(study)
        stop_at(self.unaware, ExitCode.PUBLISHING)

    def write(self, study: Path) -> None:
        """Write the records that are not there yet, and what readers will have seen."""
        if self.written:
            write_records(study / RECORDS, self.secret, self.written)
        if self.published:
            write_published(study / RECORDS, self.published)

    def shows_more(self, target: Path, old: Release, new: Release) -> bool:
        """Tell whether a release shows a cell of a closed period that a newer one withholds."""
        there, here = (target / FOLDER / one.name for one in (old, new))
        known = dict(new.files)
        for asked in self.asked:
            paths = [p for p in _reports(asked, old.files, new.files) if p in known]
            now = {(one.unit, one.period): one for one in _readable(here, paths)}
            for before in _readable(there, paths):
                sheet = now.get((before.unit, before.period))
                if sheet is not None and shows_more(before, sheet):
                    return True
        return False


def find_footing(
    site: BuiltSite, study: Path, target: Path, releases: Sequence[Release], current: Release | None
) -> Footing:
    """Hold a site against the records, and say what publishing it adds to them.

    Reports that readers meet already, byte for byte, on records that the share names, were held
    against them then.

    Raises:
        StudyError: A466, A467 the records cannot be read; P723 the share names one that is not
            there; P724 the site tells otherwise; P725 no record and no build knows its answers,
            or the build was not held against the record.
    """
    kept = _sound(study / RECORDS)
    named = _merged([one.closed for one in releases])
    stop_at(_lacking(kept, named), ExitCode.PUBLISHING)
    asked = _anonymous(study, named)
    ground = _Ground(
        site=site,
        kept=kept,
        pending=_sound(site.folder.parent / PENDING),
        rests=read_rests(site.folder.parent / PENDING),
        share=target / FOLDER,
        releases=releases,
        current=current,
    )
    held = [ground.hold(one, named=one.id in named) for one in asked]
    return Footing(
        asked=asked,
        names=_merged((named, *(one.names for one in held))),
        written=tuple(record for one in held for record in one.added.values()),
        secret=ground.pending.secret,
        published={
            q.id: one.published
            for q, one in zip(asked, held, strict=True)
            if one.published != kept.published.get(q.id, frozenset())
        },
        issues=tuple(issue for one in held for issue in one.issues),
        unaware=tuple(issue for one in held for issue in one.unaware),
    )


@dataclass(frozen=True, kw_only=True)
class _HeldReports:
    """What holding one questionnaire's reports against records gave: a part of a footing."""

    names: RecordNames
    added: _RecordsById
    published: frozenset[PublishedFigure]
    issues: Sequence[Issue]
    unaware: Sequence[Issue]


@dataclass(frozen=True, kw_only=True)
class _Ground:
    """A site, the records there are, those its build took, and what the share shows."""

    site: BuiltSite
    kept: KeptRecords
    pending: KeptRecords
    rests: RecordNames
    share: Path
    releases: Sequence[Release]
    current: Release | None

    def hold(self, asked: Questionnaire, *, named: bool) -> _HeldReports:
        """Hold the reports of a questionnaire against its records; ``named`` by the share or not.

        Raises:
            StudyError: P724, P725.
        """
        seen = self.kept.published.get(asked.id)
        met = self.current if self.current is not None and asked.id in self.current.closed else None
        if seen is None:
            met = None
        paths = _reports(asked, self.site.files, met.files if met is not None else ())
        sheets = read_reports(self.site.folder / path for path in paths)
        kept = self.kept.records.get(asked.id, {})
        before = () if named else self._read_before(asked)
        exact = [one for one in before if (one.number("version") or 0) < _ROUNDED_SINCE]
        added = _added(sheets, kept, self.pending.records.get(asked.id, {}))
        added = _told_exactly(asked, added, exact)
        if added and self.kept.secret not in (b"", self.pending.secret):
            raise refusal(UNKNOWN, self.site.folder, count=len(added))
        records = {**kept, **added}
        stop_at(_different(asked, sheets, records), ExitCode.PUBLISHING)
        stop_at(self._unknown(asked, sheets, records), ExitCode.PUBLISHING)
        same = [one for one in exact if not _different(asked, [one], records)]
        old, shown = (frozenset(published_figures(asked, some)) for some in (same, sheets))
        unaware = _unaware(asked, sheets, added, old)
        return _HeldReports(
            names={asked.id: {name: record.name for name, record in records.items()}},
            added=added,
            published=(seen or frozenset()) | old | (frozenset() if unaware else shown),
            issues=_told_before(asked, before, records),
            unaware=unaware,
        )

    def _unknown(
        self, asked: Questionnaire, sheets: Sequence[PublishedReport], records: _RecordsById
    ) -> list[Issue]:
        """Return an issue where a report is of answers that no record is known to hold."""
        missing = {
            sheet.period.id
            for sheet in sheets
            if not (within := _within(asked, records, sheet.period))
            or not all(map(self._rests, within))
        }
        return [Issue.at(UNKNOWN, asked.id, count=len(missing))] if missing else []

    def _rests(self, record: ClosedPeriod) -> bool:
        """Tell whether the build was held against a record, or took the same one."""
        asked, period = record.questionnaire, record.period
        taken = self.pending.records.get(asked, {}).get(period)
        named = self.rests.get(asked, {}).get(period) == record.name
        return named or (taken is not None and taken.same_answers(record))

    def _read_before(self, asked: Questionnaire) -> tuple[PublishedReport, ...]:
        """Read what releases show from before records were kept."""
        return tuple(
            sheet
            for release in self.releases
            for sheet in _readable(self.share / release.name, _reports(asked, release.files))
        )


def _told_before(
    asked: Questionnaire, sheets: Sequence[PublishedReport], records: _RecordsById
) -> list[Issue]:
    """Warn of what was shown before records were kept, and is other than these."""
    told = {tuple(one.facts.values()): one for one in _different(asked, sheets, records)}
    return [replace(one, code=BEFORE, severity=Severity.WARNING) for one in told.values()]


def _told_exactly(
    asked: Questionnaire, records: _RecordsById, sheets: Sequence[PublishedReport]
) -> dict[str, ClosedPeriod]:
    """Flag the records of periods that reports told in full precision."""
    exact = {id(one) for sheet in sheets for one in _within(asked, records, sheet.period)}
    return {n: replace(one, exact=id(one) in exact) for n, one in records.items()}


def _unaware(
    asked: Questionnaire,
    sheets: Sequence[PublishedReport],
    added: _RecordsById,
    seen: frozenset[PublishedFigure],
) -> list[Issue]:
    """Return an issue for every period of which more is told than readers have seen exactly.

    Of records that are only added now, the site's build did not know.
    """
    found = {
        sheet.period.id
        for sheet in sheets
        if any(record.exact for record in _within(asked, added, sheet.period))
        and not seen.issuperset(published_figures(asked, [sheet]))
    }
    return [Issue.at(UNAWARE, asked.id, period=period) for period in sorted(found)]


def _reports(asked: Questionnaire, files: FileHashes, known: FileHashes = ()) -> list[str]:
    """Return the reports of a questionnaire by their JSON, but those known byte for byte."""
    same = set(known)
    paths = (Path(path) for path, digest in files if (path, digest) not in same)
    return sorted(
        {
            path.with_suffix(".json").as_posix()
            for path in paths
            if path.name in FIGURES and path.parts[1] == asked.id
        }
    )


def _readable(release: Path, paths: Iterable[str]) -> tuple[PublishedReport, ...]:
    """Read reports of a release; none where they cannot be read any more."""
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        return read_reports(release / path for path in paths)
    return ()


def _sound(folder: Path) -> KeptRecords:
    kept, faults = read_records(folder)
    stop_at(faults, ExitCode.PUBLISHING)
    return kept


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


def _within(
    asked: Questionnaire, records: _RecordsById, period: Period
) -> tuple[ClosedPeriod, ...]:
    """Return the records that a period is made of."""
    if period.kind is asked.every:
        return (records[period.id],) if period.id in records else ()
    first, last = period.start.isoformat(), period.end.isoformat()
    return tuple(record for record in records.values() if first <= record.ends <= last)


def _different(
    asked: Questionnaire, sheets: Sequence[PublishedReport], records: _RecordsById
) -> list[Issue]:
    """Return an issue for every report that tells otherwise than its records."""
    return [
        Issue.at(
            DIFFERENT, f"{asked.id}/{sheet.period.id}",
            unit=sheet.unit, period=sheet.period.id, figure=figure,
        )
        for sheet in sheets
        if (within := _within(asked, records, sheet.period))
        and (figure := next(differences(asked, sheet, within), ""))
    ]  # fmt: skip
