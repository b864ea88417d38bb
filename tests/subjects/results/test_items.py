"""The table of items: groups, strips, bases, and what stands where nothing may be shown."""

import pytest

from csatreport.base.label import LANGUAGES
from csatreport.report.figures import Items
from csatreport.report.inline import Tone
from csatreport.statistics.estimate import Hidden
from csatreport.statistics.verdict import Verdict
from csatreport.study.item import Kind, Role
from csatreport.study.policy import Anonymity
from csatreport.subjects.results.items import has_middle
from csatreport.subjects.results.strips import slices
from tests.report.build import (
    BAD,
    GOOD,
    ITEMS,
    NEUTRAL,
    RECOMMEND,
    THREE,
    blocks,
    change,
    findings,
    found,
    hide,
    item,
    options,
    questionnaire,
    report,
    unit,
)


def table(language: str = "en", **more) -> Items:
    return blocks(report(language, **more), Items)[0]


def tones(*specs) -> list[Tone]:
    return [part.tone for part in slices(item("q9", options(*specs)), "en")]


def test_items_that_share_their_words_stand_together_the_others_apart():
    groups = table().groups
    assert [[row.id for row in group.rows] for group in groups] == [["q1", "q2"], ["q3"]]
    assert [key.label for key in groups[0].key] == [
        "satisfied·en", "fairly·en", "rather not·en", "dissatisfied·en",
    ]  # fmt: skip
    assert groups[1].key == ()
    assert [key.label for key in groups[1].rows[0].key] == ["short·en", "middling·en", "long·en"]
    assert "middle answer" in groups[1].title


def test_items_that_all_have_words_of_their_own_need_no_title():
    own = (item("q1"), item("q2", options(("yes", 1, GOOD), ("no", 0, BAD))), item("q3", THREE))
    made = tuple(found(i, (9,) * len(i.options)) for i in own)
    groups = table(items=made, questionnaire=questionnaire(own)).groups
    assert [(bool(group.title), len(group.rows)) for group in groups] == [(False, 2), (True, 1)]


def test_a_second_battery_with_a_middle_says_how_to_compare_it():
    asked = (item("q1"), item("q2"), item("q3", THREE), item("q5", THREE))
    made = tuple(found(i, (9,) * len(i.options)) for i in asked)
    groups = table(items=made, questionnaire=questionnaire(asked)).groups
    assert [(bool(group.title), bool(group.key)) for group in groups] == [
        (False, True), (True, True),
    ]  # fmt: skip
    only = tuple(found(i, (9, 9, 9)) for i in asked[2:])
    assert table(items=only, questionnaire=questionnaire(asked)).groups[0].title == ""


def test_where_all_have_a_middle_no_item_stands_apart_for_having_one():
    other = options(("safe", 2, GOOD), ("neither", 1, NEUTRAL), ("unsafe", 0, BAD))
    asked = (item("q1", THREE), item("q2", THREE), item("q3", other))
    made = tuple(found(i, (9, 9, 9)) for i in asked)
    groups = table(items=made, questionnaire=questionnaire(asked)).groups
    assert [group.title for group in groups] == ["", "Questions with answers in their own words"]


def test_the_recommend_question_stands_last_and_is_drawn_in_three_parts():
    asked = (*ITEMS, RECOMMEND)
    counts = (10, 8, 6, 5, 4, 3, 2, 1, 0, 1, 0)
    made = (*findings().items, found(RECOMMEND, counts))
    groups = table(items=made, questionnaire=questionnaire(asked)).groups
    row = groups[-1].rows[0]
    assert [key.label for key in row.key] == ["10–9", "8–7", "6–0"]
    assert [part.title for part in row.parts] == [
        "10–9: 18 (45.0%)", "8–7: 11 (27.5%)", "6–0: 11 (27.5%)",
    ]  # fmt: skip
    assert row.bad == ("11",)


def test_a_group_runs_from_the_best_share_to_the_worst_but_knows_the_forms_order():
    rows = table(items=(found(ITEMS[1], (5, 5, 20, 30)), found(ITEMS[0], (30, 20, 5, 5)))).groups[0]
    assert [row.id for row in rows.rows] == ["q1", "q2"]
    assert [row.order[0] for row in rows.rows] == [1.0, 0.0]


def test_tones_follow_valence_and_the_worst_is_darkest():
    assert tones(("a", 3, GOOD), ("b", 2, GOOD), ("c", 1, BAD), ("d", 0, BAD)) == [
        Tone.GOOD_1, Tone.GOOD_2, Tone.BAD_1, Tone.BAD_2,
    ]  # fmt: skip
    assert tones(("a", 2, GOOD), ("b", 1, NEUTRAL), ("c", 0, BAD)) == [
        Tone.GOOD_1, Tone.MIDDLE, Tone.BAD_2,
    ]  # fmt: skip
    assert tones(("a", 3, GOOD), ("b", 2, BAD), ("c", 1, BAD), ("d", 0, BAD)) == [
        Tone.GOOD_1, Tone.BAD_1, Tone.BAD_2, Tone.BAD_3,
    ]  # fmt: skip
    assert tones(("a", None, None), ("b", None, None)) == [Tone.PLAIN, Tone.PLAIN]


