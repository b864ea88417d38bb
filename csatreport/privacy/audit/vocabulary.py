"""The vocabulary of the published files: every entry that may stand in one, and why it may.

An entry is used by the audit's equations, or says nothing about hidden answers for a reason that
stands here, or is allowed only beside the figure it follows from, or must be 0. What is not listed
has been thought about by nobody, and fails the audit. The figures of subjects say of themselves why
they may stand (`csatreport.base.exposure`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from csatreport.base.exposure import Beside, Exposure

Value: TypeAlias = float | str | bool
Exposures: TypeAlias = Mapping[str, Exposure | Beside]
"""Why each figure of a subject may be known, by entry."""

_USED = "what the equations of the audit are made of"
_RANGE = "made of points and units that are shown, which `csatreport.privacy.audit.derived` proves"
_PLACE = "where a unit that is shown stands among others that are shown"
_NET = "made of counts that are shown, which `csatreport.privacy.audit.nets` proves"
_WORD = "a word for a difference that is shown; it has at most four values"
_CENSUS = "says that as many answered as there are, and both numbers are shown beside it"
COMMON: Mapping[str, str | Beside] = {
    **dict.fromkeys(
        (
            "responses", "population", "nodes.n", "nodes.mean", "nodes.sd", "nodes.index",
            "nodes.index_low", "nodes.index_high", "nodes.census", "nodes.suppressed",
            "nodes.comparisons.reference", "nodes.comparisons.difference",
            "items.n", "items.blank", "items.multiple", "items.not_applicable", "items.invalid",
            "items.counts", "items.mean", "items.sd", "items.index", "items.index_low",
            "items.index_high", "items.favourable", "items.census", "items.suppressed",
            "items.comparisons.reference", "items.comparisons.difference",
            "trend.n", "trend.index", "trend.index_low", "trend.index_high",
            "units.n", "units.index", "units.index_low", "units.index_high",
            "background.asked", "background.blank", "background.multiple",
            "background.not_applicable", "background.invalid", "background.counts",
            "background_numbers.n", "background_numbers.mean",
        ),
        _USED,
    ),
    **dict.fromkeys(("trend.census", "units.census"), _CENSUS),
    **dict.fromkeys(
        (
            "version", "sample", "language", "organisation", "questionnaire.id",
            "questionnaire.title", "questionnaire.edition", "period.id", "period.kind",
            "period.start", "period.end", "period.label", "unit.id", "unit.name", "unit.parent",
            "unit.kind", "nodes.id", "nodes.label", "nodes.series", "nodes.parent", "nodes.weight",
            "items.id", "items.number", "items.label", "items.series", "items.new_series",
            "nodes.comparisons.against", "nodes.comparisons.period", "items.comparisons.against",
            "items.comparisons.period", "trend.period", "trend.label", "trend.new_series",
            "units.id", "units.name", "units.kind", "background.id", "background.label",
            "background_numbers.id", "background_numbers.label", "background_numbers.kind",
            "background_numbers.unit",
        ),
        Exposure.NAME,
    ),
    **dict.fromkeys(
        ("response_rates.rr1", "response_rates.rr2", "response_rates.rr3"),
        "made of how many answered, which is shown, and of what the questionnaire says itself",
    ),
    **dict.fromkeys(
        (
            "suppressed", "items.counts_suppressed", "trend.suppressed", "units.suppressed",
            "background.suppressed", "background_numbers.suppressed",
        ),
        Exposure.REASON,
    ),
    **dict.fromkeys(
        (
            "control.state", "control.baseline", "control.begins", "control.centre", "control.low",
            "control.high", "control.chance", "control.signals.period", "control.signals.rule",
            "control.signals.side", "funnels.target", "funnels.spread", "funnels.phi",
            "funnels.kind", "funnels.judged", "funnels.outside_by_chance", "funnels.far_by_chance",
        ),
        _RANGE,
    ),
    **dict.fromkeys(
        (
            *(
                f"recommend.{name}"
                for name in (
                    "id", "label", "series", "measure", "n", "promoters", "passives", "detractors",
                    "promoters_share", "passives_share", "detractors_share", "score", "score_low",
                    "score_high", "census", "suppressed",
                )
            ),
            *(
                f"recommend.comparisons.{name}"
                for name in (
                    "against", "period", "reference", "difference", "low", "high", "p", "q",
                    "verdict", "detectable", "test", "family",
                )
            ),
            *(
                f"recommend.trend.{name}"
                for name in (
                    "period", "label", "n", "score", "score_low", "score_high", "census",
                    "new_series", "suppressed",
                )
            ),
            *(
                f"recommend.control.{name}"
                for name in (
                    "state", "baseline", "begins", "centre", "low", "high", "chance",
                    "signals.period", "signals.rule", "signals.side",
                )
            ),
            *(
                f"recommend.units.{name}"
                for name in (
                    "id", "name", "n", "score", "score_low", "score_high", "census", "outside",
                    "far", "suppressed",
                )
            ),
            *(
                f"recommend.groups.{name}"
                for name in ("id", "n", "score", "score_low", "score_high")
            ),
        ),
        _NET,
    ),
    **dict.fromkeys(("units.outside", "units.far", "units.rank_best", "units.rank_worst"), _PLACE),
    **dict.fromkeys(
        (
            "nodes.comparisons.verdict", "items.comparisons.verdict", "nodes.comparisons.test",
            "items.comparisons.test", "nodes.comparisons.family", "items.comparisons.family",
        ),
        _WORD,
    ),
    "items.favourable_low": Beside(entry="items.favourable"),
    "items.favourable_high": Beside(entry="items.favourable"),
    **dict.fromkeys(
        (
            "items.median", "items.net", "items.net_low", "items.net_high",
            *(
                f"items.comparisons.{name}"
                for name in (
                    "share_difference", "share_low", "share_high", "better", "p_order", "p_shape",
                )
            ),
        ),
        Beside(entry="items.counts"),
    ),
    **{
        f"{level}.comparisons.{name}": Beside(entry=f"{level}.sd")
        for level in ("nodes", "items")
        for name in ("low", "high", "p", "q", "detectable")
    },
    **dict.fromkeys(
        ("nodes.comparisons.pairs", "items.comparisons.pairs", "recommend.comparisons.pairs"),
        Exposure.ZERO,
    ),
}  # fmt: skip
"""Why each entry that belongs to no subject may stand: a reason, or beside what."""


def may_stand(value: Value, why: str | Beside | None) -> bool:
    """Tell whether an entry may stand by itself with a value, for a reason."""
    if why is Exposure.ZERO:
        return value == 0
    return isinstance(why, str) and why is not Exposure.NEVER
