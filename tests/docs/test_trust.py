"""The page on trust names a test for each promise; every one of them exists."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PAGE = (ROOT / "docs" / "trust.md").read_text(encoding="utf-8")


@cache
def _tests(file: str) -> frozenset[str]:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return frozenset(
        node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)
    )  # fmt: skip


def test_every_test_that_the_page_names_exists():
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", PAGE)
    assert len(named) > 40
    missing = [f"{file}::{name}" for file, name in named if name not in _tests(file)]
    assert missing == []


def test_every_promise_names_a_test():
    rows = [line for line in PAGE.splitlines() if line.startswith("| ") and "---" not in line]
    bare = [row for row in rows if not row.startswith("| promise") and "`tests/" not in row]
    assert bare == []


def test_every_limit_of_what_is_promised_names_a_test():
    _, _, limits = PAGE.partition("## What is not promised")
    told = re.split(r"\n\* ", limits)[1:]
    assert len(told) > 5
    assert [one for one in told if "`tests/" not in one] == []
