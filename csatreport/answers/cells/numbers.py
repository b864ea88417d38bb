"""What a bare number in a cell stands for: an option's position, its score, or its points.

Platforms write the same answers in three ways, and often the best option is number 1 as printed
and scores 5. So a number alone is never guessed: where the ways differ for an item, a mapping's
``numbers`` says which one holds, or the cell is undecided. Options without points (age, sex) have
no score, so their numbers are positions; where an item's own codes are numbers, a number is a code
and nothing else.
"""

from collections.abc import Mapping as Lookup
from dataclasses import dataclass, field

from csatreport.study.item import Item, Kind
from csatreport.study.names import POINTS, POSITIONS, SCORES


@dataclass(frozen=True, kw_only=True)
class BareNumbers:
    """Places of options by the number that stands for each, and the numbers nobody can tell."""

    places: Lookup[str, int] = field(default_factory=dict)
    undecided: frozenset[str] = frozenset()


def bare_numbers(item: Item, said: str = "") -> BareNumbers:
    """Return what bare numbers mean for an item.

    Args:
        item: the item.
        said: what the mapping's ``numbers`` says; "" where it says nothing.
    """
    codes = (option.code for option in item.options)
    if item.kind is Kind.RATING or any(code.isdecimal() for code in codes):
        return BareNumbers()
    if not item.scored:
        return BareNumbers(places=positions(item))
    ways = {POSITIONS: positions(item), SCORES: scores(item), POINTS: points(item)}
    if said:
        return BareNumbers(places=ways[said])
    if ways[POSITIONS] == ways[SCORES] == ways[POINTS]:
        return BareNumbers(places=ways[POSITIONS])
    return BareNumbers(undecided=frozenset(number for way in ways.values() for number in way))


def positions(item: Item) -> dict[str, int]:
    """Return places by position: 1 is the first option as printed."""
    return {str(place + 1): place for place, _ in enumerate(item.options)}


def scores(item: Item) -> dict[str, int]:
    """Return places by score: 1 is the option with the fewest points on the form.

    A score that two options would share means neither of them.
    """
    given = sorted({one.printed_points for one in item.options if one.printed_points is not None})
    return _unshared(item, {value: str(rank) for rank, value in enumerate(given, 1)})


def points(item: Item) -> dict[str, int]:
    """Return places by the points that the form gives them; shared points mean none of them."""
    given = {one.printed_points for one in item.options if one.printed_points is not None}
    return _unshared(item, {value: f"{value:g}" for value in given})


def _unshared(item: Item, names: Lookup[float, str]) -> dict[str, int]:
    found: dict[str, list[int]] = {}
    for place, option in enumerate(item.options):
        if option.printed_points is not None:
            found.setdefault(names[option.printed_points], []).append(place)
    return {name: places[0] for name, places in found.items() if len(places) == 1}
