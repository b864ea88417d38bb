"""How one figure came about, asked for by name.

The same explanation stands in the last chapter of the report's page. Here it is made without a
build, for one question, and the figure can be compared with any other period too. It passes the
same anonymity gate.
"""

from dataclasses import dataclass, replace
from pathlib import Path

from csatreport.counts.findings.findings import complete
from csatreport.counts.findings.model import NodeFinding
from csatreport.counts.findings.whole import Findings
from csatreport.counts.ledger import Ledger
from csatreport.making.inputs import Inputs, kept_from_builds, read_inputs
from csatreport.making.plan import check_request, unknown_name
from csatreport.making.request import Progress, Request
from csatreport.privacy.gate import Gate
from csatreport.report.model import Explanation, ExplanationStep
from csatreport.report.scope import Scope
from csatreport.report.workings.figures import item_target
from csatreport.statistics.verdict import Against, Change
from csatreport.study.periods import Period
from csatreport.study.policy import Audience
from csatreport.subjects.explain import explain_answers, explain_named, explain_promise
from csatreport.subjects.measured import beside, measure

_WORDS = {"previous": Against.PREVIOUS, "year-ago": Against.YEAR_AGO, "target": Against.TARGET}


@dataclass(frozen=True, slots=True, kw_only=True)
class Enquiry:
    """Which figure somebody asks about. "" stands for the whole company, the study's language.

    ``item`` is the id or number of a question, the id of a branch of the index, ``units`` for the
    units side by side, or the name of a model or register; a background question stands for its
    groups. ``against`` is
    ``previous``, ``year-ago``, ``target``, a period's id, or "" for the usual three.
    """

    study: Path
    questionnaire: str
    period: str
    item: str
    unit: str = ""
    against: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The explanation, with what holds for all figures of its report."""

    language: str
    organisation: str
    unit: str
    period: str
    explanation: Explanation
    answers: ExplanationStep | None
    """None where the figure is made of a register, which holds no answers."""
    promise: tuple[str, ...]


def explain(enquiry: Enquiry, progress: Progress) -> Answer:
    """Explain one figure.

    Raises:
        StudyError: what a build would stop for, or a name that is not known (B601, exit code 2).
    """
    inputs = read_inputs(enquiry.study, progress, kept_from_builds(enquiry.study))
    check_request(inputs, _request(enquiry))
    ledger = inputs.ledgers[enquiry.questionnaire]
    scope = Scope(
        findings=_findings(enquiry, ledger, inputs),
        language=enquiry.language or inputs.study.languages[0],
        audience=Audience.OPEN,
    )
    explanation = _explanation(enquiry, scope)
    return Answer(
        language=scope.language,
        organisation=ledger.questionnaire.organisation[scope.language],
        unit=scope.unit,
        period=scope.period,
        explanation=explanation,
        answers=explain_answers(scope) if explanation.of_answers else None,
        promise=explain_promise(scope),
    )


def _request(enquiry: Enquiry) -> Request:
    """Ask for the report that holds the figure, so that a wrong name is met in the same way."""
    return Request(
        study=enquiry.study,
        questionnaires=(enquiry.questionnaire,),
        periods=(enquiry.period,),
        units=(enquiry.unit,) if enquiry.unit else (),
        languages=(enquiry.language,) if enquiry.language else (),
    )


def _findings(enquiry: Enquiry, ledger: Ledger, inputs: Inputs) -> Findings:
    """Measure, gate, and keep the comparisons that were asked for."""
    periods = _periods(ledger)
    wanted = _against(enquiry, periods)
    units = ledger.questionnaire.units
    unit = units.by_id[enquiry.unit] if enquiry.unit else units.root
    chosen = periods[enquiry.against] if wanted is Against.CHOSEN else None
    ledgers = inputs.ledgers

    def gate(questionnaire: str) -> Gate:
        return Gate.of(ledgers[questionnaire], among=ledgers.values())

    measured = measure(
        ledger, unit, periods[enquiry.period], chosen, elsewhere=beside(ledgers, gate)
    )
    found = gate(enquiry.questionnaire).apply(measured)
    return found if wanted is None else _only(found, wanted)


def _only(found: Findings, wanted: Against) -> Findings:
    """Leave one kind of comparison."""
    items = tuple(replace(item, changes=_kept(item.changes, wanted)) for item in found.items)
    root = found.headline
    nets = tuple(replace(net, changes=_kept(net.changes, wanted)) for net in found.nets)
    whole = _only_below(root, wanted) if root else None
    return replace(found, items=items, nets=nets, headline=whole)


def _only_below(node: NodeFinding, wanted: Against) -> NodeFinding:
    below = tuple(_only_below(child, wanted) for child in node.children)
    return replace(node, changes=_kept(node.changes, wanted), children=below)


def _kept(changes: tuple[Change, ...], wanted: Against) -> tuple[Change, ...]:
    return tuple(change for change in changes if change.against is wanted)


def _periods(ledger: Ledger) -> dict[str, Period]:
    kinds = ledger.questionnaire.reporting.periods
    return {period.id: period for kind in kinds for period in complete(ledger, kind)}


def _against(enquiry: Enquiry, periods: dict[str, Period]) -> Against | None:
    text = enquiry.against
    if not text or text in _WORDS:
        return _WORDS.get(text)
    if text in periods:
        return Against.CHOSEN
    raise unknown_name("--against", text, {*_WORDS, *periods})


def _explanation(enquiry: Enquiry, scope: Scope) -> Explanation:
    """Return what was asked for; a question goes before a branch or a group of its name."""
    entries = list(explain_named(scope))
    asked = [explained for names, explained in entries if enquiry.item in names]
    questions = {item_target(found.item) for found in scope.findings.items}
    asked.sort(key=lambda one: one.id not in questions)
    if asked:
        return asked[0]
    raise unknown_name("ITEM", enquiry.item, {names[0] for names, _ in entries})
