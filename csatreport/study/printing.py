"""What a blank paper form says besides the questions."""

from csatreport.base.label import Label
from csatreport.study.names import LABEL, PLAIN, one_of
from csatreport.study.yaml.declared import key, settings
from csatreport.study.yaml.shapes import Flag, Text

TOGETHER, APART = "together", "apart"
_ASSET = Text(pattern=r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}", code="C299")


@settings(name="form")
class Printing:
    """What a blank paper form says besides the questions.

    "" and empty texts stand for nothing.
    """

    heading: Label = key(
        LABEL,
        "{zh-Hans: 请您评一评我们的供货, en: How do we supply you?}",
        default=Label(),
        says="the title",
    )
    """The heading of the form."""
    thanks: Label = key(
        LABEL,
        "{zh-Hans: 感谢您的信任。, en: Thank you for your trust.}",
        default=Label(),
        says="the intro",
    )
    """What stands below the heading."""
    back: Label = key(
        LABEL,
        "{zh-Hans: 请投入服务台的意见箱, en: Please put it into the box}",
        default=Label(),
        says="hand it to whoever brought it",
    )
    """How to give the form back."""
    address: Label = key(LABEL, "{zh-Hans: 杭州市和平路 1 号, en: 1 Heping Road}", default=Label())
    """Where to send the form."""
    fax: str = key(PLAIN, "0571-0000 0000", default="")
    """Where to fax it."""
    email: str = key(PLAIN, "survey@example.com", default="")
    """Where to mail it, scanned or filled in on the screen."""
    stamp: bool = key(Flag(), "true", default=False)
    """Whether the form keeps room for a company stamp."""
    reasons: str = key(one_of((APART, TOGETHER)), "together", default=APART)
    """Where questions on one scale ask for a reason.

    `apart` gives each a box of its own, `together` sets them in a grid with one box for their
    reasons, which saves paper.
    """
    mark: str = key(_ASSET, "mark.svg", default="")
    """The company's mark: a black SVG or PNG below `templates/assets/`."""
