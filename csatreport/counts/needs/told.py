"""The names of needs: what somebody saw of a ledger, as a digest of its content now.

`csatreport.counts.needs` notes what was looked at; here the ledger is asked whether that is still
the same. Asking is no look: it leaves no needs behind.
"""

import numpy as np

from csatreport.base.digest import digest_bytes, digest_of
from csatreport.counts.ledger import Ledger
from csatreport.counts.needs import Need, Whole
from csatreport.study.policy import Ids


def digest(ledger: Ledger, need: Need) -> str:
    """Return the name of what a need stands for, as it is now."""
    if need not in ledger.told:
        with ledger.watch.noting(apart=True):
            ledger.told[need] = _told(ledger, *need)
    return ledger.told[need]


def fewest(ledger: Ledger, needs: set[Need]) -> set[Need]:
    """Return the needs that imply all others: a unit implies those below, a year its months."""
    units = ledger.questionnaire.units.by_id
    if ledger.closed:
        return needs
    return {(u, p) for u, p in needs if u not in units or not _implied(ledger, needs, u, p)}


def _implied(ledger: Ledger, needs: set[Need], unit: str, period: str) -> bool:
    """Tell whether another need has all that this one has."""
    above = [one.id for one in ledger.questionnaire.units.path(unit)]
    return any((one, period) in needs for one in above[:-1]) or any(
        (one, longer) in needs for longer in ledger.spans.longer(period) for one in above
    )


def _told(ledger: Ledger, unit: str, period: str) -> str:
    if unit == Whole.INTAKE:
        known = ledger.period(period)
        return digest_of(ledger.intake(known)) if known is not None else ""
    if unit == Whole.TIMING:
        seconds = ledger.rows.column("_seconds").astype(np.float64)
        timed = ~np.isnan(seconds)
        return digest_of(seconds[timed].tobytes(), ledger.rows.period[timed].tobytes())
    if unit == Whole.PEOPLE:
        people = ledger.people
        accounts = sorted(ledger.listed) if ledger.questionnaire.ids is Ids.FORM else []
        return digest_of(bool(people.nodes or people.items), accounts)
    if unit == Whole.REGISTERS:
        known_unit = period in ledger.questionnaire.units.by_id
        return digest_of(ledger.registers_of(period).content) if known_unit else ""
    if unit == Whole.ACTIONS:
        return digest_of(ledger.planned())
    if unit == Whole.NAMES:
        return digest_of(sorted(ledger.named_customers()))
    if unit in {Whole.AROUND, Whole.BESIDE}:
        return ""
    if unit == Whole.CLOSE:
        closed = ledger.period(period)
        return "" if closed is None else digest_of(ledger.after_close(closed))
    if unit == Whole.ANSWERS:
        answers = sorted(ledger.responses.digests.items(), key=str)
        return digest_of(answers, ledger.seen, digest_bytes(ledger.secret))
    return _cells_told(ledger, unit, period)


def _cells_told(ledger: Ledger, unit: str, period: str) -> str:
    """Tell the content of a unit and all below it, in every base period inside a period."""
    found = ledger.period(period)
    if found is None:
        return ""
    inside = ledger.bases(found)
    cells = ((u.id, base) for base in inside for u in ledger.trees.below(unit, base))
    told = ledger.responses.digests
    parts = (f"{u} {base.id} {told[u, base]}" for u, base in cells if (u, base) in told)
    return digest_bytes("\n".join(parts).encode())
