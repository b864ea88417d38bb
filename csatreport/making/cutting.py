"""Documents cut into tasks: those that share what is measured for them together, largest first."""

from collections.abc import Iterable, Iterator

from csatreport.making.documents import ABOUT_UNITS, Document, DocumentKind
from csatreport.making.plan import Plan
from csatreport.making.tasks import PageTask

_UNITS_PER_TASK = 10
_COMPANY, _COMMON = 20, 5
"""How much a company's report and a page of no report weigh beside a unit's report."""


def cut(plan: Plan, documents: Iterable[Document]) -> list[PageTask]:
    """Return the tasks that make some documents.

    A report's languages, its annexes and sheets for the wall share its findings; so do all pages of
    a questionnaire that are no reports, and each company's report is a task of its own. The largest
    come first, so that no worker is left with a large one at the end.
    """
    groups: dict[tuple[object, ...], dict[str, list[Document]]] = {}
    for one in documents:
        whole = one.kind not in ABOUT_UNITS or one.unit == _root(plan, one)
        about = (one.audience, one.questionnaire, one.period, one.unit if whole else None)
        groups.setdefault(about, {}).setdefault(one.unit, []).append(one)
    tasks = [PageTask(some) for units in groups.values() for some in _chunks(list(units.values()))]
    return sorted(tasks, key=lambda task: -sum(weight(plan, one) for one in task.documents))


def _chunks(units: list[list[Document]]) -> Iterator[tuple[Document, ...]]:
    for start in range(0, len(units), _UNITS_PER_TASK):
        some = units[start : start + _UNITS_PER_TASK]
        yield tuple(document for documents in some for document in documents)


def _root(plan: Plan, document: Document) -> str:
    return plan.sites[document.audience].by_id[document.questionnaire].root.id


def weight(plan: Plan, document: Document) -> int:
    """Return how much work a document is, that of a unit's report being one."""
    if document.kind not in ABOUT_UNITS:
        return _COMMON
    if document.kind is not DocumentKind.REPORT:
        return 0
    return _COMPANY if document.unit == _root(plan, document) else 1
