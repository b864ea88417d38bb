"""The chapter of a recommend question: its net score, what it is made of, over time, by unit.

On 0-10 the score is called the net promoter score (NPS), on any other scale a net score. It is said
like the headline: value, interval, and a change with one of the fixed verdicts, tested alone.
"""

from collections.abc import Iterable, Iterator

from csatreport.base.words import say
from csatreport.counts.findings.model import UnitPoint
from csatreport.counts.findings.net import is_nps
from csatreport.counts.findings.recommended import NetFinding, NetGroups
from csatreport.counts.findings.standing import Group, Standing, by_unit, judge_means
from csatreport.report import numbers, wording
from csatreport.report.figures import Compare, CompareRow, drawn
from csatreport.report.model import Bar, Bars, Chapter, Paragraph, ReportBlock, Table
from csatreport.report.notation import NET
from csatreport.report.scope import Scope, estimate, hidden
from csatreport.report.subject import chapter
from csatreport.report.workings.figures import net_target
from csatreport.statistics.change import ALPHA
from csatreport.statistics.charts.funnel import SMALLEST
from csatreport.statistics.estimate import Score
from csatreport.statistics.proportions import LEVEL, NET_MINIMUM
from csatreport.statistics.verdict import Change, Verdict
from csatreport.study.item import Item
from csatreport.subjects.net.trend import compose_net_trend
from csatreport.subjects.results.headline import missed_text
from csatreport.subjects.results.verdict import change_text

_PARTS = {
    True: ("net.promoters", "net.passives", "net.detractors"),
    False: ("report.question.good", "report.question.neutral", "report.question.bad"),
}
_FAR = {-1: "net.far_below", 0: "net.inside", 1: "net.far_above"}


def net_name(item: Item, language: str) -> str:
    """Say what the net score of a question is called."""
    return say(language, "net.nps" if is_nps(item) else "net.net_score")


def unweighted_net(found: NetFinding, scope: Scope) -> Score:
    """Return the score that counting every answer once gives, where answers are weighted."""
    once = scope.findings.unweighted
    plain = once.net(found.item.series) if once is not None else None
    return plain.score if plain is not None else None


def judge_nets(found: NetFinding, scope: Scope) -> tuple[Group, ...]:
    """Judge the score of the units side by side, as the headline's index is judged."""
    if scope.brief:
        return scope.placed(found.item.id)
    own = estimate(found.score)
    whole = own.value if own is not None else None
    if scope.leaf:
        whole = scope.around.nets.get(found.item.id) if scope.around is not None else None
    return judge_means(found.units, whole, ranked=False)


def net_change(found: NetFinding, scope: Scope) -> Change | None:
    """Return the change against what this report compares with."""
    kinds = (change for change in found.changes if change.against is scope.against)
    return next((change for change in kinds if change.reference is not None), None)


def net_facts(scope: Scope, nets: Iterable[NetFinding]) -> Iterator[tuple[str, str]]:
    """Say each net score in a line for the one page: what it is called, and value with verdict."""
    for found in nets:
        text = _fact(found, scope)
        if text:
            yield net_name(found.item, scope.language), text


def _fact(found: NetFinding, scope: Scope) -> str:
    score, language = estimate(found.score), scope.language
    if score is None:
        return ""
    value = scope.say(
        "net.fact",
        value=numbers.net(score.value), interval=wording.interval_phrase(score, language, NET),
    )  # fmt: skip
    verdict = _verdict(found, scope)
    if not verdict:
        return value
    return scope.say("net.fact_verdict", value=value, verdict=verdict)


def _verdict(found: NetFinding, scope: Scope) -> str:
    """Say the change in one clause; "" where there is nothing to compare with."""
    change = net_change(found, scope)
    if change is None:
        return ""
    if change.verdict is Verdict.TOO_FEW or change.difference is None:
        return wording.sentence_case(wording.verdict_word(Verdict.TOO_FEW, scope.language))
    return change_text(change, scope.reference_name, scope.language)


def compose_net(scope: Scope, nets: Iterable[NetFinding]) -> Chapter | None:
    """Make the chapter; None without a recommend question that has answers."""
    found = [one for one in nets if one.score is not None]
    if not found:
        return None
    blocks = (block for one in found for block in _blocks(one, scope))
    return chapter(scope, "net.topic", _heading(found[0], scope), blocks, name="recommend")


def _heading(found: NetFinding, scope: Scope) -> str:
    language, score = scope.language, estimate(found.score)
    name, verdict = net_name(found.item, language), _verdict(found, scope)
    if score is None:
        return scope.say("net.heading_hidden", name=name)
    value = numbers.net(score.value)
    if not verdict:
        return scope.say("net.heading", name=name, value=value)
    return scope.say("net.heading_verdict", name=name, value=value, verdict=verdict)


