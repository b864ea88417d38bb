"""One question through time: how it is asked, its trend, and every count behind it."""

from collections.abc import Sequence
from dataclasses import replace

from csatreport.base.words import say
from csatreport.counts.findings.chart import Chart, State, chart_item
from csatreport.counts.findings.model import ItemFinding, UnitPoint
from csatreport.counts.findings.standing import judge_shares
from csatreport.report import numbers, wording
from csatreport.report.control import range_text, signal_phrase, signal_text, usual_range
from csatreport.report.figures import Funnels, Point, Trend, drawn
from csatreport.report.inline import Link
from csatreport.report.model import Callout, Paragraph, QuestionPage, ReportBlock, Table
from csatreport.report.scope import estimate
from csatreport.report.workings.figures import report_target
from csatreport.statistics.estimate import Estimate
from csatreport.statistics.verdict import Against, Verdict
from csatreport.study.item import Item
from csatreport.study.model import Questionnaire
from csatreport.study.periods import Period
from csatreport.study.policy import Audience
from csatreport.subjects.results.verdict import change_text
from csatreport.subjects.trend.trend import axis_places, bars_text
from csatreport.subjects.units.funnels import compose_funnels

PeriodFinding = tuple[Period, ItemFinding | None]
"""A period and what was found about the question in it; None where it was not asked."""


def compose_question(
    questionnaire: Questionnaire,
    item: Item,
    moments: Sequence[PeriodFinding],
    language: str,
    *,
    audience: Audience,
    sample: bool,
    beside: Sequence[UnitPoint] = (),
) -> QuestionPage:
    """Compose the page of one question.

    Args:
        questionnaire: whose question it is.
        item: the question in its newest wording.
        moments: the whole company's figures by period of one kind, oldest first.
        language: the language of every text.
        audience: who may read the page; the company report's audience.
        sample: whether every page says "sample data".
        beside: its favourable share in the units side by side, in the newest of the periods.
    """
    found = (
        _latest(moments, language),
        _trend(questionnaire, item, moments, language),
        _funnels(questionnaire, moments[-1], beside, language) if moments else None,
    )
    blocks = (*(block for block in found if block is not None), *_tables(moments, language))
    nothing = Callout(text=say(language, "report.items.no_answers"))
    return QuestionPage(
        questionnaire=questionnaire.id,
        item=item.id,
        language=language,
        audience=audience,
        organisation=questionnaire.organisation[language],
        title=item.text[language],
        where=_where(questionnaire, item, language),
        sample=say(language, "report.sample") if sample else "",
        blocks=(*(blocks or (nothing,)), _asked(item, language)),
    )


def _where(questionnaire: Questionnaire, item: Item, language: str) -> str:
    """Say the survey, and the question's short name where the title above is not that."""
    name = wording.item_name(item, language)
    if name == item.text[language]:
        return questionnaire.title[language]
    return say(
        language, "results.question.where",
        survey=questionnaire.title[language],
        item=say(language, "report.items.numbered", number=item.number, name=name),
    )  # fmt: skip


def _latest(moments: Sequence[PeriodFinding], language: str) -> Paragraph | None:
    """Say where the question stands in the newest period that asked it, and how it moved."""
    answered = [(p, f, i) for p, f in moments if f is not None and (i := estimate(f.index))]
    if not answered:
        return None
    period, found, index = answered[-1]
    name = wording.period_name(period, language)
    now = say(language, "results.question.latest", period=name, value=numbers.index(index.value))
    change = found.change(Against.PREVIOUS)
    if change is None or change.period is None or change.reference is None:
        return Paragraph(text=now)
    finding = wording.sentence_case(wording.verdict_word(change.verdict, language))
    if change.verdict is not Verdict.TOO_FEW:
        near = wording.period_name if change.gap else wording.period_nearby
        finding = change_text(change, near(change.period, language), language)
    also = say(language, "results.headline.also", finding=finding)
    return Paragraph(text=wording.joined(language, (now, also)))


def _funnels(
    questionnaire: Questionnaire, newest: PeriodFinding, beside: Sequence[UnitPoint], language: str
) -> Funnels | None:
    """Set the favourable shares of the units side by side against chance."""
    period, found = newest
    whole = estimate(found.favourable) if found is not None else None
    name = wording.period_name(period, language)
    title = say(language, "results.question.share_title", period=name)
    groups = judge_shares(beside, whole.value if whole is not None else None)
    return compose_funnels(groups, questionnaire, language, title=title, share=True)


def _asked(item: Item, language: str) -> Table:
    """List the options with their points and whether they count as favourable."""
    rows = tuple(
        (
            option.label[language],
            numbers.NOTHING if option.points is None else numbers.plain(option.points),
            say(language, wording.VALENCES[option.valence]) if option.valence else numbers.NOTHING,
        )
        for option in item.options
    )
    return Table(
        caption=say(language, "results.question.options"),
        heads=(
            say(language, "report.question.head_option"),
            say(language, "report.question.head_points"),
            say(language, "report.question.head_valence"),
        ),
        rows=rows,
        numeric=(False, True, False),
        note=say(language, "results.question.reversed") if item.reversed else "",
    )


def _score(found: ItemFinding | None, item: Item) -> Estimate | None:
    """Return what the line shows: the favourable share, or the index where none is favourable."""
    if found is None:
        return None
    return estimate(found.favourable if item.good else found.index)


