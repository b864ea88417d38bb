"""Since when the list of customers has been kept."""

import datetime as dt

from csatreport.study.format.own import OwnSettings
from csatreport.study.register import RegisterKind
from csatreport.study.yaml.declared import key, settings
from csatreport.study.yaml.shapes import Day


@settings(name="register")
class LostRule(OwnSettings):
    """Since when the list of customers has been kept."""

    behind = "owners"
    listed_since: dt.date | None = key(
        Day(),
        "2024-01-01",
        default=None,
        says="each customer was listed from its first day on",
        kinds={RegisterKind.CUSTOMERS},
    )
    """The day on which the list of customers was begun. Who left before was never on it, so how
    long customers stay is learnt only from what happened afterwards."""
