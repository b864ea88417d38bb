"""The parts of a blank form, in the order they are printed: what a template sets in type.

Every box and field has a name that is its ``id`` on the page, so that the laid-out page says
where it is: ``b:<item>:<place>`` a box (``na`` for not applicable), ``l:…`` its label,
``q:<item>`` the wording, ``t:<item>`` room for an answer, ``w:<item>`` for a reason (of several
items with commas between them), ``r:<item>:<n>`` for one rank, ``h:<name>`` a head field,
``s:<name>`` a picture that shows how to fill in.
"""

from dataclasses import dataclass
from typing import TypeAlias

NOT_APPLICABLE = "na"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldBox:
    """A box with its label, and how much of its row they take in mm."""

    name: str
    text: str
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionHead:
    """The head of a question: its id, number on the form, wording, and a hint in small type."""

    id: str
    number: str
    text: str
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Room for reasons, with the sentence that asks for them below the options it is meant for."""

    name: str
    text: str
    left: float = 0.0
    """Where the sentence begins, in mm from the left end of the room."""
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A question with its boxes, then room for a reason.

    ``beside`` sets the options beside a short wording instead of below it.
    """

    asked: QuestionHead
    cells: tuple[FieldBox, ...]
    reason: Reason | None = None
    beside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GridRow:
    """One question of a grid; an empty name leaves its place without a box.

    ``outside`` is a box at the wording for people whom the question does not concern: beside it
    with ``aside``, else below it.
    """

    asked: QuestionHead
    names: tuple[str, ...]
    outside: FieldBox | None = None
    aside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Questions with the same options, one below the other; ``width`` of a column in mm."""

    heads: tuple[str, ...]
    rows: tuple[GridRow, ...]
    width: float
    title: str = ""
    """The title of the section that begins with it."""
    hint: str = ""
    """What the ends of a scale of numbers mean."""
    reason: Reason | None = None
    """Room for the reasons of all of them."""


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
