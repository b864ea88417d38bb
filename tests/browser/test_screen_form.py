"""The form for a screen in a real browser without a network: filled in by keyboard, saved, forgotten."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from csatreport.answers.read import read_responses
from csatreport.making.tools.forms import PrintOrder
from csatreport.making.tools.returns import take_returns
from csatreport.making.tools.screen import make_screen_form
from csatreport.subjects.study import read_study
from tests.browser.page import AXE, opened
from tests.frames import frame_of
from tests.paper.study import make_study

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_study(tmp_path_factory.mktemp("screen") / "study")


@pytest.fixture(scope="module")
def file(study: Path) -> Path:
    return make_screen_form(PrintOrder(study=study, questionnaire="kinds"))


@pytest.fixture
def page(browser: Browser, file: Path) -> Iterator[Page]:
    """Open the form from the disk, without a network, on a phone."""
    with opened(browser, file, 390, offline=True) as page:
        yield page


def save(page: Page, folder: Path) -> Path:
    with page.expect_download() as download:
        page.locator(".save").click()
    kept = folder / download.value.suggested_filename
    download.value.save_as(kept)
    return kept


def fill(page: Page) -> None:
    page.select_option("[name=':unit']", "S1")
    page.check("[name=staff][value=C]")
    page.fill("[name='staff?']", "说话太急")
    page.check("[name=recommend][value='10']")
    page.check("[name=media][value=paper]")
    page.check("[name=media][value=friends]")
    page.fill("[name='first#1']", "价格")
    page.fill("[name=visits]", "12")
    page.fill("[name=since]", "2020-03-01")
    page.fill("[name=words]", "谢谢\n挺好的")


def test_an_answer_is_saved_as_a_file_forgotten_and_read_as_it_was_given(
    page, study, tmp_path, monkeypatch
):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    fill(page)
    page.locator(".save").click()  # four questions are still open, which is said once
    assert page.locator("[data-list] a").all_inner_texts() == ["性别", "2", "3", "4"]
    kept = save(page, tmp_path)
    assert page.locator(".done").is_visible()
    assert (
        page.evaluate(
            "[...new FormData(document.querySelector('form'))].filter(e => e[1] && e[0] !== ':unit')"
        )
        == []
    )
    assert (
        page.evaluate(
            "Object.keys(localStorage).length + Object.keys(sessionStorage).length + document.cookie.length"
        )
        == 0
    )
    page.locator(".next").click()
    assert page.locator("[name=':unit']").input_value() == "S1"
    assert page.locator("[name='staff?']").is_hidden()
    day = json.loads(kept.read_text(encoding="utf-8"))["day"]
    account = take_returns(study, [kept])
    assert (account.taken, account.refused) == ((("kinds", 1),), ())
    made, _ = read_study(study)
    (wave,) = read_responses(made, made.by_id["kinds"], (), study).waves
    row = frame_of(wave).iloc[0]
    assert (int(row["staff"]), row["staff?"], int(row["media"])) == (2, "说话太急", 0b101)
    assert (float(row["visits"]), str(row["since"])[:10], str(row["_date"])[:10]) == (
        12,
        "2020-03-01",
        day,
    )
    assert row["words"].split() == ["谢谢", "挺好的"]


def test_a_keyboard_is_enough(page):
    page.locator("[name=sex]").first.focus()
    page.keyboard.press("Space")
    assert page.locator("[name=sex][value=F]").is_checked()
    page.keyboard.press("ArrowRight")
    assert page.locator("[name=sex][value=M]").is_checked()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # the button that takes the tick away again
    assert page.locator("[name=sex]:checked").count() == 0
    page.keyboard.press("Space")
    page.locator(".save").focus()
    page.keyboard.press("Enter")
    with page.expect_download():
        page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "done"


def test_a_reason_is_asked_for_where_it_is_meant_and_goes_with_its_tick(page):
    reason = page.locator("[name='staff?']")
    assert reason.is_hidden()
    page.check("[name=staff][value=C]")
    reason.fill("words of before")
    page.check("[name=staff][value=A]")
    assert reason.is_hidden()
    assert page.evaluate("new FormData(document.querySelector('form')).has('staff?')") is False


def test_changing_the_language_changes_every_word_and_loses_no_answer(page):
    page.check("[name=staff][value=C]")
    page.select_option("[name=':unit']", "S2")
    page.locator("[name=shown][value=en]").check()
    assert page.locator("#of-staff legend").inner_text() == "1 Manner of the staff"
    assert page.locator("[name=':unit'] option:checked").inner_text() == "South"
    assert page.title() == "All kinds"
    assert page.locator("[name=staff][value=C]").is_checked()
    assert "满意" not in page.locator("main").inner_text()


def test_nothing_answered_is_not_saved(page):
    page.locator(".save").click()
    page.locator(".save").click()
    assert page.locator("[data-empty]").is_visible()
    assert page.locator(".done").is_hidden()


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en"])
def test_the_form_is_accessible_and_fits_a_phone_in_light_and_dark(page, language):
    page.locator(f"[name=shown][value={language}]").check()
    page.check("[name=staff][value=C]")
    page.locator(".save").click()
    page.evaluate(AXE)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found = page.evaluate("axe.run({resultTypes: ['violations']})")
        assert [(v["id"], v["nodes"][0]["html"][:80]) for v in found["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
