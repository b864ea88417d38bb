"""Is a laid-out form fit to be printed, filled in, faxed and read back?

Templates may be anybody's and wordings may be long, so the finished pages are measured: boxes of
the right size and far enough apart, labels clear of them, nothing on the marks, nothing lost,
nothing too long for its place. Each fault names the question, at its place in the YAML.
"""

from collections.abc import Iterator
from itertools import combinations

from csatreport.base.errors import Issue, Source
from csatreport.paper.blocks import BlankForm, Choice, Grid, Head, Write
from csatreport.paper.layout import TEMPLATE, LaidOutForm
from csatreport.paper.marks import READABLE, kept_clear
from csatreport.paper.measure import PITCH
from csatreport.paper.model import Box, Rect
from csatreport.paper.payload import MOST_PAGES
from csatreport.study.edition import Edition

BOX, _EXACT = 5.0, 0.05
_LABEL_GAP = 2.5
_DOWN = 9.0
_TALLEST_WORDING = 26.0
_ONE_LINE = 6.0
_HAIR = 0.02
"""A difference that is only rounding, in mm."""


def check_form(pages: LaidOutForm) -> tuple[Issue, ...]:
    """Return every fault of a laid-out form; ``plain`` ones have no marks to keep clear of."""
    edition = pages.asked.edition
    found = [*_lost(pages), *_too_many(pages), *_boxes(pages, edition), *_wordings(pages, edition)]
    for page, elements in enumerate(pages.elements, start=1):
        found += _labels(elements, edition)
        if not pages.asked.plain:
            found += _on_marks(elements, page, edition)
    return tuple(found)


def _names(sheet: BlankForm) -> Iterator[str]:
    """Yield the name of every box and field that the form must have."""
    for block in sheet.blocks:
        if isinstance(block, Choice):
            yield from (f"b:{cell.name}" for cell in block.cells)
            yield from (block.reason.name,) if block.reason is not None else ()
        elif isinstance(block, Grid):
            yield from (name for row in block.rows for name in row.names if name)
            yield from (f"b:{row.outside.name}" for row in block.rows if row.outside is not None)
            yield from (block.reason.name,) if block.reason is not None else ()
        elif isinstance(block, Write):
            yield from block.names
        elif isinstance(block, Head):
            yield from (field.name for row in block.rows for field in row)


def _lost(pages: LaidOutForm) -> Iterator[Issue]:
    """Yield what a template left out."""
    there = {name for page in pages.elements for name in page}
    for name in _names(pages.sheet):
        if name not in there:
            yield Issue.at("F907", f"templates/{TEMPLATE}", name=name)


def _too_many(pages: LaidOutForm) -> Iterator[Issue]:
    if len(pages.elements) > MOST_PAGES:
        yield Issue.at("F908", f"templates/{TEMPLATE}", pages=len(pages.elements), most=MOST_PAGES)


def _boxes(pages: LaidOutForm, edition: Edition) -> Iterator[Issue]:
    boxes = pages.geometry.boxes
    for box in boxes:
        if max(abs(box.rect.width - BOX), abs(box.rect.height - BOX)) > _EXACT:
            size = f"{box.rect.width:.2f} × {box.rect.height:.2f}"
            yield _fault("F901", box.item, edition, option=box.option, size=size)
        if not _inside(box.rect, READABLE):
            yield _fault("F902", box.item, edition, option=box.option, page=box.page)
    for one, other in combinations(boxes, 2):
        if one.page == other.page and _too_near(one, other):
            yield _fault(
                "F904", other.item, edition, option=other.option, near=f"{one.item}:{one.option}"
            )


def _too_near(one: Box, other: Box) -> bool:
    """Tell whether two boxes of a page stand too close, side by side or one below the other."""
    across = abs(one.rect.left - other.rect.left)
    down = abs(one.rect.top - other.rect.top)
    if down < BOX:
        return across < PITCH - _HAIR
    return across < BOX and down < _DOWN - _HAIR


def _labels(elements: dict[str, Rect], edition: Edition) -> Iterator[Issue]:
    boxes = {name: rect for name, rect in elements.items() if name.startswith("b:")}
    for name, rect in elements.items():
        if not name.startswith("l:"):
            continue
        item = name.split(":")[1]
        if rect.height > _ONE_LINE:
            yield _fault("F905", item, edition, option=_option(name, edition))
        if any(rect.gap(box) < _LABEL_GAP - _HAIR for box in boxes.values()):
            yield _fault("F903", item, edition, option=_option(name, edition))


def _wordings(pages: LaidOutForm, edition: Edition) -> Iterator[Issue]:
    for page in pages.elements:
        for name, rect in page.items():
            if name.startswith("q:") and rect.height > _TALLEST_WORDING:
                yield _fault("F906", name[2:], edition, height=f"{rect.height:.0f}")


def _on_marks(elements: dict[str, Rect], page: int, edition: Edition) -> Iterator[Issue]:
    """Yield what lies where a machine looks for its marks."""
    clear = kept_clear()
    for name, rect in elements.items():
        kind, _, rest = name.partition(":")
        if kind in {"b", "l", "t", "w", "r", "h"} and any(rect.overlaps(zone) for zone in clear):
            yield _fault("F909", rest.partition(":")[0], edition, name=name, page=page)


def _inside(rect: Rect, room: Rect) -> bool:
    return (
        rect.left >= room.left - _HAIR
        and rect.top >= room.top - _HAIR
        and rect.right <= room.right + _HAIR
        and rect.bottom <= room.bottom + _HAIR
    )


def _option(name: str, edition: Edition) -> str:
    """Return the label of the option that an element's name stands for."""
    _, item, place = name.split(":")
    asked = edition.by_id[item]
    if not place.isdecimal():
        return asked.not_applicable.code if asked.not_applicable is not None else place
    return asked.options[int(place)].code


def _fault(code: str, item: str, edition: Edition, **facts: object) -> Issue:
    """Place a fault at its question; what belongs to none is the template's."""
    asked = edition.by_id.get(item)
    source = asked.source if asked is not None else Source(file=f"templates/{TEMPLATE}")
    return Issue.at(code, source, item=item, **facts)
