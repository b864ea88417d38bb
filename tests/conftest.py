"""Options and fixtures that all rooms' tests share."""

from __future__ import annotations

import os

import pytest

os.environ["SOURCE_DATE_EPOCH"] = "1793491200"
"""1 November 2026: the samples' rounds have closed by then."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--accept",
        action="store_true",
        help="copy what golden studies produced over what they expect",
    )
