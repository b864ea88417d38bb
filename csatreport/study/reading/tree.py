"""The index tree of one edition: dimensions over items, up to the headline."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from csatreport.study.edition import Node
from csatreport.study.item import Item, Role
from csatreport.study.words import standard_label
from csatreport.study.yaml.block import Fields
from csatreport.study.yaml.declared import read_settings
from csatreport.study.yaml.written import Problems, Written, choices

HEADLINE = "headline"
"""The id of the root node."""


@dataclass(frozen=True)
class _Growth:
    """What the branches read so far have used up."""

    items: Mapping[str, Item]
    unsure: frozenset[str]
    """Ids of items that could not be read completely: nothing is said about them."""
    complete: bool
    """The ids of all items are known."""
    problems: Problems
    placed: dict[str, str] = field(default_factory=dict)
    """Item id to the branch it stands in."""
    branches: dict[str, Written] = field(default_factory=dict)


def read_index(
    edition: Fields, items: Mapping[str, Item], unsure: frozenset[str], problems: Problems
) -> Node | None:
    """Return the tree with empty series; None where no item has points."""
    rated = tuple(i.id for i in items.values() if i.role is Role.RATED and i.scored)
    block = edition.block("index")
    if block is None:
        label = standard_label(HEADLINE)
        return Node(id=HEADLINE, label=label, items=rated) if rated else None
    complete = edition.all_blocks("sections") and all(
        section.all_blocks("items") for section in edition.blocks("sections")
    )
    growth = _Growth(items, unsure, complete, problems)
    root = Node(
        id=HEADLINE,
        label=block.label("label") or standard_label(HEADLINE),
        items=_leaves(block, HEADLINE, growth),
        children=_branches(block, growth),
    )
    _check_contents(block, problems)
    outside = [items[n].number or n for n in rated if n not in growth.placed and n not in unsure]
    if outside and "index" not in edition.faulty:
        problems.warn("C253", edition.names["index"], items=", ".join(outside))
    return root if root.leaves() else None


def _branches(parent: Fields, growth: _Growth) -> tuple[Node, ...]:
    blocks = parent.blocks("dimensions")
    weighted = [block for block in blocks if "weight" in block.nodes]
    if weighted and len(weighted) < len(blocks):
        bare = next(block for block in blocks if "weight" not in block.nodes)
        growth.problems.add("C255", bare.node, id=bare.text("id") or "")
    return tuple(node for block in blocks if (node := _branch(block, growth)))


def _branch(block: Fields, growth: _Growth) -> Node | None:
    name = block.text("id")
    if name is None:
        return None
    _note_taken_name(name, block, growth)
    _check_contents(block, growth.problems)
    items, children = _leaves(block, name, growth), _branches(block, growth)
    return read_settings(Node, block, items=items, children=children)


def _note_taken_name(name: str, block: Fields, growth: _Growth) -> None:
    place = block.place("id")
    if name == HEADLINE:
        growth.problems.add("C256", place, id=name)
    elif name in growth.branches:
        growth.problems.add("C234", place, id=name, first=growth.branches[name].line)
    growth.branches.setdefault(name, place)


def _check_contents(block: Fields, problems: Problems) -> None:
    if ("items" in block.nodes) == ("dimensions" in block.nodes):
        problems.add("C254", block.node, id=block.text("id") or HEADLINE)


def _leaves(block: Fields, branch: str, growth: _Growth) -> tuple[str, ...]:
    found: list[str] = []
    for entry in block.entries("items"):
        name = str(entry.value)
        if _fits(name, entry.node, growth):
            found.append(name)
            growth.placed[name] = branch
    return tuple(found)


def _fits(name: str, node: Written, growth: _Growth) -> bool:
    problems, item = growth.problems, growth.items.get(name)
    if name in growth.unsure or (item is None and not growth.complete):
        return False
    if item is None:
        problems.add("C250", node, id=name, **choices(name, tuple(growth.items)))
    elif name in growth.placed:
        problems.add("C251", node, id=name, branch=growth.placed[name])
    elif not item.scored:
        problems.add("C252", node, id=name)
    elif item.role is not Role.RATED:
        problems.warn("C257", node, id=name, role=str(item.role))
    return item is not None and item.scored and name not in growth.placed
