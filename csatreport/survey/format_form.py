"""The format of ``form:``: what a blank paper form says besides the questions."""

from __future__ import annotations

from csatreport.survey.block import Block, Key
from csatreport.survey.names import LABEL, PLAIN
from csatreport.survey.shapes import Flag, Text

_ASSET = Text(pattern=r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}", code="C299")

FORM = Block(
    name="form",
    doc="What a blank paper form says besides the questions.",
    example="form: {fax: 0571-0000 0000, stamp: true}",
    keys=(
        Key(
            name="heading",
            shape=LABEL,
            default="the title",
            example="heading: {zh-Hans: 请您评一评我们的供货, en: How do we supply you?}",
            doc="The heading of the form.",
        ),
        Key(
            name="thanks",
            shape=LABEL,
            default="the intro",
            example="thanks: {zh-Hans: 感谢您的信任。, en: Thank you for your trust.}",
            doc="What stands below the heading.",
        ),
        Key(
            name="back",
            shape=LABEL,
            default="hand it to whoever brought it",
            example="back: {zh-Hans: 请投入服务台的意见箱, en: Please put it into the box}",
            doc="How to give the form back.",
        ),
        Key(
            name="address",
            shape=LABEL,
            default="none",
            example="address: {zh-Hans: 杭州市和平路 1 号, en: 1 Heping Road}",
            doc="Where to send the form.",
        ),
        Key(
            name="fax",
            shape=PLAIN,
            default="none",
            example="fax: 0571-0000 0000",
            doc="Where to fax it.",
        ),
        Key(
            name="email",
            shape=PLAIN,
            default="none",
            example="email: survey@example.com",
            doc="Where to mail it, scanned or filled in on the screen.",
        ),
        Key(
            name="stamp",
            shape=Flag(),
            default="false",
            example="stamp: true",
            doc="Whether the form keeps room for a company stamp.",
        ),
        Key(
            name="mark",
            shape=_ASSET,
            default="none",
            example="mark: mark.svg",
            doc="The company's mark: a black SVG or PNG below `templates/assets/`.",
        ),
    ),
)
