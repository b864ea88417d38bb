import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csatreport.base.label import Label
from csatreport.study.item import Option, Valence
from csatreport.study.reading.options import keyed
from csatreport.subjects.study import read_study

OPTION = st.builds(
    lambda points, valence: Option(
        code="A", label=Label.of("x"), points=points, printed_points=points, valence=valence
    ),
    st.one_of(st.none(), st.integers(-100, 100).map(float)),
    st.one_of(st.none(), st.sampled_from(Valence)),
)


@given(st.lists(OPTION, max_size=8).map(tuple))
@settings(deadline=None, max_examples=200)
def test_turning_round_twice_is_no_change(options):
    assert keyed(keyed(options)) == options


@given(st.lists(OPTION, max_size=8).map(tuple))
@settings(deadline=None, max_examples=100)
def test_turning_round_keeps_the_range_of_points(options):
    points = [option.points for option in options if option.points is not None]
    turned = [option.points for option in keyed(options) if option.points is not None]
    assert sorted(-p for p in turned) == pytest.approx(
        sorted(p - min(points) - max(points) for p in points)
    )


def scale(*options: str) -> str:
    return "\n".join(["    options:", *(f"      - {{{option}}}" for option in options), ""])


GOOD = "code: A, label: One, points: {}, valence: {}"
BAD = "code: B, label: Two, points: {}, valence: {}"


@pytest.mark.parametrize(
    ("codes", "options"),
    [
        ({"C220"}, (GOOD.format(1, "good"), BAD.format(1, "bad"))),
        ({"C221"}, (GOOD.format(1, "neutral"), BAD.format(0, "bad"))),
        ({"C222"}, (GOOD.format(1, "good"), BAD.format(0, "good"))),
        (
            {"C223"},
            (
                GOOD.format(1, "good"),
                BAD.format(0, "bad"),
                "code: C, label: Three, points: 1, valence: bad",
            ),
        ),
        (set(), (GOOD.format(0, "bad"), BAD.format(1, "good"))),
        (
            {"C233"},
            tuple(
                f"code: {n}, label: L{n}, points: {n}, valence: {'bad' if n else 'good'}"
                for n in range(61)
            ),
        ),
    ],
)
def test_a_scale_that_cannot_be_scored_is_noted_once_however_often_it_is_used(
    write, shop, codes, options
):
    begin = shop.index("    options:")
    text = shop[:begin] + scale(*options) + shop[shop.index("sections:") :]
    text = text.replace("follow_up: {options: [C, D]}\n", "").replace(", follow_up: false", "")
    _, issues = read_study(write({"config/questionnaires/shop.yaml": text}))
    assert {issue.code for issue in issues} == codes
    if codes & {"C220", "C221", "C222", "C223"}:
        assert len(issues) == 3


def item_of(write, shop, written: str):
    text = shop.replace(
        "- {id: seen, text: Seen, kind: yesno}", f"- {{id: seen, text: Seen, {written}}}"
    )
    study, issues = read_study(write({"config/questionnaires/shop.yaml": text}))
    assert issues == ()
    return study.questionnaires[0].newest.by_id["seen"]


def test_no_can_be_the_good_answer(write, shop):
    item = item_of(write, shop, "kind: yesno, good: no")
    assert [(o.code, o.points, o.valence) for o in item.options] == [
        ("Y", 0, Valence.BAD),
        ("N", 1, Valence.GOOD),
    ]


def test_a_background_yes_or_no_is_neither_good_nor_bad(write, shop):
    text = shop.replace(", seen]", "]").replace("kind: yesno}", "kind: yesno, role: background}")
    study, issues = read_study(write({"config/questionnaires/shop.yaml": text}))
    assert issues == ()
    item = study.questionnaires[0].newest.by_id["seen"]
    assert not item.scored
    assert item.number == ""


def test_a_rating_lists_its_numbers_from_high_to_low_with_words_at_the_ends(write, shop):
    ends = "ends: {low: {zh-Hans: 很差, en: Awful}, high: {zh-Hans: 很好, en: Great}}"
    item = item_of(write, shop, f"kind: rating, low: 1, high: 3, good: [3], bad: [1], {ends}")
    assert [o.label["en"] for o in item.options] == ["3 (Great)", "2", "1 (Awful)"]
    assert item.options[0].label["zh-Hans"] == "3（很好）"
    assert item.options[2].label["zh-Hant"] == "1（很差）"
    assert [o.valence for o in item.options] == [Valence.GOOD, Valence.NEUTRAL, Valence.BAD]
    assert item.bounds == (1, 3)


def test_a_ranked_item_without_options_takes_three_texts(write, shop):
    text = shop.replace("kind: text}\n      - {id: who", "kind: ranked}\n      - {id: who")
    study, issues = read_study(write({"config/questionnaires/shop.yaml": text}))
    assert issues == ()
    assert study.questionnaires[0].newest.by_id["own"].picks == 3


def test_an_items_own_not_applicable_goes_before_its_scales(write, shop):
    text = shop.replace("  four:\n", "  four:\n    not_applicable: true\n")
    text = text.replace("text: Staff,", "text: Staff, not_applicable: false,")
    text = text.replace("text: Queue,", "text: Queue, not_applicable: No queue,")
    study, issues = read_study(write({"config/questionnaires/shop.yaml": text}))
    assert issues == ()
    items = study.questionnaires[0].newest.by_id
    assert items["q1"].not_applicable.label["en"] == "Not applicable"
    assert items["q2"].not_applicable is None
    assert items["q3"].not_applicable.label["en"] == "No queue"
