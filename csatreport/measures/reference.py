"""The two sides of a comparison: what is reported, and an earlier period it is set against."""

from __future__ import annotations

from dataclasses import dataclass

from csatreport.measures.model import Against
from csatreport.measures.people import Pairs
from csatreport.measures.samples import Samples
from csatreport.measures.tally import Tally
from csatreport.survey.periods import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Present:
    """The unit and period that are reported, with their samples."""

    unit: str
    period: Period
    samples: Samples


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """An earlier period to compare with, its counts and samples, and who answered in both.

    ``gap`` says that periods without answers lie between.
    """

    against: Against
    period: Period
    gap: bool
    tally: Tally
    samples: Samples
    pairs: Pairs | None
