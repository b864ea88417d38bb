"""Items that stand beside others: expectations, competitors, importance, Kano's pairs.

Each names what it is ``about``. What does not fit together here would give figures without meaning,
so that it is an error: half a pair, two scales that cannot be subtracted, an importance of nothing.
"""

from collections.abc import Mapping, Sequence

from csatreport.study.edition import Node
from csatreport.study.item import CLOSED, PAIRED, Item, Kind, Role
from csatreport.study.reading.items import ReadItem
from csatreport.study.yaml.written import Problems, choices

_FIVE = 5
_OF_RATED = (Role.EXPECTATION, Role.COMPETITOR)


def check_pairs(items: Sequence[ReadItem], index: Node | None, problems: Problems) -> None:
    """Note every item beside another that does not fit it."""
    by_id = {read.item.id: read.item for read in items}
    nodes = {node.id: node for node in index.walk()} if index is not None else {}
    seen: dict[tuple[Role, str], str] = {}
    for read in items:
        item = read.item
        if item.role not in PAIRED:
            if item.about:
                problems.add("C303", read.fields.place("about"), id=item.id, role=str(item.role))
            continue
        _check_about(read, by_id, nodes, problems)
        if item.about:
            if (item.role, item.about) in seen:
                other = seen[item.role, item.about]
                problems.add("C308", read.fields.place("about"), id=item.id, other=other)
            seen.setdefault((item.role, item.about), item.id)
    absent = {item.about for item in by_id.values() if item.role is Role.ABSENT}
    for read in items:
        if read.item.role is Role.PRESENT and read.item.id not in absent:
            problems.add("C307", read.fields.place("role"), id=read.item.id)


def _check_about(
    read: ReadItem, by_id: Mapping[str, Item], nodes: Mapping[str, Node], problems: Problems
) -> None:
    item, fields = read.item, read.fields
    if item.role is Role.IMPORTANCE and item.kind is Kind.RANKED:
        _check_ranks(read, nodes, problems)
        return
    if item.role in (Role.PRESENT, Role.ABSENT) and read.sound:
        scored = item.scored or item.kind not in CLOSED
        if len(item.options) != _FIVE or scored:
            problems.add("C306", fields.place("role"), id=item.id)
    if item.role is Role.PRESENT:
        if item.about:
            problems.add("C303", fields.place("about"), id=item.id, role=str(item.role))
        return
    if not item.about:
        problems.add("C304", fields.place("role"), id=item.id, role=str(item.role))
        return
    known = _known(item.role, by_id, nodes)
    if item.about not in known:
        facts = choices(item.about, known)
        problems.add("C305", fields.place("about"), id=item.id, about=item.about, **facts)
    elif item.role in _OF_RATED and read.sound:
        other = by_id[item.about]
        if not item.scored or item.bounds != other.bounds:
            problems.add("C309", fields.place("about"), id=item.id, about=item.about)


def _known(role: Role, by_id: Mapping[str, Item], nodes: Mapping[str, Node]) -> list[str]:
    """Return the ids that an item with a role may be about."""
    rated = [i.id for i in by_id.values() if i.role is Role.RATED and i.scored]
    features = [i.id for i in by_id.values() if i.role is Role.PRESENT]
    if role is Role.ABSENT:
        return features
    return [*rated, *nodes, *features] if role is Role.IMPORTANCE else rated


def _check_ranks(read: ReadItem, nodes: Mapping[str, Node], problems: Problems) -> None:
    for option in read.item.options:
        if option.code not in nodes:
            problems.add(
                "C305", read.fields.place("options"), id=read.item.id, about=option.code,
                **choices(option.code, list(nodes)),
            )  # fmt: skip
    if not read.item.options:
        problems.add("C304", read.fields.place("role"), id=read.item.id, role="importance")
