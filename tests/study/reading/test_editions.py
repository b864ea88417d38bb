import pytest

from csatreport.study.lint.form import check_method
from csatreport.subjects.study import read_study

SECOND = "config/questionnaires/shop-2.yaml"


def second(shop: str, **changes: str) -> str:
    """The small questionnaire as its second edition, from 2026 on."""
    text = shop.replace("id: shop\n", "id: shop\nedition: 2\nbegins: 2026-01\n")
    for old, new in changes.items():
        text = text.replace(old, new)
    return text


def read(write, text: str):
    study, issues = read_study(write({SECOND: text}))
    return study.questionnaires[0] if study else None, issues


def series(questionnaire) -> list[dict[str, str]]:
    return [{item.id: item.series for item in edition.items} for edition in questionnaire.editions]


def nodes(questionnaire) -> list[dict[str, str]]:
    return [
        {node.id: node.series for node in edition.index.walk()}
        for edition in questionnaire.editions
    ]


def test_editions_stand_in_time_order_and_the_newest_gives_the_settings(write, shop):
    questionnaire, issues = read(write, second(shop).replace("title: Shop\n", "title: Store\n"))
    assert issues == ()
    assert [edition.number for edition in questionnaire.editions] == ["1", "2"]
    assert questionnaire.title["en"] == "Store"
    assert questionnaire.editions[1].begins.id == "2026-01"


def test_an_unchanged_item_keeps_its_series(write, shop):
    questionnaire, _ = read(write, second(shop))
    first, later = series(questionnaire)
    assert first == later == {name: name for name in first}
    assert nodes(questionnaire)[0] == nodes(questionnaire)[1]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("text: Goods", "text: Our goods"),
        ("text: Goods", "text: {zh-Hans: 货, en: Goods}"),
        ("text: Goods,", "text: Goods, reversed: true,"),
    ],
)
def test_changed_wording_or_direction_starts_a_new_series(write, shop, old, new):
    questionnaire, _ = read(write, second(shop).replace(old, new))
    assert series(questionnaire)[1]["q1"] == "q1@2"
    assert series(questionnaire)[1]["q2"] == "q2"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("label: Fairly bad", "label: Rather bad"),
        ("points: 2,", "points: 2.5,"),
        ("      - {code: C, label: Fairly bad, points: 1, valence: bad}\n", ""),
        ("points: 1, valence: bad", "points: 1, valence: neutral"),
    ],
)
def test_a_changed_scale_starts_a_new_series_for_all_its_items(write, shop, old, new):
    text = second(shop).replace(old, new).replace("[C, D]", "[D]")
    questionnaire, _ = read(write, text)
    assert {name for name, one in series(questionnaire)[1].items() if "@" in one} == {
        "q1",
        "q2",
        "q3",
    }


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("text: Goods,", "text: Goods, label: G,"),
        ("text: Goods,", "text: Goods, not_applicable: true,"),
        ("text: Goods,", "text: Goods, number: 7,"),
        ("text: Goods,", "text: Goods, follow_up: false,"),
    ],
)
def test_what_a_respondent_is_not_asked_leaves_the_series_alone(write, shop, old, new):
    questionnaire, _ = read(write, second(shop).replace(old, new))
    assert series(questionnaire)[1]["q1"] == "q1"


def test_a_rename_keeps_the_series(write, shop):
    text = second(shop).replace("{id: q2,", "{id: staff, was: q2,").replace("[q2,", "[staff,")
    questionnaire, issues = read(write, text)
    assert issues == ()
    assert series(questionnaire)[1]["staff"] == "q2"
    assert nodes(questionnaire)[1]["people"] == "people"


def test_a_new_item_of_a_taken_id_starts_a_series_of_its_own(write, shop):
    text = second(shop).replace("{id: q2,", "{id: staff, was: q2,").replace("[q2,", "[staff, q2,")
    text = text.replace("- {id: q3,", "- {id: q2, text: Prices, scale: four}\n      - {id: q3,")
    questionnaire, _ = read(write, text)
    assert series(questionnaire)[1]["staff"] == "q2"
    assert series(questionnaire)[1]["q2"] == "q2@2"


