"""Anonymous answers wait until their period has closed.

Two builds of an open period would differ by the few who answered in between, and so show what these
few said. Until the last day for answers is over, an anonymous period is therefore not there yet.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from csatreport.answers.model import Responses, Wave
from csatreport.base.errors import Issue
from csatreport.study.periods import Period

OPEN = "A491"


def closing_day(period: Period) -> dt.date:
    """Return the last day on which answers are taken."""
    return period.closes or period.end


def hold_back(responses: Responses, today: dt.date) -> tuple[Responses, tuple[Issue, ...]]:
    """Leave out the anonymous answers of open periods, and of those after them.

    One warning (A491) for each period that waits.
    """
    periods = responses.periods
    still_open = [place for place, one in enumerate(periods) if closing_day(one) >= today]
    if responses.questionnaire.anonymity is None or not still_open:
        return responses, ()
    first = still_open[0]
    issues = tuple(_waiting(responses, place) for place in range(first, len(periods)))
    waves = tuple(_waves(responses, first))
    return replace(responses, periods=periods[:first], waves=waves), issues


def _waves(responses: Responses, first: int) -> Iterator[Wave]:
    for wave in responses.waves:
        kept = wave.column("_period") < first
        if kept.any():
            yield wave.chosen(kept)


def _waiting(responses: Responses, place: int) -> Issue:
    period = responses.periods[place]
    rows = sum(int((wave.column("_period") == place).sum()) for wave in responses.waves)
    return Issue.warning(
        OPEN, f"data/{responses.questionnaire.id}", period=period.id, count=rows,
        closes=closing_day(period).isoformat(),
    )  # fmt: skip
