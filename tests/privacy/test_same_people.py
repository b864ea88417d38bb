"""Two questionnaires of the same people: what one hides, the other does not tell."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from csatreport.base.errors import StudyError
from csatreport.counts.ledger import Ledger
from csatreport.privacy import gate
from csatreport.privacy.gate import Gate
from csatreport.privacy.grid import Topic
from csatreport.privacy.same_people import divided
from csatreport.study.periods import PeriodKind
from csatreport.study.policy import Anonymity, Reporting
from tests.counts.build import edition, item, ledger, node, questionnaire, units
from tests.privacy.closed.study import TODAY, Desk, rows, write_rows

Sizes = Mapping[str, int]
FEBRUARY = "2025-02"


def book(name: str, tree: Mapping[str, str], sizes: Sizes, linked=("q",), **settings) -> Ledger:
    """Count the answers of so many people in each leaf, in the order of the leaves."""
    asked = edition([item("q1"), item("q2")], node("headline", ["q1", "q2"]))
    survey = questionnaire(
        [asked], units=units({"all": None, **tree}), anonymity=Anonymity(),
        reporting=Reporting(periods=settings.pop("periods", (PeriodKind.MONTH,))),
        same_people=linked, **settings,
    )  # fmt: skip
    people = [unit for unit, size in sizes.items() for _ in range(size)]
    rows = [
        {"unit": unit, "period": FEBRUARY, "q1": k % 4, "q2": k // 2 % 4}
        for k, unit in enumerate(people)
    ]
    return ledger(replace(survey, id=name), rows)


def flat(*names: str) -> dict[str, str]:
    return dict.fromkeys(names, "all")


def shown(one: Ledger, *others: Ledger, topic: Topic = Topic.RESPONSES, series="") -> set[str]:
    """Return the units of which something is told."""
    # q stands before p, whichever is asked.
    among = sorted((one, *others), key=lambda book: book.questionnaire.id, reverse=True)
    promise = Gate.of(one, among=among).promise
    month = one.base_periods[0]
    return {
        unit.id
        for unit in one.units(month).all
        if one.tally(unit.id, month).responses
        and promise.why(topic, unit.id, month, series) is None
    }


def two() -> tuple[Ledger, Ledger]:
    """Make the same people in two ways: a 20, b 3, c 14, and x (a and b) 23, c 14."""
    return (
        book("q", flat("a", "b", "c"), {"a": 20, "b": 3, "c": 14}, ()),
        book("p", flat("x", "c"), {"x": 23, "c": 14}),
    )


def test_no_group_of_one_less_a_group_of_the_other_is_small():
    first, second = two()
    assert shown(second) == {"all", "x", "c"}, "each by itself tells them all"
    assert "a" in shown(first, second)
    assert shown(second, first) == {"all"}


def known(ledgers: tuple[Ledger, ...], of: Mapping[str, set[str]]) -> Iterator[set[str]]:
    """Yield the groups of people whose number follows from all that is told, by algebra.

    ``of`` names the smallest groups of people that each unit consists of.
    """
    atoms = sorted(set().union(*of.values()))
    rows = [
        [float(atom in of[unit]) for atom in atoms]
        for one in ledgers
        for unit in shown(one, *(other for other in ledgers if other is not one))
    ]
    rank = np.linalg.matrix_rank(rows)
    for bits in range(1, 2 ** len(atoms)):
        group = {atom for n, atom in enumerate(atoms) if bits >> n & 1}
        row = [float(atom in group) for atom in atoms]
        if np.linalg.matrix_rank([*rows, row]) == rank:
            yield group


@pytest.mark.parametrize("seed", range(8))
def test_no_small_group_follows_from_both(seed: int):
    """People in five places, parted by each questionnaire into groups of these in its own way."""
    dice = np.random.default_rng(seed)
    places = {f"p{n}": int(dice.integers(2, 20)) for n in range(5)}
    books, of = [], {"all": set(places)}
    for name in ("q", "p"):
        parts = {place: f"{name}part{dice.integers(2)}" for place in places}
        alone = {place for place in places if dice.random() < 0.5}
        unit_of = {place: place if place in alone else parts[place] for place in places}
        sizes: dict[str, int] = {}
        for place, size in places.items():
            sizes[unit_of[place]] = sizes.get(unit_of[place], 0) + size
            of.setdefault(unit_of[place], set()).add(place)
        books.append(book(name, flat(*sizes), sizes))
    for group in known(tuple(books), of):
        assert sum(places[place] for place in group) >= 5, group


def test_what_is_withheld_in_one_is_withheld_in_the_other():
    names = flat("a", "b", "c", "d")
    first = book("q", names, {"a": 20, "b": 3, "c": 12, "d": 14}, ())
    second = book("p", names, {"a": 20, "b": 9, "c": 12, "d": 11})
    assert shown(second, first) == shown(first, second)
    assert not {"b"} & shown(second, first)


def test_a_tree_that_only_one_parts_further_is_told():
    first = book("q", flat("a", "b"), {"a": 30, "b": 30}, ())
    second = book("p", {**flat("a", "b"), "a1": "a", "a2": "a"}, {"a1": 15, "a2": 15, "b": 30})
    assert shown(second, first) == {"all", "a", "a1", "a2", "b"}


def test_a_quarter_beside_months_of_the_same_people_is_guarded():
    months = book("q", flat("a", "b"), {"a": 30, "b": 30}, ())
    quarters = book("p", flat("a", "b"), {"a": 30, "b": 3}, periods=(PeriodKind.QUARTER,))
    promise = Gate.of(months, among=(months, quarters)).promise
    assert promise.why(Topic.RESPONSES, "b", months.base_periods[0]) is not None


def test_what_readers_have_seen_of_one_protects_nobody_in_the_other():
    names = flat("a", "b", "c", "d")
    sizes = {"a": 20, "b": 3, "c": 12, "d": 14}
    first, second = book("q", names, sizes, ()), book("p", names, sizes)
    alone = {"c", "d"} - shown(first)
    assert len(alone) == 1
    seen = frozenset({("responses", "", alone.copy().pop(), FEBRUARY)})
    later = Ledger.of(first.responses, first.calendar, published=seen)
    assert alone <= shown(later, second)
    assert alone <= shown(second, later)
    assert not {"c", "d"} <= shown(second, later)


@pytest.mark.parametrize(
    ("first", "second", "apart"),
    [
        (flat("a", "b", "c"), flat("x", "c"), ["x"]),
        (flat("a"), {**flat("a"), "a1": "a", "a2": "a"}, []),
        ({}, flat("a", "b"), []),
        (
            {**flat("r", "s"), "a": "r", "b": "r", "c": "s"},
            {**flat("r", "s"), "a": "r", "b": "s", "c": "s"},
            ["r", "s"],
        ),
        ({**flat("r"), "a": "r", "b": "r"}, {**flat("r"), "a": "r", "z": "r"}, ["r", "z"]),
    ],
)
def test_units_that_part_people_otherwise_are_named(first, second, apart):
    there = [units({"all": None, **tree}) for tree in (first, second)]
    assert list(divided(*there)) == apart


def test_the_whole_is_the_same_people_whatever_it_is_called():
    first, second = two()
    other = replace(second.questionnaire, units=units({"firm": None, "x": "firm", "c": "firm"}))
    renamed = replace(second, responses=replace(second.responses, questionnaire=other), cells={
        (unit, period): tally for (unit, period), tally in second.cells.items()
    })  # fmt: skip
    assert shown(renamed, first) == {"firm"}


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Make a study in which the same forms are counted for two questionnaires."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", TODAY)
    made = Desk.of(tmp_path, ("a", "b", "c"))
    config, data = made.study / "config", made.study / "data"
    staff = (config / "questionnaires" / "staff.yaml").read_text()
    pulse = staff.replace("id: staff", "id: pulse").replace("units.yaml", "pulse.yaml")
    (config / "questionnaires" / "pulse.yaml").write_text(pulse)
    tree = (config / "units.yaml").read_text().replace("id: a,", "id: x,")
    (config / "pulse.yaml").write_text("".join(tree.splitlines(keepends=True)[:3]) + (
        "  - {id: c, name: Unit c, parent: all}\n"))  # fmt: skip
    some = [row for unit, size in {"a": 20, "b": 3, "c": 14}.items() for row in rows(unit, size)]
    write_rows(made.study, "2026-02", some)
    told = (data / "staff" / "2026-02.csv").read_text()
    (data / "pulse").mkdir()
    (data / "pulse" / "2026-02.csv").write_text(re.sub("(?m)^[ab],", "x,", told))
    return made


def link(desk: Desk) -> None:
    file = desk.study / "config" / "questionnaires" / "pulse.yaml"
    file.write_text(file.read_text() + "same_people: [staff]\n")
    study = desk.study / "config" / "study.yaml"
    study.write_text(study.read_text() + "questionnaires: [staff, pulse]\n")


def told_of(desk: Desk, name: str) -> set[str]:
    """Return the units of which the built site tells how many answered."""
    files = (desk.study / "build" / "site" / "en" / name / "2026-02").rglob("data.json")
    told = [json.loads(file.read_text()) for file in files]
    return {one["unit"]["id"] for one in told if one["responses"] is not None}


def test_a_build_asks_and_then_withholds(desk: Desk):
    assert desk.codes()["A472"] == 1
    assert told_of(desk, "pulse") == {"all", "x", "c"}
    link(desk)
    assert desk.codes()["A472"] == 0
    assert told_of(desk, "pulse") == {"all"}
    assert told_of(desk, "staff") == {"all", "a"}


def test_the_audit_of_files_sees_what_a_gate_that_does_not_look_beside_lets_through(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    link(desk)
    monkeypatch.setattr(gate, "same_people", lambda *_: ())
    with pytest.raises(StudyError) as refused:
        desk.build()
    assert {issue.code for issue in refused.value.issues} == {"B610"}
