"""What changed since the release before is read off both releases."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from csatreport.base.label import LANGUAGES
from csatreport.base.words import catalogue
from csatreport.cli.news import news_lines
from csatreport.publish.news import ReleaseNews, find_news
from csatreport.publish.site import FileHashes
from csatreport.statistics.verdict import Against, Verdict


def data(
    month: str, verdict: str = "not_shown", restated: int = 0, overdue: tuple[str, ...] = ()
) -> dict:
    """Return so much of a report's data as is read."""
    actions = [{"id": one, "unit": "S1", "state": "overdue"} for one in overdue]
    return {
        "period": {"start": f"{month}-01", "end": f"{month}-28"},
        "nodes": [{"comparisons": [{"against": "target", "verdict": verdict}]}],
        "closing": {"restated": [{}] * restated} if restated else None,
        "registers": {"actions": actions} if actions else None,
    }


def release(folder: Path, **months: dict) -> tuple[Path, FileHashes]:
    """Write a release with the company's report of some months (m01, m02) and a unit's."""
    files = []
    for name, told in months.items():
        for place in ("", "/S1"):
            path = f"en/shop/2026-{name[1:]}{place}/data.json"
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(json.dumps(told), "utf-8")
            files.append((path, str(hash(json.dumps(told)))))
    return folder, files


def test_new_months_restatements_verdicts_and_actions_are_news(tmp_path: Path):
    before = release(tmp_path / "1", m01=data("2026-01"), m02=data("2026-02", overdue=("a",)))
    now = release(
        tmp_path / "2",
        m01=data("2026-01", restated=1),
        m02=data("2026-02", overdue=("a",)),
        m03=data("2026-03", verdict="down", overdue=("a", "b")),
    )
    assert find_news(before, now) == (
        ReleaseNews(
            questionnaire="shop",
            periods=("2026-03",),
            restated=("2026-01",),
            turned=(("target", "not_shown", "down"),),
            due=1,
        ),
    )


def test_a_release_that_tells_the_same_has_no_news(tmp_path: Path):
    months = {"m01": data("2026-01", restated=2), "m02": data("2026-02", overdue=("a",))}
    before, now = (release(tmp_path / name, **months) for name in "12")
    assert find_news(before, now) == ()


def test_a_survey_that_is_reported_first_is_new_with_all_its_months(tmp_path: Path):
    (news,) = find_news((tmp_path, ()), release(tmp_path / "1", m01=data("2026-01")))
    assert (news.periods, news.turned) == (("2026-01",), ())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_verdict_has_its_words(language: str, monkeypatch: pytest.MonkeyPatch):
    words = catalogue(language, "cli.toml")
    assert {f"news.{one.value}" for one in Verdict} <= set(words)
    monkeypatch.setenv("CSATREPORT_LANG", language)
    for against in (Against.PREVIOUS, Against.YEAR_AGO, Against.TARGET):
        news = ReleaseNews(
            questionnaire="shop",
            periods=("2026-03",),
            turned=((against.value, "up", "down"),),
            due=2,
        )
        assert len(list(news_lines(news))) == 3
