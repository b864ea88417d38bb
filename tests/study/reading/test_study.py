import datetime as dt
import time
from pathlib import Path

import pytest

from csatreport.base.resources import shipped
from csatreport.study.item import Item, Kind, Missing, Role, Valence
from csatreport.study.mapping import read_mappings
from csatreport.study.model import Study
from csatreport.study.periods import Calendar, Period, PeriodKind
from csatreport.study.policy import Audience, Baseline, ColumnNames, DuplicateRule, Sampling
from csatreport.subjects.study import read_study

SMALLEST = {
    "config/study.yaml": "name: Qinghe\n",
    "config/questionnaires/shop.yaml": """\
id: shop
title: Shop
every: month
sections:
  - id: main
    items:
      - id: q1
        text: Goods
        options:
          - {code: A, label: Good, points: 1, valence: good}
          - {code: B, label: Bad, points: 0, valence: bad}
""",
}


def read_month(text: str) -> Period:
    period = Calendar().parse(text)
    assert period is not None
    return period


def sound(folder: Path) -> Study:
    study, issues = read_study(folder)
    assert issues == ()
    assert study is not None
    return study


def items_of(study: Study) -> dict[str, Item]:
    return study.questionnaires[0].newest.by_id


def test_the_small_study_reads_without_an_issue(write):
    study = sound(write())
    assert study.languages == ("zh-Hans", "en")
    assert study.name["en"] == "Qinghe"
    assert [named.id for named in study.calendar.rounds] == ["r1", "r2"]
    assert study.calendar.rounds[0].closes == dt.date(2026, 6, 7)
    assert not study.sample


def test_every_default_is_filled_in_for_the_smallest_study(write):
    questionnaire = sound(write(SMALLEST)).questionnaires[0]
    assert questionnaire.short == questionnaire.title
    assert questionnaire.organisation["zh-Hant"] == "Qinghe"
    assert questionnaire.respondents["zh-Hant"] == "受訪者"
    assert questionnaire.reporting.periods == (
        PeriodKind.MONTH,
        PeriodKind.QUARTER,
        PeriodKind.YEAR,
    )
    assert questionnaire.reporting.units is Audience.OPEN
    assert questionnaire.columns == ColumnNames()
    assert questionnaire.duplicates is DuplicateRule.REFUSE
    assert questionnaire.sampling is Sampling.CONVENIENCE
    assert questionnaire.anonymity is None
    assert questionnaire.targets == ()
    assert questionnaire.smallest.index == 3
    assert [unit.id for unit in questionnaire.units.all] == ["all"]
    assert questionnaire.units.root.name["en"] == "Qinghe"
    item = questionnaire.newest.items[0]
    assert (item.kind, item.role, item.number) == (Kind.CHOICE, Role.RATED, "1")
    assert item.label == item.text
    assert questionnaire.newest.index is not None
    assert questionnaire.newest.index.items == ("q1",)
    assert questionnaire.newest.index.id == "headline"


def test_kinds_without_options_bring_their_own(write):
    items = items_of(sound(write()))
    again, seen = items["again"], items["seen"]
    assert [option.code for option in again.options] == [str(n) for n in range(10, -1, -1)]
    assert {again.options[place].code for place in again.good} == {"9", "10"}
    assert {again.options[place].code for place in again.bad} == set("0123456")
    assert [(o.code, o.points, o.label["en"]) for o in seen.options] == [
        ("Y", 1, "Yes"),
        ("N", 0, "No"),
    ]


def test_roles_follow_from_points_and_kinds(write):
    roles = {name: item.role for name, item in items_of(sound(write())).items()}
    assert roles["q1"] is Role.RATED
    assert roles["seen"] is Role.RATED
    assert roles["own"] is Role.COMMENT
    assert roles["why"] is Role.BACKGROUND
    assert roles["age"] is Role.BACKGROUND


def test_items_are_numbered_past_background_and_detail(write):
    numbers = {name: item.number for name, item in items_of(sound(write())).items()}
    assert numbers == {
        "q1": "1",
        "q2": "2",
        "q3": "3",
        "again": "4",
        "seen": "5",
        "why": "",
        "age": "",
        "own": "6",
        "who": "",
    }


def test_a_number_with_a_letter_does_not_move_the_count(write, shop):
    shop = shop.replace("{id: q2,", "{id: q2, number: 1a,").replace(
        "{id: again,", "{id: again, number: 9,"
    )
    numbers = [
        item.number
        for item in items_of(sound(write({"config/questionnaires/shop.yaml": shop}))).values()
    ]
    assert numbers == ["1", "1a", "2", "9", "10", "", "", "11", ""]


