"""Customers who left, in words: how many, why, how content they had been, how long others stay."""

from collections.abc import Iterator

from csatreport.report import numbers, wording
from csatreport.report.columns import Column, TextColumn, bars_of, lay_out
from csatreport.report.inline import Link
from csatreport.report.model import CardRow, Chapter, Explanation, Paragraph, ReportBlock, Table
from csatreport.report.scope import Scope
from csatreport.report.subject import chapter
from csatreport.report.workings.rows import explained, lines_step, register_rows
from csatreport.statistics.estimate import Estimate
from csatreport.statistics.survival import CurveStep
from csatreport.statistics.verdict import Verdict
from csatreport.study.register import RegisterKind
from csatreport.subjects.lost.measure import YEARS, LeftContent, LostFindings, StayOfGrade, for_all

LOST = "lost"
_VERDICTS = wording.keyed("lost.{}", Verdict)


def compose_lost(scope: Scope, found: LostFindings) -> Chapter:
    """Make the chapter on customers who left."""
    if not scope.names:
        found = for_all(found)
    return chapter(scope, "lost.topic", _heading(found, scope), _blocks(found, scope))


def _heading(found: LostFindings, scope: Scope) -> str:
    return scope.say("lost.heading", lost=found.lost, base=found.base)


def _blocks(found: LostFindings, scope: Scope) -> Iterator[ReportBlock]:
    yield Paragraph(text=scope.joined(list(_lead(found, scope))))
    if found.lost:
        reasons = [(_reason(code, scope), n) for code, n in found.reasons]
        yield bars_of(scope.say("lost.reasons"), reasons, found.lost)
    if found.content is not None:
        yield Paragraph(text=_content(found.content, scope))
    if found.grades:
        yield _stays(found, scope)


def _lead(found: LostFindings, scope: Scope) -> Iterator[str]:
    rate = found.rate
    if rate is not None:
        yield scope.say("lost.rate", share=numbers.share(rate.value, 1), interval=_interval(rate))
    if found.back:
        yield scope.counted("lost.back", found.back)
    if found.undated:
        yield scope.counted("lost.undated", found.undated)


def _interval(rate: Estimate) -> str:
    return numbers.interval(rate.percent.low, rate.percent.high) or numbers.NOTHING


def _reason(code: str, scope: Scope) -> str:
    if not code:
        return scope.say("lost.no_reason")
    return scope.masked(scope.coded(RegisterKind.CUSTOMERS, code))


def _content(content: LeftContent, scope: Scope) -> str:
    """Set the last index of those who left beside that of the others."""
    change, effect = content.change, content.effect
    texts = [
        scope.say(
            "lost.content",
            left=numbers.index(content.left.mean), n=content.left.n,
            stayed=numbers.index(content.stayed.mean), others=content.stayed.n,
        ),
        scope.say(_VERDICTS[change.verdict]),
    ]  # fmt: skip
    known = change.verdict is not Verdict.TOO_FEW and effect is not None
    if known and change.low is not None and change.high is not None:
        interval = numbers.interval(change.low, change.high)
        difference = numbers.signed(change.difference or 0.0)
        d = numbers.fixed(effect or 0.0, 2)
        texts.append(scope.say("lost.effect", difference=difference, interval=interval, d=d))
    return scope.joined(texts)


def _stays(found: LostFindings, scope: Scope) -> Table:
    note = scope.say("lost.stays_note")
    if found.alike is not None:
        note = scope.joined([note, scope.say("lost.alike", p=numbers.stated(found.alike))])
    return lay_out(_STAYS, found.grades, scope, caption=scope.say("lost.stays"), note=note)


def _grade(one: StayOfGrade, scope: Scope) -> str:
    return scope.coded(RegisterKind.CUSTOMERS, one.name) if one.name else scope.say("lost.all")


def _years(one: StayOfGrade, scope: Scope) -> str:
    return scope.say("lost.not_yet") if one.years is None else numbers.fixed(one.years)


def _after(step: CurveStep | None) -> str:
    return numbers.NOTHING if step is None else numbers.share(step.open)


def _year(place: int, years: int) -> Column:
    """Return the column of the share that is left after some years."""

    def head(scope: Scope) -> str:
        return scope.counted("lost.head_after", years)

    return Column(head, lambda one, _: _after(one.after[place]))


_STAYS = (
    TextColumn("customers.head_grade", _grade),
    Column("lost.head_n", lambda one, _: numbers.count(one.n)),
    Column("lost.head_lost", lambda one, _: numbers.count(one.lost)),
    Column("lost.head_median", _years),
    *(_year(place, years) for place, years in enumerate(YEARS)),
)


def lost_card(scope: Scope, found: LostFindings) -> Iterator[CardRow]:
    """Yield how many left, and mostly why."""
    if found.lost:
        reason = next((code for code, _ in found.reasons if code), "")
        detail = scope.say("lost.mostly", reason=_reason(reason, scope)) if reason else ""
        yield CardRow(head=Link(text=_heading(found, scope), target=f"#{LOST}"), detail=detail)


def explain_lost(scope: Scope, found: LostFindings) -> Iterator[tuple[str, Explanation]]:
    """Yield how the rate came about, and what the comparison and the stays rest on."""
    rate = found.rate
    lines = []
    if rate is not None:
        lines.append(f"{found.lost} / {found.base} = {numbers.share(rate.value, 1)}")
    lines += [scope.say("lost.explain_base"), scope.say("lost.explain_stays")]
    yield explained(
        LOST, scope.say("lost.topic"),
        register_rows(scope, RegisterKind.CUSTOMERS),
        lines_step(scope, "report.explain.step_formula", *lines),
        figure=_heading(found, scope),
    )  # fmt: skip
