"""Who answered, results, change and comparison: what each chapter claims, and what it does not."""

from dataclasses import replace

import pytest

from csatreport.base.label import LANGUAGES, Label
from csatreport.counts.findings.findings import stands_alone
from csatreport.counts.findings.model import Distribution, Quality, Quantity, UnitPoint
from csatreport.counts.findings.net import is_nps
from csatreport.report.figures import Compare, Funnels
from csatreport.report.model import Bars, Columns, Paragraph, Report, Table
from csatreport.site.marks import bar_lengths
from csatreport.statistics.estimate import Estimate, Hidden, Suppressed
from csatreport.statistics.tally import ItemTally
from csatreport.statistics.verdict import Against, Verdict
from csatreport.study.item import Kind, Role
from csatreport.study.periods import PeriodKind
from csatreport.study.policy import Anonymity, Sampling
from csatreport.study.units import Units
from csatreport.subjects.results.tell import unfavourable_one_in
from tests.report.build import (
    COMPANY,
    GENDER,
    ITEMS,
    REASONS,
    RECOMMEND,
    TEN,
    blocks,
    branch,
    change,
    chapter,
    findings,
    found,
    item,
    node,
    period,
    questionnaire,
    report,
    score,
    tree,
    trend,
    unit,
)


def said(shown, name: str) -> str:
    return " ".join(b.text for b in chapter(shown, name).blocks if isinstance(b, Paragraph))


def table(shown, caption: str) -> Table:
    return next(t for t in blocks(shown, Table) if t.caption.startswith(caption))


# Data quality


@pytest.mark.parametrize(
    ("language", "name"), [("en", "All files"), ("zh-Hans", "全部文件"), ("zh-Hant", "全部檔案")]
)
def test_files_that_may_not_be_told_apart_are_one_row_with_a_word_for_it(language, name):
    files = (("", 1200, 1152, 48, 3),)
    quality = Quality(responses=1152, respondents=None, unscored=0, files=files)
    shown = chapter(report(language, quality=quality), "quality").blocks[0]
    assert shown.rows == ((name, "1,200", "1,152", "48", "3"),)


# Who answered


def listed(population: int | None, **more):
    units = Units(all=(unit("all", None, population=population), unit("a"), unit("b")))
    return questionnaire(units=units, **more)


@pytest.mark.parametrize(
    ("language", "heading"),
    [
        ("en", "60 answers; response rate not known"),
        ("zh-Hans", "60 份答卷，回收率未知"),
        ("zh-Hant", "60 份答卷，回收率未知"),
    ],
)
def test_without_a_list_the_response_rate_is_not_known(language, heading):
    shown = report(language)
    assert chapter(shown, "who").heading == heading
    assert not any("%" in text for text in (said(shown, "who"),))


def test_a_known_population_gives_a_response_rate():
    asked = listed(120, sampling=Sampling.CENSUS)
    shown = report("en", questionnaire=asked, population=120)
    assert chapter(shown, "who").heading == "60 answers; response rate 50%"
    assert "Response rate 50%: 60 of the 120 on the list." in said(shown, "who")
    assert "Everybody on the list was asked." in said(shown, "who")


def test_more_answers_than_people_are_no_rate_above_100_percent():
    shown = report("en", questionnaire=listed(50), population=50)
    assert chapter(shown, "who").heading == "60 answers; response rate not known"
    assert "60 answers are more than the 50 on the list" in said(shown, "who")
    assert "%" not in said(shown, "who")


def test_a_quarter_counts_people_once_and_gives_no_rate():
    quality = Quality(responses=170, respondents=58, unscored=0)
    shown = report(
        "en", questionnaire=listed(60), period=period("2026-Q3"), responses=170, quality=quality
    )
    assert chapter(shown, "who").heading == "170 answers from 58 of the 60 on the list"
    assert "The 170 answers come from 58 people" in said(shown, "who")


def test_how_people_came_to_answer_is_said():
    assert "no random sample" in said(report("en"), "who")
    lots = questionnaire(sampling=Sampling.RANDOM)
    assert "drawn by lot" in said(report("en", questionnaire=lots), "who")


