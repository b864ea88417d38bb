"""Every way on a built site leads to a page that is there, and to a place on it that is there."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.build.study import build_study, copy_study

HREF = re.compile(r'<a [^>]*?href="([^"]+)"')
EVERY = re.compile(r'(?:(?:href|src)="|; url=)(?!data:|mailto:|https?:)([^"]+)"')
ID = re.compile(r'\bid="([^"]+)"')


@pytest.fixture(scope="module", params=["corner-shop", "small-office", "new-edition"])
def site(request, tmp_path_factory) -> Path:
    study = copy_study(request.param, tmp_path_factory.mktemp("links"))
    build_study(study)
    return study / "build" / "site"


def test_every_way_leads_to_a_page_and_a_place_that_exist(site: Path):
    pages = {page.resolve(): page.read_text("utf-8") for page in site.rglob("*.html")}
    places = {page: set(ID.findall(text)) for page, text in pages.items()}
    for page, text in pages.items():
        for way in set(HREF.findall(text)):
            path, _, place = unquote(way).partition("#")
            target = (page.parent / path).resolve() if path else page
            assert target.is_file(), (page, way)
            if place:
                assert place in places[target], (page, way)


def test_figures_of_a_question_lead_to_the_report_that_made_them(site: Path):
    pages = list(site.glob("*/*/questions/*/index.html"))
    assert pages
    ways = {way for page in pages for way in HREF.findall(page.read_text("utf-8"))}
    assert any("#explain-" in way for way in ways)


@pytest.mark.parametrize("units", [("S1",), ("S1", "S2"), ("all",)], ids=str)
@pytest.mark.parametrize("periods", [(), ("2026-01",)], ids=str)
def test_a_preview_of_units_is_a_small_complete_site(tmp_path: Path, units, periods):
    study = copy_study("corner-shop", tmp_path)
    outcome = build_study(study, units=units, periods=periods, languages=("en",))
    assert outcome.made
    assert _dead(study / "build" / "preview" / "site") == []


def _dead(site: Path) -> list[tuple[str, str]]:
    """Follow every way from the first page; return those that lead nowhere and pages never met."""
    dead, met, ahead = [], set(), [(site / "index.html").resolve()]
    while ahead:
        page = ahead.pop()
        if page in met or page.suffix != ".html" or not page.is_file():
            continue
        met.add(page)
        for way in set(EVERY.findall(page.read_text("utf-8"))):
            path = unquote(way).partition("#")[0]
            target = (page.parent / path).resolve() if path else page
            if not target.is_file():
                dead.append((page.name, way))
            ahead.append(target)
    return dead + [("never met", str(p)) for p in site.rglob("*.html") if p.resolve() not in met]
