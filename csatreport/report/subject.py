"""Subjects: what a report can speak of, each with everything it needs.

A subject measures something, says what of it an anonymous questionnaire may show, lists its
figures, and tells them: as a chapter, as lines of the one page, as explanations, as terms of the
method and the glossary.
The list of subjects stands in `csatreport.subjects`, in the order of the report; nothing else
knows which there are.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import KW_ONLY, dataclass, replace
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from csatreport.counts.findings.asked import Asked
from csatreport.counts.findings.whole import Findings
from csatreport.privacy.gate_items import ItemGate
from csatreport.privacy.guarded import Guarded
from csatreport.report.figure import NO_FIGURES, DataSheet, Figures
from csatreport.report.inline import Link
from csatreport.report.model import (
    Card,
    CardRow,
    Chapter,
    Explanation,
    ExplanationStep,
    ReportBlock,
    ReportPage,
)
from csatreport.report.scope import Scope
from csatreport.study.edition import Node
from csatreport.study.format.own import OwnSettings
from csatreport.study.item import Item
from csatreport.study.model import Questionnaire
from csatreport.study.units import Unit

_Found = TypeVar("_Found")
_Told = TypeVar("_Told")
_More = ParamSpec("_More")

REGISTERS = "registers"
"""The block of `data.json` in which the subjects stand that registers tell of."""


@dataclass(frozen=True)
class Term:
    """A term of the trade: its formula and sources, and when a questionnaire makes use of it.

    Its name and what it means stand among the words of its subject, as ``term.<id>``,
    ``glossary.<id>`` and, if the ``method`` speaks of it, ``method.<id>`` (or ``method.<text>``);
    ``facts`` fill the gaps of the method.
    """

    id: str
    formula: str = ""
    _: KW_ONLY
    text: str = ""
    method: bool = True
    source: str = ""
    used: Callable[[Questionnaire], bool] = lambda _: True
    facts: Callable[[Questionnaire], Mapping[str, object]] = lambda _: {}


@dataclass(frozen=True, kw_only=True)
class Heard:
    """What reached us in one way: how much, mostly about what, and how much of it is open."""

    channel: str
    n: int
    about: tuple[tuple[str, int], ...]
    """Names with their numbers, the most frequent first."""
    open: int | None = None
    """None where nothing is ever closed."""


@dataclass(frozen=True, kw_only=True)
class Pending:
    """Something that is open at the end of the period: with whom, and until when."""

    head: Link
    unit: Unit
    owner: str
    due: dt.date | None
    late: bool
    """Whether that day has passed."""


@dataclass(frozen=True, kw_only=True)
class Week:
    """What stands on the sheet of a week, and how much of it is overdue."""

    blocks: tuple[ReportBlock, ...]
    overdue: int = 0


@dataclass(frozen=True, kw_only=True, eq=False)
class Subject(Guarded[_Found]):
    """One subject: from answers to the page.

    ``doc`` says in a sentence what its figures are. ``measure`` computes in full and words nothing;
    ``derive`` adds what follows from it and other figures that may be shown, as numbers.
    ``chapter``, ``explain`` and the others word what passed. In `data.json` it stands under its id,
    ``within`` a block of others where it belongs to one; not at all without figures.
    """

    doc: str
    settings: type[OwnSettings] | None = None
    """The keys of a questionnaire that are about it."""
    within: str = ""
    published: str = ""
    """Its name in `data.json`, where that is not its id."""
    figures: Figures = NO_FIGURES
    records: Callable[[_Found], object] = lambda found: found
    """What of it has the figures: one thing, or a list of things."""
    nothing: object = None
    """What `data.json` says where there is nothing to show: null or an empty list."""
    derive: Callable[[Scope, _Found], _Found] = lambda _, found: found
    sheets: tuple[DataSheet, ...] = ()
    chapter: Callable[[Scope, _Found], Chapter | None] = lambda _, __: None
    sheet_chapter: Callable[[Scope, _Found, int], Chapter | None] = lambda *_: None
    """What stands on a unit's one sheet, in so many rows."""
    annex: Callable[[Scope, _Found], Chapter | None] = lambda _, __: None
    """A chapter for the screen after the method, where the one above cannot hold all."""
    explain: Callable[[Scope, _Found], Iterator[tuple[str | Item, Explanation]]] = lambda _, __: (
        iter(())
    )
    """How its figures came about, each with what to ask for: names, parted by spaces, or a
    question."""
    branch: Callable[[Scope, _Found, Node], Iterator[ExplanationStep]] = lambda *_: iter(())
    """What it adds to how the figure of a branch of the index came about."""
    front: Callable[[Scope, _Found], Iterator[ReportBlock]] = lambda _, __: iter(())
    """What of it stands on the one page, above the cards."""
    facts: Callable[[Scope, _Found], Iterator[tuple[str, str]]] = lambda _, __: iter(())
    """Lines beside the number: what it is called, and what is said of it."""
    look: Callable[[Scope, _Found], Card | None] = lambda _, __: None
    """What to look at first, for the one page, with what must be said of it."""
    terms: tuple[Term, ...] = ()
    page: ReportPage = ReportPage.FRONT
    """The page of a report on which its chapter stands."""
    about_answers: bool = False
    """Whether it is about the answers rather than made of them: then it is told where there are
    none and where nothing may be shown too, and after everything else."""
    always: bool = False
    """Whether its chapter stands even in a report that may say nothing else."""
    pending: Callable[[Scope, _Found], Iterator[Pending]] = lambda _, __: iter(())
    """What of it is open at the end of the period, for the one page."""
    cards: Callable[[Scope, _Found], Iterator[CardRow]] = lambda _, __: iter(())
    """What of it is a signal or a risk, for the one page."""
    remarks: Callable[[Scope, _Found], Iterator[CardRow]] = lambda _, __: iter(())
    """What of it, and of the data, is worth a word where the one page has room left."""
    heard: Callable[[Scope, _Found], Iterator[Heard]] = lambda _, __: iter(())
    """What reached us through it, a row for each way."""

    handouts: Callable[[Scope, _Found], Iterator[tuple[str, Chapter]]] = lambda _, __: iter(())
    """Single pages of it to be handed out or sent, each with what its file is named after."""
    week: Callable[[Scope, _Found], Week | None] = lambda _, __: None
    """What of it stands on the sheet of a week, which is then the report's period."""

    @property
    def entry(self) -> str:
        """Its place in `data.json`, dotted, as the audit names it."""
        return f"{self.within}.{self.key}" if self.within else self.key

    @property
    def key(self) -> str:
        """Its name in `data.json`."""
        return self.published or self.id

    def data_in(self, data: Mapping[str, Any]) -> Any:  # noqa: ANN401 plain data
        """Return its part of a report's data; None where there is none."""
        return (data.get(self.within) or {} if self.within else data).get(self.key)

    def shown(self, scope: Scope) -> _Found | None:
        """Return what may be shown, with what follows from it; None where there is nothing."""
        found = scope.findings.of(self)
        if found is None:
            return None
        if self not in scope.derived:
            scope.derived[self] = self.derive(scope, found)
        return cast("_Found", scope.derived[self])

    def told(
        self,
        hook: Callable[Concatenate[Scope, _Found, _More], _Told],
        scope: Scope,
        *more: _More.args,
        **named: _More.kwargs,
    ) -> _Told | None:
        """Return what one of its hooks makes of what may be shown; None where there is nothing."""
        found = self.shown(scope)
        if found is None and not self.about_answers:
            return None
        return hook(scope, cast("_Found", found), *more, **named)

    def entries(self, scope: Scope) -> dict[str, object]:
        """Return the plain data of what was found, under its name."""
        found = self.shown(scope)
        if found is None:
            return {self.key: self.nothing}
        return {self.key: self.figures.data(self.records(found), scope)}

    def tells(self, scope: Scope) -> bool:
        """Return whether its chapter belongs into a report that has, or lacks, answers to show."""
        if self.always or scope.answered:
            return True
        return self.about_answers and scope.hidden is None

    def compose(self, scope: Scope) -> Chapter | None:
        """Make the chapter; None where there is nothing to tell."""
        found = self.shown(scope)
        told = found is not None or self.about_answers
        return self.chapter(scope, cast("_Found", found)) if told else None


