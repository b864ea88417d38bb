"""How the figures of registers came about: rates, times, scores, effects, and who is at risk.

Each explanation begins with the rows it is made of, and ends with numbers that can be worked out
again. It names nobody: rows are pointed to by file, and customers are counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from csatreport.measures.accounts import TOP, AccountFindings
from csatreport.measures.actions import Judged
from csatreport.measures.complaints import ComplaintFindings, Speed, Volume
from csatreport.measures.composite import Composite
from csatreport.measures.durations import Step
from csatreport.measures.inspections import DefectFindings, InspectionFindings, Marks
from csatreport.measures.model import Estimate
from csatreport.measures.proportions import LEVEL
from csatreport.measures.rates import Ratio
from csatreport.messages import say
from csatreport.report import numbers, wording
from csatreport.report.composite import composite_of
from csatreport.report.explain_figures import about_target, explain_change
from csatreport.report.explain_means import EXACT
from csatreport.report.model import Explanation, ExplanationStep
from csatreport.report.scope import Scope
from csatreport.survey.register import RegisterKind

COMPLAINTS, ACTIONS, INSPECTIONS = "complaints", "actions", "inspections"
DEFECTS, COMPOSITE, CUSTOMERS = "defects", "composite", "customers"
_DAYS_SHOWN = 20


def explain_registers(scope: Scope) -> Iterator[tuple[str, Explanation]]:
    """Yield what registers say with what to ask for; nothing without registers."""
    found = scope.findings.registered
    if found is None:
        return
    if found.complaints is not None:
        yield COMPLAINTS, _complaints(found.complaints, scope)
    if found.actions:
        yield ACTIONS, _actions(found.actions, scope)
    if found.inspections is not None:
        yield INSPECTIONS, _inspections(found.inspections, scope)
    composite = composite_of(scope)
    if composite is not None:
        yield COMPOSITE, _composite(composite, scope)
    if found.defects is not None:
        yield DEFECTS, _defects(found.defects, scope)
    if found.accounts is not None:
        yield CUSTOMERS, _accounts(found.accounts, scope)


def _step(key: str, *lines: str, language: str) -> ExplanationStep:
    title = say(language, key)
    return ExplanationStep(title=title, lines=tuple(line for line in lines if line))


def _rows(scope: Scope, *kinds: RegisterKind) -> ExplanationStep:
    """Say which files the figures come from."""
    registered, language = scope.findings.registered, scope.language
    sources = registered.sources if registered is not None else {}
    lines = [
        say(
            language, "report.explain.source_register",
            file=file, rows=wording.counted(language, "report.count.rows", rows),
        )
        for kind in kinds
        for file, rows in sources.get(kind, ())
        if file
    ]  # fmt: skip
    return _step("report.explain.step_rows", *lines, language=language)


def _complaints(found: ComplaintFindings, scope: Scope) -> Explanation:
    language, rate = scope.language, found.rate
    key = "report.complaints.received"
    figure = wording.counted(language, key, found.volume.n)
    if rate is not None:
        per = numbers.plain(found.rule.per)
        value = numbers.fixed(rate.value, 2)
        figure = say(language, "report.explain.rate_is", figure=figure, value=value, per=per)
    return Explanation(
        id=about_target(COMPLAINTS),
        of_answers=False,
        title=say(language, "report.complaints.topic"),
        figure=figure,
        steps=(
            _rows(scope, RegisterKind.COMPLAINTS, RegisterKind.EXPOSURE),
            _rate(found, scope),
            _speed("report.explain.step_answer", found.answer, scope),
            _speed("report.explain.step_resolution", found.resolution, scope),
            _still_open(found, scope),
            _step(
                "report.explain.step_iceberg",
                say(
                    language, "report.explain.iceberg",
                    factor=numbers.plain(found.rule.iceberg), n=found.volume.n,
                    number=numbers.count(found.iceberg),
                ),
                language=language,
            ),
        ),
    )  # fmt: skip


def _rate(found: ComplaintFindings, scope: Scope) -> ExplanationStep:
    language, rate, volume = scope.language, found.rate, found.volume
    if rate is None or volume.exposure is None:
        line = say(language, "report.complaints.no_exposure")
        return _step("report.explain.step_rate", line, language=language)
    worked = say(
        language, "report.explain.rate",
        n=volume.n, exposure=numbers.plain(volume.exposure), per=numbers.plain(found.rule.per),
        value=numbers.fixed(rate.value, EXACT),
        interval=numbers.interval(rate.low or 0.0, rate.high, EXACT),
    )  # fmt: skip
    before = found.earlier[-1] if found.earlier else None
    compared = [
        _ratio(volume, other, ratio, scope)
        for other, ratio in ((before, found.previous), (found.year_before, found.year_ago))
    ]
    return _step("report.explain.step_rate", worked, *compared, language=language)


def _ratio(now: Volume, before: Volume | None, found: Ratio | None, scope: Scope) -> str:
    if before is None or found is None or not now.exposure or not before.exposure:
        return ""
    high = "∞" if found.high is None else numbers.fixed(found.high, EXACT)
    return say(
        scope.language, "report.explain.ratio",
        period=wording.period_name(before.period, scope.language),
        n=now.n, exposure=numbers.plain(now.exposure),
        before=before.n, exposure_before=numbers.plain(before.exposure),
        value=numbers.optional(found.value, EXACT), low=numbers.fixed(found.low, EXACT),
        high=high, total=now.n + before.n, p=numbers.probability(found.p),
    )  # fmt: skip


def _speed(key: str, found: Speed, scope: Scope) -> ExplanationStep:
    """Lay out the curve of what is still open, and count what was inside the deadline."""
    language = scope.language
    lines = [
        say(
            language, "report.explain.kaplan", n=found.n, done=found.n - found.open, open=found.open
        )
    ]
    if found.inside is not None:
        judged = found.inside.base
        lines.append(
            say(
                language, "report.explain.inside",
                k=round(found.inside.value * judged), judged=judged,
                share=numbers.share(found.inside.value, 1), not_due=found.not_due,
            )
        )  # fmt: skip
    steps = found.curve[:_DAYS_SHOWN]

    def row(one: Step) -> tuple[str, ...]:
        ends = [numbers.share(end, 1) for end in (one.low, one.high) if end is not None]
        limits = numbers.DASH.join(ends) or numbers.NOTHING
        return (str(one.day), numbers.share(one.open, 1), limits)

    return ExplanationStep(
        title=say(language, key),
        lines=tuple(lines),
        heads=(
            say(language, "report.explain.head_day"),
            say(language, "report.explain.head_open"),
            say(language, "report.interval.head", level=numbers.share(LEVEL)),
        ),
        rows=tuple(map(row, steps)),
        numeric=(False, True, True),
    )


def _still_open(found: ComplaintFindings, scope: Scope) -> ExplanationStep:
    language, end, rule = scope.language, scope.findings.period.end, found.rule
    since = end - timedelta(days=rule.window - 1)
    return _step(
        "report.explain.step_open",
        say(
            language, "report.explain.overdue",
            day=end.isoformat(), open=len(found.open), overdue=len(found.overdue),
        ),
        say(
            language, "report.explain.supervised",
            times=rule.times, since=since.isoformat(), end=end.isoformat(), back=rule.back,
            causes=len(found.recurring),
        ),
        language=language,
    )  # fmt: skip


def _actions(found: tuple[Judged, ...], scope: Scope) -> Explanation:
    """Work out the effect of every finished action that can be judged."""
    language = scope.language
    judged = [one for one in found if one.effect is not None]
    rules = say(language, "report.explain.action_rule")
    return Explanation(
        id=about_target(ACTIONS),
        title=say(language, "report.actions.topic"),
        figure="",
        steps=(
            _rows(scope, RegisterKind.ACTIONS),
            *(_effect(one, scope) for one in judged),
            _step("report.explain.step_rule", rules, language=language),
        ),
    )


def _effect(one: Judged, scope: Scope) -> ExplanationStep:
    effect, language = one.effect, scope.language
    assert effect is not None, "only judged actions are explained"  # noqa: S101
    change = effect.change
    now = None
    if change.reference is not None and change.difference is not None:
        now = Estimate(value=change.reference + change.difference)
    worked = explain_change(change, now, scope)
    name = wording.shortened(scope.masked(one.action.action or one.action.id), 40)
    periods = say(
        language, "report.explain.action_periods",
        item=wording.item_name(one.item, language),
        unit=scope.unit_name(scope.findings.questionnaire.units.by_id[one.action.unit]),
        before=wording.period_name(effect.before, language),
        after=wording.period_name(effect.after, language),
    )  # fmt: skip
    lines = [periods, *worked.lines]
    if effect.net is not None and effect.others is not None and change.difference is not None:
        lines.append(
            say(
                language, "report.explain.net",
                difference=numbers.signed(change.difference, 2),
                others=numbers.fixed(effect.others, 2), net=numbers.signed(effect.net.value, 2),
                interval=numbers.difference_interval(effect.net.low, effect.net.high),
            )
        )  # fmt: skip
    return replace(worked, title=name, lines=tuple(lines))


def _inspections(found: InspectionFindings, scope: Scope) -> Explanation:
    language, whole = scope.language, found.whole

    def row(one: Marks) -> tuple[str, ...]:
        name = scope.coded(RegisterKind.INSPECTIONS, one.name)
        sums = (numbers.plain(one.passed), numbers.plain(one.weight))
        return (name, *sums, numbers.index(one.score))

    worked = say(
        language, "report.explain.inspections",
        passed=numbers.plain(whole.passed), weight=numbers.plain(whole.weight),
        score=numbers.index(whole.score),
    )  # fmt: skip
    score = ExplanationStep(
        title=say(language, "report.inspections.head_score"),
        lines=(worked,),
        heads=(
            say(language, "report.inspections.head_section"),
            say(language, "report.explain.head_passed"),
            say(language, "report.explain.head_weight"),
            say(language, "report.inspections.head_score"),
        ),
        rows=tuple(map(row, found.by_section)),
        numeric=(False, True, True, True),
    )
    return Explanation(
        id=about_target(INSPECTIONS),
        of_answers=False,
        title=say(language, "report.inspections.topic"),
        figure=numbers.index(whole.score),
        steps=(_rows(scope, RegisterKind.INSPECTIONS), score),
    )


def _composite(found: Composite, scope: Scope) -> Explanation:
    language, registered = scope.language, scope.findings.registered
    total = sum(one.weight for one in found.parts)
    parts = " + ".join(
        f"{numbers.plain(one.weight)}·{numbers.index(one.score)}" for one in found.parts
    )
    score = numbers.index(found.score)
    lines = [f"({parts}) / {numbers.plain(total)} = {score}"]
    rate = registered.parts.rate if registered is not None else None
    rule = registered.rules.get(RegisterKind.INSPECTIONS) if registered is not None else None
    complaints = next((one.score for one in found.parts if one.name == COMPLAINTS), None)
    if rate is not None and rule is not None and complaints is not None:
        lines.append(
            say(
                language, "report.explain.composite_complaints",
                rate=numbers.fixed(rate, 2), worst=numbers.plain(rule.worst),
                score=numbers.index(complaints),
            )
        )  # fmt: skip
    return Explanation(
        id=about_target(COMPOSITE),
        title=say(language, "report.composite.caption"),
        figure=score,
        steps=(_step("report.explain.step_formula", *lines, language=language),),
    )


def _defects(found: DefectFindings, scope: Scope) -> Explanation:
    language, lines = scope.language, []
    if found.in_time is not None:
        judged = found.in_time.base
        lines.append(
            say(
                language, "report.explain.in_time",
                k=round(found.in_time.value * judged), judged=judged,
                share=numbers.share(found.in_time.value, 1), rest=found.n - judged,
            )
        )  # fmt: skip
    if found.ratio is not None:
        ratio = numbers.fixed(found.ratio, 2)
        lines.append(f"{found.n} / {found.complaints} = {ratio}")
    return Explanation(
        id=about_target(DEFECTS),
        of_answers=False,
        title=say(language, "report.defects.by_area"),
        figure=numbers.count(found.n),
        steps=(
            _rows(scope, RegisterKind.DEFECTS),
            _step("report.explain.step_formula", *lines, language=language),
        ),
    )


def _accounts(found: AccountFindings, scope: Scope) -> Explanation:
    language = scope.language
    smallest = scope.findings.questionnaire.smallest_index_change
    rule = "report.explain.key_marked" if found.marked else "report.explain.key_top"
    lines = [
        say(language, rule, key=found.key, listed=found.listed, top=numbers.share(TOP)),
        say(
            language, "report.explain.at_risk",
            line=numbers.plain(found.line), fall=numbers.plain(2 * smallest),
            risky=len(found.risky), silent=len(found.silent),
        ),
        say(language, "report.explain.by_revenue"),
    ]  # fmt: skip
    return Explanation(
        id=about_target(CUSTOMERS),
        title=say(language, "report.accounts.topic"),
        figure=wording.counted(language, "report.accounts.risky", len(found.risky)),
        steps=(
            _rows(scope, RegisterKind.CUSTOMERS),
            _step("report.explain.step_rule", *lines, language=language),
        ),
    )
