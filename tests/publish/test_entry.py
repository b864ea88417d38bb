"""The entry page: small, offline, and the one that says which release is current."""

from __future__ import annotations

import re
import shutil
from html.parser import HTMLParser

import pytest

from csatreport.base.label import LANGUAGES
from csatreport.base.words import say
from csatreport.publish.effects import Effects
from csatreport.publish.entry import read_current, render_entry
from csatreport.publish.publication import publish
from csatreport.publish.site import read_built_site
from tests.making.study import build_study, copy_study

NAME = "0012-0123abcd"


def test_the_page_leads_by_a_relative_address_and_a_plain_link():
    page = render_entry(NAME)
    address = f"releases/{NAME}/index.html"
    assert f'http-equiv="refresh" content="0; url={address}"' in page
    assert page.count(f'href="{address}"') == len(LANGUAGES)


def test_the_page_asks_for_nothing_and_runs_only_the_script_of_its_release():
    page = render_entry(NAME)
    assert "default-src 'none'" in page
    assert not re.search(r"https?://|<link|<img|style=", page)
    assert re.findall("<script[^>]*>[^<]*", page) == [
        f'<script src="releases/{NAME}/assets/door.js" defer>'
    ]


def test_a_release_without_that_script_is_led_to_by_the_page_alone(study):
    study.publish()
    page = (study.target / "index.html").read_text("utf-8")
    assert '"refresh"' in page
    assert "script" not in page


def test_the_page_is_well_formed_and_says_its_languages():
    opened: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag, _attrs):
            if tag != "meta":
                opened.append(tag)

        def handle_endtag(self, tag):
            assert opened.pop() == tag

    reader = Reader()
    reader.feed(render_entry(NAME))
    assert opened == []
    assert all(f'<p lang="{language}">' in render_entry(NAME) for language in LANGUAGES)


def test_the_page_is_right_where_page_and_pointer_disagree(tmp_path):
    (tmp_path / "current.json").write_text('{"release": "0001-aaaaaaaa"}')
    assert read_current(tmp_path) == "0001-aaaaaaaa"
    (tmp_path / "index.html").write_text(render_entry(NAME))
    assert read_current(tmp_path) == NAME


def test_somebody_elses_page_names_no_release(tmp_path):
    (tmp_path / "index.html").write_text("<h1>Welcome</h1>")
    assert read_current(tmp_path) is None


@pytest.mark.parametrize(
    ("first", "folders", "spoken"),
    [
        ("en", ("en",), ["en"]),
        ("en", ("en", "zh-Hans"), ["en", "zh-Hans"]),
        ("zh-Hant", ("en", "zh-Hant"), ["zh-Hant", "en"]),
    ],
)
def test_the_page_speaks_the_languages_of_the_site_its_first_one_first(
    study, first, folders, spoken
):
    pages = {f"{folder}/index.html": "<p>home</p>" for folder in folders}
    shutil.rmtree(study.site)
    study.build({"index.html": f'<!doctype html>\n<html lang="{first}">', **pages})
    study.publish()
    page = (study.target / "index.html").read_text("utf-8")
    assert f'<html lang="{first}">' in page
    assert re.findall(r'<p lang="([^"]+)">', page) == spoken
    assert f"<title>{say(first, 'publish.entry')}</title>" in page


def test_the_entry_page_of_a_study_in_english_is_english(tmp_path):
    study = copy_study("corner-shop", tmp_path)
    file = study / "config" / "study.yaml"
    file.write_text("name: Corner shop\nlanguages: [en]\n", encoding="utf-8")
    build_study(study, periods=("2026-01",))
    built = study / "build" / "preview" / "site"
    site = read_built_site(built, Effects())
    publish(site, tmp_path / "share", study=study, effects=Effects(), progress=lambda _: None)
    for page in (tmp_path / "share" / "index.html", built / "index.html", built / "en/index.html"):
        text = page.read_text("utf-8")
        assert '<html lang="en">' in text
        assert not re.search("[\u4e00-\u9fff]", text)
