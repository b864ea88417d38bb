"""The levels of touchpoints and stages: indices that may be shown."""

from dataclasses import replace

from csatreport.report.scope import Scope, estimate
from csatreport.statistics.estimate import Estimate
from csatreport.subjects.touchpoints.measure import JourneyFound, Touchpoint


def derive_journey(scope: Scope, found: JourneyFound) -> JourneyFound:
    """Add the index of each question and, where it is a dimension, of each stage."""
    return replace(
        found,
        touchpoints=tuple(_with_level(one, scope) for one in found.touchpoints),
        levels=_stage_levels(scope, found),
    )


def _with_level(one: Touchpoint, scope: Scope) -> Touchpoint:
    rated = next((item for item in scope.findings.items if item.item.id == one.id), None)
    if one.item is None or rated is None:
        return one
    unmet = None if scope.anonymous else rated.tally.not_applicable
    return replace(one, level=estimate(rated.index), unmet=unmet)


def _stage_levels(scope: Scope, found: JourneyFound) -> dict[str, Estimate]:
    """Return the indices of dimensions that have a stage's name and questions, by id."""
    asked = {
        stage.id: {one.id for one in found.touchpoints if one.stage is stage and one.item}
        for stage in found.stages
    }
    headline = scope.findings.headline
    nodes = headline.walk() if headline is not None else ()
    levels = {
        one.node.id: estimate(one.index)
        for one in nodes
        if asked.get(one.node.id) == set(one.node.leaves())
    }
    return {name: level for name, level in levels.items() if level is not None}