def test_two_items_never_carry_on_one_series(write, shop):
    text = second(shop).replace("{id: q2,", "{id: staff, was: q2,").replace("[q2,", "[staff, q2,")
    text = text.replace("- {id: q3,", "- {id: q2, text: Staff, scale: four}\n      - {id: q3,")
    questionnaire, _ = read(write, text)
    assert series(questionnaire)[1]["staff"] == "q2"
    assert series(questionnaire)[1]["q2"] == "q2@2"


def test_an_item_that_returns_after_a_break_starts_anew(write, shop):
    without = second(shop).replace(
        "      - {id: q3, text: Queue, scale: four, follow_up: false}\n", ""
    )
    without = without.replace("[q2, q3, seen]", "[q2, seen]")
    third = shop.replace("id: shop\n", "id: shop\nedition: 3\nbegins: 2027-01\n")
    study, issues = read_study(write({SECOND: without, "config/questionnaires/c.yaml": third}))
    assert issues == ()
    assert series(study.questionnaires[0])[2]["q3"] == "q3@3"
    assert nodes(study.questionnaires[0])[1]["people"] == "people@2"
    assert nodes(study.questionnaires[0])[2]["people"] == "people@3"


def test_a_node_changes_series_with_its_items_or_weights_only(write, shop):
    weighted = second(shop).replace("label: Goods, items", "label: Goods, weight: 2, items")
    weighted = weighted.replace("label: People, items", "label: Folk, weight: 1, items")
    questionnaire, issues = read(write, weighted)
    assert issues == ()
    assert nodes(questionnaire)[1] == {
        "headline": "headline@2",
        "goods": "goods",
        "people": "people",
    }


def test_weights_matter_by_their_proportions(write, shop):
    def weights(text: str, goods: int, people: int) -> str:
        text = text.replace("label: Goods, items", f"label: Goods, weight: {goods}, items")
        return text.replace("label: People, items", f"label: People, weight: {people}, items")

    files = {
        "config/questionnaires/shop.yaml": weights(shop, 2, 1),
        SECOND: weights(second(shop), 4, 2),
    }
    study, _ = read_study(write(files))
    assert nodes(study.questionnaires[0])[1]["headline"] == "headline"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("begins: 2026-01\n", "", "C240"),
        ("edition: 2\n", "", "C242"),
        ("begins: 2026-01\n", "begins: 2026-Q5\n", "C141"),
        ("{id: q2,", "{id: q2, was: q0,", "C244"),
        ("{id: q2,", "{id: q2, was: q1,", None),
        ("units: units/shop.csv\n", "", "C246"),
        ("every: month", "every: year", "C247"),
    ],
)
def test_what_does_not_fit_the_edition_before_is_noted(write, shop, old, new, code):
    text = second(shop).replace(old, new, 1)
    if code == "C246":
        text = text.replace("begins: 2026, unit: S1}", "begins: 2026}")
    _, issues = read(write, text)
    assert [issue.code for issue in issues] == ([code] if code else [])


def test_a_rename_needs_an_edition_before(write, shop):
    study, issues = read_study(
        write({"config/questionnaires/shop.yaml": shop.replace("{id: q2,", "{id: q2, was: q1,")})
    )
    assert study is None
    assert [issue.code for issue in issues] == ["C244"]


def test_one_series_is_carried_on_by_one_item_only(write, shop):
    text = (
        second(shop)
        .replace("{id: q2,", "{id: q2, was: q1,")
        .replace("{id: q3,", "{id: q3, was: q1,")
    )
    _, issues = read(write, text)
    assert [issue.code for issue in issues] == ["C245"]


