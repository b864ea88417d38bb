"""How units side by side are judged: by a funnel, its middle, its spread and its widening."""

from collections.abc import Iterable, Iterator

from csatreport.base.words import say
from csatreport.counts.findings.standing import INNER, OUTER, Group, Standing
from csatreport.report import numbers
from csatreport.report.model import Explanation, ExplanationStep
from csatreport.report.scope import Scope
from csatreport.subjects.units.funnels import chance_text

UNITS = "units"
"""What to ask for to have the units side by side explained."""
UNITS_TARGET = f"explain:{UNITS}"


def explain_units(scope: Scope, groups: Iterable[Group]) -> Iterator[tuple[str, Explanation]]:
    """Yield how units are judged side by side; nothing where there are none to judge."""
    steps = tuple(_funnel(group, scope) for group in groups if group.funnel is not None)
    if steps:
        title = scope.say("units.topic")
        yield UNITS, Explanation(id=UNITS_TARGET, title=title, figure="", steps=steps)


def _funnel(group: Group, scope: Scope) -> ExplanationStep:
    """Work out a funnel: its middle, spread and widening, and the limits of every unit."""
    language, funnel = scope.language, group.funnel
    if funnel is None:
        return ExplanationStep(title="", lines=())
    units = scope.findings.questionnaire.units
    title = units.kind_label(group.kind)[language] if group.kind else ""
    return ExplanationStep(
        title=title or scope.say("report.explain.all_units"),
        lines=(
            scope.say(
                "report.explain.funnel",
                middle=scope.told(numbers.index(funnel.target)),
                spread=scope.told(numbers.figures(funnel.spread)),
                phi=numbers.figures(funnel.phi),
            ),
            scope.say(
                "report.explain.funnel_limits",
                inner=numbers.share(INNER), outer=numbers.share(OUTER, 1),
            ),
            *_weighted_line(group, language),
            chance_text([group], scope.findings.questionnaire, language),
        ),
        heads=(
            scope.say("report.compare.head_unit"),
            "n",
            scope.say("report.items.head_index"),
            numbers.share(INNER),
            numbers.share(OUTER, 1),
        ),
        rows=tuple(_unit(one, group, scope) for one in _told(group, scope)),
        numeric=(False, True, True, True, True),
    )  # fmt: skip


def _weighted_line(group: Group, language: str) -> tuple[str, ...]:
    """Say what n is where answers are weighted."""
    return (say(language, "report.explain.funnel_weighted"),) if group.counts.weighted else ()


def _told(group: Group, scope: Scope) -> tuple[Standing, ...]:
    """Return whose limits are told: of all units, or of the one that a report is about."""
    return group.alone(scope.findings.unit.id).standings if scope.leaf else group.standings


def _unit(one: Standing, group: Group, scope: Scope) -> tuple[str, ...]:
    limits = [numbers.NOTHING, numbers.NOTHING]
    if group.funnel is not None and one.judged:
        pairs = (group.funnel.limits(one.place.n, level) for level in (INNER, OUTER))
        limits = [numbers.index_interval(max(0.0, low), min(100.0, high)) for low, high in pairs]
    return (
        scope.unit_name(one.unit),
        numbers.count(round(one.place.n)),
        numbers.index(one.place.value),
        *limits,
    )