def test_answers_are_counted_by_kind_and_region():
    captions = {bars.caption: bars for bars in blocks(report("en"), Bars)}
    kinds = [(row.label, row.count, row.share) for row in captions["By kind of unit"].rows]
    assert kinds == [
        ("County store·en (2 units)", "40", "67%"), ("Township store·en (1 unit)", "20", "33%"),
    ]  # fmt: skip
    regions = [(row.label, row.count) for row in captions["By region"].rows]
    assert regions == [("north·en (2 units)", "50"), ("south·en (1 unit)", "10")]


def test_units_stand_by_name_where_nothing_groups_them():
    asked = listed(None)
    points = tuple(UnitPoint(unit=u, score=score(70.0), n=30) for u in asked.units.all[1:])
    captions = {b.caption: b for b in blocks(report("en", questionnaire=asked, units=points), Bars)}
    assert [row.label for row in captions["By unit"].rows] == ["a·en", "b·en"]


def test_an_anonymous_questionnaire_counts_no_groups():
    asked = questionnaire(anonymity=Anonymity())
    who = chapter(report("en", questionnaire=asked), "who")
    assert [bars.caption for columns in who.blocks if isinstance(columns, Columns)
            for bars in columns.blocks] == ["gender·en"]  # fmt: skip


def test_background_bars_count_everybody_asked():
    bars = next(b for b in blocks(report("en"), Bars) if b.caption == "gender·en")
    assert [(r.label, r.count, r.share) for r in bars.rows] == [
        ("woman·en", "35", "58%"), ("man·en", "22", "37%"), ("Not stated", "3", "5%"),
    ]  # fmt: skip
    assert bar_lengths(bars) == [100.0, 62.9, 8.6]


def test_a_hidden_distribution_says_why():
    secret = Distribution(item=GENDER, tally=ItemTally((0, 0)), asked=0, hidden=Hidden.WITHHELD)
    asked = questionnaire(anonymity=Anonymity())
    shown = report("en", questionnaire=asked, background=(secret,))
    bars = next(b for b in blocks(shown, Bars) if b.caption == "gender·en")
    assert bars.rows == ()
    assert bars.note.startswith("Not shown")


def test_answers_that_do_not_count_in_the_index_are_owned_up_to():
    quality = Quality(responses=60, respondents=None, unscored=1)
    assert "1 answer fills in fewer than half" in said(report("en", quality=quality), "who")


