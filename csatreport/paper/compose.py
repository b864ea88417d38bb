"""A questionnaire to the parts of a blank form.

Questions with the same options stand in a grid; every other closed question has its options below
its wording, and below those the room for a reason. Questions that ask for a reason stand in a grid
only where the form says that reasons share one box.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from csatreport.base.words import say
from csatreport.paper.asked import AskedForm
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
from csatreport.paper.measure import ROOM, cell_need, cell_widths, part_of, text_width
from csatreport.study.item import CLOSED, TICKED, Item, Kind, Role
from csatreport.study.printing import TOGETHER

SIZE = 9.5
"""Points of the options' type."""
SMALL = 8.5
"""Points of the smallest type on paper: what is smaller breaks up in a standard fax."""
_GRID_FROM = 2
_GRID_LEAST_TEXT = 70.0
_GRID_COLUMNS = (16.0, 18.0, 20.0, 22.0, 12.0)
_THIRDS = part_of(ROOM, 3)
_COMMENT, _LINE, _REASON = (20.0, 16.0), 9.0, (11.0, 10.0)
_REASON_ROW, _REASON_ROWS = 2.5, 5
"""Heights in mm: of a comment and of a reason also where the form is set tight."""
_PADDING = 11.0
"""Left and right of a wording in a grid."""
_HINTS = {Kind.SEVERAL: "paper.several", Kind.RANKED: "paper.ranked"}
_BESIDE = 50.0
"""A wording up to this width, in mm, has its options beside it."""


def compose_sheet(asked: AskedForm) -> BlankForm:
    """Lay out the parts of a form."""
    printing, language = asked.questionnaire.printing, asked.language
    return BlankForm(
        language=language,
        organisation=asked.questionnaire.organisation[language],
        title=asked.questionnaire.title[language],
        heading=printing.heading[language],
        thanks=printing.thanks[language],
        mark=printing.mark,
        back=tuple(_back(asked)),
        blocks=tuple(_blocks(asked)),
        stamp=printing.stamp,
    )


def _back(asked: AskedForm) -> Iterator[str]:
    printing = asked.questionnaire.printing
    yield printing.back[asked.language] or asked.say("paper.back")
    if printing.fax:
        yield asked.say("paper.fax", number=printing.fax)
    if printing.email:
        yield asked.say("paper.email", address=printing.email)
    if printing.address[asked.language]:
        yield asked.say("paper.address", address=printing.address[asked.language])


def _blocks(asked: AskedForm) -> Iterator[FormBlock]:
    yield _head(asked)
    stamp = asked.questionnaire.printing.stamp
    for place, section in enumerate(asked.edition.sections):
        items = [item for item in section.items if not _in_head(item)]
        title = "" if all(map(_is_comment, items)) else section.title[asked.language]
        for _, alike in groupby(items, key=lambda item: _likeness(item, asked)):
            run = list(alike)
            if stamp and _is_comment(run[0]):
                yield Stamp(text=asked.say("paper.stamp"))
                stamp = False
            grid = _grid(run, asked, title)
            if place and title and grid is None:
                yield Heading(text=title)
            title = ""
            yield from (_question(item, asked) for item in run) if grid is None else (grid,)
    if stamp:
        yield Stamp(text=asked.say("paper.stamp"))


def _is_comment(item: Item) -> bool:
    return item.kind is Kind.TEXT


def _in_head(item: Item) -> bool:
    """Tell whether an item is a line about the sheet, not a question."""
    return item.role is Role.DETAIL and item.kind not in TICKED and item.kind is not Kind.RANKED


def _head(asked: AskedForm) -> Head:
    """Make the fields about the sheet: what the questionnaire asks, then unit and date."""
    hint = asked.say("paper.date_hint")
    fields = [
        HeadField(name=f"t:{item.id}", label=label, width=_width(label, ROOM if named else 0.0),
                  hint=hint if item.kind is Kind.DATE else "")
        for item in asked.edition.items
        if _in_head(item)
        for named in (item.id == asked.questionnaire.columns.name,)
        for label in (_field_label(item, asked, named=named),)
    ]  # fmt: skip
    units = [unit.name[asked.language] for unit in asked.questionnaire.units.all]
    if len(units) > 1:
        widest = max(text_width(name, SMALL) for name in units)
        width = _width(asked.unit_label, widest)
        fields.append(HeadField(name="h:unit", label=asked.unit_label, width=width))
    fields.append(HeadField(name="h:date", label=asked.say("paper.date"), width=_THIRDS, hint=hint))
    return Head(rows=tuple(_rows(fields)))


