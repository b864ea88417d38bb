"""A sheet to laid-out pages: the template filled, set in type, and where everything came to lie.

This is the one place that reads positions off WeasyPrint's pages. A box's or field's element has
an id, and the laid-out page knows each id's corners.
"""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup

from csatreport.base.print.pdf import lay_out
from csatreport.base.print.templates import environment, filled
from csatreport.base.resources import kept_of_templates
from csatreport.base.words import say
from csatreport.paper.blocks import NOT_APPLICABLE, BlankForm
from csatreport.paper.model import Box, Geometry, Purpose, Rect, WritingField, fingerprint
from csatreport.study.edition import Edition
from csatreport.study.model import Questionnaire

TEMPLATE = "form.html.j2"
_SHEETS = ("form.css",)


@dataclass(frozen=True, kw_only=True)
class LaidOutForm:
    """A form set in type: the PDF without marks, its geometry, and every element by name."""

    pdf: bytes
    geometry: Geometry
    elements: tuple[dict[str, Rect], ...]
    """By id, for each page."""


def set_in_type(
    sheet: BlankForm, study: Path, questionnaire: Questionnaire, edition: Edition, *, plain: bool
) -> LaidOutForm:
    """Lay a form out.

    Raises:
        StudyError: R501 to R504, the template or an asset of it cannot be used.
    """
    html = filled(
        study, TEMPLATE, _environment,
        language=sheet.language, sheet=sheet, plain=plain, t=partial(say, sheet.language),
    )  # fmt: skip
    laid = lay_out(html, study, _SHEETS)
    elements = tuple(
        {name: Rect.of(corners) for name, corners in page.items()} for page in laid.pages
    )
    geometry = _geometry(elements, questionnaire, edition, sheet.language)
    return LaidOutForm(pdf=laid.pdf, geometry=geometry, elements=elements)


@kept_of_templates(4)
def _environment(study: Path) -> Environment:
    env = environment(study)
    env.filters["kind"] = lambda block: type(block).__name__
    env.filters["page_numbers"] = _page_numbers
    return env


def _page_numbers(text: str) -> Markup:
    """Let the style sheet count pages where a sentence names them."""
    whole = Markup.escape(text)
    numbers = {
        "@@p@@": Markup('<span class="p"></span>'),
        "@@n@@": Markup('<span class="n"></span>'),
    }
    for mark, element in numbers.items():
        whole = whole.replace(mark, element)
    return whole


def _geometry(
    elements: tuple[dict[str, Rect], ...],
    questionnaire: Questionnaire,
    edition: Edition,
    language: str,
) -> Geometry:
    boxes, fields = [], []
    for page, found in enumerate(elements, start=1):
        for name, rect in found.items():
            kind, _, rest = name.partition(":")
            item, _, place = rest.partition(":")
            if kind == "b":
                option = _code(edition, item, place)
                boxes.append(Box(item=item, option=option, page=page, rect=rect))
            elif kind in _PURPOSES:
                purpose, rank = _PURPOSES[kind], int(place or 0)
                fields.append(
                    WritingField(item=item, purpose=purpose, page=page, rect=rect, rank=rank)
                )
    name = f"{questionnaire.id}-{edition.number}-{language}"
    mark = fingerprint(name, len(elements), boxes, fields)
    return Geometry(
        form=f"{name}-{mark}",
        questionnaire=questionnaire.id,
        edition=edition.number,
        language=language,
        fingerprint=mark,
        pages=len(elements),
        boxes=tuple(boxes),
        fields=tuple(fields),
    )


_PURPOSES = {"t": Purpose.ANSWER, "w": Purpose.REASON, "r": Purpose.RANK, "h": Purpose.HEAD}


def _code(edition: Edition, item: str, place: str) -> str:
    """Return the code of the option that a box stands for."""
    asked = edition.by_id[item]
    if place == NOT_APPLICABLE:
        return asked.not_applicable.code if asked.not_applicable is not None else ""
    return asked.options[int(place)].code
