"""Customers who left as a subject: none of its figures belongs to an anonymous questionnaire."""

from csatreport.base.exposure import Exposure
from csatreport.report.figure import DataSheet, Figure, Figures, part, under, with_interval
from csatreport.report.model import ReportPage
from csatreport.report.subject import REGISTERS, Subject, Term
from csatreport.study.register import RegisterKind
from csatreport.subjects.lost.measure import YEARS, StayOfGrade, for_all, measure_lost
from csatreport.subjects.lost.settings import LostRule
from csatreport.subjects.lost.tell import LOST as ID
from csatreport.subjects.lost.tell import compose_lost, explain_lost, lost_card

_NEVER = Exposure.NEVER
_REASONS = Figures.of(
    Figure("id", _NEVER, "the reason; empty for none given", lambda one, _: one[0]),
    Figure("n", _NEVER, "who left for it", lambda one, _: one[1]),
)


def _after(place: int, years: int) -> Figure:
    def share(one: StayOfGrade, _: object) -> float | None:
        step = one.after[place]
        return None if step is None else step.open

    says = f"share still customers after {years} years; null where fewer than ten were seen so long"
    return Figure(f"after_{years}", _NEVER, says, share)


_GRADES = Figures.of(
    Figure("id", _NEVER, "the grade; empty for all", lambda one, _: one.name),
    Figure("n", _NEVER, "customers whose first day is known"),
    Figure("lost", _NEVER, "how many of them have left"),
    Figure("median_days", _NEVER, "days until half have left; null where they have not",
           part("median.days")),
    *(_after(place, years) for place, years in enumerate(YEARS)),
)  # fmt: skip


FIGURES = Figures.of(
    Figure("base", _NEVER, "customers at the start of the period"),
    Figure("lost", _NEVER, "how many of them left in it"),
    *with_interval("rate", _NEVER, "their share", lambda found: found.rate),
    Figure("back", _NEVER, "won back in the period"),
    Figure("undated", _NEVER, "of the base, without a first day in the list"),
    Figure("reasons", _NEVER, "why they left, the most frequent first", below=_REASONS),
    Figure("left_index", _NEVER, "the last index of those who have left; only of ten or more",
           part("content.left.mean")),
    Figure("left_n", _NEVER, "how many these are", part("content.left.n")),
    Figure("stayed_index", _NEVER, "the last index of those who stayed",
           part("content.stayed.mean")),
    Figure("stayed_n", _NEVER, "how many these are", part("content.stayed.n")),
    Figure("difference", _NEVER, "the first less the second, in points",
           part("content.change.difference")),
    Figure("p", _NEVER, "of Welch's test", part("content.change.p")),
    Figure("d", _NEVER, "Cohen's d", part("content.effect")),
    Figure("stays", _NEVER, "how long customers stay, all and by grade",
           lambda found, _: found.grades, below=_GRADES),
    Figure("alike", _NEVER, "p of the log-rank test that grades stay alike; null below two"),
)  # fmt: skip

LOST = Subject(
    id=ID,
    within=REGISTERS,
    doc="Customers who left: how many, why, how content they had been, how long customers stay.",
    settings=LostRule,
    measure=measure_lost,
    gate=lambda _, __: None,
    figures=FIGURES,
    records=for_all,
    sheets=(DataSheet("lost.sheet", _GRADES, under("stays")),),
    page=ReportPage.REGISTERS,
    chapter=compose_lost,
    cards=lost_card,
    explain=explain_lost,
    terms=(
        Term(
            "lost",
            "k/n;  S(t) = Π(1 − d/r);  d = (x̄₁ − x̄₂)/s",
            source="Kaplan, Meier (1958); Mantel (1966); Cohen (1988)",
            used=lambda asked: asked.keeps(RegisterKind.CUSTOMERS),
        ),
    ),
)
"""Customers who left."""
