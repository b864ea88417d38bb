"""The press: what it refuses, and what the PDFs are: tagged, small, with the right fonts."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pypdf
import pytest

from csatreport.base.errors import StudyError
from csatreport.base.print.fonts import cut_fonts, usual_characters
from csatreport.base.print.pdf import press, print_pdf
from csatreport.base.resources import assets
from csatreport.report.model import Chapter, Paragraph, ReportPage
from csatreport.report.printed import PAGES
from csatreport.site.pages import render_print_page
from csatreport.site.templates import data_uri
from tests.site.build import STORES, change_table, company_report, unit_report

_WORD = re.compile(
    r'<word xMin="([-.\d]+)" yMin="[-.\d]+" xMax="([-.\d]+)" yMax="[-.\d]+">(.*)</word>'
)
ROOT = Path(__file__).parents[3]


@cache
def pdf(kind: str, language: str) -> bytes:
    report = company_report(language) if kind == "company" else unit_report(language)
    return print_pdf(render_print_page(report, ROOT), ROOT)


def opened(kind: str, language: str) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf(kind, language)))


def fonts(reader: pypdf.PdfReader) -> set[str]:
    found = set()
    for page in reader.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            inner = font.get_object()["/DescendantFonts"][0].get_object()
            descriptor = inner["/FontDescriptor"].get_object()
            assert {"/FontFile2", "/FontFile3"} & descriptor.keys(), "not embedded"
            found.add(str(font.get_object()["/BaseFont"]).partition("+")[2])
    return found


def words(reader: pypdf.PdfReader) -> str:
    return "".join(page.extract_text() for page in reader.pages)


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en"])
def test_a_units_report_is_one_page(language: str):
    assert len(opened("unit", language).pages) == 1


@pytest.mark.parametrize(("language", "most"), [("zh-Hans", 120_000), ("en", 80_000)])
def test_a_units_report_is_small(language: str, most: int):
    assert len(pdf("unit", language)) <= most


@pytest.mark.parametrize(
    ("language", "script"), [("zh-Hans", "SC"), ("zh-Hant", "TC"), ("en", "SC")]
)
def test_the_fonts_are_those_of_the_language_and_embedded(language: str, script: str):
    names = fonts(opened("unit", language)) | fonts(opened("company", language))
    assert names
    formulas = {name for name in names if name.startswith("DejaVu")}
    assert all(name.startswith(f"Noto-Sans-CJK-{script}") for name in names - formulas)


def test_chinese_text_can_be_read_out_of_the_file():
    text = words(opened("company", "zh-Hans"))
    assert "门店顾客满意度" in text
    assert "三岔店明显偏低" in text


def test_a_report_has_language_title_tags_and_bookmarks():
    reader = opened("company", "zh-Hans")
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "zh-Hans"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title == "门店顾客满意度 · 2026 年 10 月，全公司 · 示例数据"
    titles = [entry.title for entry in reader.outline[1]]  # type: ignore[union-attr]
    assert titles[1:4] == [
        "1,152 位顾客交回有效答卷，县城店占 56%",
        "收银员态度与用语最受认可；退换货，三人中有一人不满意",
        "12 题中 5 题明确上升，1 题明确下降",
    ]


def test_the_one_page_stands_alone_with_contents_and_pages_are_numbered():
    reader = opened("company", "zh-Hans")
    first = reader.pages[0].extract_text()
    assert "77.3" in first
    assert "目次" in first
    assert "收银员态度与用语\n" not in first
    last = len(reader.pages)
    for number, page in enumerate(reader.pages, start=1):
        assert f"{number} / {last}" in page.extract_text()
    assert "门店顾客满意度" in reader.pages[2].extract_text()


def test_the_contents_name_the_page_on_which_a_chapter_stands():
    reader = opened("company", "zh-Hans")
    listed = reader.pages[0].extract_text().replace("\xa0", "").replace(" ", "")
    pages = enumerate((page.extract_text() for page in reader.pages), start=1)
    place = next(number for number, text in pages if number > 1 and "三岔店明显偏低" in text)
    assert f"4门店比较{place}" in listed


def placed(pdf: bytes) -> Iterator[tuple[float, float, str]]:
    """Yield every word of a PDF with its left and right end in mm."""
    told = subprocess.run(
        ["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True
    )
    for left, right, word in _WORD.findall(told.stdout.decode()):
        yield float(left) * 25.4 / 72, float(right) * 25.4 / 72, word


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en"])
@pytest.mark.parametrize(("kind", "left", "right"), [("company", 20, 194), ("unit", 12.8, 198.8)])
def test_nothing_is_printed_beyond_the_margins(kind: str, left: float, right: float, language: str):
    words = list(placed(pdf(kind, language)))
    assert len(words) > 100
    assert [one for one in words if one[0] < left - 0.3 or one[1] > right + 0.3] == []


def test_a_word_that_no_line_holds_is_parted_rather_than_printed_beyond_the_margins():
    long = "Donaudampfschifffahrtsgesellschaftskapitaensmuetze"
    stores = tuple((store[0], long, long, *store[3:]) for store in STORES)
    for report in (company_report("en", stores), unit_report("en")):
        html = render_print_page(report, ROOT).replace("Returns and exchanges", long)
        assert long in html
        assert press(html, ROOT).beyond is None


def test_a_verdict_that_its_column_cannot_hold_in_one_line_is_broken_into_lines():
    cell = '<td class="c-chg"><span class="chg few"><span class="nb">too few answers to tell</span></span>'
    table = (
        f'<table class="items"><col style="width:88%"><col><tr><th scope="row">One{cell}</table>'
    )
    assert press(f'<html lang="en"><title>One</title>{table}</html>', ROOT).beyond is None


def test_of_a_very_large_study_ten_pages_are_printed_and_none_beyond_the_margins():
    stores = tuple(
        (
            f"S{n:03}",
            "",
            f"Store at the long-distance bus station number {n}",
            "county",
            "",
            40 + n % 50,
            40,
        )
        for n in range(200)
    )
    report = company_report("en", stores)
    pages = {"who": ReportPage.DETAIL, "voices": ReportPage.VOICES, "quality": ReportPage.QUALITY}
    front, *others = (
        replace(one, page=pages.get(one.id, ReportPage.FRONT)) for one in report.chapters
    )
    results = next(one for one in others if one.id == "results").blocks[0]
    many = replace(results, groups=tuple(replace(g, rows=g.rows * 4) for g in results.groups))  # type: ignore[union-attr]
    changes = replace(change_table("en"), rows=change_table("en").rows * 4)
    blocks = {"results": (many,), "change": (changes, changes)}
    chapters = (replace(one, blocks=blocks.get(one.id, one.blocks)) for one in others)
    html = render_print_page(replace(report, chapters=(front, *chapters)), ROOT)
    made = print_pdf(html, ROOT)
    assert 6 < len(pypdf.PdfReader(io.BytesIO(made)).pages) <= PAGES
    assert re.search(r"The \d\d lowest and highest of 200; all stand in the workbook", html)
    assert [one for one in placed(made) if one[0] < 15.7 or one[1] > 197.5] == []


def test_a_page_is_not_white_and_nothing_is_cut_at_its_edge(tmp_path: Path):
    (tmp_path / "unit.pdf").write_bytes(pdf("unit", "zh-Hans"))
    subprocess.run(
        ["pdftoppm", "-r", "40", "-gray", tmp_path / "unit.pdf", tmp_path / "page"], check=True
    )
    width, height, pixels = _grey(next(tmp_path.glob("page*.pgm")).read_bytes())
    dark = [n for n, value in enumerate(pixels) if value < 128]
    assert len(dark) > 0.01 * width * height
    assert min(n % width for n in dark) > 0.04 * width
    assert max(n % width for n in dark) < 0.97 * width


def _grey(picture: bytes) -> tuple[int, int, bytes]:
    _, size, _, pixels = picture.split(b"\n", 3)
    width, height = map(int, size.split())
    return width, height, pixels


def test_a_sheet_that_runs_over_is_set_smaller_until_it_fits():
    report = unit_report("en")
    items = report.chapters[1].blocks[0]
    crowded = replace(items, groups=(replace(items.groups[0], rows=items.groups[0].rows * 2),))  # type: ignore[union-attr]
    chapters = (
        report.chapters[0],
        replace(report.chapters[1], blocks=(crowded,)),
        report.chapters[2],
    )
    made = pypdf.PdfReader(
        io.BytesIO(print_pdf(render_print_page(replace(report, chapters=chapters), ROOT), ROOT))
    )
    assert len(made.pages) == 1
    assert [float(side) for side in made.pages[0].mediabox[2:]] == pytest.approx(
        [595.28, 841.89], abs=0.5
    )


def test_what_cannot_fit_on_a_sheet_keeps_its_size():
    report = unit_report("en")
    items = report.chapters[1].blocks[0]
    endless = replace(items, groups=items.groups * 4)  # type: ignore[union-attr]
    chapters = (report.chapters[0], replace(report.chapters[1], blocks=(endless,)))
    made = pypdf.PdfReader(
        io.BytesIO(print_pdf(render_print_page(replace(report, chapters=chapters), ROOT), ROOT))
    )
    assert len(made.pages) > 1
    assert float(made.pages[0].mediabox[2]) == pytest.approx(595.28, abs=0.5)


def test_the_same_page_gives_the_same_bytes():
    html = render_print_page(unit_report("en"), ROOT)
    assert print_pdf(html, ROOT) == print_pdf(html, ROOT) == pdf("unit", "en")


@pytest.mark.parametrize(
    "address",
    ["https://example.com/a.png", "file:///etc/passwd", "../config/study.yaml", "//example.com/a.png",
     "data:text/html;base64,PGI+", "ftp://example.com/x"],
)  # fmt: skip
def test_the_press_reaches_nothing_but_its_own_assets(address: str):
    with pytest.raises(StudyError) as told:
        print_pdf(f'<html lang="en"><body><img alt="" src="{address}">', ROOT)
    assert told.value.issues[0].code in {"R501", "R503"}
    assert told.value.exit_code == 4


@pytest.mark.parametrize(
    "part",
    [
        "<link rel=attachment href=file:///etc/passwd>",
        "<a rel=attachment href=file:///etc/passwd>x</a>",
        "<style>@import url(file:///etc/passwd)</style>",
        '<style>@import "http://evil.invalid/a.css"</style>',
        "<style>body{background:url(//evil.invalid/a.png)}</style>",
        "<style>@font-face{font-family:q;src:url(file:///etc/passwd)} body{font-family:q}</style>x",
        "<object data=file:///etc/passwd></object>",
        "<link rel=stylesheet href=file:///etc/passwd>",
        '<base href="file:///etc/"><img src=passwd>',
        '<a rel=attachment href="https://assets.invalid/%2e%2e/%2e%2e/study.yaml">x</a>',
    ],
)
def test_no_part_of_a_page_reaches_a_file_or_a_host(part: str):
    with pytest.raises(StudyError) as told:
        print_pdf(f'<html lang="en"><body>{part}', ROOT)
    assert told.value.issues[0].code == "R501"


@pytest.mark.parametrize("part", ["<img alt='' src={}>", "<a rel=attachment href={}>x</a>"])
@pytest.mark.parametrize("name", ["link.svg", "out/passwd"])
def test_a_link_out_of_the_assets_is_refused(tmp_path: Path, part: str, name: str):
    own = tmp_path / "templates" / "assets"
    own.mkdir(parents=True)
    (own / "link.svg").symlink_to("/etc/passwd")
    (own / "out").symlink_to("/etc")
    with pytest.raises(StudyError) as told:
        print_pdf(f'<html lang="en"><body>{part.format(name)}', tmp_path)
    assert told.value.issues[0].code == "R501"


def test_a_link_out_of_the_assets_is_not_published(tmp_path: Path):
    own = tmp_path / "templates" / "assets"
    own.mkdir(parents=True)
    (own / "logo.svg").write_text("<svg/>", encoding="utf-8")
    assert assets(tmp_path)["logo.svg"] == b"<svg/>"
    (own / "link.svg").symlink_to("/etc/passwd")
    with pytest.raises(StudyError) as told:
        assets(tmp_path)
    assert told.value.issues[0].source.file == "templates/assets/link.svg"


@pytest.mark.parametrize(
    "inside",
    [
        '<image width="9" height="9" href="{}"/>',
        '<use href="{}#a"/>',
        "<style>@import url({});</style>",
    ],
)
def test_a_drawing_in_a_page_reaches_no_file(inside: str, tmp_path: Path):
    secret = tmp_path / "secret.svg"
    secret.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg"><text id="a" y="9">classified</text></svg>'
    )
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="20">{inside.format(secret.as_uri())}</svg>'
    made = print_pdf(f'<html lang="en"><body><img alt="" src="{data_uri(drawing)}">', ROOT)
    assert "classified" not in words(pypdf.PdfReader(io.BytesIO(made)))


def test_a_missing_asset_is_told_by_name():
    with pytest.raises(StudyError) as told:
        print_pdf('<html lang="en"><body><img alt="" src="logo.png">', ROOT)
    assert (told.value.issues[0].code, told.value.issues[0].facts) == ("R503", {"name": "logo.png"})


def test_a_study_may_bring_its_own_picture(tmp_path: Path):
    (tmp_path / "templates" / "assets").mkdir(parents=True)
    shutil.copy(ROOT / "templates/assets/icon.svg", tmp_path / "templates/assets/logo.svg")
    made = print_pdf('<html lang="en"><body><img alt="" src="logo.svg">', tmp_path)
    assert made.startswith(b"%PDF")


def test_a_rare_character_comes_from_the_whole_font():
    report = unit_report("zh-Hans")
    chapter = Chapter(id="x", number="", topic="t", heading="h", blocks=(Paragraph(text="𠮷野龘"),))
    rare = print_pdf(
        render_print_page(replace(report, chapters=(*report.chapters[:1], chapter)), ROOT), ROOT
    )
    names = fonts(pypdf.PdfReader(io.BytesIO(rare)))
    assert "Noto-Sans-CJK-SC" in names


@pytest.mark.parametrize("script", ["SC", "TC"])
def test_both_fonts_of_a_script_share_the_blank_alone(script: str):
    common, further = usual_characters(script)
    assert common & further == {ord(" ")}
    assert {ord(c) for c in "AZ09%–—“”▲▼，。"} <= common
    assert {ord(c) for c in ("满意门店" if script == "SC" else "滿意門市後於")} <= common


def test_names_with_rarer_characters_are_in_the_second_font():
    assert ord("鑫") in usual_characters("SC")[1]
    assert ord("满") in usual_characters("TC")[1]


def test_the_cut_is_small_and_always_the_same():
    first, again = cut_fonts("SC"), cut_fonts("SC")
    assert [c.name for c in first] == [
        "Noto Sans CJK SC Common", "Noto Sans CJK SC Further",
        "Noto Sans CJK SC Common", "Noto Sans CJK SC Further",
    ]  # fmt: skip
    assert all(len(cut.content) < 2_500_000 for cut in first)
    assert [c.content for c in first] == [c.content for c in again]


def test_a_page_that_fills_its_sheet_is_set_as_large_as_it_fits_on_one(tmp_path):
    def size(words: int, pages: str) -> tuple[int, float]:
        html = (
            f'<html lang="en"><head><meta name="pages" content="{pages}"><title>x</title></head>'
            f"<body><p>{'many words ' * words}</p></body></html>"
        )
        found = pypdf.PdfReader(io.BytesIO(print_pdf(html, tmp_path, ()))).pages
        heights: list[float] = []
        found[0].extract_text(
            visitor_text=lambda _, cm, tm, __, of: heights.append(abs(of * cm[3] * tm[3]))
        )
        return len(found), max(heights)

    assert size(5, "1") == (1, pytest.approx(12, abs=0.1))
    assert size(5, "1 filled") == (1, pytest.approx(1.9 * 12, abs=0.1))
    pages, type_size = size(200, "1 filled")
    assert pages == 1
    assert 12 < type_size < 1.9 * 12
    pages, type_size = size(1000, "1 filled")
    assert (pages > 1, type_size) == (True, pytest.approx(12, abs=0.1))


_PRINTING = """
import multiprocessing
import sys
from pathlib import Path
from csatreport.base.print.pdf import print_pdf
page = "<html lang='en'><title>One</title><p>Words</p></html>"
worker = multiprocessing.get_context("fork").Process(target=print_pdf, args=(page, Path(sys.argv[1])))
worker.start()
worker.join()
sys.exit(worker.exitcode)
"""


def test_a_worker_that_printed_leaves_no_folder_of_fonts_behind(tmp_path: Path):
    told = {**os.environ, "TMPDIR": str(tmp_path), "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-c", _PRINTING, str(ROOT)], env=told, check=True)
    assert list(tmp_path.iterdir()) == []
