"""The number on the one page, with a line for each further fact beside it."""

from collections.abc import Iterator
from dataclasses import replace

from csatreport.report import numbers, wording
from csatreport.report.model import Callout, Paragraph, ReportBlock
from csatreport.report.scope import Scope, estimate
from csatreport.report.subject import subjects_of
from csatreport.subjects.results.headline import base_text, compose_headline
from csatreport.subjects.results.verdict import verdict_text


def compose_number(scope: Scope) -> Iterator[ReportBlock]:
    """Make the number, or say why there is none, with what other subjects set beside it."""
    subjects = subjects_of(scope.findings)
    facts = [fact for one in subjects for fact in one.told(one.facts, scope) or ()]
    headline = compose_headline(scope)
    if headline is not None:
        yield replace(headline, facts=(*headline.facts, *facts))
        return
    yield Callout(text=_without_headline(scope))
    yield from (Paragraph(text=" ".join(fact)) for fact in facts)


def front_heading(scope: Scope) -> str:
    """Say the number and its verdict; without a number, how many answered."""
    node = scope.findings.headline
    score = estimate(node.index) if node is not None else None
    if node is None or score is None:
        return base_text(scope, scope.findings.responses)
    return scope.say(
        "results.front.heading", value=numbers.index(score.value), verdict=verdict_text(scope)
    )


def _without_headline(scope: Scope) -> str:
    language, findings = scope.language, scope.findings
    if scope.hidden is not None:
        return wording.hidden_reason(findings.questionnaire, language)
    if findings.responses == 0:
        return scope.say("report.headline.nothing_said", period=scope.period)
    answers = scope.answers(findings.responses)
    return scope.say("results.front.no_headline", answers=answers)
