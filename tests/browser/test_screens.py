"""Every kind of page of a real study: how many screens it takes, that nothing overflows at three
widths, that nothing is out of reach in light or dark, in three languages, and no way is dead.

Each page is opened once in each language. Width and colours at which it is held against axe turn
with the language, so that over the kinds of pages all of them meet.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from csatreport.making.execute import build
from csatreport.making.request import PdfMode, Request
from tests.browser.page import WIDTHS, check_access, check_layout, opened
from tests.making.links import dead
from tests.making.study import build_study, copy_study, silent

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
SHOP, STAFF = "{}/retail/2026-10", "{}/staff/r2026"
PAGES = {
    "home": "{}/index.html",
    "glossary": "{}/glossary/index.html",
    "archive": "{}/retail/index.html",
    "method": "{}/retail/method/index.html",
    "question": "{}/retail/questions/queue/index.html",
    "company": f"{SHOP}/index.html",
    "detail": f"{SHOP}/detail.html",
    "voices": f"{SHOP}/voices.html",
    "registers": f"{SHOP}/registers.html",
    "quality": f"{SHOP}/quality.html",
    "workings": f"{SHOP}/workings.html",
    "region": f"{SHOP}/xiping/index.html",
    "unit": f"{SHOP}/S020/index.html",
    "unit detail": f"{SHOP}/S020/detail.html",
    "long company": f"{STAFF}/index.html",
    "suppressed": f"{STAFF}/finance/index.html",
}
LANGUAGES = ("zh-Hans", "zh-Hant", "en")
SCREENS = {
    "company": (8, 8), "long company": (8, 9.2), "region": (4, 6), "unit": (4, 6), "home": (1.5, 2),
}  # fmt: skip
"""The most screens: of 1280 × 800 pixels, and of a phone with 390 × 844."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the sample's newest month and round: the whole, a region, a shop, a small department."""
    out = tmp_path_factory.mktemp("screens")
    request = Request(
        study=ROOT, out=out, pdf=PdfMode.NONE, questionnaires=("retail", "staff"),
        periods=("2026-10", "r2026"), units=("all", "xiping", "S020", "finance"),
    )  # fmt: skip
    build(request, silent)
    return out / "site"


def screens(page: Page, width: int) -> float:
    """Return how many screens a page takes at a width."""
    high = 844 if width < 500 else 800
    return page.evaluate("document.documentElement.scrollHeight") / high


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", PAGES)
def test_every_kind_of_page_is_short_whole_and_within_reach(
    browser: Browser, site: Path, kind: str, language: str
):
    # Of the longest pages one language is held against axe, which takes seconds for each.
    short = kind not in {"voices", "unit detail", "workings"} or language == "en"
    turn = LANGUAGES.index(language) + list(PAGES).index(kind)
    theme = ("light", "dark")[turn % 2]
    with opened(browser, site / PAGES[kind].format(language), WIDTHS[turn % 3], theme) as page:
        if short:
            check_access(page)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            check_layout(page)
            if width != 768 and kind in SCREENS:
                assert screens(page, width) <= SCREENS[kind][width < 500]


def test_no_way_of_it_is_dead(site: Path):
    assert dead(site) == []


def _alone(study: Path) -> None:
    """Let the corner shop have no units, and a month of 28 answers."""
    asked = study / "config/questionnaires/shop.yaml"
    asked.write_text(asked.read_text("utf-8").replace("units: units.csv\n", ""), "utf-8")
    for file in (study / "data/shop").iterdir():
        file.unlink()
    rows = [f"{n},2026-01-{n:02d},{'ABCD'[n % 4]},{'ABBC'[n % 4]},A" for n in range(1, 29)]
    table = "\n".join(["id,date,staff,returns,queue", *rows])
    (study / "data/shop/january.csv").write_text(table, "utf-8")


def _apart(study: Path) -> None:
    """Let the corner shop's units be told without comparison."""
    asked = study / "config/questionnaires/shop.yaml"
    told = f"{asked.read_text('utf-8')}reports: {{comparison: false}}\n"
    asked.write_text(told, "utf-8")


@pytest.mark.parametrize(
    ("alter", "report"), [(_alone, "2026-01"), (_apart, "2026-03/S1")], ids=("no units", "apart")
)
def test_without_units_or_comparison_nothing_empty_stands_on_a_page(
    browser: Browser, tmp_path: Path, alter: Callable[[Path], None], report: str
):
    study = copy_study("corner-shop", tmp_path)
    alter(study)
    build_study(study, languages=("en",))
    site = study / "build/preview/site"
    assert dead(site) == []
    with opened(browser, site / f"en/shop/{report}/index.html", 390, "light") as page:
        check_access(page)
        check_layout(page)
        assert page.locator(".tree").count() == (alter is _apart)
        assert page.locator("#compare, .funnels, table.units, .c-ref").count() == 0
        assert page.locator("tbody:empty, ul:empty, section:empty, .card:empty").count() == 0


def test_a_report_of_one_answer_says_what_can_be_said(browser: Browser, tmp_path: Path):
    study = copy_study("one-answer", tmp_path)
    build_study(study)
    (report,) = (study / "build/site/zh-Hans").glob("*/20*/index.html")
    with opened(browser, report, 390, "dark") as page:
        check_access(page)
        check_layout(page)
        assert "1 份答卷" in page.locator(".head").inner_text()
        assert page.locator("#priorities h2").inner_text() == "答卷太少，还分不出先后"
        assert page.locator("[data-sort-items] button").count() == 2
