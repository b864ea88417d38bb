"""A questionnaire to the parts of a blank form.

Questions with the same options that ask for no reason stand in a grid; every other closed
question has its options below its wording, and below those the room for a reason.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from csatreport.base.words import say
from csatreport.paper.blocks import (
    NOT_APPLICABLE,
    BlankForm,
    Choice,
    FieldBox,
    FormBlock,
    Grid,
    GridRow,
    Head,
    HeadField,
    Heading,
    QuestionHead,
    Reason,
    Stamp,
    Write,
)
from csatreport.paper.measure import ROOM, columns_for, part_of, text_width
from csatreport.study.edition import Edition
from csatreport.study.item import CLOSED, TICKED, Item, Kind, Role
from csatreport.study.model import Questionnaire

SIZE = 9.5
"""Points of the options' type."""
_GRID_FROM = 2
_GRID_LEAST_TEXT = 70.0
_GRID_COLUMNS = (16.0, 18.0, 22.0, 12.0)
_HEAD_SIZE = 8.5
_THIRDS = part_of(ROOM, 3)
_COMMENT, _LINE = 20.0, 9.0
_BESIDE = 50.0
"""A wording up to this width, in mm, has its options beside it."""


def compose_sheet(questionnaire: Questionnaire, edition: Edition, language: str) -> BlankForm:
    """Lay out the parts of a form in one language."""
    printing = questionnaire.printing
    return BlankForm(
        language=language,
        organisation=questionnaire.organisation[language],
        title=questionnaire.title[language],
        heading=printing.heading[language],
        thanks=printing.thanks[language],
        mark=printing.mark,
        back=tuple(_back(questionnaire, language)),
        blocks=tuple(_blocks(questionnaire, edition, language)),
        stamp=printing.stamp,
    )


def _back(questionnaire: Questionnaire, language: str) -> Iterator[str]:
    printing = questionnaire.printing
    yield printing.back[language] or say(language, "paper.back")
    if printing.fax:
        yield say(language, "paper.fax", number=printing.fax)
    if printing.email:
        yield say(language, "paper.email", address=printing.email)
    if printing.address[language]:
        yield say(language, "paper.address", address=printing.address[language])


def _blocks(questionnaire: Questionnaire, edition: Edition, language: str) -> Iterator[FormBlock]:
    yield _head(questionnaire, edition, language)
    stamp = Stamp(text=say(language, "paper.stamp")) if questionnaire.printing.stamp else None
    for place, section in enumerate(edition.sections):
        asked = [item for item in section.items if not _in_head(item)]
        if not asked:
            continue
        if place and section.title[language] and not all(map(_is_comment, asked)):
            yield Heading(text=section.title[language])
        for alike, run in groupby(asked, key=_likeness):
            items = list(run)
            if stamp is not None and _is_comment(items[0]):
                yield stamp
                stamp = None
            if alike and len(items) >= _GRID_FROM and (grid := _grid(items, language)):
                yield grid
            else:
                yield from (_question(item, language) for item in items)
    if stamp is not None:
        yield stamp


def _is_comment(item: Item) -> bool:
    return item.kind is Kind.TEXT


def _in_head(item: Item) -> bool:
    """Tell whether an item is a line about the sheet, not a question."""
    return item.role is Role.DETAIL and item.kind not in TICKED and item.kind is not Kind.RANKED


def _head(questionnaire: Questionnaire, edition: Edition, language: str) -> Head:
    """Make the fields about the sheet: what the questionnaire asks, then unit and date."""
    fields = [
        HeadField(
            name=f"t:{item.id}",
            label=item.text[language],
            width=ROOM if _wide(item.text[language]) else _THIRDS,
            hint=say(language, "paper.date_hint") if item.kind is Kind.DATE else "",
        )
        for item in edition.items
        if _in_head(item)
    ]
    if len(questionnaire.units.all) > 1:
        label = unit_label(questionnaire, language)
        fields.append(HeadField(name="h:unit", label=label, width=_THIRDS))
    hint = say(language, "paper.date_hint")
    fields.append(
        HeadField(name="h:date", label=say(language, "paper.date"), width=_THIRDS, hint=hint)
    )
    return Head(rows=tuple(_rows(fields)))


def _wide(label: str) -> bool:
    return text_width(label, 7.5) > _THIRDS - 4


def unit_label(questionnaire: Questionnaire, language: str) -> str:
    """Return what units are called, where all leaves are of one kind."""
    units = questionnaire.units
    kinds = {u.kind for u in units.all if not units.children(u.id) and u.kind is not None}
    if len(kinds) == 1:
        return units.kind_label(kinds.pop())[language]
    return say(language, "paper.unit")