def _trend(
    questionnaire: Questionnaire, item: Item, moments: Sequence[PeriodFinding], language: str
) -> Trend | None:
    scores = [_score(found, item) for _, found in moments]
    shown = [score for score in scores if score is not None]
    if len(shown) < 2:
        return None
    breaks = [_breaks(moments, place) for place in range(len(moments))]
    shares = bool(item.good)
    chart = chart_item(moments, breaks, questionnaire.baseline)
    chart = chart.percent if shares else chart
    points = _points(item, moments, scores, chart, language)
    name = say(language, "report.items.head_share" if shares else "report.items.head_index")
    return Trend(
        title=say(language, "results.question.trend", figure=name),
        alt=say(
            language, "results.question.alt",
            figure=name, first=_printed(shown[0], item), last=_printed(shown[-1], item),
            low=_printed(min(shown, key=lambda s: s.value), item),
            high=_printed(max(shown, key=lambda s: s.value), item),
        ),
        points=points,
        last=_printed(scores[-1], item) if scores[-1] is not None else "",
        break_text=say(language, "results.question.breaks")
        if any(point.breaks for point in points) else "",
        note=wording.joined(
            language,
            (
                range_text(chart, language),
                bars_text(questionnaire, questionnaire.units.root, moments[-1][0], language),
            ),
        ),
        centre=chart.limits.centre if chart.limits is not None else None,
        provisional=chart.state is State.PROVISIONAL,
        signal_text=signal_text(chart, [period for period, _ in moments], language),
    )  # fmt: skip


def _points(
    item: Item,
    moments: Sequence[PeriodFinding],
    scores: Sequence[Estimate | None],
    chart: Chart,
    language: str,
) -> tuple[Point, ...]:
    named, usual = axis_places(len(moments)), usual_range(chart)
    made = []
    for place, (moment, score) in enumerate(zip(moments, scores, strict=True)):
        breaks = _breaks(moments, place)
        short = wording.period_axis(moment[0], language) if place in named else ""
        point = replace(_point(item, moment, score, language), short=short, breaks=breaks)
        signal = signal_phrase(chart, place, language)
        if signal:
            text = say(language, "report.control.point", text=point.text, signal=signal)
            point = replace(point, text=text, signal=True)
        made.append(replace(point, usual=usual.get(place)))
    return tuple(made)


def _printed(score: Estimate, item: Item) -> str:
    return numbers.share(score.value) if item.good else numbers.index(score.value)


def _breaks(moments: Sequence[PeriodFinding], place: int) -> bool:
    """Tell whether a new series of the question begins in this period."""
    found = moments[place][1]
    before = next((f for _, f in reversed(moments[:place]) if f is not None), None)
    return found is not None and before is not None and found.item.series != before.item.series


def _point(item: Item, moment: PeriodFinding, score: Estimate | None, language: str) -> Point:
    period, found = moment
    label = wording.period_name(period, language)
    if score is None or found is None:
        text = say(language, "report.trend.point_empty", period=label)
        return Point(label=label, short="", **drawn(None), text=text)
    text = say(
        language, "results.question.point",
        period=label, value=_printed(score, item),
        answers=wording.answers(language, found.n),
    )  # fmt: skip
    return Point(label=label, short="", **drawn(score.percent if item.good else score), text=text)


def _tables(moments: Sequence[PeriodFinding], language: str) -> list[ReportBlock]:
    """Make one table for each wording of the question, newest first."""
    runs: list[list[tuple[Period, ItemFinding]]] = []
    for period, found in reversed(moments):
        if found is None:
            continue
        if not runs or runs[-1][-1][1].item.series != found.item.series:
            runs.append([])
        runs[-1].append((period, found))
    blocks: list[ReportBlock] = []
    for run in runs:
        if len(runs) > 1:
            text = run[0][1].item.text[language]
            blocks.append(Paragraph(text=say(language, "results.question.wording", text=text)))
        blocks.append(_table(run, language))
    return blocks


def _table(run: Sequence[tuple[Period, ItemFinding]], language: str) -> Table:
    options = [option.label[language] for option in run[0][1].item.options]
    heads = (
        say(language, "report.term.period"),
        "n",
        *options,
        say(language, "report.missing.not_applicable"),
        say(language, "report.missing.unusable"),
        say(language, "report.items.head_share"),
        say(language, "report.items.head_index"),
    )
    return Table(
        caption=say(language, "results.question.counts"),
        heads=heads,
        rows=tuple(_row(period, found, len(options), language) for period, found in run),
        numeric=(False,) + (True,) * (len(heads) - 1),
        css="counts",
    )


def _row(period: Period, found: ItemFinding, options: int, language: str) -> tuple[str | Link, ...]:
    share, index, tally = estimate(found.favourable), estimate(found.index), found.tally
    name, why = wording.period_name(period, language), report_target(period.id, found.item)
    if found.counts_hidden is not None:
        word = wording.hidden_word(language)
        counts: tuple[str, ...] = (word, *(numbers.NOTHING,) * (options + 2))
    else:
        figures = (tally.n, *tally.counts, tally.not_applicable, tally.unusable)
        counts = tuple(map(numbers.count, figures))
    return (
        name,
        *counts,
        _figure(numbers.share(share.value, 1) if share else "", why),
        _figure(numbers.index(index.value) if index else "", why),
    )


def _figure(text: str, why: str) -> str | Link:
    """Print a figure that leads to how it came about; a dash for none."""
    return Link(text=text, target=why) if text else numbers.NOTHING
