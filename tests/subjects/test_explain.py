"""An explanation can be worked out again, and shows nothing that the page hides."""

from __future__ import annotations

import re
from math import sqrt

import pytest

from csatreport.base.label import LANGUAGES
from csatreport.privacy.gate import Gate
from csatreport.report import numbers
from csatreport.report.model import Explanation
from csatreport.report.scope import Scope
from csatreport.statistics.estimate import Hidden
from csatreport.statistics.proportions import Z, wilson
from csatreport.statistics.verdict import Verdict
from csatreport.study.item import Valence
from csatreport.study.periods import PeriodKind
from csatreport.study.policy import Anonymity, Audience, Sampling
from csatreport.subjects.explain import explain_all, explain_answers, explain_promise
from csatreport.subjects.measured import measure
from csatreport.subjects.results.explain import explain_item
from tests.counts.build import edition, item, ledger, node, questionnaire, units
from tests.report import build

ASKED = build.item("q1")


def scope(language: str = "en", **more) -> Scope:
    return Scope(findings=build.findings(**more), language=language, audience=Audience.OPEN)


def text(explained: Explanation) -> str:
    return "\n".join(line for step in explained.steps for line in (step.title, *step.lines))


def test_the_share_is_worked_out_from_the_counts_of_the_favourable_options():
    explained = explain_item(build.found(ASKED, (30, 18, 8, 4)), scope())
    assert "(30 + 18) / 60 = 80.0%" in text(explained)
    low, high = wilson(48, 60)
    assert f"{100 * low:.1f}–{100 * high:.1f}%" in text(explained)


def test_the_index_is_worked_out_from_points_and_its_interval_from_their_spread():
    told = text(explain_item(build.found(ASKED, (30, 18, 8, 4)), scope()))
    assert "m = (30·3 + 18·2 + 8·1 + 4·0) / 60 = 2.233" in told
    assert "100 · (2.233 − 0) / (3 − 0) = 74.4" in told
    value, t, sd, n, reach, low, high = map(
        float, re.search(r"([\d.]+) ± ([\d.]+) · ([\d.]+)/√(\d+) = [\d.]+ ± ([\d.]+), which is "
                         r"([\d.]+)–([\d.]+)\.", told).groups()
    )  # fmt: skip
    assert t * sd / sqrt(n) == pytest.approx(reach, abs=0.006)
    assert (value - reach, value + reach) == pytest.approx((low, high), abs=0.11)


def test_the_interval_of_few_answers_is_worked_out_by_wilsons_formula():
    found = build.found(ASKED, (12, 5, 2, 1))
    told = text(explain_item(found, scope()))
    share, error, base, t, low, high = map(
        float, re.search(r"p = m/100 = ([\d.]+); SE = ([\d.]+); n\* = .* = ([\d.]+); t = ([\d.]+) "
                         r"with 19\.0 degrees of freedom: ([\d.]+)–([\d.]+)\.", told).groups()
    )  # fmt: skip
    assert base == pytest.approx(share * (1 - share) / (error / 100) ** 2, rel=0.01)
    ends = [100 * end for end in wilson(share * base, base, t)]
    assert (low, high) == pytest.approx(ends, abs=0.11)
    assert (low, high) == pytest.approx((found.index.low, found.index.high), abs=0.06)


def test_answers_and_missing_ones_make_up_the_forms():
    explained = explain_item(build.found(ASKED, (30, 18, 8, 4), blank=3, invalid=1), scope())
    assert "60 answers + 4 without a usable answer = 64 forms" in text(explained)
    rows = explained.steps[0].rows
    assert sum(int(row[3]) for row in rows) == 64


def test_a_known_population_is_in_the_formulas():
    asked = build.questionnaire(sampling=Sampling.CENSUS)
    known = scope(questionnaire=asked, population=90)
    told = text(explain_item(build.found(ASKED, (30, 18, 8, 4), population=90), known))
    n_eff = 60 * 89 / 30
    assert f"60·(90 − 1)/(90 − 60) = {n_eff:.1f}" in told
    low, high = wilson(0.8 * n_eff, n_eff, Z)
    assert f"{100 * low:.1f}–{100 * high:.1f}%" in told
    assert "√(1 − 60/90)" in told


def test_a_comparison_names_its_test_its_family_and_its_verdict():
    moved = build.change(6.0, Verdict.UP, error=2.0, df=100.0, reference_n=58)
    told = text(explain_item(build.found(ASKED, (30, 18, 8, 4), moved), scope()))
    assert "Change against September 2026" in told
    assert "Welch’s t-test against 58 answers: SE = 2.000, t = 3.00, df = 100.0" in told
    assert "q = 0.020 after Benjamini–Hochberg among 3 tested together" in told
    assert "and 3 points: clearly up" in told


def test_too_few_answers_are_not_called_a_test():
    few = build.change(6.0, Verdict.TOO_FEW)
    told = text(explain_item(build.found(ASKED, (3, 1, 1, 0), few), scope()))
    assert "Fewer than 10 answers on one side" in told
    assert "Welch" not in told


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reason", Hidden)
def test_a_hidden_question_explains_why_and_nothing_else(language, reason):
    closed = build.hide(build.found(ASKED, (3, 1, 0, 0)), reason)
    explained = explain_item(closed, scope(language))
    assert len(explained.steps) == 1
    assert explained.figure == ""
    assert not re.search(r"[346789]\b|1\d", text(explained).replace("5", ""))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_of_a_report_has_an_entry_of_its_own(language):
    shown = scope(language)
    entries = explain_all(shown)
    assert len({entry.id for entry in entries}) == len(entries)
    assert {f"explain:{found.item.id}" for found in shown.findings.items} <= {e.id for e in entries}


