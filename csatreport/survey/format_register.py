"""The format of a register: ``config/registers/*.yaml``."""

from __future__ import annotations

from csatreport.survey.block import Block, Key
from csatreport.survey.groups import Either, ListOf, MapOf
from csatreport.survey.names import ITEM_ID, LABEL, PLAIN, QUESTIONNAIRE_ID, one_of
from csatreport.survey.register import COMPOSITE_PARTS, RegisterKind
from csatreport.survey.shapes import Flag, Number

SCHEMES = ("five", "seven")
_DAYS = Number(low=0, high=3650, whole=True)
_COMPLAINTS = frozenset({RegisterKind.COMPLAINTS})
_ACTIONS = frozenset({RegisterKind.ACTIONS})
_VISITS = frozenset({RegisterKind.INSPECTIONS})
_OWNED = _COMPLAINTS | _ACTIONS
_CODED = _COMPLAINTS | _VISITS | {RegisterKind.DEFECTS, RegisterKind.CUSTOMERS}
"""Those whose codes are printed: causes and channels, checks, areas and finders, grades."""

CAUSE = Block(
    name="cause",
    doc="A kind of cause of complaints.",
    example="{id: price, label: {zh-Hans: 标价不符, en: Wrong price}, parent: service}",
    keys=(
        Key(name="id", shape=ITEM_ID, required=True, example="id: price", doc="Its code in files."),
        Key(
            name="label", shape=LABEL, required=True, example="label: {en: Wrong price}",
            doc="Its name in reports.",
        ),
        Key(
            name="parent", shape=ITEM_ID, default="none", example="parent: service",
            doc="The id of the wider cause it belongs to.",
        ),
    ),
)  # fmt: skip

STEP = Block(
    name="step",
    doc="A step of handling a complaint; the field of its id holds the day on which it was done.",
    example="{id: called, label: {zh-Hans: 已致电, en: Called}}",
    keys=(
        Key(name="id", shape=ITEM_ID, required=True, example="id: called", doc="The field's name."),
        Key(
            name="label", shape=LABEL, required=True, example="label: {en: Called}",
            doc="Its name in reports.",
        ),
    ),
)  # fmt: skip

CHECK = Block(
    name="check",
    doc="A check that every visit makes.",
    example="{id: badge, text: {zh-Hans: 佩戴工牌, en: Wears a badge}, section: looks, weight: 2}",
    keys=(
        Key(name="id", shape=ITEM_ID, required=True, example="id: badge", doc="Its code in files."),
        Key(
            name="text", shape=LABEL, required=True, example="text: {en: Wears a badge}",
            doc="What is checked, so that the answer can be yes or no. Files may hold it too.",
        ),
        Key(
            name="section", shape=PLAIN, default="none", example="section: looks",
            doc="The section it is scored in; named under `labels`.",
        ),
        Key(
            name="weight", shape=Number(low=0.001, high=1000), default="1", example="weight: 2",
            doc="How much it weighs in the score.",
        ),
        Key(
            name="critical", shape=Flag(), default="no", example="critical: yes",
            doc="A check that no score makes up for: it stands apart where it failed.",
        ),
    ),
)  # fmt: skip

