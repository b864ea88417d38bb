"""First-pass yield as a subject: its figures, which hold no answers, and its term."""

from csatreport.base.exposure import Exposure
from csatreport.report.figure import DataSheet, Figure, Figures, under, with_interval
from csatreport.report.model import ReportPage
from csatreport.report.subject import REGISTERS, Subject, Term
from csatreport.study.register import RegisterKind
from csatreport.subjects.yields.measure import measure_yields
from csatreport.subjects.yields.settings import YieldRule
from csatreport.subjects.yields.tell import YIELDS as ID
from csatreport.subjects.yields.tell import compose_yields, explain_yields

_OF = Exposure.REGISTER
_STAGES = Figures.of(
    Figure("id", _OF, "the stage", lambda one, _: one.stage),
    Figure("inspected", _OF, "how much was inspected", lambda one, _: one.all.inspected),
    Figure("passed", _OF, "how much of it passed at first", lambda one, _: one.all.passed),
    *with_interval("first_pass", _OF, "share that passed at first", lambda one: one.first_pass),
    *with_interval("escapes", _OF, "share of what passed that a later stage found; null where "
                   "nobody says", lambda one: one.escapes),
)  # fmt: skip
FIGURES = Figures.of(
    Figure("rolled", _OF, "share that passes every stage at first; null where one is missing"),
    Figure("stages", _OF, "the stages of the work, in their order", below=_STAGES),
)

YIELDS = Subject(
    id=ID,
    within=REGISTERS,
    doc="What passed the first time it was inspected, stage by stage.",
    settings=YieldRule,
    measure=measure_yields,
    gate=lambda _, found: found,
    of_answers=False,
    figures=FIGURES,
    sheets=(DataSheet("yields.sheet", _STAGES, under("stages")),),
    page=ReportPage.REGISTERS,
    chapter=compose_yields,
    explain=explain_yields,
    terms=(
        Term(
            "first_pass",
            "y = k/n;  Y = Π y;  ȳ ± 3σ",
            source="Wilson (1927); Laney (2002)",
            used=lambda asked: asked.keeps(RegisterKind.STAGES),
        ),
    ),
)
"""What passed the first time it was inspected."""
