"""The format of an item: options, scales, follow-ups and the question itself."""

from __future__ import annotations

from csatreport.study.item import CLOSED, Kind, Role, Valence
from csatreport.study.names import BAD, GOOD_WORDS, ITEM_ID, LABEL, OPTION_CODE, PLAIN, one_of
from csatreport.study.yaml.block import Block, Key
from csatreport.study.yaml.groups import Either, ListOf
from csatreport.study.yaml.shapes import Flag, Number, OneOf

_LISTED = frozenset({Kind.CHOICE, Kind.SEVERAL, Kind.RANKED})
_RATING, _NUMBER = frozenset({Kind.RATING}), frozenset({Kind.NUMBER})

OPTION = Block(
    name="option",
    title="An option (`options`)",
    doc="One answer a person can tick.",
    example="{code: A, label: {zh-Hans: 满意, en: Satisfied}, points: 3, valence: good}",
    keys=(
        Key(
            name="code",
            shape=OPTION_CODE,
            required=True,
            example="code: A",
            doc="What stands in answer files: up to 20 characters without blanks or separators.",
        ),
        Key(
            name="label",
            shape=LABEL,
            required=True,
            example="label: {zh-Hans: 满意, en: Satisfied}",
            doc="The words printed beside the box.",
        ),
        Key(
            name="points",
            shape=Number(low=-1000, high=1000),
            default="not scored",
            example="points: 3",
            doc="The score. Give points to all options of an item or to none.",
        ),
        Key(
            name="valence",
            shape=one_of(tuple(map(str, Valence))),
            default="none; required where points are given",
            example="valence: good",
            doc="Whether ticking it is good news: good, neutral or bad.",
        ),
    ),
)

_OPTIONS = ListOf(of=OPTION)
_NOT_APPLICABLE = Either(shapes=(Flag(), LABEL))

SCALE = Block(
    name="scale",
    title="A scale (`scales`)",
    doc="Options that several items share.",
    example="satisfied4: {options: [{code: A, label: 满意, points: 3, valence: good}, …]}",
    keys=(
        Key(
            name="options",
            shape=_OPTIONS,
            required=True,
            example="options: [{code: A, label: 满意, points: 3, valence: good}, …]",
            doc="The options in printed order, best first.",
        ),
        Key(
            name="not_applicable",
            shape=_NOT_APPLICABLE,
            default="false",
            example="not_applicable: true",
            doc="A box beside the scale for people whom the question does not concern. "
            "`true`, or its words. Its code is N (NA where an option is called N); never scored.",
        ),
    ),
)

FOLLOW_UP = Block(
    name="follow_up",
    doc="Whoever ticks one of these options is asked for the reason.",
    keys=(
        Key(
            name="options",
            shape=Either(shapes=(ListOf(of=PLAIN), OneOf(words=(BAD,)))),
            default="bad",
            example="options: [3, 4]",
            doc="`bad` for all options with bad valence, or a list of option codes, or of places "
            "counted from 1. Entries that are all codes of the item are codes.",
        ),
        Key(
            name="text",
            shape=LABEL,
            default="“Please give the reason and the circumstances” in each language",
            example="text: {zh-Hans: 请写明原因, en: Please tell us why}",
            doc="The question printed beside the room for the reason.",
        ),
    ),
)

ENDS = Block(
    name="ends",
    title="`ends` of a rating",
    doc="Words at the two ends of a rating.",
    example="{low: 完全不会, high: 一定会}",
    keys=(
        Key(name="low", shape=LABEL, example="low: 完全不会", doc="Beside the lowest number."),
        Key(name="high", shape=LABEL, example="high: 一定会", doc="Beside the highest number."),
    ),
)

