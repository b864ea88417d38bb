"""The one page: the number, its trend, and three short lists a director reads in a minute."""

from __future__ import annotations

from dataclasses import replace

from csatreport.report import numbers, wording
from csatreport.report.model import Callout, Card, Cards, Chapter, Paragraph, ReportBlock
from csatreport.report.scope import Scope, estimate
from csatreport.report.subject import subjects_of
from csatreport.subjects.cards import compose_cards
from csatreport.subjects.net.tell import net_facts
from csatreport.subjects.results.headline import base_text, compose_headline, verdict_text
from csatreport.subjects.trend.subject import TREND
from csatreport.subjects.trend.trend import compose_trend


def compose_front(scope: Scope) -> Chapter:
    """Make the one page; a unit's page has no cards, because its items stand below."""
    blocks: list[ReportBlock] = []
    headline = compose_headline(scope)
    if headline is None:
        blocks.append(Callout(text=_without_headline(scope)))
        blocks += [Paragraph(text=" ".join(fact)) for fact in net_facts(scope)]
    else:
        blocks.append(replace(headline, facts=(*headline.facts, *net_facts(scope))))
    trend = TREND.told(compose_trend, scope)
    if trend is not None:
        blocks.append(trend)
    if scope.company and scope.hidden is None and scope.findings.responses:
        blocks.append(Cards(cards=_cards(scope)))
    return Chapter(
        id="summary",
        number="",
        topic=scope.say("report.front.topic"),
        heading=_heading(scope),
        blocks=tuple(blocks),
    )


def _cards(scope: Scope) -> tuple[Card, ...]:
    """Return the cards; what to act on stands in place of the weakest items, where it is clear."""
    changes, weak, attention = compose_cards(scope)
    urged = (subject.told(subject.urge, scope) for subject in subjects_of(scope.findings))
    return (changes, next(filter(None, urged), weak), attention)


def _heading(scope: Scope) -> str:
    node = scope.findings.headline
    score = estimate(node.index) if node is not None else None
    if node is None or score is None:
        return base_text(scope, scope.findings.responses)
    return scope.say(
        "report.front.heading",
        value=numbers.index(score.value), verdict=verdict_text(scope),
    )  # fmt: skip


def _without_headline(scope: Scope) -> str:
    language, findings = scope.language, scope.findings
    if scope.hidden is not None:
        return wording.hidden_reason(findings.questionnaire, language)
    if findings.responses == 0:
        return scope.say("report.headline.nothing_said", period=scope.period)
    answers = wording.answers(language, findings.responses)
    return scope.say("report.front.no_headline", answers=answers)
