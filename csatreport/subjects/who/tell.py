"""Who answered: how many of how many, how they were reached, and what is not known about it."""

from collections import Counter
from collections.abc import Iterator

from csatreport.counts.findings.model import Distribution, Quantity, UnitPoint, is_notable
from csatreport.report import numbers, wording
from csatreport.report.columns import bars_of
from csatreport.report.inline import Link
from csatreport.report.model import (
    Bars,
    Callout,
    CardRow,
    Chapter,
    Columns,
    Paragraph,
    ReportBlock,
    Table,
)
from csatreport.report.scope import Scope, hidden
from csatreport.report.subject import chapter
from csatreport.study.item import Kind
from csatreport.study.policy import Anonymity, Sampling
from csatreport.study.units import Unit
from csatreport.subjects.who.fieldwork import (
    compose_fieldwork,
    compose_printed,
    printed_sentence,
    rates,
)

_SAMPLING = wording.keyed("who.{}", Sampling)


def compose_who(scope: Scope) -> Chapter:
    """Make the chapter on who answered."""
    return chapter(scope, "who.topic", _heading(scope), _blocks(scope))


def responded(scope: Scope) -> int:
    """Return how many people answered: distinct respondents where ids name them."""
    findings = scope.findings
    known = findings.quality.respondents
    return findings.responses if known is None else known


def response_rate(scope: Scope) -> str:
    """Print the response rate; "" where it is not known or cannot be (more answers than asked).

    Of a known list the part that answered, else response rate 1 where the fieldwork is known.
    """
    population = scope.findings.population
    if not population or responded(scope) > population:
        made = rates(scope)
        return numbers.share(made.rr1) if made is not None else ""
    return numbers.part(responded(scope), population)


def response_fact(scope: Scope) -> tuple[str, str] | None:
    """Return the response rate as a line beside the headline; company report only."""
    rate = response_rate(scope)
    if not rate or not scope.company or not scope.findings.population:
        return None
    return (
        scope.say("who.rate_term"),
        scope.say(
            "who.rate_fact",
            rate=rate,
            number=responded(scope),
            population=scope.findings.population or 0,
        ),
    )


def _heading(scope: Scope) -> str:
    if scope.hidden is not None:
        return scope.say("who.heading_hidden")
    answers = scope.answers(scope.findings.responses)
    rate = response_rate(scope)
    if scope.findings.responses == 0:
        return scope.say("who.heading_none")
    if _everybody(scope):
        return scope.say("who.heading_all", answers=answers)
    if rate:
        return scope.say("who.heading_rate", answers=answers, rate=rate)
    if _is_sum(scope) and _on_list(scope) is not None:
        return _heading_sum(scope)
    return scope.say("who.heading_unknown", answers=answers)


def _heading_sum(scope: Scope) -> str:
    """Head a quarter or a year of a known group: each person may have answered several times."""
    findings = scope.findings
    answers = scope.answers(findings.responses)
    if findings.quality.respondents is None:
        return answers
    return scope.say(
        "who.heading_once",
        answers=answers,
        number=responded(scope),
        population=_on_list(scope) or 0,
    )


def _is_sum(scope: Scope) -> bool:
    return scope.findings.period.kind is not scope.findings.questionnaire.every


def _on_list(scope: Scope) -> int | None:
    """Return how many people are known to the unit."""
    return scope.findings.questionnaire.units.population(scope.findings.unit.id)


def _everybody(scope: Scope) -> bool:
    population = scope.findings.population
    return bool(population) and responded(scope) == population


def _blocks(scope: Scope) -> list[ReportBlock]:
    if scope.hidden is not None:
        reason = wording.hidden_reason(scope.findings.questionnaire, scope.language)
        return [Callout(text=reason)]
    blocks: list[ReportBlock] = [Paragraph(text=text) for text in _sentences(scope) if text]
    tables = (compose_fieldwork(scope), compose_printed(scope))
    blocks += [table for table in tables if table is not None]
    bars = [*_unit_bars(scope), *_background(scope)]
    if bars:
        blocks.append(Columns(blocks=tuple(bars)))
    if scope.findings.quantities:
        blocks.append(_quantities(scope))
    return blocks


