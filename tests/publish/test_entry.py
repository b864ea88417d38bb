"""The entry page: small, offline, and the one that says which release is current."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from csatreport.label import LANGUAGES
from csatreport.publish.entry import read_current, render_entry

NAME = "0012-0123abcd"


def test_the_page_leads_by_a_relative_address_and_a_plain_link():
    page = render_entry(NAME)
    address = f"releases/{NAME}/index.html"
    assert f'http-equiv="refresh" content="0; url={address}"' in page
    assert page.count(f'href="{address}"') == len(LANGUAGES)


def test_the_page_asks_for_nothing_and_runs_nothing():
    page = render_entry(NAME)
    assert "default-src 'none'" in page
    assert not re.search(r"https?://|<script|<link|<img|style=", page)


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
