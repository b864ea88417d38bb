"""Funnel plots as blocks of a report: points, limits and the words around them."""

from collections.abc import Sequence
from math import ceil, floor

from csatreport.base.words import say
from csatreport.counts.findings.standing import INNER, OUTER, Group, Standing
from csatreport.report import numbers, wording
from csatreport.report.figures import FunnelPanel, FunnelPoint, Funnels, Limit
from csatreport.report.inline import Link
from csatreport.statistics.charts.funnel import SMALLEST, Funnel
from csatreport.study.model import Questionnaire

_STEPS = 120
"""A curve is drawn through each number of answers; through so many where there are more."""
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
    across = "units.funnel.across_weighted" if is_weighted(shown) else "units.funnel.across"
    axis = "units.funnel.axis_share" if share else "units.funnel.axis_index"
    return Funnels(
        title=title,
        alt=_alt(shown, questionnaire, language),
        panels=tuple(panels),
        across=say(language, across),
        up=say(language, axis),
        note=_note(shown, questionnaire, language),
    )


def is_weighted(groups: Sequence[Group]) -> bool:
    """Tell whether units stand at what their weighted answers are worth."""
    return any(group.counts.weighted for group in groups)


def _panel(
    group: Group, funnel: Funnel, questionnaire: Questionnaire, language: str, *, share: bool
) -> FunnelPanel:
    factor = 100.0 if share else 1.0
    title = questionnaire.units.kind_label(group.kind)[language] if group.kind else ""
    middle = numbers.share(funnel.target) if share else numbers.index(funnel.target)
    return FunnelPanel(
        title=title,
        target=funnel.target * factor,
        target_text=say(language, "units.funnel.middle", value=middle),
        limits=_limits(group, funnel, factor),
        points=tuple(_point(one, questionnaire, language, share=share) for one in group.standings),
        stepped=funnel.stepped,
    )


def _limits(group: Group, funnel: Funnel, factor: float) -> tuple[Limit, ...]:
    """Return both pairs of limits from the smallest judged unit to beyond the largest.

    They are exact at each unit that is judged, so that a point lies where it is said to lie. Around
    one unit alone they reach from half as many answers to twice as many.
    """
    judged = [one.place.n for one in group.standings if one.judged]
    smaller, larger = (0.5, 2.0) if len(group.standings) == 1 else (0.8, 1.05)
    first = max(SMALLEST, floor(min(judged, default=SMALLEST) * smaller))
    last = max(ceil(max(one.place.n for one in group.standings) * larger) + 1, first + 1)
    step = max(1.0, (last - first) / _STEPS)
    even = {float(round(first + step * place)) for place in range(round((last - first) / step) + 1)}
    return tuple(
        Limit(
            n=n,
            inner=_scaled(funnel.limits(n, INNER), factor),
            outer=_scaled(funnel.limits(n, OUTER), factor),
        )
        for n in sorted(even | set(judged))
    )


def _scaled(pair: tuple[float, float], factor: float) -> tuple[float, float]:
    return (max(0.0, pair[0] * factor), min(100.0, pair[1] * factor))


def _point(
    one: Standing, questionnaire: Questionnaire, language: str, *, share: bool
) -> FunnelPoint:
    name = wording.unit_name(questionnaire, one.unit, language)
    value = numbers.share(one.place.value) if share else numbers.index(one.place.value)
    text = say(
        language, "units.funnel.point",
        unit=name, value=value, answers=wording.answers(language, one.answers),
    )  # fmt: skip
    if one.far:
        text = say(language, _BELOW[one.far], text=text)
    return FunnelPoint(
        label=Link(text=name, target=f"unit:{one.unit.id}"),
        n=one.place.n,
        value=one.place.value * (100.0 if share else 1.0),
        side=one.far,
        pale=not one.judged,
        text=text,
    )


def _alt(groups: Sequence[Group], questionnaire: Questionnaire, language: str) -> str:
    units = sum(group.counts.units for group in groups)
    below, above = (sum(group.counts.far[side] for group in groups) for side in (0, 1))
    return say(
        language, "units.funnel.alt",
        units=wording.units(questionnaire, language, units), below=below, above=above,
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
    judged = sum(group.counts.judged for group in groups)
    if not judged:
        return ""
    inner, outer = (sum(group.counts.chance[side] for group in groups) for side in (0, 1))
    return say(
        language, "units.funnel.chance",
        units=wording.units(questionnaire, language, judged),
        inner=numbers.few(inner, 1), outer=numbers.few(outer, 2),
    )  # fmt: skip
