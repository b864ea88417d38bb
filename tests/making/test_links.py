"""Every way on a built site leads to a page that is there, and to a place on it that is there."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from urllib.parse import unquote

import pytest

from csatreport.base.words import say
from tests.making.links import dead
from tests.making.study import build_study, copy_study

HREF = re.compile(r'<a [^>]*?href="([^"]+)"')
ID = re.compile(r'\bid="([^"]+)"')


@pytest.fixture(scope="module", params=["corner-shop", "small-office", "new-edition"])
def site(request, tmp_path_factory) -> Path:
    study = copy_study(request.param, tmp_path_factory.mktemp("links"))
    build_study(study)
    return study / "build" / "site"


@pytest.fixture
def guarded(tmp_path: Path) -> Path:
    """Return a study of two surveys, of which one's units are for some readers only."""
    study = copy_study("corner-shop", tmp_path)
    first = study / "config" / "questionnaires" / "shop.yaml"
    text = first.read_text("utf-8")
    first.with_name("other.yaml").write_text(text.replace("id: shop\n", "id: other\n"), "utf-8")
    first.write_text(f"{text}reports: {{units: restricted}}\n", "utf-8")
    shutil.copytree(study / "data" / "shop", study / "data" / "other")
    return study


def test_every_way_leads_to_a_page_and_a_place_that_exist(site: Path):
    pages = {page.resolve(): page.read_text("utf-8") for page in site.rglob("*.html")}
    places = {page: set(ID.findall(text)) for page, text in pages.items()}
    for page, text in pages.items():
        for way in set(HREF.findall(text)):
            path, _, place = unquote(way).partition("#")
            target = (page.parent / path).resolve() if path else page
            assert target.is_file(), (page, way)
            if place and target == site.resolve() / "index.html":
                assert place in _doors(site / page.relative_to(site.resolve()).parts[0]), way
            elif place:
                assert place in places[target], (page, way)


def test_every_unit_with_a_report_has_an_address_that_leads_to_its_newest(site: Path):
    for home in site.glob("*/index.html"):
        reports = [path.parent for path in home.parent.glob("*/20*-[0-9]*/*/index.html")]
        newest = {
            one.name: max(r.parent.name for r in reports if r.name == one.name) for one in reports
        }
        doors = {name.rpartition("/")[2]: way for name, way in _doors(home.parent).items()}
        assert {unit: doors[unit].split("/")[1] for unit in newest} == newest


def _doors(language: Path) -> dict[str, str]:
    """Return where the addresses that a language's home page knows lead to."""
    text = (language / "index.html").read_text("utf-8")
    found: dict[str, str] = {}
    for of, doors in re.findall(r'<ul class="doors" data-of="([^"]+)">(.*?)</ul>', text, re.DOTALL):
        rows = re.findall(r'<a href="([^"]+)">[^<]*</a> <span>([^<]+)</span>', doors)
        found |= {of: rows[0][0]} | {f"{of}/{unit}": way for way, unit in rows}
    assert all((language / way).is_file() for way in found.values())
    return found


def test_a_site_without_older_reports_of_units_has_no_way_to_them(tmp_path: Path):
    study = copy_study("corner-shop", tmp_path)
    shop = study / "config" / "questionnaires" / "shop.yaml"
    shop.write_text(f"{shop.read_text('utf-8')}reports: {{units_for: 1}}\n", "utf-8")
    build_study(study, languages=("en",))
    assert dead(study / "build" / "preview" / "site") == []


def test_an_older_company_report_has_its_first_page_and_its_figures_and_says_so(tmp_path: Path):
    study = copy_study("corner-shop", tmp_path)
    shop = study / "config" / "questionnaires" / "shop.yaml"
    shop.write_text(f"{shop.read_text('utf-8')}reports: {{units_for: 1}}\n", "utf-8")
    build_study(study, languages=("en",))
    reports = study / "build" / "preview" / "site" / "en" / "shop"
    older, newest = reports / "2026-01", reports / "2026-03"
    names = {"index.html", "summary.txt", "data.csv", "data.json", "data.xlsx"}
    assert {f.name for f in older.iterdir()} == names
    assert {"workings.html", "voices.html"} < {f.name for f in newest.iterdir()}
    said = say("en", "site.older")
    assert said in (older / "index.html").read_text("utf-8")
    assert said not in (newest / "index.html").read_text("utf-8")


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
    assert dead(study / "build" / "preview" / "site") == []


def test_the_restricted_site_and_the_open_one_beside_it_are_each_complete(guarded: Path):
    build_study(guarded, languages=("en",))
    sites = guarded / "build" / "preview"
    assert list(sites.glob("restricted/en/shop/*/S1/index.html"))
    assert not list(sites.glob("site/en/shop/*/S1/index.html"))
    assert dead(sites / "restricted") == []
    assert dead(sites / "site") == []


@pytest.mark.parametrize("asked", ["shop", "other"])
def test_a_preview_of_one_questionnaire_is_a_small_complete_site(guarded: Path, asked: str):
    build_study(guarded, questionnaires=(asked,), periods=("2026-01",), languages=("en",))
    sites = guarded / "build" / "preview"
    assert {one.parent.name for one in sites.glob("*/en/*/2026-01")} == {asked}
    assert dead(sites / "site") == []
    assert (sites / "restricted").exists() == (asked == "shop")
    assert asked == "other" or dead(sites / "restricted") == []
