"""Findings of the whole company without its units: what open pages tell where units are restricted.

Whoever may not read the units' reports must not read them off the company's either. So the open
report of such a questionnaire is composed as if the company had no units: nothing is set side by
side, what belongs to one of them (an answer with its reason, a complaint, a finding) belongs to the
whole, and what was done for one unit alone is not told, because its effect is a figure of that
unit. Files go together in one row: they are often a unit's own. What people wrote stays as it is.

It works on findings that have passed the anonymity gate, so that no printing can leak what another
hides.
"""

from dataclasses import replace

from csatreport.counts.findings.whole import Findings
from csatreport.privacy.guarded import guarded_of
from csatreport.study.model import Questionnaire
from csatreport.study.units import Units


def undivided(found: Findings) -> Findings:
    """Return the findings of the root unit as if it had no units below."""
    root = found.questionnaire.units.root
    return replace(
        found,
        questionnaire=without_units(found.questionnaire),
        units=(),
        nets=tuple(replace(net, units=()) for net in found.nets),
        quality=replace(found.quality, files=found.quality.files_together()),
        sources=(),
        registered=replace(found.registered, sources={}),
        results={one: one.whole(found, root) for one in guarded_of(found)},
    )


def without_units(questionnaire: Questionnaire) -> Questionnaire:
    """Return a questionnaire whose only unit is the whole; what is known of it stays known."""
    units = questionnaire.units
    root = replace(units.root, population=units.population(units.root.id))
    return replace(
        questionnaire,
        units=Units(all=(root,)),
        targets=tuple(one for one in questionnaire.targets if one.unit in (None, root.id)),
        handed_out=tuple(replace(one, unit="") for one in questionnaire.handed_out),
    )
