"""Net scores as a subject: of each recommend question, with its change, course and units."""

from __future__ import annotations

from csatreport.report.subject import CoreSubject
from csatreport.subjects.net.explain import explain_nets
from csatreport.subjects.net.figures import FIGURES, SHEET
from csatreport.subjects.net.tell import compose_net, net_facts

NET = CoreSubject(
    id="net",
    doc="The net scores of recommend questions, in form order.",
    figures=FIGURES,
    sheets=(SHEET,),
    taken=lambda scope: scope.findings.nets,
    facts=net_facts,
    chapter=compose_net,
    explain=explain_nets,
)
"""Who would recommend."""