@dataclass(frozen=True, kw_only=True, eq=False)
class CoreSubject(Subject[_Found]):
    """A subject of every report, made of what findings hold in any case and the gate guards there.

    ``taken`` returns what of them it tells, with what follows from it, as numbers.
    """

    taken: Callable[[Scope], _Found | None]
    measure: Callable[[Asked], _Found | None] = lambda _: None
    gate: Callable[[ItemGate, _Found], _Found | None] = lambda _, __: None

    @property
    def key(self) -> str:
        """None of its own: each of its figures stands in `data.json` under its own name."""
        return ""

    def data_in(self, data: Mapping[str, Any]) -> Any:  # noqa: ANN401 plain data
        """Return a report's data, in which its figures stand."""
        return data

    def entries(self, scope: Scope) -> dict[str, object]:
        """Return its figures by key."""
        return self.figures.record(self.shown(scope), scope)

    def shown(self, scope: Scope) -> _Found | None:
        """Return what may be shown, taken once a report; None where there is nothing."""
        if self not in scope.derived:
            scope.derived[self] = self.taken(scope)
        return cast("_Found | None", scope.derived[self])


def chapter(
    scope: Scope, topic: str, heading: str, blocks: Iterable[ReportBlock | None], *, name: str = ""
) -> Chapter:
    """Make a chapter of the blocks that there are.

    It is called as the first part of the topic's key, unless it has another ``name``.
    """
    return Chapter(
        id=name or topic.partition(".")[0],
        topic=scope.say(topic),
        heading=heading,
        blocks=tuple(block for block in blocks if block is not None),
    )


