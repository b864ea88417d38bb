"""The account of what became of every file, row and faulty cell.

Every refused row stands here once. Faulty cells of kept rows are listed too, but at most
`LISTED_CELLS` of each file, the first ones, because a wrong code in a big file makes as many as
there are rows. Their number in `FileIntake.lost_cells` is always the full one, and the written
account says in a last line per file how many it leaves out.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from heapq import nsmallest
from pathlib import Path

from csatreport.answers.cells.coding import (
    OWN_WORDS,
    RANKS_LEFT_OUT,
    SEVERAL_TICKS,
    SHORTENED_ID,
    UNDECIDED,
)
from csatreport.answers.join import BadColumn, Joined
from csatreport.answers.layout.layout import CLASH, NO_FILTER, NO_ITEMS
from csatreport.answers.layout.unit_names import unit_names
from csatreport.answers.model import FileIntake, Intake, Refusal
from csatreport.answers.parts import UNKNOWN_UNIT, FilePart
from csatreport.base.counted import clipped, in_words
from csatreport.base.errors import Issue, Source
from csatreport.base.files.atomic import write_whole
from csatreport.base.words import say
from csatreport.study.model import Questionnaire
from csatreport.study.yaml.written import choices
from csatreport.tables.table import excerpt
from csatreport.tables.write import Cell, write_csv

LISTED_CELLS = 1_000
"""Most faulty cells of one file that are listed one by one."""

NOT_LISTED = "A439"

NOT_INVALID = frozenset({SEVERAL_TICKS, SHORTENED_ID, OWN_WORDS, RANKS_LEFT_OUT})
"""Cells of which something is lost, but which do not count as invalid."""

HEADER = ("file", "row", "column", "value", "code", "reason", "kept")


_NOT_ANSWERS = frozenset({"A424", "A425", "A427", "A428", "A429", "A452", "A453", "A454"})
"""What these codes quote is a date, a unit, a file or a platform's mark; all others may quote what
somebody answered, and so may a whole row that is taken for a title or for headers."""
_UNQUOTED = "…"


def account(
    parts: Sequence[FilePart],
    joined: Joined,
    about_folder: Iterable[Issue],
    questionnaire: Questionnaire,
) -> Intake:
    """Account for all files of a questionnaire.

    Args:
        parts: what each file contributed.
        joined: what became of it.
        about_folder: issues about the folder rather than a file that was read.
        questionnaire: whose answers these are. Where it is anonymous no answer is quoted, only its
            place named.
    """
    duplicates: dict[str, list[Refusal]] = defaultdict(list)
    for refusal in joined.duplicates:
        duplicates[refusal.file].append(refusal)
    bad: dict[int, list[BadColumn]] = defaultdict(list)
    for column in joined.bad:
        bad[column.file].append(column)
    files, refusals, issues = [], [], list(about_folder)
    for place, part in enumerate(parts):
        refused = [*part.refusals, *duplicates[part.name]]
        files.append(_file_intake(part, joined.kept[place], refused, bad[place]))
        refusals += sorted([*refused, *_listed(part, bad[place])], key=_place)
        issues += (
            *part.issues,
            *_about_rows(refused, questionnaire),
            *_about_cells(part, bad[place]),
        )
    if questionnaire.anonymity is not None:
        refusals = [_unquoted(one) for one in refusals]
        issues = [_unquoted_issue(one) for one in issues]
    return Intake(
        files=tuple(files),
        refusals=tuple(refusals),
        issues=tuple(sorted(issues, key=Issue.sort_key)),
    )


def _unquoted(refusal: Refusal) -> Refusal:
    quoted = refusal.value and refusal.code not in _NOT_ANSWERS
    return replace(refusal, value=_UNQUOTED) if quoted else refusal


def _unquoted_issue(issue: Issue) -> Issue:
    """Leave out what a cell or a row says, and the line it stands in."""
    if "value" not in issue.facts or issue.code in _NOT_ANSWERS:
        return issue
    return replace(issue, facts={**issue.facts, "value": _UNQUOTED}, excerpt=None)


def _place(refusal: Refusal) -> tuple[int, str, str]:
    return (refusal.row, refusal.code, refusal.column)


def _file_intake(
    part: FilePart, kept: int, refused: Sequence[Refusal], bad: Sequence[BadColumn]
) -> FileIntake:
    return FileIntake(
        file=part.name,
        sha256=part.sha256,
        encoding=part.encoding,
        read=part.read,
        kept=kept,
        refused=len(refused),
        invalid_cells=sum(len(one.rows) for one in bad if one.code not in NOT_INVALID),
        lost_cells=sum(len(one.rows) for one in bad),
        unread_columns=part.unread,
    )


def _listed(part: FilePart, bad: Iterable[BadColumn]) -> list[Refusal]:
    cells = (
        (row, column.place, column.header, value, column.code)
        for column in bad
        for row, value in zip(column.rows, column.texts, strict=True)
    )
    return [
        Refusal(file=part.name, row=row, column=header, value=excerpt(value), code=code, kept=True)
        for row, _, header, value, code in nsmallest(LISTED_CELLS, cells)
    ]


def _about_rows(refused: Sequence[Refusal], questionnaire: Questionnaire) -> Iterator[Issue]:
    """Yield one warning for each reason, at the first row that was refused for it."""
    counts = Counter(refusal.code for refusal in refused)
    for code, count in counts.items():
        if code in (NO_ITEMS, CLASH, NO_FILTER):
            continue  # said once, as an error of the file
        first = min((one for one in refused if one.code == code), key=_place)
        yield Issue.warning(
            code, Source(file=first.file, row=first.row, header=first.column or None), count=count,
            value=first.value, values=_values(refused, code), **_beside(refused, code),
            **(_nearest(first.value, questionnaire) if code == UNKNOWN_UNIT else {}),
        )  # fmt: skip


def _nearest(unit: str, questionnaire: Questionnaire) -> dict[str, object]:
    """Return the name of the unit that was probably meant, if one is near."""
    found = choices(unit, unit_names(questionnaire.units))
    return {"nearest": found["nearest"]} if "nearest" in found else {}


def _values(refused: Sequence[Refusal], code: str) -> str:
    """Return what stands in the refused rows, with how often, where it is no answer."""
    told = (refusal.value for refusal in refused if refusal.code == code)
    return in_words(Counter(told)) if code in _NOT_ANSWERS else ""


def _beside(refused: Sequence[Refusal], code: str) -> dict[str, object]:
    """Return the refused rows, each with the row that it stands beside; nothing if none does."""
    rows = sorted((one for one in refused if one.code == code and one.beside), key=_place)
    return {"beside": clipped([f"{one.row} ↔ {one.beside}" for one in rows])} if rows else {}


def _about_cells(part: FilePart, bad: Sequence[BadColumn]) -> Iterator[Issue]:
    """Yield one warning for each kind of faulty cell, at the first of them."""
    for code in dict.fromkeys(column.code for column in bad if column.code != UNDECIDED):
        columns = [column for column in bad if column.code == code]
        first = min(columns, key=lambda column: (column.rows[0], column.place))
        yield Issue.warning(
            code, Source(file=part.name, row=first.rows[0], header=first.header),
            count=sum(len(column.rows) for column in columns),
            columns=in_words(Counter({one.header: len(one.rows) for one in columns})),
            column=first.header, value=excerpt(first.texts[0]),
        )  # fmt: skip


def write_intake(intakes: Iterable[tuple[str, Intake]], path: Path, language: str) -> None:
    """Write the account of all questionnaires as one CSV file, for a person to look through.

    Args:
        intakes: questionnaire ids with their accounts.
        path: the file to write.
        language: the language of the reasons.
    """
    rows: list[tuple[Cell, ...]] = [HEADER]
    for _, intake in intakes:
        rows += _rows(intake, language)
    write_whole(path, write_csv(rows))


def _rows(intake: Intake, language: str) -> Iterator[tuple[Cell, ...]]:
    by_file: dict[str, list[Refusal]] = defaultdict(list)
    for refusal in intake.refusals:
        by_file[refusal.file].append(refusal)
    for file in intake.files:
        for one in by_file[file.file]:
            reason = say(language, f"refusal.{one.code}")
            reason += f" ↔ {one.beside}" if one.beside else ""
            kept = "yes" if one.kept else "no"
            yield (one.file, one.row, one.column, one.value, one.code, reason, kept)
        left_out = file.lost_cells - sum(one.kept for one in by_file[file.file])
        if left_out:
            reason = say(language, f"refusal.{NOT_LISTED}", count=left_out)
            yield (file.file, None, "", "", NOT_LISTED, reason, "yes")
