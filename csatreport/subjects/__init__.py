"""The subjects a report can speak of, in its order; a new one is named here and nowhere else."""

from typing import Any

from csatreport.report.subject import Subject
from csatreport.subjects.actions.subject import ACTIONS
from csatreport.subjects.change.subject import CHANGE
from csatreport.subjects.closing.subject import CLOSING
from csatreport.subjects.complaints.subject import COMPLAINTS
from csatreport.subjects.composite.subject import COMPOSITE
from csatreport.subjects.crosstabs.subject import CROSSTABS
from csatreport.subjects.customers.subject import CUSTOMERS
from csatreport.subjects.defects.subject import DEFECTS
from csatreport.subjects.drivers.subject import DRIVERS
from csatreport.subjects.five_gaps.subject import SERVICE_GAPS
from csatreport.subjects.gaps.subject import GAPS
from csatreport.subjects.grades.subject import GRADES
from csatreport.subjects.heat.subject import HEAT
from csatreport.subjects.importance.subject import IMPORTANCE
from csatreport.subjects.inspections.subject import INSPECTIONS
from csatreport.subjects.kano.subject import KANO
from csatreport.subjects.league.subject import LEAGUES
from csatreport.subjects.lost.subject import LOST
from csatreport.subjects.loyalty.subject import LOYALTY
from csatreport.subjects.net.subject import NET
from csatreport.subjects.priorities.subject import PRIORITIES
from csatreport.subjects.quality.subject import QUALITY
from csatreport.subjects.results.subject import RESULTS
from csatreport.subjects.scorecard.subject import SCORECARDS
from csatreport.subjects.segments.subject import SEGMENTS
from csatreport.subjects.themes.subject import THEMES
from csatreport.subjects.touchpoints.subject import TOUCHPOINTS
from csatreport.subjects.trend.subject import TREND
from csatreport.subjects.units.subject import UNITS
from csatreport.subjects.voices.subject import VOICES
from csatreport.subjects.weights.subject import WEIGHTS
from csatreport.subjects.who.subject import WHO
from csatreport.subjects.yields.subject import YIELDS
from csatreport.subjects.yousaid.subject import YOUSAID

SUBJECTS: tuple[Subject[Any], ...] = (
    WHO,
    RESULTS,
    TREND,
    NET,
    WEIGHTS,
    CHANGE,
    HEAT,
    UNITS,
    LEAGUES,
    CROSSTABS,
    SEGMENTS,
    TOUCHPOINTS,
    GAPS,
    SERVICE_GAPS,
    KANO,
    IMPORTANCE,
    DRIVERS,
    PRIORITIES,
    THEMES,
    VOICES,
    COMPLAINTS,
    ACTIONS,
    YOUSAID,
    DEFECTS,
    INSPECTIONS,
    COMPOSITE,
    YIELDS,
    SCORECARDS,
    CUSTOMERS,
    LOYALTY,
    GRADES,
    LOST,
    QUALITY,
    CLOSING,
)
