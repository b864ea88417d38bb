"""Customers by grade as a subject: none of its figures belongs to an anonymous questionnaire."""

from csatreport.base.exposure import Exposure
from csatreport.report.figure import DataSheet, Figure, Figures, part, under, with_interval
from csatreport.report.model import ReportPage
from csatreport.report.scope import Scope
from csatreport.report.subject import REGISTERS, Subject, Term
from csatreport.study.register import RegisterKind
from csatreport.subjects.grades.handout import compose_menus
from csatreport.subjects.grades.measure import GradeFindings, for_everyone, measure_grades
from csatreport.subjects.grades.settings import GradeRule
from csatreport.subjects.grades.tell import GRADES as ID
from csatreport.subjects.grades.tell import compose_grades, explain_grades, grade_card

_NEVER = Exposure.NEVER
_LEVELS = Figures.of(
    Figure("id", _NEVER, "the grade, the best first", part("grade.id")),
    Figure("type", _NEVER, "the type it belongs to", part("grade.type")),
    Figure("n", _NEVER, "customers who have it"),
    Figure("kept", _NEVER, "of these, without points in the round: an earlier grade"),
    Figure("before", _NEVER, "customers who had it at the end of the period before"),
    Figure("answered", _NEVER, "how many answered", part("band.answered")),
    *with_interval("index", _NEVER, "their index, only from ten answers on",
                   lambda one: one.band.score),
    Figure("forms", _NEVER, "forms for them in a sample for ± 5 points"),
)  # fmt: skip


def _flows(found: GradeFindings, _: Scope) -> list[tuple[str, str, int]]:
    """List how many went from which grade to which, "" for none; pairs of nobody are left out."""
    names = (*(one.grade.id for one in found.levels), "")
    return [
        (names[old], names[new], n)
        for old, row in enumerate(found.matrix)
        for new, n in enumerate(row)
        if n
    ]


_TYPES = Figures.of(
    Figure("id", _NEVER, "the type", part("name")),
    Figure("n", _NEVER, "customers in its grades", part("listed")),
    Figure("answered", _NEVER, "how many answered"),
    *with_interval("index", _NEVER, "their index, only from ten answers on", lambda one: one.score),
)
_FLOWS = Figures.of(
    Figure("before", _NEVER, "the grade before; empty for none", lambda one, _: one[0]),
    Figure("now", _NEVER, "the grade now; empty for none", lambda one, _: one[1]),
    Figure("n", _NEVER, "customers", lambda one, _: one[2]),
)
FIGURES = Figures.of(
    Figure("month", _NEVER, "the last month of the round of grading",
           lambda found, _: f"{found.month:%Y-%m}"),
    Figure("since", _NEVER, "that of the round it is set against; null without one",
           lambda found, _: None if found.since is None else f"{found.since:%Y-%m}"),
    Figure("graded", _NEVER, "customers with a grade"),
    Figure("kept", _NEVER, "of these, with an earlier one"),
    Figure("ungraded", _NEVER, "customers without one"),
    Figure("incomplete", _NEVER, "rows of the round that lack a part of the points"),
    Figure("unlisted", _NEVER, "customers with points in the round who are not on the list"),
    Figure("up", _NEVER, "moved up", lambda found, _: found.moved(1)),
    Figure("down", _NEVER, "moved down", lambda found, _: found.moved(-1)),
    Figure("same", _NEVER, "did not move", lambda found, _: found.moved(0)),
    Figure("entered", _NEVER, "have a grade and had none"),
    Figure("left", _NEVER, "had a grade and have none"),
    Figure("p", _NEVER, "of the exact sign test that as many move up as down"),
    Figure("levels", _NEVER, "the grades", below=_LEVELS),
    Figure("types", _NEVER, "the types of customers, in the order of their grades", below=_TYPES),
    Figure("flows", _NEVER, "from which grade to which", _flows, below=_FLOWS),
    Figure("rho", _NEVER, "Spearman's correlation of grade and index, above 0 where better grades "
           "are more content; only from ten answers on", part("leaning.rho")),
    Figure("rho_p", _NEVER, "its p", part("leaning.p")),
    Figure("rho_n", _NEVER, "over how many customers", part("leaning.n")),
)  # fmt: skip

GRADES = Subject(
    id=ID,
    within=REGISTERS,
    doc="Customers by grade: how many, who moved, how content each grade is, and forms for each.",
    settings=GradeRule,
    measure=measure_grades,
    gate=lambda _, __: None,
    figures=FIGURES,
    records=for_everyone,
    sheets=(
        DataSheet("grades.sheet", _LEVELS, under("levels")),
        DataSheet("grades.sheet_flows", _FLOWS, under("flows")),
    ),
    page=ReportPage.REGISTERS,
    chapter=compose_grades,
    cards=grade_card,
    explain=explain_grades,
    handouts=compose_menus,
    terms=(
        Term(
            "grades",
            "s = Σ w·x / Σ w;  t = ρ √((n − 2)/(1 − ρ²))",
            source="Conover (1999)",
            used=lambda asked: asked.keeps(RegisterKind.GRADES),
        ),
    ),
)
"""Customers by grade."""
