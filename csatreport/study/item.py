"""A question, its options and its missing answers, as complete, typed, frozen values.

Good or bad is a property of an option, not of its place: an option carries *points* and *valence*.
For a reversed item both are already turned round (keyed); ``printed_points`` keeps what the form
says. Missing answers are kept apart by four codes below zero, so a coded answer is an option's
place when it is zero or more.
"""

from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from functools import cached_property
from typing import ClassVar

from csatreport.base.errors import Source
from csatreport.base.label import Label
from csatreport.study.names import BAD, GOOD_WORDS, ITEM_ID, LABEL, OPTION_CODE, PLAIN, one_of
from csatreport.study.yaml.block import Block, Key
from csatreport.study.yaml.declared import block_of, key, settings
from csatreport.study.yaml.groups import Either, ListOf
from csatreport.study.yaml.shapes import Flag, Number, OneOf


class Missing(IntEnum):
    """Why there is no scored answer; stored in place of an option's place."""

    BLANK = -1
    MULTIPLE = -2
    NOT_APPLICABLE = -3
    INVALID = -4


class Kind(StrEnum):
    """What kind of answer an item takes."""

    CHOICE = "choice"
    RATING = "rating"
    YESNO = "yesno"
    SEVERAL = "several"
    RANKED = "ranked"
    NUMBER = "number"
    DATE = "date"
    TEXT = "text"


CLOSED = frozenset({Kind.CHOICE, Kind.RATING, Kind.YESNO})
"""Kinds with exactly one option ticked."""
TICKED = CLOSED | {Kind.SEVERAL}
"""Kinds with options to tick."""
_LISTED = frozenset({Kind.CHOICE, Kind.SEVERAL, Kind.RANKED})
_RATING, _NUMBER = frozenset({Kind.RATING}), frozenset({Kind.NUMBER})


class Role(StrEnum):
    """What an item is for."""

    RATED = "rated"
    OVERALL = "overall"
    RECOMMEND = "recommend"
    BACKGROUND = "background"
    COMMENT = "comment"
    DETAIL = "detail"
    EXPECTATION = "expectation"
    COMPETITOR = "competitor"
    IMPORTANCE = "importance"
    PRESENT = "present"
    ABSENT = "absent"


PAIRED = frozenset({Role.EXPECTATION, Role.COMPETITOR, Role.IMPORTANCE, Role.PRESENT, Role.ABSENT})
"""Roles of items that say something about another one, and are no results by themselves."""


class Valence(StrEnum):
    """Whether picking an option is good news."""

    GOOD = "good"
    NEUTRAL = "neutral"
    BAD = "bad"


@settings(
    name="option",
    title="An option (`options`)",
    example="{code: A, label: {zh-Hans: 满意, en: Satisfied}, points: 3, valence: good}",
)
class Option:
    """One answer a person can tick.

    ``points`` and ``valence`` are keyed (see the module).
    """

    code: str = key(OPTION_CODE, "A")
    """What stands in answer files: up to 20 characters without blanks or separators."""
    label: Label = key(LABEL, "{zh-Hans: 满意, en: Satisfied}")
    """The words printed beside the box."""
    points: float | None = key(Number(low=-1000, high=1000), "3", default=None, says="not scored")
    """The score. Give points to all options of an item or to none."""
    valence: Valence | None = key(
        one_of(Valence), "good", default=None, says="none; required where points are given"
    )
    """Whether ticking it is good news: good, neutral or bad."""
    printed_points: float | None = None


_OPTIONS = ListOf(block_of(Option))
_NOT_APPLICABLE = Either((Flag(), LABEL))

