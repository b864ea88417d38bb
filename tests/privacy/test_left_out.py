"""What can be worked out through blanks: whoever leaves a question out is not told apart by it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from csatreport.privacy import promise
from csatreport.privacy.audit.joint import components
from csatreport.privacy.gate import Gate
from csatreport.privacy.grid import PublishedGrid
from csatreport.privacy.mending.view import public_view
from csatreport.study.periods import PeriodKind
from tests.counts.build import FOUR, THREE, edition, item, ledger, questionnaire, units
from tests.privacy.audit.build import PROMISE, audited, publish
from tests.privacy.outsider import Answers, Company, Form, Outsider, Ways

ROUND = "r2025"
SCALES = {"q0": THREE, "q1": FOUR}
FORM = Form(
    scales={name: tuple(points for points, _ in scale) for name, scale in SCALES.items()},
    good={"q0": frozenset({0}), "q1": frozenset({0, 1})},
    nodes={"headline": tuple(SCALES)},
)
People = dict[str, list[Answers]]


def made(people: People, populations: dict[str, int] | None = None):
    """Make a study of one round of what people ticked; -1 is a blank."""
    rows = [
        {"unit": unit, "period": ROUND, **dict(zip(SCALES, one, strict=True))}
        for unit, some in people.items()
        for one in some
    ]
    asked = edition([item(name, scale) for name, scale in SCALES.items()])
    tree = {"all": None, **dict.fromkeys(people, "all")}
    book = questionnaire(
        [asked], units=units(tree, populations), every=PeriodKind.ROUND, anonymity=PROMISE
    )
    return replace(ledger(book, rows), secret=b"\2")


def learnt(people: People, folder: Path) -> list[str]:
    """Publish a study, and return what the outsider learns."""
    publish(made(people), folder)
    tree = {"all": None, **dict.fromkeys(people, "all")}
    outsider = Outsider(
        company=Company(tree=tree, months={ROUND: (ROUND,)}), unknowns=Ways(FORM),
        truth={(unit, ROUND): some for unit, some in people.items()},
    )  # fmt: skip
    outsider.read(folder)
    assert outsider.wrong() == []
    return list(outsider.learnt())


def spread(count: int, first: int = 0) -> list[Answers]:
    """Make answers that differ from one to the next."""
    return [(n % 3, (n * n + n // 3) % 4) for n in range(first, first + count)]


ONE_BLANK = {"a": [*spread(20), (-1, 2)], "b": spread(24, 1), "c": spread(15, 2)}
ALL_THE_BEST = {"a": [*spread(20), *[(-1, 0)] * 3], "b": spread(24, 1), "c": spread(15, 2)}
FEW_ANSWERED = {
    "a": [*spread(3), *[(-1, n % 4) for n in range(9)]], "b": spread(24, 1), "c": spread(15, 2)
}  # fmt: skip


@pytest.mark.parametrize("people", [ONE_BLANK, ALL_THE_BEST])
def test_no_answer_of_few_who_left_a_question_out_is_learnt(people: People, tmp_path: Path):
    assert learnt(people, tmp_path) == []
    assert audited(made(people), tmp_path) == []


@pytest.mark.parametrize("people", [ONE_BLANK, ALL_THE_BEST])
def test_the_outsider_and_the_audit_see_what_a_headline_tells_of_blanks(
    people: People, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(promise, "withhold_more", lambda *_: None)
    found = learnt(people, tmp_path)
    assert any(one.startswith("a r2025: who left q0 out ticked") for one in found)
    assert {name for _, _, name, _ in audited(made(people), tmp_path)} == {"headline"}


def test_a_question_that_few_of_a_unit_answered_is_not_counted(tmp_path: Path):
    assert learnt(FEW_ANSWERED, tmp_path) == []


def test_how_scores_spread_is_withheld_where_few_are_away_from_the_best():
    """One of sixteen lost half a point: their deviation would say that it was one alone."""
    people = {"a": [*[(0, 0)] * 15, (2, 0)], "b": spread(24, 1)}
    book = made(people)
    found = Gate.of(book).promise.hidden
    cells = {unit for (topic, _), some in found.items() if topic == "deviation" for unit, _ in some}
    assert "a" in cells


@pytest.mark.attack
@pytest.mark.parametrize("seed", [0, 2, 4, 9, 11])
def test_random_blanks_give_nobody_away(seed: int, tmp_path: Path):
    dice = np.random.default_rng(seed)
    people = {
        f"u{n}": [
            (int(dice.choice(3, p=(0.7, 0.2, 0.1))), int(dice.choice(4, p=(0.6, 0.25, 0.1, 0.05))))
            for _ in range(int(dice.integers(4, 20)))
        ]
        for n in range(3)
    }
    for some in people.values():
        for place, (one, other) in enumerate(some):
            if dice.random() < 0.1:
                some[place] = (-1, other) if dice.random() < 0.5 else (one, -1)
    assert learnt(people, tmp_path) == []


def test_that_all_who_were_asked_answered_a_question_tells_no_size():
    people = {"a": spread(20), "b": spread(24), "s": spread(4)}
    book = made(people, {unit: len(some) for unit, some in people.items()})
    grid = PublishedGrid.of(book, book.base_periods)
    view = public_view(book, grid, PROMISE, lambda *_: None)
    cells = [cell for one in components(view) for cell in one.cells]
    asked = {(cell.unit, cell.asked) for cell in cells if cell.sized and cell.about in SCALES}
    assert asked >= {("a", 20), ("b", 24), ("s", 4)}
