"""What readers have seen is never withdrawn: what comes later is withheld in its place."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from tests.privacy.closed.study import TODAY, Desk, rows, write_rows

MINIMUM = 5


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", TODAY)


def answered(desk: Desk, month: str, sizes: dict[str, int]) -> None:
    some = (row for place, (unit, n) in enumerate(sizes.items()) for row in rows(unit, n, place))
    write_rows(desk.study, month, some)


def bases(desk: Desk, period: str) -> list[dict[str, float]]:
    """Return the number of answers of each unit in a period, as each release shows it."""
    return [
        {
            place[0].removeprefix(f"en/staff/{period}").split("/")[1]: number
            for place, number in told.items()
            if place[1:] == ("responses",)
        }
        for told in desk.figures(period)
    ]


def test_a_quarter_is_withheld_where_a_published_month_would_give_the_other_away(tmp_path: Path):
    desk = Desk.of(tmp_path, "nmk", periods="month, quarter")
    answered(desk, "2026-02", {"n": 16, "m": 14, "k": 12})
    desk.release()
    answered(desk, "2026-03", {"n": 12, "m": 20, "k": 3})
    desk.release()
    first, second = bases(desk, "2026-02")
    assert first == second == {"data.json": 42, "n": 16, "m": 14, "k": 12}
    assert "k" not in bases(desk, "2026-03")[-1]
    assert "k" not in bases(desk, "2026-Q1")[-1]
    assert len(bases(desk, "2026-Q1")[-1]) < 3
    before = desk.bytes()
    desk.build()
    assert desk.bytes() == before
    shutil.rmtree(desk.study / "build")
    assert not desk.release().new


@pytest.mark.parametrize("seed", range(4))
def test_no_quarter_less_published_months_is_a_month_of_a_few(tmp_path: Path, seed: int):
    dice = random.Random(seed)  # noqa: S311 - a test
    units, months = "nmkp", ("2026-01", "2026-02", "2026-03")
    desk = Desk.of(tmp_path, units, periods="month, quarter")
    sizes = {month: {unit: dice.randint(10, 20) for unit in units} for month in months}
    sizes[months[-1]][dice.choice(units)] = dice.randint(2, 4)
    ever: dict[str, dict[str, float]] = {period: {} for period in (*months, "2026-Q1")}
    for month in months:
        answered(desk, month, sizes[month])
        desk.release()
        for period, seen in ever.items():
            # A release that shows more than the next one would be gone from the share by then.
            now = bases(desk, period)[-1]
            assert seen.items() <= now.items()
            seen.update(now)
    for unit in (*units, "data.json"):
        told = [ever[month].get(unit) for month in months]
        if ever["2026-Q1"].get(unit) is not None and told.count(None) == 1:
            left = ever["2026-Q1"][unit] - sum(n for n in told if n is not None)
            assert left == 0 or left >= MINIMUM
