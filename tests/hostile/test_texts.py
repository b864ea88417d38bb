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
from threading import Thread

import pytest
from playwright.sync_api import Browser

from csatreport.desk.loopback import open_server
from csatreport.making.request import PdfMode
from csatreport.paper.asked import AskedForm
from csatreport.paper.layout import set_in_type
from csatreport.paper.overprint import Copy, set_over
from csatreport.paper.stamp import stamp
from csatreport.site.templates import environment
from csatreport.subjects.study import read_study
from tests.hostile.study import ATTACKS, ROOT, label_keys, write_study
from tests.making.study import build_study

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


def kinds(site: Path) -> list[Path]:
    """Return a page of each kind in each language: those of single questions are of one."""
    by_kind = {
        re.sub("/questions/[^/]+/", "/questions/*/", page.as_posix()): page for page in pages(site)
    }
    return list(by_kind.values())


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
    for file in kinds(site):
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
    assert "no font has \U0010fffd" in shown


def test_marks_of_direction_are_dropped_and_leftward_words_set_apart(site: Path):
    for page in pages(site):
        text = page.read_text("utf-8")
        assert not re.search("[\u061c\u200e\u200f\u202a-\u202e\u2066\u2067]", text), page
        apart = re.findall("\u2068[^\u2068\u2069]*\u2069", text)
        assert len(apart) == text.count("\u2068") == text.count("\u2069"), page
        assert not re.search("[\u05d0-\u05ea]", re.sub("\u2068[^\u2069]*\u2069", "", text)), page


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\u05d0 (\u05d1) 5", "\u2068\u05d0 (\u05d1)\u2069 5"),
        ("a (\u05d0) 5", "a \u2068(\u05d0)\u2069 5"),
        ("(a \u05d0) 5", "(a \u2068\u05d0\u2069) 5"),
        ("\u05d0 1 \u05d1 b \u05d2", "\u2068\u05d0 1 \u05d1\u2069 b \u2068\u05d2\u2069"),
        ("\u202e\u05d0\u200f 5", "\u2068\u05d0\u2069 5"),
    ],
)
def test_a_stretch_of_leftward_words_is_set_apart_with_its_brackets(text: str, shown: str):
    assert environment(ROOT).from_string("{{ text }}").render(text=text) == shown


_ORDER = """text => {
  const p = document.body.appendChild(document.createElement("p"));
  p.textContent = text;
  const left = n => { const r = document.createRange();
    r.setStart(p.firstChild, n); r.setEnd(p.firstChild, n + 1);
    return r.getBoundingClientRect().left; };
  return ["1", "5"].map(c => left(text.lastIndexOf(c)));
}"""


@pytest.mark.browser
def test_figures_beside_a_leftward_name_stay_in_their_order(browser: Browser):
    """Without being set apart, the name draws the figures after it to its left, last one first."""
    name = "\u05d0\u05d1\u05d2"
    shown = environment(ROOT).from_string("{{ name }} 1 · 5").render(name=name)
    page = browser.new_page()
    first, last = page.evaluate(_ORDER, f"{name} 1 · 5")
    assert first > last
    first, last = page.evaluate(_ORDER, shown)
    page.close()
    assert first < last


@pytest.mark.browser
def test_the_pages_keep_their_policy_over_http_too(site: Path, browser: Browser):
    troubles: list[str] = []
    page = browser.new_page()
    page.on("console", lambda told: troubles.append(f"{told.text} {told.location}"))
    page.on("pageerror", lambda error: troubles.append(str(error)))
    top = site / "site"
    with open_server(top) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        page.on("request", lambda request: None if request.url.startswith(server.address)
                else troubles.append(request.url))  # fmt: skip
        for file in kinds(top):
            page.goto(server.address + file.relative_to(top).as_posix())
            if file.parent == top:
                page.wait_for_url("**/en/index.html")
            assert page.evaluate("() => window.hit") is None, file
            styled = "() => [...document.styleSheets].some(sheet => sheet.cssRules.length > 0)"
            assert page.evaluate(styled), file
        page.close()  # First: a browser that still asks for the icon would be told of a reset.
        server.shutdown()
    assert troubles == []


def _poppler(*arguments: str) -> str:
    made = subprocess.run(arguments, capture_output=True, check=True, encoding="utf-8")
    return made.stdout


def test_pdfs_hold_no_file_no_script_and_no_foreign_address(site: Path):
    found = sorted(site.rglob("*.pdf"))
    assert found
    for pdf in found:
        assert _poppler("pdfdetach", "-list", str(pdf)).strip() == "0 embedded files"
        assert _poppler("pdfinfo", "-js", str(pdf)).strip() == ""
        assert _poppler("pdfinfo", "-url", str(pdf)).split() == ["Page", "Type", "URL"]
    text = "".join(_poppler("pdftotext", str(pdf), "-") for pdf in found)
    assert "{{ 7*191 }}" in text
    assert "𠮷野家" in text


def test_paper_forms_print_attacks_as_the_words_they_are(site: Path, tmp_path: Path):
    study = site.parent.parent
    made, _ = read_study(study)
    asked = made.by_id["retail"]
    # Such long options do not pass the measurements; here it is what they are printed as.
    pages = set_in_type(
        AskedForm(
            study=study, questionnaire=asked, edition=asked.newest, language="zh-Hans", plain=True
        )
    )
    pdf = tmp_path / "form.pdf"
    pdf.write_bytes(stamp(pages, [0], set_over([Copy(unit_name=ATTACKS[0])], pages)))
    assert _poppler("pdfdetach", "-list", str(pdf)).strip() == "0 embedded files"
    assert _poppler("pdfinfo", "-js", str(pdf)).strip() == ""
    assert _poppler("pdfinfo", "-url", str(pdf)).split() == ["Page", "Type", "URL"]
    text = _poppler("pdftotext", str(pdf), "-")
    assert "{{ 7*191 }}" in text
    assert "1337" not in text
    assert "<script>window.hit" in text


def test_no_cell_of_a_download_is_a_formula(site: Path):
    for file in site.rglob("data.csv"):
        for row in csv.reader(io.StringIO(file.read_text("utf-8-sig"))):
            seen = [cell.lstrip(" \u200b\ufeff\u3000") for cell in row]
            assert not [cell for cell in seen if cell[:1] in set("=+@\t\r＝＋－＠") or
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


def test_every_key_with_a_text_is_attacked(site: Path):
    config = site.parent.parent / "config"
    texts = [file.read_text("utf-8") for file in config.rglob("*.yaml")]
    used = {key for text in texts for key in re.findall(r'"(\w+)": [{"]', text)}
    assert label_keys() <= used