def _blocks(found: NetFinding, scope: Scope) -> Iterator[ReportBlock]:
    language = scope.language
    reason = hidden(found.score)
    if reason is not None:
        text = wording.hidden_reason(scope.findings.questionnaire, language)
        yield Paragraph(text=text)
    else:
        yield Paragraph(text=_sentence(found, scope))
    trend = compose_net_trend(
        found, scope, missed_text(net_change(found, scope), found.n, language)
    )
    if trend is not None:
        yield trend
    if found.sides is not None and found.n:
        yield _parts(found, scope)
    if len(found.units) > 1 or scope.brief:
        yield _units(found, scope)
    yield from (_groups(one, found, scope) for one in found.groups)
    facts = {"alpha": ALPHA, "few": NET_MINIMUM}
    least = numbers.plain(scope.findings.questionnaire.smallest.net)
    yield Paragraph(text=scope.say("net.note", smallest=least, **facts), note=True)


def _sentence(found: NetFinding, scope: Scope) -> str:
    """Say the score with its interval and base, and what counting every answer once gives."""
    score, language = estimate(found.score), scope.language
    if score is None:
        return ""
    told = scope.say(
        "net.sentence",
        name=net_name(found.item, language), item=scope.name_of(found.item),
        value=numbers.net(score.value), interval=wording.interval_phrase(score, language, NET),
        answers=scope.answers(found.n),
    )  # fmt: skip
    once = estimate(unweighted_net(found, scope))
    if once is None:
        return told
    plain = scope.say("report.explain.once", plain=numbers.net(once.value))
    return scope.joined((told, plain))


def _parts(found: NetFinding, scope: Scope) -> Bars:
    """Draw the shares of promoters, passives and detractors; counts are of answers."""
    sides = found.sides
    counts = (sides.promoters, sides.passives, sides.detractors) if sides else (0, 0, 0)
    shares = found.shares or (0.0, 0.0, 0.0)
    names = _PARTS[is_nps(found.item)]
    return Bars(
        caption=scope.say("net.parts", answers=scope.answers(found.n)),
        rows=tuple(
            Bar(
                label=scope.say(name),
                count=numbers.count(count),
                share=numbers.share(share, scope.digits),
                size=share,
            )
            for name, count, share in zip(names, counts, shares, strict=True)
        ),
    )


def _heads(found: NetFinding, scope: Scope, first: str) -> tuple[str, ...]:
    """Return the heads of a table: the score's is short, for a phone."""
    return (
        first,
        scope.say("report.items.head_answers"),
        scope.say("net.head_nps" if is_nps(found.item) else "net.net_score"),
        scope.say("report.interval.head", level=numbers.share(LEVEL)),
    )


def _units(found: NetFinding, scope: Scope) -> Compare:
    """Set the units side by side in the order of the unit file, those beyond the funnel named."""
    name = net_name(found.item, scope.language)
    standings = by_unit(judge_nets(found, scope))
    whole = estimate(found.score)
    first, answers, *others = _heads(found, scope, scope.say("report.compare.head_unit"))
    return Compare(
        title=scope.say("net.units", name=name),
        alt=scope.say("net.units", name=name),
        heads=(first, *others, answers, scope.say("net.head_funnel")),
        rows=tuple(_unit_row(point, standings.get(point.unit.id), scope) for point in found.units),
        reference=whole.value if whole is not None else None,
        reference_text=f"{scope.unit} {numbers.net(whole.value)}" if whole is not None else "",
        axis_title=scope.say("net.axis", name=name),
        note=scope.say("net.units_note", few=SMALLEST),
        search_hint=scope.say("report.compare.search"),
        explain=net_target(found.item),
    )


def _unit_row(point: UnitPoint, standing: Standing | None, scope: Scope) -> CompareRow:
    score, kind = estimate(point.score), point.unit.kind or ""
    base, value, bounds = _cells(point.score, scope)
    units = scope.findings.questionnaire.units
    return CompareRow(
        label=scope.unit_link(point.unit),
        kind=kind,
        kind_label=units.kind_label(kind)[scope.language] if kind else "",
        **drawn(score),
        value_text=value,
        interval_text=bounds,
        base=base,
        rank=_beyond(standing, scope.language),
        hidden=base if score is None else "",
    )


def _beyond(standing: Standing | None, language: str) -> str:
    """Say whether a unit lies beyond the outer limits of its funnel; "" where it is not judged."""
    if standing is None or not standing.judged:
        return ""
    return say(language, _FAR[standing.far])


def _cells(score: Score, scope: Scope) -> tuple[str, str, str]:
    """Say base, value and interval; where there is none, why, in place of the base."""
    shown, reason = estimate(score), hidden(score)
    if shown is None:
        nobody = scope.say("report.items.no_answers")
        empty = wording.hidden_word(scope.language) if reason else nobody
        return (empty, "", "")
    return (
        numbers.count(shown.base),
        numbers.net(shown.value),
        wording.interval_or_word(shown, scope.language, NET),
    )


def _groups(groups: NetGroups, found: NetFinding, scope: Scope) -> Table:
    language = scope.language
    note = scope.say("net.groups_note")
    name, by = net_name(found.item, language), scope.name_of(groups.by)
    return Table(
        caption=scope.say("net.groups", name=name, item=by),
        heads=_heads(found, scope, scope.say("report.segments.head_group")),
        rows=tuple(
            (option.label[language], *_cells(score, scope))
            for option, score in groups.listed
            if score is not None
        ),
        numeric=(False, True, True, True),
        note=scope.joined((note, wording.unlisted_text(groups.unlisted, language))),
    )
