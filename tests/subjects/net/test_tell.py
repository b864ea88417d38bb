"""The net score of a recommend question on the page, in words of three languages, and as data."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from csatreport.base.label import LANGUAGES
from csatreport.base.words import say
from csatreport.counts.findings.net import is_nps, net_items
from csatreport.privacy.gate import Gate
from csatreport.report.figures import Compare, Trend
from csatreport.report.model import Bars, Headline, Paragraph, Table
from csatreport.report.scope import Scope
from csatreport.site.downloads import write_csv, write_json
from csatreport.study.item import Role
from csatreport.study.policy import Audience
from csatreport.study.weights import WeightKind, Weights
from csatreport.subjects.compose import compose_report
from csatreport.subjects.explain import explain_named
from csatreport.subjects.measured import measure
from csatreport.subjects.study import read_sound_study
from tests.counts.build import CALENDAR, PLAIN, edition, item, ledger, questionnaire, units
from tests.counts.recommending import TREE, recommend, rows
from tests.site.workbook import long_rows

CONFIG = Path(__file__).resolve().parents[3] / "config"


def composed(answers, language: str = "en", unit: str = "all", asked=None, **settings):
    asked = asked or edition([item("q1"), recommend()])
    book = ledger(questionnaire([asked], units=units(TREE), **settings), answers)
    one = book.questionnaire.units.by_id[unit]
    found = Gate.of(book).apply(measure(book, one, CALENDAR.parse("2025-02")))
    report = compose_report(found, language, audience=Audience.OPEN, sample=False)
    return report, Scope(findings=found, language=language, audience=Audience.OPEN)


FALL = rows("2025-01", 1512, 896, 392) + rows("2025-02", 1344, 980, 476)


def chapter(report, name: str):
    return next(one for one in report.chapters if one.id == name)


def test_a_clear_fall_stands_on_the_one_page_and_heads_its_chapter():
    report, _ = composed(FALL)
    headline = next(b for b in report.chapters[0].blocks if isinstance(b, Headline))
    facts = dict(headline.facts)
    told = facts["Net promoter score (NPS)"]
    assert told.startswith("+31.0 (95% interval ")
    assert told.endswith(". Down 9.0 on January: clear")
    shown = chapter(report, "recommend")
    assert shown.heading == "Net promoter score (NPS) +31.0. Down 9.0 on January: clear"
    parts = next(block for block in shown.blocks if isinstance(block, Bars))
    assert [(bar.count, bar.share) for bar in parts.rows] == [
        ("1,344", "48.0%"), ("980", "35.0%"), ("476", "17.0%"),
    ]  # fmt: skip


def test_a_month_of_the_trend_is_told_with_score_interval_and_answers():
    report, _ = composed(FALL)
    trend = next(b for b in chapter(report, "recommend").blocks if isinstance(b, Trend))
    january, february = (point.text for point in trend.points)
    assert january == "January 2025: +40.0, 95% interval +37.3 … +42.6, 2,800 answers"
    assert february.startswith("February 2025: +31.0, 95% interval +28.2 … +33.7, 2,800 answers")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_chapter_is_whole_in_every_language(language: str):
    report, _ = composed(FALL + rows("2025-02", 5, 3, 2, unit="a"), language)
    kinds = [type(block) for block in chapter(report, "recommend").blocks]
    assert kinds == [Paragraph, Trend, Bars, Compare, Paragraph]


def test_another_scale_is_called_a_net_score():
    asked = item("recommend", role=Role.RECOMMEND)
    answers = [{"period": "2025-02", "q1": 0, "recommend": n % 4} for n in range(12)]
    report, _ = composed(answers, asked=edition([item("q1"), asked]))
    assert chapter(report, "recommend").heading == "Net score 0.0"
    assert report.data["recommend"][0]["measure"] == "net"


def test_nine_answers_have_a_score_and_no_interval():
    report, scope = composed(rows("2025-01", 9, 9, 9) + rows("2025-02", 5, 2, 2))
    (net,) = report.data["recommend"]
    assert (net["score"], net["score_low"]) == (pytest.approx(100 / 3), None)
    assert chapter(report, "recommend").heading.endswith("+33.3. Too few answers to tell")
    explained = {name: one for names, one in explain_named(scope) for name in names}["nps"]
    assert "No interval below 10 answers." in explained.steps[0].lines


def test_the_explanation_works_the_score_out():
    _, scope = composed(FALL)
    explained = {name: one for names, one in explain_named(scope) for name in names}["nps"]
    level, change = explained.steps
    assert level.lines[0] == "100 · (1,344 − 476) / 2,800 = +31.0"
    assert "1,344.75, 981.50 and 476.75 of 2,803.00" in level.lines[1]
    assert any("and 5 points" in line for line in change.lines)


def test_the_files_hold_level_change_trend_and_units():
    report, _ = composed(FALL + rows("2025-02", 12, 3, 2, unit="a"))
    (net,) = json.loads(write_json(report))["recommend"]
    assert (net["measure"], net["n"], net["promoters"]) == ("nps", 2817, 1356)
    (change,) = net["comparisons"]
    assert change["verdict"] == "down"
    assert change["p"] < 1e-5
    assert [point["period"] for point in net["trend"]] == ["2025-01", "2025-02"]
    assert {one["id"]: one["n"] for one in net["units"]} == {"a": 17, "b": 0, "c": 0}
    lines = write_csv(report).decode("utf-8-sig").splitlines()
    heads, row = lines[0].split(","), next(x for x in lines if "recommend" in x).split(",")
    assert float(row[heads.index("net")]) == pytest.approx(net["score"])


def test_the_workbook_holds_each_score_with_its_course_units_and_groups():
    asked = edition([item("q1"), recommend(), item("sex", PLAIN[:2], role=Role.BACKGROUND)])
    told = rows("2025-01", 12, 6, 6, sex=0) + rows("2025-02", 12, 3, 5, unit="a", sex=0)
    report, _ = composed(told + rows("2025-02", 1, 0, 0, sex=1), asked=asked)
    lines = long_rows(report, say("en", "download.sheet.recommend"))
    assert {"score", "score_low"} < lines[0].keys()
    assert [(line["measure"], line["about"], line["n"]) for line in lines] == [
        ("nps", "", 21),
        ("nps", "trend 2025-01", 24),
        ("nps", "trend 2025-02", 21),
        ("nps", "units a", 20),
        ("nps", "units b", 0),
        ("nps", "units c", 0),
        ("nps", "groups sex/A", 20),
    ]
    (net,) = report.data["recommend"]
    whole = lines[0]
    for name in ("score", "score_low", "score_high", "promoters", "detractors_share"):
        assert whole[name] == pytest.approx(net[name])
    assert lines[3]["score"] == pytest.approx(100 * 7 / 20)
    assert "promoters" not in lines[3]


def test_one_person_is_no_group_and_is_told_as_not_listed():
    asked = edition([item("q1"), recommend(), item("sex", PLAIN[:3], role=Role.BACKGROUND)])
    told = rows("2025-02", 12, 3, 5, sex=0) + rows("2025-02", 1, 0, 0, sex=1)
    report, _ = composed(told, asked=asked)
    (table,) = [b for b in chapter(report, "recommend").blocks if isinstance(b, Table)]
    assert table.heads == ("Group", "Answers", "NPS", "95% interval")
    assert [row[:2] for row in table.rows] == [("option 0", "20")]
    assert table.note.endswith("is no group: 1.")
    groups = report.data["recommend"][0]["groups"]
    assert [(one["id"], one["n"]) for one in groups] == [("sex/A", 20), ("sex/C", None)]


def test_weighted_scores_stand_with_the_unweighted_one():
    answers = rows("2025-02", 20, 5, 5, weight=2.0) + rows("2025-02", 5, 5, 20, weight=1.0)
    report, _ = composed(answers, weights=Weights(kind=WeightKind.COLUMN, column="w"))
    (net,) = report.data["recommend"]
    assert net["score"] == pytest.approx(100 * (45 - 30) / 90)
    assert net["unweighted"] == pytest.approx(0)
    text = next(b.text for b in chapter(report, "recommend").blocks if isinstance(b, Paragraph))
    assert "+16.7" in text
    assert "0.0" in text


def test_without_a_recommend_question_there_is_no_chapter():
    report, _ = composed([{"period": "2025-02", "q1": 1}], asked=edition([item("q1")]))
    assert "recommend" not in {one.id for one in report.chapters}
    assert report.data["recommend"] == []


@pytest.mark.parametrize("name", ["retail", "supplier"])
def test_the_corrected_forms_of_the_library_ask_for_a_net_promoter_score(name: str, tmp_path: Path):
    (tmp_path / "config" / "questionnaires").mkdir(parents=True)
    (tmp_path / "config" / "units").mkdir()
    library = (CONFIG / "library" / f"{name}-corrected.yaml").read_text(encoding="utf-8")
    # Alone, without the edition before, nothing has another name than it had.
    alone = "\n".join(line for line in library.splitlines() if not line.strip().startswith("was:"))
    (tmp_path / "config" / "questionnaires" / f"{name}.yaml").write_text(alone, encoding="utf-8")
    (tmp_path / "config" / "study.yaml").write_text("name: study\n", encoding="utf-8")
    units_file = Path("units") / f"{name}.csv"
    (tmp_path / "config" / units_file).write_bytes((CONFIG / units_file).read_bytes())
    study = read_sound_study(tmp_path)
    (asked,) = net_items(study.questionnaires[0].newest)
    assert is_nps(asked)
    assert study.questionnaires[0].smallest.net == 5
