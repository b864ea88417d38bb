"""What changed: every question against the period before, the year before, and the target.

Only fixed words are used for a change, and each row shows what they rest on: the difference with
its interval, q, and the smallest change that would probably have been called clear.
"""

from collections.abc import Iterator

from csatreport.report import numbers, wording
from csatreport.report.inline import Link, Mark
from csatreport.report.model import Chapter, Paragraph, ReportBlock, Table
from csatreport.report.scope import Scope, estimate
from csatreport.report.subject import chapter
from csatreport.report.workings.breaks import over_common
from csatreport.report.workings.figures import branch_target, item_target
from csatreport.statistics.change import ALPHA, POWER, SMALLEST_BASE
from csatreport.statistics.estimate import Estimate
from csatreport.statistics.proportions import LEVEL
from csatreport.statistics.verdict import Against, Change, Verdict
from csatreport.subjects.results.headline import compared_text, missed_text
from csatreport.subjects.results.strips import item_link
from csatreport.subjects.results.verdict import headline_change

_LONG = 12
"""A longer table is folded away: what moved stands in the heading and beside each question."""
_NUMERIC = (False, True, True, True, True, True, True, False)
_TESTS = {
    "paired": "change.paired",
    "overlapping": "change.overlapping",
    "welch": "change.independent",
    "fisher": "change.independent",
    "weighted": "change.independent",
}


def compose_change(scope: Scope) -> Chapter | None:
    """Make the chapter on change; None where there is nothing to compare and nothing broke."""
    blocks: list[ReportBlock] = [Paragraph(text=text) for text in _sentences(scope) if text]
    note = scope.joined(tuple(_remarks(scope)))
    blocks += [Paragraph(text=note, note=True)] if note else []
    tables = (_period_table(Against.PREVIOUS, scope), _period_table(Against.YEAR_AGO, scope),
              _target_table(scope))  # fmt: skip
    if scope.against is None and not (any(tables) or _broken(scope) or _running(scope)):
        return None
    return chapter(scope, "change.topic", _heading(scope), (*blocks, *tables))


def _heading(scope: Scope) -> str:
    if scope.against is None:
        return scope.say("change.heading_none")
    if scope.any_moved:
        return scope.say(
            "change.heading",
            items=_compared_items(scope), moved=_moved_counts(scope),
            reference=scope.reference_name,
        )  # fmt: skip
    if scope.moved(Verdict.NOT_SHOWN):
        return scope.say("change.heading_same", reference=scope.reference_name)
    return scope.say("change.heading_few")


def _compared_items(scope: Scope) -> str:
    """Say how many questions were compared with answers enough."""
    number = sum(len(scope.moved(one)) for one in Verdict if one is not Verdict.TOO_FEW)
    return scope.counted("report.count.items", number)


def _moved_counts(scope: Scope) -> str:
    """Say how many questions have each verdict that says something; none is left out in words."""
    found = (
        ("change.count_up", scope.moved(Verdict.UP)),
        ("change.count_down", scope.moved(Verdict.DOWN)),
        ("change.count_small", scope.moved(Verdict.SMALL)),
    )
    return scope.listed([scope.say(key, number=len(items)) for key, items in found if items])


def _sentences(scope: Scope) -> tuple[str, ...]:
    """Say what is compared with what, and which questions cannot be."""
    if scope.against is None:
        return scope.say("report.headline.next_time"), _broken(scope)
    return compared_text(scope), _broken(scope)


def _remarks(scope: Scope) -> Iterator[str]:
    """Say what the fixed words mean, what may be missed, and what is not compared yet."""
    if scope.against is not None:
        change, headline = headline_change(scope), scope.findings.headline
        yield _words(scope)
        yield missed_text(change, headline.n if headline else 0, scope.language)
        yield _relation(scope)
    yield _running(scope)


def _running(scope: Scope) -> str:
    """Say which quarters and years are not compared because they are unfinished."""
    names = [scope.period_name(one) for one in scope.findings.running]
    return wording.unfinished_text(names, scope.period, scope.language)


def _words(scope: Scope) -> str:
    """Explain the fixed words by the questionnaire's own settings."""
    return scope.say(
        "change.words",
        alpha=ALPHA,
        few=SMALLEST_BASE,
        smallest=numbers.plain(scope.findings.questionnaire.smallest.index),
    )


