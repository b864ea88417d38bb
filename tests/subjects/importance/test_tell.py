"""Stated importance on the page: managers beside customers, and what of few is not shown."""

from __future__ import annotations

from csatreport.report.model import Table
from csatreport.study.item import Kind, Role
from csatreport.subjects.importance.settings import ManagerRule
from tests.counts.build import PLAIN, item
from tests.report.build import blocks
from tests.subjects.gaps.build import ASKED, NAMED, people
from tests.subjects.told import ANONYMOUS, report

WHO = item("who", PLAIN[:2], role=Role.BACKGROUND)


def importance(bosses: int):
    points = [item(f"w{n}", (), kind=Kind.NUMBER, role=Role.IMPORTANCE, about=name)
              for n, name in enumerate(("quick", "kind"))]  # fmt: skip
    rows = [{**row, "w0": 70.0, "w1": 30.0, "who": 0} for row in people(60)]
    rows += [{"w0": 20.0, "w1": 80.0, "who": 1} for _ in range(bosses)]
    return rows, [*ASKED, *points, WHO]


def test_managers_stand_beside_customers_where_they_were_asked():
    rows, asked = importance(12)
    rule = ManagerRule(asked_by="who", managers=("B",))
    tables = blocks(report(rows, asked, tree=NAMED, settings=(rule,)), Table)
    table = next(t for t in tables if t.caption.startswith("What people share"))
    assert [row[0] for row in table.rows] == ["quick", "kind"]
    assert table.rows[0][1:] == ("1", "70.0", "60", "2", "20.0", "12")


def test_anonymous_importance_is_shown_of_many_only():
    def told(number: int):
        rows, asked = importance(0)
        rows = [{**row, "period": "r2025"} for row in rows[:number]]
        return report(rows, asked, tree=NAMED, **ANONYMOUS).data["stated"]

    assert told(60)
    assert told(40) == []


def test_few_managers_of_an_anonymous_survey_are_never_shown():
    rows, asked = importance(3)
    rule = ManagerRule(asked_by="who", managers=("B",))
    rows = [{**row, "period": "r2025"} for row in rows]
    assert report(rows, asked, tree=NAMED, settings=(rule,), **ANONYMOUS).data["stated"] == []