def test_a_strip_runs_from_best_to_worst_whatever_the_form_prints_first():
    turned = item("q9", options(("agree", 0, BAD), ("disagree", 3, GOOD)), reversed=True)
    assert [part.label for part in slices(turned, "en")] == ["disagree·en", "agree·en"]
    row = table(items=(found(turned, (7, 20)),)).groups[0].rows[0]
    assert row.bad == ("7",)


def test_good_counts_stand_on_the_strip_and_bad_ones_beside_it():
    row = table(items=(found(ITEMS[0], (40, 12, 5, 3)),)).groups[0].rows[0]
    assert [part.count for part in row.parts] == ["40", "12", "", ""]
    assert row.bad == ("5", "3")
    assert sum(part.width for part in row.parts) == pytest.approx(100)
    assert row.alt == (
        "satisfied·en: 40 (66.7%), fairly·en: 12 (20.0%), rather not·en: 5 (8.3%), "
        "dissatisfied·en: 3 (5.0%)"
    )


def test_a_part_too_narrow_for_its_count_keeps_it_in_its_title():
    row = table(items=(found(ITEMS[0], (1000, 12, 5, 3)),)).groups[0].rows[0]
    assert row.parts[1].count == ""
    assert "12" in row.parts[1].title


def test_the_base_counts_those_who_answered_and_names_not_applicable():
    row = table().groups[0].rows[1]
    assert row.base == "n = 60 · not applicable 4"


def test_shares_have_a_decimal_from_a_hundred_answers_on():
    assert table().groups[0].rows[0].favourable == "87%"
    assert table(responses=100).groups[0].rows[0].favourable == "86.7%"


def test_an_item_with_no_answers_says_so():
    row = table(items=(found(ITEMS[0], (0, 0, 0, 0)),)).groups[0].rows[0]
    assert (row.hidden, row.parts, row.favourable, row.dot) == ("no answers", (), "", None)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_hidden_item_says_why_and_shows_nothing(language):
    closed = questionnaire(anonymity=Anonymity())
    secret = hide(found(ITEMS[0], (1, 1, 1, 1)), Hidden.WITHHELD)
    row = table(language, items=(secret,), questionnaire=closed).groups[0].rows[0]
    assert row.hidden.startswith(("Not shown", "不予"))
    assert (row.parts, row.bad, row.favourable, row.index, row.base) == ((), (), "", "", "")


def test_hidden_counts_leave_the_share_but_draw_no_strip():
    shown = found(ITEMS[0], (4, 2, 1, 1))
    fields = {name: getattr(shown, name) for name in shown.__dataclass_fields__}
    masked = type(shown)(**{**fields, "counts_hidden": Hidden.WITHHELD})
    closed = questionnaire(anonymity=Anonymity())
    row = table(items=(masked,), questionnaire=closed).groups[0].rows[0]
    assert (row.parts, row.bad, row.favourable, row.base) == ((), (), "75%", "n = 8")
    assert row.alt == "Counts are shown from 10 answers on only."


def test_a_census_has_no_interval():
    row = table(items=(found(ITEMS[0], (30, 10, 5, 5), population=50),)).groups[0].rows[0]
    assert (row.interval, row.dot.low) == ("all answered", None)


def test_a_unit_sees_the_share_of_the_unit_above():
    above = findings(items=(found(ITEMS[0], (80, 0, 0, 20)),))
    own = table(unit=unit("a", "north"), parent=above, items=(found(ITEMS[0], (30, 10, 5, 5)),))
    row = own.groups[0].rows[0]
    assert (own.reference_head, row.reference, row.dot.reference) == ("all·en", "80%", 80.0)
    assert "The upright tick: all·en." in own.note


def test_a_new_series_is_not_set_beside_the_old_one_of_the_unit_above():
    above = findings(items=(found(item("q1", series="q1@2"), (80, 0, 0, 20)),))
    own = table(unit=unit("a", "north"), parent=above, items=(found(ITEMS[0], (9, 9, 9, 9)),))
    assert own.groups[0].rows[0].reference == ""


def test_the_note_names_the_family_and_the_smallest_change():
    assert "among 3 tested together, and at least 3 points" in table().note
    assert "q ≤ 0.05" in table().note
    first = table(items=(found(ITEMS[0], (9, 9, 9, 9)),), headline=None)
    assert "q ≤" not in first.note
    assert first.heads[4].text == ""


def test_a_rows_mark_is_its_change():
    row = table(items=(found(ITEMS[0], (9, 9, 9, 9), change(5.0, Verdict.UP)),)).groups[0].rows[0]
    assert (row.mark.number, row.mark.word) == ("+5.0", "clearly up")
    assert row.order[2] == 5.0


def test_a_neutral_option_is_a_middle():
    assert has_middle(ITEMS[2])
    assert not has_middle(ITEMS[0])
    assert not has_middle(item("q9", options(("a", None, None)), kind=Kind.CHOICE, role=Role.RATED))