ITEM = Block(
    name="item",
    title="An item (`items` of a section)",
    doc="One question.",
    example="{id: q1, text: 您对购物环境满意吗？, scale: satisfied4}",
    keys=(
        Key(
            name="id",
            shape=ITEM_ID,
            required=True,
            example="id: q1",
            doc="Small letters, digits and _, a letter first, up to 40. Used in answer files, "
            "paths and downloads; unique in the edition.",
        ),
        Key(
            name="number",
            shape=PLAIN,
            default="counted on from the item before; none for background and detail items",
            example='number: "1a"',
            doc="What is printed before the question.",
        ),
        Key(
            name="text",
            shape=LABEL,
            required=True,
            example="text: {zh-Hans: 您对购物环境满意吗？, en: Were you satisfied with the shop?}",
            doc="The wording as asked. A changed wording starts a new series in the next edition.",
        ),
        Key(
            name="label",
            shape=LABEL,
            default="`text`",
            example="label: {zh-Hans: 购物环境, en: Shopping environment}",
            doc="A short name for tables and charts.",
        ),
        Key(
            name="kind",
            shape=one_of(tuple(map(str, Kind))),
            default="`choice` where `scale` or `options` is given, else required",
            example="kind: rating",
            doc="choice (one of several options), rating (a number from low to high), yesno, "
            "several (tick all that apply), ranked (a short list in order), number, date, text.",
        ),
        Key(
            name="role",
            shape=one_of(tuple(map(str, Role))),
            default="`rated` with points, `comment` for text, else `background`",
            example="role: background",
            doc="rated (counts towards the index), overall (satisfaction as a whole), recommend, "
            "background (who answers), comment (own words), detail (on the form, not reported); "
            "beside another item: expectation, competitor, importance, present, absent (Kano).",
        ),
        Key(
            name="about",
            shape=ITEM_ID,
            default="none; required for expectation, competitor, absent, importance unless ranked",
            example="about: prompt",
            doc="The item that this one is about: what was expected of it, how a competitor does, "
            "how important it is (also of a dimension), or the feature whose absence it asks for.",
        ),
        Key(
            name="scale",
            shape=PLAIN,
            example="scale: satisfied4",
            kinds=_LISTED,
            doc="The name of a shared scale, instead of `options`.",
        ),
        Key(
            name="options",
            shape=_OPTIONS,
            example="options: [{code: F, label: 女}, {code: M, label: 男}]",
            kinds=_LISTED,
            doc="The item's own options in printed order, best first. A ranked item without "
            "options takes short free texts.",
        ),
        Key(
            name="not_applicable",
            shape=_NOT_APPLICABLE,
            default="as the scale says",
            example="not_applicable: {zh-Hans: 没有退换过, en: Never returned anything}",
            kinds=CLOSED,
            doc="A box for people whom the question does not concern: `true`, its words, `false`.",
        ),
        Key(
            name="reversed",
            shape=Flag(),
            default="false",
            example="reversed: true",
            kinds=CLOSED,
            doc="The statement is worded against the scale, so that agreeing is bad: points and "
            "valence are turned round when answers are read.",
        ),
        Key(
            name="was",
            shape=ITEM_ID,
            default="the item with the same id",
            example="was: q3",
            doc="The item's id in the edition before, where it was renamed.",
        ),
        Key(
            name="same_as_before",
            shape=Flag(),
            default="false",
            example="same_as_before: true",
            doc="The wording was corrected in this edition and asks for the same as before: the "
            "series goes on. Codes, points and direction must be those of the edition before.",
        ),
        Key(
            name="follow_up",
            shape=Either(shapes=(Flag(), FOLLOW_UP)),
            default="the questionnaire's `follow_up`",
            example="follow_up: false",
            kinds=CLOSED,
            doc="The item's own rule, or `false` for none.",
        ),
        Key(
            name="picks",
            shape=Number(low=1, high=50, whole=True),
            default="no limit for `several`; 3 for `ranked` without options",
            example="picks: 3",
            kinds=frozenset({Kind.SEVERAL, Kind.RANKED}),
            doc="How many may be ticked or listed at most.",
        ),
        Key(
            name="low",
            shape=Number(),
            default="none; required for a rating",
            example="low: 0",
            kinds=_RATING | _NUMBER,
            doc="The lowest number of a rating, or the least that is accepted.",
        ),
        Key(
            name="high",
            shape=Number(),
            default="none; required for a rating",
            example="high: 10",
            kinds=_RATING | _NUMBER,
            doc="The highest number of a rating, or the most that is accepted.",
        ),
        Key(
            name="good",
            shape=Either(shapes=(ListOf(of=PLAIN), one_of(GOOD_WORDS))),
            default="rating: 9 and 10 where it recommends on 0-10, else required; yesno: `yes`, "
            "or `none` for background",
            example="good: [9, 10]",
            kinds=_RATING | {Kind.YESNO},
            doc="Rating: the numbers that are good news. Yes/no: `yes`, `no`, or `none` for a "
            "question without points.",
        ),
        Key(
            name="bad",
            shape=ListOf(of=PLAIN),
            default="0 to 6 where it recommends on 0-10, else required",
            example="bad: [0, 1, 2, 3, 4, 5, 6]",
            kinds=_RATING,
            doc="The numbers that are bad news; those in neither list are neutral.",
        ),
        Key(
            name="ends",
            shape=ENDS,
            example="ends: {low: {en: Not at all likely}, high: {en: Extremely likely}}",
            kinds=_RATING,
            doc="Words beside the lowest and the highest number.",
        ),
        Key(
            name="unit",
            shape=LABEL,
            example="unit: {zh-Hans: 岁, en: years}",
            kinds=_NUMBER,
            doc="What the number counts.",
        ),
        Key(
            name="personal",
            shape=Flag(),
            default="false",
            example="personal: true",
            doc="Names, telephone numbers and the like: on the form, never read into reports.",
        ),
    ),
)
