"""Pages: whole without scripts, safe, linked only to what exists, in the right language."""

from __future__ import annotations

import re
import shutil
from base64 import b64decode
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from posixpath import dirname, join, normpath

import pytest

from csatreport.base.errors import StudyError
from csatreport.report.inline import Link, Words
from csatreport.report.model import Chapter, Paragraph, Quote, Quotes, Table
from csatreport.site import overview, pages
from csatreport.site import sitemap as site
from csatreport.study.policy import Audience
from tests.site import build

ROOT = Path(__file__).parents[2]
UNENDED = {"tr", "th", "td", "p"}
"""Elements whose end HTML does not ask for; pages leave it out in long tables."""
VOID = {"meta", "link", "br", "input", "img", "col", "rect", "circle", "path", "line", "use"}
HOSTILE = "<script>alert('x')</script>\"'&=1+1 {{ 7*7 }} {% raw %} javascript:alert(1)"


class Reader(HTMLParser):
    """Collects tags, attributes and ids, and checks that tags are closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            while self.open[-1] in UNENDED and self.open[-1] != tag:
                self.open.pop()
            assert self.open.pop() == tag

    def values(self, name: str) -> list[str]:
        return [attrs[name] for _, attrs in self.tags if name in attrs]


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    assert reader.open == []
    return reader


def company(language: str = "zh-Hans") -> str:
    return build.front(build.company_report(language), build.site(), ROOT)


def unit(language: str = "en") -> str:
    return build.front(build.unit_report(language), build.site(), ROOT)


def home(language: str = "en") -> str:
    newest = {"retail": overview.summarise(build.company_report(language))}
    return overview.render_home(build.site(), language, newest, ROOT)


def archive(language: str = "en") -> str:
    newest = overview.summarise(build.company_report(language))
    return overview.render_archive(build.site(), language, "retail", newest, ROOT)


def question(language: str = "en") -> str:
    return pages.render_question_page(build.question_page(language), build.site(), ROOT)


def method(language: str = "en") -> str:
    return pages.render_method_page(build.method(language), build.site(), language, "retail", ROOT)


def glossary(language: str = "en") -> str:
    return pages.render_glossary_page(build.definitions(language), build.site(), language, ROOT)


PAGES: dict[str, tuple[Callable[[str], str], str]] = {
    "company": (company, "{}/retail/2026-10/index.html"),
    "unit": (unit, "{}/retail/2026-10/S02/index.html"),
    "home": (home, "{}/index.html"),
    "archive": (archive, "{}/retail/index.html"),
    "question": (question, "{}/retail/questions/q9/index.html"),
    "method": (method, "{}/retail/method/index.html"),
    "glossary": (glossary, "{}/glossary/index.html"),
}


def existing() -> set[str]:
    """Return every path that the small site has."""
    sitemap, retail = build.site(), build.site().by_id["retail"]
    paths = {"index.html"} | {f"assets/{f.name}" for f in (ROOT / "templates/assets").iterdir()}
    for language in sitemap.languages:
        paths |= {site.home_path(language), site.glossary_path(language)}
        for entry in sitemap.questionnaires:
            paths |= {site.archive_path(language, entry.id), site.method_path(language, entry.id)}
        paths |= {site.question_path(language, "retail", item.id) for item in retail.items}
        for period in retail.periods:
            for name in period.units:
                report = retail.report_path(language, period.id, name)
                paths |= {report} | {join(dirname(report), d) for d in site.DOWNLOADS}
    return paths


@pytest.mark.parametrize("language", ["zh-Hans", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_every_link_of_a_page_leads_to_a_page_or_place_that_exists(name: str, language: str):
    make, path = PAGES[name]
    html, there = read(make(language)), existing()
    ids = set(html.values("id"))
    for href in [*html.values("href"), *html.values("src")]:
        target, _, anchor = href.partition("#")
        if target:
            assert normpath(join(dirname(path.format(language)), target)) in there, href
        else:
            assert anchor in ids, href


@pytest.mark.parametrize("name", PAGES)
def test_a_page_declares_its_language_and_a_strict_policy(name: str):
    html = PAGES[name][0]("zh-Hans")
    assert '<html lang="zh-Hans">' in html
    policy = next(a["content"] for t, a in read(html).tags if a.get("http-equiv"))
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_nothing_that_its_policy_forbids(name: str):
    html = read(PAGES[name][0]("en"))
    assert html.values("style") == []
    assert not [a for t, a in html.tags if t == "script" and "src" not in a]
    assert not [t for t, _ in html.tags if t in {"style", "iframe", "object", "embed", "form"}]
    assert not [name for _, attrs in html.tags for name in attrs if name.startswith("on")]


@pytest.mark.parametrize("name", PAGES)
def test_ids_stand_once_on_a_page(name: str):
    ids = read(PAGES[name][0]("en")).values("id")
    assert sorted(ids) == sorted(set(ids))


def test_texts_are_data_never_markup():
    report = build.company_report("en")
    chapter = Chapter(
        id="x", number="9", topic=HOSTILE, heading=HOSTILE,
        blocks=(
            Paragraph(text=HOSTILE),
            Table(caption=HOSTILE, heads=(HOSTILE, "b"), rows=((Link(text=HOSTILE, target="javascript:x"), HOSTILE),)),
            Quotes(title=HOSTILE, rows=(Quote(words=Words(text=HOSTILE, language="en", short=HOSTILE), about=HOSTILE, source=HOSTILE),)),
        ),
    )  # fmt: skip
    hostile = replace(
        report,
        title=HOSTILE,
        where=HOSTILE,
        organisation=HOSTILE,
        chapters=(*report.chapters, chapter),
    )
    for html in (build.front(hostile, build.site(), ROOT), pages.render_print_page(hostile, ROOT)):
        assert "<script>alert" not in html
        assert "49" not in re.findall(r"1\+1 (\S+)", html)
        assert not [h for h in read(html).values("href") if "javascript" in h]
        assert html.count("&lt;script&gt;alert") >= 8


def test_a_link_without_a_page_is_plain_text():
    report = build.company_report("en")
    gone = Table(caption="", heads=("a",), rows=((Link(text="Gone store", target="unit:GONE"),),))
    chapter = Chapter(id="x", number="", topic="t", heading="h", blocks=(gone,))
    html = build.front(replace(report, chapters=(*report.chapters, chapter)), build.site(), ROOT)
    assert "<th>Gone store<" in html


def test_a_term_leads_to_this_page_where_it_is_explained_here():
    assert 'href="#term-index"' in company()
    assert 'href="../../../method/index.html#term-index"' not in company()


def test_a_term_leads_to_the_method_page_where_it_is_not_explained_here():
    report = build.company_report("en")
    short = replace(report, chapters=report.chapters[:3])
    html = build.front(short, build.site(), ROOT)
    assert 'href="../method/index.html#term-index"' in html


def test_sample_data_is_said_on_every_page():
    for make, _ in PAGES.values():
        assert "sample data" in make("en")


def test_a_restricted_report_says_so():
    report = replace(build.unit_report("en"), audience=Audience.RESTRICTED)
    assert "not for circulation" in build.front(report, build.site(), ROOT)
    assert "not for circulation" in pages.render_print_page(report, ROOT)
    assert "not for circulation" not in unit()


def test_only_the_front_has_the_headline_and_it_is_the_first_heading_of_its_chapter():
    html = company("en")
    assert html.count('class="fig"') == 1
    assert html.index("77.3") < html.index('id="who"')


def test_a_hidden_item_says_why_and_shows_no_figure():
    report = build.company_report("en")
    table = build.items("en")
    row = replace(
        table.groups[0].rows[0], hidden="Fewer than 5 answers", parts=(), favourable="", dot=None
    )
    group = replace(table.groups[0], rows=(row,))
    chapter = Chapter(
        id="x", number="", topic="t", heading="h", blocks=(replace(table, groups=(group,)),)
    )
    html = build.front(replace(report, chapters=(chapter,)), build.site(), ROOT)
    assert "Fewer than 5 answers" in html
    assert "84.9" not in html


def test_a_long_list_folds_and_is_whole_without_a_script():
    report = build.company_report("en")
    rows = tuple((f"row {n}", str(n)) for n in range(200))
    chapter = Chapter(
        id="x",
        number="",
        topic="t",
        heading="h",
        blocks=(Table(caption="Long", heads=("a", "b"), rows=rows),),
    )
    html = build.front(replace(report, chapters=(chapter,)), build.site(), ROOT)
    assert re.search(r"<details class=\"fold\"><summary>Long <span>200</span>", html)
    assert "row 199" in html


def test_what_only_scripts_can_use_is_hidden_until_they_run():
    html = read(company())
    for _, attrs in html.tags:
        if attrs.keys() & {"data-find", "data-sort-items", "data-theme-switch"}:
            assert "hidden" in attrs


def test_two_hundred_units_can_be_found_from_the_rail():
    stores = tuple(
        (f"S{n:03d}", f"第 {n} 店", f"Store {n}", "county", f"R{1 + n % 3}", 70.0, 40)
        for n in range(200)
    )
    report = replace(build.company_report("en"), chapters=build.company_report("en").chapters[:1])
    html = build.front(report, build.site(stores), ROOT)
    assert html.count('href="S') == 200
    assert 'data-find="tree"' in html


def test_paper_leaves_out_what_is_for_the_screen():
    html = pages.render_print_page(build.unit_report("en"), ROOT)
    assert 'id="words"' in html
    assert 'id="quality"' not in html
    assert "<script" not in html
    assert "Sort by" not in html


def test_a_units_short_report_is_a_sheet_and_the_companys_a_book():
    assert 'class="sheet' in pages.render_print_page(build.unit_report("en"), ROOT)
    book = pages.render_print_page(build.company_report("en"), ROOT)
    assert 'class="book' in book
    assert 'class="contents"' in book


def test_on_paper_links_lead_only_to_the_same_document():
    html = read(pages.render_print_page(build.company_report("en"), ROOT))
    ids = set(html.values("id"))
    assert html.values("href")
    assert all(href.startswith("#") and href[1:] in ids for href in html.values("href"))


def test_on_paper_drawings_carry_their_colours_themselves():
    html = pages.render_print_page(build.company_report("en"), ROOT)
    assert "var(" not in re.sub(r"<style>.*?</style>", "", html)


def test_the_root_leads_to_the_first_language_and_offers_all():
    html = read(overview.render_root(build.site(), ROOT))
    refresh = next(a["content"] for _, a in html.tags if a.get("http-equiv") == "refresh")
    assert refresh == "0; url=zh-Hans/index.html"
    assert [h for h in html.values("href") if h.endswith("index.html")] == [
        "zh-Hans/index.html", "zh-Hant/index.html", "en/index.html",
    ]  # fmt: skip


def test_a_survey_without_reports_says_so():
    assert "No reports yet." in home()
    assert "No reports yet." in overview.render_archive(build.site(), "en", "staff", None, ROOT)


def test_the_same_report_gives_the_same_page():
    assert company() == company()
    assert pages.render_print_page(build.unit_report(), ROOT) == pages.render_print_page(
        build.unit_report(), ROOT
    )


def test_a_study_may_bring_its_own_template(tmp_path: Path):
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "chapter.html.j2").write_text(
        '<!doctype html><html lang="{{ language }}"><title>mine {{ title }}</title></html>'
    )
    html = pages.render_glossary_page(build.definitions("en"), build.site(), "en", tmp_path)
    assert "mine Glossary" in html


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("{{ unknown }}", 1),
        ("ok\n{{ report.nothing }}", 2),
        ("a\nb\n{% if %}", 3),
        ("{{ 1 + 'a' }}", 1),
        ("\n{{ 1 / 0 }}", 2),
    ],
)
def test_a_fault_in_a_studys_template_is_told_with_its_line(tmp_path: Path, text: str, line: int):
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "report.html.j2").write_text(text)
    with pytest.raises(StudyError) as told:
        build.front(build.unit_report(), build.site(), tmp_path)
    issue = told.value.issues[0]
    assert (issue.code, issue.source.file, issue.source.line) == (
        "R502",
        "templates/report.html.j2",
        line,
    )
    assert told.value.exit_code == 4


def test_a_studys_colours_reach_its_printed_drawings(tmp_path: Path):
    shutil.copytree(ROOT / "templates" / "assets", tmp_path / "templates" / "assets")
    tokens = tmp_path / "templates" / "assets" / "tokens.css"
    tokens.write_text(tokens.read_text().replace("--g1: #93cdc8", "--g1: #123456", 1))
    html = pages.render_print_page(build.unit_report("en"), tmp_path)
    drawings = [b64decode(d).decode() for d in re.findall(r"base64,([^\"]+)", html)]
    assert any('fill="#123456"' in drawing for drawing in drawings)
