"""How the figures about complaints came about: their rate, how long they took, what is open."""

from collections.abc import Iterator

from csatreport.base.words import say
from csatreport.report import numbers
from csatreport.report.columns import Column, TextColumn, interval_head, lay_out_step
from csatreport.report.model import Explanation, ExplanationStep
from csatreport.report.scope import Scope
from csatreport.report.workings.means import EXACT
from csatreport.report.workings.rows import explained, lines_step, register_rows
from csatreport.statistics.rates import Ratio
from csatreport.statistics.survival import CurveStep
from csatreport.study.register import RegisterKind
from csatreport.subjects.complaints.measure import ComplaintFindings
from csatreport.subjects.complaints.speed import Speed
from csatreport.subjects.complaints.tables import per_text
from csatreport.subjects.complaints.volume import Volume

_DAYS_SHOWN = 20


def explain_complaints(scope: Scope, found: ComplaintFindings) -> Iterator[tuple[str, Explanation]]:
    """Yield how they came about."""
    rate = found.rate
    figure = scope.counted("complaints.received", found.volume.n)
    if rate is not None:
        per, value = per_text(found, scope), numbers.fixed(rate.value, 2)
        figure = scope.say("complaints.explain.rate_is", figure=figure, value=value, per=per)
    yield explained(
        "complaints", scope.say("complaints.topic"),
        register_rows(scope, RegisterKind.COMPLAINTS, RegisterKind.EXPOSURE),
        _rate(found, scope),
        _speed("complaints.explain.step_answer", found.answer, scope),
        _speed("complaints.explain.step_resolution", found.resolution, scope),
        _still_open(found, scope),
        _iceberg(found, scope),
        figure=figure, of_answers=False,
    )  # fmt: skip


def _rate(found: ComplaintFindings, scope: Scope) -> ExplanationStep:
    rate, volume = found.rate, found.volume
    if rate is None or volume.exposure is None:
        line = scope.say("complaints.no_exposure")
        return lines_step(scope, "complaints.explain.step_rate", line)
    worked = scope.say(
        "complaints.explain.rate",
        n=volume.n, exposure=numbers.plain(volume.exposure), per=numbers.plain(found.rule.per),
        value=numbers.fixed(rate.value, EXACT),
        interval=numbers.interval(rate.low or 0.0, rate.high, EXACT),
    )  # fmt: skip
    sides = ((found.before, found.previous), (found.year_before, found.year_ago))
    compared = [_ratio(volume, other, ratio, scope) for other, ratio in sides]
    return lines_step(scope, "complaints.explain.step_rate", worked, *compared)


def _ratio(now: Volume, before: Volume | None, found: Ratio | None, scope: Scope) -> str:
    if before is None or found is None or now.exposure is None or before.exposure is None:
        return ""
    high = "∞" if found.high is None else numbers.fixed(found.high, EXACT)
    return scope.say(
        "complaints.explain.ratio",
        period=scope.period_name(before.period),
        n=now.n, exposure=numbers.plain(now.exposure),
        before=before.n, exposure_before=numbers.plain(before.exposure),
        value=numbers.optional(found.value, EXACT), low=numbers.fixed(found.low, EXACT),
        high=high, total=found.events, p=numbers.stated(found.p),
    )  # fmt: skip


def _speed(key: str, found: Speed, scope: Scope) -> ExplanationStep:
    """Lay out the curve of what is still open, and count what was inside the deadline."""
    kaplan = scope.say("complaints.explain.kaplan", n=found.n, done=found.done, open=found.open)
    return lay_out_step(
        _CURVE, found.curve[:_DAYS_SHOWN], scope,
        title=scope.say(key),
        lines=tuple(line for line in (kaplan, _inside(found, scope.language)) if line),
    )  # fmt: skip


def _inside(found: Speed, language: str) -> str:
    inside = found.inside
    if inside is None:
        return ""
    return say(
        language, "complaints.explain.inside",
        k=found.in_time, judged=inside.base, share=numbers.share(inside.value, 1),
        not_due=found.not_due,
    )  # fmt: skip


def _limits(one: CurveStep, _: Scope) -> str:
    ends = [numbers.share(end, 1) for end in (one.low, one.high) if end is not None]
    return numbers.DASH.join(ends) or numbers.NOTHING


_CURVE = (
    TextColumn("complaints.explain.head_day", lambda one, _: str(one.day)),
    Column("complaints.explain.head_open", lambda one, _: numbers.share(one.open, 1)),
    Column(interval_head, _limits),
)


def _still_open(found: ComplaintFindings, scope: Scope) -> ExplanationStep:
    end, rule = scope.findings.period.end.isoformat(), found.rule
    return lines_step(
        scope, "complaints.explain.step_open",
        scope.say(
            "complaints.explain.overdue",
            day=end, open=len(found.open), overdue=len(found.overdue),
        ),
        scope.say(
            "complaints.explain.supervised",
            times=rule.times, since=found.since.isoformat(), end=end, back=rule.back,
            causes=len(found.recurring),
        ),
    )  # fmt: skip


def _iceberg(found: ComplaintFindings, scope: Scope) -> ExplanationStep:
    line = scope.say(
        "complaints.explain.iceberg",
        factor=numbers.plain(found.rule.iceberg), n=found.volume.n,
        number=found.iceberg,
    )  # fmt: skip
    return lines_step(scope, "complaints.explain.step_iceberg", line)
