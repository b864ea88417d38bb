"""The airport's answers as carried in, counted with the csv module, equal the reference tables."""

import csv
import statistics
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
AIRPORT = ROOT / "examples/airport"
ORACLES = ROOT / "tests/oracles"
YEARS = ("2013", "2014", "2015", "2016")
ROWS = {"2013": 3535, "2014": 2818, "2015": 2958, "2016": 3087}
AREAS = {
    "2014": {"A": 493, "B": 592, "C": 265, "D": 469, "E": 193, "F": 281, "G": 525},
    "2015": {"A": 670, "B": 475, "C": 249, "D": 511, "E": 151, "F": 464, "G": 438},
    "2016": {"A": 851, "B": 268, "C": 304, "D": 439, "E": 125, "F": 516, "G": 584},
}


@cache
def _rows(year: str) -> tuple[dict[str, str], ...]:
    with (AIRPORT / f"data/airport/{year}.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


@cache
def _columns(year: str) -> dict[str, str]:
    """Header by item id, as the year's mapping says."""
    text = (AIRPORT / f"config/mappings/{year}.yaml").read_text(encoding="utf-8")
    return {item: header for header, item in yaml.safe_load(text)["columns"].items()}


def _items() -> list[str]:
    text = (AIRPORT / "config/questionnaires/airport.yaml").read_text(encoding="utf-8")
    sections = yaml.safe_load(text)["sections"]
    return [i["id"] for section in sections for i in section["items"] if i.get("kind") == "rating"]


@cache
def _oracle(name: str) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = defaultdict(dict)
    with (ORACLES / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["value"] != "NA":
                found[row["case"]][row["key"]] = float(row["value"])
    return found


def _marks(year: str, item: str) -> list[int]:
    header = _columns(year)[item]
    return [int(row[header]) for row in _rows(year) if row[header] in tuple("12345")]


@pytest.mark.parametrize("year", YEARS)
def test_every_row_and_every_item_was_carried_in(year):
    assert len(_rows(year)) == ROWS[year]
    assert len(_items()) == 22
    assert set(_items()) <= set(_columns(year))
    assert set(_columns(year).values()) <= set(_rows(year)[0])
    assert {"WEIGHT", "LANG", "METHOD"} <= set(_rows(year)[0])


@pytest.mark.parametrize("year", YEARS)
def test_the_number_of_a_form_counts_in_one_year_only_and_so_names_nobody(year):
    numbers = [row.get("RESPNUM", row.get("*RESPNUM")) for row in _rows(year)]
    assert len(set(numbers)) == len(numbers)
    assert "id" not in _columns(year)


@pytest.mark.parametrize("year", YEARS)
def test_marks_are_one_to_five_or_a_missing_code(year):
    for item in _items():
        written = {row[_columns(year)[item]] for row in _rows(year)}
        assert written <= set("0123456"), item


@pytest.mark.parametrize("year", ["2014", "2015", "2016"])
def test_boarding_areas_are_those_declared(year):
    assert Counter(row[_columns(year)["unit"]] for row in _rows(year)) == AREAS[year]


def test_the_first_year_has_no_boarding_area():
    assert "unit" not in _columns("2013")


@pytest.mark.parametrize("year", ["2014", "2015", "2016"])
@pytest.mark.parametrize(("item", "name"), [("whole", "Q7ALL"), ("signs", "Q7SIGN")])
def test_tallies_equal_the_reference_counts(year, item, name):
    expected = _oracle("merge_and_johnson")[f"tally/{name}/{year}-{year}"]
    cells = Counter(row[_columns(year)[item]] for row in _rows(year))
    assert [cells[str(mark)] for mark in range(1, 7)] == [
        expected[f"count_{mark}"] for mark in range(1, 7)
    ]
    assert cells["0"] + cells[""] == expected["blank"]
    marks = _marks(year, item)
    assert len(marks) == expected["n_valid"]
    assert statistics.fmean(marks) == pytest.approx(expected["mean"], abs=1e-9)
    assert statistics.stdev(marks) == pytest.approx(expected["sd"], abs=1e-9)


def test_bases_and_means_of_all_items_equal_the_reference_comparison():
    cases = {k: v for k, v in _oracle("period_change").items() if k.startswith("change/")}
    assert len(cases) >= 15
    for case, expected in cases.items():
        _, before, after, name = case.split("/")
        item = next(i for i, header in _columns(after).items() if header == name)
        for year, suffix in ((before, "a"), (after, "b")):
            marks = _marks(year, item)
            assert len(marks) == expected[f"n_{suffix}"], case
            assert statistics.fmean(marks) == pytest.approx(expected[f"mean_{suffix}"], abs=1e-9)
