"""What two editions have in common, so that an index can be compared across a break.

A new edition that changes, adds or drops questions starts the headline anew. What can still be
compared is the mean over the questions that are the same in both, worked out for each person as the
headline is: by the newer tree, cut down to those questions. Fewer than half of them are no longer
the same thing.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace

from csatreport.study.edition import Edition, Node
from csatreport.study.item import Item, Role

_COMPARED = (Role.RATED, Role.OVERALL, Role.RECOMMEND)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """How many of an index's questions are the same as before, ``of`` how many now."""

    questions: int
    of: int

    @property
    def enough(self) -> bool:
        """Whether they are at least half, and so may stand for the whole."""
        return self.questions > 0 and 2 * self.questions >= self.of


def same_questions(root: Node, edition: Edition, then: Collection[str]) -> tuple[str, ...]:
    """Return the ids of an index's items whose series are among those of ``then``."""
    return tuple(name for name in root.leaves() if edition.by_id[name].series in then)


def pruned(node: Node, kept: Collection[str]) -> Node | None:
    """Return a branch with some of its items only; None where none of them is below it."""
    items = tuple(name for name in node.items if name in kept)
    children = tuple(cut for child in node.children if (cut := pruned(child, kept)) is not None)
    return replace(node, items=items, children=children) if items or children else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """What a new edition does to the series that went before.

    ``changed`` are items with another wording or scale, ``dropped`` those of the edition before;
    ``shared`` says how far the headline can still be compared, None where it goes on as it was.
    """

    changed: tuple[Item, ...]
    dropped: tuple[Item, ...]
    shared: Shared | None


def break_between(before: Edition, edition: Edition) -> Break:
    """Return what breaks from one edition to the next; both have their series filled in."""
    was = {item.series for item in before.items}
    now = {item.series for item in edition.items}
    index = edition.index
    return Break(
        changed=tuple(i for i in edition.with_role(*_COMPARED) if i.series not in was),
        dropped=tuple(i for i in before.with_role(*_COMPARED) if i.series not in now),
        shared=_shared(index, edition, before, was) if index and before.index else None,
    )


def _shared(index: Node, edition: Edition, before: Edition, was: Collection[str]) -> Shared | None:
    if before.index is not None and before.index.series == index.series:
        return None
    return Shared(questions=len(same_questions(index, edition, was)), of=len(index.leaves()))
