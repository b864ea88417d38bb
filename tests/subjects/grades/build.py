"""Points of customers, made up for tests."""

from __future__ import annotations

import datetime as dt

from csatreport.study.register_entries import CustomerPoints


def points(name: str, of: int, *three: float | None, **more) -> CustomerPoints:
    parts = dict(zip(("contribution", "compliance", "capability"), three, strict=True))
    return CustomerPoints(
        id=f"{name}{of}", unit="all", customer=name, month=dt.date(2026, of, 1), **parts, **more
    )


def even(name: str, of: int, score: float) -> CustomerPoints:
    return points(name, of, score, score, score)
