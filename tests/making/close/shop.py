"""The corner shop with its first two months closed, for tests of what happens afterwards."""

from __future__ import annotations

import json
from pathlib import Path

from csatreport.counts.closed.record import ClosedPeriod
from csatreport.making.close.closing import CloseRequest, close
from csatreport.making.close.restating import RestateRequest, restate
from tests.making.shop import DATA, QUESTIONS, replace, short_shop
from tests.making.study import build_study, bytes_of, silent

TODAY = "1775174400"
"""3 April 2026."""
RECORDS = "data/closed/shop"
HEAD = "id,unit,date,staff,returns,queue,staff_reason,why,sex"


def closed_shop(folder: Path) -> Path:
    """Build the shop and close January and February."""
    study = short_shop(folder)
    build_study(study)
    close_month(study, "2026-02")
    return study


def close_month(study: Path, period: str) -> list[str]:
    """Close a month; return which were."""
    done = close(CloseRequest(study=study, period=period), silent)
    return [one.period for one in done]


def restate_month(study: Path, period: str = "", reason: str = "a reason") -> list[ClosedPeriod]:
    """Restate a month, or all of them; return the records that changed."""
    return list(restate(RestateRequest(study=study, period=period, reason=reason), silent))


def add_late(study: Path, month: str = "2026-02", rows: int = 3) -> None:
    """Let some forms of a month arrive late."""
    lines = [f"late-{month}-{n},S2,{month}-1{n},D,D,C,slow,,F" for n in range(rows)]
    (study / DATA / f"late {month}.csv").write_text("\n".join([HEAD, *lines]) + "\n", "utf-8")


def correct_answer(study: Path) -> None:
    """Change one answer of February."""
    replace(study, f"{DATA}/2026-02.csv", "2026-02-26;A;C;C;", "2026-02-26;D;C;C;")


def points(study: Path) -> None:
    """Give an option other points."""
    replace(study, QUESTIONS, "points: 1.5", "points: 1")


def site_of(study: Path) -> dict[str, str]:
    return bytes_of(study / "build/site")


def told(study: Path, month: str, unit: str = "") -> dict:
    """Return the data of a report."""
    place = Path("build/site/en/shop", month, unit, "data.json")
    return json.loads((study / place).read_text("utf-8"))


def page(study: Path, month: str, name: str = "index") -> str:
    return (study / f"build/site/en/shop/{month}/{name}.html").read_text("utf-8")
