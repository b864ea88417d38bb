"""What tests of forms that come back begin with, whichever way they came."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.paper.study import make_study


@pytest.fixture(autouse=True)
def _day(monkeypatch) -> None:
    """Let it be 30 November 2026: an answer of a later day is a slip of the pen."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795996800")


@pytest.fixture
def study(tmp_path) -> Path:
    return make_study(tmp_path / "study")
