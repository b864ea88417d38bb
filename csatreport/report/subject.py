"""Subjects: what a report can speak of beyond its results, each with everything it needs.

A subject measures something, says what of it an anonymous questionnaire may show, lists its
figures, and tells them: as a chapter, as explanations, as terms of the method and the glossary.
The list of subjects stands in `csatreport.subjects`, in the order of the report; nothing else
knows which there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from csatreport.measures.asked import Measured
from csatreport.measures.model import Findings
from csatreport.report.figure import DataSheet, Figures
from csatreport.report.gate_items import ItemGate
from csatreport.report.model import Chapter, Explanation
from csatreport.report.scope import Scope
from csatreport.survey.model import Questionnaire

_Found = TypeVar("_Found")


@dataclass(frozen=True, kw_only=True)
class Term:
    """A term of the trade: its formula and sources, and when a questionnaire makes use of it.

    Its name and what it means stand among the words of its subject, as ``term.<id>``,
    ``glossary.<id>`` and ``method.<id>`` (or ``method.<text>``); ``facts`` fill the gaps of the
    method.
    """

    id: str
    text: str = ""
    formula: str = ""
    source: str = ""
    used: Callable[[Questionnaire], bool] = lambda _: True
    facts: Callable[[Questionnaire], Mapping[str, object]] = lambda _: {}


@dataclass(frozen=True, kw_only=True, eq=False)
class Subject(Measured[_Found]):
    """One subject: from answers to the page.

    ``doc`` says in a sentence what its figures are. ``measure`` computes in full and words nothing;
    ``gate`` returns what of it may be shown of an anonymous questionnaire, and None for nothing.
    ``chapter`` and ``explain`` word what passed. In `data.json` it stands under its id, ``within``
    a block of others where it belongs to one.
    """

    doc: str
    within: str = ""
    gate: Callable[[ItemGate, _Found], _Found | None]
    figures: Figures
    nothing: object = None
    """What `data.json` says where there is nothing to show: null or an empty list."""
    sheets: tuple[DataSheet, ...] = ()
    chapter: Callable[[Scope, _Found], Chapter | None] = lambda _, __: None
    explain: Callable[[Scope, _Found], Iterator[tuple[str, Explanation]]] = lambda _, __: iter(())
    terms: tuple[Term, ...] = ()

    @property
    def entry(self) -> str:
        """Its place in `data.json`, dotted, as the audit names it."""
        return f"{self.within}.{self.id}" if self.within else self.id

    def data_in(self, data: Mapping[str, Any]) -> Any:  # noqa: ANN401 plain data
        """Return its part of a report's data; None where there is none."""
        return (data.get(self.within) or {} if self.within else data).get(self.id)

    def data(self, scope: Scope) -> object:
        """Return the plain data of what was found."""
        found = scope.findings.of(self)
        return self.nothing if found is None else self.figures.data(found, scope)

    def compose(self, scope: Scope) -> Chapter | None:
        """Make the chapter; None where there is nothing to tell."""
        found = scope.findings.of(self)
        return None if found is None else self.chapter(scope, found)

    def explained(self, scope: Scope) -> Iterator[tuple[str, Explanation]]:
        """Yield how its figures came about, each with the name under which to ask for it."""
        found = scope.findings.of(self)
        return iter(()) if found is None else self.explain(scope, found)


def data_of(scope: Scope) -> dict[str, Any]:
    """Return the plain data of every subject, those within a block under its name."""
    told: dict[str, Any] = {}
    for subject in subjects_of(scope.findings):
        home = told.setdefault(subject.within, {}) if subject.within else told
        home[subject.id] = subject.data(scope)
    return told


def subjects_of(findings: Findings) -> tuple[Subject[Any], ...]:
    """Return the subjects that findings hold results of, in the order of the report."""
    return tuple(cast("Iterable[Subject[Any]]", findings.results))
