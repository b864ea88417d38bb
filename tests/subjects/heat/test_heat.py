"""Questions by units: tinted outside the funnel alone; anonymous surveys have no table."""

from dataclasses import replace

import pytest

from csatreport.base.label import LANGUAGES, Label
from csatreport.report.figures import HeatTable
from csatreport.study.policy import Anonymity, Audience, Reporting
from csatreport.subjects.compose import compose_report
from csatreport.subjects.heat.measure import Heat
from csatreport.subjects.heat.subject import HEAT
from csatreport.subjects.measured import measure
from tests.counts.build import edition, item, ledger, questionnaire, units
from tests.report.build import blocks

MANY = 30


def measured(stores: int, **settings):
    """Measure some stores of forty answers; in the first one ``weak`` was answered badly."""
    tree = {"all": None, **{f"s{n}": "all" for n in range(stores)}}
    asked = edition([item("fine"), item("weak")])
    survey = questionnaire([asked], units=units(tree), **settings)
    rows = [
        {
            "period": "2026-10", "unit": f"s{n}", "fine": place % 4,
            "weak": 3 if n == 0 and place < 35 else place % 2,
        }
        for n in range(stores)
        for place in range(40)
    ]  # fmt: skip
    book = ledger(survey, rows)
    return measure(book, survey.units.root, book.base_periods[-1])


def heat(stores: int = 4, **settings) -> Heat | None:
    return measured(stores, **settings).of(HEAT)


def table(found, language: str = "en") -> HeatTable:
    made = compose_report(found, language, audience=Audience.OPEN, sample=False)
    return blocks(made, HeatTable)[0]


def test_the_best_question_stands_first_and_only_what_is_clear_has_a_side():
    found = heat()
    assert [row.item.id for row in found.rows] == ["weak", "fine"]
    assert found.rows[0].whole > found.rows[1].whole
    assert [[cell.side for cell in row.cells] for row in found.rows] == [[-1, 1, 1, 1], [0] * 4]
    assert [cell.share for cell in found.rows[0].cells] == [0.125, 1.0, 1.0, 1.0]
    assert (found.clear, found.judged) == (4, 8)


@pytest.mark.parametrize("language", LANGUAGES)
def test_few_units_stand_across_and_what_is_clear_says_so(language):
    shown = table(measured(4), language)
    assert [head.target for head in shown.heads] == [f"unit:s{n}" for n in range(4)]
    assert [line.label.target for line in shown.lines] == ["item:weak", "item:fine"]
    assert [value.side for value in shown.lines[0].values] == [-1, 1, 1, 1]
    assert shown.lines[0].values[0].text == "13%"
    assert "4" in shown.note
    assert "99.8%" in shown.note


def test_many_units_stand_down_and_of_very_many_those_that_are_below():
    shown = table(measured(MANY))
    assert [head.text for head in shown.heads] == ["weak", "fine"]
    assert len(shown.lines) == 24
    assert shown.lines[0].label.target == "unit:s0"
    assert shown.lines[0].values[0].side == -1
    assert "Left out, as they are less often below: 6 units." in shown.note


def test_units_that_are_left_out_are_called_what_the_survey_calls_them():
    noun = Label((("zh-Hans", "家门店"), ("zh-Hant", "家門市"), ("en", "store|stores")))
    told = {lang: table(measured(MANY, unit_noun=noun), lang).note for lang in LANGUAGES}
    assert "另有 6 家门店偏低较少" in told["zh-Hans"]
    assert "另有 6 家門市偏低較少" in told["zh-Hant"]
    assert "less often below: 6 stores." in told["en"]


def test_an_anonymous_survey_and_one_without_comparison_have_no_table():
    assert heat(anonymity=Anonymity()) is None
    assert HEAT.gate(None, heat()) is None
    plain = Reporting(comparison=False)
    assert heat(reporting=plain) is None
    assert heat(stores=1) is None


def test_nothing_of_it_is_told_where_units_are_restricted():
    found = measured(4)
    secret = HEAT.undivided(found.of(HEAT), found.unit)
    assert secret.rows == ()
    made = compose_report(
        replace(found, results={**found.results, HEAT: secret}),
        "en", audience=Audience.OPEN, sample=False,
    )  # fmt: skip
    assert blocks(made, HeatTable) == []
