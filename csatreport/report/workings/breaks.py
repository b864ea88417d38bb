"""In words: what a figure lacks: why it is hidden, or over which questions it is compared."""

from collections.abc import Sequence

from csatreport.base.words import say
from csatreport.counts.findings.model import ItemFinding
from csatreport.report import numbers, wording
from csatreport.report.model import ExplanationStep
from csatreport.report.scope import Scope
from csatreport.statistics.verdict import Change
from csatreport.study.common import Shared


def hidden_step(scope: Scope) -> ExplanationStep:
    """Say why nothing is shown."""
    text = wording.hidden_reason(scope.findings.questionnaire, scope.language)
    return ExplanationStep.of(scope.say("report.explain.step_hidden"), text)


def over_common(text: str, change: Change, language: str) -> str:
    """Add over which questions a change is one, where they are not all."""
    if change.common is None:
        return text
    items = wording.counted(language, "report.count.same", change.common.shared.questions)
    return say(language, "report.headline.over_common", finding=text, items=items)


def common_text(change: Change, language: str) -> str:
    """Say over which questions two periods are compared, and their figures; "" for all of them."""
    common = change.common
    if common is None:
        return ""
    return say(
        language, "report.headline.common",
        items=wording.counted(language, "report.count.same", common.shared.questions),
        of=common.shared.of,
        then=numbers.index(change.reference), now=numbers.index(common.index),
    )  # fmt: skip


def explain_break(
    broken: Sequence[ItemFinding], shared: Shared | None, scope: Scope
) -> tuple[ExplanationStep, ...]:
    """Say which questions begin a new series, and how many of a headline's are the same."""
    names = [scope.name_of(found.item) for found in broken]
    items = scope.listed(names)
    lines = [scope.say("report.change.broken", items=items)] if names else []
    if shared is not None:
        facts = {"questions": shared.questions, "of": shared.of}
        lines.append(scope.say("report.explain.shared", **facts))
    title = scope.say("report.explain.step_break")
    return (ExplanationStep.of(title, *lines),) if lines else ()