def test_the_follow_up_rule_reaches_scored_items_only(write):
    items = items_of(sound(write()))
    assert items["q1"].follow_up is not None
    assert items["q1"].follow_up.options == {"C", "D"}
    assert items["q3"].follow_up is None
    assert items["why"].follow_up is None
    assert items["again"].follow_up is None


def test_follow_up_places_count_from_one_and_codes_go_before_places(write, shop):
    places = shop.replace("follow_up: {options: [C, D]}", "follow_up: {options: [3, 4]}")
    items = items_of(sound(write({"config/questionnaires/shop.yaml": places})))
    assert items["q1"].follow_up.options == {"C", "D"}
    assert items["again"].follow_up.options == {"3", "4"}
    assert items["seen"].follow_up is None


def test_a_reversed_item_is_keyed_and_keeps_its_printed_points(write, shop):
    turned = shop.replace("{id: q2, text: Staff,", "{id: q2, text: Staff, reversed: true,")
    options = items_of(sound(write({"config/questionnaires/shop.yaml": turned})))["q2"].options
    assert [option.points for option in options] == [0, 1, 2, 3]
    assert [option.printed_points for option in options] == [3, 2, 1, 0]
    assert [option.valence for option in options] == [Valence.BAD] * 2 + [Valence.GOOD] * 2


def test_not_applicable_is_called_n_unless_an_option_is(write, shop):
    shop = shop.replace("text: Goods,", "text: Goods, not_applicable: Never bought,")
    shop = shop.replace("kind: yesno}", "kind: yesno, not_applicable: true}")
    items = items_of(sound(write({"config/questionnaires/shop.yaml": shop})))
    assert (items["q1"].not_applicable.code, items["q1"].not_applicable.label["en"]) == (
        "N",
        "Never bought",
    )
    assert (items["seen"].not_applicable.code, items["seen"].not_applicable.label["en"]) == (
        "NA",
        "Not applicable",
    )
    assert Missing.NOT_APPLICABLE < 0


def test_words_that_older_yaml_takes_for_truth_stay_words(write, shop):
    shop = shop.replace("{code: a, label: Near}", "{code: no, label: yes}")
    options = items_of(sound(write({"config/questionnaires/shop.yaml": shop})))["why"].options
    assert (options[0].code, options[0].label["en"]) == ("no", "yes")


def test_a_round_called_by_a_year_does_not_hide_the_year(write):
    targets = sound(write()).questionnaires[0].targets
    assert [(t.value, t.unit) for t in targets] == [(70, None), (80, "S1")]
    assert targets[1].begins.start == dt.date(2026, 1, 1)


def test_targets_stand_in_time_order_whatever_their_order_in_the_file(write, shop):
    changed = shop.replace("  - {value: 70}\n", "  - {value: 90, begins: 2027}\n  - {value: 70}\n")
    questionnaire = sound(write({"config/questionnaires/shop.yaml": changed})).questionnaires[0]
    assert [target.value for target in questionnaire.targets] == [70, 80, 90]
    month = read_month("2026-03")
    assert questionnaire.target("S2", month) == 70
    assert questionnaire.target("S1", month) == 80


def test_a_trend_learns_from_twelve_points_unless_decided_otherwise(write, shop):
    assert sound(write()).questionnaires[0].baseline == Baseline(points=12)
    decisions = (
        "trend:\n  baseline: 8\n  rebase:\n"
        "    - {begins: 2026-06, decided: 2026-07-02, reason: Moved}\n"
        "    - {begins: 2026-03, decided: 2026-04-10, reason: {zh-Hans: 新时间, en: New hours}}\n"
    )
    baseline = (
        sound(write({"config/questionnaires/shop.yaml": shop + decisions}))
        .questionnaires[0]
        .baseline
    )
    assert baseline.points == 8
    assert [(r.begins.id, r.decided) for r in baseline.rebases] == [
        ("2026-03", dt.date(2026, 4, 10)),
        ("2026-06", dt.date(2026, 7, 2)),
    ]
    assert baseline.rebases[0].reason["en"] == "New hours"


def test_what_became_of_those_who_did_not_answer_is_read_in_time_order(write, shop):
    entries = "[{period: 2026-04, refused: 3, eligible: 0}, {period: 2026-03, unknown: 9}]"
    changed = shop + f"fieldwork: {entries}\n"
    study = sound(write({"config/questionnaires/shop.yaml": changed}))
    march, april = study.questionnaires[0].fieldwork
    assert (march.period.id, march.unknown, march.eligible) == ("2026-03", 9, 1.0)
    assert (april.refused, april.no_contact, april.eligible) == (3, 0, 0.0)


