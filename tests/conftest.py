"""Options and fixtures that all rooms' tests share."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

settings.register_profile("same", derandomize=True, print_blob=True)
settings.load_profile("same")
"""The same examples in every run: a test that fails once fails always, wherever it is run."""

os.environ["SOURCE_DATE_EPOCH"] = "1793491200"
"""1 November 2026: the samples' rounds have closed by then."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--accept",
        action="store_true",
        help="copy what golden studies produced over what they expect",
    )
