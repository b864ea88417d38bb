"""One score of a unit from what people say, what inspectors see and what customers complain about.

The weighted mean of the parts that the description of the inspections names. A missing part is
named and its weight not shared among the others: then there is no composite.
"""

from __future__ import annotations

from dataclasses import dataclass

from csatreport.measures.complaints import ComplaintFindings
from csatreport.measures.inspections import InspectionFindings
from csatreport.survey.register import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part on 0–100, None where it is missing."""

    name: str
    weight: float
    score: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Composite:
    """The parts of a unit's composite in the order of the description."""

    parts: tuple[Part, ...]

    @property
    def score(self) -> float | None:
        """The weighted mean; None where a part is missing."""
        total = sum(one.weight for one in self.parts)
        products = [one.weight * one.score for one in self.parts if one.score is not None]
        whole = len(products) == len(self.parts) and total > 0
        return sum(products) / total if whole else None


def measure_composite(
    rule: Register | None,
    survey: float | None,
    inspections: InspectionFindings | None,
    complaints: ComplaintFindings | None,
) -> Composite | None:
    """Put the parts together; None where none are configured.

    Args:
        rule: the description of the inspections, with the weights.
        survey: the index of the survey, 0–100, as far as it may be shown.
        inspections: of the same unit and period.
        complaints: the same; their score falls in a line from 100 without a complaint to 0 at the
            rate ``worst``, and is missing where the rate is not known.
    """
    if rule is None or not rule.composite:
        return None
    scores = {
        "survey": survey,
        "inspections": inspections.whole.score if inspections is not None else None,
        "complaints": _complaint_score(complaints, rule.worst),
    }
    parts = (Part(name=name, weight=w, score=scores[name]) for name, w in rule.composite)
    return Composite(parts=tuple(parts))


def _complaint_score(found: ComplaintFindings | None, worst: float) -> float | None:
    if found is None or found.rate is None:
        return None
    return 100 * max(0.0, 1 - found.rate.value / worst)
