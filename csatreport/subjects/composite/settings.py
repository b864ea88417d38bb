"""What a unit's composite is made of, in the register of inspections."""

from csatreport.study.format.own import OwnSettings
from csatreport.study.names import one_of
from csatreport.study.register import RegisterKind
from csatreport.study.yaml.declared import key, settings
from csatreport.study.yaml.groups import MapOf
from csatreport.study.yaml.shapes import Number

PARTS = ("survey", "inspections", "complaints")
_VISITS = {RegisterKind.INSPECTIONS}


@settings(name="register")
class CompositeRule(OwnSettings):
    """What a unit's composite is made of."""

    behind = "checklist"
    weights: tuple[tuple[str, float], ...] = key(
        MapOf(keys=one_of(PARTS), of=Number(low=0.001, high=1000)),
        "{survey: 50, inspections: 30, complaints: 20}",
        name="composite",
        default=(),
        says="no composite",
        kinds=_VISITS,
    )
    """The weights of the parts of a unit's composite score. Where a part is missing there is no
    composite."""
    worst: float = key(Number(low=0.001, high=1_000_000), "40", default=1.0, kinds=_VISITS)
    """The complaint rate at which that part is 0; without complaints it is 100."""
