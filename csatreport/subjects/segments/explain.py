"""How the figures of groups came about: from their scores as the headline does.

Each is set against everybody else; the questions that they may divide stand below with the test
that decided.
"""

from collections.abc import Iterator

from csatreport.base.words import say
from csatreport.report import numbers, wording
from csatreport.report.columns import Column, TextColumn, lay_out_step
from csatreport.report.model import Explanation, ExplanationStep
from csatreport.report.scope import Scope, estimate
from csatreport.report.workings.breaks import hidden_step
from csatreport.report.workings.figures import explain_change
from csatreport.report.workings.means import mean_interval
from csatreport.statistics.change import SMALLEST_BASE
from csatreport.statistics.groups.evenness import ENOUGH_EXPECTED, Evenness
from csatreport.study.item import Item
from csatreport.subjects.segments.parts import GroupFinding, Segment


def group_target(item: Item) -> str:
    """Return what leads to the explanation of the groups of a background question."""
    return f"explain:group.{item.id}"


def group_name(item: Item, option: int | None, language: str) -> str:
    """Say a group's name: the option's label, or that nothing was said."""
    if option is None:
        return say(language, "report.missing.not_stated")
    return item.options[option].label[language]


def explain_segments(
    scope: Scope, found: tuple[Segment, ...]
) -> Iterator[tuple[Item, Explanation]]:
    """Yield how the groups of each background question came about."""
    for segment in found:
        yield segment.item, explain_segment(segment, scope)


def explain_segment(segment: Segment, scope: Scope) -> Explanation:
    """Explain the index of every group of a background question, and what it is set against."""
    told = (group for group in segment.groups if group.listed)
    steps = [step for group in told for step in _group(segment.item, group, scope)]
    steps += _tests(segment, scope)
    if segment.hidden is not None:
        steps = [hidden_step(scope)]
    return Explanation(
        id=group_target(segment.item),
        title=scope.name_of(segment.item),
        figure="",
        steps=tuple(steps),
    )


def _group(item: Item, group: GroupFinding, scope: Scope) -> tuple[ExplanationStep, ...]:
    language, score = scope.language, estimate(group.score)
    name = group_name(item, group.option, language)
    answers = scope.answers(group.n)
    if score is None:
        line = scope.say("segments.explained_unscored", answers=answers)
        return (ExplanationStep.of(name, line),)
    lines = [
        scope.say(
            "segments.explained",
            answers=answers, scored=score.base, value=numbers.index(score.value),
        ),
        mean_interval(score, group.sd, None, scope),
    ]  # fmt: skip
    if group.versus is not None:
        lines += explain_change(group.versus, score, scope).lines
    return (ExplanationStep.of(name, *lines),)


def test_name(test: Evenness | None, scope: Scope) -> str:
    """Name the test of a question by group that decided, with what it stands on."""
    if test is None:
        return numbers.NOTHING
    statistic = scope.told(numbers.fixed(test.statistic, 2))
    if test.draws:
        facts = {"statistic": statistic, "draws": test.draws}
        return scope.say("segments.test_permutation", **facts)
    return scope.say("segments.test_chi_square", statistic=statistic, df=test.df)


def _tests(segment: Segment, scope: Scope) -> list[ExplanationStep]:
    """List the tests of all questions by the groups; nothing where none could be tested."""
    tested = [one for one in segment.divisions if one.test is not None]
    if not tested:
        return []
    note = scope.say(
        "segments.tests_note", few=SMALLEST_BASE, enough=numbers.plain(ENOUGH_EXPECTED)
    )
    return [lay_out_step(_TESTS, tested, scope, title=scope.say("segments.tested"), lines=(note,))]


_TESTS = (
    TextColumn("report.items.head_item",
               lambda one, scope: wording.item_name(one.item, scope.language)),
    TextColumn("segments.head_test", lambda one, scope: test_name(one.test, scope)),
    Column(lambda _: "p", lambda one, _: numbers.probability(one.test.p)),
    Column(lambda _: "q", lambda one, _: numbers.probability(one.q)),
)  # fmt: skip