def test_rows_of_the_files_are_told_with_what_was_read_and_refused():
    quality = build.findings().quality
    files = (("data/a.csv", 70, 66, 4, 0),)
    made = scope(
        quality=type(quality)(responses=60, respondents=None, unscored=0, files=files),
        sources=(("data/a.csv", 60),),
    )
    told = explain_answers(made).lines[1]
    assert told == "data/a.csv: 60 rows in this report (70 read in all, 66 kept, 4 refused)."


def test_nothing_is_promised_where_answers_are_not_anonymous():
    assert explain_promise(scope()) == ()


def _office(people: dict[str, int]) -> dict[str, Scope]:
    """Make an anonymous study of two departments and show each through the gate."""
    asked = edition((item("q1"), item("q2")), node("headline", ["q1", "q2"]))
    tree = {"all": None, "a": "all", "b": "all", "c": "all"}
    survey = questionnaire(
        [asked], units=units(tree), every=PeriodKind.ROUND, anonymity=Anonymity(minimum=5)
    )
    rows = [
        {"unit": unit, "period": "r2025", "q1": i % 4, "q2": (i + 1) % 4}
        for unit, number in people.items()
        for i in range(number)
    ]
    book = ledger(survey, rows)
    return {
        name: Scope(
            findings=Gate.of(book).apply(
                measure(book, survey.units.by_id[name], book.base_periods[0])
            ),
            language="en",
            audience=Audience.OPEN,
        )
        for name in tree
    }


def test_an_anonymous_department_of_few_is_not_explained_away():
    shown = _office({"a": 30, "b": 4, "c": 7})
    small = [text(entry) for entry in explain_all(shown["b"])]
    assert all("Not shown" in told and "/" not in told for told in small)
    (reason,) = explain_answers(shown["b"]).lines
    assert reason.startswith("Not shown")
    some = [text(entry) for entry in explain_all(shown["a"])]
    assert any("/ 30 =" in told for told in some)


def test_an_anonymous_department_below_ten_shows_no_counts():
    shown = _office({"a": 30, "b": 8, "c": 7})
    questions = [e for e in explain_all(shown["b"]) if e.id.startswith("explain:q")]
    told = "\n".join(text(entry) for entry in questions)
    assert "k / 8 =" in told
    assert "Counts are shown from 10 answers on only" in told
    assert "m = (" not in told
    assert all(not step.rows for entry in questions for step in entry.steps)


def test_workings_print_a_rounded_figure_as_it_was_published():
    asked = edition((item("q1"), item("q2")), node("headline", ["q1", "q2"]))
    every = PeriodKind.ROUND
    survey = questionnaire([asked], units=units(), every=every, anonymity=Anonymity())
    rows = [
        {"unit": "all", "period": period, "q1": i % 4, "q2": (i + i // rest) % 4}
        for period, people, rest in (("r2024", 63, 3), ("r2025", 67, 2))
        for i in range(people)
    ]
    book = ledger(survey, rows)
    found = Gate.of(book).apply(measure(book, survey.units.root, book.base_periods[1]))
    shown = Scope(findings=found, language="en", audience=Audience.OPEN)
    (whole,) = (one for one in explain_all(shown) if one.id == "explain:index.headline")
    now, change = found.headline.index.value, found.headline.changes[0]
    told = text(whole)
    assert f"{now} − {change.reference} = {numbers.signed(change.difference)}" in told
    assert f" · {found.headline.sd}/√" in told
    assert f"SE = {change.error}," in told


def test_an_anonymous_study_names_no_file():
    shown = _office({"a": 30, "b": 12, "c": 15})
    assert shown["all"].findings.sources == ()
    assert len(explain_answers(shown["all"]).lines) == 1
    assert "fewer than 5 answers" in explain_promise(shown["all"])[0]


def changed(now, before):
    """Explain a question answered like ``before`` and then like ``now``, by places of options."""
    rows = [
        {"unit": "all", "period": period, "q1": place}
        for period, counts in (("2025-01", before), ("2025-02", now))
        for place, count in enumerate(counts)
        for _ in range(count)
    ]
    book = ledger(questionnaire([edition([item("q1", UNEVEN)])]), rows)
    found = measure(book, book.questionnaire.units.root, book.base_periods[1])
    seen = Scope(findings=found, language="en", audience=Audience.OPEN)
    return found.items[0].changes[0], text(explain_item(found.items[0], seen))


UNEVEN = (
    (10.0, Valence.GOOD), (9.0, Valence.GOOD), (8.0, Valence.NEUTRAL), (0.0, Valence.BAD),
)  # fmt: skip


@pytest.mark.parametrize(
    ("now", "before", "differs", "shape"),
    [
        ((40, 30, 20, 10), (40, 30, 20, 10), False, False),
        ((80, 10, 5, 5), (10, 20, 30, 40), False, False),
        ((50, 1, 1, 8), (1, 50, 9, 0), True, True),
        ((35, 8, 7, 50), (50, 0, 0, 50), False, True),
    ],
    ids=["as before", "all agree", "few very bad ones", "shape alone"],
)
def test_where_order_or_shape_tell_another_tale_it_is_said(now, before, differs, shape):
    change, told = changed(now, before)
    moved = change.p <= 0.05
    assert (moved is not (change.order.p <= 0.05)) is differs
    assert ("do not agree at 0.05" in told) is differs
    assert (not moved and change.shape.p <= 0.05) is shape
    assert ("answers spread differently" in told) is shape
