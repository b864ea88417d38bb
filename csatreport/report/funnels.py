"""Funnel plots as blocks of a report: points, limits and the words around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from csatreport.measures.funnel import SMALLEST, Funnel
from csatreport.messages import say
from csatreport.report import numbers, wording
from csatreport.report.figures import FunnelPanel, FunnelPoint, Funnels, Limit
from csatreport.report.inline import Link
from csatreport.report.places import INNER, OUTER, Group, Standing
from csatreport.survey.model import Questionnaire, Unit

_STEPS = 40
"""So many places a curve is drawn through."""
_BELOW = {-1: "report.funnel.below", 1: "report.funnel.above"}


def compose_funnels(
    groups: Sequence[Group],
    questionnaire: Questionnaire,
    language: str,
    *,
    title: str,
    share: bool,
    own: Unit | None = None,
) -> Funnels | None:
    """Make the funnels of an index or, with ``share``, of a share; None without any funnel.

    With ``own`` only the funnel of that unit is made, and the others in it stay nameless.
    """
    shown = [one for one in (_with_own(group, own) for group in groups) if one.standings]
    panels = [
        _panel(group, group.funnel, questionnaire, language, share=share)
        for group in shown
        if group.funnel is not None
    ]
    if not panels:
        return None
    axis = "report.funnel.axis_share" if share else "report.funnel.axis_index"
    return Funnels(
        title=title,
        alt=_alt(shown, language),
        panels=tuple(panels),
        across=say(language, "report.funnel.across"),
        up=say(language, axis),
        note=_note(shown, language),
    )


def _with_own(group: Group, own: Unit | None) -> Group:
    if own is None:
        return group
    mine = tuple(one for one in group.standings if one.unit.id == own.id)
    return replace(group, standings=mine, others=group.standings)


def _panel(
    group: Group, funnel: Funnel, questionnaire: Questionnaire, language: str, *, share: bool
) -> FunnelPanel:
    factor = 100.0 if share else 1.0
    title = questionnaire.units.kind_label(group.kind)[language] if group.kind else ""
    middle = numbers.share(funnel.target) if share else numbers.index(funnel.target)
    return FunnelPanel(
        title=title,
        target=funnel.target * factor,
        target_text=say(language, "report.funnel.middle", value=middle),
        limits=_limits(group, funnel, factor),
        points=tuple(_point(one, questionnaire, language, share=share) for one in group.standings),
        crowd=tuple((one.place.n, one.place.value * factor) for one in group.others),
    )


def _limits(group: Group, funnel: Funnel, factor: float) -> tuple[Limit, ...]:
    """Return both pairs of limits from the smallest judged unit to beyond the largest."""
    sizes = [one.place.n for one in group.others or group.standings]
    first = max(SMALLEST, min((n for n in sizes if n >= SMALLEST), default=SMALLEST) * 4 // 5)
    last = max(max(sizes) * 21 // 20 + 1, first + 1)
    ends = sorted({round(first + (last - first) * step / _STEPS) for step in range(_STEPS + 1)})
    return tuple(
        Limit(
            n=n,
            inner=_scaled(funnel.limits(n, INNER), factor),
            outer=_scaled(funnel.limits(n, OUTER), factor),
        )
        for n in ends
    )


def _scaled(pair: tuple[float, float], factor: float) -> tuple[float, float]:
    return (max(0.0, pair[0] * factor), min(100.0, pair[1] * factor))


def _point(
    one: Standing, questionnaire: Questionnaire, language: str, *, share: bool
) -> FunnelPoint:
    name = wording.unit_name(questionnaire, one.unit, language)
    value = numbers.share(one.place.value) if share else numbers.index(one.place.value)
    text = say(
        language, "report.funnel.point",
        unit=name, value=value, answers=wording.answers(language, one.place.n),
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


def _alt(groups: Sequence[Group], language: str) -> str:
    everyone = [one for group in groups for one in group.others or group.standings]
    return say(
        language, "report.funnel.alt",
        units=wording.counted(language, "report.count.units", len(everyone)),
        below=sum(one.far < 0 for one in everyone),
        above=sum(one.far > 0 for one in everyone),
    )  # fmt: skip


def _note(groups: Sequence[Group], language: str) -> str:
    """Say how to read the funnel, and what was done to it."""
    texts = [say(language, "report.funnel.read", few=SMALLEST)]
    widened = [g.funnel.phi for g in groups if g.funnel is not None and g.funnel.phi > 1]
    if widened:
        phis = wording.listed(language, [numbers.fixed(phi, 2) for phi in widened])
        texts.append(say(language, "report.funnel.widened", phi=phis))
    return wording.joined(language, texts)
