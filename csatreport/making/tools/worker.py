"""What documents are made from: the counts, the plan and the gate, measured once and kept.

A worker holds what was read and nothing else, so that a document comes out the same in any process
and in any order. Findings pass the anonymity gate before anybody sees them.
"""

from dataclasses import dataclass, field, replace
from pathlib import Path

from csatreport.base.store import Store
from csatreport.counts.findings.findings import measure_items
from csatreport.counts.findings.model import ItemFinding
from csatreport.counts.findings.whole import Findings
from csatreport.making.documents import Document
from csatreport.making.inputs import Inputs
from csatreport.making.manifest import NeedsOf
from csatreport.making.plan import Plan
from csatreport.making.tools.around import Surroundings
from csatreport.privacy.gate import Gate
from csatreport.privacy.undivided import undivided
from csatreport.report.model import Report
from csatreport.study.periods import Period
from csatreport.study.policy import Audience
from csatreport.subjects.actions.measure import measure_wider, without_effects
from csatreport.subjects.compose import compose_report
from csatreport.subjects.measured import beside, measure
from csatreport.subjects.yousaid.subject import YOUSAID
from csatreport.subjects.yousaid.tell import told


@dataclass(frozen=True, kw_only=True)
class Worker:
    """What every task works from: the counts, the plan, and where results are kept."""

    inputs: Inputs
    plan: Plan
    study: Path
    store: Store
    _gates: dict[str, Gate] = field(default_factory=dict)
    _found: dict[tuple[str, str, Period], tuple[Findings, NeedsOf]] = field(default_factory=dict)
    _around: Surroundings = field(init=False)
    _items: dict[tuple[str, Period], tuple[tuple[ItemFinding, ...], NeedsOf]] = field(
        default_factory=dict
    )

    def __post_init__(self) -> None:
        """Know the units around as far as the store does."""
        around = Surroundings(inputs=self.inputs, store=self.store)
        object.__setattr__(self, "_around", around)

    def __getstate__(self) -> dict[str, object]:
        """Go to another process without findings: their keys are one of a kind in each process.

        A cluster may send a worker in the middle of its work, from one machine to another.
        """
        return {**self.__dict__, "_found": {}, "_items": {}}

    def digest(self, need: str) -> str:
        """Return the digest of a need as `Inputs.digests` names it; "" for one that is unknown."""
        return self._around.digest(self.findings, need)

    def gate(self, questionnaire: str) -> Gate:
        """Return a questionnaire's anonymity gate, decided over all its cells together."""
        if questionnaire not in self._gates:
            ledgers = self.inputs.ledgers
            gate = Gate.of(ledgers[questionnaire], self.store, ledgers.values())
            self._gates[questionnaire] = gate
        return self._gates[questionnaire]

    def findings(self, questionnaire: str, unit: str, period: Period) -> Findings:
        """Measure one unit and period; return only what the gate lets through."""
        key = (questionnaire, unit, period)
        ledger = self.inputs.ledgers[questionnaire]
        if key not in self._found:
            with self.inputs.watching() as needs:
                measured = measure(
                    ledger, ledger.questionnaire.units.by_id[unit], period,
                    elsewhere=beside(self.inputs.ledgers, self.gate),
                )  # fmt: skip
                self._found[key] = (self.gate(questionnaire).apply(measured), needs)
        found, needs = self._found[key]
        self.inputs.repeat(needs)
        return found

    def told(self, document: Document, unit: str, period: Period) -> Findings:
        """Return a unit's findings with the actions of wider units, as far as the gate lets them.

        Those are judged by themselves: were they read off the company's findings, every late answer
        of any unit would make the sheets of all of them anew.
        """
        found = self._shown(document, unit, period)
        wider = measure_wider(self.inputs.ledgers[document.questionnaire], unit, period)
        if found.questionnaire.anonymity is not None:
            wider = without_effects(wider)
        both = told((*(found.of(YOUSAID) or ()), *wider))
        return replace(found, results={**found.results, YOUSAID: both})

    def _shown(self, document: Document, unit: str, period: Period) -> Findings:
        """Return findings as a site may tell them: open pages tell nothing of restricted units."""
        found = self.findings(document.questionnaire, unit, period)
        if document.audience is Audience.OPEN and found.questionnaire.reporting.keeps_units:
            return undivided(found)
        return found

    def items(self, questionnaire: str, period: Period) -> tuple[ItemFinding, ...]:
        """Measure the items alone for the whole company; return what the gate lets through."""
        ledger, gate = self.inputs.ledgers[questionnaire], self.gate(questionnaire)
        root = ledger.questionnaire.units.root
        if (questionnaire, period) not in self._items:
            with self.inputs.watching() as needs:
                found = gate.items(measure_items(ledger, root, period), root, period)
                self._items[questionnaire, period] = (found, needs)
        found, needs = self._items[questionnaire, period]
        self.inputs.repeat(needs)
        return found

    def forget(self, documents: tuple[Document, ...]) -> None:
        """Let go of what no other document needs: the findings of units with none below."""
        for one in documents:
            if one.period is not None:
                units = self.inputs.ledgers[one.questionnaire].questionnaire.units
                if not units.children(one.unit):
                    self._found.pop((one.questionnaire, one.unit, one.period), None)

    def report(self, document: Document, unit: str, period: Period) -> Report:
        """Compose a report for a document's audience, beside the unit that holds it."""
        found = self._shown(document, unit, period)
        above = found.unit.parent
        entry = self.plan.sites[document.audience].by_id[document.questionnaire]
        # A restricted company report must not be read off the open pages of its units.
        told = above in entry.by_period[period.id].units
        below = found.questionnaire.units.children(unit)
        compared = found.questionnaire.reporting.comparison or bool(below)
        return compose_report(
            found,
            document.language,
            audience=document.audience,
            sample=self.inputs.study.sample,
            around=self._around.of(self.findings, document.questionnaire, unit, period, told=told)
            if compared and above is not None
            else None,
        )
