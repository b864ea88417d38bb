"""Options and fixtures that all rooms' tests share."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--accept",
        action="store_true",
        help="copy what golden studies produced over what they expect",
    )