REGISTER = Block(
    name="register",
    doc="A register in data/registers/: its files, columns, codes and rules.",
    example="kind: complaints",
    keys=(
        Key(
            name="kind",
            shape=one_of(tuple(map(str, RegisterKind))),
            required=True,
            example="kind: complaints",
            doc="complaints, exposure (customers or receipts by month and unit), actions (the "
            "improvement plan), defects (found inside), customers, inspections.",
        ),
        Key(
            name="questionnaire",
            shape=QUESTIONNAIRE_ID,
            required=True,
            example="questionnaire: retail",
            doc="Whose units and reports the register belongs to.",
        ),
        Key(
            name="files",
            shape=PLAIN,
            default="the name of this file, with anything behind it",
            example="files: complaints*",
            doc="The files below data/registers/, without ending; `*` stands for anything.",
        ),
        Key(
            name="columns",
            shape=MapOf(keys=ITEM_ID, of=PLAIN, example="{id: 编号, received: 收到日期}"),
            default="the names of the fields",
            example="columns: {id: 编号, received: 收到日期}",
            doc="The header of each field that is called otherwise.",
        ),
        Key(
            name="codes",
            shape=MapOf(
                keys=ITEM_ID,
                of=MapOf(keys=PLAIN, of=PLAIN, example="{电话: phone}"),
                example="{channel: {电话: phone, 12315: appeal}}",
            ),
            default="codes stand in the files as they are",
            example="codes: {channel: {电话: phone}}",
            doc="What is written in a field, and the code it stands for. A field named here takes "
            "nothing else.",
        ),
        Key(
            name="labels",
            shape=MapOf(keys=PLAIN, of=LABEL, example="{phone: {zh-Hans: 电话, en: Telephone}}"),
            default="the codes",
            example="labels: {phone: {zh-Hans: 电话, en: Telephone}}",
            doc="The names of codes in reports.",
            kinds=_CODED,
        ),
        Key(
            name="owners",
            shape=ListOf(of=PLAIN, example="owners: [客服部, 门店]"),
            default="anybody",
            example="owners: [客服部, 门店]",
            doc="Who may be an owner.",
            kinds=_OWNED,
        ),
        Key(
            name="date_format",
            shape=PLAIN,
            default="the year first",
            example='date_format: "%d.%m.%Y"',
            doc="How days are written, where the year does not stand first.",
        ),
        Key(
            name="answer_days", shape=_DAYS, default="no deadline", example="answer_days: 2",
            doc="Within so many days a complaint must have its first answer.",
            kinds=_COMPLAINTS,
        ),
        Key(
            name="resolve_days", shape=_DAYS, default="`due` of each complaint",
            example="resolve_days: 10",
            doc="Within so many days it must be resolved, where it has no `due` of its own.",
            kinds=_COMPLAINTS,
        ),
        Key(
            name="handling",
            shape=Either(shapes=(one_of(SCHEMES), ListOf(of=STEP)), example="handling: five"),
            default="five",
            example="handling: five",
            doc="five (listened, shared, clarified, illustrated, asked), seven (encouraged, "
            "understood, repeated, converted, coordinated, fed back, followed up), or steps.",
            kinds=_COMPLAINTS,
        ),
        Key(
            name="causes",
            shape=ListOf(of=CAUSE, example="causes: [{id: price, label: 标价不符}]"),
            default="any",
            example="causes: [{id: price, label: 标价不符}]",
            doc="The causes there are; a row with another one is refused.",
            kinds=_COMPLAINTS,
        ),
        Key(
            name="escalations", shape=ListOf(of=PLAIN, example="escalations: [appeal]"),
            default="none", example="escalations: [appeal]",
            doc="The channels that are appeals to a higher body; they are counted apart.",
            kinds=_COMPLAINTS,
        ),
        Key(
            name="times", shape=Number(low=2, high=1000, whole=True), default="3",
            example="times: 3", doc="A cause that comes up so often within `window` is supervised.",
            kinds=_COMPLAINTS,
        ),
        Key(
            name="window", shape=Number(low=1, high=3650, whole=True), default="90",
            example="window: 90", doc="In so many days, up to the end of the period.",
            kinds=_COMPLAINTS,
        ),
        Key(
            name="back", shape=Number(low=1, high=3650, whole=True), default="60",
            example="back: 60",
            doc="A cause is back if it comes up within so many days after a closure.",
            kinds=_COMPLAINTS,
        ),
        Key(
            name="iceberg", shape=Number(low=1, high=1000), default="25", example="iceberg: 25",
            doc="How many dissatisfied customers one complaint is assumed to stand for.",
            kinds=_COMPLAINTS,
        ),
        Key(
            name="intro", shape=LABEL, default="who answered when",
            example="intro: {zh-Hans: 您的意见，我们的改进, en: What you told us}",
            doc="What the sheet “You said, we did” says first.",
            kinds=_ACTIONS,
        ),
        Key(
            name="thanks", shape=LABEL, default="nothing",
            example="thanks: {zh-Hans: 谢谢您！, en: Thank you!}",
            doc="What the sheet says last.",
            kinds=_ACTIONS,
        ),
        Key(
            name="checklist",
            shape=ListOf(of=CHECK, example="checklist: [{id: badge, text: {en: Wears a badge}}]"),
            default="the rows say what was checked",
            example="checklist: [{id: badge, text: {en: Wears a badge}}]",
            doc="The checks of a visit. A row with another one is refused; "
            "section, weight and critical come from here where a row leaves them blank.",
            kinds=_VISITS,
        ),
        Key(
            name="composite",
            shape=MapOf(
                keys=one_of(COMPOSITE_PARTS),
                of=Number(low=0.001, high=1000),
                example="{survey: 50, inspections: 30, complaints: 20}",
            ),
            default="no composite",
            example="composite: {survey: 50, inspections: 30, complaints: 20}",
            doc="The weights of the parts of a unit's composite score. Where a "
            "part is missing there is no composite.",
            kinds=_VISITS,
        ),
        Key(
            name="worst", shape=Number(low=0.001, high=1_000_000), default="1", example="worst: 40",
            doc="The complaint rate at which that part is 0; without complaints it "
            "is 100.",
            kinds=_VISITS,
        ),
        Key(
            name="per", shape=Number(low=1, high=1_000_000), default="1000", example="per: 1000",
            doc="Rates are told for so many customers or receipts.",
            kinds=_COMPLAINTS,
        ),
    ),
)  # fmt: skip
