"""Findings to a report: which chapters there are, for whom, and in which order.

The company's report has every chapter. A unit's report is one sheet by default (number, items,
newest low answers); its other chapters stand on the screen only.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import count

from csatreport.base.words import say
from csatreport.counts.findings.whole import Findings
from csatreport.report.around import Around
from csatreport.report.figures import Items
from csatreport.report.lexicon.method import compose_method
from csatreport.report.model import Chapter, Report, ReportPage
from csatreport.report.scope import Scope
from csatreport.report.subject import chapters_of, parted, subjects_of
from csatreport.study.policy import Audience
from csatreport.subjects.data import compose_data
from csatreport.subjects.explain import compose_explain
from csatreport.subjects.front import compose_front
from csatreport.subjects.results.headline import base_text

_ROOMY = 13
"""Up to so many rows of items a sheet has room for all the words it may have."""
_ORDER = {page: place for place, page in enumerate(ReportPage)}
_MOST_WORDS = 3
_FEWEST_WORDS = 2


def compose_report(
    findings: Findings,
    language: str,
    *,
    audience: Audience,
    sample: bool,
    around: Around | None = None,
) -> Report:
    """Compose the report of one unit and period in one language.

    Args:
        findings: what was measured, after the anonymity gate.
        language: the language of every text in the report.
        audience: who may read it; names stand in restricted reports only.
        sample: whether every page says "sample data".
        around: what a unit's report takes from the unit just above and those beside it; its
            shares are the reference marks of a unit's items. Without them there are no marks.
    """
    scope = Scope(findings=findings, language=language, audience=audience, around=around)
    questionnaire = findings.questionnaire
    return Report(
        questionnaire=questionnaire.id,
        period=findings.period.id,
        unit=findings.unit.id,
        language=language,
        audience=audience,
        company=scope.company,
        organisation=questionnaire.organisation[language],
        title=questionnaire.title[language] if scope.company else scope.unit,
        where=_where(scope),
        base=base_text(scope, findings.responses),
        sample=say(language, "report.sample") if sample else "",
        chapters=_numbered(sorted(_chapters(scope), key=lambda one: _ORDER[one.page])),
        data=compose_data(scope, sample=sample),
    )


def _where(scope: Scope) -> str:
    """Say the cover line: period and unit for the company, survey and period for a unit."""
    language = scope.language
    if scope.company:
        return scope.say("report.where_company", period=scope.period, unit=scope.unit)
    survey = scope.findings.questionnaire.title[language]
    return scope.say("report.where_unit", survey=survey, period=scope.period)


def _chapters(scope: Scope) -> Iterator[Chapter]:
    yield compose_front(scope)
    # Without a number, what else was asked is the report.
    detail = ReportPage.FRONT if scope.answered and _numberless(scope) else ReportPage.DETAIL
    if not scope.sheet:
        for chapter in _body(scope):
            yield replace(chapter, page=detail) if chapter.page is ReportPage.DETAIL else chapter
        return
    if scope.answered:
        yield from _sheet(scope)
    for chapter in _body(scope):
        # A sheet has one page more, and one for how its figures came about.
        apart = chapter.page is ReportPage.WORKINGS
        page = chapter.page if apart else detail
        if chapter.page is not ReportPage.PAPER:
            yield replace(chapter, screen_only=True, page=page)


def _numberless(scope: Scope) -> bool:
    """Tell whether no question of the form has points, so that there is nothing to lead with."""
    return scope.findings.headline is None and not scope.findings.items


def _sheet(scope: Scope) -> list[Chapter]:
    """Compose what stands on a unit's one sheet below the number."""
    made: list[Chapter] = []
    for subject in subjects_of(scope.findings):
        chapter = subject.told(subject.sheet_chapter, scope, _room_for_words(made))
        made += [chapter] if chapter is not None else []
    return made


def _room_for_words(above: Iterable[Chapter]) -> int:
    """Return how many low answers fit on a sheet below its items.

    An item that prints its own option words below its strip takes half a row more.
    """
    blocks = (block for chapter in above for block in chapter.blocks)
    tables = (block for block in blocks if isinstance(block, Items))
    rows = [row for table in tables for group in table.groups for row in group.rows]
    height = len(rows) + sum(bool(row.key) for row in rows) / 2
    return _MOST_WORDS if height <= _ROOMY else _FEWEST_WORDS


def _body(scope: Scope) -> Iterator[Chapter]:
    """Compose the chapters after the one page; without answers only those that explain."""
    subjects = subjects_of(scope.findings)
    for part in parted(one for one in subjects if one.tells(scope)):
        yield from chapters_of(part, scope)
    yield compose_method(scope.findings.questionnaire, scope.language, subjects)
    if scope.answered:
        beyond = (one.told(one.annex, scope) for one in subjects)
        yield from filter(None, (*beyond, compose_explain(scope)))


def _numbered(chapters: Iterable[Chapter]) -> tuple[Chapter, ...]:
    """Number the chapters after the one page that are printed too, whatever was left out."""
    front, *others = chapters
    numbers = count(1)
    return (front, *(c if c.screen_only else replace(c, number=str(next(numbers))) for c in others))
