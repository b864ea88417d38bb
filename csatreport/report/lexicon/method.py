"""The method chapter: how each figure is made, with the settings of this questionnaire.

Every number in it comes from where the computing takes it: the constants of `csatreport.statistics`
and the questionnaire's own settings. What a questionnaire does not use is not explained.
"""

from collections.abc import Iterable
from typing import Any

from csatreport.base.words import say
from csatreport.counts.findings.crowd import MANY
from csatreport.report import numbers
from csatreport.report.lexicon.terms import term, terms_of
from csatreport.report.model import Chapter, Definition, Definitions, Paragraph, ReportPage
from csatreport.report.subject import Subject
from csatreport.report.wording import whole_name
from csatreport.statistics.change import ALPHA, POWER, SMALLEST_BASE
from csatreport.statistics.charts.control import LEAST, OVERDISPERSED, RUN
from csatreport.statistics.groups.association import FEW_EXPECTED, TOP_TWO_FROM
from csatreport.statistics.groups.evenness import ENOUGH_EXPECTED
from csatreport.statistics.groups.permutation import ENOUGH_HITS, MOST_DRAWS
from csatreport.statistics.means import ASKEW
from csatreport.statistics.proportions import LEVEL, NET_MINIMUM
from csatreport.study.item import Item, Role
from csatreport.study.model import Questionnaire
from csatreport.study.policy import Anonymity


def compose_method(
    questionnaire: Questionnaire, language: str, subjects: Iterable[Subject[Any]]
) -> Chapter:
    """Make the method chapter of a questionnaire, not yet numbered."""
    own = _settings(questionnaire) | {"whole": whole_name(questionnaire, language)}
    entries = tuple(
        Definition(
            id=one.id,
            term=term(one.id, language, whose),
            text=say(
                language, f"{whose}.method.{one.text or one.id}",
                **{**own, **one.facts(questionnaire)},
            ),
            formula=one.formula,
            source=one.source,
        )
        for one, whose in terms_of(subjects)
        if one.method and one.used(questionnaire)
    )  # fmt: skip
    return Chapter(
        id="method",
        page=ReportPage.PAPER,
        topic=say(language, "report.method.topic"),
        heading=say(language, "report.method.heading"),
        blocks=(
            Paragraph(text=say(language, "report.method.lead", **own)),
            Definitions(entries=entries),
            Paragraph(text=say(language, "report.method.standard"), note=True),
        ),
    )


def _settings(questionnaire: Questionnaire) -> dict[str, object]:
    """Return everything the texts may name, from the settings that compute."""
    anonymity = questionnaire.anonymity or Anonymity()
    return {
        "level": numbers.share(LEVEL),
        "alpha": ALPHA,
        "power": numbers.share(POWER),
        "few": SMALLEST_BASE,
        "many": MANY,
        "draws": numbers.count(MOST_DRAWS),
        "hits": ENOUGH_HITS,
        "askew": ASKEW,
        "net_minimum": NET_MINIMUM,
        "smallest": numbers.plain(questionnaire.smallest.index),
        "smallest_net": numbers.plain(questionnaire.smallest.net),
        "smallest_share": numbers.plain(questionnaire.smallest.share),
        "few_expected": numbers.plain(FEW_EXPECTED),
        "enough_expected": numbers.plain(ENOUGH_EXPECTED),
        "longest": TOP_TWO_FROM,
        "minimum": anonymity.minimum,
        "least_counts": anonymity.counts,
        "least_comments": anonymity.comments,
        "baseline": questionnaire.baseline.points,
        "least": LEAST,
        "run": RUN,
        "overdispersed": OVERDISPERSED,
        "items": len(_judged(questionnaire)),
    }


def _judged(questionnaire: Questionnaire) -> tuple[Item, ...]:
    items = questionnaire.newest.with_role(Role.RATED, Role.OVERALL, Role.RECOMMEND)
    return tuple(item for item in items if item.scored)
