"""What the shipped questionnaires ask, in which order, with which points and valences."""

from pathlib import Path

import pytest
import yaml

CONFIG = Path(__file__).parents[2] / "config"
WORDS = {"g": "good", "n": "neutral", "b": "bad"}

SUPPLIER = {
    "quality": "ggbb",
    "range": "ggbb",
    "timeliness": "ggbb",
    "accuracy": "ggbb",
    "emergency": "ggbb",
    "service": "gnbb",
    "information": "gbbb",
    "documents": "gbbb",
    "packaging": "gnbb",
    "resolution": "ggbb",
}
SUPPLIER_OPTIONS = {
    "quality": "Always conforms / Conforms / Sometimes fails / Often fails",
    "range": "Very competitive / Competitive / Average / Not competitive",
    "timeliness": "Very timely / Timely / Average / Often late",
    "accuracy": "Very accurate / Accurate / Average / Often wrong",
    "emergency": "Fast and effective / Fairly fast / Slow / No response",
    "service": "Expert and warm / Expert but plain / Not expert / Cold",
    "information": "True and complete / Incomplete / Partial, misleading / False or exaggerated",
    "documents": "Complete, offered unasked / Incomplete, only on request / Mixed up / Badly damaged",
    "packaging": "Intact / Slightly damaged / Damaged / Badly damaged",
    "resolution": "Promptly, in full / Promptly, for the most part / Promptly, but not in full"
    " / Slowly, and not in full",
}
SATISFIED = "Satisfied / Fairly satisfied / Fairly dissatisfied / Dissatisfied"
RETAIL_OPTIONS = {
    "aisles": "Convenient / Average / Fairly inconvenient / Inconvenient",
    "queue": "Hardly any / A little / A long wait",
}
RETAIL = {
    "surroundings": "ggbb",
    "returns": "ggbb",
    "convenience": "ggbb",
    "repair": "ggbb",
    "desk": "ggbb",
    "courtesy": "ggbb",
    "aisles": "gnbb",
    "cashier": "ggbb",
    "queue": "gnb",
    "clean": "ggbb",
    "card": "ggbb",
    "answers": "ggbb",
}
STAFF = {
    "direction": (1, 12, 15),
    "customer_focus": (2, 3, 4, 10, 11),
    "teamwork": (5, 6, 7, 8),
    "process": (9, 24, 25),
    "means": (13, 14, 16, 17, 18, 19),
    "fairness": (21, 22, 23),
    "company": (20, 26),
}


def _load(name: str) -> dict:
    return yaml.safe_load((CONFIG / name).read_text(encoding="utf-8"))


def _items(form: dict) -> list[dict]:
    return [item for section in form["sections"] for item in section["items"]]


def _options(form: dict, item: dict) -> list[dict]:
    return item.get("options") or form["scales"][item["scale"]]["options"]


def _rated(form: dict) -> list[dict]:
    closed = [item for item in _items(form) if "options" in item or "scale" in item]
    return [item for item in closed if "points" in _options(form, item)[0]]


def _english(form: dict, item: dict) -> str:
    return " / ".join(option["label"]["en"] for option in _options(form, item))


@pytest.mark.parametrize(("name", "table"), [("supplier", SUPPLIER), ("retail", RETAIL)])
def test_items_stand_in_the_source_order_with_its_valences(name, table):
    form = _load(f"questionnaires/{name}.yaml")
    rated = _rated(form)
    assert [item["id"] for item in rated] == list(table)
    assert [item["number"] for item in rated] == list(range(1, len(table) + 1))
    for item in rated:
        valences = [option["valence"] for option in _options(form, item)]
        assert valences == [WORDS[letter] for letter in table[item["id"]]], item["id"]


def test_supplier_options_are_those_of_the_form_with_the_slip_in_item_three_mended():
    form = _load("questionnaires/supplier.yaml")
    assert {item["id"]: _english(form, item) for item in _rated(form)} == SUPPLIER_OPTIONS


def test_retail_options_are_those_of_the_form():
    form = _load("questionnaires/retail.yaml")
    for item in _rated(form):
        assert _english(form, item) == RETAIL_OPTIONS.get(item["id"], SATISFIED)


