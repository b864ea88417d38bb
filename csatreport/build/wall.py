"""“You said, we did” as a sheet for the wall: one page of paper for each unit and language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from csatreport.build.inputs import kept_from_builds, read_inputs
from csatreport.build.plan import only_ledger
from csatreport.build.request import Progress, Request, Step
from csatreport.measures.findings import measure
from csatreport.measures.ledger import Ledger
from csatreport.measures.model import Findings
from csatreport.press import press
from csatreport.render.pages import render_sheet
from csatreport.report.gate import Gate
from csatreport.report.scope import Scope
from csatreport.report.yousaid import compose_yousaid
from csatreport.survey.periods import Period
from csatreport.survey.policy import Audience

LINES = 24
"""So many lines of the sheet are left for actions."""
SHEETS = ("tokens.css", "wall.css")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which sheets are made; empty means all units and languages, and the newest period."""

    questionnaire: str
    period: str = ""
    units: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()


def make_sheets(study: Path, wanted: Wanted, progress: Progress) -> tuple[Path, int]:
    """Print the sheets into ``build/wall/``; return the folder, and how many there are.

    A unit about which nothing was done or begun has none.

    Raises:
        StudyError: what a build would stop for, or a name that is not known.
    """
    inputs = read_inputs(study, progress, kept_from_builds(study))
    request = Request(
        study=study, questionnaires=(wanted.questionnaire,), units=wanted.units,
        periods=(wanted.period,) if wanted.period else (), languages=wanted.languages,
    )  # fmt: skip
    ledger, when = only_ledger(inputs, request)
    folder = study / "build" / "wall" / wanted.questionnaire / when.id
    languages = wanted.languages or inputs.study.languages
    made, sample = 0, inputs.study.sample
    scopes = list(_scopes(ledger, when, wanted.units, languages))
    for place, scope in enumerate(scopes):
        progress(Step("pdfs", place, len(scopes), scope.unit))
        chapter = compose_yousaid(scope, LINES)
        if chapter is not None:
            target = folder / scope.language / f"{scope.findings.unit.id}.pdf"
            target.parent.mkdir(parents=True, exist_ok=True)
            page = render_sheet("wall.html.j2", chapter, scope, study, sample=sample)
            target.write_bytes(press(page, study, SHEETS))
            made += 1
    return folder, made


def _scopes(
    ledger: Ledger, when: Period, units: tuple[str, ...], languages: tuple[str, ...]
) -> Iterator[Scope]:
    gate, units_of = Gate.of(ledger), ledger.questionnaire.units
    company = gate.apply(measure(ledger, units_of.root, when))
    for unit in units_of.all:
        if (not units or unit.id in units) and ledger.answered(unit.id, when):
            found = gate.apply(measure(ledger, unit, when))
            above = {one.id for one in units_of.path(unit.id)[:-1]}
            for language in languages:
                told = _with_wider(found, company, above)
                yield Scope(findings=told, language=language, audience=Audience.OPEN)


def _with_wider(found: Findings, company: Findings, above: set[str]) -> Findings:
    """Add what was done for wider units: it was done for this one too."""
    if found.registered is None or company.registered is None:
        return found
    wider = tuple(one for one in company.registered.actions if one.action.unit in above)
    own = found.registered
    return replace(found, registered=replace(own, actions=(*own.actions, *wider)))
