"""The study on real answers is built whole, and what it publishes equals the reference tables."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from csatreport.making.execute import BuildOutcome
from csatreport.study.mapping import read_mappings
from csatreport.subjects.study import read_study
from tests.making.study import build_study
from tests.statistics.oracles import TOLERANCE, read_oracle

AIRPORT = Path(__file__).parents[2] / "examples" / "airport"


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> tuple[BuildOutcome, Path]:
    folder = tmp_path_factory.mktemp("airport")
    outcome = build_study(AIRPORT, languages=("en",), units=("all",), out=folder)
    return outcome, folder / "site" / "en" / "airport"


def _published(site: Path, year: str) -> dict[str, dict]:
    """Return the published items, each with the figures that count every answer once."""
    data = json.loads((site / year / "data.json").read_text(encoding="utf-8"))
    once = {figure["series"]: figure for figure in data["weights"]["unweighted"]}
    return {item["id"]: {**item, "once": once[item["series"]]} for item in data["items"]}


def _names() -> dict[str, str]:
    """Return our item ids by the source's column names of 2015."""
    study, _ = read_study(AIRPORT)
    mappings, _ = read_mappings(AIRPORT, study)
    return dict(next(m for m in mappings if m.matches("2015.csv")).columns)


def test_every_row_of_the_four_waves_is_kept(built):
    outcome, _ = built
    assert [(row["read"], row["kept"]) for row in outcome.account.answers] == [(12398, 12398)]


@pytest.mark.parametrize("year", ["2014", "2015", "2016"])
def test_published_counts_equal_the_tallies_of_the_reference(built, year):
    _, site = built
    whole = _published(site, year)[_names()["Q7ALL"]]
    reference = read_oracle("merge_and_johnson", "tally/Q7ALL/")[f"{year}-{year}"]
    for answer in range(1, 6):
        assert whole["counts"][str(answer)] == reference[f"count_{answer}"]
    assert whole["n"] == reference["n_valid"]
    assert whole["not_applicable"] == reference["count_6"]
    index = 25 * (reference["mean"] - 1)
    assert whole["once"]["index"] == pytest.approx(index, abs=25 * TOLERANCE)


@pytest.mark.parametrize("year", ["2014", "2015", "2016"])
def test_published_figures_are_weighted_as_in_the_reference(built, year):
    _, site = built
    whole = _published(site, year)[_names()["Q7ALL"]]
    reference = read_oracle("proportions", f"t2b/{year}/")["Q7ALL"]
    assert whole["mean"] == pytest.approx(reference["weighted_mean"], abs=TOLERANCE)
    assert whole["favourable"] == pytest.approx(reference["weighted_p"], abs=TOLERANCE)
    good = whole["spread"]["4"] + whole["spread"]["5"]
    assert good == pytest.approx(whole["favourable"], abs=TOLERANCE)


@pytest.mark.parametrize(("before", "now"), [("2015", "2016")])
def test_published_changes_equal_the_welch_tests_of_the_reference(built, before, now):
    _, site = built
    names, published = _names(), _published(site, now)
    cases = read_oracle("period_change", f"change/{before}/{now}/")
    compared = {column: case for column, case in cases.items() if "welch_p" in case}
    assert len(compared) == 15
    for column, case in compared.items():
        item = published[names[column]]
        change = item["once"]
        assert item["n"] == case["n_b"]
        assert change["index"] == pytest.approx(25 * (case["mean_b"] - 1), abs=25 * TOLERANCE)
        assert change["p"] == pytest.approx(case["welch_p"], abs=TOLERANCE)
        # One point of the 1-5 scale is 25 points of the index.
        assert change["difference"] == pytest.approx(25 * case["diff"], abs=25 * TOLERANCE)
        assert change["low"] == pytest.approx(25 * case["welch_lower"], abs=25 * TOLERANCE)
        assert change["high"] == pytest.approx(25 * case["welch_upper"], abs=25 * TOLERANCE)


def test_boarding_areas_add_up_to_what_was_answered_in_them(built):
    _, site = built
    data = json.loads((site / "2016" / "data.json").read_text(encoding="utf-8"))
    areas = {unit["id"]: unit["n"] for unit in data["units"]}
    assert set(areas) == set("ABCDEFG")
    assert sum(areas.values()) <= data["responses"]
