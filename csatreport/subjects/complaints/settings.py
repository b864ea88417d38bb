"""When a cause of complaints is supervised, and how many customers one complaint stands for."""

from csatreport.study.format.own import OwnSettings
from csatreport.study.register import RegisterKind
from csatreport.study.yaml.declared import key, settings
from csatreport.study.yaml.shapes import Number

_COMPLAINTS = {RegisterKind.COMPLAINTS}


@settings(name="register")
class ComplaintRule(OwnSettings):
    """When a cause is supervised, and how many customers one complaint stands for."""

    behind = "escalations"
    times: int = key(Number(low=2, high=1000, whole=True), "3", default=3, kinds=_COMPLAINTS)
    """A cause that comes up so often within `window` is supervised."""
    window: int = key(Number(low=1, high=3650, whole=True), "90", default=90, kinds=_COMPLAINTS)
    """In so many days, up to the end of the period."""
    back: int = key(Number(low=1, high=3650, whole=True), "60", default=60, kinds=_COMPLAINTS)
    """A cause is back if it comes up within so many days after a closure."""
    iceberg: float = key(Number(low=1, high=1000), "25", default=25.0, kinds=_COMPLAINTS)
    """How many dissatisfied customers one complaint is assumed to stand for."""
