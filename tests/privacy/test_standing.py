"""Cells judged by worlds near the known one: what stands there stands among all conditions."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from csatreport.base.store import Store
from csatreport.making.execute import CleanFigures, audited
from csatreport.privacy import promise
from csatreport.privacy.audit.joint import components
from csatreport.privacy.gate import Gate
from csatreport.privacy.grid import PublishedGrid, judged_apart
from csatreport.privacy.mending import standing
from csatreport.privacy.mending.nearby import Nearby, squared
from csatreport.privacy.mending.standing import CellJudge, Proven
from csatreport.privacy.mending.truth import true_world
from csatreport.privacy.mending.view import public_view
from tests.privacy.audit.build import PROMISE, publish, two_scales
from tests.privacy.scales import made, random_study
from tests.privacy.small import small_study


@pytest.fixture
def _near_only(monkeypatch):
    monkeypatch.setattr(standing, "_MANY", 0)


def judged(book, monkeypatch) -> CellJudge:
    """Return the only component of a study, as single tables would publish it."""
    monkeypatch.setattr(promise, "withhold_more", lambda *_: None)
    grid = PublishedGrid.of(book, *judged_apart(book))
    view = public_view(book, grid, PROMISE, Gate.of(book).promise.why)
    (found,) = components(view, partial(true_world, book, book.base_periods))
    one = found.believed()
    names = dict.fromkeys(name for row in one.rows for name in row.terms)
    steps = [squared(step, one.world) for step in one.steps.of(names)]
    return CellJudge(one, Nearby(one.rows, one.world, steps))


STUDIES = {
    "two scales": lambda: made(two_scales()),
    "random": lambda: made(random_study(3)),
    "months and their quarter": lambda: small_study(8),
}


@pytest.mark.usefixtures("_near_only")
@pytest.mark.parametrize("study", STUDIES)
def test_what_stands_near_the_known_world_falls_nowhere(study: str, monkeypatch):
    near = judged(STUDIES[study](), monkeypatch)
    fallen = {id(cell) for cell, _ in near.component.falls()}
    standing_cells = {id(cell) for cell in near.component.cells if near.stands(cell, frozenset())}
    assert not fallen & standing_cells
    assert len(standing_cells) > len(near.component.cells) / 2


@pytest.mark.usefixtures("_near_only")
def test_a_fallen_cell_stands_once_nothing_is_told(monkeypatch):
    near = judged(made(two_scales()), monkeypatch)
    told = {number for number, row in enumerate(near.component.rows) if row.source is not None}
    fallen = [cell for cell, _ in near.component.falls()]
    assert fallen
    assert all(near.stands(cell, told) for cell in fallen)


@pytest.mark.usefixtures("_near_only")
def test_months_with_their_quarter_are_mended_by_what_is_near(tmp_path: Path):
    book = small_study(8)
    gate, clean = Gate.of(book), CleanFigures(Store(tmp_path / "cache"), book)
    publish(book, tmp_path, gate)
    assert audited(gate, [tmp_path], [], whole=True, clean=clean) == ()


def test_when_more_is_withheld_only_what_fell_is_judged_again(monkeypatch):
    part, proven = judged(made(two_scales()), monkeypatch).component, Proven()
    fallen = [cell for cell, _ in part.falls()]
    proven.note(part, fallen)
    fewer = replace(part, rows=part.rows[::2])
    assert [id(cell) for cell in proven.left(fewer).cells] == [id(cell) for cell in fallen]
    assert len(fallen) < len(part.cells)


def test_under_a_condition_that_was_not_told_before_every_cell_is_judged(monkeypatch):
    part, proven = judged(made(two_scales()), monkeypatch).component, Proven()
    proven.note(part, [])
    row = next(row for row in part.rows if row.low == row.high)
    for told in (replace(row, low=row.low + 1, high=row.high + 1), replace(row, terms={})):
        more = replace(part, rows=(*part.rows, told))
        assert proven.left(more).cells == part.cells


def test_squares_follow_scores_that_are_all_at_the_top():
    atom = ("a", "2025-02")
    world = {(atom, "n", 1): 5.0, (atom, "n", 2): 5.0, (atom, "m", 1): 5.0, (atom, "m", 2): 2.0}
    step = {(atom, "n", 1): -1.0, (atom, "m", 1): -1.0}
    assert squared(step, world) == {**step, (atom, "n", 2): -1.0}