def _field_label(item: Item, asked: AskedForm, *, named: bool) -> str:
    """Return what is printed above a field.

    The wording of a customer's name may ask for the stamp that has a place of its own here.
    """
    stamped = named and asked.questionnaire.printing.stamp
    return (item.label if stamped else item.text)[asked.language]


def _width(label: str, printed: float) -> float:
    """Return the width of a field: the whole line for what does not fit into a third of it."""
    widest = max(text_width(label, SMALL), printed)
    return ROOM if widest > _THIRDS - 4 else _THIRDS


def _rows(fields: Sequence[HeadField]) -> Iterator[tuple[HeadField, ...]]:
    """Set fields three to a row, wide ones alone; those of a row share all of it."""
    for wide, alike in groupby(fields, key=lambda field: field.width == ROOM):
        run, most = list(alike), 1 if wide else 3
        for row in (run[first : first + most] for first in range(0, len(run), most)):
            yield tuple(replace(field, width=part_of(ROOM, len(row))) for field in row)


def _likeness(item: Item, asked: AskedForm) -> tuple[str, ...]:
    """Return what items of one grid have in common: their id where they fit into none."""
    asking, rule = frozenset[str](), item.follow_up
    if item.kind not in CLOSED:
        return (item.id,)
    if rule is not None:
        if asked.apart or asked.questionnaire.printing.reasons != TOGETHER:
            return (item.id,)
        asking = rule.options
    told = rule.text["zh-Hans"] if rule is not None else ""
    return told, *(f"{o.code}{o.label['zh-Hans']}{o.code in asking}" for o in item.options)


def _asked(item: Item, language: str) -> QuestionHead:
    text, key = item.text[language], _HINTS.get(item.kind)
    hint = say(language, key) if key is not None else ""
    if _is_scale(item):
        ends = (item.options[0].label[language], item.options[-1].label[language])
        hint = " … ".join(ends) if any(end not in _codes(item) for end in ends) else ""
    said = hint.casefold() in text.casefold()
    return QuestionHead(id=item.id, number=item.number, text=text, hint="" if said else hint)


def _grid(items: Sequence[Item], asked: AskedForm, title: str) -> Grid | None:
    """Make a grid; None where its heads or its wordings would not have enough room.

    What most rows offer outside the scale in the same words has a column if there is room, else
    each row has a box of its own beside its wording, or where one is too long for that, below.
    """
    if len(items) < _GRID_FROM:
        return None
    scale = _is_scale(items[0])
    heads = [o.code if scale else o.label[asked.language] for o in items[0].options]
    others = [text for item in items if (text := _outside(item, asked.language))]
    wide = [*heads, others[0]] if len(set(others)) == 1 and 2 * len(others) > len(items) else heads
    shown = next((tried for tried in (wide, heads) if _column(tried)), None)
    if shown is None:
        return None
    width, shared = _column(shown), shown != heads
    most = max((cell_need(text, SIZE) for text in others), default=ROOM)
    room = ROOM - width * len(shown) - _PADDING
    apart = (0.0 if shared else most, room)
    rows = tuple(_grid_row(item, asked.language, *apart) for item in items)
    hint = rows[0].asked.hint if scale else ""
    return Grid(
        heads=tuple(shown), rows=rows, width=width, title=title, hint=hint,
        reason=_shared_reason(items, asked),
    )  # fmt: skip


def _column(heads: Sequence[str]) -> float:
    """Return the width of a grid's columns in mm; 0 if there is no room for them."""
    widest = 1 + max(text_width(part, SMALL) for head in heads for part in _parts(head))
    room = (ROOM - _GRID_LEAST_TEXT) / len(heads)
    return next((width for width in _GRID_COLUMNS if widest <= width < room), 0.0)


def _parts(head: str) -> list[str]:
    """Cut a head where a line may break: between words, or in the middle of a Chinese one."""
    words = head.split()
    if len(words) > 1:
        return words
    middle = (len(head) + 1) // 2
    return [head] if head.isascii() else [head[:middle], head[middle:]]


def _outside(item: Item, language: str) -> str:
    return item.not_applicable.label[language] if item.not_applicable is not None else ""


def _grid_row(item: Item, language: str, apart: float, room: float) -> GridRow:
    """Make a row with ``room`` for its wording.

    ``apart`` is the width of a box outside the scale, 0 if it has a column.
    """
    names = [f"b:{item.id}:{place}" for place in range(len(item.options))]
    outside = _outside(item, language)
    name, box = f"{item.id}:{NOT_APPLICABLE}", None
    if outside and apart:
        box = FieldBox(name=name, text=outside, width=apart)
    elif not apart:
        names.append(f"b:{name}" if outside else "")
    head = _asked(item, language)
    aside = text_width(head.text, SIZE) + apart < room
    return GridRow(asked=head, names=tuple(names), outside=box, aside=aside)


