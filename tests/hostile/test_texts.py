"""Texts are data: nothing in YAML or in an answer becomes markup, script, style, address or formula.

One site is built from a study whose every text is an attack; its pages are opened in a browser, its
PDFs and downloads taken apart.
"""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from csatreport.build.request import PdfMode
from tests.build.study import build_study
from tests.hostile.study import ATTACKS, write_study

POLICY = "default-src 'none'"
HARMLESS = re.compile(r"#|[^:]*$")
"""An address without a scheme: a way within the site."""


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    study = write_study(tmp_path_factory.mktemp("hostile"))
    chosen = {"periods": ("2026-10",), "units": ("all", "S017")}
    build_study(study, pdf=PdfMode.LATEST, **chosen)
    return study / "build" / "preview"


def pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


class _Parts(HTMLParser):
    """Collects what a page is made of."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def _parts(page: Path) -> _Parts:
    parts = _Parts()
    parts.feed(page.read_text("utf-8"))
    return parts


def test_no_text_becomes_an_element_or_an_attribute(site: Path):
    for page in pages(site):
        for tag, attributes in _parts(page).tags:
            assert tag not in {"iframe", "object", "embed", "base", "form", "style"}, page
            assert not [name for name in attributes if name.startswith("on")], page
            assert "style" not in attributes, page
            if tag == "script":
                assert attributes["src"].endswith((".js",)), page
            if tag == "link":
                assert attributes["rel"] in {"stylesheet", "icon"}, page
            for name in ("href", "src"):
                address = attributes.get(name, "")
                assert HARMLESS.match(address) or address.startswith("data:image/"), address


def test_every_page_forbids_all_that_it_does_not_need(site: Path):
    for page in pages(site):
        policies = [a["content"] for tag, a in _parts(page).tags
                    if tag == "meta" and a.get("http-equiv") == "Content-Security-Policy"]  # fmt: skip
        assert len(policies) == 1, page
        assert policies[0].startswith(POLICY)
        assert "unsafe" not in policies[0]
        assert "http" not in policies[0].replace("http-equiv", "")


@pytest.mark.browser
def test_no_page_runs_a_text_fetches_it_or_breaks_its_policy(site: Path, browser: Browser):
    context = browser.new_context()
    troubles: list[str] = []
    page = context.new_page()
    page.on("console", lambda message: troubles.append(message.text))
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("dialog", lambda dialog: troubles.append(dialog.message))
    page.on("request", lambda request: None if request.url.startswith("file://")
            and "passwd" not in request.url else troubles.append(request.url))  # fmt: skip
    for file in pages(site):
        page.goto(file.as_uri())
        if file.parent.name in {"site", "restricted"}:
            page.wait_for_url("**/en/index.html")
        assert page.evaluate("() => window.hit") is None, file
        assert page.evaluate("() => getComputedStyle(document.body).display") != "none", file
    context.close()
    assert troubles == []


def test_texts_are_shown_as_they_were_written(site: Path):
    shown = "".join("".join(_parts(page).text) for page in pages(site))
    assert "{{ 7*191 }}" in shown
    assert "1337" not in shown
    assert "<script>window.hit = 1</script>" in shown
    assert "root:x:0" not in shown
    assert "𠮷野家" in shown


def test_no_text_turns_round_what_stands_beside_it(site: Path):
    for page in pages(site):
        assert not re.search("[\u202a-\u202e\u2066-\u2069]", page.read_text("utf-8")), page


def _poppler(*arguments: str) -> str:
    made = subprocess.run(arguments, capture_output=True, check=True, encoding="utf-8")
    return made.stdout


def test_pdfs_hold_no_file_no_script_and_no_foreign_address(site: Path):
    found = sorted(site.rglob("*.pdf"))
    assert found
    for pdf in found:
        assert _poppler("pdfdetach", "-list", str(pdf)).strip() == "0 embedded files"
        assert _poppler("pdfinfo", "-js", str(pdf)).strip() == ""
        assert "evil" not in _poppler("pdfinfo", "-url", str(pdf))
        assert "passwd" not in _poppler("pdfinfo", "-url", str(pdf))
    text = "".join(_poppler("pdftotext", str(pdf), "-") for pdf in found)
    assert "{{ 7*191 }}" in text
    assert "𠮷野家" in text


def test_no_cell_of_a_download_is_a_formula(site: Path):
    for file in site.rglob("data.csv"):
        for row in csv.reader(io.StringIO(file.read_text("utf-8-sig"))):
            assert not [cell for cell in row if cell[:1] in set("=+@\t\r") or
                        (cell[:1] == "-" and not re.fullmatch(r"-?[\d.e-]+", cell))]  # fmt: skip
    for file in site.rglob("data.xlsx"):
        with zipfile.ZipFile(file) as book:
            names = book.namelist()
            assert not [name for name in names if "external" in name.lower() or "vba" in name]
            for name in names:
                if name.startswith("xl/worksheets/sheet"):
                    sheet = book.read(name).decode()
                    assert "<f>" not in sheet
                    assert "<hyperlink" not in sheet


def test_the_data_of_a_report_is_json_and_nothing_else(site: Path):
    for file in site.rglob("data.json"):
        assert json.loads(file.read_text("utf-8"))["version"]


def test_nothing_is_written_outside_the_build_folder(site: Path):
    study = site.parent.parent
    assert {path.name for path in study.iterdir()} == {"config", "data", "build"}


def test_every_attack_is_among_the_texts():
    assert len(set(ATTACKS)) == len(ATTACKS)
