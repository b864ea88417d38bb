"""Entries for the improvement plan, proposed from what matters most: a file that people edit.

Root cause, action, owner and due date are left blank, because nobody can know them from answers.
Nothing is written over, and the file lies beside the build, not among the registers: it counts for
nothing until somebody has put it there.
"""

from collections.abc import Iterator
from pathlib import Path

from csatreport.base.errors import StudyError
from csatreport.base.files.atomic import write_new
from csatreport.making.inputs import kept_from_builds, read_inputs
from csatreport.making.plan import only_ledger
from csatreport.making.request import Progress, Request
from csatreport.privacy.gate import Gate
from csatreport.report.scope import Scope
from csatreport.study.policy import Audience
from csatreport.study.register import Register, RegisterKind
from csatreport.study.register_entries import schema_of
from csatreport.subjects.measured import measure
from csatreport.subjects.priorities.measure import Priority
from csatreport.subjects.priorities.subject import PRIORITIES
from csatreport.subjects.priorities.tell import evidence
from csatreport.tables.write import Cell, write_csv

_MOST = 5
THERE_ALREADY = "G520"


def suggest_actions(
    study: Path,
    questionnaire: str,
    period: str,
    out: Path | None,
    *,
    language: str,
    progress: Progress,
) -> tuple[Path, int]:
    """Write proposed entries as CSV; return the file, and how many there are.

    Args:
        study: the study's folder.
        questionnaire: the questionnaire's id.
        period: a reported period's id; "" for the newest base period.
        out: the file to write; None for one in ``build/private/``.
        language: the language of the evidence.
        progress: told how far reading has come.

    Raises:
        StudyError: what a build would stop for, an unknown name, or a file that is there already.
    """
    inputs = read_inputs(study, progress, kept_from_builds(study))
    wanted = (period,) if period else ()
    request = Request(study=study, questionnaires=(questionnaire,), periods=wanted)
    ledger, when = only_ledger(inputs, request)
    findings = Gate.of(ledger, among=tuple(inputs.ledgers.values())).apply(
        measure(ledger, ledger.questionnaire.units.root, when)
    )
    scope = Scope(findings=findings, language=language, audience=Audience.OPEN)
    found = PRIORITIES.shown(scope)
    listed = found.listed if found is not None else ()
    chosen = [one for one in listed if one.rise > 0][:_MOST]
    rule = ledger.registers_of(ledger.questionnaire.units.root.id).rules.get(RegisterKind.ACTIONS)
    usual = Register(
        id="actions", kind=RegisterKind.ACTIONS, questionnaire=questionnaire, files="actions*"
    )
    target = out or study / "build" / "private" / f"{questionnaire}-actions-{when.id}.csv"
    _write(target, write_csv(_rows(chosen, rule or usual, scope)))
    return target, len(chosen)


def _write(target: Path, content: bytes) -> None:
    try:
        write_new(target, content)
    except FileExistsError as fault:
        raise StudyError.at(THERE_ALREADY, str(target)) from fault


def _rows(chosen: list[Priority], rule: Register, scope: Scope) -> Iterator[tuple[Cell, ...]]:
    named = dict(rule.columns)
    fields = list(schema_of(rule))
    yield tuple(named.get(field, field) for field in fields)
    for place, one in enumerate(chosen, start=1):
        values: dict[str, Cell] = {
            "id": f"{scope.findings.period.id}-{place}",
            "item": one.found.item.id,
            "unit": one.wanting.unit.id if one.wanting is not None else "",
            "period": scope.findings.period.id,
            "evidence": evidence(one, scope),
            "target": one.target,
        }
        yield tuple(values.get(field) for field in fields)
