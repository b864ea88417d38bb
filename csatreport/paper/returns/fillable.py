"""Forms to be filled in on a screen: the printed pages with fields on the same boxes.

Boxes of a question with one answer are one group of which one can be on; a several-choice question
has boxes of their own. What a field gives is the option's code. Text fields name a Latin font and
ask the reader to draw them: for a Chinese text every reader then takes a font of its computer.

WeasyPrint can make fields itself, but embeds whole fonts for them and exports other values, so
they are added to the finished pages here.
"""

import io
import json
from collections import defaultdict
from collections.abc import Sequence
from itertools import groupby

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from csatreport.paper.layout import LaidOutForm
from csatreport.paper.model import HEIGHT, Box, Geometry, Purpose, Rect, WritingField
from csatreport.paper.overprint import Copy
from csatreport.study.item import Kind
from csatreport.study.model import Questionnaire

_PT = 72 / 25.4
_PRINT, _RADIO, _NO_OFF, _MULTILINE = 4, 1 << 15, 1 << 14, 1 << 12
_TALL = 10.0
"""A field from this height on, in mm, takes several lines."""
_OFF = Name("/Off")
FORM_KEY = "/csatreport"
"""The entry of a fillable PDF's catalogue that says which form it is."""
_TEXT = "/Helv 10 Tf 0 g"
_HIDDEN = 2
_DIGITS = 6


def add_fields(content: bytes, form: LaidOutForm, copies: Sequence[Copy]) -> bytes:
    """Return finished pages of some copies with fields, the names of each copy its own."""
    with Pdf.open(io.BytesIO(content)) as pdf:
        maker = _Maker(pdf, form.geometry, form.asked.questionnaire)
        fields = [field for n, copy in enumerate(copies) for field in maker.copy(n, copy)]
        pdf.Root["/AcroForm"] = Dictionary(
            Fields=Array(fields),
            NeedAppearances=True,
            DR=Dictionary(Font=Dictionary(Helv=maker.letters, ZaDb=maker.signs)),
            DA=String(_TEXT),
        )
        about = {
            "form": form.geometry.form,
            "serials": [copy.serial for copy in copies],
            "units": [copy.unit for copy in copies],
        }
        pdf.Root[FORM_KEY] = String(json.dumps(about))
        buffer = io.BytesIO()
        pdf.save(
            buffer, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True
        )
        return buffer.getvalue()


class _Maker:
    """Makes the fields of one copy after the other."""

    def __init__(self, pdf: Pdf, geometry: Geometry, questionnaire: Questionnaire) -> None:
        self.pdf = pdf
        self.geometry = geometry
        self.several = {
            item.id
            for edition in questionnaire.editions
            for item in edition.items
            if item.kind is Kind.SEVERAL
        }
        self.columns = questionnaire.columns
        self.letters = pdf.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.Type1,
                BaseFont=Name.Helvetica,
                Encoding=Name.WinAnsiEncoding,
            )
        )
        self.signs = pdf.make_indirect(
            Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.ZapfDingbats)
        )
        self.on, self.off = _tick(pdf), pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form)
        self.off["/BBox"] = Array([0, 0, 14.17, 14.17])

    def copy(self, place: int, copy: Copy) -> list[pikepdf.Object]:
        """Return the fields of one copy, and put them on its pages."""
        first = place * self.geometry.pages
        prefix = f"{copy.serial:06d}." if copy.serial or place else ""
        made = []
        for item, boxes in groupby(self.geometry.boxes, key=lambda box: box.item):
            together = list(boxes)
            if item in self.several:
                made += [self._box(prefix, box, first) for box in together]
            else:
                made.append(self._group(prefix, item, together, first))
        made += [self._text(prefix, field, first, copy) for field in self.geometry.fields]
        return made

    def _group(self, prefix: str, item: str, boxes: list[Box], first: int) -> pikepdf.Object:
        """Make the boxes of a question with one answer: one group that may stay empty."""
        group = self.pdf.make_indirect(
            Dictionary(FT=Name.Btn, Ff=_RADIO, T=String(f"{prefix}{item}"), V=_OFF, Kids=Array())
        )
        plain = all(_is_plain(box.option) for box in boxes)
        states = [f"/{box.option}" if plain else f"/{n}" for n, box in enumerate(boxes)]
        if not plain:
            group["/Opt"] = Array([String(box.option) for box in boxes])
        for box, state in zip(boxes, states, strict=True):
            widget = self._widget(box.rect, first + box.page, state)
            widget["/Parent"] = group
            group.Kids.append(widget)
        return group

    def _box(self, prefix: str, box: Box, first: int) -> pikepdf.Object:
        """Make a box that is on or off by itself."""
        widget = self._widget(box.rect, first + box.page, "/on")
        widget["/FT"] = Name.Btn
        widget["/T"] = String(f"{prefix}{box.item}#{box.option}")
        widget["/V"] = _OFF
        return widget

    def _widget(self, rect: Rect, page: int, state: str) -> pikepdf.Object:
        widget = self.pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                Rect=_corners(rect),
                F=_PRINT,
                AS=_OFF,
                MK=Dictionary(CA=String("4")),
                DA=String("/ZaDb 0 Tf 0 g"),
                AP=Dictionary(N=Dictionary({state: self.on, "/Off": self.off})),
            )
        )
        self._put(widget, page)
        return widget

    def _text(self, prefix: str, field: WritingField, first: int, copy: Copy) -> pikepdf.Object:
        """Make a field for words; one that is printed already keeps its value out of sight."""
        known = self._known(field, copy)
        rank = f"#{field.rank}" if field.rank else ""
        reason = "?" if field.purpose is Purpose.REASON else ""
        lines = _MULTILINE if field.rect.height >= _TALL else 0
        widget = self.pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Tx,
                Ff=lines,
                T=String(f"{prefix}{field.item}{reason}{rank}"),
                V=String(known),
                DA=String(_TEXT),
                Rect=_corners(_within(field)),
                F=_HIDDEN if known else _PRINT,
            )
        )
        self._put(widget, first + field.page)
        return widget

    def _known(self, field: WritingField, copy: Copy) -> str:
        """Return what is printed over the field, so that it comes back with the answers."""
        if field.purpose is Purpose.HEAD:
            return copy.unit if field.item == "unit" else ""
        values = {self.columns.id: copy.id, self.columns.name: copy.name}
        return values.get(field.item, "")

    def _put(self, widget: pikepdf.Object, page: int) -> None:
        target = self.pdf.pages[page - 1]
        if "/Annots" not in target.obj:
            target.obj["/Annots"] = Array()
        target.obj["/Annots"].append(widget)


