"""The invented answers: made again they are the same, and they tell the stories they should."""

import csv
import importlib.util
import io
import statistics
import sys
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
DATA = ROOT / "data"
GRADES = {"A": 100, "B": 200 / 3, "C": 100 / 3, "D": 0}
QUEUE = {"A": 100, "B": 50, "C": 0}
OWN_WORDS = ("第13题", "意见建议", "其他要求", "我理解的使命", "想对总经理说的话", "其他看法")
AGREE = {"同意": 100, "比较同意": 200 / 3, "不太同意": 100 / 3, "不同意": 0}


@pytest.fixture(scope="module")
def script():
    file = ROOT / "scripts/make_sample_data.py"
    spec = importlib.util.spec_from_file_location("make_sample_data", file)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@cache
def _rows(name: str) -> list[dict[str, str]]:
    text = (DATA / name).read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def _mean(rows: list[dict[str, str]], header: str, points: dict[str, float]) -> float:
    return statistics.mean(points[row[header]] for row in rows if row[header] in points)


def _labels(name: str) -> dict[str, dict]:
    form = yaml.safe_load((ROOT / f"config/questionnaires/{name}.yaml").read_text(encoding="utf-8"))
    items = [item for section in form["sections"] for item in section["items"]]
    return {item.get("label", item["text"])["zh-Hans"]: item for item in items}


@pytest.mark.parametrize("place", [0, 1, 2])
def test_the_script_makes_the_committed_staff_answers(script, place):
    committed = DATA / f"staff/{script.ROUNDS[place]}.csv"
    assert script.staff_round(place) == committed.read_bytes()


def test_the_script_makes_the_committed_answers_of_the_newest_month(script):
    assert script.MONTHS[-1] == "2026-10"
    assert script.retail_month(23) == (DATA / "retail/2026-10.csv").read_bytes()
    assert script.supplier_month(23) == (DATA / "supplier/2026-10.csv").read_bytes()


def test_the_sample_has_twenty_four_months_and_three_rounds_in_four_megabytes(script):
    for name in ("retail", "supplier"):
        assert [f.stem for f in sorted((DATA / name).glob("*.csv"))] == list(script.MONTHS)
    assert [f.stem for f in sorted((DATA / "staff").glob("*.csv"))] == list(script.ROUNDS)
    assert sum(f.stat().st_size for f in DATA.rglob("*.csv")) < 4_000_000


@pytest.mark.parametrize("name", ["supplier/2026-10.csv", "staff/r2026.csv"])
def test_headers_are_the_names_that_the_questionnaire_gives(name):
    known = _labels(name.split("/")[0])
    for header in _rows(name)[0]:
        assert header.removesuffix("原因") in known or header in ("部门", "调查日期"), header


def test_one_store_slides_while_the_others_stay():
    months = [f"2026-{month:02d}" for month in range(4, 11)]

    def mood(month: str, *, ours: bool) -> float:
        rows = [r for r in _rows(f"retail/{month}.csv") if (r["门店"] == "S020") is ours]
        return statistics.mean(_mean(rows, f"第{n}题", GRADES) for n in (1, 3, 5, 6, 8, 10, 12))

    slide = [mood(month, ours=True) for month in months]
    assert slide[0] - slide[-1] > 15
    assert abs(mood(months[0], ours=False) - mood(months[-1], ours=False)) < 2


def test_the_queue_recovers_and_returns_get_worse_in_the_newest_month():
    before, now = _rows("retail/2026-09.csv"), _rows("retail/2026-10.csv")
    assert _mean(now, "第9题", QUEUE) - _mean(before, "第9题", QUEUE) > 8
    assert _mean(now, "第2题", GRADES) - _mean(before, "第2题", GRADES) < -4


def test_deliveries_to_business_customers_grow_late():
    points = {"1": 100, "2": 200 / 3, "3": 100 / 3, "4": 0}
    year_ago, now = _rows("supplier/2025-10.csv"), _rows("supplier/2026-10.csv")
    assert _mean(now, "交货及时", points) - _mean(year_ago, "交货及时", points) < -10


def test_the_same_customers_answer_month_after_month():
    before, now = _rows("supplier/2026-09.csv"), _rows("supplier/2026-10.csv")
    both = {r["客户编号"] for r in before} & {r["客户编号"] for r in now}
    assert len(both) > 75


def test_co_operation_among_employees_improves_in_the_last_round():
    before, now = _rows("staff/r2025.csv"), _rows("staff/r2026.csv")
    for header in ("部门间配合", "其他部门支持"):
        assert _mean(now, header, AGREE) - _mean(before, header, AGREE) > 8


def test_two_departments_are_too_small_to_show():
    sizes = Counter(row["部门"] for row in _rows("staff/r2026.csv"))
    assert sorted(sizes.values())[:2] == [3, 6]


@pytest.mark.parametrize("survey", ["retail", "supplier", "staff"])
def test_people_write_at_least_forty_different_sentences(survey):
    written = {
        cell
        for file in (DATA / survey).glob("*.csv")
        for row in _rows(f"{survey}/{file.name}")
        for header, cell in row.items()
        if header.endswith("原因") or header in OWN_WORDS
    }
    assert len(written - {""}) >= 40


def test_some_low_answers_come_with_a_reason_and_some_without():
    rows = _rows("retail/2026-10.csv")
    low = [
        bool(r[f"第{n}题原因"])
        for r in rows
        for n in (2, 9)
        if r[f"第{n}题"] in "CD" and r[f"第{n}题"]
    ]
    assert 0.5 < sum(low) / len(low) < 0.75


def test_blanks_double_ticks_and_scribbles_are_rare_but_there():
    cells = Counter(
        "double" if "、" in row[header] else row[header]
        for file in (DATA / "retail").glob("*.csv")
        for row in _rows(f"retail/{file.name}")
        for header in (f"第{n}题" for n in range(1, 13))
    )
    total = sum(cells.values())
    assert 0.02 < cells[""] / total < 0.03
    assert 0.001 < cells["double"] / total < 0.005
    assert cells["N"] / total > 0.05
    assert 0 < sum(cells[scribble] for scribble in ("?", "9", "看不清")) < 300


def test_a_few_rows_deserve_to_be_refused():
    rows = _rows("retail/2026-10.csv")
    assert [row["门店"] for row in rows].count("S025") == 1
    assert max(Counter(row["编号"] for row in rows).values()) == 2
    assert "北线销售部" in {row["部门"] for row in _rows("supplier/2026-10.csv")}
    assert "维修三部" in {row["部门"] for row in _rows("staff/r2025.csv")}
