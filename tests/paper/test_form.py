"""A form of every item kind: laid out by the rules, marked, and readable after a fax."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pikepdf
import pytest
import zxingcpp
from PIL import Image

from csatreport.base.errors import StudyError
from csatreport.base.label import LANGUAGES
from csatreport.base.print import pdf as press
from csatreport.base.print.pdf import lay_out
from csatreport.base.resources import shipped
from csatreport.paper import layout
from csatreport.paper.compose import SMALL
from csatreport.paper.lint import check_form
from csatreport.paper.marks import CODES, CORNERS, HOLE, SIDES, kept_clear
from csatreport.paper.model import Purpose, Rect
from csatreport.paper.overprint import Copy, set_over
from csatreport.paper.payload import serial_text
from csatreport.paper.stamp import stamp
from tests.paper.codes import read_payload, type_sizes
from tests.paper.study import form_of, make_study

SHIPPED = shipped("config").parent
MODELS = Path(__file__).parents[2] / "examples" / "models"
NAMES = ("supplier", "retail", "staff")
FAX = ("-sDEVICE=tiffg4", "-r204x98", "-sPAPERSIZE=a4")


@pytest.fixture(scope="module")
def study(tmp_path_factory) -> Path:
    return make_study(tmp_path_factory.mktemp("study"))


def printed(study: Path, name="kinds", language="zh-Hans", serials=(427,), *, plain=False):
    _, pages = form_of(study, name, language, plain=plain)
    copies = [Copy(serial=serial, unit="S1", unit_name="北店") for serial in serials]
    return pages, stamp(pages, serials, set_over(copies, pages))


def picture(pdf: bytes, page: int, dpi: int) -> np.ndarray:
    """Return a page as true where it is black."""
    drawn = subprocess.run(
        ["pdftoppm", "-r", str(dpi), "-f", str(page), "-l", str(page), "-mono", "-"],
        input=pdf, capture_output=True, check=True,
    ).stdout  # fmt: skip
    return ~np.array(Image.open(io.BytesIO(drawn)).convert("1"))


def words(pdf: bytes) -> str:
    told = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return told.stdout.decode()


def black(image: np.ndarray, rect: Rect, dpi: int) -> np.ndarray:
    scale = dpi / 25.4
    rows = slice(round(rect.top * scale), round(rect.bottom * scale))
    return image[rows, round(rect.left * scale) : round(rect.right * scale)]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_shipped_forms_pass_their_measurements_and_fill_whole_sheets(name, language):
    asked, pages = form_of(SHIPPED, name, language)
    ticked = {item.id for item in asked.newest.items if item.options}
    assert {box.item for box in pages.geometry.boxes} == ticked
    spread = (name, language) == ("staff", "en")
    assert pages.geometry.pages == (4 if spread else 2)
    assert {box.page for box in pages.geometry.boxes} == set(range(1, pages.geometry.pages + 1))
    assert bool(pages.asked.room) == spread
    over = set_over([Copy(serial=1, unit_name="North", id="K1", name="Long & Co.")], pages)
    for pdf in (pages.pdf, *over):
        assert min(type_sizes(pdf)) >= SMALL - 0.01


def test_a_form_of_three_pages_is_spread_over_four_and_none_of_them_is_empty():
    _, pages = form_of(MODELS, "servqual")
    assert pages.geometry.pages == 4
    assert {box.page for box in pages.geometry.boxes} == {1, 2, 3, 4}
    assert (pages.asked.tight, pages.asked.filled) == (False, False)


def test_what_cannot_be_spread_has_an_empty_page_at_its_end(monkeypatch):
    monkeypatch.setattr(layout, "_ROOMIER", ())
    _, pages = form_of(MODELS, "servqual")
    assert pages.geometry.pages == 4
    assert pages.asked.filled
    assert not pages.elements[-1]


def test_reasons_share_a_room_where_the_form_says_so_and_fields_on_a_screen_have_their_own():
    for apart in (False, True):
        asked, pages = form_of(SHIPPED, "retail", apart=apart)
        rooms = {f.item: (f.page, f.rect) for f in pages.geometry.fields if f.purpose == "reason"}
        assert set(rooms) == {item.id for item in asked.newest.items if item.follow_up}
        assert len(set(rooms.values())) == (len(rooms) if apart else 5)
        assert (rooms["surroundings"] == rooms["courtesy"]) is not apart
        assert rooms["courtesy"] != rooms["aisles"]


def test_what_a_form_says_does_not_contradict_it():
    said = words(printed(SHIPPED, "supplier", serials=(0,))[1])
    assert "编号 0" not in said
    assert "以页眉编号为准" not in said
    assert said.count("盖章") == 1 + 2
    assert "请盖公章" not in said
    numbered = words(printed(SHIPPED, "supplier")[1])
    assert numbered.count(f"编号 {serial_text(427)}") == 2 * 2
    assert "只沿中间对折" in words(printed(SHIPPED, "staff")[1])


def test_every_option_has_a_box_and_every_open_question_room(study):
    asked, pages = form_of(study)
    boxes = [(box.item, box.option) for box in pages.geometry.boxes]
    options = [(i.id, o.code) for i in asked.newest.items for o in i.options]
    assert sorted(boxes) == sorted([*options, ("staff", "N")])
    fields = [(f.item, f.purpose, f.rank) for f in pages.geometry.fields]
    assert ("staff", Purpose.REASON, 0) in fields
    assert ("range", Purpose.REASON, 0) not in fields
    assert [f for f in fields if f[0] == "first"] == [("first", Purpose.RANK, n) for n in (1, 2, 3)]
    for item in ("customer_id", "customer", "visits", "since", "words"):
        assert (item, Purpose.ANSWER, 0) in fields
    assert {("unit", Purpose.HEAD, 0), ("date", Purpose.HEAD, 0)} <= set(fields)


def test_the_press_tells_the_corners_of_an_element_with_an_id_in_millimetres(tmp_path):
    html = (
        '<html lang="en"><style>@page{size:A4;margin:10mm}*{margin:0}p{break-after:page}'
        "i{position:absolute;left:20mm;top:30mm;width:5mm;height:5mm;border:.45mm solid;"
        'box-sizing:border-box}</style><p>one<p><i id="b:q:0"></i></html>'
    )
    pages = lay_out(html, tmp_path, ()).pages
    assert [list(page) for page in pages[:2]] == [[], ["b:q:0"]]
    assert pages[1]["b:q:0"] == pytest.approx((30, 40, 35, 45), abs=0.01)


@pytest.mark.parametrize(("name", "page"), [("kinds", 1), ("supplier", 2), ("retail", 1)])
def test_boxes_measure_five_millimetres_where_the_geometry_says(study, name, page):
    pages, pdf = printed(study if name == "kinds" else SHIPPED, name)
    dpi = 900
    image = picture(pdf, page, dpi)
    boxes = [box for box in pages.geometry.boxes if box.page == page]
    assert boxes
    for box in boxes:
        around = box.rect.grown(1.0)
        rows, columns = np.nonzero(black(image, around, dpi))
        mm = 25.4 / dpi
        # A pixel that is touched is black, so that both ends together reach about one too far.
        size = (np.ptp(columns) * mm, np.ptp(rows) * mm)
        assert size == pytest.approx((5.0, 5.0), abs=0.05), box
        assert columns.min() * mm == pytest.approx(1.0, abs=0.05), box
        assert rows.min() * mm == pytest.approx(1.0, abs=0.05), box
        assert not black(image, box.rect.grown(-0.6), dpi).any()


def test_marks_stand_where_a_machine_looks_for_them(study):
    _, pdf = printed(study)
    image = picture(pdf, 1, 300)
    for mark in (*CORNERS[1:], *SIDES):
        assert black(image, mark.grown(-0.2), 300).all(), mark
    assert not black(image, HOLE.grown(-0.2), 300).any()
    assert black(image, CORNERS[0].grown(-0.2), 300).mean() == pytest.approx(
        1 - 2.4**2 / 5.6**2, abs=0.03
    )
    for corner in CORNERS:
        ring = black(image, corner.grown(4.9), 300).sum()
        assert ring <= black(image, corner.grown(0.2), 300).sum() + 5, corner


def test_nothing_printed_lies_on_the_marks(study):
    pages, _ = printed(study)
    for elements in pages.elements:
        for name, rect in elements.items():
            assert not any(rect.overlaps(zone) for zone in kept_clear()), name


@pytest.mark.parametrize("name", NAMES)
def test_both_codes_of_every_page_are_read_after_a_standard_fax(name, tmp_path):
    if shutil.which("gs") is None:
        pytest.skip("Ghostscript is a tool for tests, and is missing")
    pages, pdf = printed(SHIPPED, name)
    (tmp_path / "form.pdf").write_bytes(pdf)
    subprocess.run(
        ["gs", "-q", "-dNOPAUSE", "-dBATCH", *FAX, f"-sOutputFile={tmp_path}/%d.tif",
         f"{tmp_path}/form.pdf"], check=True,
    )  # fmt: skip
    for number in range(1, pages.geometry.pages + 1):
        fax = Image.open(tmp_path / f"{number}.tif").convert("L")
        square = fax.resize((fax.width, fax.height * 204 // 98))
        found = [read_payload(code.text) for code in zxingcpp.read_barcodes(square)]
        assert len(found) == len(CODES)
        for payload in found:
            assert (payload.serial, payload.page) == (427, number)
            assert payload.fingerprint == pages.geometry.fingerprint


@pytest.mark.parametrize(
    ("name", "whole"), [("清河商行有限责任公司第一分公司（总店）", True), ("很长" * 40, False)]
)
def test_a_long_name_is_set_smaller_and_one_too_long_is_refused(study, name, whole):
    _, pages = form_of(study)
    copies = [Copy(serial=1, id="K1", name=name)]
    if not whole:
        with pytest.raises(StudyError) as caught:
            set_over(copies, pages)
        assert [issue.code for issue in caught.value.issues] == ["F924"]
        return
    pdf = stamp(pages, [1], set_over(copies, pages))
    assert name in words(pdf)


def test_forms_are_pure_black_on_white(study):
    _, pdf = printed(study)
    drawn = subprocess.run(
        ["pdftoppm", "-r", "100", "-aa", "no", "-aaVector", "no", "-"],
        input=pdf, capture_output=True, check=True,
    ).stdout  # fmt: skip
    colours = Image.open(io.BytesIO(drawn)).convert("RGB").getcolors()
    assert {colour for _, colour in colours} == {(0, 0, 0), (255, 255, 255)}


def test_numbered_copies_differ_in_number_and_codes_and_share_the_rest(study):
    pages, pdf = printed(study, serials=tuple(range(1, 41)))
    _, single = printed(study, serials=(1,))
    assert len(pdf) < len(single) + 40 * 4000
    with pikepdf.open(io.BytesIO(pdf)) as made:
        assert len(made.pages) == 40 * pages.geometry.pages
    text = subprocess.run(
        ["pdftotext", "-f", "3", "-l", "3", "-", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()
    assert "000002-" in text
    assert "北店" in text


def test_a_plain_form_has_neither_marks_nor_number(study):
    _, pdf = printed(study, plain=True)
    image = picture(pdf, 1, 100)
    assert not any(black(image, mark, 100).any() for mark in (*CORNERS, *SIDES))
    assert zxingcpp.read_barcodes(Image.fromarray(~image).convert("L")) == []
    assert "000427" not in words(pdf)


def test_the_same_form_has_the_same_bytes_and_fingerprint(study, monkeypatch):
    monkeypatch.setattr(press, "lay_out", lay_out)  # each time anew
    one, other = printed(study), printed(study)
    assert one[1] == other[1]
    assert one[0].geometry == other[0].geometry


def test_another_layout_has_another_fingerprint(study, tmp_path):
    (tmp_path / "templates" / "assets").mkdir(parents=True)
    css = (shipped("templates") / "assets" / "form.css").read_text(encoding="utf-8")
    changed = css.replace("padding-top: 1.6mm", "padding-top: 1.9mm")
    (tmp_path / "templates" / "assets" / "form.css").write_text(changed, encoding="utf-8")
    make_study(tmp_path)
    assert form_of(study)[1].geometry.fingerprint != form_of(tmp_path)[1].geometry.fingerprint


def test_all_fonts_are_embedded_and_text_can_be_found(study):
    _, pdf = printed(study)
    with pikepdf.open(io.BytesIO(pdf)) as made:
        files = [
            o
            for o in made.objects
            if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/CIDFontType0C"
        ]
    assert files
    assert "店员的态度" in words(pdf)


def test_a_form_that_passes_has_no_fault(study):
    assert check_form(form_of(study)[1]) == ()
