"""How experience is set against expectation, and against a competitor."""

from csatreport.base.label import Label
from csatreport.study.format.own import OwnSettings
from csatreport.study.names import LABEL
from csatreport.study.words import standard_label
from csatreport.study.yaml.declared import key, settings
from csatreport.study.yaml.shapes import Number


@settings(name="pairs")
class GapRule(OwnSettings):
    """How experience is set against expectation, and against a competitor."""

    tolerance: float = key(Number(low=0, high=50), "10", default=5.0)
    """How far from 1, in percent, received through expected still counts as near it."""
    competitor: Label = key(
        LABEL,
        "{zh-Hans: 远方商行, en: Yuanfang Trading}",
        default_factory=lambda: standard_label("competitor"),
        says="“Competitor” in each language",
    )
    """The name of the firm that items with the role competitor are about."""
