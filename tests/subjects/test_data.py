"""What data.json says: raw numbers, null with a reason where hidden, and nobody's words."""

import json
from pathlib import Path

import pytest

from csatreport.counts.findings.model import Quantity, TrendPoint, UnitPoint
from csatreport.privacy.audit import published
from csatreport.statistics.estimate import Estimate, Hidden, Suppressed
from csatreport.study.item import Kind, Role
from csatreport.study.policy import Anonymity, Audience
from csatreport.subjects.exposed import exposures
from tests.report.build import (
    COMPANY,
    ITEMS,
    branch,
    change,
    comment,
    found,
    hide,
    item,
    low,
    node,
    period,
    questionnaire,
    ranked,
    report,
    score,
    tree,
)

FIGURES = {
    "id", "n", "blank", "multiple", "not_applicable", "invalid", "counts", "mean", "median", "sd",
    "index", "index_low", "index_high", "favourable", "favourable_low", "favourable_high",
}  # fmt: skip
COMPARED = {
    "against", "difference", "low", "high", "p", "q", "verdict", "detectable", "effect", "rank_biserial", "reference",
    "period", "test", "pairs", "family", "questions", "questions_index", "questions_n", "share_difference", "share_low", "share_high", "better",
    "p_order", "p_shape",
}  # fmt: skip
CLOSED = questionnaire(anonymity=Anonymity())


def data(**more) -> dict:
    return json.loads(json.dumps(report("en", **more).data, allow_nan=False))


def test_items_and_nodes_have_the_documented_figures():
    shown = data()
    assert all(set(entry) >= FIGURES for entry in (*shown["items"], *shown["nodes"]))
    assert set(shown["items"][0]["comparisons"][0]) == COMPARED
    assert shown["version"] == 4


def test_numbers_have_ten_significant_digits():
    first = data()["items"][0]
    assert first["mean"] == 2.483333333
    assert first["index"] == 82.77777778
    assert first["favourable"] == 0.8666666667
    assert first["counts"] == {"A": 40, "B": 12, "C": 5, "D": 3}
    assert first["median"] == 3


def test_missing_answers_are_kept_apart():
    second = data()["items"][1]
    assert [second[k] for k in ("n", "blank", "multiple", "not_applicable", "invalid")] == [
        60, 1, 0, 4, 0,
    ]  # fmt: skip


def test_nodes_know_their_parent_and_weight():
    below = branch("one", "q1", weight=2.0)
    whole = node(tree(below), score(72.0), children=[node(below, score(70.0))])
    shown = data(headline=whole)["nodes"]
    assert [(n["id"], n["parent"], n["weight"]) for n in shown] == [
        ("headline", None, None), ("one", "headline", 2.0),
    ]  # fmt: skip
    assert shown[0]["index_low"] == 70.0


def test_units_and_the_trend_say_where_everybody_answered():
    everybody = Estimate(value=70.0, base=4, census=True)
    points = [(everybody, True), (score(70.0), False), (None, False)]
    for estimate, census in points:
        shown = data(
            units=(UnitPoint(unit=COMPANY.by_id["a"], score=estimate, n=4),),
            trend=(TrendPoint(period=period("2026-10"), score=estimate, n=4),),
        )
        assert [one["census"] for one in (*shown["units"], *shown["trend"])] == [census, census]


@pytest.mark.parametrize("reason", list(Hidden))
def test_a_hidden_figure_is_null_and_says_why(reason):
    secret = Suppressed(reason)
    shown = data(
        questionnaire=CLOSED,
        headline=node(tree(), secret, change()),
        items=(hide(found(ITEMS[0], (1, 1, 1, 1), change()), reason),),
        units=(UnitPoint(unit=COMPANY.by_id["a"], score=secret, n=4),),
        trend=(TrendPoint(period=period("2026-10"), score=secret, n=4),),
    )
    assert shown["suppressed"] == reason.value
    for entry in (*shown["items"], *shown["nodes"], *shown["units"], *shown["trend"]):
        assert entry["suppressed"] == reason.value
        figures = {k: v for k, v in entry.items() if k in FIGURES - {"id"}}
        assert set(figures.values()) == {None}
        assert entry.get("comparisons", []) == []


def test_hidden_counts_are_null_beside_a_share_that_is_shown():
    shown = found(ITEMS[0], (4, 2, 1, 1), blank=2)
    fields = {name: getattr(shown, name) for name in shown.__dataclass_fields__}
    masked = type(shown)(**{**fields, "counts_hidden": Hidden.WITHHELD})
    entry = data(questionnaire=CLOSED, items=(masked,))["items"][0]
    assert (entry["favourable"], entry["n"]) == (0.75, 8)
    assert entry["counts_suppressed"] == "withheld"
    assert {entry[k] for k in ("counts", "blank", "median", "sd")} == {None}


def test_a_number_about_people_is_there_or_null_with_a_reason():
    age = item("age", (), Role.BACKGROUND, kind=Kind.NUMBER)
    known = Quantity(item=age, n=3, blank=1, invalid=0, mean=100 / 3, median=30.0)
    secret = Quantity(item=age, hidden=Hidden.WITHHELD)
    open_, closed = data(quantities=(known, secret))["background_numbers"]
    assert [open_[k] for k in ("n", "blank", "mean", "median", "first", "suppressed")] == [
        3, 1, 33.33333333, 30.0, None, None,
    ]  # fmt: skip
    assert closed["suppressed"] == "withheld"
    assert {closed[k] for k in ("n", "blank", "invalid", "mean", "median")} == {None}


def test_neither_words_nor_names_nor_rows_are_in_the_data():
    said = {
        "lows": (low(3, "reason words", "Zebra"),),
        "comments": (comment("comment words", "Zebra"),),
        "ranked": (ranked("wish words"),),
    }
    for audience in Audience:
        text = json.dumps(report("en", audience, **said).data, ensure_ascii=False)
        assert "words" not in text
        assert "Zebra" not in text
        assert "2026-10-12" not in text


def test_the_data_say_what_they_are_about():
    shown = data()
    assert shown["period"] == {
        "id": "2026-10", "kind": "month", "start": "2026-10-01", "end": "2026-10-31",
        "label": "October 2026",
    }  # fmt: skip
    assert shown["unit"]["id"] == "all"
    assert shown["questionnaire"]["edition"] == "1"
    assert shown["responses"] == 60


def test_the_documentation_names_every_key():
    text = (Path(__file__).parents[2] / "docs" / "data-format.md").read_text(encoding="utf-8")
    age = Quantity(item=item("age", (), Role.BACKGROUND, kind=Kind.NUMBER))
    shown = data(quantities=(age,))
    lists = ("items", "nodes", "units", "trend", "background", "background_numbers")
    keys = {*shown} | {f"{name}.{key}" for name in lists for key in shown[name][0]}
    keys |= {f"nodes.comparisons.{key}" for key in shown["items"][0]["comparisons"][0]}
    assert [key for key in sorted(keys) if f"`{key}`" not in text] == []


def test_of_every_entry_it_is_said_why_it_may_be_known():
    known = exposures()
    found: dict = {}
    published._gather(data(), "", (), found)
    kinds = {kind for kind, _ in found}
    assert {"responses", "items.comparisons.verdict", "units.far", "control.state"} <= kinds
    assert [kind for kind in kinds if not {kind, kind.rpartition(".")[0]} & known.keys()] == []