def test_two_editions_cannot_begin_together(write, shop):
    third = shop.replace("id: shop\n", "id: shop\nedition: 3\nbegins: 2026-01\n")
    _, issues = read_study(write({SECOND: second(shop), "config/questionnaires/c.yaml": third}))
    assert [issue.code for issue in issues] == ["C241"]


def test_an_edition_begins_with_a_period_of_its_questionnaire(write, shop):
    quarterly = shop.replace("every: month", "every: quarter")
    files = {
        "config/questionnaires/shop.yaml": quarterly,
        SECOND: second(quarterly).replace("2026-01", "2026-02"),
    }
    _, issues = read_study(write(files))
    assert [issue.code for issue in issues] == ["C243"]


def test_a_longer_period_may_name_the_beginning(write, shop):
    questionnaire, issues = read(write, second(shop).replace("begins: 2026-01\n", "begins: 2026\n"))
    assert issues == ()
    assert questionnaire.newest.begins.id == "2026-01"


@pytest.mark.parametrize(
    ("old", "new"),
    [("text: Goods", "text: Our goods"), ("text: Goods", "text: {zh-Hans: 货, en: Goods}")],
)
def test_a_corrected_wording_keeps_its_series_where_the_author_says_so(write, shop, old, new):
    questionnaire, issues = read(write, second(shop).replace(old, f"same_as_before: true, {new}"))
    assert issues == ()
    assert series(questionnaire)[0] == series(questionnaire)[1]
    assert nodes(questionnaire)[0] == nodes(questionnaire)[1]


def test_another_direction_is_no_correction(write, shop):
    text = second(shop).replace(
        "text: Goods,", "text: Goods, reversed: true, same_as_before: true,"
    )
    _, issues = read(write, text)
    assert [issue.code for issue in issues] == ["C259"]


def test_a_new_item_is_the_same_as_none_before(write, shop):
    text = second(shop).replace(
        "{id: q1, text: Goods", "{id: q9, same_as_before: true, text: Goods"
    )
    assert "C258" in [issue.code for issue in read(write, text)[1]]


def test_the_first_edition_has_none_before(write, shop):
    _, issues = read_study(
        write(
            {
                "config/questionnaires/shop.yaml": shop.replace(
                    "text: Goods", "same_as_before: true, text: Goods"
                )
            }
        )
    )
    assert [issue.code for issue in issues] == ["C258"]


def broken(write, text: str):
    questionnaire, _ = read(write, text)
    return [(i.code, i.facts) for i in check_method(questionnaire) if i.code.startswith("L31")]


def test_a_break_is_warned_of_with_what_it_does_to_the_headline(write, shop):
    ((code, facts),) = broken(write, second(shop).replace("text: Goods", "text: Our goods"))
    # The headline is made of q1, q2, q3 and seen.
    assert (code, facts["questions"], facts["of"]) == ("L311", 3, 4)
    assert (facts["items"], facts["edition"], facts["other"]) == ("q1", "2", "1")
    assert broken(write, second(shop)) == []


def test_a_break_of_anonymous_answers_leaves_no_comparison_of_the_headline(write, shop):
    text = second(shop).replace("text: Goods", "text: Our goods") + "anonymous: true\n"
    assert [code for code, _ in broken(write, text)] == ["L313"]


def test_a_break_of_most_questions_leaves_too_few_to_compare(write, shop):
    text = second(shop)
    for name in ("Goods", "Staff", "Queue"):
        text = text.replace(f"text: {name}", f"text: Our {name}")
    ((code, facts),) = broken(write, text)
    assert (code, facts["items"], facts["questions"], facts["of"]) == ("L312", "q1, q2, q3", 1, 4)


def test_a_break_of_a_question_outside_the_headline_leaves_the_headline_alone(write, shop):
    ((code, facts),) = broken(write, second(shop).replace("text: Again", "text: Once more"))
    assert (code, facts["items"]) == ("L310", "again")