def data_of(scope: Scope) -> dict[str, Any]:
    """Return the plain data of every subject, those within a block under its name."""
    told: dict[str, Any] = {}
    for subject in subjects_of(scope.findings):
        if subject.figures.columns:
            home = told.setdefault(subject.within, {}) if subject.within else told
            home |= subject.entries(scope)
    return told


def chapters_of(subjects: Iterable[Subject[Any]], scope: Scope) -> list[Chapter]:
    """Compose the chapters of subjects; those with one id are parts of one chapter.

    What is made of others, and so comes after them, stands before them, with its heading.
    """
    parts: dict[str, list[Chapter]] = {}
    for subject in subjects:
        made = subject.compose(scope)
        if made is not None:
            parts.setdefault(made.id, []).insert(0, replace(made, page=subject.page))
    return [
        replace(some[0], blocks=tuple(block for one in some for block in one.blocks))
        for some in parts.values()
    ]


def subjects_of(findings: Findings, within: str | None = None) -> tuple[Subject[Any], ...]:
    """Return the subjects that findings hold results of, in the order of the report.

    ``within`` keeps those of one block of the data; "" those that belong to none.
    """
    every = cast("Iterable[Subject[Any]]", findings.results)
    return tuple(one for one in every if within is None or one.within == within)


def parted(
    subjects: Iterable[Subject[Any]],
) -> tuple[list[Subject[Any]], list[Subject[Any]], list[Subject[Any]]]:
    """Part subjects as a report tells them: of answers, within a block, about the answers."""
    parts: tuple[list[Subject[Any]], ...] = ([], [], [])
    for one in subjects:
        parts[2 if one.about_answers else bool(one.within)].append(one)
    of_answers, within, about = parts
    return of_answers, within, about
