"""Questions by units as a subject; the table stands in the chapter on units.

An anonymous questionnaire has none: a small unit must not be found by setting its neighbours and
the whole beside each other.
"""

from dataclasses import replace

from csatreport.report.subject import Subject
from csatreport.study.units import Unit
from csatreport.subjects.heat.measure import Heat, measure_heat


def _undivided(found: Heat, _: Unit) -> Heat:
    return replace(found, units=(), rows=())


HEAT = Subject(
    id="heat",
    doc="Every question in every unit just below.",
    measure=measure_heat,
    gate=lambda _, __: None,
    undivided=_undivided,
)
"""Every question in every unit just below."""
