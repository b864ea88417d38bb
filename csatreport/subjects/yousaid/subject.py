"""You said, we did, as a subject without figures: those of its actions stand with the plan.

It knows the actions, which it tells those who answered about.
"""

from csatreport.report.model import ReportPage
from csatreport.report.subject import REGISTERS, Subject
from csatreport.subjects.actions.measure import of_unit, without_effects
from csatreport.subjects.actions.subject import ACTIONS
from csatreport.subjects.yousaid.settings import SheetWords
from csatreport.subjects.yousaid.tell import compose_yousaid, told

YOUSAID = Subject(
    id="yousaid",
    within=REGISTERS,
    doc="What those who answered are told was done.",
    settings=SheetWords,
    measure=lambda asked: told(asked.of(ACTIONS) or ()),
    gate=lambda _, found: without_effects(found),
    page=ReportPage.REGISTERS,
    chapter=compose_yousaid,
    undivided=of_unit,
)
"""What those who answered are told was done."""
