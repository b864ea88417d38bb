"""The parts of a blank form, in the order they are printed: what a template sets in type.

Every box and field has a name that is its ``id`` on the page, so that the laid-out page says
where it is: ``b:<item>:<place>`` a box (``na`` for not applicable), ``l:…`` its label,
``q:<item>`` the wording, ``t:<item>`` room for an answer, ``w:<item>`` for a reason,
``r:<item>:<n>`` for one rank, ``h:<name>`` a head field.
"""

from dataclasses import dataclass
from typing import TypeAlias

NOT_APPLICABLE = "na"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldBox:
    """A box with its label; ``alone`` where it stands in a row of its own."""

    name: str
    text: str
    alone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionHead:
    """The head of a question: its id, number on the form, wording, and a hint in small type."""

    id: str
    number: str
    text: str
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Room for a reason, with the sentence that asks for it below the options it is meant for."""

    name: str
    text: str
    left: float
    """Where the sentence begins, in mm from the left end of the room."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A question with boxes in columns of equal ``width`` (mm), then room for a reason.

    ``beside`` sets the options beside a short wording instead of below it; ``alone`` is the width
    of a cell that has a row of its own.
    """

    asked: QuestionHead
    cells: tuple[FieldBox, ...]
    width: float
    alone: float
    reason: Reason | None = None
    beside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GridRow:
    """One question of a grid; an empty name leaves its place without a box."""

    asked: QuestionHead
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Questions with the same options, one below the other; ``width`` of a column in mm."""

    heads: tuple[str, ...]
    rows: tuple[GridRow, ...]
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Write:
    """A question that is answered in words: rooms of a height in mm, numbered where ranked.

    ``within`` prints the wording inside the only room.
    """

    asked: QuestionHead
    names: tuple[str, ...]
    height: float
    ranked: bool = False
    within: bool = False
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadField:
    """Room for something about the sheet."""

    name: str
    label: str
    width: float
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Rows of fields about the sheet."""

    rows: tuple[tuple[HeadField, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """The title of a section."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """Room for a company stamp."""

    text: str


FormBlock: TypeAlias = Choice | Grid | Write | Head | Heading | Stamp


@dataclass(frozen=True, kw_only=True)
class BlankForm:
    """A blank form as data: what stands around the questions, and the questions."""

    language: str
    organisation: str
    title: str
    heading: str
    thanks: str
    mark: str
    back: tuple[str, ...]
    blocks: tuple[FormBlock, ...]
    stamp: bool = False
