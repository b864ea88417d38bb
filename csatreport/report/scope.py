"""What one report is about and for whom: settled once, asked by every chapter."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from csatreport.base.words import say
from csatreport.counts.findings.findings import stands_alone
from csatreport.counts.findings.key import ResultKey
from csatreport.counts.findings.model import ItemFinding, NodeFinding
from csatreport.counts.findings.standing import Group, judge_means
from csatreport.counts.findings.whole import Findings
from csatreport.counts.masking import mask
from csatreport.counts.pairs import Aspect
from csatreport.report import numbers, wording
from csatreport.report.around import Around
from csatreport.report.inline import Link
from csatreport.statistics.estimate import Estimate, Hidden, Score, Suppressed
from csatreport.statistics.verdict import Against, Change, Verdict
from csatreport.study.item import Item, Role
from csatreport.study.periods import Period
from csatreport.study.policy import Audience
from csatreport.study.register import RegisterKind
from csatreport.study.units import Unit

_EXACT_FROM = 100
"""From so many answers on a table prints shares with one decimal."""


@dataclass(frozen=True, kw_only=True)
class Scope:
    """The findings of one report, the reader's language and audience, and the units around.

    ``around`` is what a unit's report takes from the unit above and those beside it.
    """

    findings: Findings
    language: str
    audience: Audience
    around: Around | None = None

    @cached_property
    def company(self) -> bool:
        """Whether this is the root unit's report."""
        return self.findings.unit.parent is None

    @cached_property
    def anonymous(self) -> bool:
        """Whether respondents were promised anonymity."""
        return self.findings.questionnaire.anonymity is not None

    def told(self, text: str) -> str:
        """Print a number as it was published: of anonymous answers it was rounded before."""
        return numbers.told(text) if self.anonymous else text

    @cached_property
    def brief(self) -> bool:
        """Whether the units side by side stand in the report above, and here only this one."""
        return stands_alone(self.findings.questionnaire, self.findings.unit)

    @cached_property
    def leaf(self) -> bool:
        """Whether the report is about a unit that has none below it."""
        return not self.findings.questionnaire.units.children(self.findings.unit.id)

    @property
    def parent(self) -> Unit | None:
        """The unit just above; None where readers may not know its figures."""
        return self.around.above if self.around is not None else None

    @property
    def top(self) -> Unit | None:
        """The unit that holds those compared side by side."""
        return self.parent if self.leaf else self.findings.unit

    @cached_property
    def whole(self) -> float | None:
        """The headline index of all units that are compared side by side."""
        if self.leaf:
            return self.around.index if self.around is not None else None
        score = estimate(self.findings.headline.index) if self.findings.headline else None
        return score.value if score is not None else None

    @cached_property
    def standings(self) -> tuple[Group, ...]:
        """The headline index of the units side by side, judged."""
        if self.brief:
            return self.placed("")
        return judge_means(self.findings.units, self.whole, ranked=True)

    def placed(self, item: str) -> tuple[Group, ...]:
        """Return the place of a unit that stands alone, by its headline ("") or a net score."""
        return self.around.groups.get(item, ()) if self.around is not None else ()

    @cached_property
    def names(self) -> bool:
        """Whether respondents' names may be printed."""
        return self.audience is Audience.RESTRICTED and not self.anonymous

    @cached_property
    def hidden(self) -> Hidden | None:
        """Why the report says nothing about its answers, if it may not.

        An anonymous questionnaire without an index has no headline to be hidden; there the gate
        leaves no responses, and fewer than the minimum is all that may be said.
        """
        headline = self.findings.headline
        if headline is not None:
            return hidden(headline.index)
        return Hidden.WITHHELD if self.anonymous and not self.findings.responses else None

    @cached_property
    def answered(self) -> bool:
        """Whether there are answers that something may be said about."""
        return self.hidden is None and self.findings.responses > 0

    @cached_property
    def sheet(self) -> bool:
        """Whether the report is one sheet, whose other chapters stand on the screen only."""
        return not self.company and self.findings.questionnaire.reporting.sheets

    @cached_property
    def derived(self) -> dict[ResultKey[Any], object]:
        """What followed from figures that may be shown, by subject: worked out when first asked."""
        return {}

    @cached_property
    def period(self) -> str:
        """The period's name."""
        return wording.period_name(self.findings.period, self.language)

    @cached_property
    def unit(self) -> str:
        """The unit's name."""
        return self.unit_name(self.findings.unit)

    @cached_property
    def digits(self) -> int:
        """Decimals of shares in tables: none below a hundred answers."""
        return 1 if self.findings.responses >= _EXACT_FROM else 0

    @cached_property
    def against(self) -> Against | None:
        """What changes are reported against: the previous period, else the year before."""
        made = {c.against for c in self._changes if c.reference is not None}
        return next((a for a in (Against.PREVIOUS, Against.YEAR_AGO) if a in made), None)

    @cached_property
    def _changes(self) -> tuple[Change, ...]:
        headline = self.findings.headline
        whole = headline.changes if headline is not None else ()
        return (*whole, *(change for item in self.findings.items for change in item.changes))

    @cached_property
    def reference(self) -> Period | None:
        """The period that changes are reported against."""
        if self.against is None:
            return None
        periods = (c.period for c in self._changes if c.against is self.against)
        return next((period for period in periods if period is not None), None)

    @cached_property
    def reference_name(self) -> str:
        """What that period is called beside a change."""
        if self.reference is None:
            return ""
        if self.against is Against.PREVIOUS and not self.gap:
            return wording.period_nearby(self.reference, self.language)
        return wording.period_name(self.reference, self.language)

    @cached_property
    def gap(self) -> bool:
        """Whether periods without answers lie between that period and this one."""
        return any(c.gap for c in self._changes if c.against is self.against)

    @cached_property
    def rated(self) -> tuple[ItemFinding, ...]:
        """Items that rate one aspect each (not the overall and recommend questions)."""
        return tuple(i for i in self.findings.items if i.item.role is Role.RATED)

    @cached_property
    def above(self) -> Mapping[str, float]:
        """The favourable shares of the unit above, 0-1, by series."""
        return self.around.shares if self.around is not None else {}

    def unweighted_item(self, series: str) -> ItemFinding | None:
        """Return an item's figures that count every answer once, where answers are weighted."""
        found = self.findings.unweighted
        return found.item(series) if found is not None else None

    def unweighted_node(self, series: str) -> NodeFinding | None:
        """Return a branch's figures that count every answer once, where answers are weighted."""
        found = self.findings.unweighted
        return found.node(series) if found is not None else None

    def say(self, key: str, /, **facts: object) -> str:
        """Return a text in the reader's language, counts as they are printed; see `words.say`."""
        printed = {name: numbers.count(f) if type(f) is int else f for name, f in facts.items()}
        return say(self.language, key, **printed)

    def counted(self, key: str, number: int) -> str:
        """Say a number of things; see `wording.counted`."""
        return wording.counted(self.language, key, number)

    def units(self, number: int, alike: Unit | None = None) -> str:
        """Say "24 units", or "24 stores" where the questionnaire has a noun for them.

        The noun is not for units that hold others, as ``alike`` may.
        """
        if alike is not None and self.findings.questionnaire.units.children(alike.id):
            return self.counted("report.count.units", number)
        return wording.units(self.findings.questionnaire, self.language, number)

    def answers(self, number: int) -> str:
        """Say "60 answers"."""
        return wording.answers(self.language, number)

    def listed(self, names: Sequence[str]) -> str:
        """Say "a, b and c"."""
        return wording.listed(self.language, names)

    def listed_first(
        self, names: Sequence[str], most: int, rest: str | Callable[[int], str]
    ) -> str:
        """Say "a, b and c", or "a, b and 4 more units" where there are more than ``most``."""
        return wording.listed_first(self.language, names, most, rest)

    def joined(self, sentences: Sequence[str]) -> str:
        """Set whole sentences one after the other."""
        return wording.joined(self.language, sentences)

    def paired(self, name: str, value: str, reach: str = "") -> str:
        """Say "name: value (interval)"."""
        return wording.paired(self.language, name, value, reach)

    def bracketed(self, name: str, more: object) -> str:
        """Say "name (more)"."""
        return self.say("report.pair.bracketed", name=name, more=more)

    def name_of(self, of: Aspect) -> str:
        """Say the short name of an item, a dimension or the whole."""
        return wording.aspect_name(of, self.language)

    def link(self, of: Aspect) -> Link:
        """Name an item, and lead to its page through time; a dimension has none."""
        target = f"item:{of.id}" if isinstance(of, Item) else ""
        return Link(text=self.name_of(of), target=target)

    def unit_link(self, unit: Unit) -> Link:
        """Name a unit, and lead to its report."""
        return Link(text=self.unit_name(unit), target=f"unit:{unit.id}")

    def period_name(self, period: Period) -> str:
        """Say a period in full."""
        return wording.period_name(period, self.language)

    def unit_name(self, unit: Unit) -> str:
        """Say a unit's name."""
        return wording.unit_name(self.findings.questionnaire, unit, self.language)

    def masked(self, text: str) -> str:
        """Return what somebody wrote without numbers, addresses, and names that are known."""
        known = self.findings.registered.names
        return mask(text, known.union(self.findings.questionnaire.masked_names))

    def coded(self, kind: RegisterKind, code: str) -> str:
        """Say the name of a code of a register; a dash where nothing stood there."""
        return self.findings.registered.label(kind, code, self.language) or numbers.NOTHING

    def change(self, item: ItemFinding) -> Change | None:
        """Return an item's change against what this report compares with."""
        return item.change(self.against) if self.against is not None else None

    def moved(self, verdict: Verdict, against: Against | None = None) -> tuple[ItemFinding, ...]:
        """Return the items with a verdict, largest change first."""
        return self._moved.get((against or self.against, verdict), ())

    @property
    def any_moved(self) -> bool:
        """Whether any item changed beyond chance, be it clearly or little."""
        return any(map(self.moved, (Verdict.UP, Verdict.DOWN, Verdict.SMALL)))

    @cached_property
    def _moved(self) -> dict[tuple[Against | None, Verdict], tuple[ItemFinding, ...]]:
        sizes: dict[tuple[Against | None, Verdict], list[tuple[float, ItemFinding]]] = {}
        for item in self.findings.items:
            for change in item.changes:
                size = abs(change.difference or 0.0)
                sizes.setdefault((change.against, change.verdict), []).append((size, item))
        for pairs in sizes.values():
            pairs.sort(key=lambda pair: -pair[0])
        return {verdict: tuple(i for _, i in pairs) for verdict, pairs in sizes.items()}


def estimate(score: Score) -> Estimate | None:
    """Return a score that may be shown and exists, else None."""
    return score if isinstance(score, Estimate) else None


def hidden(score: Score) -> Hidden | None:
    """Return why a score is not shown, if it is not."""
    return score.reason if isinstance(score, Suppressed) else None
