"""The bold line never contradicts the chart beside it, in any report of the studies carried here."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from csatreport.base.errors import StudyError
from csatreport.counts.findings.chart import course_of
from csatreport.counts.findings.findings import complete, measure_with
from csatreport.counts.ledger import Ledger
from csatreport.making.inputs import read_inputs
from csatreport.privacy.gate import Gate
from csatreport.report.scope import Scope
from csatreport.study.policy import Audience
from csatreport.subjects.results.headline import compose_headline
from csatreport.subjects.trend.trend import compose_trend
from tests.report.leading import contradiction

ROOT = Path(__file__).parents[2]
STUDIES = sorted(
    folder.parent
    for above in (ROOT / "tests/studies", ROOT / "examples")
    for folder in above.glob("*/config")
)


def scopes(ledger: Ledger) -> Iterator[Scope]:
    """Yield what every report of a questionnaire is made from, in English."""
    gate = Gate.of(ledger)
    for kind in ledger.questionnaire.reporting.periods if ledger.base_periods else ():
        for period in complete(ledger, kind):
            for unit in ledger.questionnaire.units.all:
                found = gate.apply(measure_with((), ledger, unit, period))
                yield Scope(findings=found, language="en", audience=Audience.OPEN)


def contradictions(ledger: Ledger) -> Iterator[str]:
    for scope in scopes(ledger):
        course = course_of(scope.findings.trend, scope.findings.questionnaire.baseline)
        headline, trends = compose_headline(scope), list(compose_trend(scope, course))
        if headline is None:
            continue
        clear = [term for term, said in headline.facts if "clearly up" in said or "ly down" in said]
        quiet = "no change shown" in headline.verdict
        found = [contradiction(headline, one) for one in trends]
        found += [f"{term}: clear" for term in clear if quiet]
        for one in filter(None, found):
            where = (scope.findings.unit.id, scope.findings.period.id)
            yield f"{'/'.join(where)}: {headline.verdict!r}, but {one}"


@pytest.mark.parametrize("study", STUDIES, ids=lambda study: study.name)
def test_no_bold_line_contradicts_its_chart(study):
    try:
        inputs = read_inputs(study, lambda _: None)
    except StudyError:
        return
    found = [told for ledger in inputs.ledgers.values() for told in contradictions(ledger)]
    assert not found, "\n".join(found)