def _shared_reason(items: Sequence[Item], asked: AskedForm) -> Reason | None:
    """Make the room for the reasons of all rows of a grid, which names rows and options."""
    rule = items[0].follow_up
    if rule is None or not rule.options:
        return None
    labels = [o.label[asked.language] for o in items[0].options if o.code in rule.options]
    text = asked.say(
        "paper.reasons", first=items[0].number, last=items[-1].number,
        options=asked.say("paper.or").join(labels), text=rule.text[asked.language],
    )  # fmt: skip
    height = _REASON[asked.tight] + asked.room + _REASON_ROW * min(len(items), _REASON_ROWS)
    return Reason(name=f"w:{','.join(item.id for item in items)}", text=text, height=height)


def _question(item: Item, asked: AskedForm) -> FormBlock:
    if item.kind in TICKED:
        return _choice(item, asked)
    head = _asked(item, asked.language)
    if item.kind is Kind.RANKED:
        names = tuple(f"r:{item.id}:{n}" for n in item.ranks)
        return Write(asked=head, names=names, height=_LINE + asked.room / 2, ranked=True)
    words = _is_comment(item)
    height = _COMMENT[asked.tight] + 2 * asked.room if words else _LINE + asked.room / 2
    unit = item.unit[asked.language]
    return Write(asked=head, names=(f"t:{item.id}",), height=height, within=words, unit=unit)


def _codes(item: Item) -> tuple[str, ...]:
    return tuple(option.code for option in item.options)


def _is_scale(item: Item) -> bool:
    """Tell whether the options are numbers, so that boxes need no words but at the ends."""
    return item.kind is Kind.RATING and all(code.isdecimal() for code in _codes(item))


def _choice(item: Item, asked: AskedForm) -> Choice:
    language, head = asked.language, _asked(item, asked.language)
    labels = tuple(option.label[language] for option in item.options)
    if _is_scale(item):
        labels = _codes(item)
    names = [f"{item.id}:{place}" for place in range(len(labels))]
    if widths := _beside(item, language):
        return Choice(asked=head, cells=_cells(names, labels, widths), beside=True)
    widths, outside = cell_widths(labels, SIZE), _outside(item, language)
    if outside:
        names, labels = [*names, f"{item.id}:{NOT_APPLICABLE}"], (*labels, outside)
        together = cell_widths(labels, SIZE)
        # A box that does not fit into the row of the others has a row of its own.
        widths = together if sum(together) <= ROOM else (*widths, ROOM)
    reason = _reason(item, asked, widths)
    return Choice(asked=head, cells=_cells(names, labels, widths), reason=reason)


def _cells(
    names: Sequence[str], labels: Sequence[str], widths: Sequence[float]
) -> tuple[FieldBox, ...]:
    parts = zip(names, labels, widths, strict=True)
    return tuple(FieldBox(name=name, text=text, width=width) for name, text, width in parts)


def _beside(item: Item, language: str) -> tuple[float, ...]:
    """Return the widths of options in one line with a short question; () if they do not fit."""
    short = text_width(f"{item.number}  {item.text[language]}", 10.5) < _BESIDE - 8
    if not short or item.follow_up is not None or item.not_applicable is not None:
        return ()
    labels = tuple(option.label[language] for option in item.options)
    tried = (cell_widths(labels, SIZE, room) for room in (len(labels) * ROOM / 4, ROOM - _BESIDE))
    return next((w for w in tried if sum(w) <= ROOM - _BESIDE and len(set(w)) == 1), ())


def _reason(item: Item, asked: AskedForm, widths: Sequence[float]) -> Reason | None:
    """Make the room for a reason; its sentence stands below the first option that asks for one."""
    rule = item.follow_up
    if rule is None or not rule.options:
        return None
    asking = [n for n, option in enumerate(item.options) if option.code in rule.options]
    text = asked.say("paper.reason", text=rule.text[asked.language])
    left = sum(widths[: asking[0]]) if sum(widths[: asking[-1] + 1]) <= ROOM else 0.0
    left = max(0.0, min(left, ROOM - text_width(text, SMALL) - 4))
    return Reason(name=f"w:{item.id}", text=text, left=round(left, 1), height=_REASON[asked.tight])
