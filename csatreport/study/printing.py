"""What a blank paper form says besides the questions."""

from csatreport.base.label import Label
from csatreport.study.names import LABEL, PLAIN
from csatreport.study.yaml.declared import key, settings
from csatreport.study.yaml.shapes import Flag, Text

_ASSET = Text(pattern=r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}", code="C299")


@settings(name="form", doc="What a blank paper form says besides the questions.")
class Printing:
    """What a blank paper form says besides the questions; "" and empty texts for nothing."""

    heading: Label = key(
        LABEL, "The heading of the form.", default=Label(), says="the title",
        example="{zh-Hans: 请您评一评我们的供货, en: How do we supply you?}",
    )  # fmt: skip
    thanks: Label = key(
        LABEL, "What stands below the heading.", default=Label(), says="the intro",
        example="{zh-Hans: 感谢您的信任。, en: Thank you for your trust.}",
    )  # fmt: skip
    back: Label = key(
        LABEL, "How to give the form back.", default=Label(),
        says="hand it to whoever brought it",
        example="{zh-Hans: 请投入服务台的意见箱, en: Please put it into the box}",
    )  # fmt: skip
    address: Label = key(
        LABEL, "Where to send the form.", default=Label(),
        example="{zh-Hans: 杭州市和平路 1 号, en: 1 Heping Road}",
    )  # fmt: skip
    fax: str = key(PLAIN, "Where to fax it.", default="", example="0571-0000 0000")
    email: str = key(
        PLAIN, "Where to mail it, scanned or filled in on the screen.",
        default="", example="survey@example.com",
    )  # fmt: skip
    stamp: bool = key(
        Flag(), "Whether the form keeps room for a company stamp.",
        default=False, example="true",
    )  # fmt: skip
    mark: str = key(
        _ASSET, "The company's mark: a black SVG or PNG below `templates/assets/`.",
        default="", example="mark.svg",
    )  # fmt: skip