def _rows(fields: Sequence[HeadField]) -> Iterator[tuple[HeadField, ...]]:
    """Set fields three to a row, wide ones alone; the last of a row takes what is left."""
    row: list[HeadField] = []
    for field in fields:
        if row and (field.width == ROOM or len(row) == int(ROOM // _THIRDS)):
            yield _filled_row(row)
            row = []
        row.append(field)
        if field.width == ROOM:
            yield tuple(row)
            row = []
    if row:
        yield _filled_row(row)


def _filled_row(row: Sequence[HeadField]) -> tuple[HeadField, ...]:
    return tuple(replace(field, width=part_of(ROOM, len(row))) for field in row)


def _likeness(item: Item) -> tuple[str, ...]:
    """Return what items of one grid have in common; () for an item that fits into none."""
    if item.kind not in CLOSED or item.follow_up is not None:
        return ()
    return tuple(option.code + option.label["zh-Hans"] for option in item.options)


def _asked(item: Item, language: str) -> QuestionHead:
    hint = say(language, "paper.several") if item.kind is Kind.SEVERAL else ""
    if item.kind is Kind.RANKED:
        hint = say(language, "paper.ranked")
    if _is_scale(item):
        ends = (item.options[0].label[language], item.options[-1].label[language])
        hint = " … ".join(ends) if any(end not in _codes(item) for end in ends) else ""
    return QuestionHead(id=item.id, number=item.number, text=item.text[language], hint=hint)


def _grid(items: Sequence[Item], language: str) -> Grid | None:
    """Make a grid; None where its heads or its wordings would not have enough room."""
    options = items[0].options
    others = {_outside(item, language) for item in items} - {""}
    heads = [option.label[language] for option in options]
    if len(others) > 1:
        return None
    heads += sorted(others)
    widest = max(max(text_width(part, _HEAD_SIZE) for part in _parts(head)) for head in heads)
    fitting = [
        w for w in _GRID_COLUMNS if w >= widest + 1 and ROOM - w * len(heads) > _GRID_LEAST_TEXT
    ]
    if not fitting:
        return None
    return Grid(
        heads=tuple(heads),
        rows=tuple(_grid_row(item, language, apart=bool(others)) for item in items),
        width=fitting[0],
    )


def _parts(head: str) -> list[str]:
    """Cut a head where a line may break: between words, or in the middle of a Chinese one."""
    words = head.split()
    if len(words) > 1:
        return words
    middle = (len(head) + 1) // 2
    return [head] if head.isascii() else [head[:middle], head[middle:]]


def _outside(item: Item, language: str) -> str:
    return item.not_applicable.label[language] if item.not_applicable is not None else ""


def _grid_row(item: Item, language: str, *, apart: bool) -> GridRow:
    names = [f"b:{item.id}:{place}" for place in range(len(item.options))]
    if apart:
        names.append(f"b:{item.id}:{NOT_APPLICABLE}" if item.not_applicable is not None else "")
    return GridRow(asked=_asked(item, language), names=tuple(names))


def _question(item: Item, language: str) -> FormBlock:
    if item.kind in TICKED:
        return _choice(item, language)
    if item.kind is Kind.RANKED:
        names = tuple(f"r:{item.id}:{n}" for n in item.ranks)
        return Write(asked=_asked(item, language), names=names, height=_LINE, ranked=True)
    words = _is_comment(item)
    return Write(
        asked=_asked(item, language),
        names=(f"t:{item.id}",),
        height=_COMMENT if words else _LINE,
        within=words,
        unit=item.unit[language],
    )


def _codes(item: Item) -> tuple[str, ...]:
    return tuple(option.code for option in item.options)


def _is_scale(item: Item) -> bool:
    """Tell whether the options are numbers, so that boxes need no words but at the ends."""
    return item.kind is Kind.RATING and all(code.isdecimal() for code in _codes(item))


def _choice(item: Item, language: str) -> Choice:
    labels = tuple(option.label[language] for option in item.options)
    if _is_scale(item):
        labels = _codes(item)
    cells = [FieldBox(name=f"{item.id}:{n}", text=label) for n, label in enumerate(labels)]
    if _fits_beside(item, language):
        room = ROOM - _BESIDE
        width = min(part_of(room, len(cells)), ROOM / 4)
        return Choice(
            asked=_asked(item, language), cells=tuple(cells), width=width, alone=room, beside=True
        )
    outside = _outside(item, language)
    together = columns_for((*labels, outside), SIZE) if outside else 0
    columns = together if together == len(labels) + 1 else columns_for(labels, SIZE)
    width = part_of(ROOM, columns)
    if outside:
        name = f"{item.id}:{NOT_APPLICABLE}"
        cells.append(FieldBox(name=name, text=outside, alone=columns != together))
    return Choice(
        asked=_asked(item, language),
        cells=tuple(cells),
        width=width,
        alone=ROOM,
        reason=_reason(item, language, width, columns),
    )


def _fits_beside(item: Item, language: str) -> bool:
    """Tell whether a question is short enough to stand in one line with its options."""
    if item.follow_up is not None or item.not_applicable is not None:
        return False
    labels = tuple(option.label[language] for option in item.options)
    short = text_width(f"{item.number}  {item.text[language]}", 10.5) < _BESIDE - 8
    return short and columns_for(labels, SIZE, ROOM - _BESIDE) == len(labels)


def _reason(item: Item, language: str, width: float, columns: int) -> Reason | None:
    """Make the room for a reason; its sentence stands below the first option that asks for one."""
    if item.follow_up is None or not item.follow_up.options:
        return None
    asking = [n for n, option in enumerate(item.options) if option.code in item.follow_up.options]
    text = say(language, "paper.reason", text=item.follow_up.text[language])
    in_one_row = asking and max(asking) < columns
    left = min(asking) * width if in_one_row else 0.0
    left = max(0.0, min(left, ROOM - text_width(text, 8.0) - 4))
    return Reason(name=f"w:{item.id}", text=text, left=round(left, 1))
