"""What ``check`` accepts is built, whatever small mistakes stand in a study's files.

One period of each of a hundred studies is built with all tests; ``CSATREPORT_FUZZ=5000`` builds
more, and ``python -m benchmarks.fuzz`` all periods of as many as wanted.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.fuzz import make_study, outcomes
from tests.hostile.shop import LONG
from tests.making.study import bytes_of

STUDIES, TOGETHER = max(100, LONG // 2), 20


@pytest.mark.parametrize("first", range(0, STUDIES, TOGETHER))
def test_whatever_check_accepts_is_built(tmp_path: Path, monkeypatch, first: int):
    # None of them brings templates, and all lie in one place: these are compiled once for all.
    monkeypatch.setattr("csatreport.making.execute.forget_templates", lambda: None)
    ended = dict(outcomes(range(first, first + TOGETHER), tmp_path, one_period=True))
    assert {n: how for n, how in ended.items() if how not in {"built", "refused"}} == {}
    assert "built" in ended.values()


def test_a_number_makes_the_same_mistakes_every_time(tmp_path: Path):
    once, again = (bytes_of(make_study(7, tmp_path / name)) for name in ("once", "again"))
    other = bytes_of(make_study(8, tmp_path))
    assert once == again
    assert once != other
