"""What ``check`` accepts is built, whatever small mistakes stand in a study's files.

Twenty studies run with all tests; ``CSATREPORT_FUZZ=5000`` builds more, and so does
``python -m benchmarks.fuzz``.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.fuzz import make_study, outcomes
from tests.build.study import bytes_of
from tests.hostile.test_fuzz import LONG

TOGETHER = 10


@pytest.mark.parametrize("first", range(0, LONG // 2, TOGETHER))
def test_whatever_check_accepts_is_built(tmp_path: Path, first: int):
    ended = dict(outcomes(range(first, first + TOGETHER), tmp_path))
    assert {n: how for n, how in ended.items() if how not in {"built", "refused"}} == {}
    assert "built" in ended.values()


def test_a_number_makes_the_same_mistakes_every_time(tmp_path: Path):
    once, again = (bytes_of(make_study(7, tmp_path / name)) for name in ("once", "again"))
    other = bytes_of(make_study(8, tmp_path))
    assert once == again
    assert once != other
