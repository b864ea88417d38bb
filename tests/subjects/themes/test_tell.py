"""Themes on the page: their share, their past, somebody's words, and what of few is not told."""

from __future__ import annotations

from csatreport.base.label import Label
from csatreport.report.model import Quotes
from csatreport.report.plots import Ranges
from csatreport.study.item import Kind, Role
from csatreport.subjects.themes.settings import Theme, ThemeSettings
from tests.counts.build import item
from tests.report.build import chapter
from tests.subjects.told import ANONYMOUS, report

QUEUE = Theme(id="queue", label=Label.of("Queueing"), words=("queue*",))
THEMES = ThemeSettings(themes=(QUEUE,))
SAID = item("said", (), kind=Kind.TEXT, role=Role.COMMENT)


def voices(rows, **settings):
    return report(rows, [item("q"), SAID], settings=(THEMES,), **settings)


def test_themes_stand_with_their_share_their_past_and_somebodys_words():
    rows = [{"period": p, "q": n % 4, "said": "long queue" if n < k else "fine"}
            for p, k in (("2026-09", 2), ("2026-10", 14)) for n in range(20)]  # fmt: skip
    found = chapter(voices(rows), "voices")
    (ranges,) = (b for b in found.blocks if isinstance(b, Ranges))
    assert ranges.rows[0].cells[:2] == ("10%", "70%")
    assert "more often" in ranges.rows[0].cells[3]
    quotes = next(b for b in found.blocks if isinstance(b, Quotes))
    assert quotes.rows[0].words.text == "long queue"


def test_a_theme_of_few_anonymous_comments_is_not_told():
    def told(about: int):
        rows = [{"period": "r2025", "q": n % 4, "said": f"queue {n}" if n < about else f"fine {n}"}
                for n in range(40)]  # fmt: skip
        return voices(rows, **ANONYMOUS)

    assert [one["n"] for one in told(12).data["themes"]["counts"]] == [12]
    assert told(5).data["themes"]["counts"] == []
    assert told(36).data["themes"]["counts"] == []
    assert told(12).data["themes"]["counts"][0]["trend"] == []
