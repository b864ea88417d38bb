"""How the figures of groups came about: of people, and of units side by side.

Groups of people follow from their scores as the headline does, and are set against everybody else;
the questions that they may divide stand below them with the test that decided.
Units are judged in a funnel, whose middle, spread and widening are worked out here.
"""

from __future__ import annotations

from csatreport.measures.change import SMALLEST_BASE
from csatreport.measures.evenness import Evenness
from csatreport.measures.model import Hidden
from csatreport.measures.parts import Group as People
from csatreport.measures.parts import Segment
from csatreport.measures.standing import INNER, OUTER, Group, Standing
from csatreport.messages import say
from csatreport.report import numbers, wording
from csatreport.report.explain_figures import explain_change
from csatreport.report.explain_means import mean_interval
from csatreport.report.funnels import chance_text, is_weighted
from csatreport.report.model import Explanation, ExplanationStep
from csatreport.report.scope import Scope, estimate
from csatreport.survey.model import Item

UNITS = "units"
"""What to ask for to have the units side by side explained."""
UNITS_TARGET = f"explain:{UNITS}"


def group_target(item: Item) -> str:
    """Return what leads to the explanation of the groups of a background question."""
    return f"explain:group.{item.id}"


def group_name(item: Item, option: int | None, language: str) -> str:
    """Say a group's name: the option's label, or that nothing was said."""
    if option is None:
        return say(language, "report.missing.not_stated")
    return item.options[option].label[language]


def explain_segment(segment: Segment, scope: Scope) -> Explanation:
    """Explain the index of every group of a background question, and what it is set against."""
    told = (group for group in segment.groups if group.listed)
    steps = [step for group in told for step in _group(segment.item, group, scope)]
    steps += _tests(segment, scope)
    if segment.hidden is not None:
        steps = [hidden_step(segment.hidden, scope)]
    return Explanation(
        id=group_target(segment.item),
        title=wording.item_name(segment.item, scope.language),
        figure="",
        steps=tuple(steps),
    )


def hidden_step(reason: Hidden, scope: Scope) -> ExplanationStep:
    """Say why nothing is shown."""
    text = wording.hidden_reason(reason, scope.findings.questionnaire, scope.language)
    return ExplanationStep(title=say(scope.language, "report.explain.step_hidden"), lines=(text,))


def _group(item: Item, group: People, scope: Scope) -> tuple[ExplanationStep, ...]:
    language, score = scope.language, estimate(group.score)
    name = group_name(item, group.option, language)
    answers = wording.answers(language, group.n)
    if score is None:
        line = say(language, "report.explain.group_unscored", answers=answers)
        return (ExplanationStep(title=name, lines=(line,)),)
    lines = [
        say(
            language, "report.explain.group",
            answers=answers, scored=numbers.count(score.base), value=numbers.index(score.value),
        ),
        mean_interval(score, group.sd, None, scope),
    ]  # fmt: skip
    if group.versus is not None:
        lines += explain_change(group.versus, score, scope).lines
    return (ExplanationStep(title=name, lines=tuple(filter(None, lines))),)


def test_name(test: Evenness | None, language: str) -> str:
    """Name the test of a question by group that decided, with what it stands on."""
    if test is None:
        return numbers.NOTHING
    statistic = numbers.fixed(test.statistic, 2)
    if test.draws:
        facts = {"statistic": statistic, "draws": numbers.count(test.draws)}
        return say(language, "report.segments.test_permutation", **facts)
    return say(language, "report.segments.test_chi_square", statistic=statistic, df=test.df)


def _tests(segment: Segment, scope: Scope) -> list[ExplanationStep]:
    """List the tests of all questions by the groups; nothing where none could be tested."""
    language = scope.language
    tested = [one for one in segment.divisions if one.test is not None]
    if not tested:
        return []
    return [
        ExplanationStep(
            title=say(language, "report.segments.tested"),
            lines=(say(language, "report.segments.tests_note", few=SMALLEST_BASE),),
            heads=(
                say(language, "report.items.head_item"),
                say(language, "report.segments.head_test"),
                "p",
                "q",
            ),
            rows=tuple(
                (
                    wording.item_name(one.item, language),
                    test_name(one.test, language),
                    numbers.probability(one.test.p if one.test else None),
                    numbers.probability(one.q),
                )
                for one in tested
            ),
            numeric=(False, False, True, True),
        )
    ]


def explain_units(scope: Scope) -> Explanation | None:
    """Explain how units are judged side by side; None where there are none to judge."""
    groups = [g for g in scope.standings if g.funnel is not None]
    if not groups:
        return None
    return Explanation(
        id=UNITS_TARGET,
        title=say(scope.language, "report.compare.topic"),
        figure="",
        steps=tuple(_funnel(group, scope) for group in groups),
    )


def _funnel(group: Group, scope: Scope) -> ExplanationStep:
    """Work out a funnel: its middle, spread and widening, and the limits of every unit."""
    language, funnel = scope.language, group.funnel
    if funnel is None:
        return ExplanationStep(title="", lines=())
    units = scope.findings.questionnaire.units
    title = units.kind_label(group.kind)[language] if group.kind else ""
    return ExplanationStep(
        title=title or say(language, "report.explain.all_units"),
        lines=(
            say(
                language, "report.explain.funnel",
                middle=numbers.index(funnel.target, 2), spread=numbers.fixed(funnel.spread, 2),
                phi=numbers.fixed(funnel.phi, 2),
            ),
            say(
                language, "report.explain.funnel_limits",
                inner=numbers.share(INNER), outer=numbers.share(OUTER, 1),
            ),
            *_weighted_line(group, language),
            chance_text([group], language),
        ),
        heads=(
            say(language, "report.compare.head_unit"),
            "n",
            say(language, "report.items.head_index"),
            numbers.share(INNER),
            numbers.share(OUTER, 1),
        ),
        rows=tuple(_unit(one, group, scope) for one in _told(group, scope)),
        numeric=(False, True, True, True, True),
    )  # fmt: skip


def _weighted_line(group: Group, language: str) -> tuple[str, ...]:
    """Say what n is where answers are weighted."""
    return (say(language, "report.explain.funnel_weighted"),) if is_weighted([group]) else ()


def _told(group: Group, scope: Scope) -> tuple[Standing, ...]:
    """Return whose limits are told: of all units, or of the one that a report is about."""
    if not scope.leaf:
        return group.standings
    own = scope.findings.unit.id
    return tuple(one for one in group.standings if one.unit.id == own)


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
