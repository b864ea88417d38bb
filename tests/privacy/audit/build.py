"""Builders of anonymous surveys, what a build writes of them and what an audit says."""

from __future__ import annotations

from pathlib import Path

from csatreport.counts.findings.findings import periods
from csatreport.privacy.audit import examine
from csatreport.privacy.gate import Gate
from csatreport.site.downloads import write_csv, write_json
from csatreport.study.item import Kind, Role
from csatreport.study.periods import PeriodKind
from csatreport.study.policy import Anonymity, Audience
from csatreport.subjects.compose import compose_report
from csatreport.subjects.exposed import exposures
from csatreport.subjects.measured import measure
from tests.counts.build import PLAIN, THREE, edition, item, ledger, node, questionnaire, units

PROMISE = Anonymity(minimum=5, counts=10, comments=8)
FLAT = {"all": None, "a": "all", "b": "all", "c": "all"}
DEEP = {"all": None, "north": "all", "a": "north", "b": "north", "south": "all", "c": "south"}
ITEMS = (
    item("q1"),
    item("q2"),
    item("q3"),
    item("role", PLAIN, role=Role.BACKGROUND),
    item("age", (), kind=Kind.NUMBER, role=Role.BACKGROUND),
)
TWO_SCALES = edition([item("q0", THREE), item("q1", THREE), item("q2"), item("q3")])
INDEX = node("headline", children=[node("first", ["q1", "q2"]), node("second", ["q3"])])


def survey(rows, tree=FLAT, every=PeriodKind.ROUND, asked=None):
    asked = asked or edition(ITEMS, INDEX)
    return ledger(questionnaire([asked], units=units(tree), every=every, anonymity=PROMISE), rows)


def audit(*args, **more):
    """Audit, with what subjects say of their figures, as a build does."""
    return examine.audit(*args, exposures=exposures(), clean=set(), moved={}, **more)


def varied(unit: str, count: int, period: str = "r2025", **answers) -> list[dict]:
    """Make rows whose answers differ as much as they can."""
    return [
        {
            "unit": unit, "period": period, "q1": i % 4, "q2": (i + 1) % 4, "q3": (i // 2) % 4,
            "role": i % 3, "age": 20 + 3 * i % 17, **answers,
        }
        for i in range(count)
    ]  # fmt: skip


def two_scales() -> dict[str, list[tuple[int, ...]]]:
    """Make two units that lose 4.5 and 2.5 points on two scales: there is one way only."""
    u0, u1 = [(0, 0, 0, 0)] * 10, [(0, 0, 0, 0)] * 6
    u0[0], u1[0] = (1, 0, 0, 3), (0, 1, 0, 1)
    return {"u0": u0, "u1": u1}


def publish(book, folder: Path, gate: Gate | None = None) -> None:
    """Write what a build writes about every unit and reported period, without the pages."""
    gate = gate or Gate.of(book)
    for kind in book.questionnaire.reporting.periods:
        for period in periods(book, kind):
            for unit in book.questionnaire.units.all:
                if not book.tally(unit.id, period).responses:
                    continue
                found = gate.apply(measure(book, unit, period))
                report = compose_report(found, "en", audience=Audience.OPEN, sample=False)
                place = folder / "en" / "q" / period.id / unit.id
                place.mkdir(parents=True)
                (place / "data.json").write_bytes(write_json(report))
                (place / "data.csv").write_bytes(write_csv(report))


def audited(book, folder: Path) -> list[tuple[str, str, str, str]]:
    """Return (unit, period, what about, reason) of all that falls."""
    inner = {unit for unit, _ in book.cells if book.questionnaire.units.children(unit)}
    issues = audit([folder], book.questionnaire, book.calendar, own=inner, whole=True)
    assert {issue.code for issue in issues} <= {"B610"}, issues
    return [
        tuple(str(issue.facts[name]) for name in ("unit", "period", "about", "reason"))
        for issue in issues
    ]
