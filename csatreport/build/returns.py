"""Returned PDF forms into a study: each read, checked, and its answers taken once."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from csatreport.build.forms import require_paper
from csatreport.clock import today
from csatreport.errors import Issue, Source
from csatreport.responses.days import parse_day
from csatreport.survey.model import Kind, Questionnaire, Study
from csatreport.survey.read import read_sound_study

if TYPE_CHECKING:
    from csatreport.paper.returned import Return, Taken

_UNIT, _DATE = "unit", "date"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What became of the files: forms taken by questionnaire, blank ones, and what was refused."""

    taken: tuple[tuple[str, int], ...]
    blank: int
    refused: tuple[Issue, ...]


def take_returns(folder: Path, files: Sequence[Path]) -> Account:
    """Take the answers of returned PDF forms.

    Raises:
        StudyError: the configuration has errors (2).
    """
    require_paper()
    # Deferred: the library that reads PDFs is an extra.
    from csatreport.paper.returned import (  # noqa: PLC0415
        ANSWERS,
        add_answers,
        note,
        read_return,
        read_taken,
        taken_before,
        write_taken,
    )

    study = read_sound_study(folder)
    taken, blank, refused = list(read_taken(folder)), 0, list[Issue]()
    rows: dict[str, list[dict[str, str]]] = defaultdict(list)
    for file in files:
        found, fault = read_return(file, folder)
        refused += [fault] if fault is not None else []
        for one in found:
            if one.blank:
                blank += 1
                continue
            earlier = taken_before(one, taken)
            issue = _refusal(one, study, earlier)
            if issue is not None:
                refused.append(issue)
                continue
            asked = study.by_id[one.geometry.questionnaire]
            rows[asked.id].append(_row(one, asked))
            taken.append(note(one, today(), anonymous=asked.anonymity is not None))
    for name, some in rows.items():
        head = list(dict.fromkeys(column for row in some for column in row))
        table = [[row.get(column, "") for column in head] for row in some]
        add_answers(folder / "data" / name / ANSWERS, head, table)
    write_taken(folder, taken)
    return Account(
        taken=tuple((name, len(some)) for name, some in rows.items()),
        blank=blank,
        refused=tuple(refused),
    )


def _refusal(one: Return, study: Study, earlier: Taken | None) -> Issue | None:
    """Say why a form is not taken: taken before, or of an edition that is not in force then."""
    asked = study.by_id.get(one.geometry.questionnaire)
    place = Source(file=one.file)
    if asked is None:
        return Issue(code="F931", source=place, facts={"form": one.geometry.form})
    if earlier is not None:
        return Issue(code="F932", source=place, facts={"earlier": earlier.file or "–"})
    period = study.calendar.of(asked.every).containing(_day(one), asked.every)
    edition = asked.edition(period) if period is not None else asked.newest
    if edition.number != one.geometry.edition:
        facts: dict[str, object] = {
            "edition": one.geometry.edition,
            "force": edition.number,
            "day": _day(one).isoformat(),
        }
        return Issue(code="F933", source=place, facts=facts)
    return None


def _day(one: Return) -> dt.date:
    """Return the day written on a form; the day it is taken where there is none."""
    return parse_day(one.values.get(_DATE, "")) or today()


def _row(one: Return, asked: Questionnaire) -> dict[str, str]:
    """Make a row of answers, by the headers that the reader of answers knows."""
    columns, edition = asked.columns, asked.edition_by_number(one.geometry.edition)
    row = {
        columns.unit or _UNIT: one.values.get(_UNIT, ""),
        columns.date or _DATE: _day(one).isoformat(),
    }
    for item in edition.items:
        if item.personal and item.id != columns.name:
            continue
        if item.kind is Kind.RANKED:
            for rank in range(1, (item.picks or 3) + 1):
                row[f"{item.id} {rank}"] = one.values.get(f"{item.id}#{rank}", "")
            continue
        row[item.id] = one.values.get(item.id, "")
        if item.follow_up is not None:
            row[f"{item.id}?"] = one.values.get(f"{item.id}?", "")
    return row
