"""Do ids name who the questionnaire says they name?

Persons and accounts are looked for in the period before, and what is found there is tested as
pairs. Where the ids are the numbers of forms after all, strangers are paired. Two signs give that
away: ids that run from 1 to n anew in every period, with another n each time, and pairs whose two
scores have nothing to do with each other, for whoever is content once is more often so again.
"""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from csatreport.base.errors import Issue
from csatreport.counts.ledger import Ledger
from csatreport.counts.people import correlation
from csatreport.statistics.arrays import Floats
from csatreport.study.periods import Period
from csatreport.study.policy import Ids

UNRELATED, RUNNING = "A492", "A493"
LEAST_PAIRS = 30
"""From so many pairs on their correlation says something."""
RELATED = 0.1
"""Scores of the same people correlate at least so much; 0.4 to 0.8 is usual."""
_LEAST_IDS = 10
_HOLES = 1.1
"""Running numbers may have holes: forms that were given out and did not come back."""


def check_ids(ledger: Ledger) -> tuple[Issue, ...]:
    """Warn of ids that look like running numbers (A493), and of pairs that do not go together."""
    return (*_running(ledger), *_unrelated(ledger))


def _running(ledger: Ledger) -> Iterator[Issue]:
    asked = ledger.questionnaire
    if asked.anonymity is not None or asked.ids is Ids.FORM:
        return
    numbers = [_numbers(ledger, period) for period in ledger.base_periods]
    many = [some for some in numbers if some is None or len(some) >= _LEAST_IDS]
    sizes = {len(some) for some in many if some is not None and _runs(some)}
    # A panel numbered from 1 to n has the same n each time.
    if len(sizes) > 1 and all(some is not None and _runs(some) for some in many):
        yield Issue.warning(
            RUNNING, asked.source, ids=str(asked.ids), lowest=min(sizes), highest=max(sizes)
        )


def _numbers(ledger: Ledger, period: Period) -> list[int] | None:
    """Return the ids of a period as numbers; None where one of them is none."""
    rows = ledger.row_numbers(ledger.questionnaire.units.root.id, period)
    names = [name for name in ledger.rows.column("_id")[rows].tolist() if name]
    if not all(name.isascii() and name.isdecimal() for name in names):
        return None
    return [int(name) for name in names]


def _runs(numbers: list[int]) -> bool:
    return min(numbers) == 1 and max(numbers) <= _HOLES * len(set(numbers))


def _unrelated(ledger: Ledger) -> Iterator[Issue]:
    now, before = _pooled(ledger)
    if len(now) < LEAST_PAIRS:
        return
    r = correlation(now, before)
    if r < RELATED:
        asked = ledger.questionnaire
        yield Issue.warning(UNRELATED, asked.source, pairs=len(now), r=f"{r:.2f}")


def _pooled(ledger: Ledger) -> tuple[Floats, Floats]:
    """Return the scores of all pairs of neighbouring periods, each period less its mean."""
    found = [_centred(ledger, *pair) for pair in pairwise(ledger.base_periods)]
    nothing = np.empty(0)
    return (
        np.concatenate([nothing, *(now for now, _ in found)]),
        np.concatenate([nothing, *(before for _, before in found)]),
    )


def _centred(ledger: Ledger, earlier: Period, later: Period) -> tuple[Floats, Floats]:
    """Return the scores now and before of all who are in both periods, less their means."""
    root, index = ledger.questionnaire.units.root.id, ledger.edition(later).index
    values = ledger.people.nodes.get(index.series) if index is not None else None
    pairs = ledger.people.pairs(ledger.row_numbers(root, later), ledger.row_numbers(root, earlier))
    if values is None or pairs is None:
        return np.empty(0), np.empty(0)
    now, before = values[pairs.now], values[pairs.before]
    known = ~(np.isnan(now) | np.isnan(before))
    if not known.any():
        return np.empty(0), np.empty(0)
    return now[known] - now[known].mean(), before[known] - before[known].mean()
