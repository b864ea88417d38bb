"""The league in words: who stands where, who can be told apart, and what each grade needs first."""

from collections.abc import Iterator

from csatreport.report import numbers
from csatreport.report.columns import Column, TextColumn, interval_head, lay_out, lay_out_step
from csatreport.report.inline import Link
from csatreport.report.model import Chapter, Explanation, Paragraph, ReportBlock
from csatreport.report.scope import Scope
from csatreport.report.subject import chapter
from csatreport.report.workings.figures import about_target
from csatreport.report.workings.rows import explained, lines_step
from csatreport.subjects.league.measure import MENU, GradeNeeds, League, LeaguePlace

LEAGUE = "league"


def compose_league(scope: Scope, found: League) -> Chapter | None:
    """Make the chapter; None where units may not be told and nobody named a need."""
    blocks = tuple(_blocks(found, scope))
    if not blocks:
        return None
    return chapter(scope, "league.topic", _heading(found, scope), blocks)


def _heading(found: League, scope: Scope) -> str:
    if not found.pairs:
        return scope.say("league.heading_needs" if found.needs else "league.heading_few")
    if not found.apart:
        return scope.say("league.heading_alike")
    return scope.say("league.heading", apart=found.apart, pairs=found.pairs)


def _blocks(found: League, scope: Scope) -> Iterator[ReportBlock]:
    if found.places:
        yield Paragraph(text=scope.say("league.lead"))
        yield lay_out(
            _places(found), found.places, scope,
            caption=scope.say("league.places"), note=scope.say("league.note"),
        )  # fmt: skip
    if found.needs and found.grade is not None:
        columns = (_grade(found), _BASE, *(_need(place) for place in range(MENU)))
        caption = scope.say("league.needs", grade=scope.name_of(found.grade))
        note = scope.say("league.needs_note")
        yield lay_out(columns, found.needs, scope, caption=caption, note=note)


def _rank(one: LeaguePlace) -> str:
    if one.rank is None:
        return numbers.NOTHING
    low, high = one.rank
    return str(low) if low == high else f"{low}{numbers.DASH}{high}"


def _places(found: League) -> tuple[Column, ...]:
    """Return the columns of the league, with the figure that the form's readers know."""
    if found.form is None or found.form == (0, 100):
        return _PLACES
    low, high = (numbers.plain(end) for end in found.form)
    mean = Column(
        lambda scope: scope.say("league.head_mean", low=low, high=high),
        lambda one, _: numbers.optional(found.on_form(one.score.value), 2),
    )
    unit, *others = _PLACES
    return (unit, mean, *others)


_PLACES = (
    TextColumn("report.compare.head_unit", lambda one, scope: scope.unit_link(one.unit)),
    Column("report.items.head_index",
           lambda one, _: Link(text=numbers.index(one.score.value), target=about_target(LEAGUE))),
    Column(interval_head, lambda one, _: numbers.index_interval(one.score.low, one.score.high)),
    Column("report.base.head", lambda one, _: numbers.count(one.score.base)),
    Column("league.head_rank", lambda one, _: _rank(one)),
    TextColumn("league.head_letters", lambda one, _: one.letters or numbers.NOTHING),
)  # fmt: skip
_BASE = Column("report.base.head", lambda one, _: numbers.count(one.n))


def _grade(found: League) -> TextColumn:
    options = found.grade.options if found.grade is not None else ()

    def name(one: GradeNeeds, scope: Scope) -> str:
        if one.option < len(options):
            return options[one.option].label[scope.language]
        return scope.say("report.missing.not_stated")

    return TextColumn("league.head_grade", name)


def _need(place: int) -> TextColumn:
    def text(one: GradeNeeds, scope: Scope) -> str:
        if place >= len(one.first):
            return scope.say("league.few") if place == 0 else numbers.NOTHING
        need = one.first[place]
        labels = {option.code: option.label[scope.language] for option in need.item.options}
        name = labels.get(need.text, need.text)
        return scope.paired(name, numbers.part(need.named, one.n))

    return TextColumn(lambda scope: scope.say("league.head_need", place=place + 1), text)


def explain_league(scope: Scope, found: League) -> Iterator[tuple[str, Explanation]]:
    """Yield how ranks and letters came about."""
    if found.places:
        yield explained(
            LEAGUE, scope.say("league.topic"),
            lines_step(scope, "report.explain.step_formula",
                       scope.say("league.worked", pairs=found.pairs, apart=found.apart)),
            lay_out_step(_PLACES, found.places, scope, title=scope.say("league.places")),
        )  # fmt: skip