def _is_plain(option: str) -> bool:
    """Tell whether a PDF can name a box's state after its option's code."""
    return option.isascii() and option.isalnum() and option != "Off"


def _corners(rect: Rect) -> Array:
    left, bottom = rect.left * _PT, (HEIGHT - rect.bottom) * _PT
    right, top = rect.right * _PT, (HEIGHT - rect.top) * _PT
    return Array([round(side, 3) for side in (left, bottom, right, top)])


def _within(field: WritingField) -> Rect:
    """Return the part of a field below the words that are printed at its top."""
    printed = 4.0 if field.purpose is not Purpose.RANK and field.rect.height > _TALL - 2 else 0.6
    rect = field.rect
    return Rect(
        left=rect.left + 0.8,
        top=rect.top + printed,
        width=rect.width - 1.6,
        height=rect.height - printed - 0.6,
    )


def _tick(pdf: Pdf) -> pikepdf.Stream:
    """Draw a tick into a box of 5 mm."""
    drawn = b"q 1.5 w 1 J 1 j 2.8 6.6 m 6 3.2 l 11.6 11.4 l S Q"
    return pdf.make_stream(
        drawn, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 14.17, 14.17])
    )


def read_fields(pdf: Pdf) -> dict[str, dict[str, str]]:
    """Return what stands in the fields of a returned PDF, by copy and field name.

    A copy goes by its serial number as in the field names, "" for a form without one. Several
    boxes that are on are listed as ``a;b``.
    """
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for field in pdf.Root["/AcroForm"].Fields:
        name = str(field.get("/T", ""))
        copy, rest = _parted(name)
        value = _value(field)
        item, several, option = rest.partition("#")
        if (several and not option.isdecimal()) or (several and field.get("/FT") == Name.Btn):
            if value:
                earlier = found[copy].get(item, "")
                found[copy][item] = f"{earlier};{option}" if earlier else option
            else:
                found[copy].setdefault(item, "")
        else:
            found[copy][rest] = value
    return found


def _parted(name: str) -> tuple[str, str]:
    """Part a field's name into the number of the copy, "" for none, and what is asked."""
    number, dot, rest = name.partition(".")
    numbered = dot and len(number) == _DIGITS and number.isdecimal()
    return (number, rest) if numbered else ("", name)


def _value(field: pikepdf.Object) -> str:
    value = field.get("/V")
    if value is None or value == _OFF:
        return ""
    if field.get("/FT") != Name.Btn:
        return str(value).replace("\r", "\n").strip()
    state = str(value).removeprefix("/")
    options = field.get("/Opt")
    return str(options[int(state)]) if options is not None and state.isdecimal() else state