def _sentences(scope: Scope) -> tuple[str, ...]:
    language, findings = scope.language, scope.findings
    if findings.responses == 0:
        return (scope.say("report.headline.nothing_said", period=scope.period),)
    sampling = (
        scope.say("who.everybody")
        if _everybody(scope)
        else scope.say(_SAMPLING[findings.questionnaire.sampling])
    )
    first = (_people(scope), _rate(scope), sampling)
    return (
        scope.joined(first),
        printed_sentence(scope),
        _unscored(scope),
        findings.questionnaire.notes[language],
    )


def _people(scope: Scope) -> str:
    findings = scope.findings
    known = findings.quality.respondents
    if known is None or known == findings.responses:
        return ""
    return scope.say(
        "who.distinct",
        answers=scope.answers(findings.responses),
        people=scope.counted("report.count.people", known),
    )


def _rate(scope: Scope) -> str:
    """Say the response rate, or exactly why there is none."""
    findings = scope.findings
    listed = _on_list(scope)
    if listed is None and rates(scope) is not None:
        return ""
    if listed is None:
        return scope.say("who.rate_unknown")
    number, population = numbers.count(responded(scope)), numbers.count(listed)
    if _is_sum(scope):
        if findings.quality.respondents is None:
            return scope.say("who.rate_repeated")
        return scope.say("who.rate_once", number=number, population=population)
    rate = response_rate(scope)
    if not rate:
        return scope.say("who.rate_impossible", number=number, population=population)
    return scope.say("who.rate", rate=rate, number=number, population=population)


def _unscored(scope: Scope) -> str:
    unscored = scope.findings.quality.unscored
    if not unscored or scope.findings.headline is None:
        return ""
    return scope.counted("report.who.unscored", unscored)


def _unit_bars(scope: Scope) -> list[Bars]:
    """Count answers by kind of unit and by region; never where anonymity was promised."""
    points = [point for point in scope.findings.units if hidden(point.score) is None]
    below = scope.findings.questionnaire.units.children(scope.findings.unit.id)
    if scope.anonymous or not below or len(points) < 2:
        return []
    groups = (_by_kind(scope, points), _by_region(scope, points), _by_unit(scope, points))
    return [bars for bars in groups if bars is not None]


def _by_kind(scope: Scope, points: list[UnitPoint]) -> Bars | None:
    units = scope.findings.questionnaire.units
    counts: Counter[str] = Counter()
    members: Counter[str] = Counter()
    for point in points:
        if point.unit.kind is not None:
            counts[point.unit.kind] += point.n
            members[point.unit.kind] += 1
    labels = {kind: units.kind_label(kind)[scope.language] for kind in counts}
    return _grouped(scope, scope.say("who.by_kind"), labels, counts, members)


def _by_region(scope: Scope, points: list[UnitPoint]) -> Bars | None:
    counts: Counter[str] = Counter()
    members: Counter[str] = Counter()
    labels: dict[str, str] = {}
    for point in points:
        region, label = _region(scope, point.unit)
        if region:
            labels[region] = label
            counts[region] += point.n
            members[region] += 1
    return _grouped(scope, scope.say("who.by_region"), labels, counts, members)


def _region(scope: Scope, unit: Unit) -> tuple[str, str]:
    """Return the region a unit lies in: its branch of the tree, else what its entry says."""
    units = scope.findings.questionnaire.units
    path = [u.id for u in units.path(unit.id)]
    below = path[path.index(scope.findings.unit.id) + 1 :]
    if len(below) > 1:
        return below[0], scope.unit_name(units.by_id[below[0]])
    return unit.region or "", unit.region or ""


def _grouped(
    scope: Scope, caption: str, labels: dict[str, str], counts: Counter[str], members: Counter[str]
) -> Bars | None:
    if len(labels) < 2:
        return None
    rows = [
        (_group_label(scope, label, members[group]), counts[group])
        for group, label in labels.items()
    ]
    return bars_of(caption, rows, sum(counts.values()))


