"""Small studies made by hand, so that these tests need no files and no readers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from csatreport.answers.model import FileIntake, Intake, Responses
from csatreport.base.label import Label
from csatreport.counts.ledger import Ledger
from csatreport.study.edition import Edition, Node, Section
from csatreport.study.item import CLOSED, FollowUp, Item, Kind, Missing, Option, Role, Valence
from csatreport.study.model import Questionnaire
from csatreport.study.periods import Calendar, Period, PeriodKind
from csatreport.study.policy import Reporting
from csatreport.study.units import Unit, Units
from tests.frames import wave_of

FOUR = ((3.0, Valence.GOOD), (2.0, Valence.GOOD), (1.0, Valence.BAD), (0.0, Valence.BAD))
THREE = ((3.0, Valence.GOOD), (1.5, Valence.NEUTRAL), (0.0, Valence.BAD))
PLAIN = ((None, None), (None, None), (None, None))
CALENDAR = Calendar()


def item(name: str, scale: Sequence = FOUR, **settings) -> Item:
    options = tuple(
        Option(
            code="ABCDEFGHIJKLMN"[i], label=Label.of(f"option {i}"), points=points, valence=valence
        )
        for i, (points, valence) in enumerate(scale)
    )
    defaults = {"kind": Kind.CHOICE, "role": Role.RATED, "number": name, "series": name}
    return Item(
        id=name,
        text=Label.of(name),
        label=Label.of(name),
        options=options,
        **{**defaults, **settings},
    )


def node(name: str, items: Sequence[str] = (), children: Sequence[Node] = (), **settings) -> Node:
    settings.setdefault("series", name)
    return Node(
        id=name, label=Label.of(name), items=tuple(items), children=tuple(children), **settings
    )


def edition(items: Sequence[Item], index: Node | None = None, **settings) -> Edition:
    """Make an edition; the index is the mean of all rated items unless another is given."""
    rated = [one.id for one in items if one.scored and one.role is Role.RATED]
    if index is None and rated:
        index = node("headline", rated)
    section = Section(id="all", title=Label(), items=tuple(items))
    return Edition(
        **{"number": "1", "begins": None, "sections": (section,), "index": index, **settings}
    )


def units(
    tree: Mapping[str, str | None] | None = None, population: Mapping[str, int] | None = None
):
    """Make units from child -> parent; the first is the root."""
    people = population or {}
    return Units(
        all=tuple(
            Unit(id=name, name=Label.of(name), parent=parent, population=people.get(name))
            for name, parent in (tree or {"all": None}).items()
        )
    )


def questionnaire(editions: Sequence[Edition], **settings) -> Questionnaire:
    every = settings.setdefault("every", PeriodKind.MONTH)
    longer = {
        PeriodKind.MONTH: (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.YEAR),
        PeriodKind.QUARTER: (PeriodKind.QUARTER, PeriodKind.YEAR),
    }
    settings.setdefault("reporting", Reporting(periods=longer.get(every, (every,))))
    settings.setdefault("units", units())
    name = Label.of("study")
    return Questionnaire(
        id="q",
        title=name,
        short=name,
        organisation=name,
        respondents=name,
        editions=tuple(editions),
        **settings,
    )


def month(text: str) -> Period:
    found = CALENDAR.parse(text)
    assert found is not None
    return found


def frame(asked: Edition, q: Questionnaire, periods: Sequence[Period], rows: Sequence[Mapping]):
    """Code rows: ``unit``, ``period``, ``id``, ``date``, ``name``, and an answer per item id.

    ``moment`` is when a form was sent off, ``seconds`` how long it took.
    A closed item takes an option's place or a `Missing` code; what is not given is blank.
    """
    places = {one.id: i for i, one in enumerate(q.units.all)}
    when = {period.id: i for i, period in enumerate(periods)}
    columns: dict[str, object] = {
        "_unit": np.array([places[r.get("unit", q.units.root.id)] for r in rows], np.int32),
        "_period": np.array([when[r["period"]] for r in rows], np.int32),
        "_date": pd.to_datetime(
            pd.Series([r.get("date") for r in rows], dtype=object), format="%Y-%m-%d"
        ).to_numpy("datetime64[s]"),
        "_file": np.array([r.get("file", 0) for r in rows], np.int32),
        "_row": np.arange(len(rows), dtype=np.int32) + 2,
        "_id": _objects([r.get("id", "") for r in rows]),
        "_name": _objects([r.get("name", "") for r in rows]),
        "_moment": np.array([r.get("moment") for r in rows], "datetime64[s]"),
        "_seconds": np.array([r.get("seconds", np.nan) for r in rows], np.float64),
        "_weight": np.array([r.get("weight", np.nan) for r in rows], np.float64),
    }
    for one in asked.items:
        if one.kind in CLOSED:
            columns[one.id] = np.array([r.get(one.id, Missing.BLANK) for r in rows], np.int8)
        elif one.kind is Kind.SEVERAL:
            columns[one.id] = np.array([r.get(one.id, Missing.BLANK) for r in rows], np.int64)
        elif one.kind is Kind.RANKED:
            columns[one.id] = _objects([r.get(one.id, ()) for r in rows])
        elif one.kind in {Kind.NUMBER, Kind.DATE}:
            columns |= _measured(one, rows)
        else:
            columns[one.id] = _objects([r.get(one.id, "") for r in rows])
        if one.follow_up is not None:
            columns[f"{one.id}?"] = _objects([r.get(f"{one.id}?", "") for r in rows])
        if any(f"{one.id}+" in r for r in rows):
            columns[f"{one.id}+"] = _objects([r.get(f"{one.id}+", "") for r in rows])
    return pd.DataFrame(columns)


def _measured(one: Item, rows: Sequence[Mapping]) -> dict[str, np.ndarray]:
    """Code numbers and ISO dates; a `Missing` code stands for the reason why there is none."""
    values = [row.get(one.id, Missing.BLANK) for row in rows]
    missing = [isinstance(value, Missing) for value in values]
    known = [None if gone else value for value, gone in zip(values, missing, strict=True)]
    dtype = np.float64 if one.kind is Kind.NUMBER else "datetime64[s]"
    codes = [value if gone else 0 for value, gone in zip(values, missing, strict=True)]
    return {one.id: np.array(known, dtype), f"{one.id}!": np.array(codes, np.int8)}


def _objects(values: Sequence) -> np.ndarray:
    column = np.empty(len(values), object)
    column[:] = list(values)
    if values and isinstance(values[0], tuple):
        for place, value in enumerate(values):
            column[place] = value
    return column


def responses(q: Questionnaire, rows: Sequence[Mapping], intake: Intake | None = None) -> Responses:
    """Make the coded table; rows go to the edition of their period."""
    found = {row["period"] for row in rows}
    calendar_periods = [CALENDAR.parse(name) or named_round(name) for name in found]
    periods = tuple(sorted(calendar_periods, key=Period.sort_key))
    by_id = {period.id: period for period in periods}
    waves = []
    for asked in q.editions:
        mine = [row for row in rows if q.edition(by_id[row["period"]]) is asked]
        if mine:
            waves.append(wave_of(asked, frame(asked, q, periods, mine)))
    return Responses(
        questionnaire=q, periods=periods, waves=tuple(waves), intake=intake or one_file(len(rows))
    )


def one_file(rows: int) -> Intake:
    """Account for rows that all came from one file without a fault."""
    file = FileIntake(
        file="data/q/all.csv",
        sha256="",
        encoding="utf-8",
        read=rows,
        kept=rows,
        refused=0,
        invalid_cells=0,
    )
    return Intake(files=(file,))


def named_round(name: str) -> Period:
    """Make a round called r<year>: the May of that year."""
    year = int(name[1:])
    return Period(
        kind=PeriodKind.ROUND, id=name, start=dt.date(year, 5, 1), end=dt.date(year, 5, 31)
    )


def ledger(q: Questionnaire, rows: Sequence[Mapping], intake: Intake | None = None) -> Ledger:
    made = responses(q, rows, intake)
    rounds = tuple(p for p in made.periods if p.kind is PeriodKind.ROUND)
    return Ledger.of(made, Calendar(rounds=rounds))


def follow_up(*codes: str) -> FollowUp:
    return FollowUp(options=frozenset(codes), text=Label.of("why?"))