@pytest.mark.parametrize("missing", ["begins: 2026-03, ", ", decided: 2026-04-10", ", reason: R"])
def test_a_rebasing_needs_its_period_its_day_and_its_reason(write, shop, missing):
    entry = "{begins: 2026-03, decided: 2026-04-10, reason: R}".replace(missing, "")
    _, issues = read_study(
        write({"config/questionnaires/shop.yaml": shop + f"trend: {{rebase: [{entry}]}}\n"})
    )
    assert [issue.code for issue in issues] == ["C131"]


def test_a_questionnaire_in_rounds_knows_rounds_by_id_and_label(write, shop):
    shop = shop.replace("every: month", "every: round\nbegins: r1").replace(
        "begins: 2026,", 'begins: "2026",'
    )
    questionnaire = sound(write({"config/questionnaires/shop.yaml": shop})).questionnaires[0]
    assert questionnaire.newest.begins.id == "r1"
    assert questionnaire.targets[1].begins.id == "r1"
    assert questionnaire.reporting.periods == (PeriodKind.ROUND,)


def test_anonymous_answers_are_reported_by_one_length_of_period_unless_more_are_asked_for(
    write, shop
):
    closed = shop.replace("every: month", "every: month\nanonymous: true")
    one = sound(write({"config/questionnaires/shop.yaml": closed})).questionnaires[0]
    assert one.reporting.periods == (PeriodKind.MONTH,)
    asked = closed + "\nreports: {periods: [month, quarter]}\n"
    more = sound(write({"config/questionnaires/shop.yaml": asked})).questionnaires[0]
    assert more.reporting.periods == (PeriodKind.MONTH, PeriodKind.QUARTER)


def test_every_file_of_the_configuration_is_an_input(write):
    names = [name for name, digest in sound(write()).inputs if len(digest) == 64]
    assert names == [
        "config/mappings/old.yaml",
        "config/questionnaires/shop.yaml",
        "config/study.yaml",
        "config/units/shop.csv",
    ]


def test_questionnaires_stand_in_the_order_asked_for_then_by_id(write, shop):
    others = {
        f"config/questionnaires/{name}.yaml": shop.replace("id: shop", f"id: {name}")
        for name in ("zoo", "bar")
    }
    study, issues = read_study(
        write({**others, "config/study.yaml": "name: Q\nlanguages: [en]\nquestionnaires: [zoo]\n"})
    )
    assert issues == ()
    assert [questionnaire.id for questionnaire in study.questionnaires] == ["zoo", "bar", "shop"]


def test_issues_carry_their_source_line_for_the_caret(write, shop):
    study, issues = read_study(
        write({"config/questionnaires/shop.yaml": shop.replace("every: month", "evry: month")})
    )
    assert study is None
    found = {issue.code: issue for issue in issues}
    assert set(found) == {"C130"}
    assert found["C130"].excerpt == "evry: month"
    assert (found["C130"].source.line, found["C130"].source.column) == (3, 1)
    assert found["C130"].facts["nearest"] == "every"


def test_all_problems_are_found_at_once(write, shop):
    broken = shop.replace("scale: four, follow_up", "scale: fuor, follow_up").replace(
        "[q1]", "[q1, q9]"
    )
    _, issues = read_study(
        write({"config/questionnaires/shop.yaml": broken, "config/study.yaml": "nam: Q\n"})
    )
    assert {"C213", "C250", "C130"} <= {issue.code for issue in issues}
    assert list(issues) == sorted(issues, key=lambda issue: issue.sort_key())


def test_the_shipped_study_reads_without_an_error():
    root = shipped("config").parent
    study, issues = read_study(root)
    assert study is not None
    assert issues == ()
    mappings, problems = read_mappings(root, study)
    assert problems == ()
    assert [(one.questionnaire, one.numbers) for one in mappings] == [("supplier", "positions")]
    assert {q.id for q in study.questionnaires} >= {"retail", "staff", "supplier"}


def test_reading_five_questionnaires_takes_less_than_a_second():
    root = shipped("config").parent
    read_study(root)
    took = []
    for _ in range(3):
        begun = time.process_time()
        read_study(root)
        took.append(time.process_time() - begun)
    assert min(took) < 1  # It takes a tenth of that; a machine may be slow.
