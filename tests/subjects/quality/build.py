"""Forms filled with care and without, made up for tests of data quality."""

from __future__ import annotations

import numpy as np

from tests.counts.build import item

EIGHT = tuple(item(f"q{i}") for i in range(8))
TREE = {"all": None, "a": "all", "b": "all"}


def places(seed: int) -> list[int]:
    return np.random.default_rng(seed).integers(4, size=8).tolist()


def mixed(count: int, **about) -> list[dict]:
    """Make answers that vary from question to question and person to person."""
    return [
        {
            "period": "2025-01",
            "unit": "ab"[i % 2],
            **{f"q{j}": place for j, place in enumerate(places(i))},
            **about,
        }
        for i in range(count)
    ]


def straight(*places: int, **about) -> list[dict]:
    return [
        {"period": "2025-01", "unit": "ab"[i % 2], **{f"q{j}": p for j in range(8)}, **about}
        for i, p in enumerate(places)
    ]