@pytest.mark.parametrize("name", ["supplier", "retail", "staff"])
def test_points_run_from_three_to_zero(name):
    form = _load(f"questionnaires/{name}.yaml")
    for item in _rated(form):
        points = [option["points"] for option in _options(form, item)]
        assert points == ([3, 1.5, 0] if item["id"] == "queue" else [3, 2, 1, 0]), item["id"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [("supplier", {"documents"}), ("retail", {"returns", "repair", "card"}), ("staff", set())],
)
def test_not_applicable_stands_where_the_instrument_needs_it(name, expected):
    form = _load(f"questionnaires/{name}.yaml")
    assert {item["id"] for item in _items(form) if item.get("not_applicable")} == expected


def test_low_supplier_options_ask_for_a_reason_by_place_and_retail_ones_by_valence():
    assert _load("questionnaires/supplier.yaml")["follow_up"]["options"] == [3, 4]
    assert _load("questionnaires/retail.yaml")["follow_up"]["options"] == "bad"


def test_retail_dimensions_are_environment_service_and_checkout():
    form = _load("questionnaires/retail.yaml")
    number = {item["id"]: item.get("number") for item in _items(form)}
    found = {d["id"]: [number[i] for i in d["items"]] for d in form["index"]["dimensions"]}
    assert found == {
        "environment": [1, 7],
        "service": [2, 3, 4, 5, 6],
        "checkout": [8, 9, 10, 11, 12],
    }


def test_staff_has_twenty_six_statements_in_seven_dimensions():
    form = _load("questionnaires/staff.yaml")
    rated = _rated(form)
    assert [item["number"] for item in rated] == list(range(1, 27))
    number = {item["id"]: item["number"] for item in rated}
    found = {
        d["id"]: tuple(number[item] for item in d["items"]) for d in form["index"]["dimensions"]
    }
    assert found == STAFF


def test_staff_asks_for_the_mission_and_three_priorities_after_the_first_statement():
    items = _items(_load("questionnaires/staff.yaml"))
    assert [(i["id"], i["number"]) for i in items[:3]] == [
        ("knows_mission", 1),
        ("mission", "1a"),
        ("first_three", "1b"),
    ]
    assert (items[2]["kind"], items[2]["picks"]) == ("ranked", 3)


def test_staff_is_anonymous_and_its_answers_carry_neither_number_nor_day():
    form = _load("questionnaires/staff.yaml")
    assert form["anonymous"] == {"minimum": 5, "counts": 10, "comments": 8}
    assert set(form["columns"]) == {"unit"}


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("retail", {"surroundings", "convenience", "queue", "card"}),
        ("supplier", {"quality", "range", "timeliness", "accuracy"}),
    ],
)
def test_a_corrected_edition_keeps_the_wording_of_the_items_it_continues(name, kept):
    before, after = _load(f"questionnaires/{name}.yaml"), _load(f"library/{name}-corrected.yaml")
    assert (after["id"], after["edition"], after["begins"]) == (name, 2, "2027-01")
    old = {item["id"]: item for item in _items(before)}
    continued = {
        item["id"]: item.get("was", item["id"])
        for item in _rated(after)
        if item.get("was", item["id"]) in old
    }
    renamed = {new for new, past in continued.items() if new != past}
    assert renamed
    assert set(continued) == kept | renamed
    for item in _rated(after):
        if item["id"] in continued:
            past = old[continued[item["id"]]]
            assert item["text"] == past["text"]
            assert _options(after, item) == _options(before, past)


@pytest.mark.parametrize("name", ["retail", "supplier"])
def test_a_corrected_edition_ends_with_overall_satisfaction_and_recommendation(name):
    last = _items(_load(f"library/{name}-corrected.yaml"))[-2:]
    assert [item["role"] for item in last] == ["overall", "recommend"]
    assert (last[1]["low"], last[1]["high"]) == (0, 10)


def test_the_shops_are_ten_county_and_fourteen_township_stores_in_five_regions():
    lines = (CONFIG / "units/retail.csv").read_text(encoding="utf-8").splitlines()[1:]
    kinds = [line.split(",")[5] for line in lines]
    assert [kinds.count(k) for k in ("region", "county", "township")] == [5, 10, 14]


def test_the_wholesaler_knows_a_hundred_and_twenty_customers():
    lines = (CONFIG / "units/supplier.csv").read_text(encoding="utf-8").splitlines()[2:]
    assert sum(int(line.split(",")[6]) for line in lines) == 120
