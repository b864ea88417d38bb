"""Features after Kano: which are taken for granted, which delight, and which nobody would miss."""

from collections.abc import Callable, Iterator, Sequence

from csatreport.report import numbers, wording
from csatreport.report.columns import Column, TextColumn, lay_out, lay_out_step
from csatreport.report.model import Callout, Chapter, Explanation, ExplanationStep, Paragraph, Table
from csatreport.report.plots import Plot, Spot
from csatreport.report.scope import Scope
from csatreport.report.subject import chapter
from csatreport.report.workings.rows import explained, lines_step
from csatreport.statistics.change import SMALLEST_BASE
from csatreport.subjects.kano.measure import REVERSED, UNCLEAR, Feature, Feeling

FEELINGS = wording.keyed("kano.{}", Feeling)
_HEADINGS = {
    Feeling.MUST: "kano.must_heading",
    Feeling.ONE: "kano.one_heading",
    Feeling.ATTRACTIVE: "kano.attractive_heading",
}
_NAMED = 3
_HALF = 0.5


def compose_kano(scope: Scope, features: Sequence[Feature]) -> Chapter | None:
    """Make the chapter; None where no feature is asked about."""
    found = [one for one in features if one.n or one.missing]
    if not found:
        return None
    known = [one for one in found if one.better is not None]
    blocks = (
        Paragraph(text=scope.say("kano.lead")),
        *(Callout(text=text) for text in _doubts(found, scope)),
        _plot(known, scope) if len(known) > 1 else None,
        _table(found, scope),
    )
    return chapter(scope, "kano.topic", _heading(found, scope), blocks)


def _names(found: Sequence[Feature], scope: Scope) -> str:
    names = [scope.name_of(one.item) for one in found]
    return scope.listed_first(names, _NAMED, "report.list.aspects")


def _heading(found: Sequence[Feature], scope: Scope) -> str:
    """Name what is clearly a must, or else what clearly matters in another way."""
    for feeling, key in _HEADINGS.items():
        clear = [f for f in found if f.first is feeling and not f.mixed and f.n >= SMALLEST_BASE]
        if clear:
            return scope.say(key, names=_names(clear, scope))
    return scope.say("kano.heading_none")


def _doubts(found: Sequence[Feature], scope: Scope) -> Iterator[str]:
    """Say where the answers cannot carry a class."""
    few = [one for one in found if one.n < SMALLEST_BASE]
    turned = [one for one in found if one.n and one.share(Feeling.REVERSE) > REVERSED]
    unclear = [one for one in found if one.n and one.share(Feeling.QUESTIONABLE) > UNCLEAR]
    missing = sum(one.missing for one in found)
    if few:
        yield scope.say("kano.few", names=_names(few, scope), few=SMALLEST_BASE)
    if turned:
        yield scope.say("kano.turn", names=_names(turned, scope))
    if unclear:
        share = numbers.share(UNCLEAR)
        yield scope.say("kano.unclear", names=_names(unclear, scope), share=share)
    if missing:
        yield scope.say("kano.missing", missing=missing)


def _plot(found: Sequence[Feature], scope: Scope) -> Plot:
    spots = tuple(
        Spot(
            label=scope.name_of(one.item),
            x=abs(one.worse or 0.0),
            y=one.better or 0.0,
            text=scope.say(
                "kano.spot",
                item=scope.name_of(one.item),
                better=numbers.fixed(one.better or 0.0, 2),
                worse=numbers.fixed(one.worse or 0.0, 2),
                feeling=_class(one, scope),
            ),
            strong=not one.mixed and one.n >= SMALLEST_BASE,
        )
        for one in found
    )
    names = [
        scope.say(FEELINGS[one])
        for one in (Feeling.ATTRACTIVE, Feeling.ONE, Feeling.INDIFFERENT, Feeling.MUST)
    ]
    return Plot(
        title=scope.say("kano.plot"),
        alt=scope.say("kano.plot_alt", number=len(spots)),
        spots=spots,
        across=scope.say("kano.across"),
        up=scope.say("kano.up"),
        cross=(_HALF, _HALF),
        quarters=(names[0], names[1], names[2], names[3]),
        bounds=(0.0, 1.0),
        note=scope.say("kano.plot_note"),
    )


def _class(one: Feature, scope: Scope) -> str:
    """Say a feature's class; of a mixed one both, the first before the second."""
    if one.first is None:
        return numbers.NOTHING
    first = scope.say(FEELINGS[one.first])
    if not one.mixed or one.second is None:
        return first
    second = scope.say(FEELINGS[one.second])
    return scope.say("kano.mixed", first=first, second=second)


def _table(found: Sequence[Feature], scope: Scope) -> Table:
    stated = any(one.importance is not None for one in found)
    return lay_out(
        (*_COLUMNS, *((_IMPORTANCE,) if stated else ()), _BASE),
        found,
        scope,
        caption=scope.say("kano.table"),
        note=scope.say("kano.note"),
    )


def _share_of(feeling: Feeling) -> Callable[[Feature, Scope], str]:
    return lambda one, _: numbers.share(one.share(feeling)) if one.n else ""


_COLUMNS = (
    TextColumn("kano.head_feature", lambda one, scope: scope.name_of(one.item)),
    TextColumn("kano.head_class", _class),
    Column("kano.must_short", _share_of(Feeling.MUST)),
    Column("kano.one_short", _share_of(Feeling.ONE)),
    Column("kano.attractive_short", _share_of(Feeling.ATTRACTIVE)),
    Column("kano.indifferent_short", _share_of(Feeling.INDIFFERENT)),
    Column("kano.reverse_short", _share_of(Feeling.REVERSE)),
    Column("kano.questionable_short", _share_of(Feeling.QUESTIONABLE)),
    Column("kano.head_better", lambda one, _: numbers.optional(one.better, 2)),
    Column("kano.head_worse", lambda one, _: numbers.optional(one.worse, 2)),
    Column("kano.head_category", lambda one, _: numbers.share(one.category)),
    Column("kano.head_total", lambda one, _: numbers.share(one.total)),
)
_IMPORTANCE = Column("kano.head_importance", lambda one, _: numbers.optional(one.importance))
_BASE = Column("report.base.head", lambda one, _: numbers.count(one.n))


def explain_kano(scope: Scope, features: Sequence[Feature]) -> Iterator[tuple[str, Explanation]]:
    """Yield how the classes came about; nothing where nobody answered."""
    found = [one for one in features if one.n]
    if not found:
        return
    told = (scope.say("kano.explain"), scope.say("kano.fong"))
    rule = lines_step(scope, "report.explain.step_rule", *told)
    steps = (_explained(one, scope) for one in found)
    yield explained("kano", scope.say("kano.topic"), rule, *steps)


def _explained(one: Feature, scope: Scope) -> ExplanationStep:
    """Lay out a feature's classes, and what follows from them."""
    lines = []
    if one.better is not None and one.worse is not None:
        better, worse = numbers.fixed(one.better, 2), numbers.fixed(one.worse, 2)
        heads = (scope.say(key) for key in ("kano.head_better", "kano.head_worse"))
        parts = (f"{one.likes} / {one.base} = {better}", f"−{one.needs} / {one.base} = {worse}")
        lines = [f"{head}: {part}" for head, part in zip(heads, parts, strict=True)]
    columns = (
        TextColumn("kano.head_class_people", lambda f, scope: f"{f} · {scope.say(FEELINGS[f])}"),
        Column(lambda _: "n", lambda f, _: numbers.count(one.counts[f])),
    )
    title = scope.name_of(one.item)
    return lay_out_step(columns, Feeling, scope, title=title, lines=tuple(lines))
