"""The method chapter: how each figure is made, with the settings of this questionnaire.

Every number in it comes from where the computing takes it: the constants of `csatreport.statistics`
and the questionnaire's own settings. What a questionnaire does not use is not explained.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from csatreport.base.words import say
from csatreport.counts.findings.crowd import MANY
from csatreport.report import numbers
from csatreport.report.lexicon.terms import term
from csatreport.report.model import Chapter, Definition, Definitions, Paragraph
from csatreport.report.subject import Subject, Term, parted
from csatreport.report.wording import whole_name
from csatreport.statistics.change import ALPHA, POWER, SMALLEST_BASE
from csatreport.statistics.charts.control import LEAST, OVERDISPERSED, RUN
from csatreport.statistics.groups.association import FEW_EXPECTED, TOP_TWO_FROM, has_top_two
from csatreport.statistics.groups.evenness import ENOUGH_EXPECTED
from csatreport.statistics.groups.permutation import ENOUGH_HITS, MOST_DRAWS
from csatreport.statistics.means import ASKEW
from csatreport.statistics.proportions import LEVEL, NET_MINIMUM, Z
from csatreport.study.item import Item, Role
from csatreport.study.model import Questionnaire
from csatreport.study.policy import Anonymity, Sampling


def compose_method(
    questionnaire: Questionnaire, language: str, subjects: Iterable[Subject[Any]]
) -> Chapter:
    """Make the method chapter of a questionnaire, not yet numbered."""
    answers, blocks, about = parted(subjects)
    whole = {"whole": whole_name(questionnaire, language)}
    own = _settings(questionnaire) | whole
    told = (
        *((one, "report", own) for one in BEFORE),
        *_told(answers, questionnaire, whole),
        *_told(blocks, questionnaire, whole),
        *_told(about, questionnaire, whole),
        *((one, "report", own) for one in LAST),
    )
    entries = tuple(
        Definition(
            id=one.id,
            term=term(one.id, language, whose),
            text=say(language, f"{whose}.method.{one.text or one.id}", **facts),
            formula=one.formula,
            source=one.source,
        )
        for one, whose, facts in told
        if one.used(questionnaire)
    )
    return Chapter(
        id="method",
        topic=say(language, "report.method.topic"),
        heading=say(language, "report.method.heading"),
        blocks=(
            Definitions(entries=entries),
            Paragraph(text=say(language, "report.method.standard"), note=True),
        ),
    )


def _told(
    subjects: Iterable[Subject[Any]], questionnaire: Questionnaire, whole: Mapping[str, object]
) -> Iterator[tuple[Term, str, Mapping[str, object]]]:
    """Yield the terms of subjects, with whose words they are among and what fills their gaps."""
    for subject in subjects:
        for one in subject.terms:
            yield one, subject.id, {**whole, **one.facts(questionnaire)}


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


def _is_weighted(questionnaire: Questionnaire) -> bool:
    index = questionnaire.newest.index
    return index is not None and any(node.weight is not None for node in index.walk())


def _is_finite(questionnaire: Questionnaire) -> bool:
    sampled = questionnaire.sampling is not Sampling.CONVENIENCE
    return sampled and any(u.population is not None for u in questionnaire.units.all)


def _has_target(questionnaire: Questionnaire) -> bool:
    nodes = [node for e in questionnaire.editions if e.index for node in e.index.walk()]
    return bool(questionnaire.targets) or any(node.target is not None for node in nodes)


def _has_follow_up(questionnaire: Questionnaire) -> bool:
    return any(item.follow_up is not None for e in questionnaire.editions for item in e.items)


# Only characters that the common Chinese fonts have: no subscripts, no combining marks.
_WILSON = f"(p + z²/2n ± z·√(p(1 − p)/n + z²/4n²)) / (1 + z²/n), z = {Z:.3f}"
_STUDENT = "m ± t(n − 1) · s/√n"

BEFORE = (
    Term(id="missing"),
    Term(id="favourable", formula="p = k / n"),
    Term(
        id="top_two", formula="p = k / n", used=lambda asked: any(map(has_top_two, _judged(asked)))
    ),
    Term(id="index", formula="100 · (m − min) / (max − min)"),
    Term(id="mean", formula="m = Σx / n;  s² = Σ(x − m)² / (n − 1)"),
    Term(id="headline", used=lambda asked: asked.has_index and not _is_weighted(asked)),
    Term(id="headline", text="headline_weighted", used=_is_weighted),
    Term(
        id="interval",
        formula=f"{_WILSON};  {_STUDENT}",
        source="Wilson (1927); Student (1908)",
    ),
    Term(
        id="finite",
        formula="s/√n · √(1 − n/N);  n′ = n(N − 1)/(N − n)",
        source="Cochran (1977)",
        used=_is_finite,
    ),
    Term(
        id="weights",
        formula="m = Σwx / Σw;  SE = √(n/(n − 1) · Σ(w(x − m)/Σw)²);  m ± t · SE",
        source="Kish (1965); Korn and Graubard (1998); Lumley (2010)",
        used=lambda q: q.weights is not None,
    ),
    Term(
        id="net",
        formula="100 · (g − b) / n",
        source="Rocks (2016)",
        used=lambda asked: any(e.with_role(Role.RECOMMEND) for e in asked.editions),
    ),
    Term(id="clear", used=lambda q: q.has_index),
    Term(
        id="test",
        formula="t = (m − m′) / √(s²/n + s′²/n′)",
        source="Welch (1947); Derrick, Toher, White (2017); Fisher (1935)",
    ),
    Term(
        id="q",
        formula="q(i) = min{ p(j) · k / j : j ≥ i }",
        source="Benjamini, Hochberg (1995)",
    ),
    Term(
        id="share_change",
        formula="p − p′ ± √((p − l)² + (u′ − p′)²)",
        source="Newcombe (1998)",
    ),
    Term(
        id="order",
        formula="U / (n · n′)",
        source="Mann, Whitney (1947)",
    ),
    Term(
        id="shape",
        formula="χ² = Σ(O − E)²/E;  V = √(χ² / (n · (min(r, c) − 1)))",
        source="Pearson (1900); Cramér (1946)",
    ),
    Term(
        id="group",
        formula="χ² = Σ(O − E)²/E;  p = (1 + h)/(1 + d)",
        source="Pearson (1900); Fisher (1935); Besag, Clifford (1991)",
        used=lambda asked: any(edition.background for edition in asked.editions),
    ),
    Term(
        id="detectable",
        formula=f"max((z(1 − {ALPHA}/(2k)) + z({POWER})) · SE;  d + z({POWER}) · SE)",
        source="Cohen (1988); Benjamini, Hochberg (1995)",
    ),
    Term(
        id="usual",
        formula="m ± 3 · MR / 1.128;  p ± 3 · √(p(1 − p)/n)",
        source="Shewhart (1931); Wheeler (1993); Laney (2002)",
    ),
    Term(
        id="funnel",
        formula="m ± z · s · √(φ/n)",
        source="Spiegelhalter (2005); Goldstein, Spiegelhalter (1996)",
        used=lambda asked: len(asked.units.all) > 2,
    ),
    Term(id="target", used=_has_target),
    Term(id="series", used=lambda asked: len(asked.editions) > 1),
    Term(id="low", used=_has_follow_up),
)

LAST = (
    Term(id="anonymity", used=lambda q: q.anonymity is not None),
    Term(id="rounding"),
)
