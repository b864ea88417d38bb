"""Questionnaires that the same people answer: what one of them does not tell, no other tells.

Whoever reads two reports about the same people can subtract a group of one from a group of the
other. So of questionnaires that are linked by ``same_people``

* figures of the same people (the number of responses, and what stands on the same questions) are
  withheld in all of them where they are in one, and reported periods of every length that one of
  them has are guarded in all;
* units part people in one way only, that of the questionnaire whose figures were published first,
  or that stands first: another's unit is told if it has the same units below it there and here, or
  if only one of the two trees parts it any further. What else would part people is withheld.

So a later questionnaire tells of no group that the first does not tell of, or part further by
itself. Units are the same people where they have the same id, and the whole is in any case. That
people who answered one questionnaire did not answer the other is not used.

Where nobody says that people are the same (A472), two signs do, in a period that both have: the
same questions with the same number of answers on every option, and units of the same names with as
many answers each. Ids would tell too, but of anonymous answers none is kept (see docs/promise.md).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, permutations
from typing import Self

from csatreport.base.errors import Issue
from csatreport.base.store import Store
from csatreport.counts.closed.record import PublishedFigure, options_of
from csatreport.counts.findings.findings import periods
from csatreport.counts.ledger import Ledger
from csatreport.privacy.grid import Neighbours, Topic, Verdicts
from csatreport.privacy.promise import Promise
from csatreport.privacy.suppression import own
from csatreport.statistics.estimate import Hidden
from csatreport.statistics.tally import Tally
from csatreport.study.model import Questionnaire
from csatreport.study.periods import Period
from csatreport.study.units import Units

UNSAID = "A472"
_LEAST_UNITS = 3


def same_people(ledger: Ledger, among: Iterable[Ledger]) -> tuple[Ledger, ...]:
    """Return a ledger and those of other anonymous questionnaires of the same people; () alone."""
    anonymous = [one for one in among if one.questionnaire.anonymity is not None]
    near = {one.questionnaire.id: set(one.questionnaire.same_people or ()) for one in anonymous}
    found, size = {ledger.questionnaire.id}, 0
    while size != (size := len(found)):
        found |= {name for name, others in near.items() if found & others}
        found |= {other for name in found for other in near.get(name, ())}
    group = tuple(one for one in anonymous if one.questionnaire.id in found)
    return group if len(group) > 1 else ()


def promised(group: Sequence[Ledger], store: Store | None) -> dict[str, Promise]:
    """Work out what questionnaires of the same people hide, by their ids.

    What each of them hides is told to the others, until none hides more.
    """
    return _SamePeople.of(group, store).promises()


def divided(first: Units, second: Units) -> Iterator[str]:
    """Yield the units of a second tree that part people otherwise than those of the first."""
    for unit in second.all[1:]:
        *above, _ = second.path(unit.id)
        near = next((one.id for one in reversed(above[1:]) if one.id in first.by_id), first.root.id)
        # What the first does not know parts the nearest people that both know.
        known = unit.id in first.by_id
        if not (_alike(first, second, unit.id) if known else not first.children(near)):
            yield unit.id


def _alike(first: Units, second: Units, unit: str) -> bool:
    """Tell whether a unit is the same people: one tree does not part it, or both do alike."""
    here, there = ([one.id for one in units.children(unit)] for units in (first, second))
    if not here or not there:
        return True
    return set(here) == set(there) and all(_alike(first, second, one) for one in here)


@dataclass(frozen=True)
class _SamePeople:
    """Questionnaires of the same people, those first whose figures have been published.

    What has been published cannot be taken back, so that the others have to give way.
    """

    every: Sequence[Ledger]
    asked: Mapping[str, Mapping[str, object]]
    """What stands behind each series of each questionnaire."""
    store: Store | None

    @classmethod
    def of(cls, group: Sequence[Ledger], store: Store | None) -> Self:
        every = sorted(group, key=lambda one: not one.published)
        asked = {one.questionnaire.id: _asked(one.questionnaire) for one in group}
        return cls(every, asked, store)

    def promises(self) -> dict[str, Promise]:
        named = {one.questionnaire.id: one for one in self.every}
        hidden = {name: _divided(named[name], self.every[:n]) for n, name in enumerate(named)}
        size = -1
        while size != (size := sum(len(c) for some in hidden.values() for c in some.values())):
            made = {name: self._promise(one, hidden[name]) for name, one in named.items()}
            for one, other in permutations(named, 2):
                for (topic, series), cells in made[one].hidden.items():
                    if self._shared(topic, series, one, other):
                        mine = hidden[other].setdefault((topic, series), {})
                        for (unit, period), why in cells.items():
                            mine[_named(unit, named[one], named[other]), period] = why
        return made

    def _promise(self, ledger: Ledger, hidden: Verdicts) -> Promise:
        least = ledger.questionnaire.anonymity
        assert least is not None, "only anonymous ones are linked"  # noqa: S101
        others = [one for one in self.every if one is not ledger]
        kinds = dict.fromkeys(k for one in others for k in one.questionnaire.reporting.periods)
        seen = frozenset(told for one in others for told in self._seen(one, ledger))
        beside = Neighbours(hidden=hidden, seen=seen, kinds=tuple(kinds))
        return Promise.of(ledger, least, self.store, beside)

    def _seen(self, one: Ledger, other: Ledger) -> Iterator[PublishedFigure]:
        """Yield what readers have seen of a questionnaire that another one has too."""
        for topic, series, unit, period in one.published:
            if self._shared(Topic(topic), series, one.questionnaire.id, other.questionnaire.id):
                yield topic, series, _named(unit, one, other), period

    def _shared(self, topic: Topic, series: str, one: str, other: str) -> bool:
        """Tell whether a figure says the same where the same people answered two questionnaires."""
        if topic is Topic.RESPONSES:
            return True
        here, there = (self.asked[name].get(series) for name in (one, other))
        return topic is not Topic.WORDS and here is not None and here == there


def _divided(ledger: Ledger, before: Sequence[Ledger]) -> Verdicts:
    """Withhold what parts people otherwise than questionnaires that come first."""
    responses = {
        (unit, period): Hidden.WITHHELD
        for one in before
        for kind in ledger.questionnaire.reporting.periods
        for period in periods(ledger, kind)
        for unit in divided(one.units(period), ledger.units(period))
    }
    return {(Topic.RESPONSES, ""): responses}


def _named(unit: str, one: Ledger, other: Ledger) -> str:
    """Return what another questionnaire calls a unit: the whole is the same people."""
    root = one.questionnaire.units.root.id
    there = other.questionnaire.units.root.id
    return {root: there, own(root): own(there)}.get(unit, unit)


def _asked(asked: Questionnaire) -> dict[str, object]:
    """Return what stands behind each series: options of an item, items of a node."""
    found: dict[str, object] = {}
    for edition in asked.editions:
        found |= options_of(edition)
        for node in edition.index.walk() if edition.index is not None else ():
            found[node.series] = frozenset(edition.by_id[name].series for name in node.leaves())
    return found


def check_same_people(ledgers: Iterable[Ledger]) -> Iterator[Issue]:
    """Warn of two anonymous questionnaires that the same people seem to answer (A472)."""
    every = tuple(ledgers)
    anonymous = [one for one in every if one.questionnaire.anonymity is not None]
    for one, other in combinations(anonymous, 2):
        said = () in (one.questionnaire.same_people, other.questionnaire.same_people)
        if said or other in same_people(one, every):
            continue
        both = (period for period in one.base_periods if period in other.base_periods)
        found = next((period for period in both if _seem_alike(one, other, period)), None)
        if found is not None:
            asked = one.questionnaire
            yield Issue.warning(UNSAID, asked.source, other=other.questionnaire.id, period=found.id)


def _seem_alike(one: Ledger, other: Ledger, period: Period) -> bool:
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
