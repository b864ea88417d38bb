"""One item as a strip in the form's own words, best to worst, with its figures beside it.

Tone follows valence, not place: the palest part is the best answer, the darkest the worst. Good
and middle counts stand on the strip where there is room, bad counts beside it, so that small
parts keep their number.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from csatreport.base.words import say
from csatreport.counts.findings.model import ItemFinding
from csatreport.report import numbers, wording
from csatreport.report.figures import Dot, ItemRow, LegendKey, StripPart
from csatreport.report.inline import Link, Tone
from csatreport.report.notation import share_notation
from csatreport.report.scope import Scope, estimate, hidden
from csatreport.report.workings.figures import item_target
from csatreport.statistics.estimate import Estimate, percent
from csatreport.study.item import Item, Kind, Option, Valence
from csatreport.study.policy import Anonymity

_GOOD = (Tone.GOOD_1, Tone.GOOD_2, Tone.GOOD_3)
_BAD = (Tone.BAD_1, Tone.BAD_2, Tone.BAD_3)
_MERGED_FROM = 7
"""A rating with so many options is drawn in three parts: good, middle, bad."""
_DIGIT_WIDTH = 2.6
"""Percent of the strip that one digit of a count takes."""
_MISSING = -1e9


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """The options that make one part of a strip, in the words of the form."""

    tone: Tone
    label: str
    places: tuple[int, ...]
    bad: bool


def item_link(found: ItemFinding, scope: Scope) -> Link:
    """Name an item and lead to its page through time."""
    text = scope.name_of(found.item)
    return Link(text=text, target=f"item:{found.item.id}")


def bad_count(found: ItemFinding) -> int | None:
    """Return how many picked a bad option; None where counts are hidden."""
    return found.counted(found.item.bad) if found.counts_hidden is None else None


def slices(item: Item, language: str) -> tuple[Slice, ...]:
    """Cut an item's options into the parts of its strip, best first."""
    order = _best_first(item.options)
    if item.kind is Kind.RATING and len(order) >= _MERGED_FROM:
        return _merged(item, order, language)
    tones = dict(zip(order, _tones([item.options[place] for place in order]), strict=True))
    return tuple(
        Slice(
            tone=tones[place],
            label=item.options[place].label[language],
            places=(place,),
            bad=place in item.bad,
        )
        for place in order
    )


def _best_first(options: tuple[Option, ...]) -> list[int]:
    """Order places by points, best first; as printed where there are no points."""
    return sorted(range(len(options)), key=lambda place: -(options[place].points or 0.0))


def _tones(options: Sequence[Option]) -> list[Tone]:
    good = sum(option.valence is Valence.GOOD for option in options)
    bad = sum(option.valence is Valence.BAD for option in options)
    goods, bads = iter(_spread(_GOOD, good)), iter(_spread(_BAD, bad))
    tones = []
    for option in options:
        if option.valence is Valence.GOOD:
            tones.append(next(goods))
        elif option.valence is Valence.BAD:
            tones.append(next(bads))
        else:
            tones.append(Tone.MIDDLE if option.valence is Valence.NEUTRAL else Tone.PLAIN)
    return tones


