"""One closed shop for all, copied for each test."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.making.close.shop import TODAY, closed_shop


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", TODAY)


@pytest.fixture(scope="session")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shop with two closed months."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", TODAY)
        return closed_shop(tmp_path_factory.mktemp("closed"))


@pytest.fixture
def shop(first: Path, tmp_path: Path) -> Path:
    """The same, of the test's own."""
    return Path(shutil.copytree(first, tmp_path / "shop"))
