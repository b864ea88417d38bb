"""Marks and codes onto laid-out pages: the one door to the library that edits PDFs.

A form is set in type once. Every numbered copy then shares its pages' content and fonts and adds
only its own codes and whatever is printed over it (serial number, unit, customer), so that a
thousand copies cost little more than one.
"""

import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack

import pikepdf
import segno
from pikepdf import Array, Dictionary, Name, Page, Pdf

from csatreport.base.errors import ExitCode, StudyError
from csatreport.paper.layout import TEMPLATE, LaidOutForm
from csatreport.paper.marks import (
    CODES,
    CORNERS,
    DOT,
    HOLE,
    MODULE,
    MODULES,
    SIDES,
    strip_dots,
    strip_parts,
)
from csatreport.paper.model import HEIGHT, Rect
from csatreport.paper.payload import Payload, form_code, write_payload
from csatreport.paper.slim import slim_fonts

_PT = 72 / 25.4
_COLOURS = {"g", "G", "rg", "RG", "k", "K"}
_SHADING = "sh"


def stamp(pages: LaidOutForm, serials: Sequence[int], over: Iterable[bytes]) -> bytes:
    """Return the form once for each serial number, marked unless it is plain.

    Raises:
        StudyError: F910, the template uses grey or colour.
    """
    with ExitStack() as stack:
        base, *printed = [
            stack.enter_context(Pdf.open(io.BytesIO(pdf))) for pdf in (pages.pdf, *over)
        ]
        _refuse_colour(base)
        for pdf in (base, *printed):
            slim_fonts(pdf)
        made = Pdf.new()
        contents = [made.copy_foreign(page.as_form_xobject()) for page in base.pages]
        marks = made.make_stream(_marks())
        printed_pages = (page for pdf in printed for page in pdf.pages)
        for serial in serials:
            for number, content in enumerate(contents, start=1):
                own = made.copy_foreign(next(printed_pages).as_form_xobject())
                streams = [made.make_stream(b"q /Form Do Q q /Over Do Q")]
                if not pages.asked.plain:
                    streams += [marks, made.make_stream(_codes(_payload(pages, serial, number)))]
                _add_page(made, Dictionary(Form=content, Over=own), streams)
        return _saved(made, pages.geometry.form)


def _payload(pages: LaidOutForm, serial: int, page: int) -> str:
    geometry = pages.geometry
    return write_payload(
        Payload(
            form=form_code(geometry.questionnaire, geometry.edition, geometry.language),
            fingerprint=geometry.fingerprint,
            serial=serial,
            page=page,
            pages=geometry.pages,
        )
    )


def _add_page(made: Pdf, drawn: Dictionary, streams: list[pikepdf.Stream]) -> None:
    page = Dictionary(
        Type=Name.Page,
        MediaBox=Array([0, 0, 595.28, 841.89]),
        Resources=Dictionary(XObject=drawn),
        Contents=Array(streams),
    )
    made.pages.append(Page(made.make_indirect(page)))


def _saved(made: Pdf, title: str) -> bytes:
    made.docinfo["/Title"] = title
    buffer = io.BytesIO()
    made.save(
        buffer,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        compress_streams=True,
        recompress_flate=True,
        deterministic_id=True,
    )
    return buffer.getvalue()


def _fill(rects: Iterable[Rect]) -> Iterator[str]:
    """Yield the drawing of black rectangles, in PDF units from the bottom left."""
    for rect in rects:
        left, bottom = rect.left * _PT, (HEIGHT - rect.bottom) * _PT
        yield f"{left:.3f} {bottom:.3f} {rect.width * _PT:.3f} {rect.height * _PT:.3f} re"


def _marks() -> bytes:
    """Draw corners, side marks and the control strip."""
    black = " ".join(_fill((*CORNERS, *SIDES, *strip_parts())))
    white = " ".join(_fill((HOLE,)))
    dots = " ".join(
        f"{left * _PT:.3f} {(HEIGHT - middle) * _PT:.3f} m "
        f"{(left + length) * _PT:.3f} {(HEIGHT - middle) * _PT:.3f} l"
        for left, middle, length in strip_dots()
    )
    dash = f"{DOT * _PT:.3f} w [{DOT * _PT:.3f}] 0 d"
    return f"q 0 g 0 G {black} f 1 g {white} f {dash} {dots} S Q".encode("ascii")


def _codes(payload: str) -> bytes:
    """Draw the code of a page in both its places, in modules from its top left corner."""
    runs = " ".join(f"{x} {y} {length} 1 re" for x, y, length in _runs(payload))
    side = MODULE * _PT
    parts = [
        f"q {side:.4f} 0 0 -{side:.4f} {place.left * _PT:.3f} {(HEIGHT - place.top) * _PT:.3f} cm "
        f"0 g {runs} f Q"
        for place in CODES
    ]
    return "\n".join(parts).encode("ascii")


def _runs(payload: str) -> Iterator[tuple[int, int, int]]:
    """Yield the dark runs of a code: column, row and length, in modules."""
    code = segno.make_qr(payload, version=2, error="q", mode="alphanumeric", boost_error=False)
    for y, row in enumerate(code.matrix):
        x = 0
        while x < MODULES:
            if not row[x]:
                x += 1
                continue
            start = x
            while x < MODULES and row[x]:
                x += 1
            yield start, y, x - start


def _refuse_colour(pdf: Pdf) -> None:
    """Stop where a form uses anything but black and white: a fax would lose it."""
    for number, page in enumerate(pdf.pages, start=1):
        if _coloured(page.obj):
            raise StudyError.at("F910", f"templates/{TEMPLATE}", ExitCode.RENDERING, page=number)


def _coloured(drawn: pikepdf.Object) -> bool:
    for step in pikepdf.parse_content_stream(drawn):
        operands, name = step.operands, str(step.operator)
        if name == _SHADING:
            return True
        if name in _COLOURS and not _black_or_white(name, [float(str(one)) for one in operands]):
            return True
    resources = drawn.get("/Resources", Dictionary())
    inside = resources.get("/XObject", Dictionary())
    return any(one.get("/Subtype") == Name.Form and _coloured(one) for one in dict(inside).values())


def _black_or_white(name: str, values: list[float]) -> bool:
    if name in "kK":
        return values[:3] == [0, 0, 0] and values[3] in {0, 1}
    return len(set(values)) == 1 and values[0] in {0, 1}
