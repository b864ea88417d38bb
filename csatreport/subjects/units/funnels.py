"""Funnel plots as blocks of a report: points, limits and the words around them."""

from collections.abc import Sequence

from csatreport.base.words import say
from csatreport.counts.findings.standing import Group, GroupCounts, Standing
from csatreport.report import numbers, wording
from csatreport.report.figures import FunnelPanel, FunnelPoint, Funnels
from csatreport.report.inline import Link
from csatreport.statistics.charts.funnel import SMALLEST, Funnel
from csatreport.study.model import Questionnaire

_BELOW = {-1: "units.funnel.below", 1: "units.funnel.above"}


def compose_funnels(
    groups: Sequence[Group], questionnaire: Questionnaire, language: str, *, title: str, share: bool
) -> Funnels | None:
    """Make the funnels of an index or, with ``share``, of a share; None without any funnel."""
    shown = [group for group in groups if group.standings]
    panels = [
        _panel(group, group.funnel, questionnaire, language, share=share)
        for group in shown
        if group.funnel is not None
    ]
    if not panels:
        return None
    weighted = GroupCounts.together(shown).weighted
    across = "units.funnel.across_weighted" if weighted else "units.funnel.across"
    axis = "units.funnel.axis_share" if share else "units.funnel.axis_index"
    return Funnels(
        title=title,
        alt=_alt(shown, questionnaire, language),
        panels=tuple(panels),
        across=say(language, across),
        up=say(language, axis),
        note=_note(shown, questionnaire, language),
    )


def _panel(
    group: Group, funnel: Funnel, questionnaire: Questionnaire, language: str, *, share: bool
) -> FunnelPanel:
    title = questionnaire.units.kind_label(group.kind)[language] if group.kind else ""
    middle = numbers.share(funnel.target) if share else numbers.index(funnel.target)
    return FunnelPanel(
        title=title,
        target=funnel.axis(funnel.target),
        target_text=say(language, "units.funnel.middle", value=middle),
        limits=funnel.curve([one.place for one in group.standings]),
        points=tuple(_point(one, funnel, questionnaire, language) for one in group.standings),
        stepped=funnel.stepped,
    )


def _point(
    one: Standing, funnel: Funnel, questionnaire: Questionnaire, language: str
) -> FunnelPoint:
    name = wording.unit_name(questionnaire, one.unit, language)
    value = numbers.share(one.place.value) if funnel.share else numbers.index(one.place.value)
    text = say(
        language, "units.funnel.point",
        unit=name, value=value, answers=wording.answers(language, one.answers),
    )  # fmt: skip
    if one.far:
        text = say(language, _BELOW[one.far], text=text)
    return FunnelPoint(
        label=Link(text=name, target=f"unit:{one.unit.id}"),
        n=one.place.n,
        value=funnel.axis(one.place.value),
        side=one.far,
        pale=not one.judged,
        text=text,
    )


def _alt(groups: Sequence[Group], questionnaire: Questionnaire, language: str) -> str:
    every = GroupCounts.together(groups)
    below, above = every.far
    return say(
        language, "units.funnel.alt",
        units=wording.units(questionnaire, language, every.units), below=below, above=above,
    )  # fmt: skip


def _note(groups: Sequence[Group], questionnaire: Questionnaire, language: str) -> str:
    """Say how to read the funnel, what chance alone does in it, and what was done to it."""
    texts = [say(language, "units.funnel.read", few=SMALLEST)]
    if any(group.funnel is not None and group.funnel.stepped for group in groups):
        texts.append(say(language, "units.funnel.steps"))
    texts.append(chance_text(groups, questionnaire, language))
    widened = [g.funnel.phi for g in groups if g.funnel is not None and g.funnel.phi > 1]
    if widened:
        phis = wording.listed(language, list(map(numbers.figures, widened)))
        texts.append(say(language, "units.funnel.widened", phi=phis))
    return wording.joined(language, [text for text in texts if text])


def chance_text(groups: Sequence[Group], questionnaire: Questionnaire, language: str) -> str:
    """Say how many of the units chance alone puts outside; "" where none is judged."""
    every = GroupCounts.together(groups)
    if not every.judged:
        return ""
    inner, outer = every.chance
    return say(
        language, "units.funnel.chance",
        units=wording.units(questionnaire, language, every.judged),
        inner=numbers.few(inner, 1), outer=numbers.few(outer, 2),
    )  # fmt: skip
