"""Hidden cells stay hidden, whatever is subtracted from whatever."""

from csatreport.privacy.suppression import Relation, own, recoverable, suppress
from csatreport.statistics.estimate import Hidden
from tests.counts.build import month

JAN, FEB = month("2025-01"), month("2025-02")
MINIMUM = 5


def few(amount):
    return Hidden.WITHHELD if amount[0] < MINIMUM else None


def in_order(cell):
    return cell[0].encode()


def hide(sizes: dict[str, int], tree: dict[str, list[str]]) -> set[str]:
    amounts = {(name, JAN): (size,) for name, size in sizes.items() if size}
    relations = [
        Relation((top, JAN), tuple((x, JAN) for x in below)) for top, below in tree.items()
    ]
    return {name for name, _ in suppress(amounts, relations, few, {}, drawn=in_order)}


def test_nothing_is_hidden_where_all_is_large():
    assert hide({"all": 20, "a": 10, "b": 10}, {"all": ["a", "b"]}) == set()


def test_a_part_without_answers_hides_nothing():
    assert hide({"all": 20, "a": 0, "b": 20}, {"all": ["a", "b"]}) == set()


def test_the_smallest_shown_part_is_the_one_that_is_hidden_too():
    sizes = {"all": 54, "a": 4, "b": 30, "c": 20}
    assert hide(sizes, {"all": ["a", "b", "c"]}) == {"a", "c"}


def test_a_unit_that_is_the_only_part_of_its_parent_hides_the_parent():
    sizes = {"all": 24, "north": 4, "south": 20, "a": 4}
    tree = {"all": ["north", "south"], "north": ["a"]}
    assert hide(sizes, tree) == {"north", "a", "south"}


def test_own_rows_of_a_parent_are_the_first_to_cover_for_another():
    name = own("all")
    sizes = {"all": 43, "a": 4, "b": 9, name: 30}
    assert hide(sizes, {"all": ["a", "b", name]}) == {"a", name}


def test_two_hidden_parts_are_not_given_away_together_by_a_hidden_total_that_follows():
    # north is 14 and must not follow from all - south, or a1 + a2 = 4 people would.
    sizes = {"all": 44, "north": 14, "south": 30, "a1": 2, "a2": 2, "a3": 10, "s1": 15, "s2": 15}
    tree = {"all": ["north", "south"], "north": ["a1", "a2", "a3"], "south": ["s1", "s2"]}
    hidden = hide(sizes, tree)
    assert {"a1", "a2", "a3"} <= hidden
    assert "north" not in hidden


def test_a_cell_that_follows_only_from_many_relations_together_is_found():
    # Two squares of hidden cells joined by a bridge: the bridge is what is left of a row.
    rows, columns = "uvwx", "1234"
    cells = {r + c for r, c in ("u1", "u2", "v1", "v2", "w3", "w4", "x3", "x4", "u3")}
    relations = [Relation((r, JAN), tuple((r + c, JAN) for c in columns)) for r in rows]
    relations += [Relation((c, JAN), tuple((r + c, JAN) for r in rows)) for c in columns]
    assert recoverable(relations, [(cell, JAN) for cell in cells]) == (("u3", JAN),)

    sizes = {r + c: 3 if r + c in cells else 20 for r in rows for c in columns}
    amounts = {(cell, JAN): (size,) for cell, size in sizes.items()}
    for relation in relations:
        amounts[relation.total] = (sum(amounts[part][0] for part in relation.parts),)
    hidden = suppress(amounts, relations, few, {}, drawn=in_order)
    assert recoverable(relations, hidden) == ()
    assert len(hidden) > len(cells)


def test_what_was_published_protects_nothing_any_more():
    amounts = {("a", JAN): (3,), ("b", JAN): (8,), ("c", JAN): (30,), ("all", JAN): (41,)}
    relation = Relation(("all", JAN), (("a", JAN), ("b", JAN), ("c", JAN)))
    assert suppress(amounts, [relation], few, {}, drawn=in_order).keys() == {("a", JAN), ("b", JAN)}
    seen = [("b", JAN)]
    assert suppress(amounts, [relation], few, {}, seen, drawn=in_order).keys() == {
        ("a", JAN),
        ("c", JAN),
    }
    seen = [("b", JAN), ("c", JAN)]
    assert suppress(amounts, [relation], few, {}, seen, drawn=in_order).keys() == {
        ("a", JAN),
        ("all", JAN),
    }
    seen.append(("all", JAN))
    assert suppress(amounts, [relation], few, {}, seen, drawn=in_order).keys() == {("a", JAN)}


def test_what_is_hidden_already_keeps_its_reason():
    amounts = {("a", JAN): (3,), ("b", JAN): (9,), ("a", FEB): (9,)}
    already = {("a", JAN): Hidden.WITHHELD, ("c", JAN): Hidden.WITHHELD}
    assert suppress(amounts, [], few, already, drawn=in_order) == {("a", JAN): Hidden.WITHHELD}
