"""Worlds that are known are not looked for again."""

import pytest

from csatreport.privacy.audit.algebra import Condition
from csatreport.privacy.audit.solve import SolvedPart

FIRST, SECOND = (("a", "2025-02"), "q.counts", 0), (("a", "2025-02"), "q.counts", 1)
TEN = Condition({FIRST: 1.0, SECOND: 1.0}, 10, 10)


@pytest.fixture
def _unsolvable(monkeypatch):
    def refuse(*_):
        raise AssertionError("nothing is to be solved")

    monkeypatch.setattr(SolvedPart, "_solve", refuse)


@pytest.mark.usefixtures("_unsolvable")
def test_a_world_under_more_conditions_is_one_under_fewer():
    world = SolvedPart((TEN,), frozenset(), {FIRST: 4, SECOND: 6}).world()
    assert world is not None
    assert world.tolist() == [4, 6]


@pytest.mark.parametrize("start", [{FIRST: 4, SECOND: 7}, {FIRST: 4}, {}])
def test_what_does_not_fit_is_not_taken(start):
    world = SolvedPart((TEN,), frozenset(), start).world()
    assert world is not None
    assert world.sum() == 10
