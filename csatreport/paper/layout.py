"""A sheet to laid-out pages: the template filled, set in type, and where everything came to lie.

This is the one place that reads positions off WeasyPrint's pages. A box's or field's element has
an id, and the laid-out page knows each id's corners.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from jinja2 import Environment

from csatreport.base.print.templates import environment, filled
from csatreport.base.resources import kept_of_templates
from csatreport.paper.asked import AskedForm
from csatreport.paper.blocks import NOT_APPLICABLE, BlankForm
from csatreport.paper.compose import compose_sheet
from csatreport.paper.model import (
    Box,
    FormItem,
    Geometry,
    PrintedPicture,
    Purpose,
    Rect,
    WritingField,
)

TEMPLATE = "form.html.j2"
_SHEETS = ("form.css",)
_ROOMIER = (6.0, 4.0, 2.5, 1.5)
"""So many mm each question may have more, where that fills a page that would be empty."""


@dataclass(frozen=True, kw_only=True)
class LaidOutForm:
    """A form set in type: the PDF without marks, its geometry, and every element by name."""

    asked: AskedForm
    sheet: BlankForm
    pdf: bytes
    geometry: Geometry
    elements: tuple[dict[str, Rect], ...]
    """By id, for each page."""

    @property
    def sides(self) -> int:
        """How many sides the sheets have that it takes."""
        return len(self.elements) + len(self.elements) % 2

    @property
    def even(self) -> bool:
        """Whether copies that are printed on both sides begin on a sheet of their own."""
        return len(self.elements) == 1 or len(self.elements) % 2 == 0


def set_evenly(asked: AskedForm) -> LaidOutForm:
    """Lay a form out on one page or an even number: as it is, tighter, or spread over the last.

    Nothing takes more sheets than it has to; only where questions cannot be spread so that the last
    page has some is it left empty.

    Raises:
        StudyError: as `set_in_type`.
    """
    first = set_in_type(asked)
    if first.even:
        return first
    spread = (replace(asked, room=room) for room in _ROOMIER)
    ways = (replace(asked, tight=True), *spread, replace(asked, filled=True))
    forms = map(set_in_type, ways)
    return next(form for form in forms if form.even and len(form.elements) <= first.sides)


def set_in_type(asked: AskedForm) -> LaidOutForm:
    """Lay a form out.

    Raises:
        StudyError: R501 to R504, the template or an asset of it cannot be used.
    """
    sheet = compose_sheet(asked)
    html = filled(
        asked.study, TEMPLATE, _environment, language=asked.language, asked=asked, sheet=sheet,
        t=asked.say,
    )  # fmt: skip
    # Deferred: loading it takes longer than a small check, which only looks at what was kept.
    from csatreport.base.print.pdf import lay_out  # noqa: PLC0415

    laid = lay_out(html, asked.study, _SHEETS)
    elements = tuple(
        {name: Rect.of(corners) for name, corners in page.items()} for page in laid.pages
    )
    geometry = _geometry(elements, asked, laid.pdf)
    return LaidOutForm(asked=asked, sheet=sheet, pdf=laid.pdf, geometry=geometry, elements=elements)


@kept_of_templates(4)
def _environment(study: Path) -> Environment:
    env = environment(study)
    env.filters["kind"] = lambda block: type(block).__name__
    return env


def _geometry(elements: tuple[dict[str, Rect], ...], asked: AskedForm, blank: bytes) -> Geometry:
    options: dict[str, list[Box]] = {"b": [], "l": []}
    fields, pictures = [], []
    for page, found in enumerate(elements, start=1):
        for name, rect in found.items():
            kind, _, rest = name.partition(":")
            item, _, place = rest.partition(":")
            if kind in options:
                code = _code(asked, item, place)
                options[kind].append(Box(item=item, option=code, page=page, rect=rect))
            elif kind == "s":
                pictures.append(PrintedPicture(page=page, rect=rect))
            elif kind in _PURPOSES:
                # A room that several questions share is a field of each.
                fields += [
                    WritingField(item=one, purpose=_PURPOSES[kind], page=page, rect=rect,
                                 rank=int(place or 0))
                    for one in item.split(",")
                ]  # fmt: skip
    return Geometry(
        questionnaire=asked.questionnaire.id,
        edition=asked.edition.number,
        language=asked.language,
        pages=len(elements),
        boxes=tuple(options["b"]),
        fields=tuple(fields),
        items=tuple(
            _items(asked, {box.item for box in options["b"]} | {field.item for field in fields})
        ),
        labels=tuple(options["l"]),
        pictures=tuple(pictures),
        blank=content_digest(blank),
    ).sealed()


def content_digest(content: bytes) -> str:
    """Return what stands for the content of a file."""
    return hashlib.sha256(content).hexdigest()


def _items(asked: AskedForm, there: set[str]) -> Iterator[FormItem]:
    for item in asked.edition.items:
        if item.id in there:
            codes = tuple(option.code for option in item.choices)
            yield FormItem(id=item.id, kind=item.kind.value, options=codes)


_PURPOSES = {"t": Purpose.ANSWER, "w": Purpose.REASON, "r": Purpose.RANK, "h": Purpose.HEAD}


def _code(asked: AskedForm, item: str, place: str) -> str:
    """Return the code of the option that a box stands for."""
    found = asked.edition.by_id[item]
    if place == NOT_APPLICABLE:
        return found.not_applicable.code if found.not_applicable is not None else ""
    return found.options[int(place)].code