# These three have no class of their own: a scale becomes options of items, a rule for reasons
# means something else on each item, and the words at the ends become labels of options.
SCALE = Block(
    name="scale",
    title="A scale (`scales`)",
    doc="Options that several items share.",
    example="satisfied4: {options: [{code: A, label: 满意, points: 3, valence: good}, …]}",
    keys=(
        Key(
            name="options", shape=_OPTIONS, required=True,
            example="options: [{code: A, label: 满意, points: 3, valence: good}, …]",
            said="The options in printed order, best first.",
        ),
        Key(
            name="not_applicable", shape=_NOT_APPLICABLE, default="false",
            example="not_applicable: true",
            said="A box beside the scale for people whom the question does not concern. "
            "`true`, or its words. Its code is N (NA where an option is called N); never scored.",
        ),
    ),
)  # fmt: skip
FOLLOW_UP = Block(
    name="follow_up",
    doc="Whoever ticks one of these options is asked for the reason.",
    keys=(
        Key(
            name="options", shape=Either((ListOf(PLAIN), OneOf(words=(BAD,)))),
            default="bad", example="options: [3, 4]",
            said="`bad` for all options with bad valence, or a list of option codes, or of places "
            "counted from 1. Entries that are all codes of the item are codes.",
        ),
        Key(
            name="text", shape=LABEL, example="text: {zh-Hans: 请写明原因, en: Please tell us why}",
            default="“Please give the reason and the circumstances” in each language",
            said="The question printed beside the room for the reason.",
        ),
    ),
)  # fmt: skip
_ENDS = Block(
    name="ends",
    title="`ends` of a rating",
    doc="Words at the two ends of a rating.",
    example="{low: 完全不会, high: 一定会}",
    keys=(
        Key(name="low", shape=LABEL, example="low: 完全不会", said="Beside the lowest number."),
        Key(name="high", shape=LABEL, example="high: 一定会", said="Beside the highest number."),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """The rule that asks whoever picks certain options for the reason."""

    options: frozenset[str]
    text: Label


@settings(
    name="item",
    title="An item (`items` of a section)",
    example="{id: q1, text: 您对购物环境满意吗？, scale: satisfied4}",
)
class Item:
    """One question.

    ``label`` is its short name in tables; ``text`` the wording as asked.
    """

    id: str = key(ITEM_ID, "q1")
    """Small letters, digits and _, a letter first, up to 40. Used in answer files, paths and
    downloads; unique in the edition."""
    number: str = key(
        PLAIN, '"1a"', says="counted on from the item before; none for background and detail items"
    )
    """What is printed before the question."""
    text: Label = key(
        LABEL, "{zh-Hans: 您对购物环境满意吗？, en: Were you satisfied with the shop?}"
    )
    """The wording as asked. A changed wording starts a new series in the next edition."""
    label: Label = key(LABEL, "{zh-Hans: 购物环境, en: Shopping environment}", says="`text`")
    """A short name for tables and charts."""
    kind: Kind = key(
        one_of(Kind), "rating", says="`choice` where `scale` or `options` is given, else required"
    )
    """choice (one of several options), rating (a number from low to high), yesno, several (tick all
    that apply), ranked (a short list in order), number, date, text."""
    role: Role = key(
        one_of(Role),
        "background",
        says="`rated` with points, `comment` for text, else `background`",
    )
    """rated (counts towards the index), overall (satisfaction as a whole), recommend, background
    (who answers), comment (own words), detail (on the form, not reported); beside another item:
    expectation, competitor, importance, present, absent (Kano)."""
    about: str = key(
        ITEM_ID,
        "prompt",
        default="",
        says="none; required for expectation, competitor, absent, importance unless ranked",
    )
    """The item that this one is about: what was expected of it, how a competitor does, how
    important it is (also of a dimension), or the feature whose absence it asks for."""
    _scale: ClassVar[object] = key(PLAIN, "satisfied4", says="", kinds=_LISTED)
    """The name of a shared scale, instead of `options`."""
    options: tuple[Option, ...] = key(
        _OPTIONS, "[{code: F, label: 女}, {code: M, label: 男}]", default=(), says="", kinds=_LISTED
    )
    """The item's own options in printed order, best first. A ranked item without options takes
    short free texts."""
    not_applicable: Option | None = key(
        _NOT_APPLICABLE,
        "{zh-Hans: 没有退换过, en: Never returned anything}",
        default=None,
        says="as the scale says",
        kinds=CLOSED,
    )
    """A box for people whom the question does not concern: `true`, its words, `false`."""
    reversed: bool = key(Flag(), "true", default=False, kinds=CLOSED)
    """The statement is worded against the scale, so that agreeing is bad: points and valence are
    turned round when answers are read."""
    was: str | None = key(ITEM_ID, "q3", default=None, says="the item with the same id")
    """The item's id in the edition before, where it was renamed."""
    same_as_before: bool = key(Flag(), "true", default=False)
    """The wording was corrected in this edition and asks for the same as before: the series goes
    on. Codes, points and direction must be those of the edition before."""
    follow_up: FollowUp | None = key(
        Either((Flag(), FOLLOW_UP)),
        "false",
        default=None,
        says="the questionnaire's `follow_up`",
        kinds=CLOSED,
    )
    """The item's own rule, or `false` for none."""
    picks: int | None = key(
        Number(low=1, high=50, whole=True),
        "3",
        default=None,
        says="no limit for `several`; 3 for `ranked` without options",
        kinds={Kind.SEVERAL, Kind.RANKED},
    )
    """How many may be ticked or listed at most."""
    low: float | None = key(
        Number(), "0", default=None, says="none; required for a rating", kinds=_RATING | _NUMBER
    )
    """The lowest number of a rating, or the least that is accepted."""
    high: float | None = key(
        Number(), "10", default=None, says="none; required for a rating", kinds=_RATING | _NUMBER
    )
    """The highest number of a rating, or the most that is accepted."""
    _good: ClassVar[object] = key(
        Either((ListOf(PLAIN), one_of(GOOD_WORDS))),
        "[9, 10]",
        says="rating: 9 and 10 where it recommends on 0-10, else required; yesno: `yes`, or "
        "`none` for background",
        kinds=_RATING | {Kind.YESNO},
    )
    """Rating: the numbers that are good news. Yes/no: `yes`, `no`, or `none` for a question without
    points."""
    _bad: ClassVar[object] = key(
        ListOf(PLAIN),
        "[0, 1, 2, 3, 4, 5, 6]",
        says="0 to 6 where it recommends on 0-10, else required",
        kinds=_RATING,
    )
    """The numbers that are bad news; those in neither list are neutral."""
    _ends: ClassVar[object] = key(
        _ENDS,
        "{low: {en: Not at all likely}, high: {en: Extremely likely}}",
        says="",
        kinds=_RATING,
    )
    """Words beside the lowest and the highest number."""
    unit: Label = key(LABEL, "{zh-Hans: 岁, en: years}", default=Label(), says="", kinds=_NUMBER)
    """What the number counts."""
    personal: bool = key(Flag(), "true", default=False)
    """Names, telephone numbers and the like: on the form, never read into reports."""
    series: str = ""
    source: Source = field(default_factory=lambda: Source(file=""), compare=False)

    @cached_property
    def choices(self) -> tuple[Option, ...]:
        """Its options, and last the one that says it does not apply, where there is one."""
        return self.options if self.not_applicable is None else (*self.options, self.not_applicable)

    @property
    def ranks(self) -> range:
        """The places of what is ranked: three unless the form says how many."""
        return range(1, (self.picks or 3) + 1)

    @cached_property
    def scored(self) -> bool:
        """Whether the item has points, and so a mean and an index."""
        return self.kind in CLOSED and any(option.points is not None for option in self.options)

    @cached_property
    def bounds(self) -> tuple[float, float]:
        """The lowest and highest points an option of this item gives."""
        points = [option.points for option in self.options if option.points is not None]
        return (min(points), max(points)) if points else (0.0, 0.0)

    @cached_property
    def bad(self) -> frozenset[int]:
        """Places of the options with bad valence."""
        return self._places(Valence.BAD)

    @cached_property
    def good(self) -> frozenset[int]:
        """Places of the options with good valence."""
        return self._places(Valence.GOOD)

    def _places(self, valence: Valence) -> frozenset[int]:
        return frozenset(i for i, option in enumerate(self.options) if option.valence is valence)
