"""Do the same people answer two anonymous questionnaires, though nobody has said so?

Two signs tell, in a period that both have: the same questions with the same number of answers on
every option, and units of the same names with as many answers each. Ids would tell too, but of
anonymous answers none is kept (see docs/promise.md).
"""

from collections.abc import Iterable, Iterator
from itertools import combinations

from csatreport.base.errors import Issue
from csatreport.counts.closed.record import options_of
from csatreport.counts.ledger import Ledger
from csatreport.privacy.same_people import same_people
from csatreport.statistics.tally import Tally
from csatreport.study.periods import Period

UNSAID = "A472"
_LEAST_UNITS = 3


def check_same_people(ledgers: Iterable[Ledger]) -> Iterator[Issue]:
    """Warn of two anonymous questionnaires that the same people seem to answer (A472)."""
    every = tuple(ledgers)
    anonymous = [one for one in every if one.questionnaire.anonymity is not None]
    for one, other in combinations(anonymous, 2):
        said = () in (one.questionnaire.same_people, other.questionnaire.same_people)
        if said or other in same_people(one, every):
            continue
        both = (period for period in one.base_periods if period in other.base_periods)
        found = next((period for period in both if _alike(one, other, period)), None)
        if found is not None:
            asked = one.questionnaire
            yield Issue.warning(UNSAID, asked.source, other=other.questionnaire.id, period=found.id)


def _alike(one: Ledger, other: Ledger, period: Period) -> bool:
    here, there = (_sizes(ledger, period) for ledger in (one, other))
    units = len(here[1]) >= _LEAST_UNITS and here == there
    return here[0] == there[0] and (units or _same_answers(one, other, period))


def _same_answers(one: Ledger, other: Ledger, period: Period) -> bool:
    here, there = (options_of(ledger.edition(period)) for ledger in (one, other))
    told = [_tally(ledger, period).items for ledger in (one, other)]
    common = {
        series
        for series in here.keys() & there.keys()
        if here[series] and here[series] == there[series]
    }
    return bool(common) and all(told[0].get(name) == told[1].get(name) for name in common)


def _sizes(ledger: Ledger, period: Period) -> tuple[int, dict[str, int]]:
    """Return how many answered, and how many in each unit below."""
    root, *below = [unit.id for unit in ledger.units(period).all]
    sizes = {unit: ledger.tally(unit, period).responses for unit in below}
    return ledger.tally(root, period).responses, {u: n for u, n in sizes.items() if n}


def _tally(ledger: Ledger, period: Period) -> Tally:
    return ledger.tally(ledger.questionnaire.units.root.id, period)
