"""Features after Kano: which are taken for granted, which delight, and which nobody would miss."""

from __future__ import annotations

from collections.abc import Sequence

from csatreport.measures.change import SMALLEST_BASE
from csatreport.measures.kano import REVERSED, UNCLEAR, Feature, Feeling
from csatreport.messages import say
from csatreport.report import numbers, wording
from csatreport.report.model import Block, Callout, Chapter, Paragraph, Table
from csatreport.report.plots import Plot, Spot
from csatreport.report.scope import Scope

FEELINGS = {
    Feeling.MUST: "report.kano.must",
    Feeling.ONE: "report.kano.one",
    Feeling.ATTRACTIVE: "report.kano.attractive",
    Feeling.INDIFFERENT: "report.kano.indifferent",
    Feeling.REVERSE: "report.kano.reverse",
    Feeling.QUESTIONABLE: "report.kano.questionable",
}
_SHORT = (
    "report.kano.must_short", "report.kano.one_short", "report.kano.attractive_short",
    "report.kano.indifferent_short", "report.kano.reverse_short",
    "report.kano.questionable_short",
)  # fmt: skip
_HEADINGS = {
    Feeling.MUST: "report.kano.must_heading",
    Feeling.ONE: "report.kano.one_heading",
    Feeling.ATTRACTIVE: "report.kano.attractive_heading",
}
_FIGURES = (
    "report.kano.head_better", "report.kano.head_worse", "report.kano.head_category",
    "report.kano.head_total",
)  # fmt: skip
_NAMED = 3
_HALF = 0.5


def compose_kano(scope: Scope) -> Chapter | None:
    """Make the chapter; None where no feature is asked about."""
    found = [one for one in scope.findings.kano if one.n or one.missing]
    if not found:
        return None
    language = scope.language
    blocks: list[Block] = [Paragraph(text=say(language, "report.kano.lead"))]
    blocks += [Callout(text=text) for text in _doubts(found, scope)]
    known = [one for one in found if one.better is not None]
    if len(known) > 1:
        blocks.append(_plot(known, scope))
    blocks.append(_table(found, scope))
    return Chapter(
        id="kano",
        number="",
        topic=say(language, "report.kano.topic"),
        heading=_heading(found, scope),
        blocks=tuple(blocks),
    )


def _names(found: Sequence[Feature], scope: Scope) -> str:
    names = [wording.item_name(one.item, scope.language) for one in found]
    return wording.listed_first(scope.language, names, _NAMED)


def _heading(found: Sequence[Feature], scope: Scope) -> str:
    """Name what is clearly a must, or else what clearly matters in another way."""
    language = scope.language
    for feeling, key in _HEADINGS.items():
        clear = [f for f in found if f.first is feeling and not f.mixed and f.n >= SMALLEST_BASE]
        if clear:
            return say(language, key, names=_names(clear, scope))
    return say(language, "report.kano.heading_none")


def _doubts(found: Sequence[Feature], scope: Scope) -> list[str]:
    """Say where the answers cannot carry a class."""
    language = scope.language
    few = [one for one in found if one.n < SMALLEST_BASE]
    turned = [one for one in found if one.n and one.share(Feeling.REVERSE) > REVERSED]
    unclear = [one for one in found if one.n and one.share(Feeling.QUESTIONABLE) > UNCLEAR]
    texts = []
    if few:
        names = _names(few, scope)
        texts.append(say(language, "report.kano.few", names=names, few=SMALLEST_BASE))
    if turned:
        texts.append(say(language, "report.kano.turn", names=_names(turned, scope)))
    if unclear:
        share = numbers.share(UNCLEAR)
        names = _names(unclear, scope)
        texts.append(say(language, "report.kano.unclear", names=names, share=share))
    missing = sum(one.missing for one in found)
    if missing:
        texts.append(say(language, "report.kano.missing", missing=numbers.count(missing)))
    return texts


def _plot(found: Sequence[Feature], scope: Scope) -> Plot:
    language = scope.language
    spots = tuple(
        Spot(
            label=wording.item_name(one.item, language),
            x=abs(one.worse or 0.0),
            y=one.better or 0.0,
            text=say(
                language, "report.kano.spot",
                item=wording.item_name(one.item, language),
                better=numbers.fixed(one.better or 0.0, 2),
                worse=numbers.fixed(one.worse or 0.0, 2),
                feeling=_class(one, scope),
            ),
            strong=not one.mixed and one.n >= SMALLEST_BASE,
        )
        for one in found
    )  # fmt: skip
    names = [
        say(language, FEELINGS[one])
        for one in (Feeling.ATTRACTIVE, Feeling.ONE, Feeling.INDIFFERENT, Feeling.MUST)
    ]
    return Plot(
        title=say(language, "report.kano.plot"),
        alt=say(language, "report.kano.plot_alt", number=len(spots)),
        spots=spots,
        across=say(language, "report.kano.across"),
        up=say(language, "report.kano.up"),
        cross=(_HALF, _HALF),
        quarters=(names[0], names[1], names[2], names[3]),
        bounds=(0.0, 1.0),
        note=say(language, "report.kano.plot_note"),
    )


def _class(one: Feature, scope: Scope) -> str:
    """Say a feature's class; of a mixed one both, the first before the second."""
    language = scope.language
    if one.first is None:
        return numbers.NOTHING
    first = say(language, FEELINGS[one.first])
    if not one.mixed or one.second is None:
        return first
    second = say(language, FEELINGS[one.second])
    return say(language, "report.kano.mixed", first=first, second=second)


def _table(found: Sequence[Feature], scope: Scope) -> Table:
    language = scope.language
    stated = any(one.importance is not None for one in found)
    heads = [say(language, "report.kano.head_feature"), say(language, "report.kano.head_class")]
    keys = (*_SHORT, *_FIGURES, *(("report.kano.head_importance",) if stated else ()))
    heads += [say(language, key) for key in keys]
    return Table(
        caption=say(language, "report.kano.table"),
        heads=(*heads, "n"),
        rows=tuple(_row(one, scope, stated=stated) for one in found),
        numeric=(False, False) + (True,) * (len(heads) - 1),
        note=say(language, "report.kano.note"),
    )


def _row(one: Feature, scope: Scope, *, stated: bool) -> tuple[str, ...]:
    shares = [numbers.share(one.share(feeling)) if one.n else "" for feeling in FEELINGS]
    return (
        wording.item_name(one.item, scope.language),
        _class(one, scope),
        *shares,
        numbers.optional(one.better, 2),
        numbers.optional(one.worse, 2),
        numbers.NOTHING if one.category is None else numbers.share(one.category),
        numbers.NOTHING if one.total is None else numbers.share(one.total),
        *((numbers.optional(one.importance),) if stated else ()),
        numbers.count(one.n),
    )