def _spread(ramp: tuple[Tone, ...], number: int) -> list[Tone]:
    """Spread a ramp over a number of options: pale for the first, dark for the last."""
    if number <= 1:
        return [ramp[0] if ramp is _GOOD else ramp[1]] * number
    if number == 2:
        return [ramp[0], ramp[1]]
    return [ramp[place * (len(ramp) - 1) // (number - 1)] for place in range(number)]


def _merged(item: Item, order: list[int], language: str) -> tuple[Slice, ...]:
    parts = []
    tones = ((Valence.GOOD, Tone.GOOD_1), (Valence.NEUTRAL, Tone.MIDDLE), (Valence.BAD, Tone.BAD_2))
    for valence, tone in tones:
        places = tuple(place for place in order if item.options[place].valence is valence)
        if places:
            ends = (
                item.options[places[0]].label[language],
                item.options[places[-1]].label[language],
            )
            label = numbers.DASH.join(dict.fromkeys(ends))
            bad = valence is Valence.BAD
            parts.append(Slice(tone=tone, label=label, places=places, bad=bad))
    return tuple(parts)


def keys(item: Item, language: str) -> tuple[LegendKey, ...]:
    """Return the legend of an item's strip."""
    return tuple(LegendKey(tone=part.tone, label=part.label) for part in slices(item, language))


def item_row(found: ItemFinding, scope: Scope, place: int, *, own_words: bool) -> ItemRow:
    """Make an item's row; figures that are hidden or missing are replaced by the reason.

    ``place`` is its place on the form; ``own_words`` prints its options below its strip.
    """
    language = scope.language
    favourable, index = estimate(found.favourable), estimate(found.index)
    above = scope.above.get(found.item.series)
    cut = slices(found.item, language)
    counted = _counted(found, cut)
    parts = tuple(
        _part(part, number, found.part(part.places), language) for part, number in counted
    )
    return ItemRow(
        id=found.item.id,
        number=found.item.number,
        label=item_link(found, scope),
        base=item_base(found, scope),
        parts=parts,
        alt=_alt(found, parts, scope),
        bad=tuple(numbers.count(number) for part, number in counted if part.bad),
        favourable=numbers.share(favourable.value, scope.digits) if favourable else "",
        interval=_interval(favourable, scope),
        dot=_dot(favourable, found.n, above, scope) if favourable else None,
        index=numbers.index(index.value) if index else "",
        mark=wording.change_mark(scope.change(found), language),
        reference=numbers.share(above) if above is not None else "",
        hidden="" if favourable or index else _why_empty(found, scope),
        key=tuple(LegendKey(tone=part.tone, label=part.label) for part in cut) if own_words else (),
        order=_order(found, place, scope),
        explain=item_target(found.item),
    )


def item_base(found: ItemFinding, scope: Scope) -> str:
    """Say the base of an item, and how many said it did not apply; "" where it is hidden."""
    if found.n == 0 and (found.counts_hidden or hidden(found.index) or hidden(found.favourable)):
        return ""
    base = scope.say("results.items.base", n=found.n)
    if not found.tally.not_applicable:
        return base
    number = numbers.count(found.tally.not_applicable)
    return scope.say("results.items.base_not_applicable", base=base, number=number)


def _why_empty(found: ItemFinding, scope: Scope) -> str:
    reason = hidden(found.favourable) or hidden(found.index)
    if reason is not None:
        return wording.hidden_reason(scope.findings.questionnaire, scope.language)
    return scope.say("report.items.no_answers")


def _counted(found: ItemFinding, cut: tuple[Slice, ...]) -> tuple[tuple[Slice, int], ...]:
    """Count the answers in each part; nothing where counts are hidden or there are none."""
    if found.counts_hidden is not None or found.n == 0:
        return ()
    return tuple((part, found.counted(part.places)) for part in cut)


def _part(part: Slice, number: int, size: float, language: str) -> StripPart:
    """Make one part of a strip: ``number`` answers that are a part ``size`` of all."""
    width = percent(size)
    text = numbers.count(number)
    room = width >= _DIGIT_WIDTH * (len(text) + 1)
    share = numbers.share(size, 1)
    return StripPart(
        tone=part.tone,
        width=width,
        count=text if room and not part.bad else "",
        title=say(language, "results.items.part", label=part.label, number=text, share=share),
    )


def _alt(found: ItemFinding, parts: tuple[StripPart, ...], scope: Scope) -> str:
    if found.counts_hidden is not None:
        least = (scope.findings.questionnaire.anonymity or Anonymity()).counts
        return scope.say("results.items.counts_hidden", least=least)
    return scope.say("report.list.between").join(part.title for part in parts)


def _interval(favourable: Estimate | None, scope: Scope) -> str:
    return wording.interval_or_word(favourable, scope.language, share_notation(scope.digits))


def _dot(favourable: Estimate, n: int, above: float | None, scope: Scope) -> Dot:
    share = favourable.percent
    return Dot(
        value=share.value,
        low=share.low,
        high=share.high,
        reference=float(round(percent(above))) if above is not None else None,
        text=scope.say(
            "results.items.dot",
            share=numbers.share(favourable.value, 1),
            interval=_interval(favourable, scope) or numbers.NOTHING,
            n=n,
        ),
    )


def _order(found: ItemFinding, place: int, scope: Scope) -> tuple[float, float, float]:
    favourable, change = estimate(found.favourable), scope.change(found)
    moved = change.difference if change is not None else None
    return (
        float(place),
        favourable.percent.value if favourable is not None else _MISSING,
        moved if moved is not None else _MISSING,
    )
