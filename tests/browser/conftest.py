"""A built site and a browser to open it in."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from csatreport.base.print.pdf import print_pdf
from csatreport.publish.entry import render_entry
from csatreport.site import overview, pages
from csatreport.site import sitemap as site
from tests.site import build

ROOT = Path(__file__).parent.parent.parent
THOUSANDS = tuple((f"T-{n:04d}_x", f"第 {n} 号门店", f"Store number {n}", "township", f"R{1 + n % 3}", 70.0, 40) for n in range(2000))  # fmt: skip
STORES = (*build.STORES, *((f"T{n:03d}", f"第 {n} 号门店", f"Store number {n}", "township", f"R{1 + n % 3}", 70.0 + n % 17, 40) for n in range(184)))  # fmt: skip


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a small site from the reports made by hand."""
    root = tmp_path_factory.mktemp("site")
    sitemap, retail = build.site(), build.site().by_id["retail"]
    shutil.copytree(ROOT / "templates/assets", root / "assets")
    made = {"index.html": overview.render_root(sitemap, ROOT)}
    made["releases/0001-0123abcd/index.html"] = made["index.html"]
    for language in ("zh-Hans", "en"):
        report = build.company_report(language)
        summary = overview.summarise(report)
        crowd = build.site(STORES)
        crowded = build.company_report(language, stores=STORES)
        made |= {
            retail.report_path(language, "2026-10", "all"): build.front(report, sitemap, ROOT),
            retail.report_path(language, "2026-10", "S02"): build.front(build.unit_report(language), sitemap, ROOT),
            retail.report_path(language, "2026-09", "T183"): build.front(build.at(replace(build.unit_report(language), unit="T183"), "2026-09"), crowd, ROOT),
            retail.report_path(language, "2026-09", "all"): build.front(build.at(crowded, "2026-09"), crowd, ROOT),
            site.home_path(language): overview.render_home(sitemap, language, {"retail": summary}, ROOT),
            site.archive_path(language, "retail"): overview.render_archive(sitemap, language, "retail", summary, ROOT),
            site.question_path(language, "retail", "q9"): pages.render_question_page(build.question_page(language), sitemap, ROOT),
            site.method_path(language, "retail"): pages.render_method_page(build.method(language), sitemap, language, "retail", ROOT),
            site.glossary_path(language): pages.render_glossary_page(build.definitions(language), sitemap, language, ROOT),
        }  # fmt: skip
    many = overview.render_home(build.site(THOUSANDS), "en", {}, ROOT)
    made |= {
        "many/en/index.html": many,
        "share.html": render_entry("0001-0123abcd", ("zh-Hans", "en")),
    }
    for place in ("many", "releases/0001-0123abcd"):
        shutil.copytree(root / "assets", root / place / "assets")
    for path, html in made.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(html, encoding="utf-8")
    pdf = print_pdf(pages.render_print_page(build.unit_report("en"), ROOT), ROOT)
    (root / "en/retail/2026-10/S02/report.pdf").write_bytes(pdf)
    return root
