"""Units side by side, each with its interval: what differs by more than chance, and no ranking.

At 95 % one unit in twenty lies outside by chance alone. A unit is therefore named only where its
distance from the whole is more than twice the reach of its interval, which from ten answers on is
beyond 99.8 %. The others that lie outside are counted, and called leads.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from csatreport.measures.change import SMALLEST_BASE
from csatreport.measures.model import Estimate, UnitPoint
from csatreport.measures.proportions import LEVEL
from csatreport.messages import say
from csatreport.report import numbers, wording
from csatreport.report.model import Chapter, Compare, CompareRow, Link, Paragraph
from csatreport.report.scope import Scope, estimate, hidden
from csatreport.survey.model import Sampling

_FAR = 2.0
_NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Outliers:
    """Units away from the whole, below and above: outside their interval, and far outside."""

    below: tuple[UnitPoint, ...]
    above: tuple[UnitPoint, ...]
    far_below: tuple[UnitPoint, ...]
    far_above: tuple[UnitPoint, ...]
    compared: int


def compose_compare(scope: Scope) -> Chapter | None:
    """Make the chapter; None below two units or without a headline."""
    findings, language = scope.findings, scope.language
    if findings.headline is None or len(findings.units) < 2:
        return None
    outliers = find_outliers(scope)
    return Chapter(
        id="compare",
        number="",
        topic=say(language, "report.compare.topic"),
        heading=_heading(outliers, scope),
        blocks=(
            Paragraph(text=_sentence(outliers, scope)),
            _table(scope),
        ),
    )


def whole_value(scope: Scope) -> float | None:
    """Return the value to compare with: of the unit that holds those compared."""
    top = scope.parent if _is_leaf(scope) else scope.findings
    score = estimate(top.headline.index) if top is not None and top.headline else None
    return score.value if score is not None else None


def _is_leaf(scope: Scope) -> bool:
    return not scope.findings.questionnaire.units.children(scope.findings.unit.id)


def find_outliers(scope: Scope) -> Outliers:
    """Sort out the units whose interval does not reach the whole, and those far away from it."""
    whole = whole_value(scope)
    sides: dict[str, list[UnitPoint]] = {"below": [], "above": [], "far_below": [], "far_above": []}
    compared = 0
    for point in scope.findings.units:
        score = estimate(point.score)
        if score is None or whole is None or score.base < SMALLEST_BASE:
            continue
        compared += 1
        side = _side(score, whole)
        if side:
            sides[side].append(point)
            if _is_far(score, whole, point, scope):
                sides[f"far_{side}"].append(point)
    return Outliers(compared=compared, **{side: tuple(found) for side, found in sides.items()})


def _side(score: Estimate, whole: float) -> str:
    """Say on which side of the whole an interval lies; "" where it reaches it or is none."""
    if score.low is None or score.high is None:
        return ""
    return "below" if whole > score.high else ("above" if whole < score.low else "")


def _is_far(score: Estimate, whole: float, point: UnitPoint, scope: Scope) -> bool:
    end = score.high if whole > score.value else score.low
    if end is None:
        return False
    reach = abs(end - score.value) / _shrunk(score, point, scope)
    return abs(whole - score.value) > _FAR * reach


def _shrunk(score: Estimate, point: UnitPoint, scope: Scope) -> float:
    """Return by how much a known, finite group has shrunk a unit's interval.

    "Clearly" means more than chance among people like these, as with changes, which are never
    shrunk either. A level's interval is, if most of a small group answered.
    """
    findings = scope.findings
    population = findings.questionnaire.units.population(point.unit.id)
    sampled = findings.questionnaire.sampling is not Sampling.CONVENIENCE
    if population is None or findings.population is None or not sampled:
        return 1.0
    return sqrt(1 - score.base / population) if score.base < population else 1.0


def _heading(outliers: Outliers, scope: Scope) -> str:
    language = scope.language
    below, above = _names(outliers.far_below, scope), _names(outliers.far_above, scope)
    if below and above:
        return say(language, "report.compare.heading_both", below=below, above=above)
    if below:
        return say(language, "report.compare.heading_below", below=below)
    if above:
        return say(language, "report.compare.heading_above", above=above)
    if not outliers.compared:
        return say(language, "report.compare.heading_few")
    return say(language, "report.compare.heading_level")


def _names(points: tuple[UnitPoint, ...], scope: Scope) -> str:
    names = [scope.unit_name(point.unit) for point in points]
    if len(names) <= _NAMED:
        return wording.listed(scope.language, names)
    return say(
        scope.language, "report.compare.more",
        names=say(scope.language, "report.list.between").join(names[:_NAMED]),
        rest=len(names) - _NAMED,
    )  # fmt: skip


def _sentence(outliers: Outliers, scope: Scope) -> str:
    language = scope.language
    if not outliers.compared:
        return say(language, "report.compare.sentence_few", few=SMALLEST_BASE)
    units = wording.counted(language, "report.count.units", outliers.compared)
    outside = len(outliers.below) + len(outliers.above)
    key = "report.compare.sentence" if outside else "report.compare.sentence_inside"
    first = say(
        language,
        key,
        units=units, below=len(outliers.below), above=len(outliers.above),
        level=numbers.share(LEVEL),
    )  # fmt: skip
    parts = (first, _chance(outliers, scope), say(language, "report.compare.no_ranking"))
    return wording.joined(language, parts)


def _chance(outliers: Outliers, scope: Scope) -> str:
    """Say how many units chance alone would put outside; "" where all outside are named."""
    far = len(outliers.far_below) + len(outliers.far_above)
    if len(outliers.below) + len(outliers.above) == far:
        return ""
    expected = max(1, round(outliers.compared * (1 - LEVEL)))
    key = "report.compare.chance_apart" if far else "report.compare.chance"
    return say(scope.language, key, number=expected)


def _table(scope: Scope) -> Compare:
    whole = whole_value(scope)
    language, units = scope.language, scope.findings.units
    return Compare(
        title=say(language, "report.compare.title"),
        alt=_alt(scope),
        heads=(
            say(language, "report.compare.head_unit"),
            say(language, "report.items.head_index"),
            say(language, "report.interval.head", level=numbers.share(LEVEL)),
            say(language, "report.items.head_answers"),
        ),
        rows=tuple(_row(point, scope) for point in units),
        reference=whole,
        reference_text=_reference_text(whole, scope),
        axis_title=say(language, "report.compare.axis"),
        note=say(language, "report.compare.note", few=SMALLEST_BASE),
        search_hint=say(language, "report.compare.search"),
    )


def _reference_text(whole: float | None, scope: Scope) -> str:
    top = scope.parent if _is_leaf(scope) and scope.parent is not None else scope.findings
    if whole is None:
        return ""
    return say(
        scope.language, "report.compare.reference",
        unit=scope.unit_name(top.unit), value=numbers.fixed(whole),
    )  # fmt: skip


def _alt(scope: Scope) -> str:
    scored = [(s.value, p) for p in scope.findings.units if (s := estimate(p.score)) is not None]
    if not scored:
        return say(scope.language, "report.compare.alt_empty")
    lowest, highest = (f(scored, key=lambda pair: pair[0]) for f in (min, max))
    return say(
        scope.language, "report.compare.alt",
        units=wording.counted(scope.language, "report.count.units", len(scored)),
        low=numbers.fixed(lowest[0]), low_unit=scope.unit_name(lowest[1].unit),
        high=numbers.fixed(highest[0]), high_unit=scope.unit_name(highest[1].unit),
    )  # fmt: skip


def _row(point: UnitPoint, scope: Scope) -> CompareRow:
    language = scope.language
    score, reason = estimate(point.score), hidden(point.score)
    kind = point.unit.kind or ""
    label = scope.findings.questionnaire.units.kind_label(kind)[language] if kind else ""
    empty = ""
    if reason is not None:
        empty = wording.hidden_word(reason, language)
    elif score is None:
        empty = say(language, "report.items.no_answers")
    return CompareRow(
        label=Link(text=scope.unit_name(point.unit), target=f"unit:{point.unit.id}"),
        kind=kind,
        kind_label=label,
        value=score.value if score else None,
        low=score.low if score else None,
        high=score.high if score else None,
        value_text=numbers.fixed(score.value) if score else "",
        interval_text=numbers.interval(score.low, score.high) if score else "",
        base=numbers.count(point.n) if reason is None else "",
        hidden=empty,
    )
