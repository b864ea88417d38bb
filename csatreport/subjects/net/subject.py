"""Net scores as a subject: of each recommend question, with its change, course and units."""

from csatreport.report.model import ReportPage
from csatreport.report.subject import CoreSubject, Term
from csatreport.study.item import Role
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
    page=ReportPage.DETAIL,
    chapter=compose_net,
    explain=explain_nets,
    terms=(
        Term(
            "net",
            "100 · (g − b) / n",
            source="Rocks (2016)",
            used=lambda asked: any(e.with_role(Role.RECOMMEND) for e in asked.editions),
        ),
    ),
)
"""Who would recommend."""
