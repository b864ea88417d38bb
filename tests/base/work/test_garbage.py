"""The collector of garbage rests during a piece of work and tidies up after it."""

import gc
import weakref

import pytest

from csatreport.base.work.garbage import loading, one_piece


class Ring:
    """Two names for itself: only the collector can free it."""

    def __init__(self) -> None:
        self.myself = self


@pytest.fixture(autouse=True)
def _as_before():
    yield
    gc.unfreeze()
    gc.enable()


def test_what_a_piece_of_work_leaves_behind_is_gone_after_it():
    with one_piece():
        left = weakref.ref(Ring())
        assert not gc.isenabled()
        assert left() is not None
    assert left() is None
    assert gc.isenabled()


def test_a_piece_of_work_that_fails_is_tidied_up_too():
    left = []

    @one_piece()
    def fail() -> None:
        left.append(weakref.ref(Ring()))
        raise ValueError("failed")

    with pytest.raises(ValueError, match="failed"):
        fail()
    assert left[0]() is None
    assert gc.isenabled()


def test_a_piece_within_a_piece_does_not_wake_the_collector():
    with one_piece():
        with one_piece():
            pass
        assert not gc.isenabled()


def test_what_was_loaded_is_not_looked_at_again():
    before = gc.get_freeze_count()
    with loading():
        kept = [Ring() for _ in range(10)]
    assert gc.get_freeze_count() >= before + len(kept)