AGE = item("age", (), Role.BACKGROUND, kind=Kind.NUMBER, unit=Label.of("years"))
BOUGHT = item("bought", (), Role.BACKGROUND, kind=Kind.DATE)
CAPTIONS = {
    "en": "Questions answered with", "zh-Hans": "以数字或日期", "zh-Hant": "以數字或日期",
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_and_dates_about_people_are_one_table(language):
    known = (
        Quantity(item=AGE, n=1200, blank=3, invalid=1, mean=41.25, median=40.0),
        Quantity(item=BOUGHT, n=9, blank=0, invalid=0, first="2026-10-01", last="2026-10-30"),
    )
    shown = table(report(language, quantities=known), CAPTIONS[language])
    assert len(shown.heads) == len(shown.numeric) == 8
    assert [row[1:] for row in shown.rows] == [
        ("1,200", "3", "1", "41.3", "40.0", "–", "–"),
        ("9", "0", "0", "–", "–", "2026-10-01", "2026-10-30"),
    ]
    assert "years" in shown.rows[0][0]
    assert shown.note == ""


def test_of_anonymous_numbers_only_base_and_mean_have_a_column():
    known = (
        Quantity(item=AGE, n=12, mean=41.25),
        Quantity(item=item("years", (), Role.BACKGROUND, kind=Kind.NUMBER), hidden=Hidden.WITHHELD),
    )
    asked = questionnaire(anonymity=Anonymity(counts=11))
    shown = table(report("en", questionnaire=asked, quantities=known), "Questions answered with")
    assert shown.heads == ("Question", "n", "Mean")
    assert [row[1:] for row in shown.rows] == [("12", "41.3"), ("–", "–")]
    assert "at least 11 answers" in shown.note


def test_without_such_questions_there_is_no_table():
    assert all(not t.caption.startswith("Questions answered") for t in blocks(report(), Table))


# Results


def test_best_and_worst_are_named_only_if_their_intervals_lie_apart():
    far = (found(ITEMS[0], (80, 12, 5, 3)), found(ITEMS[1], (30, 19, 24, 27)))
    near = (found(ITEMS[0], (40, 12, 5, 3)), found(ITEMS[1], (38, 12, 6, 4)))
    assert chapter(report("en", items=far), "results").heading == (
        "Most favourable: q1·en (92%). Least: q2·en (49%), about 1 answer in 2 unfavourable"
    )
    assert chapter(report("en", items=near), "results").heading == (
        "No question stands out: favourable shares from 83% to 87%"
    )


def test_a_middling_item_is_never_called_worst():
    made = (
        found(ITEMS[0], (80, 12, 5, 3)), found(ITEMS[1], (60, 12, 20, 8)),
        found(ITEMS[2], (5, 90, 5)),
    )  # fmt: skip
    assert "q3" not in chapter(report("en", items=made), "results").heading


def test_one_in_k_is_said_only_where_it_is_near():
    assert unfavourable_one_in(found(ITEMS[0], (40, 27, 20, 13))) == 3
    assert unfavourable_one_in(found(ITEMS[0], (40, 33, 20, 7))) is None
    assert unfavourable_one_in(found(ITEMS[0], (40, 60, 0, 0))) is None


def test_only_the_true_question_is_called_net_promoter_score():
    assert is_nps(RECOMMEND)
    assert not is_nps(item("recommend", TEN, low=1.0, high=10.0))


def test_several_choices_stand_with_the_results():
    ticks = Distribution(item=REASONS, tally=ItemTally((40, 30)), asked=60)
    bars = blocks(report("en", background=(ticks,)), Bars)
    shown = next(b for b in bars if b.caption == "reasons·en")
    assert [row.share for row in shown.rows] == ["67%", "50%"]
    assert shown.note == "Several answers possible; shares of everybody asked."


BRANCHES = (branch("one", "q1", "q2", weight=3.0), branch("two", "q3", weight=1.0))


def weighted(*differences: float, verdict: Verdict = Verdict.NOT_SHOWN):
    asked = tree(*BRANCHES)
    below = [
        node(b, score(70.0), change(d, verdict))
        for b, d in zip(BRANCHES, differences[1:], strict=True)
    ]
    whole = node(asked, score(72.0), change(differences[0], verdict), children=below)
    return {"headline": whole, "questionnaire": questionnaire(index=asked)}


def test_branches_say_what_they_add_to_the_change():
    shown = table(report("en", **weighted(2.0, 4.0, -4.0)), "Branches")
    assert [row[0].strip() for row in shown.rows] == ["Index·en", "one·en", "two·en"]
    assert [row[-1] for row in shown.rows] == ["+2.0", "+3.0", "\u22121.0"]
    assert "branches weigh as the questionnaire says" in shown.note


def test_what_branches_do_not_explain_is_printed_as_rest():
    shown = table(report("en", **weighted(3.0, 4.0, -4.0)), "Branches")
    assert shown.rows[-1][0].startswith("Rest")
    assert shown.rows[-1][-1] == "+1.0"


def test_too_few_answers_add_nothing_to_a_change():
    shown = table(report("en", **weighted(3.0, 4.0, -4.0, verdict=Verdict.TOO_FEW)), "Branches")
    assert len(shown.heads) == 5
    assert len(shown.rows) == 3


# Change


@pytest.mark.parametrize(
    ("verdicts", "heading"),
    [
        ((Verdict.UP, Verdict.DOWN, Verdict.UP), "Of 3 questions, 2 clearly up and 1 clearly down"),
        ((Verdict.UP, Verdict.NOT_SHOWN, Verdict.TOO_FEW), "Of 2 questions, 1 clearly up"),
        ((Verdict.DOWN, Verdict.NOT_SHOWN, Verdict.DOWN), "Of 3 questions, 2 clearly down"),
        ((Verdict.SMALL, Verdict.NOT_SHOWN, Verdict.SMALL), "Of 3 questions, 2 changed little but"),
        ((Verdict.NOT_SHOWN,) * 3, "No question shows a change since September"),
        ((Verdict.TOO_FEW,) * 3, "Too few answers to judge change"),
    ],
)
def test_the_heading_counts_verdicts(verdicts, heading):
    made = tuple(
        found(i, (9,) * len(i.options), change(4.0, v))
        for i, v in zip(ITEMS, verdicts, strict=True)
    )
    assert chapter(report("en", items=made), "change").heading.startswith(heading)


def test_a_row_holds_all_that_its_verdict_rests_on():
    shown = table(report("en"), "Compared with September 2026")
    row = shown.rows[1]
    assert row[2].target == "explain:q1"
    assert (row[0].text, row[1], row[2].text, *row[3:7]) == (
        "q1·en", "70.0", "82.8", "+2.0", "0.0 … +4.0", "0.020", "8.2",
    )  # fmt: skip
    assert row[7].word == "no change shown"
    assert "(3 in the family)" in shown.note
    assert "80% of cases" in shown.note


def test_too_few_answers_show_neither_difference_nor_q():
    made = (found(ITEMS[0], (2, 1, 1, 1), change(20.0, Verdict.TOO_FEW, q=0.01)),)
    row = table(report("en", items=made), "Compared").rows[1]
    assert row[3:7] == ("–", "", "–", "–")


@pytest.mark.parametrize(
    ("test", "statement"),
    [
        ("welch", "are treated as independent"),
        ("overlapping", "Part of the respondents answered in both periods (84 pairs)"),
        ("paired", "are compared one by one (84 pairs)"),
    ],
)
def test_it_is_said_how_the_two_periods_respondents_relate(test, statement):
    whole = node(tree(), score(72.0), change(test=test, pairs=84))
    assert statement in said(report("en", headline=whole), "change")


def test_the_year_before_and_the_target_have_tables_of_their_own():
    then = change(4.0, Verdict.UP, Against.YEAR_AGO)
    aimed = change(-1.0, against=Against.TARGET, reference=77.5, period=None)
    shown = report("zh-Hans", headline=node(tree(), score(72.0), change(), then, aimed))
    assert len(table(shown, "与 2025 年 10 月相比").rows) == 1
    assert table(shown, "与目标相比").rows[0][1] == "77.5"


def test_a_question_asked_anew_is_named_as_not_comparable():
    changed = found(ITEMS[0], (9, 9, 9, 9))
    fields = {name: getattr(changed, name) for name in changed.__dataclass_fields__}
    made = (type(changed)(**{**fields, "breaks": True}), found(ITEMS[1], (9, 9, 9, 9), change()))
    assert "nothing to compare with yet: q1·en." in said(report("en", items=made), "change")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_first_period_has_no_table_of_changes(language):
    made = tuple(found(i, (9,) * len(i.options)) for i in ITEMS)
    shown = report(language, items=made, headline=node(tree(), score(72.0)), trend=trend(72.0))
    assert [t for t in blocks(shown, Table) if t.css == "change"] == []


# Compare


def points(*values: float, reach: float = 3.0, n: int = 30) -> tuple[UnitPoint, ...]:
    names = ("a", "b", "c")
    return tuple(
        UnitPoint(unit=COMPANY.by_id[name], score=score(value, n, reach), n=n, sd=10.0)
        for name, value in zip(names, values, strict=False)
    )


def test_a_unit_is_named_only_beyond_the_outer_limits_of_the_funnel():
    near = report("en", units=points(67.0, 72.0, 73.0))
    far = report("en", units=points(65.0, 72.0, 79.0))
    assert chapter(near, "compare").heading == "No unit differs clearly from the whole"
    assert "1 below and 0 above the 95% limits of the funnel" in said(near, "compare")
    assert chapter(far, "compare").heading == "Clearly below the whole: a·en. Clearly above: c·en"


def test_chance_is_told_where_units_lie_outside_the_funnel():
    assert "Chance alone would put about 0.2 there" in said(
        report("en", units=points(67.0, 72.0, 73.0)), "compare"
    )
    assert "hance alone" not in said(report("en", units=points(71.0, 72.0, 73.0)), "compare")
    assert "hance alone" not in said(report("en", units=points(50.0, 72.0, 73.0)), "compare")
    both = said(report("en", units=points(50.0, 68.0, 73.0)), "compare")
    assert "Apart from those named above, these are leads" in both


def test_units_stand_by_their_figure_within_a_kind_and_are_never_ranked():
    shown = blocks(report("en", units=points(60.0, 99.0, 72.0)), Compare)[0]
    assert [row.label.text for row in shown.rows] == ["c·en", "a·en", "b·en"]
    assert shown.reference == 72.0
    assert "no ranks" in said(report("en", units=points(79.0, 60.0, 72.0)), "compare")


STORES = Units(
    all=(unit("all", None), *(unit(f"{k}{n}", kind=k) for k in ("county", "township")
                              for n in range(10))),
    kinds=COMPANY.kinds,
)  # fmt: skip


def _stores(*values: float, kind: str) -> tuple[UnitPoint, ...]:
    return tuple(
        UnitPoint(unit=STORES.by_id[f"{kind}{place}"], score=score(value, 40), n=40, sd=10.0)
        for place, value in enumerate(values)
    )


def _chain(*units: UnitPoint) -> Report:
    return report("en", questionnaire=questionnaire(units=STORES), units=units)


def test_kinds_of_unit_have_a_funnel_each_and_are_ranked_among_themselves():
    county = _stores(80, 81, 79, 72, kind="county")
    township = _stores(70, 71, 69, kind="township")
    shown = _chain(*county, *township)
    (funnels,) = blocks(shown, Funnels)
    assert [panel.title for panel in funnels.panels] == ["County store·en", "Township store·en"]
    assert [panel.target for panel in funnels.panels] == pytest.approx([78.0, 70.0])
    assert chapter(shown, "compare").heading == "Clearly below the whole: county3·en"
    ranks = [row.rank for row in blocks(shown, Compare)[0].rows]
    assert ranks[3] == "4 of 4"
    assert all(rank.endswith(" of 3") for rank in ranks[4:])


def test_only_units_beyond_the_outer_limits_have_a_side_and_few_answers_are_pale():
    units = (*points(64.0, 67.0), UnitPoint(unit=COMPANY.by_id["c"], score=score(20.0, 9), n=9))
    (funnels,) = blocks(report("en", units=units), Funnels)
    assert [(p.side, p.pale) for p in funnels.panels[0].points] == [
        (-1, False), (0, False), (0, True),
    ]  # fmt: skip
    assert funnels.panels[0].points[0].text.endswith("clearly below")


def _one_of_many(*values: float, own: int, n: int = 10, **more: object) -> Report:
    """Compose the report of one county store of ten, beside ten township stores."""
    county = _stores(*values, kind="county")
    township = _stores(*(70, 71, 69, 70, 72, 68, 70, 71, 69, 70)[:n], kind="township")
    points = (*county, *township)
    listed = {point.unit.id for point in points}
    some = tuple(one for one in STORES.all if one.parent is None or one.id in listed)
    asked = questionnaire(units=replace(STORES, all=some), **more)
    mine = STORES.by_id[f"county{own}"]
    above = findings(questionnaire=asked, units=points)
    shown = (county[own],) if stands_alone(asked, mine) else points
    return report("en", questionnaire=asked, units=shown, unit=mine, parent=above)


LEVEL_STORES = (80, 81, 79, 80, 78, 82, 80, 81, 79, 60)


@pytest.mark.parametrize(
    ("own", "heading"),
    [(0, "county0·en lies within the funnel"), (9, "county9·en is clearly below the whole")],
)
def test_among_many_a_unit_shows_its_own_place_and_leads_to_the_others(own: int, heading: str):
    shown = _one_of_many(*LEVEL_STORES, own=own)
    assert chapter(shown, "compare").heading.startswith(heading)
    (compare,) = blocks(shown, Compare)
    assert [row.label.target for row in compare.rows] == [f"unit:county{own}"]
    assert compare.more is not None
    assert (compare.more.text, compare.more.target) == ("All 20 units side by side", "unit:all")
    assert "not ranked" not in said(shown, "compare")
    assert "named above" not in said(shown, "compare")
    assert [row["id"] for row in shown.data["units"]] == [f"county{own}"]


def test_among_many_a_unit_stands_alone_in_the_funnel_of_its_kind():
    (funnels,) = blocks(_one_of_many(*LEVEL_STORES, own=0), Funnels)
    (panel,) = funnels.panels
    assert panel.title == "County store·en"
    assert [point.label.target for point in panel.points] == ["unit:county0"]
    assert "10 units" in funnels.alt


def test_among_few_and_where_answers_are_anonymous_all_units_stand_on_a_units_page():
    few = _one_of_many(80, 81, own=0)
    assert len(blocks(few, Compare)[0].rows) == 12
    anonymous = _one_of_many(*LEVEL_STORES, own=0, anonymity=Anonymity())
    assert len(blocks(anonymous, Compare)[0].rows) == 20


def test_a_widened_funnel_is_said():
    wild = _stores(*[60, 84] * 5, kind="county")
    (funnels,) = blocks(_chain(*wild), Funnels)
    assert "so the funnel is widened (φ = " in funnels.note


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_funnel_is_worded_in_every_language(language):
    (funnels,) = blocks(report(language, units=points(60.0, 72.0, 84.0)), Funnels)
    told = (funnels.title, funnels.alt, funnels.note, *(p.text for p in funnels.panels[0].points))
    assert all(text and "{" not in text for text in told)


def test_hidden_units_move_neither_the_middle_nor_the_width_of_a_funnel():
    county = _stores(80, 81, 79, kind="county")
    secret = UnitPoint(unit=STORES.by_id["county9"], score=Suppressed(Hidden.WITHHELD), n=0)
    (alone,) = blocks(_chain(*county), Funnels)
    (beside,) = blocks(_chain(*county, secret), Funnels)
    assert alone.panels == beside.panels


def test_few_answers_make_no_outlier():
    few = report("en", units=points(20.0, 30.0, n=9))
    assert chapter(few, "compare").heading == "Too few answers to compare units"


def test_a_small_group_that_nearly_all_answered_is_not_called_clear_by_that():
    everybody = Units(
        all=(unit("all", None, population=70), unit("a", population=31), unit("b", population=31))
    )
    asked = questionnaire(units=everybody, sampling=Sampling.CENSUS)
    shrunk = tuple(
        UnitPoint(unit=u, score=score(v, 30, 1.0), n=30, sd=12.0)
        for u, v in zip(everybody.all[1:], (69.0, 75.0), strict=True)
    )
    shown = report("en", questionnaire=asked, units=shrunk, population=70)
    assert chapter(shown, "compare").heading == "No unit differs clearly from the whole"


def test_a_hidden_unit_keeps_its_place_but_tells_nothing():
    secret = UnitPoint(unit=COMPANY.by_id["b"], score=Suppressed(Hidden.WITHHELD), n=0)
    shown = blocks(report("en", units=(*points(70.0), secret)), Compare)[0]
    row = shown.rows[1]
    assert (row.value, row.base, row.hidden) == (None, "", "withheld for anonymity")


def test_a_leaf_is_compared_with_what_holds_it():
    above = findings(headline=node(tree(), score(80.0)))
    shown = report("en", unit=unit("a", "north"), parent=above, units=points(65.0, 79.0))
    assert blocks(shown, Compare)[0].reference == 80.0
    assert blocks(shown, Compare)[0].reference_text == "all·en 80.0"


def test_one_unit_alone_is_not_compared():
    assert chapter(report("en", units=points(70.0)), "compare") is None


def test_a_unit_in_which_everybody_answered_is_judged_like_any_other():
    sure = UnitPoint(
        unit=COMPANY.by_id["a"], score=Estimate(value=50.0, base=30, census=True), n=30, sd=10.0
    )
    shown = report("en", units=(sure, *points(71.0, 72.0)[1:]))
    assert chapter(shown, "compare").heading == "Clearly below the whole: a·en"


def test_a_quarter_names_its_period_in_full():
    past = change(3.0, Verdict.UP, period=period("2026-Q2"))
    shown = report(
        "zh-Hans", period=period("2026-Q3"), headline=node(tree(), score(72.0), past), items=()
    )
    assert chapter(shown, "summary").heading == "72.0，比 2026 年二季度高 3.0 分：明确上升"
    assert shown.where == "2026 年三季度，all·zh-Hans"
    assert period("2026-Q3").kind is PeriodKind.QUARTER
