"""Pages in a real browser, opened from the disk: three widths, light and dark, with and without
scripts; nothing overflows, nothing is fetched, nothing is out of reach for a keyboard."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.page import OVERFLOWING, WIDTHS, check_access, check_layout, opened

pytestmark = pytest.mark.browser

COMPANY, UNIT = "zh-Hans/retail/2026-10/index.html", "en/retail/2026-10/S02/index.html"
CROWD = "en/retail/2026-09/index.html"
PAGES = (
    COMPANY, UNIT, CROWD, "zh-Hans/index.html", "en/retail/index.html",
    "zh-Hans/retail/questions/q9/index.html", "en/retail/method/index.html", "zh-Hans/glossary/index.html",
)  # fmt: skip


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", PAGES)
def test_nothing_overflows_is_cut_or_overlaps(
    browser: Browser, folder: Path, path: str, width: int
):
    with opened(browser, folder / path, width) as page:
        check_layout(page)


@pytest.mark.parametrize("path", [COMPANY, UNIT])
@pytest.mark.parametrize("width", WIDTHS)
def test_the_number_its_interval_and_the_verdict_stand_on_the_first_screen(
    browser: Browser, folder: Path, path: str, width: int
):
    with opened(browser, folder / path, width) as page:
        for selector in (".fig b", ".fig span", ".verdict"):
            box = page.locator(selector).bounding_box()
            assert box is not None
            assert box["y"] + box["height"] < 700


@pytest.mark.parametrize(
    ("path", "theme"), [(COMPANY, "light"), (COMPANY, "dark"), (CROWD, "light")]
)
def test_axe_finds_nothing_of_any_rank(browser: Browser, folder: Path, path: str, theme: str):
    with opened(browser, folder / path, theme=theme) as page:
        check_access(page)


def test_dark_follows_the_system_and_the_switch_overrules_it(browser: Browser, folder: Path):
    ground = "() => getComputedStyle(document.body).backgroundColor"
    with opened(browser, folder / COMPANY, theme="dark") as page:
        assert page.evaluate(ground) == "rgb(18, 24, 28)"
        switch = page.locator("[data-theme-switch] button")
        switch.click()
        assert page.evaluate(ground) == "rgb(255, 255, 255)"
        switch.click()
        assert page.evaluate(ground) == "rgb(18, 24, 28)"
        assert page.locator("html").get_attribute("data-theme") == "dark"


def test_drawings_follow_the_theme(browser: Browser, folder: Path):
    colour = "() => getComputedStyle(document.querySelector('.items .dot circle')).fill"
    line = "() => getComputedStyle(document.querySelector('.line path[stroke-linejoin]')).stroke"
    with opened(browser, folder / COMPANY, theme="light") as page:
        assert page.evaluate(line) == "rgb(21, 32, 42)"
        assert page.evaluate(colour) == "rgb(21, 32, 42)"
    with opened(browser, folder / COMPANY, theme="dark") as page:
        assert page.evaluate(line) == "rgb(233, 237, 235)"
        assert page.evaluate(colour) == "rgb(233, 237, 235)"


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("path", [COMPANY, UNIT])
def test_without_scripts_everything_is_there(browser: Browser, folder: Path, path: str, width: int):
    with opened(browser, folder / path, width, scripts=False) as page:
        assert page.locator(".fig b").is_visible()
        assert page.locator(".items .strip rect").count() >= 46
        assert page.locator("[data-find]:visible, [data-sort-items]:visible").count() == 0
        assert page.locator("main button:visible").count() == 0


def test_on_a_phone_the_rail_unfolds_without_scripts(browser: Browser, folder: Path):
    with opened(browser, folder / COMPANY, 390, scripts=False) as page:
        assert not page.locator(".rail").is_visible()
        page.locator(".bar label").click()
        assert page.locator(".rail").is_visible()
        assert page.get_by_role("link", name="城关片区").is_visible()


def test_the_rail_can_be_unfolded_from_the_keyboard(browser: Browser, folder: Path):
    with opened(browser, folder / COMPANY, 390) as page:
        page.keyboard.press("Tab")
        assert page.locator(".skip").evaluate("e => e === document.activeElement")
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        assert page.locator(".rail").is_visible()


def test_questions_are_sorted_by_form_share_and_change(browser: Browser, folder: Path):
    with opened(browser, folder / COMPANY) as page:
        first = page.locator(".items tbody").first.locator("tr[data-order] .q")
        bar = page.locator("[data-sort-items] button")
        assert bar.nth(1).get_attribute("aria-pressed") == "true"
        bar.nth(0).click()
        assert first.all_inner_texts() == ["1", "2", "3", "4", "5", "6", "8", "10", "11", "12"]
        bar.nth(2).click()
        assert first.all_inner_texts()[0] == "12"
        assert first.all_inner_texts()[-1] == "2"


def test_a_table_is_sorted_by_the_column_that_is_clicked(browser: Browser, folder: Path):
    with opened(browser, folder / COMPANY) as page:
        table = page.locator("table.units")
        table.locator("thead button").nth(1).click()
        assert table.locator("tbody td b").first.inner_text() == "88.0"
        assert table.locator("thead th").nth(1).get_attribute("aria-sort") == "descending"
        table.locator("thead button").nth(1).click()
        assert table.locator("tbody td b").first.inner_text() == "61.5"


def test_one_of_two_hundred_units_is_found_by_typing(browser: Browser, folder: Path):
    with opened(browser, folder / CROWD) as page:
        page.locator("[data-find=tree] input").fill("number 173")
        found = page.locator(".tree li:visible > a")
        assert "Store number 173" in found.all_inner_texts()
        assert found.count() == 3
        page.locator("[data-find=tree] input").fill("")
        assert page.locator(".tree li[hidden]").count() == 0


def test_low_answers_are_found_by_typing(browser: Browser, folder: Path):
    with opened(browser, folder / COMPANY) as page:
        page.locator("#voices [data-find] input").first.fill("三岔 收银台")
        assert page.locator("#voices table.reasons tbody tr:visible").count() == 4


def test_values_are_said_under_the_pointer_and_from_the_keyboard(browser: Browser, folder: Path):
    with opened(browser, folder / COMPANY) as page:
        page.locator(".line").hover(position={"x": 60, "y": 60})
        assert "2024" in page.locator(".tip").inner_text()
        page.locator(".line").focus()
        assert page.locator(".tip").inner_text() == "2026 年 10 月: 77.3"
        page.keyboard.press("ArrowLeft")
        assert page.locator(".tip").inner_text() == "2026 年 9 月: 73.8"
        page.keyboard.press("Escape")
        assert not page.locator(".tip").is_visible()
        page.locator(".items .strip").first.hover()
        assert "728" in page.locator(".tip").inner_text()


def test_every_link_of_a_report_can_be_reached_with_the_keyboard(browser: Browser, folder: Path):
    with opened(browser, folder / UNIT) as page:
        assert page.evaluate(
            "() => [...document.querySelectorAll('main a, .rail a')].every(a => a.tabIndex === 0)"
        )


def test_a_figure_leads_to_how_it_came_about(browser: Browser, folder: Path):
    with opened(browser, folder / COMPANY) as page:
        steps = page.locator("#explain-q9")
        assert not steps.is_visible()
        page.locator("#item-q9 a.why").first.click()
        assert "(728 + 357) / 1,150 = 94.3%" in steps.inner_text()
        assert steps.bounding_box()["y"] < 900


def test_the_first_page_leads_to_the_default_language(browser: Browser, folder: Path):
    with opened(browser, folder / "index.html") as page:
        page.wait_for_url("**/zh-Hans/index.html")


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("index.html#retail/S02", "zh-Hans/retail/2026-10/S02/index.html"),
        ("index.html#retail", "zh-Hans/retail/2026-10/index.html"),
        ("index.html#en/retail/s02", "en/retail/2026-10/S02/index.html"),
        ("zh-Hans/index.html#retail/S99", "zh-Hans/index.html#retail/S99"),
        ("zh-Hans/index.html#%E0", "zh-Hans/index.html#%E0"),
    ],
)
def test_an_address_leads_to_the_newest_report_or_says_that_there_is_none(
    browser: Browser, folder: Path, address: str, place: str
):
    path, _, name = address.partition("#")
    with opened(browser, folder / path, name=name) as page:
        page.wait_for_url(f"**/{place}")
        if "#" in place:
            assert page.get_by_role("alert").inner_text().startswith(f"“{name.strip('#')}”")
            assert page.locator("#seek").evaluate("e => e === document.activeElement")


def test_the_entry_of_a_share_hands_on_what_its_address_names(browser: Browser, folder: Path):
    for language in ("zh-Hans", "en"):
        copied = folder / "releases/0001-0123abcd" / language
        if not copied.exists():
            shutil.copytree(folder / language, copied)
    with opened(browser, folder / "share.html", name="en/retail/S02") as page:
        page.wait_for_url("**/releases/0001-0123abcd/en/retail/2026-10/S02/index.html")
        kept = page.locator(".rail a", has_text="to bookmark").evaluate("e => e.href")
        assert kept == (folder / "index.html").as_uri() + "#retail/S02"
    with opened(browser, folder / "share.html", name="retail/S02", scripts=False) as page:
        page.wait_for_url("**/releases/0001-0123abcd/zh-Hans/index.html")


def test_the_language_that_was_chosen_is_kept(browser: Browser, folder: Path):
    with opened(browser, folder / "zh-Hans/retail/2026-10/index.html") as page:
        page.locator(".lang a[hreflang=en]").click()
        page.goto((folder / "index.html").as_uri() + "#retail/S02")
        page.wait_for_url("**/en/retail/2026-10/S02/index.html")


def test_one_of_two_thousand_units_is_found_by_a_part_of_name_or_number(
    browser: Browser, folder: Path
):
    with opened(browser, folder / "many/en/index.html", 390) as page:
        assert page.locator(".doors li").count() == 2004
        page.locator("#seek").fill("number 17")
        assert page.locator("[data-seek] output").inner_text() == "139 found; Enter opens the first"
        assert page.locator("[data-seek] li").count() == 8
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        focused = "() => document.activeElement.textContent"
        assert page.evaluate(focused) == "Store number 171"
        page.keyboard.press("Escape")
        page.keyboard.type(" ｔ-1733_X")
        assert page.evaluate(OVERFLOWING) == []
        found = page.locator("[data-seek] li a")
        assert found.all_inner_texts() == ["Store number 1733"]
        assert found.get_attribute("href") == "retail/2026-10/T-1733_x/index.html"
        page.locator("#seek").fill("store number 17")
        assert found.first.inner_text() == "Store number 17"
        page.locator("#seek").fill("nobody")
        assert page.locator("[data-seek] output").inner_text().startswith("Nothing is called that")


def test_enter_opens_the_unit_that_was_found(browser: Browser, folder: Path):
    with opened(browser, folder / "zh-Hans/index.html") as page:
        page.locator("#seek").fill("柳树")
        page.keyboard.press("Enter")
        page.wait_for_url("**/retail/2026-10/S02/index.html")


def test_the_rail_shows_the_unit_of_this_page_and_the_chapter_that_is_read(
    browser: Browser, folder: Path
):
    seen = """e => { const a = e.getBoundingClientRect(), b = e.closest(".tree").getBoundingClientRect();
      return a.top >= b.top && a.bottom <= b.bottom && a.bottom <= innerHeight; }"""
    with opened(browser, folder / "zh-Hans/retail/2026-09/T183/index.html") as page:
        assert page.locator(".tree [aria-current]").evaluate(seen)
    with opened(browser, folder / COMPANY) as page:
        current = page.locator(".toc [aria-current]")
        assert current.get_attribute("href") == "#summary"
        page.locator("#voices").scroll_into_view_if_needed()
        page.evaluate("document.getElementById('voices').scrollIntoView()")
        expect(page.locator(".toc a[href='#voices']")).to_have_attribute("aria-current", "location")
        assert current.count() == 1


def test_a_click_leads_from_the_whole_to_a_store_and_back(browser: Browser, folder: Path):
    with opened(browser, folder / "en/retail/2026-10/index.html") as page:
        page.locator("table.units").get_by_role("link", name="Willow Road store").click()
        assert page.locator("h1").inner_text() == "Willow Road store"
        page.locator(".crumbs a").first.click()
        assert page.locator("h1").inner_text() == "Shopper satisfaction"


def test_a_report_printed_from_the_browser_has_a_front_page_of_its_own_width(
    browser: Browser, folder: Path
):
    with opened(browser, folder / COMPANY, theme="dark") as page:
        page.emulate_media(media="print", color_scheme="dark")
        assert page.evaluate("() => getComputedStyle(document.body).backgroundColor") == (
            "rgb(255, 255, 255)"
        )
        assert not page.locator(".rail").is_visible()
        assert page.pdf().startswith(b"%PDF")
