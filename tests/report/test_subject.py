"""What a subject makes of what may be shown."""

from __future__ import annotations

from csatreport.report.scope import Scope
from csatreport.report.subject import Subject
from csatreport.study.policy import Audience
from tests.report.build import findings


def test_what_follows_is_worked_out_once_for_all_chapters():
    asked = []
    one: Subject[int] = Subject(
        id="one",
        doc="",
        measure=lambda _: 1,
        gate=lambda _, found: found,
        derive=lambda _, found: asked.append(found) or found + 1,
    )
    scope = Scope(findings=findings(results={one: 1}), language="en", audience=Audience.OPEN)
    assert (one.shown(scope), one.told(lambda _, found: 10 * found, scope), asked) == (2, 20, [1])


def test_a_subject_that_may_tell_nothing_asks_none_of_its_hooks():
    one: Subject[int] = Subject(id="one", doc="", measure=lambda _: 1, gate=lambda _, found: found)
    scope = Scope(findings=findings(results={one: None}), language="en", audience=Audience.OPEN)
    assert one.told(lambda *_: "told", scope) is None
