"""The results as a subject: the questions and branches of the index, told and explained."""

from csatreport.report.subject import CoreSubject, Term
from csatreport.statistics.groups.association import has_top_two
from csatreport.study.item import Item, Role
from csatreport.study.model import Questionnaire
from csatreport.subjects.results.cards import compose_look
from csatreport.subjects.results.explain import explain_results
from csatreport.subjects.results.figures import FIGURES, SHEET
from csatreport.subjects.results.front import compose_number
from csatreport.subjects.results.tell import compose_results, compose_sheet_items


def _judged(questionnaire: Questionnaire) -> tuple[Item, ...]:
    items = questionnaire.newest.with_role(Role.RATED, Role.OVERALL, Role.RECOMMEND)
    return tuple(item for item in items if item.scored)


def _is_weighted(questionnaire: Questionnaire) -> bool:
    index = questionnaire.newest.index
    return index is not None and any(node.weight is not None for node in index.walk())


RESULTS = CoreSubject(
    id="results",
    doc="The index tree and the closed questions.",
    figures=FIGURES,
    sheets=(SHEET,),
    taken=lambda scope: scope.findings,
    chapter=lambda scope, _: compose_results(scope),
    sheet_chapter=lambda scope, *_: compose_sheet_items(scope),
    front=lambda scope, _: compose_number(scope),
    look=lambda scope, _: compose_look(scope),
    explain=lambda scope, _: explain_results(scope),
    terms=(
        Term("favourable", "p = k / n"),
        Term("top_two", "p = k / n", used=lambda asked: any(map(has_top_two, _judged(asked)))),
        Term("index", "100 · (m − min) / (max − min)"),
        Term("mean", "m = Σx / n;  s² = Σ(x − m)² / (n − 1)"),
        Term("headline", used=lambda asked: asked.has_index and not _is_weighted(asked)),
        Term("headline", text="headline_weighted", used=_is_weighted),
        Term("dimension", method=False),
    ),
)
"""What people answered."""
