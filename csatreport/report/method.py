"""The method chapter: how each figure is made, with the settings of this questionnaire.

Every number in it comes from where the computing takes it: the constants of `csatreport.measures`
and the questionnaire's own settings. What a questionnaire does not use is not explained.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from csatreport.measures import drivers, gaps, reliability, themes
from csatreport.measures.association import FEW_EXPECTED, TOP_TWO_FROM, has_top_two
from csatreport.measures.change import ALPHA, POWER, SMALLEST_BASE
from csatreport.measures.control import LEAST, OVERDISPERSED, RUN
from csatreport.measures.crowd import MANY
from csatreport.measures.flags import LEAST_TIMED, LONG
from csatreport.measures.importance import MOST_ORDERED
from csatreport.measures.means import ASKEW
from csatreport.measures.permutation import ENOUGH_HITS, MOST_DRAWS
from csatreport.measures.proportions import LEVEL, NET_MINIMUM, Z
from csatreport.measures.segments import background_items
from csatreport.messages import say
from csatreport.report import numbers
from csatreport.report.model import Chapter, Definition, Definitions, Paragraph
from csatreport.report.terms import term
from csatreport.report.wording import whole_name
from csatreport.survey.model import Item, Questionnaire, Role, Sampling
from csatreport.survey.policy import Anonymity
from csatreport.survey.register import RegisterKind


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """One statistic: its text, its formula, where it comes from, and when it is used."""

    id: str
    text: str
    formula: str = ""
    source: str = ""
    used: Callable[[Questionnaire], bool] = lambda _: True


def compose_method(questionnaire: Questionnaire, language: str) -> Chapter:
    """Make the method chapter of a questionnaire, not yet numbered."""
    facts = _settings(questionnaire) | {"whole": whole_name(questionnaire, language)}
    entries = tuple(
        Definition(
            id=entry.id,
            term=term(entry.id, language),
            text=say(language, entry.text, **facts),
            formula=entry.formula,
            source=entry.source,
        )
        for entry in _ENTRIES
        if entry.used(questionnaire)
    )
    return Chapter(
        id="method",
        number="",
        topic=say(language, "report.method.topic"),
        heading=say(language, "report.method.heading"),
        blocks=(
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
        "smallest": numbers.plain(questionnaire.smallest_index_change),
        "smallest_net": numbers.plain(questionnaire.smallest_net_change),
        "smallest_share": numbers.plain(questionnaire.smallest_share_change),
        "few_expected": numbers.plain(FEW_EXPECTED),
        "longest": TOP_TWO_FROM,
        "minimum": anonymity.minimum,
        "least_counts": anonymity.counts,
        "least_comments": anonymity.comments,
        "baseline": questionnaire.baseline.points,
        "least": LEAST,
        "run": RUN,
        "overdispersed": OVERDISPERSED,
        "items": len(_judged(questionnaire)),
        "in_comments": themes.IN_COMMENTS,
        "ceiling": numbers.share(gaps.CEILING),
        "tolerance": numbers.plain(questionnaire.pairs.tolerance),
        "kano_table": "Pouliot" if questionnaire.pairs.pouliot else "Berger",
        "least_drivers": drivers.LEAST,
        "per_driver": drivers.PER_CANDIDATE,
        "weak_drivers": drivers.WEAK,
        "most_ordered": MOST_ORDERED,
        "least_complete": reliability.LEAST,
        "weak": reliability.WEAK,
        "long": LONG,
        "least_timed": LEAST_TIMED,
    }


def _judged(questionnaire: Questionnaire) -> tuple[Item, ...]:
    items = questionnaire.newest.with_role(Role.RATED, Role.OVERALL, Role.RECOMMEND)
    return tuple(item for item in items if item.scored)


def _has_index(questionnaire: Questionnaire) -> bool:
    return any(edition.index is not None for edition in questionnaire.editions)


def _is_weighted(questionnaire: Questionnaire) -> bool:
    index = questionnaire.newest.index
    return index is not None and any(node.weight is not None for node in index.walk())


def _is_plain(questionnaire: Questionnaire) -> bool:
    return _has_index(questionnaire) and not _is_weighted(questionnaire)


def _is_finite(questionnaire: Questionnaire) -> bool:
    sampled = questionnaire.sampling is not Sampling.CONVENIENCE
    return sampled and any(u.population is not None for u in questionnaire.units.all)


def _has_net(questionnaire: Questionnaire) -> bool:
    return any(e.with_role(Role.RECOMMEND) for e in questionnaire.editions)


def _has_target(questionnaire: Questionnaire) -> bool:
    nodes = [node for e in questionnaire.editions if e.index for node in e.index.walk()]
    return bool(questionnaire.targets) or any(node.target is not None for node in nodes)


def _has_follow_up(questionnaire: Questionnaire) -> bool:
    return any(item.follow_up is not None for e in questionnaire.editions for item in e.items)


def _has_long_scale(questionnaire: Questionnaire) -> bool:
    return any(has_top_two(item) for item in _judged(questionnaire))


def _has_groups(questionnaire: Questionnaire) -> bool:
    return any(background_items(edition) for edition in questionnaire.editions)


def _has_units(questionnaire: Questionnaire) -> bool:
    return len(questionnaire.units.all) > 2


def _has_role(role: Role) -> Callable[[Questionnaire], bool]:
    return lambda questionnaire: any(e.with_role(role) for e in questionnaire.editions)


def _has_register(kind: RegisterKind) -> Callable[[Questionnaire], bool]:
    return lambda questionnaire: kind.value in questionnaire.registered


def _has_drivers(questionnaire: Questionnaire) -> bool:
    return questionnaire.drivers is not None and any(
        item.scored
        for edition in questionnaire.editions
        for item in edition.items
        if item.role in (Role.OVERALL, Role.RECOMMEND) or item.id == questionnaire.drivers.outcome
    )


def _has_editions(questionnaire: Questionnaire) -> bool:
    return len(questionnaire.editions) > 1


# Only characters that the common Chinese fonts have: no subscripts, no combining marks.
_WILSON = f"(p + z²/2n ± z·√(p(1 − p)/n + z²/4n²)) / (1 + z²/n), z = {Z:.3f}"
_STUDENT = "m ± t(n − 1) · s/√n"
_ALPHA = "k/(k − 1) · (1 − Σv/V)"
_KANO = "(A + O)/k;  −(O + M)/k;  k = A + O + M + I;  1.65 · √((a + b)(2n − a − b)/2n)"

_ENTRIES = (
    _Entry(id="missing", text="report.method.missing"),
    _Entry(id="favourable", text="report.method.favourable", formula="p = k / n"),
    _Entry(id="top_two", text="report.method.top_two", formula="p = k / n", used=_has_long_scale),
    _Entry(id="index", text="report.method.index", formula="100 · (m − min) / (max − min)"),
    _Entry(id="mean", text="report.method.mean", formula="m = Σx / n;  s² = Σ(x − m)² / (n − 1)"),
    _Entry(id="headline", text="report.method.headline", used=_is_plain),
    _Entry(id="headline", text="report.method.headline_weighted", used=_is_weighted),
    _Entry(
        id="interval",
        text="report.method.interval",
        formula=f"{_WILSON};  {_STUDENT}",
        source="Wilson (1927); Student (1908)",
    ),
    _Entry(
        id="finite",
        text="report.method.finite",
        formula="s/√n · √(1 − n/N);  n′ = n(N − 1)/(N − n)",
        source="Cochran (1977)",
        used=_is_finite,
    ),
    _Entry(
        id="weights",
        text="report.method.weights",
        formula="m = Σwx / Σw;  SE = √(n/(n − 1) · Σ(w(x − m)/Σw)²);  m ± t · SE",
        source="Kish (1965); Korn and Graubard (1998); Lumley (2010)",
        used=lambda q: q.weights is not None,
    ),
    _Entry(
        id="net",
        text="report.method.net",
        formula="100 · (g − b) / n",
        source="Rocks (2016)",
        used=_has_net,
    ),
    _Entry(id="clear", text="report.method.clear", used=_has_index),
    _Entry(
        id="test",
        text="report.method.test",
        formula="t = (m − m′) / √(s²/n + s′²/n′)",
        source="Welch (1947); Derrick, Toher, White (2017); Fisher (1935)",
    ),
    _Entry(
        id="q",
        text="report.method.q",
        formula="q(i) = min{ p(j) · k / j : j ≥ i }",
        source="Benjamini, Hochberg (1995)",
    ),
    _Entry(
        id="share_change",
        text="report.method.share_change",
        formula="p − p′ ± √((p − l)² + (u′ − p′)²)",
        source="Newcombe (1998)",
    ),
    _Entry(
        id="order",
        text="report.method.order",
        formula="U / (n · n′)",
        source="Mann, Whitney (1947)",
    ),
    _Entry(
        id="shape",
        text="report.method.shape",
        formula="χ² = Σ(O − E)²/E;  V = √(χ² / (n · (min(r, c) − 1)))",
        source="Pearson (1900); Cramér (1946)",
    ),
    _Entry(
        id="group",
        text="report.method.group",
        formula="χ² = Σ(O − E)²/E;  p = (1 + h)/(1 + d)",
        source="Pearson (1900); Fisher (1935); Besag, Clifford (1991)",
        used=_has_groups,
    ),
    _Entry(
        id="detectable",
        text="report.method.detectable",
        formula=f"max((z(1 − {ALPHA}/(2k)) + z({POWER})) · SE;  d + z({POWER}) · SE)",
        source="Cohen (1988); Benjamini, Hochberg (1995)",
    ),
    _Entry(
        id="usual",
        text="report.method.usual",
        formula="m ± 3 · MR / 1.128;  p ± 3 · √(p(1 − p)/n)",
        source="Shewhart (1931); Wheeler (1993); Laney (2002)",
    ),
    _Entry(
        id="funnel",
        text="report.method.funnel",
        formula="m ± z · s · √(φ/n)",
        source="Spiegelhalter (2005); Goldstein, Spiegelhalter (1996)",
        used=_has_units,
    ),
    _Entry(id="target", text="report.method.target", used=_has_target),
    _Entry(id="series", text="report.method.series", used=_has_editions),
    _Entry(id="low", text="report.method.low", used=_has_follow_up),
    _Entry(
        id="gap",
        text="report.method.gap",
        formula="d = Σ(P − E)/n;  d ± t(n − 1) · s/√n",
        source="Parasuraman, Zeithaml, Berry (1988); Cronin, Taylor (1992); Wilcoxon (1945)",
        used=_has_role(Role.EXPECTATION),
    ),
    _Entry(
        id="ratio",
        text="report.method.ratio",
        formula="ΣP / ΣE",
        used=_has_role(Role.EXPECTATION),
    ),
    _Entry(
        id="kano",
        text="report.method.kano",
        formula=_KANO,
        source="Kano (1984); Berger (1993); Fong (1996)",
        used=_has_role(Role.PRESENT),
    ),
    _Entry(
        id="stated",
        text="report.method.stated",
        source="Berry, Parasuraman, Zeithaml (1990)",
        used=_has_role(Role.IMPORTANCE),
    ),
    _Entry(
        id="drivers",
        text="report.method.drivers",
        formula="Σ over orders (R²(S + i) − R²(S)) / k!;  R² = r′R⁻¹r",
        source="Lindeman, Merenda, Gold (1980); Grömping (2007); Johnson (2000)",
        used=_has_drivers,
    ),
    _Entry(
        id="quarters",
        text="report.method.quarters",
        source="Martilla, James (1977)",
        used=_has_drivers,
    ),
    _Entry(id="worth", text="report.method.worth", formula="(x′ − x) · Σ sᵢ / n", used=_has_index),
    _Entry(
        id="theme",
        text="report.method.theme",
        source="Fisher (1935); Monroe, Colaresi, Quinn (2008)",
        used=lambda q: bool(q.themes),
    ),
    _Entry(
        id="complaint_rate",
        text="report.method.complaint_rate",
        formula="1000 · x/E;  c ± 3√c;  u ± 3√(u/E)",
        source="Garwood (1936); Przyborowski, Wilenski (1940); Shewhart (1931)",
        used=_has_register(RegisterKind.COMPLAINTS),
    ),
    _Entry(
        id="duration",
        text="report.method.duration",
        formula="S(t) = Π(1 − d/n)",
        source="Kaplan, Meier (1958); Brookmeyer, Crowley (1982)",
        used=_has_register(RegisterKind.COMPLAINTS),
    ),
    _Entry(
        id="effect",
        text="report.method.effect",
        formula="(x′ − x) − (y′ − y)",
        source="Card, Krueger (1994)",
        used=_has_register(RegisterKind.ACTIONS),
    ),
    _Entry(
        id="alpha",
        text="report.method.alpha",
        formula=f"{_ALPHA};  1 − (1 − α) · F(n − 1, (n − 1)(k − 1));  (Σλ)²/((Σλ)² + Σu)",
        source="Cronbach (1951); Feldt (1965); McDonald (1999)",
        used=_has_index,
    ),
    _Entry(id="flagged", text="report.method.flagged", source="Meade, Craig (2012)"),
    _Entry(
        id="early",
        text="report.method.early",
        source="Armstrong, Overton (1977)",
        used=_has_index,
    ),
    _Entry(id="anonymity", text="report.method.anonymity", used=lambda q: q.anonymity is not None),
    _Entry(id="rounding", text="report.method.rounding"),
)
