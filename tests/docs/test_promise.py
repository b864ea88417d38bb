"""The page for those who answer says what the program does."""

from pathlib import Path

import pytest

from csatreport.base.words import say
from csatreport.study.policy import Anonymity

DOCS = Path(__file__).parent.parent.parent / "docs"
PAGES = {
    "en": DOCS / "promise.md",
    "zh-Hans": DOCS / "promise.zh-Hans.md",
    "zh-Hant": DOCS / "promise.zh-Hant.md",
}
A_PAGE = 60


@pytest.mark.parametrize("language", PAGES)
def test_the_promise_names_the_usual_minimums_and_fits_a_page(language: str):
    text = PAGES[language].read_text("utf-8")
    usual = Anonymity()
    for number in (usual.minimum, usual.counts, usual.comments):
        assert f"**{number}**" in text
    assert len(text.splitlines()) <= A_PAGE
    assert say(language, "report.hidden.word") in text
