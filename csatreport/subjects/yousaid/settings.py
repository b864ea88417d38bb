"""What the sheet “You said, we did” says first and last."""

from csatreport.base.label import Label
from csatreport.study.format.own import OwnSettings
from csatreport.study.names import LABEL
from csatreport.study.register import RegisterKind
from csatreport.study.yaml.declared import key, settings

_ACTIONS = {RegisterKind.ACTIONS}


@settings(name="register")
class SheetWords(OwnSettings):
    """What the sheet says first and last; empty for what it says anyway."""

    behind = "causes"
    intro: Label = key(
        LABEL,
        "{zh-Hans: 您的意见，我们的改进, en: What you told us}",
        default=Label(),
        says="who answered when",
        kinds=_ACTIONS,
    )
    """What the sheet “You said, we did” says first."""
    thanks: Label = key(
        LABEL,
        "{zh-Hans: 谢谢您！, en: Thank you!}",
        default=Label(),
        says="nothing",
        kinds=_ACTIONS,
    )
    """What the sheet says last."""
