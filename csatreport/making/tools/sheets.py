"""Sheets as PDFs for each language that are for somebody, not for everybody, so they are private.

The weekly extract names owners. A week has no answers of its own: only registers are measured in
it, as they stand on its last day. What subjects hand out, such as the scorecard of a supplier, is
for the one it is about.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from csatreport.base.errors import StudyError
from csatreport.base.files.atomic import write_whole
from csatreport.base.label import Label
from csatreport.base.print.pdf import print_pdf
from csatreport.counts.findings.asked import Asked
from csatreport.counts.findings.key import ResultKey
from csatreport.counts.findings.whole import Findings
from csatreport.counts.ledger import Ledger
from csatreport.making.inputs import kept_from_builds, read_inputs
from csatreport.making.plan import only_ledger
from csatreport.making.request import Progress, Request
from csatreport.privacy.gate import Gate
from csatreport.report.model import Chapter
from csatreport.report.scope import Scope
from csatreport.report.subject import subjects_of
from csatreport.site.pages import render_sheet
from csatreport.study.periods import Period, PeriodKind
from csatreport.study.policy import Audience
from csatreport.subjects.actions.measure import without_effects
from csatreport.subjects.actions.subject import ACTIONS
from csatreport.subjects.complaints.subject import COMPLAINTS
from csatreport.subjects.front import compose_weekly
from csatreport.subjects.measured import measure

_DAYS = dt.timedelta(days=6)
NOTHING = "B620"
_UNSAFE = re.compile(r"[^\w.-]+")


def make_weekly(
    study: Path, questionnaire: str, last: dt.date, languages: tuple[str, ...], progress: Progress
) -> Iterator[Path]:
    """Print the extract of the seven days up to ``last``; yield each file.

    Raises:
        StudyError: what a build would stop for, or a name that is not known.
    """
    inputs = read_inputs(study, progress, kept_from_builds(study))
    request = Request(study=study, questionnaires=(questionnaire,), languages=languages)
    ledger, newest = only_ledger(inputs, request)
    found = Gate.of(ledger, among=tuple(inputs.ledgers.values())).apply(
        measure(ledger, ledger.questionnaire.units.root, newest)
    )
    for language in languages or inputs.study.languages:
        scope = _scope(ledger, found, _week(last), language)
        page = render_sheet("weekly.html.j2", compose_weekly(scope), scope, study,
                            sample=inputs.study.sample)  # fmt: skip
        target = study / "build" / "private" / f"weekly-{questionnaire}-{last}.{language}.pdf"
        write_whole(target, print_pdf(page, study))
        yield target


def _week(last: dt.date) -> Period:
    name = f"{last - _DAYS} – {last}"
    return Period(
        kind=PeriodKind.ROUND, id=last.isoformat(), start=last - _DAYS, end=last,
        label=Label.of(name),
    )  # fmt: skip


def _scope(ledger: Ledger, found: Findings, week: Period, language: str) -> Scope:
    asked = Asked(
        ledger=ledger, unit=found.unit, period=week, earlier=(), past=(), items=(), units=()
    )
    # The effect of an action is judged by answers, which the gate has not seen for this week.
    actions = without_effects(ACTIONS.measure(asked) or ())
    results: dict[ResultKey[Any], object] = {
        COMPLAINTS: COMPLAINTS.measure(asked),
        ACTIONS: actions,
    }
    found = replace(found, period=week, results=results)
    return Scope(findings=found, language=language, audience=Audience.RESTRICTED)


def make_handouts(request: Request, progress: Progress) -> Iterator[Path]:
    """Print what subjects hand out of one questionnaire and period; yield each file.

    Raises:
        StudyError: what a build would stop for, a name that is not known (B601), or that there is
            nothing to hand out (B620).
    """
    study = request.study
    inputs = read_inputs(study, progress, kept_from_builds(study))
    ledger, period = only_ledger(inputs, request)
    found = Gate.of(ledger, among=tuple(inputs.ledgers.values())).apply(
        measure(ledger, ledger.questionnaire.units.root, period)
    )
    home = study / "build" / "private" / "handouts" / f"{ledger.questionnaire.id}-{period.id}"
    printed = 0
    for language in request.languages or inputs.study.languages:
        scope = Scope(findings=found, language=language, audience=Audience.RESTRICTED)
        for number, (name, chapter) in enumerate(_pages(scope), start=1):
            page = render_sheet("handout.html.j2", chapter, scope, study,
                                sample=inputs.study.sample)  # fmt: skip
            target = home / f"{number:02}-{_UNSAFE.sub('-', name)}.{language}.pdf"
            write_whole(target, print_pdf(page, study))
            printed += 1
            yield target
    if not printed:
        raise StudyError.at(NOTHING, ledger.questionnaire.id, period=period.id)


def _pages(scope: Scope) -> Iterator[tuple[str, Chapter]]:
    for one in subjects_of(scope.findings):
        yield from one.told(one.handouts, scope) or ()