def _relation(scope: Scope) -> str:
    """Say whether the two periods' respondents were matched, or treated as independent."""
    change = headline_change(scope)
    if change is None:
        found = (scope.change(item) for item in scope.findings.items)
        change = next((one for one in found if one is not None), None)
    if change is None or change.verdict is Verdict.TOO_FEW or change.test not in _TESTS:
        return ""
    return scope.say(_TESTS[change.test], pairs=change.pairs)


def _broken(scope: Scope) -> str:
    broken = [f for f in scope.findings.items if f.breaks]
    if not broken:
        return ""
    names = scope.listed([scope.name_of(f.item) for f in broken])
    return scope.say("report.change.broken", items=names)


def _compared(against: Against, scope: Scope) -> Iterator[tuple[str | Link, Link, Change]]:
    """Give name, present index and change of everything compared: whole, branches, items."""
    headline = scope.findings.headline
    for node in headline.walk() if headline is not None else ():
        change, score = node.change(against), estimate(node.index)
        if change is not None and change.reference is not None:
            name, target = node.node.label[scope.language], branch_target(node.node)
            if change.common is not None:
                name = over_common(name, change, scope.language)
                yield name, Link(text=numbers.index(change.common.index), target=target), change
                continue
            yield name, _now(score, target), change
    for found in scope.findings.items:
        change, score = found.change(against), estimate(found.index)
        if change is not None and change.reference is not None:
            yield item_link(found, scope), _now(score, item_target(found.item)), change


def _now(score: Estimate | None, target: str) -> Link:
    """Print an index that leads to how it came about."""
    return Link(text=numbers.index(score.value if score else None), target=target)


def _period_table(against: Against, scope: Scope) -> Table | None:
    compared = tuple(_compared(against, scope))
    period = next((c.period for _, _, c in compared if c.period is not None), None)
    if period is None:
        return None
    then = scope.period_name(period)
    return Table(
        caption=scope.say("change.caption", period=then),
        heads=(
            scope.say("change.head_what"),
            then,
            scope.period,
            scope.say("change.head_difference"),
            scope.say("report.interval.head", level=numbers.share(LEVEL)),
            "q",
            scope.say("change.head_detectable"),
            scope.say("change.head_verdict"),
        ),
        rows=tuple(_row(name, now, change, scope) for name, now, change in compared),
        numeric=_NUMERIC,
        note=_family_note(tuple(change for _, _, change in compared), scope),
        css="change",
        folded=len(compared) > _LONG,
    )


def _row(
    name: str | Link, now: Link, change: Change, scope: Scope
) -> tuple[str | Link | Mark, ...]:
    few = change.verdict is Verdict.TOO_FEW
    difference = change.difference
    return (
        name,
        numbers.index(change.reference),
        now,
        numbers.signed(difference) if difference is not None and not few else numbers.NOTHING,
        "" if few else numbers.difference_interval(change.low, change.high),
        numbers.NOTHING if few else numbers.probability(change.q),
        numbers.NOTHING if few else numbers.optional(change.detectable),
        wording.word_mark(change, scope.language),
    )


def _family_note(changes: tuple[Change, ...], scope: Scope) -> str:
    family = max((change.family for change in changes if change.q is not None), default=0)
    return scope.joined(
        (
            scope.say("change.family", family=family) if family > 1 else "",
            scope.say("change.detectable", power=numbers.share(POWER)),
            scope.say("change.rounding"),
        )
    )


def _target_table(scope: Scope) -> Table | None:
    compared = tuple(_compared(Against.TARGET, scope))
    if not compared:
        return None
    language = scope.language
    rows = tuple(
        (
            name,
            numbers.plain(change.reference or 0.0),
            now,
            numbers.signed(change.difference) if change.difference is not None else "",
            numbers.difference_interval(change.low, change.high),
            wording.target_mark(change, language),
        )
        for name, now, change in compared
    )
    return Table(
        caption=scope.say("change.target_caption"),
        heads=(
            scope.say("change.head_what"),
            scope.say("report.target.term"),
            scope.period,
            scope.say("change.head_difference"),
            scope.say("report.interval.head", level=numbers.share(LEVEL)),
            scope.say("change.head_verdict"),
        ),
        rows=rows,
        numeric=(False, True, True, True, True, False),
        note=scope.say("change.target_note"),
        css="change",
    )
