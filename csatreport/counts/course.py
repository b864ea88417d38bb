"""Periods of one kind one after the other: the one before, and all from the first answers on."""

from csatreport.counts.ledger import Ledger
from csatreport.study.periods import Period


def last_answered(ledger: Ledger, unit: str, period: Period) -> Period | None:
    """Return the last period of the same kind before in which a unit, or any below, answered.

    Months in which nobody was asked are passed over, each looked at on the way.
    """
    earlier = ledger.calendar.previous(period)
    while earlier is not None and any(one.start <= earlier.end for one in ledger.base_periods[:1]):
        if ledger.answered(unit, earlier):
            return earlier
        earlier = ledger.calendar.previous(earlier)
    return None


def course_of(ledger: Ledger, unit: str, period: Period) -> tuple[Period, ...]:
    """Return the periods of the same kind up to this one, from a unit's first answers on.

    Periods in which nobody answered are among them, so that a gap is seen as one.
    """
    found, one = [], period
    while (earlier := last_answered(ledger, unit, one)) is not None:
        while one != earlier:
            found.append(one)
            one = _previous(ledger, one)
    return (*([one] if ledger.answered(unit, one) else []), *reversed(found))


def _previous(ledger: Ledger, period: Period) -> Period:
    earlier = ledger.calendar.previous(period)
    assert earlier is not None, "an earlier period has answers"  # noqa: S101
    return earlier
