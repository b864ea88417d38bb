"""Through which stages work goes, in the register of stage inspections."""

from csatreport.study.format.own import OwnSettings
from csatreport.study.names import ITEM_ID
from csatreport.study.register import RegisterKind
from csatreport.study.yaml.declared import key, settings
from csatreport.study.yaml.groups import ListOf


@settings(name="register")
class YieldRule(OwnSettings):
    """Through which stages work goes."""

    behind = "checklist"
    stages: tuple[str, ...] = key(
        ListOf(ITEM_ID),
        "[intake, repair, test]",
        default=(),
        says="as they first come up in the files",
        kinds={RegisterKind.STAGES},
    )
    """The stages of the work, in their order. The yield of all of them together exists only where
    each was inspected."""
