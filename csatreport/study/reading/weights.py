"""Reads how answers are weighted, and notes what does not fit the form or the promise."""

from csatreport.study.edition import Edition
from csatreport.study.reading.editions import background_item
from csatreport.study.weights import Margin, WeightKind, Weights
from csatreport.study.yaml.block import Fields
from csatreport.study.yaml.declared import read_settings
from csatreport.study.yaml.written import Problems, choices


def read_weights(fields: Fields, edition: Edition, problems: Problems) -> Weights | None:
    """Return how answers are weighted; None where they are not.

    Anonymous answers are not weighted: a weight that few people share would tell them apart.
    """
    block = fields.block("weights")
    if block is None:
        return None
    given = [kind for kind in WeightKind if kind.value in block]
    if len(given) != 1:
        problems.add("C269", block.node)
        return None
    if "anonymous" in fields and fields.flag("anonymous") is not False:
        problems.add("C271", fields.place("weights"))
    kind = given[0]
    if kind is WeightKind.STRATA:
        strata = block.block("strata")
        margin = _margin(strata, "counts", edition, problems) if strata is not None else None
        if strata is None or margin is None:
            return None
        collapse = _collapse(strata, margin, problems)
        return read_settings(Weights, block, kind=kind, margins=(margin,), collapse=collapse)
    margins = [_margin(one, "shares", edition, problems) for one in block.blocks("margins")]
    met = tuple(one for one in margins if one is not None)
    return read_settings(Weights, block, kind=kind, margins=met)


def _margin(block: Fields, key: str, edition: Edition, problems: Problems) -> Margin | None:
    """Return one margin; None, noted, where its item parts nobody or an option is unknown."""
    name = block.text("item") or ""
    item = background_item(name, block.place("item"), edition, problems)
    if item is None:
        return None
    codes = [option.code for option in item.options]
    people: dict[str, float] = {}
    for entry in block.entries(key):
        code = entry.name or ""
        if code not in codes:
            problems.add("C279", entry.name_node or entry.node, code=code, item=name,
                         **choices(code, codes))  # fmt: skip
        elif isinstance(entry.value, float):
            people[code] = entry.value
    if sum(people.values()) <= 0:
        problems.add("C283", block.place(key), item=name)
        return None
    return Margin(item=name, people=tuple(people.items()))


def _collapse(block: Fields, margin: Margin, problems: Problems) -> tuple[tuple[str, str], ...]:
    known = [code for code, _ in margin.people]
    pairs: list[tuple[str, str]] = []
    for entry in block.entries("collapse"):
        pair = [str(one.value) for one in entry.value] if isinstance(entry.value, tuple) else []
        unknown = next((code for code in pair if code not in known), None)
        if unknown is not None:
            problems.add("C279", entry.node, code=unknown, item=margin.item,
                         **choices(unknown, known))  # fmt: skip
        elif len(set(pair)) == len(pair) == 2:
            pairs.append((pair[0], pair[1]))
        else:
            problems.add("C284", entry.node)
    return tuple(pairs)