def _group_label(scope: Scope, label: str, members: int) -> str:
    units = scope.units(members)
    return scope.say("who.group", label=label, units=units)


def _by_unit(scope: Scope, points: list[UnitPoint]) -> Bars | None:
    """List the units themselves only where neither kind nor region groups them."""
    kinds = {point.unit.kind for point in points}
    regions = {_region(scope, point.unit)[0] for point in points}
    if len(kinds) > 1 or len(regions) > 1:
        return None
    rows = [(scope.unit_name(point.unit), point.n) for point in points]
    answers = sum(point.n for point in points)
    return bars_of(scope.say("who.by_unit"), rows, answers)


def _background(scope: Scope) -> list[Bars]:
    wanted = [d for d in scope.findings.background if d.item.kind is not Kind.SEVERAL]
    return [distribution_bars(d, scope) for d in wanted]


def _quantities(scope: Scope) -> Table:
    """List what was answered with a number or a date; columns that say nothing are left out."""
    names = ("report.items.head_item", "who.head_n", "report.missing.blank",
             "report.missing.invalid", "who.head_mean", "who.head_median",
             "who.head_first", "who.head_last")  # fmt: skip
    cells = zip(*(_quantity(found, scope) for found in scope.findings.quantities), strict=True)
    columns = [
        (scope.say(name), column)
        for name, column in zip(names, cells, strict=True)
        if any(text != numbers.NOTHING for text in column)
    ]
    least = (scope.findings.questionnaire.anonymity or Anonymity()).counts
    secret = any(found.hidden is not None for found in scope.findings.quantities)
    return Table(
        caption=scope.say("who.quantities"),
        heads=tuple(head for head, _ in columns),
        rows=tuple(zip(*(column for _, column in columns), strict=True)),
        numeric=(False, *(True,) * (len(columns) - 1)),
        note=scope.say("who.quantities_hidden", least=least) if secret else "",
    )


def _quantity(found: Quantity, scope: Scope) -> tuple[str, ...]:
    language = scope.language
    name, unit = scope.name_of(found.item), found.item.unit[language]
    counts = (None if found.hidden is not None else found.n, found.blank, found.invalid)
    return (
        scope.say("who.quantity", item=name, unit=unit) if unit else name,
        *(numbers.NOTHING if number is None else numbers.count(number) for number in counts),
        numbers.optional(found.mean),
        numbers.optional(found.median),
        found.first or numbers.NOTHING,
        found.last or numbers.NOTHING,
    )


def distribution_bars(found: Distribution, scope: Scope) -> Bars:
    """Make the bars of a background or several-choice item; shares are of everybody asked."""
    language = scope.language
    caption = scope.name_of(found.item)
    if found.hidden is not None:
        return Bars(caption=caption, rows=(), note=_why_no_bars(scope))
    rows = [
        (option.label[language], number)
        for option, number in zip(found.item.options, found.tally.counts, strict=True)
    ]
    missing = found.tally.unusable
    if found.tally.not_applicable:
        rows.append((scope.say("report.missing.not_applicable"), found.tally.not_applicable))
    if missing:
        rows.append((scope.say("report.missing.not_stated"), missing))
    several = found.item.kind is Kind.SEVERAL
    note = scope.say("who.several") if several else ""
    return bars_of(caption, rows, found.asked, note)


def _why_no_bars(scope: Scope) -> str:
    """Say why a distribution is not shown: for the sake of a small group among many answers."""
    minimum = (scope.findings.questionnaire.anonymity or Anonymity()).minimum
    return scope.say("report.hidden.group", minimum=minimum)


def compose_unscored(scope: Scope) -> Iterator[CardRow]:
    """Say how many answers have no score, where they are many."""
    unscored = scope.findings.quality.unscored
    if scope.findings.headline is None or not is_notable(unscored, scope.findings.responses):
        return
    yield CardRow(
        head=Link(text=scope.say("who.front.unscored_head"), target="#who"),
        detail=scope.counted("report.who.unscored", unscored),
    )
