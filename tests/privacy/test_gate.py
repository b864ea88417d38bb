"""The gate keeps the promise of anonymity, also against arithmetic."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from itertools import product
from statistics import fmean, stdev

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csatreport.answers.model import FileIntake, Intake, Refusal
from csatreport.counts.findings.findings import periods
from csatreport.counts.findings.model import Quantity
from csatreport.counts.findings.whole import Findings
from csatreport.privacy.gate import Gate
from csatreport.statistics.estimate import Hidden, Suppressed
from csatreport.statistics.verdict import Against
from csatreport.study.item import Kind, Role
from csatreport.study.periods import PeriodKind
from csatreport.study.policy import Anonymity
from csatreport.subjects.measured import measure
from csatreport.subjects.voices.measure import Said
from csatreport.subjects.voices.subject import VOICES
from tests.counts.build import PLAIN, edition, follow_up, item, ledger, node, questionnaire, units

PROMISE = Anonymity(minimum=5, counts=10, comments=8)
TREE = {"all": None, "north": "all", "a": "north", "b": "north", "south": "all", "c": "south"}
ITEMS = (
    item("q1", follow_up=follow_up("C", "D")),
    item("q2"),
    item("q3"),
    item("role", PLAIN, role=Role.BACKGROUND),
    item("age", (), kind=Kind.NUMBER, role=Role.BACKGROUND),
    item("joined", (), kind=Kind.DATE, role=Role.BACKGROUND),
    item("say", (), kind=Kind.TEXT, role=Role.COMMENT),
)
INDEX = node("headline", children=[node("first", ["q1", "q2"]), node("second", ["q3"])])


def survey(rows, tree=TREE, every=PeriodKind.ROUND, promise=PROMISE, intake=None):
    asked = edition(ITEMS, INDEX)
    q = questionnaire([asked], units=units(tree), every=every, anonymity=promise)
    return ledger(q, rows, intake)


def varied(unit: str, count: int, period: str = "r2025", **answers) -> list[dict]:
    """Make rows whose answers differ, so that only their number matters."""
    return [
        {"unit": unit, "period": period, "q1": i % 4, "q2": (i + 1) % 4, "q3": i % 3, **answers}
        for i in range(count)
    ]


def shown(book, unit: str, period: str = "r2025") -> Findings:
    found = measure(book, book.questionnaire.units.by_id[unit], _period(book, period))
    return _gate(book).apply(found)


_gate = lru_cache(maxsize=1)(Gate.of)


def said(book, unit: str) -> Said | None:
    return shown(book, unit).of(VOICES)


def _period(book, name: str):
    return next(p for kind in PeriodKind for p in periods(book, kind) if p.id == name)


def hidden(found: Findings, name: str) -> Hidden | None:
    score = next(f for f in found.items if f.item.id == name).index
    return score.reason if isinstance(score, Suppressed) else None


def test_without_a_promise_the_gate_changes_nothing():
    book = survey(varied("a", 2), promise=None)
    found = measure(book, book.questionnaire.units.root, _period(book, "r2025"))
    assert Gate.of(book).apply(found) is found


def test_four_answers_are_hidden_and_not_even_counted():
    book = survey(varied("a", 4) + varied("b", 30) + varied("c", 30))
    found = shown(book, "a")
    assert found.responses == 0
    assert found.quality.responses == 0
    assert found.headline.index == Suppressed(Hidden.WITHHELD)
    assert found.headline.n == 0
    assert all(f.index == Suppressed(Hidden.WITHHELD) and f.n == 0 for f in found.items)
    assert all(f.mean is f.median is f.sd is None and not f.changes for f in found.items)


def test_a_hidden_unit_of_blanks_does_not_betray_its_size_by_what_is_missing():
    blank = [{"unit": "a", "period": "r2025"}] * 3
    found = shown(survey(blank + varied("b", 30) + varied("c", 30)), "a")
    assert all(f.tally.missing == 0 for f in found.items)
    assert [d.asked for d in found.background] == [0]


def test_the_only_hidden_team_takes_the_next_smallest_with_it():
    book = survey(varied("a", 4) + varied("b", 9) + varied("c", 30))
    assert hidden(shown(book, "a"), "q1") is Hidden.WITHHELD
    assert hidden(shown(book, "b"), "q1") is Hidden.WITHHELD
    assert hidden(shown(book, "north"), "q1") is None
    assert hidden(shown(book, "c"), "q1") is None


def test_hidden_teams_that_sum_to_less_than_the_minimum_hide_one_more():
    tree = {"all": None, "a": "all", "b": "all", "c": "all", "d": "all"}
    rows = varied("a", 2) + varied("b", 2) + varied("c", 11) + varied("d", 12) + varied("e", 30)
    tree["e"] = "all"
    taken = set()
    for turn in range(8):
        book = replace(survey(rows, tree), secret=bytes([turn]))
        taken.add(tuple(hidden(shown(book, one), "q1") is not None for one in "cde"))
    # One of about the same size, by lot: otherwise it would be known beforehand which.
    assert taken == {(True, False, False), (False, True, False)}


def test_rows_of_a_department_itself_are_a_part_of_it():
    rows = varied("north", 3) + varied("a", 20) + varied("b", 25) + varied("c", 20)
    book = survey(rows)
    assert hidden(shown(book, "a"), "q1") is Hidden.WITHHELD
    assert hidden(shown(book, "b"), "q1") is None


def test_a_unit_beside_others_shows_neither_score_nor_size_when_hidden():
    book = survey(varied("a", 4) + varied("b", 9) + varied("c", 30))
    points = {p.unit.id: p for p in shown(book, "all").units}
    assert points["a"].score == Suppressed(Hidden.WITHHELD)
    assert points["b"].score == Suppressed(Hidden.WITHHELD)
    assert points["a"].n == points["b"].n == 0
    assert points["c"].n == 30


def test_the_same_answer_from_everybody_is_too_alike_to_show():
    alike = [{**row, "q1": 0} for row in varied("a", 12)]
    book = survey(alike + varied("b", 12) + varied("c", 30))
    found = shown(book, "a")
    assert hidden(found, "q1") is Hidden.WITHHELD
    assert found.responses == 12
    # The other team would give it away by subtraction, the other item through their mean.
    assert hidden(shown(book, "b"), "q1") is Hidden.WITHHELD
    assert hidden(found, "q2") is Hidden.WITHHELD
    assert hidden(found, "q3") is None


def test_the_same_score_from_everybody_is_too_alike_even_if_the_answers_differ():
    rows = [{**row, "q1": i % 2, "q2": 1 - i % 2} for i, row in enumerate(varied("all", 12))]
    top, first, second = shown(survey(rows, {"all": None}), "all").headline.walk()
    assert first.index == Suppressed(Hidden.WITHHELD)
    assert second.index == Suppressed(Hidden.WITHHELD)
    assert top.index.value > 0


def test_a_hidden_headline_hides_how_many_could_not_be_scored():
    rows = varied("all", 3) + [{"unit": "all", "period": "r2025", "q3": 0}] * 9
    found = shown(survey(rows, {"all": None}), "all")
    assert found.headline.index == Suppressed(Hidden.WITHHELD)
    assert (found.responses, found.quality.unscored) == (12, 0)


def filed(*files: tuple[str, int, int], refused: tuple[str, ...] = ()) -> Intake:
    """Account for files (name, rows kept, rows refused) and for refused rows by code."""
    return Intake(
        files=tuple(
            FileIntake(
                file=name, sha256="", encoding="utf-8", read=kept + lost, kept=kept, refused=lost,
                invalid_cells=0,
            )
            for name, kept, lost in files
        ),
        refusals=tuple(
            Refusal(file=files[0][0], row=2, column="", value="", code=code) for code in refused
        ),
    )  # fmt: skip


def test_one_file_for_each_department_does_not_tell_how_many_answered_in_it():
    rows = varied("a", 3, file=0) + varied("b", 17, file=1) + varied("c", 30, file=2)
    codes = ("A425",) * 5 + ("A426",) * 4
    intake = filed(("a.csv", 3, 9), ("b.csv", 17, 0), ("c.csv", 30, 0), refused=codes)
    book = survey(rows, intake=intake)
    assert shown(book, "all").quality.files == (("", 59, 50, 9, 0),)
    assert shown(book, "all").quality.refusals == (("A425", 5),)
    assert shown(book, "b").quality.files == shown(book, "c").quality.files == ()


def test_a_file_that_spans_periods_does_not_tell_how_many_answered_in_a_hidden_one():
    rows = varied("all", 20, file=0) + varied("all", 3, "r2024", file=0)
    book = survey(rows, {"all": None}, intake=filed(("all.csv", 23, 0)))
    assert shown(book, "all").responses == 20
    assert shown(book, "all").quality.files == ()


def test_below_ten_there_is_a_share_and_an_index_but_no_way_back_to_counts():
    tree = {"all": None, "a": "all", "b": "all", "c": "all"}
    rows = varied("a", 7) + varied("b", 8) + varied("c", 30)
    found = shown(survey(rows, tree), "a").items[0]
    assert found.counts_hidden is Hidden.WITHHELD
    assert found.index.value is not None
    assert (found.index.low, found.index.high) == (None, None)
    assert found.favourable.low is not None
    assert found.tally.counts == (7, 0, 0, 0)
    assert found.median is found.sd is None
    assert found.net == Suppressed(Hidden.WITHHELD)
    assert found.n == 7


def test_the_counts_of_a_lone_question_do_not_follow_from_its_dimension():
    found = shown(survey(varied("all", 7), {"all": None}), "all")
    item, second = found.items[2], found.headline.walk()[2]
    assert (item.n, second.n) == (7, 7)
    points = [option.points for option in item.item.options]
    possible = [
        counts for counts in product(range(8), repeat=4)
        if sum(counts) == 7 and _agrees(counts, points, item, second)
    ]  # fmt: skip
    assert len(possible) > 1
    # With the deviation, one set of counts is left: the test would find it.
    raw = measure(survey(varied("all", 7), {"all": None}), found.unit, found.period)
    open_node = raw.headline.walk()[2]
    assert [c for c in possible if _agrees(c, points, item, open_node)] == [
        raw.items[2].tally.counts
    ]


def _agrees(counts, points, item, found) -> bool:
    """Tell whether option counts would give the figures that are shown."""
    answers = [100 * p / 3 for p, n in zip(points, counts, strict=True) for _ in range(n)]
    return (
        fmean(answers) == pytest.approx(item.index.value, abs=0.051)
        and sum(counts[:2]) / 7 == pytest.approx(item.favourable.value, abs=0.001)
        and fmean(answers) == pytest.approx(found.index.value, abs=0.051)
        and (found.sd is None or stdev(answers) == pytest.approx(found.sd, abs=0.051))
    )


def test_below_ten_an_index_has_no_interval_wherever_it_is_printed():
    tree = {"all": None, "a": "all", "b": "all", "c": "all"}
    rows = varied("a", 7) + varied("b", 8) + varied("c", 30)
    book = survey(rows + varied("a", 12, "r2024") + varied("c", 12, "r2024"), tree)
    found = shown(book, "a")
    for one in found.headline.walk():
        change = one.change(Against.PREVIOUS)
        assert one.sd is one.index.low is one.index.high is None
        assert change.difference is not None
        assert {change.low, change.high, change.p, change.q, change.detectable} == {None}
    assert found.trend[1].score.low is found.trend[1].score.high is None
    points = {p.unit.id: p.score for p in shown(book, "all").units}
    assert points["a"].value == found.headline.index.value
    assert points["a"].low is points["b"].low is None
    assert points["c"].low is not None


def test_a_deviation_does_not_follow_from_those_of_the_whole_and_the_others():
    tree = {"all": None, "a": "all", "b": "all", "c": "all"}
    book = survey(varied("a", 7) + varied("b", 20) + varied("c", 30), tree)
    assert shown(book, "b").headline.sd is None
    assert shown(book, "c").headline.sd is not None


def test_counts_hidden_in_one_team_are_hidden_in_another_so_that_they_cannot_be_subtracted():
    tree = {"all": None, "a": "all", "b": "all", "c": "all"}
    book = survey(varied("a", 7) + varied("b", 20) + varied("c", 30), tree)
    assert shown(book, "b").items[0].counts_hidden is Hidden.WITHHELD
    assert shown(book, "c").items[0].counts_hidden is None


def test_a_comparison_with_a_hidden_period_is_not_made():
    tree = {"all": None}
    book = survey(varied("all", 4, "r2024") + varied("all", 30), tree)
    found = shown(book, "all")
    assert found.headline.changes == ()
    assert all(f.changes == () for f in found.items)
    assert found.trend[0].score == Suppressed(Hidden.WITHHELD)
    assert found.trend[0].n == 0


def test_a_comparison_with_hidden_counts_keeps_the_difference_but_not_the_test():
    book = survey(varied("all", 7, "r2024") + varied("all", 30), {"all": None})
    change = shown(book, "all").items[0].change(Against.PREVIOUS)
    assert change.difference is not None
    assert (change.low, change.p, change.q, change.detectable) == (None, None, None, None)


def test_comments_need_eight_answers_and_lose_whatever_points_at_a_person():
    words = [
        {**row, "say": text, "date": "2025-05-07", "name": "N"}
        for row, text in zip(varied("c", 8), "hgfedcba", strict=True)
    ]
    book = survey(varied("a", 7, say="x") + varied("b", 30) + words)
    assert said(book, "a") == Said(hidden=Hidden.WITHHELD)
    assert said(book, "b") == Said(hidden=Hidden.WITHHELD)
    found = said(book, "c")
    assert [c.text for c in found.comments] == list("abcdefgh")
    assert {(c.date, c.name, c.unit.id) for c in found.comments} == {("", "", "c")}
    assert {c.unit.id for c in said(book, "all").comments} == {"all"}


def test_low_answers_are_shown_only_where_counts_are():
    tree = {"all": None, "a": "all", "b": "all", "c": "all"}
    book = survey(varied("a", 9) + varied("b", 9) + varied("c", 30), tree)
    assert said(book, "a") == Said()
    lows = said(book, "c").lows
    assert lows
    assert [x.option for x in lows if x.item.id == "q1"] == sorted(
        x.option for x in lows if x.item.id == "q1"
    )


def test_words_beside_an_option_are_shown_only_where_its_counts_are():
    tree = {"all": None, "a": "all", "b": "all", "c": "all"}
    nine = varied("a", 9, **{"q1+": "small"}) + varied("b", 9)
    thirty = varied("c", 30, **{"q1+": "large"})
    few = [{**row, "role": int(i < 4), "role+": "clerk"} for i, row in enumerate(thirty)]
    book = survey(nine + few, tree)
    assert said(book, "a").comments == ()
    assert {c.text for c in said(book, "c").comments} == {"large"}


def test_a_background_group_of_four_hides_the_distribution():
    rows = [{**row, "role": int(i < 4)} for i, row in enumerate(varied("c", 30))]
    found = shown(survey(rows, {"all": None, "c": "all"}), "all").background[0]
    assert found.hidden is Hidden.WITHHELD
    assert found.tally.n == 0
    rows = [{**row, "role": int(i < 5)} for i, row in enumerate(varied("c", 30))]
    found = shown(survey(rows, {"all": None, "c": "all"}), "all").background[0]
    assert found.hidden is None
    assert found.tally.counts == (25, 5, 0)


def aged(unit: str, count: int, first: int = 20) -> list[dict]:
    rows = varied(unit, count, joined="2020-01-02")
    return [{**row, "age": first + i} for i, row in enumerate(rows)]


def test_of_a_number_about_people_only_base_and_mean_are_shown_and_of_a_date_nothing():
    found = shown(survey(aged("all", 11), {"all": None}), "all")
    age = next(one.item for one in found.quantities)
    assert found.quantities == (Quantity(item=age, n=11, mean=25.0),)


@pytest.mark.parametrize("count", [3, 9])
def test_a_number_of_few_people_is_hidden_with_its_base(count: int):
    found = shown(survey(aged("all", count), {"all": None}), "all")
    age = found.quantities[0].item
    assert found.quantities == (Quantity(item=age, hidden=Hidden.WITHHELD),)


def test_the_mean_of_a_small_team_does_not_follow_from_the_others():
    tree = {"all": None, "a": "all", "b": "all", "c": "all"}
    book = survey(aged("a", 7) + aged("b", 20) + aged("c", 30), tree)
    why = {unit: shown(book, unit).quantities[0].hidden for unit in tree}
    assert why == {"all": None, "a": Hidden.WITHHELD, "b": Hidden.WITHHELD, "c": None}
    # Rows of the company itself are a part of it like any team.
    book = survey(aged("all", 7) + aged("b", 20) + aged("c", 30), tree)
    why = {unit: shown(book, unit).quantities[0].hidden for unit in ("all", "b", "c")}
    assert why == {"all": None, "b": Hidden.WITHHELD, "c": None}


def test_the_same_number_from_everybody_is_not_shown():
    rows = [{**row, "age": 30.1} for row in varied("all", 20)]
    assert shown(survey(rows, {"all": None}), "all").quantities[0].hidden is Hidden.WITHHELD


def test_a_period_of_a_length_that_is_not_reported_is_hidden():
    book = survey(varied("all", 30, "2025-01"), {"all": None}, every=PeriodKind.MONTH)
    q = book.questionnaire
    narrow = replace(q, reporting=replace(q.reporting, periods=(PeriodKind.QUARTER,)))
    narrow_book = type(book).of(replace(book.responses, questionnaire=narrow))
    found = shown(narrow_book, "all", "2025-01")
    assert found.responses == 0
    assert isinstance(found.headline.index, Suppressed)


def test_a_quarter_minus_two_months_does_not_reveal_the_third():
    rows = varied("all", 4, "2025-01") + varied("all", 12, "2025-02") + varied("all", 9, "2025-03")
    book = survey(rows, {"all": None}, every=PeriodKind.MONTH)
    states = [hidden(shown(book, "all", f"2025-0{m}"), "q1") for m in (1, 2, 3)]
    assert states == [Hidden.WITHHELD, None, Hidden.WITHHELD]
    assert hidden(shown(book, "all", "2025-Q1"), "q1") is None


UNITS = tuple(TREE)
PARTS = {"all": ("north", "south"), "north": ("a", "b"), "south": ("c",)}


@st.composite
def answers(draw, names: tuple[str, ...]):
    seed = draw(st.integers(0, 2**32 - 1))
    sizes = {
        (unit, name): draw(st.integers(0, 14))
        for unit in ("a", "b", "c", "north")
        for name in names
    }
    random = np.random.default_rng(seed)
    return [
        {
            "unit": unit,
            "period": name,
            **{q: int(random.integers(-1, 4)) for q in ("q1", "q2", "q3")},
        }
        for (unit, name), size in sizes.items()
        for _ in range(size)
    ]


@pytest.mark.attack
@given(answers(("r2024", "r2025")))
@settings(max_examples=15, deadline=None)
def test_nothing_below_the_minimum_follows_from_a_parent_minus_its_shown_parts(rows):
    book = survey(rows)
    gate = Gate.of(book)
    for period in book.base_periods:
        found = {
            unit.id: gate.apply(measure(book, unit, period))
            for unit in book.questionnaire.units.all
        }
        for place in range(3):
            base = {unit: f.items[place].n for unit, f in found.items()}
            assert all(n == 0 or n >= PROMISE.minimum for n in base.values())
            for parent, parts in PARTS.items():
                left = base[parent] - sum(base[part] for part in parts)
                assert base[parent] == 0 or left == 0 or left >= PROMISE.minimum


def few_here_and_there(seed: int) -> list[dict]:
    """Make three months in which one cell in five has fewer answers than are shown."""
    dice = np.random.default_rng(seed)
    return [
        {"unit": unit, "period": month, "q1": int(dice.integers(4))}
        for unit in ("a", "b", "c", "north")
        for month in ("2025-01", "2025-02", "2025-03")
        for _ in range(int(dice.integers(*((1, 5) if dice.random() < 0.2 else (8, 15)))))
    ]


@pytest.mark.attack
@pytest.mark.parametrize("seed", range(8))
def test_no_hidden_base_follows_from_all_published_bases_together(seed: int):
    asked = edition(ITEMS[:1], node("headline", ["q1"]))
    q = questionnaire([asked], units=units(TREE), every=PeriodKind.MONTH, anonymity=PROMISE)
    book = ledger(q, few_here_and_there(seed))
    gate = Gate.of(book)
    spans = [p for kind in (PeriodKind.MONTH, PeriodKind.QUARTER) for p in periods(book, kind)]
    truth, public = {}, {}
    for period in spans:
        for unit in book.questionnaire.units.all:
            found = measure(book, unit, period)
            truth[unit.id, period.id] = found.items[0].n
            public[unit.id, period.id] = gate.apply(found).items[0].n
    _assert_safe(truth, public, [p.id for p in spans])


def _assert_safe(truth: dict, public: dict, spans: list[str]) -> None:
    """Solve for every hidden base with all that a reader knows: sums over units and months."""
    owns = {(f"{unit}/", name): None for unit in PARTS for name in spans}
    cells = [*truth, *owns]
    column = {cell: i for i, cell in enumerate(cells)}
    known = {cell for cell in truth if public[cell] or not truth[cell]}
    equations = [
        ((parent, name), [*((part, name) for part in parts), (f"{parent}/", name)])
        for parent, parts in PARTS.items()
        for name in spans
    ]
    months = [name for name in spans if "Q" not in name]
    equations += [
        ((unit, name), [(unit, month) for month in months])
        for unit in (*UNITS, *(f"{u}/" for u in PARTS))
        for name in spans
        if "Q" in name
    ]
    matrix = np.zeros((len(equations) + len(known), len(cells)))
    for row, (total, parts) in enumerate(equations):
        matrix[row, column[total]] = -1
        matrix[row, [column[part] for part in parts]] += 1
    for row, cell in enumerate(known, start=len(equations)):
        matrix[row, column[cell]] = 1
    _, sizes, directions = np.linalg.svd(matrix)
    free = directions[int((sizes > 1e-9).sum()) :]
    for cell, n in truth.items():
        if 0 < n < PROMISE.minimum:
            assert np.abs(free[:, column[cell]]).sum() > 1e-9, cell


@pytest.mark.parametrize("size", [4, 5])
def test_the_minimum_itself_may_be_shown(size: int):
    rows = varied("all", size)
    found = shown(survey(rows, {"all": None}), "all")
    assert isinstance(found.headline.index, Suppressed) is (size < PROMISE.minimum)


@pytest.mark.attack
@given(answers(("r2024", "r2025")))
@settings(max_examples=8, deadline=None)
def test_a_lone_item_hides_the_deviation_of_its_dimension_with_its_counts(rows):
    book = survey(rows)
    gate = Gate.of(book)
    for period in book.base_periods:
        for unit in book.questionnaire.units.all:
            found = gate.apply(measure(book, unit, period))
            second = found.headline.walk()[2]
            if found.items[2].counts_hidden:
                assert second.sd is None
                assert isinstance(second.index, Suppressed) or second.index.low is None
            if isinstance(found.items[2].index, Suppressed):
                assert isinstance(found.items[2].favourable, Suppressed)


def test_a_share_that_tells_counts_is_hidden_and_the_index_stays():
    """Seven favourable answers with an index of 81: three on one answer and four on the other."""
    rows = [{**row, "q1": 0 if i < 3 else 1} for i, row in enumerate(varied("a", 7))]
    found = shown(survey(rows + varied("b", 20) + varied("c", 30)), "a").items[0]
    assert found.index.value == 81.0  # It is 80.952…, and told to one decimal.
    assert found.favourable == Suppressed(Hidden.WITHHELD)
    assert found.tally.counts == (7, 0, 0, 0)


def test_an_index_that_tells_counts_is_hidden():
    rows = [{**row, "q1": 0 if i < 6 else 1} for i, row in enumerate(varied("a", 7))]
    found = shown(survey(rows + varied("b", 20) + varied("c", 30)), "a").items[0]
    assert found.index == Suppressed(Hidden.WITHHELD)
    assert found.n == 0
