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

    behind = "escalations"
    intro: Label = key(
        LABEL, "What the sheet “You said, we did” says first.",
        default=Label(), says="who answered when",
        example="{zh-Hans: 您的意见，我们的改进, en: What you told us}", kinds=_ACTIONS,
    )  # fmt: skip
    thanks: Label = key(
        LABEL, "What the sheet says last.", default=Label(), says="nothing",
        example="{zh-Hans: 谢谢您！, en: Thank you!}", kinds=_ACTIONS,
    )  # fmt: skip
